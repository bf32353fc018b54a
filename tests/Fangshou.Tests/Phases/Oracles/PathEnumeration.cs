namespace Fangshou.Tests.Phases.Oracles;

/// <summary>The obvious hidden Markov model: every one of the K^T paths, one after the other. For T ≤ 8.</summary>
sealed class PathEnumeration
{
    internal double Likelihood { get; }

    internal double BestProbability { get; }

    /// <summary>P(state at t | all). T×K.</summary>
    internal double[] Smoothed { get; }

    /// <summary>Expected number of steps i → j. K×K.</summary>
    internal double[] Pairs { get; }

    internal PathEnumeration(IReadOnlyList<double> start, IReadOnlyList<double> transition, IReadOnlyList<double> rates, int[] counts)
    {
        int k = start.Count, length = counts.Length;
        (Smoothed, Pairs) = (new double[length * k], new double[k * k]);
        for (int number = 0; number < (int)Math.Pow(k, length); number++)
        {
            int[] path = Path(number, k, length);
            double p = Probability(path, start, transition, rates, counts);
            Likelihood += p;
            BestProbability = Math.Max(p, BestProbability);
            for (int t = 0; t < length; t++)
            {
                Smoothed[(t * k) + path[t]] += p;
                if (t > 0)
                    Pairs[(path[t - 1] * k) + path[t]] += p;
            }
        }
        for (int i = 0; i < Smoothed.Length; i++)
            Smoothed[i] /= Likelihood;
        for (int i = 0; i < Pairs.Length; i++)
            Pairs[i] /= Likelihood;
    }

    /// <summary>p(path, counts).</summary>
    internal static double Probability(
        int[] path, IReadOnlyList<double> start, IReadOnlyList<double> transition, IReadOnlyList<double> rates, int[] counts)
    {
        double p = start[path[0]] * Poisson(counts[0], rates[path[0]]);
        for (int t = 1; t < path.Length; t++)
            p *= transition[(path[t - 1] * start.Count) + path[t]] * Poisson(counts[t], rates[path[t]]);
        return p;
    }

    internal static int[] Path(int number, int k, int length)
    {
        int[] path = new int[length];
        for (int t = 0; t < length; t++, number /= k)
            path[t] = number % k;
        return path;
    }

    internal static double Poisson(int count, double rate)
    {
        double p = Math.Exp(-rate);
        for (int i = 1; i <= count; i++)
            p *= rate / i;
        return p;
    }
}
