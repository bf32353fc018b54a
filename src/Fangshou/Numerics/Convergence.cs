namespace Fangshou.Numerics;

/// <summary>Whether several chains tell the same story, and how many independent draws they are worth.</summary>
internal static class Convergence
{
    /// <summary>Split R̂: each chain halved, between- against within-halves variance. 1 when they agree; NaN-free (1 for a constant).</summary>
    /// <param name="chains">Draws of one quantity, a row per chain, equal lengths ≥ 4.</param>
    /// <remarks>Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., eq. 11.4.</remarks>
    internal static double SplitRHat(double[][] chains)
    {
        double[][] halves = Halve(chains);
        int n = halves[0].Length;
        (double within, double total) = Variances(halves, n);
        return within <= 0 ? (total <= 0 ? 1 : double.PositiveInfinity) : Math.Sqrt(total / within);
    }

    /// <summary>Effective number of independent draws, between 1 and the number of draws.</summary>
    /// <param name="chains">Draws of one quantity, a row per chain, equal lengths ≥ 4.</param>
    /// <remarks>Autocorrelations combined over split chains, summed by Geyer's initial monotone sequence: BDA3 eqs. 11.7–11.8. O(n · lags).</remarks>
    internal static double EffectiveSampleSize(double[][] chains)
    {
        double[][] halves = Halve(chains);
        int n = halves[0].Length;
        (double within, double total) = Variances(halves, n);
        double draws = (double)n * halves.Length;
        if (within <= 0 || total <= 0)
            return draws;

        double sum = 0, previous = double.PositiveInfinity;
        for (int lag = 0; lag + 1 < n; lag += 2)
        {
            double pair = Correlation(lag) + Correlation(lag + 1);
            if (pair <= 0)
                break;
            previous = Math.Min(previous, pair);
            sum += previous;
        }

        return Math.Clamp(draws / Math.Max(1e-12, (2 * sum) - 1), 1, draws);

        double Correlation(int lag)
        {
            double variogram = 0;
            foreach (double[] chain in halves)
            {
                double squares = 0;
                for (int i = lag; i < n; i++)
                    squares += (chain[i] - chain[i - lag]) * (chain[i] - chain[i - lag]);
                variogram += squares / (n - lag);
            }

            return 1 - (variogram / halves.Length / (2 * total));
        }
    }

    static (double Within, double Total) Variances(double[][] halves, int n)
    {
        double[] means = [.. halves.Select(h => h.Average())];
        double grand = means.Average(), within = 0, between = 0;
        for (int i = 0; i < halves.Length; i++)
        {
            within += halves[i].Sum(x => (x - means[i]) * (x - means[i])) / (n - 1);
            between += (means[i] - grand) * (means[i] - grand);
        }

        within /= halves.Length;
        between /= halves.Length - 1;

        // A constant differs from its mean by rounding alone.
        if (within <= 1e-24 * (1 + (grand * grand)))
            within = 0;
        return (within, (within * (n - 1) / n) + (between <= 1e-24 * (1 + (grand * grand)) ? 0 : between));
    }

    static double[][] Halve(double[][] chains)
    {
        int half = chains[0].Length / 2;
        return [.. chains.SelectMany(c => new[] { c[..half], c[^half..] })];
    }
}
