using System.Collections.Immutable;
using Fangshou.Numerics;

namespace Fangshou.Phases;

/// <summary>A hidden Markov chain whose states emit Poisson counts. Immutable.</summary>
/// <remarks>
/// A general tool, and the yardstick of the phase model: it knows nothing of phases, ledgers or priors.
/// Every method is O(T·K²) time and O(T·K) memory unless it says otherwise. Source: Zucchini, MacDonald (2009), Hidden Markov
/// Models for Time Series, chapters 2–5. A path that lies more than about 1e-230 below the others counts as impossible.
/// </remarks>
public sealed class PoissonHmm
{
    readonly double[] start, transition, rates;

    /// <summary>Takes the parameters as given.</summary>
    /// <param name="start">P(state at the first observation). K, sums to 1 within 1e-9.</param>
    /// <param name="transition">P(next state | state). K×K row-major, rows are "from" and sum to 1 within 1e-9.</param>
    /// <param name="rates">Mean count per observation in each state. K, finite, ≥ 0.</param>
    /// <exception cref="ArgumentException">A shape, a sum or a range is wrong; the message names the parameter and the row.</exception>
    public PoissonHmm(ReadOnlySpan<double> start, ReadOnlySpan<double> transition, ReadOnlySpan<double> rates)
    {
        ChainArguments.RequireRates(rates, nameof(rates));
        ChainArguments.RequireDistributions(start, 1, rates.Length, nameof(start));
        ChainArguments.RequireDistributions(transition, rates.Length, rates.Length, nameof(transition));
        (this.start, this.transition, this.rates) = (start.ToArray(), transition.ToArray(), rates.ToArray());
    }

    /// <summary>A chain that has run for ever when the first observation is made: the start is the stationary distribution.</summary>
    /// <param name="transition">P(next state | state). K×K row-major, rows sum to 1; irreducible.</param>
    /// <param name="rates">Mean count per observation in each state. K, finite, ≥ 0.</param>
    /// <exception cref="ArgumentException">As for the constructor, or the chain has no unique stationary distribution.</exception>
    public static PoissonHmm Stationary(ReadOnlySpan<double> transition, ReadOnlySpan<double> rates)
    {
        int k = rates.Length;
        ChainArguments.RequireRates(rates, nameof(rates));
        ChainArguments.RequireDistributions(transition, k, k, nameof(transition));
        double[] stationary = new double[k];
        if (!MarkovChain.Stationary(transition, stationary, new double[k * k]))
            throw new ArgumentException("The chain has states it cannot leave, so no unique stationary distribution.", nameof(transition));
        return new PoissonHmm(stationary, transition, rates);
    }

    /// <summary>Number of states, K.</summary>
    public int States => rates.Length;

    /// <summary>P(state at the first observation). K.</summary>
    public ImmutableArray<double> Start => [.. start];

    /// <summary>P(next state | state). K×K row-major, rows are "from".</summary>
    public ImmutableArray<double> Transition => [.. transition];

    /// <summary>Mean count per observation in each state. K.</summary>
    public ImmutableArray<double> Rates => [.. rates];

    /// <summary>Finds the parameters that make a series most likely.</summary>
    /// <param name="counts">The series. T ≥ 2 observations, each ≥ 0.</param>
    /// <param name="states">K, 1 up to the number of distinct counts.</param>
    /// <param name="options">Start treatment, number of starts, stopping rule; the defaults suit a few hundred observations.</param>
    /// <returns>The best fit of all starts; its states are in ascending order of rate.</returns>
    /// <exception cref="ArgumentException">The series is empty, too short or holds a negative count; or it has fewer distinct counts than states.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <remarks>
    /// EM with the likelihood never falling; a stationary start is part of the likelihood that is maximised, as in the book, and not
    /// an afterthought. Each iteration is O(T·K²); starts are a fixed function of the series, <paramref name="states"/> and the seed.
    /// </remarks>
    public static PoissonHmmFit Fit(ReadOnlySpan<int> counts, int states, PoissonHmmOptions? options = null)
    {
        options ??= new PoissonHmmOptions();
        options.Require();
        var series = new CountSeries(counts);
        ChainArguments.RequireStates(series, states);
        return PoissonHmmSearch.Run(series, states, options);
    }

