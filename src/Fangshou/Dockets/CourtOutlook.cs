using System.Collections.Immutable;

namespace Fangshou.Dockets;

/// <summary>Suits that wait at the end of a month.</summary>
/// <param name="Month">Months from the beginning; 0 is the beginning.</param>
/// <param name="Fluid">If everything came and went evenly.</param>
/// <param name="P10">Not exceeded with 10 %.</param>
/// <param name="P50">Median.</param>
/// <param name="P90">Not exceeded with 90 %.</param>
public readonly record struct BacklogMonth(int Month, double Fluid, double P10, double P50, double P90);

/// <summary>What becomes of a court when arrivals are so many times what they are.</summary>
public sealed record CourtOutlook
{
    /// <summary>Factor on the arrivals.</summary>
    public required double Times { get; init; }

    /// <summary>The court with these arrivals.</summary>
    public required CourtLoad Load { get; init; }

    /// <summary>Its steady state; null where there is none.</summary>
    public required SteadyQueue? Steady { get; init; }

    /// <summary>Months until the backlog is a year's work for all the judges, if everything came and went evenly; null when it never is.</summary>
    public required double? MonthsToYearsWork { get; init; }

    /// <summary>Month by month from 0 to the horizon. H + 1.</summary>
    public required ImmutableArray<BacklogMonth> Months { get; init; }

    /// <summary>Follows a court over some months.</summary>
    /// <param name="load">The court.</param>
    /// <param name="times">Factor on its arrivals, ≥ 0.</param>
    /// <param name="months">Horizon H, 1…1,200.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static CourtOutlook Of(CourtLoad load, double times, int months)
    {
        ArgumentNullException.ThrowIfNull(load);
        ArgumentOutOfRangeException.ThrowIfNegative(times);
        if (months is < 1 or > 1200)
            throw new ArgumentOutOfRangeException(nameof(months), months, "The horizon is 1 to 1,200 months.");
        CourtLoad court = load.Times(times);
        court.Check();
        double yearsWork = 12 * court.Capacity, growth = court.ArrivalsPerMonth - court.Capacity;
        return new CourtOutlook
        {
            Times = times,
            Load = court,
            Steady = court.Steady(),
            MonthsToYearsWork = court.Backlog >= yearsWork ? 0 : growth > 0 ? (yearsWork - court.Backlog) / growth : null,
            Months = [.. Enumerable.Range(0, months + 1).Select(t => new BacklogMonth(t, court.Fluid(t), court.BacklogQuantile(0.1, t), court.BacklogQuantile(0.5, t), court.BacklogQuantile(0.9, t)))],
        };
    }
}
