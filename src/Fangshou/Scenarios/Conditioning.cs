using System.Collections.Immutable;
using Fangshou.Mechanism;
using Fangshou.Phases;

namespace Fangshou.Scenarios;

/// <summary>Weights that make simulated histories stand for a real cell: those that look like its last months count more.</summary>
/// <remarks>
/// Importance weights: the probability that the real cell was in the phases that the same kind of measurement reads from the simulated acts, in the month before the
/// change and every six months back. Months six apart are taken as if they told independent things, which they nearly do, since no stay is shorter.
/// What lies beyond the change is not looked at on either side.
/// </remarks>
public sealed record Conditioning
{
    /// <summary>Furthest month that is looked back at.</summary>
    public const int LongestBack = 36;

    /// <summary>Months between two that are compared.</summary>
    public const int Every = 6;

    /// <summary>An ensemble worth fewer independent histories is too thin to tell anything.</summary>
    public const double LeastEffective = 50;

    // No phase of a simulated history is ruled out by a month alone.
    const double Floor = 1e-3;

    /// <summary>Weight of each replicate; they sum to 1.</summary>
    public required ImmutableArray<double> Weights { get; init; }

    /// <summary>How many months back were compared.</summary>
    public required int MonthsBack { get; init; }

    /// <summary>1 / Σ weight²: how many independent histories the weighted ones are worth.</summary>
    public double EffectiveSampleSize => 1 / Weights.Sum(w => w * w);

    /// <summary>True when the ensemble is worth enough.</summary>
    public bool Suffices => EffectiveSampleSize >= LeastEffective;

    /// <summary>Weighs the replicates of a run.</summary>
    /// <param name="history">The run, with its acts.</param>
    /// <param name="sector">Position of the sector that stands for the real cell.</param>
    /// <param name="from">First month in which the simulated sector can be read: after the warming up, and after its birth.</param>
    /// <param name="change">Month of the change: what lies from here on is not looked at.</param>
    /// <param name="filtered">P(phase) of the real cell, the last month last; only as much as lies between from and change is used.</param>
    /// <param name="threads">How many threads; the weights do not depend on it.</param>
    /// <exception cref="ArgumentException">There is no month to compare.</exception>
    public static Conditioning Of(History history, int sector, int from, int change, ImmutableArray<PhaseProbabilities> filtered, int threads)
    {
        ArgumentNullException.ThrowIfNull(history);
        int back = Math.Min(Math.Min(filtered.Length, change - from) - 1, LongestBack);
        if (back < 0)
            throw new ArgumentException("No month lies both in the simulated and in the real past.", nameof(filtered));
        BlindReading reading = BlindReading.Of(history, from, change, threads);
        double[] weights = new double[history.Replicates];
        for (int r = 0; r < weights.Length; r++)
        {
            ReadOnlySpan<byte> path = reading.Path(r, sector);
            double weight = 1;
            for (int lag = 0; lag <= back; lag += Every)
                weight *= Math.Max(Floor, filtered[filtered.Length - 1 - lag][(Phase)path[path.Length - 1 - lag]]);
            weights[r] = weight;
        }

        double total = weights.Sum();
        return new Conditioning { Weights = [.. weights.Select(w => w / total)], MonthsBack = back };
    }
}
