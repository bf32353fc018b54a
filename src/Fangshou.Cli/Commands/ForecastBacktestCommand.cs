using System.CommandLine;
using Fangshou.Briefs;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Reference;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou forecast backtest</c>.</summary>
static class ForecastBacktestCommand
{
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
        RollingOrigin standard = BacktestReport.Standard(truth);
        RollingOrigin rolling = standard with
        {
            First = from is null ? standard.First : Month.Of(DateText.First(from, "--from")),
            Last = to is null || Month.Of(DateText.Last(to, "--to")) > standard.Last ? standard.Last : Month.Of(DateText.Last(to, "--to")),
            LeavesOutBranch = leaving,
        };
        if (rolling.First > rolling.Last)
            throw new CommandException(ExitCode.Usage, $"--from {rolling.First} lies after the last origin, {rolling.Last}.");
        BacktestReport report = BacktestReport.Of(runs, truth, rolling, run.Settings.Seed, run.Settings.Threads);
        if (ScenarioView.WriteFigure(run, report.Svg, report.Png, []))
            return ExitCode.Done;
        run.Note(report.Note(run.PageLanguage));
        Answer answer = ScoreView.Answer(
            run, "forecast-backtest/1", report.Scores, new { report.Cells, rolling.First, rolling.Last, Truth = against, report.CountedTo, rolling.LeavesOutBranch, report.Void }, [BacktestReport.All, BacktestReport.Unseen]);
        run.Write(answer with { AsOf = runs.Ledger.AsOf.ToString(), DataVersion = runs.Ledger.DataVersion });
        return ExitCode.Done;
    }
}
