using Fangshou.Phases;

namespace Fangshou.Tests.Phases.Oracles;

/// <summary>The obvious hidden semi-Markov model: every path cut into its stays, the last one right-censored. For T ≤ 8.</summary>
sealed class SegmentEnumeration
{
    internal double Likelihood { get; }

    internal double[] Smoothed { get; }

    internal SegmentEnumeration(IReadOnlyList<double> start, IReadOnlyList<double> transition, StayLaw[] stays, IReadOnlyList<double> rates, int[] counts)
    {
        int k = rates.Count;
        Smoothed = new double[counts.Length * k];
        for (int number = 0; number < (int)Math.Pow(k, counts.Length); number++)
        {
            int[] path = PathEnumeration.Path(number, k, counts.Length);
            double p = start[path[0]];
            for (int t = 0; t < counts.Length; t++)
                p *= PathEnumeration.Poisson(counts[t], rates[path[t]]);
            for (int from = 0; from < counts.Length;)
            {
                int to = from;
                while (to < counts.Length && path[to] == path[from])
                    to++;
                p *= to < counts.Length
                    ? stays[path[from]].Mass(to - from) * transition[(path[from] * k) + path[to]]
                    : stays[path[from]].Survival(to - from);
                from = to;
            }
            Likelihood += p;
            for (int t = 0; t < counts.Length; t++)
                Smoothed[(t * k) + path[t]] += p;
        }
        for (int i = 0; i < Smoothed.Length; i++)
            Smoothed[i] /= Likelihood;
    }
}
