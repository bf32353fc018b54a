using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Mechanism;
using Fangshou.Scenarios;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou scenario ablate</c>.</summary>
static class ScenarioAblateCommand
{
    const string DefaultScenario = "ai-honeymoon";
    const int DefaultReplicates = 100;

    // Seven panels fit beside each other.
    const int FigureWidth = 1120;

    public static Command Build(GlobalOptions globals)
    {
        ScenarioOptions options = new();
        Argument<string> name = new("SCENARIO") { Description = "whose world, sector and seed are used", DefaultValueFactory = _ => DefaultScenario };
        options.Replicates.Description = $"simulated histories, 1 to {RunPlan.MostReplicates} [default: {DefaultReplicates}; with an ensemble {RunPlan.GroupSize} for each of its sets]";
        return new NounCommand(
            "ablate", "Takes one part of the mechanism out at a time, to see which the pendulum cannot do without; -o x.svg or x.png draws it.",
            "fangshou scenario ablate --parameters core -o parts.svg", [name, .. options.WithoutSeverity])
            .Does(globals, (run, parse) =>
            {
                ScenarioRequest request = ScenarioRequest.Read(run, parse, options, parse.GetValue(name)!);
                int sets = request.Parameters.Length;
                int replicates = parse.GetValue(options.Replicates) is { } text
                    ? ScenarioRequest.Whole("--replicates", text, 1, RunPlan.MostReplicates)
                    : sets == 1 ? DefaultReplicates : RunPlan.GroupSize * sets;
                request = request with { Scenario = request.Scenario with { Replicates = replicates } };

                // Unless one kind of parameters is asked for: the core equations, and beside them what is run by default.
                ImmutableArray<ParameterSource> sources = parse.GetValue(options.Parameters) is null && request.Source != ParameterSource.Core ? [ParameterSource.Core, request.Source] : [request.Source];
                return Ablate(run, [.. sources.Select(request.On)]);
            });
    }

    static int Ablate(CommandRun run, ImmutableArray<ScenarioRequest> requests)
    {
        ScenarioRequest request = requests[^1];
        Scenario scenario = request.Scenario;
        if (scenario.World.Sectors.Length < 2)
            throw new CommandException(ExitCode.Usage, "the world has one sector; ablate tells one sector apart from others and needs two.");
        ScenarioRuns.Require(run, Ablation.All[0].Plan(scenario.World, request.Parameters, scenario.Replicates, scenario.Seed), atOnce: 1);
        List<Row> rows = [];
        using (ProgressLine? line = run.Progress(run.Say("simulating", "模拟中")))
        {
            StagedProgress progress = new(line, Ablation.All.Length * requests.Length);
            foreach ((ScenarioRequest on, Ablation ablation) in requests.SelectMany(on => Ablation.All.Select(ablation => (on, ablation))))
            {
                (CycleStatistics others, CycleStatistics focus) = ablation.Run(scenario.World, on.Parameters, scenario.Replicates, scenario.Seed, scenario.Sector, run.Settings.Threads, run.Cancellation);
                rows.Add(new Row(on.Source, ablation, others, focus));
                progress.Next();
            }
        }

        ScenarioWords words = new(run.PageLanguage);
        string sector = Texts.Printable(scenario.World.Sectors[scenario.Sector].Id), title = run.Say("Which parts the pendulum cannot do without", "钟摆离不开哪些部分");
        string note = string.Create(CultureInfo.InvariantCulture, $"{scenario.Replicates} {run.Say("histories of", "条历史，每条")} {(Ablation.Months - Ablation.From) / 12} {run.Say("years each", "年")} · {run.Say("seed", "种子")} {scenario.Seed}"), figureNote = $"{note} · {words.Name(request.Source)}";
        Row[] drawn = [.. rows.Where(row => row.Source == request.Source)];
        ImmutableArray<string> names = [.. drawn.Select(row => words.Removed(row.Ablation))];
        ImmutableArray<SmallPanel> panels = [.. Panels(run, drawn, sector)];
        if (ScenarioView.WriteFigure(run, options => SmallMultiplesFigure.Svg(title, figureNote, names, panels, options), options => SmallMultiplesFigure.Png(title, figureNote, names, panels, options), [], FigureWidth))
            return ExitCode.Done;
        run.Write(new Answer
        {
            Schema = "scenario-ablate/1",
            ModelVersion = RunPlan.ModelVersion,
            Seed = scenario.Seed,
            Data = new
            {
                World = scenario.World.Id,
                Sector = scenario.World.Sectors[scenario.Sector].Id,
                scenario.Replicates,
                Parameters = requests.Select(on => on.Source),
                Set = request.Set.Select(set => new { set.Key, set.Value }),
                Years = (Ablation.Months - Ablation.From) / 12,
                Ablations = rows.Select(r => new
                {
                    Parameters = r.Source,
                    r.Ablation.Id,
                    Removed = r.Ablation.Title,
                    r.Others.FullCycles,
                    CrackdownMonths = Stay(r.Others.Crackdown),
                    LaxMonths = Stay(r.Others.Lax),
                    OnsetRatio = ScenarioView.Finite(r.Others.OnsetRatio),
                    Drawdown = ScenarioView.Finite(r.Others.Drawdown),
                    LKurtosis = ScenarioView.Finite(r.Others.LKurtosis),
                    SectorCrackdowns = r.Focus.Crackdowns,
                }),
            },
            Rows = new Rows(
                ["parameters", "id", "full_cycles", "crackdown_mean", "crackdown_sd", "lax_mean", "onset_ratio", "drawdown", "l_kurtosis", "sector_crackdowns"],
                [
                    .. rows.Select(r => (string[])
                    [
                        ScenarioCommand.Name(r.Source), r.Ablation.Id,
                        .. new[] { r.Others.FullCycles, r.Others.Crackdown.Mean, r.Others.Crackdown.Spread, r.Others.Lax.Mean, r.Others.OnsetRatio, r.Others.Drawdown, r.Others.LKurtosis, r.Focus.Crackdowns }.Select(ScenarioView.Csv),
                    ]),
                ]),
            Screen =
            [
                new Text($"{title}\n{ScenarioView.Plain(note)}\n"),
                .. requests.SelectMany(on => Table(run, words, on.Source, [.. rows.Where(row => row.Source == on.Source)], sector)),
                new Text(run.Say("Full cycles: share of the other sectors' histories with one. A dash: nothing of the kind happened.", "完整周期：其他行业历史中出现过的比例。横线：未出现此类情形。") + "\n" + words.Limit + "\n"),
            ],
        });
        return ExitCode.Done;
    }

