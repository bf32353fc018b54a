using System.Collections.Immutable;

namespace Fangshou.Calibration;

/// <summary>How <see cref="AbcSmc"/> runs and when it stops.</summary>
public sealed record AbcOptions
{
    /// <summary>Names the random numbers; the same seed gives the same bits.</summary>
    public ulong Seed { get; init; } = 20201103;

    /// <summary>Particles a generation, 20…1,000,000, and at least ten per parameter.</summary>
    public int Particles { get; init; } = 1000;

    /// <summary>The next tolerance is this quantile of the distances just accepted, 0.01…0.99. Low: fewer generations, more runs in each.</summary>
    public double Quantile { get; init; } = 0.5;

    /// <summary>Tolerance at which to stop, ≥ 0, in scaled distance; the last generation has just this.</summary>
    public double ToleranceFloor { get; init; }

    /// <summary>Stops when a smaller share of runs is accepted, 0.000001…0.5.</summary>
    public double LeastAcceptance { get; init; } = 0.01;

    /// <summary>Generations at most, 1…1,000; the first accepts every draw from the prior.</summary>
    public int Generations { get; init; } = 20;

    /// <summary>What each summary's difference is divided by, above 0; empty: its robust spread in the first generation.</summary>
    public ImmutableArray<double> Scales { get; init; } = [];

    /// <summary>Threads, 1…1,024. Never changes a result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Runs after which a place in a generation gives up: with the least acceptance, it would by then be filled but for a chance of 2e-9.</summary>
    internal uint MostAttempts => (uint)Math.Ceiling(20 / LeastAcceptance);

    internal void Check(int parameters, ImmutableArray<double> observed, Faults faults)
    {
        faults.Within(Particles, Math.Max(20, 10 * parameters), 1_000_000, nameof(Particles));
        faults.Within(Quantile, 0.01, 0.99, nameof(Quantile));
        faults.Require(double.IsFinite(ToleranceFloor) && ToleranceFloor >= 0, $"{nameof(ToleranceFloor)} is {ToleranceFloor:R}; it must be finite and at least 0");
        faults.Within(LeastAcceptance, 1e-6, 0.5, nameof(LeastAcceptance));
        faults.Within(Generations, 1, 1000, nameof(Generations));
        faults.Within(Threads, 1, 1024, nameof(Threads));
        if (observed.IsDefaultOrEmpty)
            faults.Add($"There are no observed summaries; at least one is needed");
        else
        {
            for (int s = 0; s < observed.Length; s++)
                faults.Require(double.IsFinite(observed[s]), $"Observed summary {s} is {observed[s]:R}; it must be finite");
            CheckScales(observed.Length, faults);
        }
    }

    void CheckScales(int summaries, Faults faults)
    {
        if (Scales.IsDefaultOrEmpty)
            return;
        faults.Require(Scales.Length == summaries, $"{nameof(Scales)} has {Scales.Length} values for {summaries} summaries");
        for (int s = 0; s < Scales.Length; s++)
            faults.Require(double.IsFinite(Scales[s]) && Scales[s] > 0, $"{nameof(Scales)}[{s}] is {Scales[s]:R}; it must be finite and above 0");
    }
}
