using System.Collections.Immutable;
using Fangshou.Numerics;

namespace Fangshou.Phases;

/// <summary>A hidden semi-Markov chain whose states emit Poisson counts: each state has a law of its own for how long a stay lasts. Immutable.</summary>
/// <remarks>
/// A general tool: it knows nothing of phases, ledgers or priors. Every method is O(T·K·(D + K)) time. The last stay is
/// right-censored. With geometric stays it is <see cref="PoissonHmm"/>. Source: Yu (2010), Artif. Intell. 174:215–243.
/// </remarks>
public sealed class PoissonHsmm
{
    readonly double[] firstAge, hazard, transition, rates;
    readonly StayLaw[] stays;
    readonly int longest;

    /// <summary>A chain whose first stay begins with the first observation.</summary>
    /// <param name="start">P(state at the first observation). K, sums to 1 within 1e-9.</param>
    /// <param name="transition">P(next state | state left). K×K row-major, rows are "from" and sum to 1 within 1e-9; the diagonal is 0. K ≥ 2.</param>
    /// <param name="stays">The law of stays in each state. K.</param>
    /// <param name="rates">Mean count per observation in each state. K, finite, ≥ 0.</param>
    /// <exception cref="ArgumentException">A shape, a sum or a range is wrong, or a diagonal entry is not 0; the message names it.</exception>
    public PoissonHsmm(ReadOnlySpan<double> start, ReadOnlySpan<double> transition, ReadOnlySpan<StayLaw> stays, ReadOnlySpan<double> rates)
    {
        Require(start, transition, stays, rates);
        (this.transition, this.stays, this.rates) = (transition.ToArray(), stays.ToArray(), rates.ToArray());
        Start = [.. start];
        longest = this.stays.Max(s => s.Longest);
        (hazard, firstAge) = (new double[rates.Length * longest], new double[rates.Length * longest]);
        for (int j = 0; j < rates.Length; j++)
        {
            firstAge[j * longest] = start[j];
            for (int d = 1; d <= longest; d++)
                hazard[(j * longest) + d - 1] = stays[j].Hazard(d);
        }
    }

    /// <summary>The same chain with its first stay under way; its start is read as the share of visits.</summary>
    PoissonHsmm(PoissonHsmm fresh)
    {
        (transition, stays, rates, hazard, longest) = (fresh.transition, fresh.stays, fresh.rates, fresh.hazard, fresh.longest);
        firstAge = AgesUnderWay(fresh.Start.AsSpan());
        Start = [.. firstAge.Chunk(longest).Select(ages => ages.Sum())];
    }

    /// <summary>A chain that has run for ever when the first observation is made: the first stay is under way, and older when stays are long.</summary>
    /// <param name="transition">As for the constructor; irreducible.</param>
    /// <param name="stays">The law of stays in each state. K, each with a finite mean.</param>
    /// <param name="rates">As for the constructor.</param>
    /// <exception cref="ArgumentException">As for the constructor, or a mean stay is infinite, or the chain has no unique stationary distribution.</exception>
    public static PoissonHsmm Stationary(ReadOnlySpan<double> transition, ReadOnlySpan<StayLaw> stays, ReadOnlySpan<double> rates)
    {
        int k = rates.Length;
        double[] visits = new double[k];
        visits.AsSpan().Fill(1.0 / k);
        Require(visits, transition, stays, rates);
        for (int j = 0; j < k; j++)
        {
            if (!double.IsFinite(stays[j].Mean))
                throw new ArgumentException($"A stay in state {j} may never end, so nothing is stationary.", nameof(stays));
        }
        if (!MarkovChain.Stationary(transition, visits, new double[k * k]))
            throw new ArgumentException("Some states are never left for the others, so there is no unique stationary distribution.", nameof(transition));
        return new PoissonHsmm(new PoissonHsmm(visits, transition, stays, rates));
    }

    /// <summary>Number of states, K.</summary>
    public int States => rates.Length;

    /// <summary>P(state at the first observation). K.</summary>
    public ImmutableArray<double> Start { get; }

    /// <summary>P(next state | state left). K×K row-major, rows are "from"; the diagonal is 0.</summary>
    public ImmutableArray<double> Transition => [.. transition];

    /// <summary>The law of stays in each state. K.</summary>
    public ImmutableArray<StayLaw> Stays => [.. stays];

    /// <summary>Mean count per observation in each state. K.</summary>
    public ImmutableArray<double> Rates => [.. rates];

    /// <summary>Finds the parameters that make a series most likely; the first stay begins with the first observation.</summary>
    /// <param name="counts">The series. T ≥ 2 observations, each ≥ 0.</param>
    /// <param name="states">K, 2 up to the number of distinct counts.</param>
    /// <param name="options">Family of the stays, shortest stay, stopping rule.</param>
    /// <returns>The fit that EM reaches from the best Markov chain; states in ascending order of rate.</returns>
    /// <exception cref="ArgumentException">The series is empty, too short or holds a negative count; it has fewer distinct counts than states; or T·K·D exceeds 2^28.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <remarks>EM; the likelihood never falls. O(T·K·(D + K)) time an iteration, O(T·K·D) memory.</remarks>
    public static PoissonHsmmFit Fit(ReadOnlySpan<int> counts, int states, PoissonHsmmOptions? options = null)
    {
        options ??= new PoissonHsmmOptions();
        options.Require();
        ArgumentOutOfRangeException.ThrowIfLessThan(states, 2);
        var series = new CountSeries(counts);
        ChainArguments.RequireStates(series, states);
        return PoissonHsmmEm.Run(series, states, options);
    }

