using System.Collections.Immutable;
using System.CommandLine;
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
        Reply reply = ScenarioReply.List(scenarios);
        run.Write(new Answer(reply)
        {
            Screen =
            [
                CommandRun.Grid(
                    ["id", run.Say("title", "标题"), run.Say("hypothesis", "假设"), run.Say("verdict", "判断")],
                    reply.Rows!.Cells.Select(row => (string[])[.. row[..3], row[3].Length > 0 ? row[3] : run.Say("not judged", "未判断")])),
            ],
        });
        return ExitCode.Done;
    }
}
