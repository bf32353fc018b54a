using System.Collections.Immutable;
using Fangshou.Numerics;

namespace Fangshou.Calibration;

/// <summary>Why a sampler stopped.</summary>
public enum AbcStop
{
    /// <summary>The last generation has the tolerance that was asked for.</summary>
    ToleranceReached,

    /// <summary>Too few runs are accepted for another generation to be worth it.</summary>
    AcceptanceTooLow,

    /// <summary>All generations allowed were run.</summary>
    MostGenerations,

    /// <summary>So many distances are equal that the tolerance no longer falls.</summary>
    ToleranceStalled,
}

/// <summary>One parameter vector that came close enough.</summary>
/// <param name="Parameters">In the order of the priors. D.</param>
/// <param name="Weight">Importance weight; all of a generation's sum to 1.</param>
/// <param name="Distance">Scaled distance of its summaries from the observed ones.</param>
/// <param name="Summaries">What its run gave. S.</param>
public sealed record AbcParticle(ImmutableArray<double> Parameters, double Weight, double Distance, ImmutableArray<double> Summaries);

/// <summary>How one generation went.</summary>
/// <param name="Number">1 accepts every draw from the prior.</param>
/// <param name="Tolerance">Largest distance accepted; +∞ in the first.</param>
/// <param name="Runs">Runs of the model.</param>
/// <param name="AcceptanceRate">Particles per run.</param>
/// <param name="EffectiveSampleSize">1 / Σ weight²: how many independent draws the weighted particles are worth, at most their number.</param>
public sealed record AbcGeneration(int Number, double Tolerance, long Runs, double AcceptanceRate, double EffectiveSampleSize);

/// <summary>How far a generation is.</summary>
/// <param name="Generation">Its number, from 1.</param>
/// <param name="Tolerance">Its tolerance.</param>
/// <param name="Accepted">Places filled.</param>
/// <param name="Particles">Places.</param>
public sealed record AbcProgress(int Generation, double Tolerance, int Accepted, int Particles);

/// <summary>What <see cref="AbcSmc"/> found: weighted draws from the parameters' distribution given that a run comes within the tolerance of what was observed.</summary>
public sealed record AbcPosterior
{
    const uint DrawStream = 0xABC0_0001;

    /// <summary>The parameters, in the order of the priors. D.</summary>
    public required ImmutableArray<string> Parameters { get; init; }

    /// <summary>The last generation.</summary>
    public required ImmutableArray<AbcParticle> Particles { get; init; }

    /// <summary>All generations, the first included.</summary>
    public required ImmutableArray<AbcGeneration> Generations { get; init; }

    /// <summary>What each summary's difference was divided by. S.</summary>
    public required ImmutableArray<double> Scales { get; init; }

    /// <summary>Why it stopped.</summary>
    public required AbcStop Stop { get; init; }

    /// <summary>The seed it was run with.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Effective sample size of the last generation.</summary>
    public double EffectiveSampleSize => Generations[^1].EffectiveSampleSize;

    /// <summary>Weighted mean of a parameter, in its unit.</summary>
    /// <param name="parameter">0…D − 1.</param>
    public double Mean(int parameter) => Particles.Sum(p => p.Weight * p.Parameters[parameter]);

    /// <summary>Weighted standard deviation of a parameter, in its unit.</summary>
    /// <param name="parameter">0…D − 1.</param>
    public double Sd(int parameter)
    {
        double mean = Mean(parameter);
        return Math.Sqrt(Particles.Sum(p => p.Weight * (p.Parameters[parameter] - mean) * (p.Parameters[parameter] - mean)));
    }

    /// <summary>Smallest particle value that at least a given share of the weight does not exceed.</summary>
    /// <param name="parameter">0…D − 1.</param>
    /// <param name="probability">The share, 0…1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is outside 0…1.</exception>
    /// <remarks>O(n log n).</remarks>
    public double Quantile(int parameter, double probability)
    {
        if (!(probability is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");
        double cumulative = 0;
        (double Value, double Weight)[] sorted = [.. Particles.Select(p => (p.Parameters[parameter], p.Weight)).Order()];
        foreach ((double value, double weight) in sorted)
        {
            if ((cumulative += weight) >= probability)
                return value;
        }

        // The weights' sum fell short of 1 by a rounding.
        return sorted[^1].Value;
    }

    /// <summary>Draws particles with replacement, each with its weight as probability: an ensemble to run scenarios with.</summary>
    /// <param name="count">How many, ≥ 0.</param>
    /// <param name="seed">Names the random numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public ImmutableArray<AbcParticle> Draw(int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        RandomStream random = new(seed, 0, 0, DrawStream);
        double[] weights = [.. Particles.Select(p => p.Weight)];
        ImmutableArray<AbcParticle>.Builder drawn = ImmutableArray.CreateBuilder<AbcParticle>(count);
        for (int i = 0; i < count; i++)
            drawn.Add(Particles[random.Index(weights)]);
        return drawn.MoveToImmutable();
    }
}