    /// <summary>ln p(counts), nats; −∞ when no sequence of states can produce them.</summary>
    /// <param name="counts">The series. T ≥ 1 observations, each ≥ 0.</param>
    /// <exception cref="ArgumentException">The series is empty or holds a negative count.</exception>
    public double LogLikelihood(ReadOnlySpan<int> counts)
    {
        var series = new CountSeries(counts);
        return Forward(series, new double[series.Length * States], out _);
    }

    /// <summary>Probability of each state at each observation, given the series up to that observation (filtered).</summary>
    /// <param name="counts">The series. T ≥ 1 observations, each ≥ 0.</param>
    /// <param name="filtered">Receives P(state at t | observations 1…t). T×K row-major, overwritten; rows sum to 1 within 1e-12.</param>
    /// <returns>ln p(counts), nats.</returns>
    /// <exception cref="ArgumentException">The series is empty or holds a negative count, no path can produce it, or the grid has the wrong length.</exception>
    public double Filter(ReadOnlySpan<int> counts, Span<double> filtered)
    {
        double logLikelihoodNats = ForwardOrThrow(counts, filtered, nameof(filtered), out _, out _);
        ChainKernels.NormaliseRows(filtered, States);
        return logLikelihoodNats;
    }

    /// <summary>Probability of each state at each observation, given the whole series (smoothed).</summary>
    /// <param name="counts">The series. T ≥ 1 observations, each ≥ 0.</param>
    /// <param name="smoothed">Receives P(state at t | observations 1…T). T×K row-major, overwritten; rows sum to 1 within 1e-12.</param>
    /// <returns>ln p(counts), nats.</returns>
    /// <exception cref="ArgumentException">The series is empty or holds a negative count, no path can produce it, or the grid has the wrong length.</exception>
    public double Smooth(ReadOnlySpan<int> counts, Span<double> smoothed)
    {
        double logLikelihoodNats = ForwardOrThrow(counts, smoothed, nameof(smoothed), out var series, out double[] emission);
        ChainKernels.Smooth(transition, emission, series.Codes, smoothed, new double[2 * States]);
        return logLikelihoodNats;
    }

    /// <summary>The single most probable sequence of states (Viterbi). For display: its states are not each the most probable one.</summary>
    /// <param name="counts">The series. T ≥ 1 observations, each ≥ 0.</param>
    /// <param name="path">Receives the state at each observation, 0…K−1. T, overwritten; the lower state wins a tie.</param>
    /// <returns>ln p(path, counts), nats.</returns>
    /// <exception cref="ArgumentException">The series is empty or holds a negative count, no path can produce it, or the path has the wrong length.</exception>
    public double MostProbablePath(ReadOnlySpan<int> counts, Span<int> path)
    {
        var series = new CountSeries(counts);
        ChainArguments.RequireLength(path.Length, series.Length, nameof(path));
        double[] logEmission = new double[series.Distinct.Length * States];
        ChainKernels.FillLogEmission(rates, series.Distinct, series.LogFactorial, logEmission);
        double logProbability = ChainKernels.Viterbi(
            Array.ConvertAll(start, Math.Log), Array.ConvertAll(transition, Math.Log), logEmission, series.Codes,
            new double[2 * States], new int[series.Length * States], path);
        return ChainArguments.RequirePossible(logProbability, nameof(counts));
    }

    double ForwardOrThrow(ReadOnlySpan<int> counts, Span<double> grid, string name, out CountSeries series, out double[] emission)
    {
        series = new CountSeries(counts);
        ChainArguments.RequireLength(grid.Length, series.Length * States, name);
        return ChainArguments.RequirePossible(Forward(series, grid, out emission), nameof(counts));
    }

    double Forward(CountSeries series, Span<double> forward, out double[] emission)
    {
        emission = new double[series.Distinct.Length * States];
        double logDivisors = ChainKernels.FillEmission(rates, series.Distinct, series.LogFactorial, series.Occurrences, emission);
        return double.IsNegativeInfinity(logDivisors)
            ? logDivisors
            : logDivisors + ChainKernels.Forward(start, transition, emission, series.Codes, forward);
    }
}
