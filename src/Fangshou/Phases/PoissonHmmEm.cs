using Fangshou.Numerics;

namespace Fangshou.Phases;

/// <summary>The state of one EM run of a Poisson hidden Markov model. Holds all memory, so that an iteration allocates nothing.</summary>
/// <remarks>
/// With a stationary start the complete-data likelihood holds ln δ(Γ), and Γ has no closed-form maximiser. Γ then takes a growth
/// step, Γ[i,j] ∝ N[i,j] + Γ[i,j]·(∂ ln δ-term/∂Γ[i,j] + c): its fixed points are the stationary points of the likelihood, and a
/// large enough c makes it ascend (Gopalakrishnan et al. 1991, IEEE Trans. Inf. Theory 37:107–113). c doubles until it does.
/// So the likelihood that is reported is the one that is climbed, and it never falls.
/// </remarks>
sealed class PoissonHmmEm
{
    const int MostDoublings = 60;

    readonly CountSeries series;
    readonly bool stationary;
    readonly int k;
    readonly double[] emission, forward, scratch, candidate, candidateStart, slope, grid;
    readonly ChainCounts counts;

    internal PoissonHmmEm(CountSeries series, int states, ChainStart start)
    {
        (this.series, k, stationary) = (series, states, start == ChainStart.Stationary);
        emission = new double[(series.Distinct.Length * k) + ChainKernels.Spare];
        forward = new double[(series.Length * k) + ChainKernels.Spare];
        (Start, Rates, slope, candidateStart) = (new double[k], new double[k], new double[k], new double[k]);
        (Transition, candidate, grid) = (new double[k * k], new double[k * k], new double[k * k]);
        scratch = new double[3 * k];
        counts = ChainCounts.For(k);
    }

    internal double[] Start { get; }

    internal double[] Transition { get; }

    internal double[] Rates { get; }

    /// <summary>Sets the parameters; with a stationary start the start follows from the chain.</summary>
    internal void Begin(ReadOnlySpan<double> rates, ReadOnlySpan<double> transition)
    {
        rates.CopyTo(Rates);
        transition.CopyTo(Transition);
        MarkovChain.Stationary(Transition, Start, grid);
    }

    /// <summary>ln p(counts) at the present parameters, nats; leaves the forward values behind.</summary>
    internal double Evaluate()
    {
        double logDivisors = ChainKernels.FillEmission(Rates, series.Distinct, series.LogFactorial, series.Occurrences, emission);
        if (double.IsNegativeInfinity(logDivisors))
            return logDivisors;
        return logDivisors + (k == 3
            ? ChainKernels.Forward3(Start, Transition, emission, series.Codes, forward)
            : ChainKernels.Forward(Start, Transition, emission, series.Codes, forward));
    }

    /// <summary>One iteration: expectation at the present parameters, then the parameters that raise the likelihood.</summary>
    /// <returns>ln p(counts) before the step, nats; when it is −∞, nothing was changed.</returns>
    internal double Iterate()
    {
        double logLikelihoodNats = Evaluate();
        if (double.IsNegativeInfinity(logLikelihoodNats))
            return logLikelihoodNats;
        if (k != 3 || !ChainKernels.Expect3(Transition, emission, series.Distinct, series.Codes, forward, counts))
            ChainKernels.Expect(Transition, emission, series.Distinct, series.Codes, forward, scratch, counts);

        for (int j = 0; j < k; j++)
            Rates[j] = counts.Occupancy[j] > 0 ? counts.WeightedSum[j] / counts.Occupancy[j] : Rates[j];
        if (stationary)
            GrowTransition();
        else
            CountTransition();
        return logLikelihoodNats;
    }

    /// <summary>The maximiser when the start is free: shares of the expected steps.</summary>
    void CountTransition()
    {
        counts.First.CopyTo(Start, 0);
        Propose(0, gradient: false);
        candidate.CopyTo(Transition, 0);
    }

    void GrowTransition()
    {
        MarkovChain.StationarySlope(Transition, Start, counts.First, slope, grid);
        double before = Objective(Transition, Start), offset = 0;
        for (int trial = 0; trial < MostDoublings; trial++)
        {
            Propose(offset, gradient: true);
            if (MarkovChain.Stationary(candidate, candidateStart, grid) && Objective(candidate, candidateStart) >= before)
            {
                candidate.CopyTo(Transition, 0);
                candidateStart.CopyTo(Start, 0);
                return;
            }
            offset = offset == 0 ? 1 : 2 * offset;
        }
    }

    /// <summary>Fills the candidate with rows ∝ N + Γ·(slope above its least + offset).</summary>
    void Propose(double offset, bool gradient)
    {
        double least = double.PositiveInfinity;
        foreach (double value in slope)
            least = Math.Min(least, value);
        for (int i = 0; i < k; i++)
        {
            double sum = 0;
            for (int j = 0; j < k; j++)
            {
                int ij = (i * k) + j;
                double growth = gradient ? Transition[ij] * ((Start[i] * (slope[j] - least)) + offset) : 0;
                sum += candidate[ij] = counts.Pairs[ij] + growth;
            }
            for (int j = 0; j < k; j++)
            {
                int ij = (i * k) + j;
                candidate[ij] = sum > 0 ? candidate[ij] / sum : Transition[ij];
            }
        }
    }

    /// <summary>The part of the expected complete-data likelihood that Γ moves, nats: Σ N ln Γ + Σ P(first state) ln δ.</summary>
    double Objective(double[] transition, double[] start)
    {
        double sum = 0;
        for (int p = 0; p < transition.Length; p++)
            sum += counts.Pairs[p] > 0 ? counts.Pairs[p] * Math.Log(transition[p]) : 0;
        for (int j = 0; j < k; j++)
            sum += counts.First[j] > 0 ? counts.First[j] * Math.Log(start[j]) : 0;
        return sum;
    }
}
