using System.Collections.Immutable;

namespace Fangshou.Forecasts;

/// <summary>Climatology: how often the swing came within each horizon, over all cells and past months from which it could come; counts around a cell's own mean.</summary>
public sealed class Climatology : IForecaster
{
    /// <inheritdoc/>
    public string Id => "climatology";

    /// <inheritdoc/>
    public int LearnsEvery => 1;

    /// <inheritdoc/>
    public ILearnedForecaster Learn(ForecastPanel panel, CancellationToken cancel) =>
        new Learned(Within(panel, SwingKind.Crackdown), Within(panel, SwingKind.Easing), new CountBaseline(OwnMean).Learn(panel));

    static ImmutableArray<double> Within(ForecastPanel panel, SwingKind swing) => Outlook.Between(
        [.. Outlook.Horizons],
        [.. Outlook.Horizons.Select(horizon =>
        {
            bool[] came = [.. SwingWindows.Of(panel, swing, horizon).Select(window => window.Came)];
            return SwingWindows.Rate(swing, horizon, came.Count(c => c), came.Length);
        })]);

    static double OwnMean(CellPast past, int t, int horizon) => horizon * past.Restrictive.AsSpan(0, t + 1).Total() / (double)(t + 1);

    sealed record Learned(ImmutableArray<double> Crackdown, ImmutableArray<double> Easing, CountBaseline Counts) : ILearnedForecaster
    {
        public Outlook Forecast(ForecastPanel panel, CellPast cell) => new(cell.Next, cell.Next == SwingKind.Crackdown ? Crackdown : Easing, Counts.Laws(cell));
    }
}
