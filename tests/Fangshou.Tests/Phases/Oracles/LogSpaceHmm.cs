using MathNet.Numerics;

namespace Fangshou.Tests.Phases.Oracles;

/// <summary>The obvious forward and backward recursions in log space: slow, and safe from underflow.</summary>
static class LogSpaceHmm
{
    internal static (double LogLikelihood, double[] Filtered, double[] Smoothed, double[] Pairs) Run(
        IReadOnlyList<double> start, IReadOnlyList<double> transition, IReadOnlyList<double> rates, int[] counts)
    {
        int k = start.Count, length = counts.Length;
        double[] forward = new double[length * k], backward = new double[length * k], pairs = new double[k * k];
        for (int t = 0; t < length; t++)
        {
            for (int j = 0; j < k; j++)
            {
                double reach = t == 0
                    ? Math.Log(start[j])
                    : LogSum(Enumerable.Range(0, k).Select(i => forward[((t - 1) * k) + i] + Math.Log(transition[(i * k) + j])));
                forward[(t * k) + j] = reach + LogPoisson(counts[t], rates[j]);
            }
        }
        for (int t = length - 2; t >= 0; t--)
        {
            for (int i = 0; i < k; i++)
                backward[(t * k) + i] = LogSum(Enumerable.Range(0, k).Select(j => Onward(t, i, j)));
        }

        double logLikelihood = LogSum(forward[^k..]);
        for (int t = 0; t + 1 < length; t++)
        {
            for (int ij = 0; ij < k * k; ij++)
                pairs[ij] += Math.Exp(forward[(t * k) + (ij / k)] + Onward(t, ij / k, ij % k) - logLikelihood);
        }
        return (logLikelihood, Rows(forward), Rows([.. forward.Zip(backward, (f, b) => f + b)]), pairs);

        double Onward(int t, int i, int j) =>
            Math.Log(transition[(i * k) + j]) + LogPoisson(counts[t + 1], rates[j]) + backward[((t + 1) * k) + j];

        double[] Rows(double[] logs) =>
            [.. logs.Chunk(k).SelectMany(row => row.Select(x => Math.Exp(x - LogSum(row))))];
    }

    internal static double LogPoisson(int count, double rate) =>
        (count == 0 ? 0 : count * Math.Log(rate)) - rate - SpecialFunctions.GammaLn(count + 1.0);

    internal static double LogSum(IEnumerable<double> logs)
    {
        double[] values = [.. logs];
        double top = values.Max();
        return double.IsNegativeInfinity(top) ? top : top + Math.Log(values.Sum(x => Math.Exp(x - top)));
    }
}
