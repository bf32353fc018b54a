using System.CommandLine;
using Fangshou.Briefs;
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
        using ForecastPlace place = ForecastPlace.Open(run, ledger.Codebook);
        ForecastWorkspace workspace = place.Forecasts;
        ScoredForecast[] scored = ResolvedForecasts.Of(workspace, workspace.Forecasts, ledger.Codebook);
        if (scored.Length == 0)
            throw new CommandException(ExitCode.NotFound, workspace.Forecasts.IsEmpty ? "there are no forecasts; fangshou forecast issue makes one." : "no forecast has an outcome yet; fangshou forecast resolve fills in what the ledger tells.");
        run.Write(ScoreView.Answer(run, "forecast-score/1", ForecastScores.Of(scored, [new ScoreGroup("all", _ => true)], run.Settings.Seed, run.Settings.Threads), null, ["all"]));
        return ExitCode.Done;
    }
}
