using System.CommandLine;
using System.Globalization;
using Fangshou.Forecasts;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou forecast score</c>.</summary>
static class ForecastScoreCommand
{
    public static Command Build(GlobalOptions globals) =>
        new NounCommand("score", "Scores the resolved forecasts of the workspace, each forecaster beside the baselines.", "fangshou forecast score").Does(globals, (run, _) => Score(run));

    static int Score(CommandRun run)
    {
        Ledger.Ledger ledger = run.OpenLedger();
        ForecastWorkspace workspace = ForecastWorkspace.Open(run.Settings.Workspace, ledger.Codebook);
        ScoredForecast[] scored =
        [
            .. from forecast in workspace.Forecasts
               let outcome = workspace.OutcomeOf(forecast)?.Restore()
               where outcome is { Known: > 0 }
               from said in forecast.Statements
               select new ScoredForecast(
                   new PastForecast(forecast.Cell, forecast.Origin, said.Forecaster, said.Outlook, forecast.Severe), outcome,
                   $"{forecast.Cell.Jurisdiction}/{ledger.Codebook.Sectors.Root(forecast.Cell.Sector)}/{forecast.Origin.Year.ToString(CultureInfo.InvariantCulture)}"),
        ];
        if (scored.Length == 0)
            throw new CommandException(ExitCode.NotFound, workspace.Forecasts.IsEmpty ? "there are no forecasts; fangshou forecast issue makes one." : "no forecast has an outcome yet; fangshou forecast resolve fills in what the ledger tells.");
        run.Write(ScoreView.Answer(run, "forecast-score/1", ForecastScores.Of(Latest(scored), [new ScoreGroup("all", _ => true)], run.Settings.Seed, run.Settings.Threads), null, ["all"]));
        return ExitCode.Done;
    }

    /// <summary>Of several forecasts of a cell from the same origin only the last one counts.</summary>
    static IEnumerable<ScoredForecast> Latest(ScoredForecast[] scored) =>
        scored.GroupBy(s => (s.Forecast.Cell, s.Forecast.Origin, s.Forecast.Forecaster)).Select(same => same.Last());
}
