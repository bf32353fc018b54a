using System.Collections.Immutable;

namespace Fangshou.Scenarios;

/// <summary>A probability of an onset within some months.</summary>
/// <param name="Months">Horizon, counted from the month of change.</param>
/// <param name="Probability">P(a crackdown sets in within it).</param>
public readonly record struct OnsetChance(int Months, Estimate Probability);

/// <summary>An expected band beside what came out.</summary>
/// <param name="Band">What the file expects.</param>
/// <param name="Found">What the run gave.</param>
public readonly record struct BandCheck(ExpectedBand Band, Estimate Found)
{
    /// <summary>Whether the probability lies in the band, its ends included.</summary>
    public bool Holds => Found.Value >= Band.Least && Found.Value <= Band.Largest;
}

/// <summary>The outcome of a scenario in a few numbers, without the histories behind them; NaN where no replicate counts.</summary>
public sealed record ScenarioSummary
{
    /// <summary>Severity of the planted incident, 0 for none.</summary>
    public required double Severity { get; init; }

    /// <summary>Replicates that count: not in a crackdown already in the month before the change.</summary>
    public required int Counted { get; init; }

    /// <summary>For each horizon of the scenario.</summary>
    public required ImmutableArray<OnsetChance> Onset { get; init; }

    /// <summary>Quantiles 10, 50 and 90 % of the months to an onset among those within a year; empty with fewer than ten.</summary>
    public required ImmutableArray<double> Delay { get; init; }

    /// <summary>P(the leadership's signal turns tight within a month).</summary>
    public required Estimate FlipWithinMonth { get; init; }

    /// <summary>P(the leadership's signal turns tight within a year).</summary>
    public required Estimate FlipWithinYear { get; init; }

    /// <summary>Mean largest fall of the index below 1 in two years, 0…1.</summary>
    public required double Fall { get; init; }

    /// <summary>Mean largest job loss, 0…1.</summary>
    public required double JobLoss { get; init; }

    /// <summary>Mean fines after the change, in units of firm size.</summary>
    public required double Fines { get; init; }

    /// <summary>Mean number of claims that wait in the courts in the last month.</summary>
    public required double Backlog { get; init; }

    /// <summary>Quantiles 25, 50 and 75 % of how long a crackdown after the change lasts, months, NaN where too many were under way at the end; empty with fewer than ten.</summary>
    public required ImmutableArray<double> Stay { get; init; }

    /// <summary>Quantiles 10, 50 and 90 % of the days from the leadership's turn to the first restrictive act; empty with fewer than ten.</summary>
    public required ImmutableArray<double> FirstAct { get; init; }

    /// <summary>Mean number of other sectors in which a crackdown sets in within a year.</summary>
    public required double SpillOver { get; init; }

    /// <summary>Sums up an outcome.</summary>
    public static ScenarioSummary Of(ScenarioOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return new ScenarioSummary
        {
            Severity = outcome.Scenario.Severity,
            Counted = outcome.Counted,
            Onset = [.. outcome.Scenario.Horizons.Select(months => new OnsetChance(months, outcome.OnsetWithin(months)))],
            Delay = outcome.DelayQuantiles(0.1, 0.5, 0.9),
            FlipWithinMonth = outcome.FlipWithin(1),
            FlipWithinYear = outcome.FlipWithin(12),
            Fall = outcome.Mean(outcome.Fall),
            JobLoss = outcome.Mean(outcome.JobLoss),
            Fines = outcome.Mean(outcome.Fines),
            Backlog = outcome.Mean(outcome.Backlog),
            Stay = outcome.StayQuantiles(0.25, 0.5, 0.75),
            FirstAct = outcome.FirstActQuantiles(0.1, 0.5, 0.9),
            SpillOver = outcome.Mean(outcome.SpillOver),
        };
    }
}
