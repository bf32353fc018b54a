using System.Collections.Immutable;

namespace Fangshou.Forecasts;

/// <summary>Forecasts of counts around a mean that a rule gives: negative binomials as wide as the rule has missed in the past.</summary>
/// <param name="mean">Expected count of a cell's months t + 1…t + h, given those up to t.</param>
sealed class CountBaseline(Func<CellPast, int, int, double> mean)
{
    // A mean of nothing is never quite believed: a twelfth of an observation a year.
    const double LeastRate = 1.0 / 144;

    readonly double[] dispersion = new double[Outlook.Horizons.Length];

    /// <summary>Learns how wide to be at each horizon: the mean of (count − mean)²/mean, at least 1.05.</summary>
    internal CountBaseline Learn(ForecastPanel panel)
    {
        for (int i = 0; i < dispersion.Length; i++)
        {
            int horizon = Outlook.Horizons[i];
            double sum = 1, windows = 1;
            foreach (CellPast past in panel.Taught)
            {
                for (int t = ForecastPanel.FewestMonths - 1; t + horizon < past.Settled; t++)
                {
                    double expected = Mean(past, t, horizon), missed = past.Restrictive.AsSpan(t + 1, horizon).Total() - expected;
                    sum += missed * missed / expected;
                    windows++;
                }
            }

            dispersion[i] = Math.Max(1.05, sum / windows);
        }

        return this;
    }

    internal ImmutableArray<CountLaw> Laws(CellPast past) =>
        [.. Outlook.Horizons.Select((horizon, i) => CountLaw.NegativeBinomial(Mean(past, past.Months - 1, horizon), dispersion[i]))];

    double Mean(CellPast past, int t, int horizon) => Math.Max(mean(past, t, horizon), LeastRate * horizon);
}

/// <summary>Sums and averages of counts.</summary>
static class Counts
{
    internal static int Total(this Span<int> counts)
    {
        int sum = 0;
        foreach (int count in counts)
            sum += count;
        return sum;
    }

    /// <summary>Exponentially weighted average up to month t, a value a month in the unit of the counts: the newest month weighs 1 − λ.</summary>
    internal static double Ewma(ReadOnlySpan<int> counts, int t, double lambda)
    {
        double average = 0;
        foreach (int count in counts[..(t + 1)])
            average = (lambda * average) + ((1 - lambda) * count);
        return average;
    }
}
