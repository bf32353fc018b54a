using BenchmarkDotNet.Attributes;
using Fangshou.Phases;

namespace Fangshou.Bench;

/// <summary>One EM iteration of the Poisson hidden Markov model, three states, stationary start. One core.</summary>
[MemoryDiagnoser]
public class PoissonHmmEmBench
{
    PoissonHmmEm em = null!;

    /// <summary>Length of the series, T.</summary>
    [Params(100, 1_000, 100_000, 1_000_000)]
    public int Observations { get; set; }

    /// <summary>A planted three-state series; forty iterations bring the parameters near the optimum, where most iterations are spent.</summary>
    [GlobalSetup]
    public void Setup()
    {
        double[] rates = [1.0, 6.0, 18.0];
        int[] counts = new int[Observations];
        int state = 0;
        for (int t = 0; t < counts.Length; t++)
        {
            if (Uniform((ulong)t, 0) < 0.05)
                state = (state + 1 + (int)(2 * Uniform((ulong)t, 1))) % 3;
            double u = Uniform((ulong)t, 2), p = Math.Exp(-rates[state]);
            while ((u -= p) > 0 && counts[t] < 200)
                p *= rates[state] / ++counts[t];
        }
        em = new PoissonHmmEm(new CountSeries(counts), 3, ChainStart.Stationary);
        em.Begin([0.5, 5, 15], [0.9, 0.05, 0.05, 0.05, 0.9, 0.05, 0.05, 0.05, 0.9]);
        for (int n = 0; n < 40; n++)
            em.Iterate();
    }

    [Benchmark]
    public double Iterate() => em.Iterate();

    static double Uniform(ulong position, ulong stream)
    {
        unchecked
        {
            ulong z = 0x9E3779B97F4A7C15UL * ((stream << 40) + position + 1);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