    static IEnumerable<IRenderable> Table(CommandRun run, ScenarioWords words, ParameterSource source, Row[] rows, string sector) =>
    [
        new Text($"\n{ScenarioView.Plain(words.Name(source))}\n"),
        CommandRun.Grid(
            [
                run.Say("removed", "去除"), run.Say("full cycles", "完整周期"), run.Say("crackdown, months", "整治（月）"), run.Say("lax", "宽松"), run.Say("onset ratio", "起点倍数"),
                run.Say("drawdown", "跌幅"), run.Say("L-kurtosis", "L-峰度"), run.Say($"{sector}: crackdowns in 15 years", $"{sector}：15 年内整治次数"),
            ],
            rows.Select(r => new[]
            {
                words.Removed(r.Ablation), Two(r.Others.FullCycles),
                r.Others.Crackdown.Count == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{r.Others.Crackdown.Mean:0} ± {r.Others.Crackdown.Spread:0}"),
                Whole(r.Others.Lax.Mean), Whole(r.Others.OnsetRatio), Two(r.Others.Drawdown), Two(r.Others.LKurtosis), Two(r.Focus.Crackdowns),
            })),
    ];

    static IEnumerable<SmallPanel> Panels(CommandRun run, Row[] rows, string sector) =>
    [
        new(run.Say("full cycles, share", "完整周期比例"), [.. rows.Select(r => r.Others.FullCycles)]),
        new(run.Say("crackdown, months", "整治（月）"), [.. rows.Select(r => r.Others.Crackdown.Mean)]),
        new(run.Say("lax, months", "宽松（月）"), [.. rows.Select(r => r.Others.Lax.Mean)]),
        new(run.Say("onset ratio", "起点倍数"), [.. rows.Select(r => r.Others.OnsetRatio)]),
        new(run.Say("drawdown", "跌幅"), [.. rows.Select(r => r.Others.Drawdown)]),
        new(run.Say("L-kurtosis", "L-峰度"), [.. rows.Select(r => r.Others.LKurtosis)]),
        new(run.Say($"{sector}: crackdowns in 15 years", $"{sector}：15年内整治次数"), [.. rows.Select(r => r.Focus.Crackdowns)]),
    ];

    static object? Stay(StayLengths stay) => stay.Count == 0 ? null : new { stay.Count, stay.Mean, Sd = stay.Spread };

    static string Two(double x) => double.IsFinite(x) ? x.ToString("0.00", CultureInfo.InvariantCulture) : "–";

    static string Whole(double x) => double.IsFinite(x) ? x.ToString("0", CultureInfo.InvariantCulture) : "–";

    sealed record Row(ParameterSource Source, Ablation Ablation, CycleStatistics Others, CycleStatistics Focus);
}
