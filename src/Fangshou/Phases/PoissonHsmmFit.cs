using System.Collections.Immutable;

namespace Fangshou.Phases;

/// <summary>What shape the law of stays may take in a fit.</summary>
public enum StayFamily
{
    /// <summary>Memoryless, as in a Markov chain. One parameter a state.</summary>
    Geometric,

    /// <summary>The shortest stay plus a negative binomial number. Two parameters a state: mean and size.</summary>
    ShiftedNegativeBinomial,

    /// <summary>A hazard for each length, and a geometric tail. D parameters a state (less the lengths below the shortest stay).</summary>
    Nonparametric,
}

/// <summary>How a Poisson hidden semi-Markov model is fitted.</summary>
public sealed record PoissonHsmmOptions
{
    /// <summary>Shape of the law of stays. Default: shifted negative binomial.</summary>
    public StayFamily Family { get; init; } = StayFamily.ShiftedNegativeBinomial;

    /// <summary>Shortest stay, observations; the last stay may be cut shorter by the end of the series. 1…10,000, default 1; a geometric family has 1.</summary>
    public int MinimumStay { get; init; } = 1;

    /// <summary>D, the longest length with a hazard of its own; longer ones share it. <see cref="MinimumStay"/>…10,000, default 240; cut to T; a geometric family needs 1.</summary>
    public int LongestTabulated { get; init; } = 240;

    /// <summary>Most iterations. 1…1,000,000, default 2,000.</summary>
    public int MaxIterations { get; init; } = 2_000;

    /// <summary>An iteration that gains less ends the search. Nats, &gt; 0, default 1e-7.</summary>
    public double ToleranceNats { get; init; } = 1e-7;

    /// <summary>Key of the starts of the Markov chain that EM sets out from.</summary>
    public ulong Seed { get; init; } = 1;

    internal void Require()
    {
        InRange(MinimumStay, 1, 10_000, nameof(MinimumStay));
        InRange(LongestTabulated, MinimumStay, 10_000, nameof(LongestTabulated));
        InRange(MaxIterations, 1, 1_000_000, nameof(MaxIterations));
        if (!(ToleranceNats > 0) || !double.IsFinite(ToleranceNats))
            throw new ArgumentOutOfRangeException(nameof(ToleranceNats), ToleranceNats, "The tolerance is above 0 nats and finite.");
        if (!Enum.IsDefined(Family))
            throw new ArgumentOutOfRangeException(nameof(Family), Family, "There is no such family.");
        if (Family == StayFamily.Geometric && MinimumStay != 1)
            throw new ArgumentOutOfRangeException(nameof(MinimumStay), MinimumStay, "Geometric stays have no shortest length but 1; use the shifted negative binomial.");
    }

    static void InRange(int value, int low, int high, string name)
    {
        if (value < low || value > high)
            throw new ArgumentOutOfRangeException(name, value, $"{name} lies between {low} and {high}.");
    }
}

/// <summary>A fitted Poisson hidden semi-Markov model.</summary>
public sealed record PoissonHsmmFit
{
    /// <summary>The model; states in ascending order of rate.</summary>
    public required PoissonHsmm Model { get; init; }

    /// <summary>ln p(counts) at the fitted parameters, nats.</summary>
    public required double LogLikelihoodNats { get; init; }

    /// <summary>Number of free parameters: rates, start, changes and the laws of stays.</summary>
    public required int Parameters { get; init; }

    /// <summary>Number of observations, T.</summary>
    public required int Observations { get; init; }

    /// <summary>ln p(counts) before each iteration and after the last one, nats. Never falls.</summary>
    public required ImmutableArray<double> Trace { get; init; }

    /// <summary>False when the iterations were used up before the gain fell below the tolerance.</summary>
    public required bool Converged { get; init; }

    /// <summary>Key of the starts.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Akaike's criterion, −2 ln L + 2p; lower is better.</summary>
    public double Aic => (-2 * LogLikelihoodNats) + (2.0 * Parameters);

    /// <summary>Schwarz's criterion, −2 ln L + p ln T; lower is better.</summary>
    public double Bic => (-2 * LogLikelihoodNats) + (Parameters * Math.Log(Observations));
}
