using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Reflection;
using System.Text;
using Fangshou.Briefs;
using Fangshou.Mechanism;
using Fangshou.Scenarios;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou scenario run</c>.</summary>
static class ScenarioRunCommand
{
    // The figure begins a year before the change, so that one sees what it changes.
    const int MonthsBefore = 12;

    static readonly FanQuantity[] quantities = Enum.GetValues<FanQuantity>();

    public static Command Build(GlobalOptions globals)
    {
        ScenarioOptions options = new();
        Option<string?> today = new("--from-today") { HelpName = "CELL", Description = $"start where this cell is now: histories that look like its last months count more, and the scenario's own stage is left out (at --as-of; {RealPast.Replicates} replicates unless given)" };
        Option<string?> checkpoint = new("--checkpoint") { HelpName = "FILE", Description = "where an interrupted run is kept; a run that is kept there goes on [default: <id>.checkpoint]" };
        return new NounCommand(
            "run", "Runs a scenario: how likely a crackdown becomes, how soon, and what it does; -o x.svg or x.png draws it month by month, -o x.html writes a page.",
            "fangshou scenario run big-ai-misuse --severity 16 -o misuse.html",
            [options.Scenario, options.Severity, .. options.WithoutSeverity, today, checkpoint])
            .Does(globals, (run, parse) =>
            {
                string? cell = parse.GetValue(today);
                ScenarioRequest request = ScenarioRequest.Read(run, parse, options, parse.GetValue(options.Scenario)!, cell is null ? null : RealPast.Replicates);
                RealPast? past = cell is null ? null : RealPast.Read(run, cell);
                return Run(run, parse, past is null ? request : past.Stage(request, today.Name), past, parse.GetValue(checkpoint));
            });
    }

    static int Run(CommandRun run, ParseResult parse, ScenarioRequest request, RealPast? past, string? file)
    {
        Work work = Work.Of(run, request);
        RunPlan plan = request.Scenario.Plan(request.Parameters, ScenarioOutcome.Series);
        // The others are run one after another beside the first.
        ScenarioRuns.Require(run, plan, atOnce: work.Runs > 1 ? 2 : 1);
        Checkpoint checkpoint = new(run, parse, request.Scenario.Id, file);
        EnsembleRun ensemble = checkpoint.Begin(plan);
        using (Interruption.Hold())
        {
            try
            {
                Finish(run, request, past, work, ensemble);
            }
            catch (OperationCanceledException)
            {
                checkpoint.Save(ensemble);
                throw;
            }
        }

        checkpoint.Finish();
        return ExitCode.Done;
    }

