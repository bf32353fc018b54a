using System.Collections.Immutable;
using System.CommandLine;
using Fangshou.Mechanism;
using Fangshou.Scenarios;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou scenario list</c>.</summary>
static class ScenarioListCommand
{
    public static Command Build(GlobalOptions globals) => new NounCommand(
        "list", "Lists the shipped scenarios: what is asked, what theory lets expect, and what came of it.",
        "fangshou scenario list --format csv")
        .Does(globals, (run, _) => List(run));

    static int List(CommandRun run)
    {
        ImmutableArray<Scenario> scenarios = [.. ScenarioFolder.Ids.Select(ScenarioFolder.Read)];
        string[][] cells = [.. scenarios.Select(s => new[] { s.Id, s.Title, s.Hypothesis, s.Verdict })];
        run.Write(new Answer
        {
            Schema = "scenario-list/1",
            ModelVersion = RunPlan.ModelVersion,
            Data = new { Scenarios = scenarios.Select(s => new { s.Id, s.Title, s.Hypothesis, s.Verdict }) },
            Rows = new Rows(["id", "title", "hypothesis", "verdict"], cells),
            Screen =
            [
                CommandRun.Grid(
                    ["id", run.Say("title", "标题"), run.Say("hypothesis", "假设"), run.Say("verdict", "判断")],
                    cells.Select(row => (string[])[.. row[..3], row[3].Length > 0 ? row[3] : run.Say("not judged", "未判断")])),
            ],
        });
        return ExitCode.Done;
    }
}
