using BenchmarkDotNet.Attributes;
using Fangshou.Mechanism;

namespace Fangshou.Bench;

/// <summary>The mechanism with the core equations: 400 replicates × 96 firms × 300 months, time for each firm and month.</summary>
/// <remarks>The numpy prototype's figure for the same work is printed by its own <c>simulate(R=400, T=300)</c>; see bench/results.</remarks>
[MemoryDiagnoser]
public class MechanismBench
{
    const int Replicates = 400, PlainReplicates = 8, Months = 300, Firms = 96;

    readonly World world = ShippedWorld.Read();

    /// <summary>Eight lanes, one thread.</summary>
    [Benchmark(OperationsPerInvoke = Replicates * Months * Firms)]
    public float Lanes() => Run(Replicates, 1);

    /// <summary>Eight lanes, two threads.</summary>
    [Benchmark(OperationsPerInvoke = Replicates * Months * Firms)]
    public float LanesOnTwoThreads() => Run(Replicates, 2);

    /// <summary>With all extensions, one thread.</summary>
    [Benchmark(OperationsPerInvoke = Replicates * Months * Firms)]
    public float Full() => EnsembleRun.Run(Plan(world, Replicates, Months, ParameterSet.Default), 1).At(Series.Restrictive, 0, Months - 1, 0);

    /// <summary>The plain version, one thread.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = PlainReplicates * Months * Firms)]
    public double Plain()
    {
        double sum = 0;
        StepConstants constants = new(world, ParameterSet.Core);
        for (uint r = 0; r < PlainReplicates; r++)
        {
            PlainMechanism mechanism = new(world, ParameterSet.Core, 1, r);
            for (int t = 0; t < Months; t++)
                mechanism.Step(new StepInput(t, constants, [], [], []));
            sum += mechanism.Seen[(int)Series.Restrictive, 0];
        }

        return sum;
    }

    float Run(int replicates, int threads) => EnsembleRun.Run(Plan(world, replicates, Months, ParameterSet.Core), threads).At(Series.Restrictive, 0, Months - 1, 0);

    internal static RunPlan Plan(World world, int replicates, int months, ParameterSet parameters) => new() { World = world, Parameters = [parameters], Replicates = replicates, Months = months, Seed = 1 };
}

/// <summary>Cost against firms, replicates and months, two threads, whole runs.</summary>
[MemoryDiagnoser]
public class MechanismScalingBench
{
    /// <summary>Firms in all.</summary>
    [Params(96, 960, 9_600)]
    public int Firms { get; set; }

    /// <summary>Replicates.</summary>
    [Params(64, 512)]
    public int Replicates { get; set; }

    /// <summary>Months.</summary>
    [Params(60, 240)]
    public int Months { get; set; }

    World world = null!;

    /// <summary>Makes the world.</summary>
    [GlobalSetup]
    public void Setup() => world = ShippedWorld.With(Firms / 8);

    /// <summary>A whole run.</summary>
    [Benchmark]
    public float Run() => EnsembleRun.Run(MechanismBench.Plan(world, Replicates, Months, ParameterSet.Core), 2).At(Series.Restrictive, 0, Months - 1, 0);
}

/// <summary>A whole ensemble: 1,000 replicates × 300 months × 96 firms on two cores, with all series of the cycle statistics, reading and measuring.</summary>
[MemoryDiagnoser]
public class EnsembleBench
{
    readonly World world = ShippedWorld.Read();

    /// <summary>Simulate alone.</summary>
    [Benchmark]
    public float Simulate() => EnsembleRun.Run(Plan(), 2).At(Series.Restrictive, 0, 299, 0);

    /// <summary>Simulate, read the phases, and measure the cycles.</summary>
    [Benchmark]
    public double SimulateAndMeasure()
    {
        History history = EnsembleRun.Run(Plan(), 2);
        return CycleStatistics.Of(history, BlindReading.Of(history, 120, 2), [0, 1, 2, 3, 4, 5, 6]).FullCycles;
    }

    RunPlan Plan() => MechanismBench.Plan(world, 1000, 300, ParameterSet.Core) with { Series = CycleStatistics.Series };
}
