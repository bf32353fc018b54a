namespace Fangshou.Tests.Calibration.Oracles;

/// <summary>Sobol' indices as the papers' formulas read, on one sample: written anew, one sum at a time.</summary>
/// <param name="First">S. D.</param>
/// <param name="Total">S_T. D.</param>
/// <param name="Pairs">S by pair, in order; empty without second order.</param>
/// <param name="Variance">V.</param>
sealed record DirectSobol(double[] First, double[] Total, double[] Pairs, double Variance)
{
    /// <param name="outputs">Blocks of n rows: A, B, A with one column from B for each parameter, then B with one column from A for each.</param>
    /// <param name="d">D.</param>
    /// <param name="n">N.</param>
    /// <param name="second">Whether the last D blocks are there.</param>
    /// <param name="rows">The base points to use, with repetitions.</param>
    internal static DirectSobol Of(double[] outputs, int d, int n, bool second, int[] rows)
    {
        // The mean of the whole sample is taken away, in every resample.
        double mean = outputs.Take(2 * n).Average();
        double[] a = Block(0), b = Block(1);
        double[] both = [.. a, .. b];
        double variance = both.Select(y => y * y).Average() - (both.Average() * both.Average());
        double[] first = new double[d], total = new double[d];
        for (int i = 0; i < d; i++)
        {
            double[] ab = Block(2 + i);
            first[i] = Mean(r => b[r] * (ab[r] - a[r]));
            total[i] = Mean(r => (a[r] - ab[r]) * (a[r] - ab[r]) / 2);
            if (second)
            {
                double[] ba = Block(2 + d + i);
                first[i] = (first[i] + Mean(r => a[r] * (ba[r] - b[r]))) / 2;
                total[i] = (total[i] + Mean(r => (b[r] - ba[r]) * (b[r] - ba[r]) / 2)) / 2;
            }

            first[i] /= variance;
            total[i] /= variance;
        }

        List<double> pairs = [];
        for (int i = 0; second && i < d; i++)
            for (int j = i + 1; j < d; j++)
            {
                double[] ai = Block(2 + i), aj = Block(2 + j), bi = Block(2 + d + i), bj = Block(2 + d + j);
                pairs.Add((Mean(r => (((bi[r] * aj[r]) + (bj[r] * ai[r])) / 2) - (a[r] * b[r])) / variance) - first[i] - first[j]);
            }

        return new DirectSobol(first, total, [.. pairs], variance);

        double[] Block(int k) => [.. rows.Select(r => outputs[(k * n) + r] - mean)];

        double Mean(Func<int, double> term) => Enumerable.Range(0, rows.Length).Average(term);
    }
}
