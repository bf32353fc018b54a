using System.CommandLine;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Forecasts;
using Fangshou.Ledger;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou forecast resolve</c>.</summary>
static class ForecastResolveCommand
{
    public static Command Build(GlobalOptions globals) =>
        new NounCommand("resolve", "Fills in what came of each forecast, as far as the ledger of --as-of tells it.", "fangshou forecast resolve").Does(globals, (run, _) => Resolve(run));

    static int Resolve(CommandRun run)
    {
        Ledger.Ledger whole = run.OpenLedger();
        LedgerAsOf ledger = whole.AsOf(run.Settings.AsOf);
        using ForecastPlace place = ForecastPlace.Open(run, whole.Codebook);
        ForecastWorkspace workspace = place.Forecasts;
        Dictionary<(Cell, bool), Truth> truths = [];
        foreach (IssuedForecast forecast in workspace.Forecasts)
        {
            if (!truths.TryGetValue((forecast.Cell, forecast.Coverage), out Truth? truth))
                truth = truths[(forecast.Cell, forecast.Coverage)] = new Truth(ledger, [forecast.Cell], new Signals.SignalOptions { Coverage = forecast.Coverage });
            Outcome? outcome = truth.Of(forecast.Cell, forecast.Origin, forecast.Swing);
            workspace.Resolve(new StoredOutcome(
                forecast.Number, ForecastFile.HashOf(forecast), ledger.AsOf.ToString(), ledger.DataVersion, outcome is null, outcome?.Turned, outcome?.Known ?? 0,
                [.. outcome?.Counts ?? []], [.. (outcome?.Severe ?? []).Select(counts => counts.ToArray())]));
        }

        run.Write(new Answer
        {
            Schema = "forecast-resolve/1",
            AsOf = ledger.AsOf.ToString(),
            DataVersion = ledger.DataVersion,
            Data = new { Outcomes = workspace.Forecasts.Select(workspace.OutcomeOf) },
            Rows = new Rows(
                ["number", "cell", "swing", "origin", "outcome"],
                [.. workspace.Forecasts.Select(f => new[] { f.Number.ToString(CultureInfo.InvariantCulture), f.Cell.ToString(), Json.Word(f.Swing), f.Origin.ToString(), new ForecastWords(run.PageLanguage).Outcome(f, workspace.OutcomeOf(f)) })]),
        });
        return ExitCode.Done;
    }
}