    /// <summary>ln p(counts), nats; −∞ when no sequence of stays can produce them.</summary>
    /// <param name="counts">The series. T ≥ 1 observations, each ≥ 0.</param>
    /// <exception cref="ArgumentException">The series is empty or holds a negative count.</exception>
    public double LogLikelihood(ReadOnlySpan<int> counts) => Forward(new CountSeries(counts), [], [], out _);

    /// <summary>Probability of each state at each observation, given the series up to that observation (filtered).</summary>
    /// <param name="counts">The series. T ≥ 1 observations, each ≥ 0.</param>
    /// <param name="filtered">Receives P(state at t | observations 1…t). T×K row-major, overwritten; rows sum to 1 within 1e-12.</param>
    /// <returns>ln p(counts), nats.</returns>
    /// <exception cref="ArgumentException">The series is empty or holds a negative count, no path can produce it, or the grid has the wrong length.</exception>
    public double Filter(ReadOnlySpan<int> counts, Span<double> filtered)
    {
        var series = new CountSeries(counts);
        ChainArguments.RequireLength(filtered.Length, series.Length * States, nameof(filtered));
        return ChainArguments.RequirePossible(Forward(series, filtered, [], out _), nameof(counts));
    }

    /// <summary>Probability of each state at each observation, given the whole series (smoothed).</summary>
    /// <param name="counts">The series. T ≥ 1 observations, each ≥ 0; T·K·D up to 2^28.</param>
    /// <param name="smoothed">Receives P(state at t | observations 1…T). T×K row-major, overwritten; rows sum to 1 within 1e-12.</param>
    /// <returns>ln p(counts), nats.</returns>
    /// <exception cref="ArgumentException">The series is empty, too long or holds a negative count, no path can produce it, or the grid has the wrong length.</exception>
    /// <remarks>O(T·K·D) memory.</remarks>
    public double Smooth(ReadOnlySpan<int> counts, Span<double> smoothed)
    {
        var series = new CountSeries(counts);
        ChainArguments.RequireLength(smoothed.Length, series.Length * States, nameof(smoothed));
        double logLikelihoodNats = Expect(series, out var sums);
        sums.Posterior.CopyTo(smoothed);
        return ChainArguments.RequirePossible(logLikelihoodNats, nameof(counts));
    }

    /// <summary>ln p(counts) and the expected counts of stays and changes; the counts mean nothing when it is −∞.</summary>
    internal double Expect(CountSeries series, out StayCounts sums)
    {
        double[] history = new double[ChainArguments.RequireGrid(series.Length, States, longest)];
        sums = StayCounts.For(States, longest, series.Length);
        double logLikelihoodNats = Forward(series, [], history, out double[] emission);
        if (double.IsFinite(logLikelihoodNats))
            StayKernels.Expect(transition, hazard, emission, series.Codes, history, new double[hazard.Length], new double[2 * States], sums);
        return logLikelihoodNats;
    }

    double Forward(CountSeries series, Span<double> filtered, Span<double> history, out double[] emission)
    {
        emission = new double[series.Distinct.Length * States];
        double logDivisors = ChainKernels.FillEmission(rates, series.Distinct, series.LogFactorial, series.Occurrences, emission);
        return double.IsNegativeInfinity(logDivisors)
            ? logDivisors
            : logDivisors + StayKernels.Forward(
                firstAge.ToArray(), transition, hazard, emission, series.Codes, filtered, history, new double[States]);
    }

    /// <summary>P(state, length so far) at a moment picked at random from a long run: ∝ visits × survival; the last cell holds the whole tail.</summary>
    double[] AgesUnderWay(ReadOnlySpan<double> visits)
    {
        double[] ages = new double[visits.Length * longest];
        double total = 0;
        for (int j = 0; j < visits.Length; j++)
        {
            double survival = visits[j];
            for (int c = j * longest; c < (j + 1) * longest; c++)
            {
                bool oldest = c == ((j + 1) * longest) - 1 && survival > 0;
                total += ages[c] = oldest ? survival / hazard[c] : survival;
                survival *= 1 - hazard[c];
            }
        }
        for (int c = 0; c < ages.Length; c++)
            ages[c] /= total;
        return ages;
    }

    static void Require(ReadOnlySpan<double> start, ReadOnlySpan<double> transition, ReadOnlySpan<StayLaw> stays, ReadOnlySpan<double> rates)
    {
        ChainArguments.RequireRates(rates, nameof(rates));
        int k = rates.Length;
        if (k < 2)
            throw new ArgumentException("A semi-Markov chain needs two states or more to move between.", nameof(rates));
        ChainArguments.RequireDistributions(start, 1, k, nameof(start));
        ChainArguments.RequireDistributions(transition, k, k, nameof(transition));
        ChainArguments.RequireLength(stays.Length, k, nameof(stays));
        for (int j = 0; j < k; j++)
        {
            if (transition[(j * k) + j] != 0)
                throw new ArgumentException($"State {j} follows itself; how long a stay lasts is the business of its law.", nameof(transition));
            if (stays[j] is null)
                throw new ArgumentException($"State {j} has no law of stays.", nameof(stays));
        }
    }
}
