
namespace Fangshou.Forecasts;

/// <summary>A way to forecast: learns from a panel, and forecasts from another that was known later.</summary>
public interface IForecaster
{
    /// <summary>A word that names it.</summary>
    string Id { get; }

    /// <summary>Months after which it learns anew in a backtest; 1 where that is cheap.</summary>
    int LearnsEvery { get; }

    /// <summary>Learns.</summary>
    /// <param name="panel">What was known on the day of learning.</param>
    /// <param name="cancel">Stops it.</param>
    ILearnedForecaster Learn(ForecastPanel panel, CancellationToken cancel);
}

/// <summary>A forecaster that has learned.</summary>
public interface ILearnedForecaster
{
    /// <summary>Why what it learned may not be the best there is, in words; null when nothing speaks against it.</summary>
    string? Doubt => null;

    /// <summary>Forecasts a cell.</summary>
    /// <param name="panel">What is known on the day of the forecast, not before the day of learning.</param>
    /// <param name="cell">One of its cells.</param>
    /// <returns>Null when it says nothing of the cell.</returns>
    /// <remarks>Safe to call from many threads.</remarks>
    Outlook? Forecast(ForecastPanel panel, CellPast cell);
}
