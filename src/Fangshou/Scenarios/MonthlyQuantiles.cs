using System.Collections.Immutable;
using Fangshou.Mechanism;

namespace Fangshou.Scenarios;

/// <summary>A quantity that is told month by month.</summary>
public enum FanQuantity
{
    /// <summary>Restrictive acts in the month and the two before it.</summary>
    ActsInThreeMonths,

    /// <summary>The price index: the square of the market's confidence, 1 in calm times.</summary>
    Index,

    /// <summary>Job loss, 0…1.</summary>
    JobLoss,
}

/// <summary>Quantiles of a quantity over the replicates that count, by weight where they are weighted, month by month.</summary>
/// <param name="Quantity">What is told.</param>
/// <param name="FirstMonth">Month of the first row, counted from the month of change; negative before it.</param>
/// <param name="Values">Months × <see cref="Probabilities"/>.</param>
public sealed record MonthlyQuantiles(FanQuantity Quantity, int FirstMonth, ImmutableArray<ImmutableArray<double>> Values)
{
    /// <summary>Which quantiles: the ends of bands with 90, 80 and 50 % of the histories, and the median.</summary>
    public static ImmutableArray<double> Probabilities { get; } = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

    /// <summary>Reads the quantiles off an outcome.</summary>
    /// <param name="outcome">A finished run.</param>
    /// <param name="quantity">What to tell.</param>
    /// <param name="monthsBefore">How many months before the change to begin; fewer where the run has fewer.</param>
    public static MonthlyQuantiles Of(ScenarioOutcome outcome, FanQuantity quantity, int monthsBefore)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentOutOfRangeException.ThrowIfNegative(monthsBefore);
        int[] counted = [.. Enumerable.Range(0, outcome.Onset.Length).Where(r => outcome.WeightOf(r) > 0)];
        int change = outcome.Scenario.ChangeMonth, first = Math.Max(0, change - monthsBefore);
        ImmutableArray<ImmutableArray<double>>.Builder rows = ImmutableArray.CreateBuilder<ImmutableArray<double>>(outcome.History.Months - first);
        for (int t = first; t < outcome.History.Months; t++)
        {
            int month = t;
            rows.Add(outcome.QuantilesOf(counted, r => At(outcome, quantity, r, month), Probabilities.AsSpan()));
        }

        return new MonthlyQuantiles(quantity, first - change, rows.MoveToImmutable());
    }

    static double At(ScenarioOutcome outcome, FanQuantity quantity, int replicate, int month)
    {
        int sector = outcome.Scenario.Sector;
        switch (quantity)
        {
            case FanQuantity.ActsInThreeMonths:
                return ScenarioOutcome.Acts(outcome.History, replicate, month, sector);
            case FanQuantity.Index:
                double confidence = outcome.History.At(Series.Confidence, replicate, month, sector);
                return confidence * confidence;
            default:
                return outcome.History.At(Series.JobLoss, replicate, month, sector);
        }
    }
}
