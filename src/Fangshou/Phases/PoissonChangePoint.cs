using System.Collections.Immutable;
using MathNet.Numerics;

namespace Fangshou.Phases;

/// <summary>The exact posterior of a single change in the rate of a Poisson series.</summary>
/// <remarks>
/// Every moment is as likely a priori to be the last of the first regime, and the two rates are independent gamma numbers; the rates
/// are integrated out in closed form, so nothing is sampled. An oracle for sampled phases. The series must hold a change: this does not
/// test whether there is one. Source: Raftery, Akman (1986), Biometrika 73:85–89; Carlin, Gelfand, Smith (1992), Appl. Statist. 41:389–405.
/// </remarks>
public sealed record PoissonChangePoint
{
    /// <summary>P(observation t is the last of the first regime | counts), t = 0…T−2. Sums to 1 within 1e-12.</summary>
    public required ImmutableArray<double> LastOfFirst { get; init; }

    /// <summary>Posterior mean of the rate before the change, counts per observation.</summary>
    public required double MeanRateBefore { get; init; }

    /// <summary>Posterior mean of the rate after the change, counts per observation.</summary>
    public required double MeanRateAfter { get; init; }

    /// <summary>ln p(counts), rates and change integrated out, nats: what to compare with other models.</summary>
    public required double LogEvidenceNats { get; init; }

    /// <summary>The most probable last observation of the first regime; the earliest on a tie.</summary>
    public int MostProbable => LastOfFirst.IndexOf(LastOfFirst.Max());

    /// <summary>Infers the change.</summary>
    /// <param name="counts">The series. T ≥ 2 observations, each ≥ 0.</param>
    /// <param name="shape">Shape of the gamma prior of both rates. &gt; 0, finite, no unit.</param>
    /// <param name="rate">Rate of that prior, observations: a prior mean of shape/rate counts per observation. &gt; 0, finite.</param>
    /// <exception cref="ArgumentException">The series has fewer than two observations or a negative count, or the prior is out of its range; the message names it.</exception>
    /// <remarks>O(T) time and memory.</remarks>
    public static PoissonChangePoint Infer(ReadOnlySpan<int> counts, double shape = 1, double rate = 1)
    {
        Require(counts, shape, rate);
        long total = 0, before = 0;
        double logFactorials = 0;
        foreach (int count in counts)
        {
            total += count;
            logFactorials += SpecialFunctions.GammaLn(count + 1.0);
        }

        double[] logWeight = new double[counts.Length - 1];
        double[] rateBefore = new double[logWeight.Length], rateAfter = new double[logWeight.Length];
        for (int t = 0; t < logWeight.Length; t++)
        {
            before += counts[t];
            logWeight[t] = LogMarginal(before, t + 1) + LogMarginal(total - before, counts.Length - t - 1);
            rateBefore[t] = (shape + before) / (rate + t + 1);
            rateAfter[t] = (shape + total - before) / (rate + counts.Length - t - 1);
        }

        double top = logWeight.Max();
        double[] posterior = Array.ConvertAll(logWeight, w => Math.Exp(w - top));
        double sum = posterior.Sum();
        for (int t = 0; t < posterior.Length; t++)
            posterior[t] /= sum;
        return new PoissonChangePoint
        {
            LastOfFirst = [.. posterior],
            MeanRateBefore = posterior.Zip(rateBefore, (p, x) => p * x).Sum(),
            MeanRateAfter = posterior.Zip(rateAfter, (p, x) => p * x).Sum(),
            LogEvidenceNats = top + Math.Log(sum / posterior.Length) - logFactorials,
        };

        // ln ∫ gamma(λ)·λ^count·exp(−λ·months) dλ.
        double LogMarginal(long count, int months) =>
            (shape * Math.Log(rate)) - SpecialFunctions.GammaLn(shape)
            + SpecialFunctions.GammaLn(shape + count) - ((shape + count) * Math.Log(rate + months));
    }

    static void Require(ReadOnlySpan<int> counts, double shape, double rate)
    {
        if (counts.Length < 2)
            throw new ArgumentException($"A change needs two observations to lie between; there are {counts.Length}.", nameof(counts));
        for (int t = 0; t < counts.Length; t++)
        {
            if (counts[t] < 0)
                throw new ArgumentException($"Observation {t} is {counts[t]}; counts are 0 or more.", nameof(counts));
        }
        if (!(shape > 0) || !double.IsFinite(shape))
            throw new ArgumentException($"The shape of the prior is {shape:R}; it is above 0 and finite.", nameof(shape));
        if (!(rate > 0) || !double.IsFinite(rate))
            throw new ArgumentException($"The rate of the prior is {rate:R}; it is above 0 and finite.", nameof(rate));
    }
}
