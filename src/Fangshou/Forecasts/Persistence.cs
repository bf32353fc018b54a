using System.Collections.Immutable;

namespace Fangshou.Forecasts;

/// <summary>Persistence: the same rates, but of months in the same state as the present one; counts as in the last months.</summary>
/// <remarks>States: no crackdown on record, within two years after one, longer after one; the first half year of a crackdown, later.</remarks>
public sealed class Persistence : IForecaster
{
    const int States = 5, Recent = 24, Young = 6;

    // A month like the last ones is never quite believed: a tenth of the weight lies on the cell's own mean.
    const double OwnShare = 0.1;

    /// <inheritdoc/>
    public string Id => "persistence";

    /// <inheritdoc/>
    public int LearnsEvery => 1;

    /// <inheritdoc/>
    public ILearnedForecaster Learn(ForecastPanel panel, CancellationToken cancel) =>
        new Learned([.. Enumerable.Range(0, States).Select(state => Within(panel, state))], new CountBaseline(LikeTheLast).Learn(panel));

    static ImmutableArray<double> Within(ForecastPanel panel, int state)
    {
        SwingKind swing = state < 3 ? SwingKind.Crackdown : SwingKind.Easing;
        return Outlook.Between([.. Outlook.Horizons], [.. Outlook.Horizons.Select(horizon =>
        {
            bool[] came = [.. SwingWindows.Of(panel, swing, horizon).Where(window => State(window.Past, window.Month) == state).Select(window => window.Came)];
            return SwingWindows.Rate(swing, horizon, came.Count(c => c), came.Length);
        })]);
    }

    static int State(CellPast past, int t)
    {
        int since = t;
        while (since > 0 && past.Crackdown[since - 1] == past.Crackdown[t])
            since--;
        int months = t - since + 1;
        return past.Crackdown[t] ? (months <= Young ? 3 : 4) : since == 0 ? 0 : months <= Recent ? 1 : 2;
    }

    static double LikeTheLast(CellPast past, int t, int horizon)
    {
        int back = Math.Min(horizon, t + 1);
        double last = past.Restrictive.AsSpan(t + 1 - back, back).Total() * (double)horizon / back;
        return ((1 - OwnShare) * last) + (OwnShare * horizon * past.Restrictive.AsSpan(0, t + 1).Total() / (t + 1));
    }

    sealed record Learned(ImmutableArray<ImmutableArray<double>> Within, CountBaseline Counts) : ILearnedForecaster
    {
        public Outlook Forecast(ForecastPanel panel, CellPast cell) => new(cell.Next, Within[State(cell, cell.Months - 1)], Counts.Laws(cell));
    }
}
