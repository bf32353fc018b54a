using Fangshou.Ledger;

namespace Fangshou.Forecasts;

/// <summary>A forecast beside what came of it.</summary>
/// <param name="Forecast">What was said.</param>
/// <param name="Outcome">What came.</param>
/// <param name="Block">What goes together in a bootstrap: a jurisdiction's branch of sectors in a calendar year.</param>
public sealed record ScoredForecast(PastForecast Forecast, Outcome Outcome, string Block)
{
    /// <summary>Pairs forecasts with what came; those of void questions are left out.</summary>
    /// <param name="forecasts">What was said.</param>
    /// <param name="truth">What came.</param>
    /// <param name="branch">The root of a cell's sector.</param>
    public static IEnumerable<ScoredForecast> Of(IEnumerable<PastForecast> forecasts, Truth truth, Func<Cell, string> branch)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        foreach (PastForecast forecast in forecasts)
            if (truth.Of(forecast.Cell, forecast.Origin, forecast.Outlook.Swing) is { } outcome)
                yield return new ScoredForecast(forecast, outcome, $"{forecast.Cell.Jurisdiction}/{branch(forecast.Cell)}/{forecast.Origin.Year}");
    }
}
