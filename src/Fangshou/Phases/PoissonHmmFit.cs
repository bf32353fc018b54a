using System.Collections.Immutable;

namespace Fangshou.Phases;

/// <summary>What is assumed of the state at the first observation.</summary>
public enum ChainStart
{
    /// <summary>The chain has run for ever: the start is its stationary distribution and costs no parameter.</summary>
    Stationary,

    /// <summary>The start is a parameter of its own; the likelihood puts all of it on one state.</summary>
    Free,
}

/// <summary>How a Poisson hidden Markov model is fitted.</summary>
public sealed record PoissonHmmOptions
{
    /// <summary>What is assumed of the first state. Default: stationary.</summary>
    public ChainStart Start { get; init; } = ChainStart.Stationary;

    /// <summary>Number of starting points. 1…10,000, default 24: the quantiles of the series, then jittered ones.</summary>
    public int Starts { get; init; } = 24;

    /// <summary>Iterations each start gets before all but the best three are dropped. 1…10,000, default 60.</summary>
    public int ShortIterations { get; init; } = 60;

    /// <summary>Most iterations of a start that was kept. 1…1,000,000, default 5,000.</summary>
    public int MaxIterations { get; init; } = 5_000;

    /// <summary>An iteration that gains less ends the search. Nats, &gt; 0, default 1e-9.</summary>
    public double ToleranceNats { get; init; } = 1e-9;

    /// <summary>Key of the jitter.</summary>
    public ulong Seed { get; init; } = 1;

    internal void Require()
    {
        InRange(Starts, 1, 10_000, nameof(Starts));
        InRange(ShortIterations, 1, 10_000, nameof(ShortIterations));
        InRange(MaxIterations, 1, 1_000_000, nameof(MaxIterations));
        if (!(ToleranceNats > 0) || !double.IsFinite(ToleranceNats))
            throw new ArgumentOutOfRangeException(nameof(ToleranceNats), ToleranceNats, "The tolerance is above 0 nats and finite.");
        if (!Enum.IsDefined(Start))
            throw new ArgumentOutOfRangeException(nameof(Start), Start, "There is no such start.");
    }

    static void InRange(int value, int low, int high, string name)
    {
        if (value < low || value > high)
            throw new ArgumentOutOfRangeException(name, value, $"{name} lies between {low} and {high}.");
    }
}

/// <summary>A fitted Poisson hidden Markov model.</summary>
public sealed record PoissonHmmFit
{
    /// <summary>The model; states in ascending order of rate.</summary>
    public required PoissonHmm Model { get; init; }

    /// <summary>ln p(counts) at the fitted parameters, nats.</summary>
    public required double LogLikelihoodNats { get; init; }

    /// <summary>Number of free parameters: K² with a stationary start, K² + K − 1 with a free one.</summary>
    public required int Parameters { get; init; }

    /// <summary>Number of observations, T.</summary>
    public required int Observations { get; init; }

    /// <summary>ln p(counts) before each iteration of the winning start, and after the last one, nats. Never falls.</summary>
    public required ImmutableArray<double> Trace { get; init; }

    /// <summary>False when the winning start used up its iterations before the gain fell below the tolerance.</summary>
    public required bool Converged { get; init; }

    /// <summary>Key of the jitter that made the starts.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Akaike's criterion, −2 ln L + 2p; lower is better.</summary>
    public double Aic => (-2 * LogLikelihoodNats) + (2.0 * Parameters);

    /// <summary>Schwarz's criterion, −2 ln L + p ln T; lower is better.</summary>
    public double Bic => (-2 * LogLikelihoodNats) + (Parameters * Math.Log(Observations));
}
