using System.Collections.Immutable;
using Fangshou.Calibration;
using Fangshou.Mechanism;
using P = Fangshou.Mechanism.MechanismParameter;

namespace Fangshou.Scenarios;

/// <summary>Fits the mechanism to the stylized facts.</summary>
public sealed class MechanismCalibration
{
    /// <summary>Months of a run, the first 120 of which are warming up.</summary>
    public const int Months = 300, From = 120;

    readonly World world;
    readonly ParameterSet fixedSet;
    readonly int replicates;
    readonly ImmutableArray<int> sectors;

    /// <param name="world">Sectors, agencies, places.</param>
    /// <param name="fixedSet">What the parameters that are not calibrated have.</param>
    /// <param name="replicates">Replicates of a run, 1…1,000: their statistics are what is compared.</param>
    /// <param name="focus">A sector that is told apart and not compared, such as AI; −1 for none.</param>
    public MechanismCalibration(World world, ParameterSet fixedSet, int replicates, int focus)
    {
        ArgumentNullException.ThrowIfNull(world);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(replicates);
        this.world = world;
        this.fixedSet = fixedSet;
        this.replicates = replicates;
        sectors = [.. Enumerable.Range(0, world.Sectors.Length).Where(s => s != focus)];
    }

    /// <summary>The parameters that are calibrated: those for which a range of values is believable and the facts say something.</summary>
    public static ImmutableArray<P> Calibrated { get; } =
    [
        P.HarmInflow, P.ComplianceDecay, P.ProtectionSlope, P.TiesEffect, P.SalienceEcho, P.SalienceDecay, P.Anger, P.GrowthWeight, P.DamageWeight, P.SignalSlope,
        P.FrictionUp, P.FrictionDown, P.Contagion, P.Career, P.Peers, P.Momentum, P.AgencySpeed, P.Inertia, P.ConfidenceRecovery, P.ConfidenceDamage, P.ConfidenceShock, P.JobsSpeed,
        P.SeverityTail, P.IncidentSlope, P.Discovery, P.ReportSpeed, P.OverReporting, P.RestrictiveRate, P.LooseningRate, P.LooseningSlope, P.FineSpread, P.FineSignal,
    ];

    /// <summary>Uniform priors over the ranges of <see cref="ParameterTable"/>.</summary>
    public static PriorSpace Priors { get; } = new([.. Calibrated.Select(p => ParameterTable.Of(p)).Select(row => Prior.Uniform(row.Key, row.PriorLow!.Value, row.PriorHigh!.Value))]);

    /// <summary>The parameter set with given values of the calibrated parameters.</summary>
    /// <param name="values">In the order of <see cref="Calibrated"/>.</param>
    public ParameterSet Set(ReadOnlySpan<double> values)
    {
        ParameterSet set = fixedSet;
        for (int i = 0; i < values.Length; i++)
            set = set.With(Calibrated[i], values[i]);
        return set;
    }

    /// <summary>One run and what <see cref="StylizedFact.All"/> compares of it: a <see cref="Simulation"/>.</summary>
    public void Simulate(ReadOnlySpan<double> parameters, ulong runSeed, Span<double> summaries)
    {
        CycleStatistics statistics = Measure([Set(parameters)], runSeed, replicates, 1);
        for (int i = 0; i < summaries.Length; i++)
            summaries[i] = StylizedFact.All[i].Compared(statistics);
    }

    /// <summary>The statistics of an ensemble.</summary>
    /// <param name="sets">One set, or several that take turns.</param>
    /// <param name="seed">Names the random numbers.</param>
    /// <param name="count">Replicates.</param>
    /// <param name="threads">How many threads; the numbers do not depend on it.</param>
    public CycleStatistics Measure(ImmutableArray<ParameterSet> sets, ulong seed, int count, int threads)
    {
        History history = EnsembleRun.Run(new RunPlan { World = world, Parameters = sets, Replicates = count, Months = Months, Seed = seed, Series = CycleStatistics.Series }, threads);
        return CycleStatistics.Of(history, BlindReading.Of(history, From, threads), sectors);
    }

    /// <summary>By how many tolerances a run misses each fact, with sign, at most ten; ten where nothing of the kind happened: a <see cref="Simulation"/> for sensitivity.</summary>
    public void Deviate(ReadOnlySpan<double> parameters, ulong runSeed, Span<double> summaries)
    {
        CycleStatistics statistics = Measure([Set(parameters)], runSeed, replicates, 1);
        for (int i = 0; i < summaries.Length; i++)
        {
            double missed = (StylizedFact.All[i].Of(statistics) - StylizedFact.All[i].Value) / StylizedFact.All[i].Tolerance;
            summaries[i] = double.IsNaN(missed) ? MostDeviation : Math.Clamp(missed, -MostDeviation, MostDeviation);
        }
    }

    /// <summary>Which parameters move which statistics at all (elementary effects), in tolerances per whole range of the prior.</summary>
    public ImmutableArray<Morris> Screen(MorrisOptions options, IProgress<double>? progress, CancellationToken cancellation) => Morris.Run(Priors, Deviate, Names, options, progress, cancellation);

    /// <summary>Shares of one statistic's variance that are due to some parameters, the others as in the fixed set.</summary>
    /// <param name="fact">Whose statistic.</param>
    /// <param name="parameters">Which parameters vary over their priors.</param>
    /// <param name="options">Size and seed.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellation">Stops between runs.</param>
    public SobolIndices Decompose(StylizedFact fact, ImmutableArray<P> parameters, SobolOptions options, IProgress<double>? progress, CancellationToken cancellation)
    {
        int index = StylizedFact.All.IndexOf(fact);
        int[] places = [.. parameters.Select(p => Calibrated.IndexOf(p))];
        PriorSpace space = new([.. places.Select(i => Priors.Priors[i])]);
        double[] standard = [.. Calibrated.Select(p => fixedSet[p])];
        return SobolIndices.Run(
            space,
            (values, seed, summaries) =>
            {
                double[] all = [.. standard], missed = new double[StylizedFact.All.Length];
                for (int i = 0; i < values.Length; i++)
                    all[places[i]] = values[i];
                Deviate(all, seed, missed);
                summaries[0] = missed[index];
            },
            [fact.Statistic], options, progress, cancellation)[0];
    }

    static ImmutableArray<string> Names => [.. StylizedFact.All.Select(fact => fact.Statistic)];

    const double MostDeviation = 10;

    /// <summary>Which parts of the priors can be ruled out.</summary>
    public HistoryMatching Match(HistoryOptions options, IProgress<HistoryWave>? progress, CancellationToken cancellation) =>
        HistoryMatching.Run(Priors, Simulate, [.. StylizedFact.All.Select(fact => fact.Target)], options, progress, cancellation);

    /// <summary>Parameter sets that come close to the facts, each fact's distance in its tolerances.</summary>
    public AbcPosterior Fit(AbcOptions options, IProgress<AbcProgress>? progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        return AbcReplenishment.Run(
            Priors, Simulate, [.. StylizedFact.All.Select(fact => fact.Value)], options with { Scales = [.. StylizedFact.All.Select(fact => fact.Tolerance)] }, progress, cancellation);
    }
}
