using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Mechanism;
using Fangshou.Scenarios;
using Spectre.Console;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou scenario sweep</c>.</summary>
static class ScenarioSweepCommand
{
    const int MostSeverities = 100;

    public static Command Build(GlobalOptions globals)
    {
        ScenarioOptions options = new();
        Option<string?> severities = new("--severities") { HelpName = "0,4,16", Description = $"severities, each 0 to {RunPlan.MostSeverity} [default: the file's]" };
        return new NounCommand(
            "sweep", "Runs a scenario at several severities of the incident; -o x.svg or x.png draws the curve with its intervals.",
            "fangshou scenario sweep big-ai-misuse --severities 0,4,8,16",
            [options.Scenario, severities, .. options.WithoutSeverity])
            .Does(globals, (run, parse) => Sweep(run, ScenarioRequest.Read(run, parse, options, parse.GetValue(options.Scenario)!), parse.GetValue(severities)));
    }

    static int Sweep(CommandRun run, ScenarioRequest request, string? list)
    {
        ImmutableArray<double> severities = list is null ? [.. request.Scenario.Severities.Distinct().Order()] : Parse(list);
        if (severities.IsEmpty)
            throw new CommandException(ExitCode.Usage, $"the scenario {Texts.Printable(request.Scenario.Id)} names no severities; say them, such as --severities 0,4,16.");
        ScenarioRuns.Require(run, request.Scenario.Plan(request.Parameters, ScenarioOutcome.Series), atOnce: 1);
        ImmutableArray<ScenarioSummary> rows;
        using (ProgressLine? line = run.Progress(run.Say("simulating", "模拟中")))
        {
            SeverityRuns runs = new(run, request, new StagedProgress(line, severities.Length));
            rows = [.. severities.Select(runs.Summary)];
        }

        Scenario scenario = request.Scenario;
        ScenarioWords words = new(run.PageLanguage);
        string note = string.Create(CultureInfo.InvariantCulture, $"{scenario.Replicates} {run.Say("histories a severity", "条历史（每个严重程度）")} · {run.Say("seed", "种子")} {scenario.Seed} · {words.Name(request.Source)}");
        if (ScenarioView.WriteFigure(run, options => OnsetCurveFigure.Svg(scenario.Title, note, rows, options), options => OnsetCurveFigure.Png(scenario.Title, note, rows, options), []))
            return ExitCode.Done;
        run.Write(new Answer
        {
            Schema = "scenario-sweep/1",
            ModelVersion = RunPlan.ModelVersion,
            Seed = scenario.Seed,
            Data = new { Scenario = ScenarioView.Question(request), Severities = rows.Select(ScenarioView.Summary) },
            Rows = new Rows(
                [
                    "severity", "counted", .. scenario.Horizons.SelectMany(h => Columns("onset", h)), "delay_p10", "delay_p50", "delay_p90", .. Columns("signal_tight", 1), .. Columns("signal_tight", 12), "largest_fall",
                ],
                [.. rows.Select(row => Cells(row).ToArray())]),
            Screen =
            [
                new Text(ScenarioView.Plain($"{scenario.Title} ({scenario.Id})") + "\n" + ScenarioView.Plain(note) + "\n"),
                CommandRun.Grid(
                    [
                        run.Say("severity", "严重程度"),
                        .. scenario.Horizons.Select(h => string.Create(CultureInfo.InvariantCulture, $"{run.Say("P within ", "P ")}{h} {run.Say("mo. ± s.e.", "个月 ± 标准误")}")),
                        run.Say("delay 10/50/90 %", "延迟 10/50/90%"), run.Say("leadership turns, 1 mo.", "决策层转向 1 个月"), run.Say("12 mo.", "12 个月"), run.Say("largest fall", "最大跌幅"),
                    ],
                    rows.Select(row => (string[])
                    [
                        ScenarioWords.Number(row.Severity), .. row.Onset.Select(o => ScenarioView.Share(words, o.Probability)), row.Delay.IsEmpty ? "–" : string.Join(" / ", row.Delay.Select(ScenarioWords.Number)),
                        ScenarioView.Share(words, row.FlipWithinMonth), ScenarioView.Share(words, row.FlipWithinYear), ScenarioView.Plain(words.Percent(row.Fall)),
                    ])),
                new Text(words.Limit + "\n"),
            ],
        });
        return ExitCode.Done;
    }

    static ImmutableArray<double> Parse(string list)
    {
        string[] parts = list.Split(',', StringSplitOptions.TrimEntries);
        return parts.Length > MostSeverities
            ? throw new CommandException(ExitCode.Usage, $"--severities: {parts.Length} are too many; {MostSeverities} are allowed.")
            : [.. parts.Select(part => ScenarioRequest.Number("--severities", part, 0, RunPlan.MostSeverity)).Distinct().Order()];
    }

    static string[] Columns(string name, int months) => [string.Create(CultureInfo.InvariantCulture, $"{name}_{months}"), string.Create(CultureInfo.InvariantCulture, $"{name}_{months}_se")];

    static IEnumerable<string> Cells(ScenarioSummary row) =>
    [
        ScenarioView.Csv(row.Severity), row.Counted.ToString(CultureInfo.InvariantCulture), .. row.Onset.SelectMany(o => Pair(o.Probability)),
        .. row.Delay.IsEmpty ? ["", "", ""] : row.Delay.Select(ScenarioView.Csv), .. Pair(row.FlipWithinMonth), .. Pair(row.FlipWithinYear), ScenarioView.Csv(row.Fall),
    ];

    static string[] Pair(Estimate estimate) => [ScenarioView.Csv(estimate.Value), ScenarioView.Csv(estimate.StandardError)];
}
