using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Mechanism;
using Fangshou.Scenarios;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou scenario compare</c>.</summary>
static class ScenarioCompareCommand
{
    public static Command Build(GlobalOptions globals)
    {
        ScenarioOptions options = new();
        Argument<string[]> names = new("SCENARIO") { Description = "ids of shipped scenarios, or paths of files", Arity = ArgumentArity.OneOrMore };
        return new NounCommand(
            "compare", "Each scenario less its baseline, on common random numbers: differences with 95 % intervals; -o x.svg or x.png draws a tornado.",
            "fangshou scenario compare boom slump-deepens mission-halved --severity 8 -o tornado.svg",
            [names, options.Severity, .. options.WithoutSeverity])
            .Does(globals, (run, parse) => Compare(run, [.. parse.GetValue(names)!.Distinct().Select(name => ScenarioRequest.Read(run, parse, options, name))]));
    }

    static int Compare(CommandRun run, ImmutableArray<ScenarioRequest> requests)
    {
        foreach (ScenarioRequest request in requests)
            ScenarioRuns.Require(run, request.Scenario.Plan(request.Parameters, ScenarioOutcome.Series), atOnce: 2);
        if (requests.FirstOrDefault(request => request.Scenario.Horizons.IsEmpty) is { } without)
            throw new CommandException(ExitCode.Usage, $"the scenario {Texts.Printable(without.Scenario.Id)} names no horizons, so there is nothing to compare.");
        int[] first = [.. requests.Select(request => request.Scenario.Horizons[0])];
        if (first.Distinct().Count() > 1)
            throw new CommandException(ExitCode.Usage, $"the scenarios have different first horizons ({string.Join(", ", first.Distinct())} months) and cannot be compared.");

        List<(ScenarioRequest Request, ImmutableArray<PairedDifference> Differences)> found = [];
        using (ProgressLine? line = run.Progress(run.Say("simulating", "模拟中")))
        {
            StagedProgress progress = new(line, 2 * requests.Length);
            foreach (ScenarioRequest request in requests)
            {
                ScenarioOutcome baseline = ScenarioRuns.Outcome(run, request, request.Scenario.Baseline, progress);
                progress.Next();
                ScenarioOutcome outcome = ScenarioRuns.Outcome(run, request, request.Scenario, progress);
                progress.Next();
                found.Add((request, Comparison.Of(baseline, outcome)));
            }
        }

        ImmutableArray<string> warnings =
        [
            .. requests.Where(request => request.Scenario.Levers.IsEmpty)
                .Select(request => run.Say($"{Texts.Printable(request.Scenario.Id)} has no levers and is its own baseline.", $"{Texts.Printable(request.Scenario.Id)} 没有所设变化，即为自身基线。")),
        ];
        ulong[] seeds = [.. requests.Select(request => request.Scenario.Seed).Distinct()];
        double[] severities = [.. requests.Select(request => request.Scenario.Severity).Distinct()];
        ScenarioWords words = new(run.PageLanguage);
        string note = seeds.Length == 1 && severities.Length == 1 && requests.All(r => r.Scenario.Replicates == requests[0].Scenario.Replicates)
            ? words.Note(requests[0].Scenario)
            : run.Say("each with its own severity, replicates and seed", "各用自身的严重程度、重复数与种子");
        ImmutableArray<TornadoBar> bars = [.. found.Select(f => new TornadoBar(f.Request.Scenario.Title, f.Differences[0]))];
        if (ScenarioView.WriteFigure(run, options => TornadoFigure.Svg(bars, first[0], note, options), options => TornadoFigure.Png(bars, first[0], note, options), warnings))
            return ExitCode.Done;

        run.Write(new Answer
        {
            Schema = "scenario-compare/1",
            ModelVersion = RunPlan.ModelVersion,
            Seed = seeds.Length == 1 ? seeds[0] : null,
            Warnings = warnings,
            Data = new
            {
                Comparisons = found.Select(f => new
                {
                    Scenario = ScenarioView.Question(f.Request),
                    Differences = f.Differences.Select(d => new
                    {
                        d.Quantity,
                        Baseline = ScenarioView.Finite(d.First),
                        Scenario = ScenarioView.Finite(d.Second),
                        Difference = ScenarioView.Finite(d.Difference),
                        Interval = double.IsFinite(d.Low) ? new[] { d.Low, d.High } : null,
                        d.Replicates,
                    }),
                }),
            },
            Rows = new Rows(
                ["scenario", "severity", "quantity", "baseline", "scenario_mean", "difference", "low", "high", "replicates"],
                [
                    .. found.SelectMany(f => f.Differences.Select(d => new[]
                    {
                        f.Request.Scenario.Id, ScenarioView.Csv(f.Request.Scenario.Severity), d.Quantity, ScenarioView.Csv(d.First), ScenarioView.Csv(d.Second), ScenarioView.Csv(d.Difference),
                        ScenarioView.Csv(d.Low), ScenarioView.Csv(d.High), d.Replicates.ToString(CultureInfo.InvariantCulture),
                    })),
                ]),
            Screen = [.. Screen(run, found, note, words)],
        });
        return ExitCode.Done;
    }

    static IEnumerable<IRenderable> Screen(CommandRun run, List<(ScenarioRequest Request, ImmutableArray<PairedDifference> Differences)> found, string note, ScenarioWords words)
    {
        yield return new Text(run.Say("Scenario less baseline, on common random numbers", "情景减基线（共同随机数）") + $" · {ScenarioView.Plain(note)}\n");
        foreach ((ScenarioRequest request, ImmutableArray<PairedDifference> differences) in found)
        {
            yield return new Text($"\n{ScenarioView.Plain($"{request.Scenario.Title} ({request.Scenario.Id})")}\n");
            yield return CommandRun.Grid(
                [run.Say("quantity", "数量"), run.Say("baseline", "基线"), run.Say("scenario", "情景"), run.Say("difference", "差值"), run.Say("95 % interval", "95% 区间")],
                differences.Select(d => new[]
                {
                    words.Quantity(d.Quantity), Mean(words, d, d.First), Mean(words, d, d.Second), words.Difference(d), ScenarioWords.Interval(d),
                }));
        }

        yield return new Text(words.Limit + "\n");
    }

    static string Mean(ScenarioWords words, PairedDifference d, double value) => ScenarioWords.IsShare(d) ? ScenarioView.Plain(words.Percent(value)) : ScenarioWords.Number(value);
}
