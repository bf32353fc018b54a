using BenchmarkDotNet.Attributes;
using Fangshou.Numerics;
using Fangshou.Phases;

namespace Fangshou.Bench;

/// <summary>The hidden semi-Markov recursions on one series: twenty years, three phases, stays of up to twenty years. One core.</summary>
[MemoryDiagnoser]
public class SemiMarkovPassBench
{
    const int Months = 240, Phases = 3, Longest = 240;

    readonly SemiMarkovModel model = new(Phases, Longest);
    readonly SemiMarkovPass pass = new(Phases, Months);
    readonly double[] logEmission = new double[Months * Phases], smoothed = new double[Months * Phases];
    readonly int[] path = new int[Months];
    uint draw;

    /// <summary>Stays around the priors' means, and months that tell the phases apart only weakly: little is negligible, the slow case.</summary>
    [GlobalSetup]
    public void Setup()
    {
        double[] dwell = new double[Longest];
        for (int k = 0; k < Phases; k++)
        {
            StayTable.Of(k == 2 ? 2 : 4, 6, Longest).Fill(k == 0 ? 64 : 20, dwell);
            model.SetDwell(k, dwell);
        }

        model.SetTransition([0, 0.9, 0.1, 0.15, 0, 0.85, 0.8, 0.2, 0]);
        RandomStream random = new(1, 0, 0, 0);
        for (int t = 0; t < Months; t++)
            for (int k = 0; k < Phases; k++)
                logEmission[(t * Phases) + k] = (k == t / 30 % Phases ? 0 : -0.5) - random.Uniform();
    }

    [Benchmark]
    public double Forward()
    {
        pass.SetEmission(logEmission);
        return pass.Forward(model);
    }

    [Benchmark]
    public double ForwardAndSmooth()
    {
        pass.SetEmission(logEmission);
        double logLikelihood = pass.Forward(model);
        pass.Smooth(model, smoothed);
        return logLikelihood + smoothed[0];
    }

    [Benchmark]
    public double ForwardAndSample()
    {
        pass.SetEmission(logEmission);
        double logLikelihood = pass.Forward(model);
        unchecked
        {
            RandomStream random = new(1, 0, ++draw, 1);
            pass.Sample(model, ref random, path);
        }

        return logLikelihood + path[0];
    }
}
