using System.Collections.Immutable;
using Fangshou.Mechanism;
using Fangshou.Phases;

namespace Fangshou.Scenarios;

/// <summary>Weights that make simulated histories stand for a real cell: those that look like its last months count more.</summary>
/// <remarks>
/// Raking (Deming and Stephan 1940), known in forecasting as entropic tilting (Robertson, Tallman and Whiteman 2005): of all weights with which the phases read from the
/// simulated acts, in the month before the change and every six months back, have the shares that are the real cell's probabilities, those nearest to equal ones in
/// relative entropy. How months hang together is thus left as the simulation has it, and nothing is taken to be independent.
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

    /// <summary>An ensemble whose shares stay further from the real probabilities has no histories like the real one.</summary>
    public const double LargestGap = 0.05;

    const int Phases = 3, MostRounds = 500;

    const double Near = 1e-9;

    /// <summary>Weight of each replicate; they sum to 1.</summary>
    public required ImmutableArray<double> Weights { get; init; }

    /// <summary>How many months back were compared.</summary>
    public required int MonthsBack { get; init; }

    /// <summary>Largest difference left, over the months compared, between a phase's weighted share and its real probability, 0…1.</summary>
    public required double Gap { get; init; }

    /// <summary>1 / Σ weight²: how many independent histories the weighted ones are worth.</summary>
    public double EffectiveSampleSize => 1 / Weights.Sum(w => w * w);

    /// <summary>True when the ensemble is worth enough and looks like the real cell.</summary>
    public bool Suffices => EffectiveSampleSize >= LeastEffective && Gap <= LargestGap;

    /// <summary>Weighs the replicates of a run.</summary>
    /// <param name="history">The run, with its acts.</param>
    /// <param name="sector">Position of the sector that stands for the real cell.</param>
    /// <param name="from">First month in which the simulated sector can be read: after the warming up, and after its birth.</param>
    /// <param name="change">Month of the change: what lies from here on is not looked at.</param>
    /// <param name="past">P(phase) of the real cell as known today, the last month last; only as much as lies between from and change is used.</param>
    /// <param name="threads">How many threads; the weights do not depend on it.</param>
    /// <exception cref="ArgumentException">There is no month to compare.</exception>
    public static Conditioning Of(History history, int sector, int from, int change, ImmutableArray<PhaseProbabilities> past, int threads)
    {
        ArgumentNullException.ThrowIfNull(history);
        return change <= from ? throw new ArgumentException("No month lies both in the simulated and in the real past.", nameof(past)) : Of(BlindReading.Of(history, from, change, threads), sector, past);
    }

    /// <summary>Weighs the replicates of a run that was read already, up to the month before the change.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="sector">Position of the sector that stands for the real cell.</param>
    /// <param name="past">P(phase) of the real cell as known today, the last month last; only as much as was read is used.</param>
    /// <exception cref="ArgumentException">There is no month to compare.</exception>
    public static Conditioning Of(BlindReading reading, int sector, ImmutableArray<PhaseProbabilities> past)
    {
        ArgumentNullException.ThrowIfNull(reading);
        int back = Math.Min(Math.Min(past.Length, reading.Months) - 1, LongestBack);
        if (back < 0)
            throw new ArgumentException("No month lies both in the simulated and in the real past.", nameof(past));
        int compared = (back / Every) + 1;
        // Replicates that are alike in all of these months weigh the same throughout, and are weighed together: 3^7 kinds at most, mostly far fewer.
        int[] kinds = [.. Enumerable.Range(0, reading.Replicates).Select(r => Kind(reading.Path(r, sector), compared))];
        (int Kind, int Count)[] counts = [.. kinds.CountBy(kind => kind).Select(pair => (pair.Key, pair.Value)).Order()];
        Margin[] margins = [.. Enumerable.Range(0, compared).Select(i => new Margin([.. counts.Select(kind => PhaseOf(kind.Kind, i))], past[^((i * Every) + 1)]))];
        double[] weights = [.. counts.Select(kind => (double)kind.Count / kinds.Length)];
        for (int round = 0; round < MostRounds && margins.Max(margin => margin.Gap(weights)) > Near; round++)
            foreach (Margin margin in margins)
                margin.Fit(weights);
        Dictionary<int, double> each = Enumerable.Range(0, counts.Length).ToDictionary(i => counts[i].Kind, i => weights[i] / counts[i].Count);
        return new Conditioning { Weights = [.. kinds.Select(kind => each[kind])], MonthsBack = back, Gap = margins.Max(margin => margin.Gap(weights)) };
    }

    /// <summary>The phases of the months that are compared, as the digits of a number, the latest last.</summary>
    static int Kind(ReadOnlySpan<byte> path, int compared)
    {
        int kind = 0;
        for (int i = compared - 1; i >= 0; i--)
            kind = (kind * Phases) + path[^((i * Every) + 1)];
        return kind;
    }

    static byte PhaseOf(int kind, int month)
    {
        for (; month > 0; month--)
            kind /= Phases;
        return (byte)(kind % Phases);
    }

    /// <summary>One month that is compared.</summary>
    /// <param name="Simulated">Phase of each kind of replicate.</param>
    /// <param name="Real">Probability of each phase.</param>
    sealed record Margin(byte[] Simulated, PhaseProbabilities Real)
    {
        /// <summary>Scales the weights so that they have this month's probabilities, as far as a phase occurs; leaves them alone where no phase that is possible does.</summary>
        public void Fit(double[] weights)
        {
            Span<double> factor = stackalloc double[Phases];
            Shares(weights, factor);
            double within = 0;
            for (int k = 0; k < Phases; k++)
                within += factor[k] > 0 ? Real[(Phase)k] : 0;
            if (within == 0)
                return;
            for (int k = 0; k < Phases; k++)
                factor[k] = factor[k] > 0 ? Real[(Phase)k] / within / factor[k] : 0;
            for (int r = 0; r < weights.Length; r++)
                weights[r] *= factor[Simulated[r]];
        }

        /// <summary>Largest difference between a phase's weighted share and its probability.</summary>
        public double Gap(double[] weights)
        {
            Span<double> share = stackalloc double[Phases];
            Shares(weights, share);
            double gap = 0;
            for (int k = 0; k < Phases; k++)
                gap = Math.Max(gap, Math.Abs(share[k] - Real[(Phase)k]));
            return gap;
        }

        void Shares(double[] weights, Span<double> share)
        {
            share.Clear();
            for (int r = 0; r < weights.Length; r++)
                share[Simulated[r]] += weights[r];
        }
    }
}
