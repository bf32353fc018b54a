using System.Runtime.Intrinsics;
using Fangshou.Numerics;
using Law = MathNet.Numerics.Distributions.Normal;

namespace Fangshou.Calibration;

/// <summary>One generation of particles: their normal scores, and how they came out.</summary>
/// <remarks>In normal scores every prior is standard normal, so no step leaves its support, and scales and bounds need no care.</remarks>
sealed class AbcPopulation(int particles, int parameters, int summaries)
{
    /// <summary>P×D row-major.</summary>
    internal double[] Scores { get; } = new double[particles * parameters];

    /// <summary>P×S row-major.</summary>
    internal double[] Summaries { get; } = new double[particles * summaries];

    internal double[] Distances { get; } = new double[particles];

    /// <summary>Sum to 1; equal until <see cref="Weigh"/>.</summary>
    internal double[] Weights { get; } = [.. Enumerable.Repeat(1.0 / particles, particles)];

    /// <summary>Runs that each place took, the accepted one included.</summary>
    internal int[] Attempts { get; } = new int[particles];

    internal int Count => particles;

    internal Span<double> Score(int particle) => Scores.AsSpan(particle * parameters, parameters);

    internal Span<double> Summary(int particle) => Summaries.AsSpan(particle * summaries, summaries);

    internal double EffectiveSampleSize => 1 / Weights.Sum(w => w * w);

    /// <summary>Parameters of a vector of normal scores.</summary>
    internal static void Map(PriorSpace space, ReadOnlySpan<double> score, Span<double> parameters)
    {
        for (int i = 0; i < score.Length; i++)
            parameters[i] = Law.CDF(0, 1, score[i]);
        space.Map(parameters, parameters);
    }

    /// <summary>Sets the importance weights: prior over the density with which the earlier generation proposed each particle.</summary>
    /// <param name="earlier">The generation the proposals came from.</param>
    /// <param name="kernel">Its kernel.</param>
    /// <param name="threads">Threads; no result depends on them.</param>
    /// <param name="cancel">Stops between particles.</param>
    /// <remarks>O(P²·D). Source: Beaumont and others (2009), Biometrika 96:983–990.</remarks>
    internal void Weigh(AbcPopulation earlier, NormalKernel kernel, int threads, CancellationToken cancel)
    {
        // By coordinate, in whole vectors; what is beyond the last particle weighs nothing.
        int wide = (earlier.Count + 3) / 4 * 4;
        double[] centres = new double[parameters * wide], weights = new double[wide], logWeights = new double[particles];
        Span<double> white = stackalloc double[parameters];
        for (int k = 0; k < earlier.Count; k++)
        {
            weights[k] = earlier.Weights[k];
            earlier.Score(k).CopyTo(white);
            kernel.Whiten(white);
            for (int i = 0; i < parameters; i++)
                centres[(i * wide) + k] = white[i];
        }

        Runs.Each(particles, threads, n =>
        {
            ReadOnlySpan<double> score = Score(n);
            Span<double> own = stackalloc double[score.Length];
            score.CopyTo(own);
            kernel.Whiten(own);
            logWeights[n] = (-0.5 * SumOfSquares(score)) - Math.Log(Mixture(centres, weights, own));
        }, cancel);

        double largest = logWeights.Max(), total = 0;
        for (int n = 0; n < particles; n++)
            total += Weights[n] = Math.Exp(logWeights[n] - largest);
        for (int n = 0; n < particles; n++)
            Weights[n] /= total;
    }

    /// <summary>Σ weight·exp(−½·|centre − at|²).</summary>
    static double Mixture(ReadOnlySpan<double> centres, ReadOnlySpan<double> weights, ReadOnlySpan<double> at)
    {
        Vector256<double> sum = Vector256<double>.Zero;
        for (int k = 0; k < weights.Length; k += 4)
        {
            Vector256<double> squares = Vector256<double>.Zero;
            for (int i = 0; i < at.Length; i++)
            {
                Vector256<double> away = Vector256.Create(centres.Slice((i * weights.Length) + k, 4)) - Vector256.Create(at[i]);
                squares += away * away;
            }

            sum += Vector256.Create(weights.Slice(k, 4)) * VectorMath.Exp(squares * Vector256.Create(-0.5));
        }

        return sum[0] + sum[1] + (sum[2] + sum[3]);
    }

    static double SumOfSquares(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value * value;
        return sum;
    }
}