    static void Finish(CommandRun run, ScenarioRequest request, RealPast? past, Work work, EnsembleRun ensemble)
    {
        Scenario scenario = request.Scenario;
        using ProgressLine? line = run.Progress(run.Say("simulating", "模拟中"));
        StagedProgress progress = new(line, work.Runs);
        ensemble.Advance(run.Settings.Threads, progress, run.Cancellation);
        progress.Next();
        request = past is null ? request : past.Weigh(request, ensemble.History, run.Settings.Threads);
        ScenarioOutcome outcome = ScenarioRuns.Outcome(request, scenario, ensemble.History, run.Settings.Threads);
        past?.Require(request, outcome);
        SeverityRuns severities = new(run, request, progress);
        severities.Add(outcome);
        ScenarioSummary summary = severities.Summary(scenario.Severity);
        ImmutableArray<BandCheck> bands = work.Judges ? severities.Bands() : [];
        string notJudged = work.Judges ? "" : NotJudged(run, request);
        ImmutableArray<ScenarioSummary> sweep = work.IsPage ? [.. scenario.Severities.Distinct().Select(severities.Summary)] : [];
        ScenarioOutcome? baseline = work.Baseline is null ? null : ScenarioRuns.Outcome(run, request, work.Baseline, progress);
        line?.Dispose();

        if (!work.IsPage && !work.IsFigure)
        {
            run.Write(Answer(run, request, past, outcome, summary, bands, notJudged));
            return;
        }

        if (outcome.Counted == 0)
            throw new CommandException(ExitCode.Usage, $"{NoneCounts(run)} {run.Say("there is nothing to draw.", "无可绘制。")}");
        ScenarioWords words = new(run.PageLanguage);
        FanFigureInput fan = new(scenario.Title, words.Note(scenario), Quantiles(outcome, MonthsBefore), baseline is null ? [] : Quantiles(baseline, MonthsBefore), words.Baseline(scenario));
        if (ScenarioView.WriteFigure(run, options => FanFigure.Svg(fan, options), options => FanFigure.Png(fan, options), []))
            return;
        ScenarioReport report = new()
        {
            Scenario = scenario,
            Parameters = request.Source,
            Set = request.Set,
            Result = summary,
            Baseline = baseline is null ? null : ScenarioSummary.Of(baseline),
            Differences = baseline is null ? [] : Comparison.Of(baseline, outcome),
            Fan = fan,
            Sweep = sweep,
            Bands = bands,
            NotJudged = notJudged,
            ProgramVersion = typeof(ScenarioRunCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            Command = request.Command("run", run.Say("", "--lang zh ") + "-o " + Texts.Quoted(scenario.Id + ".html")),
        };
        run.WriteFile(run.Settings.OutputFile!, Encoding.UTF8.GetBytes(ScenarioPage.Render(report, run.PageLanguage)));
    }

    static string NoneCounts(CommandRun run) => run.Say("no history counts: all were in a crackdown before the change.", "没有可计的历史：变化前均已处于整治。");

    static ImmutableArray<MonthlyQuantiles> Quantiles(ScenarioOutcome outcome, int monthsBefore) => [.. quantities.Select(quantity => MonthlyQuantiles.Of(outcome, quantity, monthsBefore))];

    static string NotJudged(CommandRun run, ScenarioRequest request) => request.Scenario.Expected.IsEmpty
        ? run.Say("The file states no expected bands.", "文件未列预期区间。")
        : run.Say(
            $"The expected bands of the file were not judged: they hold for the core parameters and for its own replicates and seed ({string.Join(", ", request.Departures)} differ).",
            $"未判断文件的预期区间：其只适用于核心参数及文件自身的重复数与种子（{string.Join("、", request.Departures)}不同）。");

    static Answer Answer(CommandRun run, ScenarioRequest request, RealPast? past, ScenarioOutcome outcome, ScenarioSummary summary, ImmutableArray<BandCheck> bands, string notJudged)
    {
        ImmutableArray<MonthlyQuantiles> fans = outcome.Counted > 0 ? Quantiles(outcome, 0) : [];
        ScenarioWords words = new(run.PageLanguage);
        return new Answer
        {
            Schema = "scenario-run/1",
            ModelVersion = RunPlan.ModelVersion,
            Seed = request.Scenario.Seed,
            Warnings = outcome.Counted == 0 ? [NoneCounts(run)] : [],
            Data = new
            {
                Scenario = ScenarioView.Question(request),
                FromToday = past is null ? null : new { Cell = past.Cell, AsOf = past.AsOf, request.Conditioning!.MonthsBack, request.Conditioning.EffectiveSampleSize },
                Result = ScenarioView.Summary(summary),
                Sentences = summary.Onset.Select(chance => ScenarioView.Plain(words.Sentence(chance))),
                Bands = new
                {
                    Judged = notJudged.Length == 0,
                    Note = notJudged,
                    Checks = bands.Select(b => new { b.Band.Severity, b.Band.WithinMonths, b.Band.Least, b.Band.Largest, Probability = b.Found.Value, b.Holds }),
                },
                Quantiles = MonthlyQuantiles.Probabilities,
                Months = fans.IsEmpty ? [] : fans[0].Values.Select((_, t) => new { Month = t, Acts = fans[0].Values[t], Index = fans[1].Values[t], JobLoss = fans[2].Values[t] }),
            },
            Rows = new Rows(
                ["month", "quantity", .. MonthlyQuantiles.Probabilities.Select(p => string.Create(CultureInfo.InvariantCulture, $"p{100 * p:0}"))],
                [
                    .. fans.SelectMany(fan => fan.Values.Select((row, t) => (string[])
                    [
                        (fan.FirstMonth + t).ToString(CultureInfo.InvariantCulture), Id(fan.Quantity), .. row.Select(ScenarioView.Csv),
                    ])),
                ]),
            Screen = [.. Screen(run, request, past, summary, bands, notJudged)],
        };
    }

    static string Id(FanQuantity quantity) => quantity switch { FanQuantity.ActsInThreeMonths => "acts-in-three-months", FanQuantity.Index => "index", _ => "job-loss" };

    static IEnumerable<IRenderable> Screen(CommandRun run, ScenarioRequest request, RealPast? past, ScenarioSummary summary, ImmutableArray<BandCheck> bands, string notJudged)
    {
        Scenario scenario = request.Scenario;
        ScenarioWords words = new(run.PageLanguage);
        string set = string.Concat(request.Set.Select(s => string.Create(CultureInfo.InvariantCulture, $" · {s.Key} = {s.Value:R}")));
        yield return Lines(
            $"{scenario.Title} ({scenario.Id})",
            $"{words.Note(scenario)} · {words.Name(request.Source)}{set} · {RunPlan.ModelVersion}",
            past is null ? "" : past.Sentence(run, request.Conditioning!),
            $"{run.Say("Hypothesis:", "假设：")} {scenario.Hypothesis}",
            scenario.Verdict.Length > 0 ? $"{run.Say("Verdict:", "判断：")} {scenario.Verdict}" : run.Say("The file states no verdict.", "文件未给出判断。"),
            "");
        yield return Lines([.. summary.Onset.Select(words.Sentence)]);
        yield return CommandRun.Grid(
            [run.Say("crackdown within", "出现整治"), "P", run.Say("± s.e.", "± 标准误"), run.Say("95 % interval", "95% 区间")],
            summary.Onset.Select(o => new[]
            {
                string.Create(CultureInfo.InvariantCulture, $"{o.Months} {run.Say(o.Months == 1 ? "month" : "months", "个月内")}"), ScenarioView.Plain(words.Percent(o.Probability.Value)),
                ScenarioWords.Points(o.Probability.StandardError), ScenarioWords.Interval(o.Probability),
            }));
        yield return CommandRun.Grid(
            [run.Say($"over the {summary.Counted} histories that count", $"可计的 {summary.Counted} 条历史"), ""],
            [
                [run.Say("delay of an onset within a year, 10 / 50 / 90 %", "一年内出现者的延迟，10/50/90%"), words.Delay(summary)],
                [run.Say("leadership turns within a month", "一个月内决策层转向"), ScenarioView.Share(words, summary.FlipWithinMonth)],
                [run.Say("leadership turns within 12 months", "12 个月内决策层转向"), ScenarioView.Share(words, summary.FlipWithinYear)],
                [run.Say("days from that turn to the first act, 10 / 50 / 90 %", "转向至首次行动的天数，10/50/90%"), words.FirstAct(summary)],
                [run.Say("crackdown lasts, 25 / 50 / 75 %", "整治持续时间，25/50/75%"), words.Stay(summary)],
                [run.Say("largest fall of the index in two years, mean", "两年内指数最大跌幅，均值"), ScenarioView.Plain(words.Percent(summary.Fall))],
                [run.Say("largest job loss, mean", "最大岗位损失，均值"), ScenarioView.Plain(words.Percent(summary.JobLoss))],
                [run.Say("fines, in units of firm size, mean", "罚款（企业规模单位），均值"), ScenarioWords.Number(summary.Fines)],
                [run.Say("claims waiting in the last month, mean", "期末待审案件，均值"), ScenarioWords.Number(summary.Backlog)],
                [run.Say("other sectors in which a crackdown sets in within a year, mean", "一年内随后出现整治的其他行业数，均值"), ScenarioWords.Number(summary.SpillOver)],
            ]);
        if (notJudged.Length > 0)
            yield return Lines(notJudged);
        else
            yield return CommandRun.Grid(
                [run.Say("expected band: severity", "预期区间：严重程度"), run.Say("within", "期限"), run.Say("expected", "预期"), run.Say("found", "结果"), ""],
                bands.Select(b => new[]
                {
                    ScenarioWords.Number(b.Band.Severity), string.Create(CultureInfo.InvariantCulture, $"{b.Band.WithinMonths} {run.Say("months", "个月")}"),
                    string.Create(CultureInfo.InvariantCulture, $"{b.Band.Least:0.###} … {b.Band.Largest:0.###}"), string.Create(CultureInfo.InvariantCulture, $"{b.Found.Value:0.###}"),
                    b.Holds ? run.Say("holds", "成立") : run.Say("FAILS", "不成立"),
                }));
        yield return Lines(words.Limit);
    }

    static Text Lines(params IEnumerable<string> lines) => new(string.Concat(lines.Select(line => ScenarioView.Plain(line) + "\n")));

    /// <summary>What must be run for an answer.</summary>
    /// <param name="IsPage">An HTML page is asked for.</param>
    /// <param name="IsFigure">A picture is asked for.</param>
    /// <param name="Judges">The expected bands are judged.</param>
    /// <param name="Others">Other severities that the bands or the page speak of.</param>
    /// <param name="Baseline">The same without what was changed; null when nothing was, or when nobody asks.</param>
    sealed record Work(bool IsPage, bool IsFigure, bool Judges, ImmutableArray<double> Others, Scenario? Baseline)
    {
        public int Runs => 1 + Others.Length + (Baseline is null ? 0 : 1);

        public static Work Of(CommandRun run, ScenarioRequest request)
        {
            Scenario scenario = request.Scenario;
            bool isPage = run.OutputEndsIn(".html", ".htm"), isFigure = run.OutputEndsIn(".svg", ".png");
            bool judges = !isFigure && request.Departures.IsEmpty && !scenario.Expected.IsEmpty;
            IEnumerable<double> asked = [.. judges ? scenario.Expected.Select(band => band.Severity) : [], .. isPage ? scenario.Severities : []];
            Scenario? baseline = !scenario.Levers.IsEmpty ? scenario.Baseline : scenario.Severity > 0 ? scenario with { Severity = 0 } : null;
            return new Work(isPage, isFigure, judges, [.. asked.Distinct().Where(severity => severity != scenario.Severity)], isPage || isFigure ? baseline : null);
        }
    }
}
