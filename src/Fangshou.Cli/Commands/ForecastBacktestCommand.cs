using System.Collections.Immutable;
using System.CommandLine;
using Fangshou.Briefs;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Reference;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou forecast backtest</c>.</summary>
static class ForecastBacktestCommand
{
    // Before this year the mechanism's parameters and the model's choices had seen what happened.
    const int FirstYearUnseen = 2024;

    const string All = "all", Seen = "to 2023", Unseen = "2024 on";

    public static Command Build(GlobalOptions globals)
    {
        Option<string?> from = new("--from") { Description = "first origin [default: 2014-01]", HelpName = "2014-01" }, to = new("--to") { Description = "last origin [default: the last with a month that can be counted]", HelpName = "2023-12" };
        Option<string?> against = new("--truth") { Description = "what counts as a crackdown: rule (counted rows) or datings (what others say) [default: rule]", HelpName = "rule|datings" };
        Option<bool> leaving = new("--leave-out-branch") { Description = "learn for each cell without its own branch of the sector tree" };
        return new NounCommand(
            "backtest", "Forecasts every cell at the end of every month of the past, from what was known then, and scores it. Takes minutes; an interrupted run goes on where it stopped. -o x.svg or x.png draws it.",
            "fangshou forecast backtest -o backtest.svg", from, to, against, leaving)
            .Does(globals, (run, parse) => Backtest(run, parse.GetValue(from), parse.GetValue(to), parse.GetValue(against) ?? "rule", parse.GetValue(leaving)));
    }

    static int Backtest(CommandRun run, string? from, string? to, string against, bool leaving)
    {
        if (against is not ("rule" or "datings"))
            throw new CommandException(ExitCode.Usage, $"--truth: '{Texts.Printable(against)}' is not one of rule, datings.");
        ForecastRuns runs = new(run.OpenLedger(), run.Settings.AsOf, run.Reading);
        if (runs.Cells.IsEmpty)
            throw new CommandException(ExitCode.NotFound, $"no sector has {ForecastPanel.FewestRows} tightening and easing rows; there is nothing to forecast.");
        Truth truth = runs.Truth(runs.Cells);
        if (against == "datings")
            truth = truth.CodedBy(new DatedSwings(ReferenceReader.Read(run.Package().Open, runs.Whole.Codebook)).IsOn);
        RollingOrigin standard = new() { Last = truth.Last + -1 };
        RollingOrigin rolling = standard with
        {
            First = from is null ? standard.First : Month.Of(DateText.First(from, "--from")),
            Last = to is null || Month.Of(DateText.Last(to, "--to")) > standard.Last ? standard.Last : Month.Of(DateText.Last(to, "--to")),
            LeavesOutBranch = leaving,
        };
        if (rolling.First > rolling.Last)
            throw new CommandException(ExitCode.Usage, $"--from {rolling.First} lies after the last origin, {rolling.Last}.");
        (_, ImmutableArray<PastForecast> forecasts) = runs.Past(rolling);
        ScoredForecast[] scored = [.. ScoredForecast.Of(forecasts, truth, runs.Branch)];
        if (scored.Length == 0)
            throw new CommandException(ExitCode.NotFound, $"no cell was known long enough at any origin from {rolling.First} to {rolling.Last}.");
        ForecastScores scores = ForecastScores.Of(scored, Groups(runs), run.Settings.Seed, run.Settings.Threads);
        string note = run.Say(
            $"{runs.Cells.Length} cells, origins {rolling.First} to {rolling.Last}, outcomes counted to {truth.Last}", $"{runs.Cells.Length} 个单元，起点 {rolling.First} 至 {rolling.Last}，结果计至 {truth.Last}");
        if (WriteFigure(run, note, scores, scored))
            return ExitCode.Done;
        run.Note(note);
        Answer answer = ScoreView.Answer(run, "forecast-backtest/1", scores, new { Cells = runs.Cells, rolling.First, rolling.Last, Truth = against, CountedTo = truth.Last, rolling.LeavesOutBranch, Void = forecasts.Length - scored.Length }, [All, Unseen]);
        run.Write(answer with { AsOf = runs.Ledger.AsOf.ToString(), DataVersion = runs.Ledger.DataVersion });
        return ExitCode.Done;
    }

    static ImmutableArray<ScoreGroup> Groups(ForecastRuns runs) =>
    [
        new(All, _ => true), new(Seen, f => f.Origin.Year < FirstYearUnseen), new(Unseen, f => f.Origin.Year >= FirstYearUnseen),
        .. runs.Cells.Select(cell => cell.Jurisdiction).Distinct().Select(jurisdiction => new ScoreGroup(jurisdiction, f => f.Cell.Jurisdiction == jurisdiction)),
        .. runs.Cells.Select(cell => $"{cell.Jurisdiction}/{runs.Branch(cell)}").Distinct().Select(branch => new ScoreGroup(branch, f => $"{f.Cell.Jurisdiction}/{runs.Branch(f.Cell)}" == branch)),
    ];

    static bool WriteFigure(CommandRun run, string note, ForecastScores scores, ScoredForecast[] scored)
    {
        ImmutableArray<SwingScore> shown = [.. scores.Swings.Where(s => s.Group == All && s.Swing == SwingKind.Crackdown)];
        Lazy<ImmutableArray<ReliabilityPanel>> panels = new(() => [.. ((int[])[3, 6, 12]).Select(horizon => (horizon, Said: scored.Where(s => s.Forecast.Forecaster == Stacking.Id && s.Forecast.Outlook.Swing == SwingKind.Crackdown && s.Outcome.Known >= horizon).ToArray()))
            .Where(p => p.Said.Length > 0)
            .Select(p => new ReliabilityPanel(p.horizon, Reliability.Of(
                p.Said.Select(s => s.Forecast.Outlook.Within[p.horizon - 1]).ToArray(), p.Said.Select(s => s.Outcome.Came(p.horizon)!.Value).ToArray(), run.Settings.Seed)))]);
        string title = run.Say("How well were crackdowns forecast?", "对整治的预测效果如何？");
        return ScenarioView.WriteFigure(run, options => BacktestFigure.Svg(title, note, shown, panels.Value, options), options => BacktestFigure.Png(title, note, shown, panels.Value, options), []);
    }
}
