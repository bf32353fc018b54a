using System.Collections.Immutable;

namespace Fangshou.Forecasts;

/// <summary>What a forecaster says of a cell.</summary>
/// <param name="Swing">The swing that can come next.</param>
/// <param name="Within">P(it has come within h months), h = 1…24; never falls. Empty when the forecaster says nothing of it.</param>
/// <param name="Counts">For each horizon of <see cref="Horizons"/> the distribution of restrictive observations in that time. Empty when the forecaster says nothing of them.</param>
public sealed record Outlook(SwingKind Swing, ImmutableArray<double> Within, ImmutableArray<CountLaw> Counts)
{
    /// <summary>Horizons that are told and scored, months.</summary>
    public static ImmutableArray<int> Horizons { get; } = [1, 3, 6, 12, 24];

    /// <summary>The outlook to six decimals: what is kept of a forecast, so that one that was kept and one just made are the same.</summary>
    internal Outlook Rounded() => this with { Within = [.. Within.Select(p => Math.Round(p, 6))], Counts = [.. Counts.Select(law => law.Rounded())] };

    /// <summary>Cumulative probabilities from those at some horizons, with the hazard even between two of them.</summary>
    /// <param name="horizons">Months, rising; the last is <see cref="ForecastPanel.LongestHorizon"/>.</param>
    /// <param name="probabilities">P(within) at each; where one is below an earlier one, the earlier one holds.</param>
    internal static ImmutableArray<double> Between(ReadOnlySpan<int> horizons, ReadOnlySpan<double> probabilities)
    {
        double[] within = new double[ForecastPanel.LongestHorizon];
        int from = 0;
        double hazard = 0, last = 0;
        for (int i = 0; i < horizons.Length; i++)
        {
            double reached = Math.Max(hazard, -Math.Log(Math.Max(1 - probabilities[i], 1e-12)));
            for (int h = from + 1; h <= horizons[i]; h++)
                // The sum that reaches a point may be a bit above the point itself.
                within[h - 1] = last = Math.Max(last, 1 - Math.Exp(-(hazard + ((reached - hazard) * (h - from) / (horizons[i] - from)))));
            (from, hazard) = (horizons[i], reached);
        }

        return [.. within];
    }
}
