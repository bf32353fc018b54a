using System.Globalization;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Store;

namespace Fangshou.Briefs;

/// <summary>Issued forecasts with what came of them, for scores.</summary>
static class ResolvedForecasts
{
    /// <summary>Those that have an outcome; of several of a cell from the same origin only the last one counts.</summary>
    /// <param name="workspace">The forecasts.</param>
    /// <param name="issued">Which of them.</param>
    /// <param name="codebook">Vocabularies.</param>
    internal static ScoredForecast[] Of(ForecastWorkspace workspace, IEnumerable<IssuedForecast> issued, Codebook codebook) =>
    [
        .. (from forecast in issued
            let outcome = workspace.OutcomeOf(forecast)?.Restore()
            where outcome is { Known: > 0 }
            from said in forecast.Statements
            select new ScoredForecast(
                new PastForecast(forecast.Cell, forecast.Origin, said.Forecaster, said.Outlook, forecast.Severe), outcome,
                $"{forecast.Cell.Jurisdiction}/{codebook.Sectors.Root(forecast.Cell.Sector)}/{forecast.Origin.Year.ToString(CultureInfo.InvariantCulture)}"))
            .GroupBy(s => (s.Forecast.Cell, s.Forecast.Origin, s.Forecast.Forecaster)).Select(same => same.Last()),
    ];
}
