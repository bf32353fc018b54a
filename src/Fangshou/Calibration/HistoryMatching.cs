using System.Collections.Immutable;
using Fangshou.Numerics;

namespace Fangshou.Calibration;

/// <summary>What a summary should come close to.</summary>
/// <param name="Name">The summary's name.</param>
/// <param name="Value">Its target z, finite.</param>
/// <param name="Tolerance">Standard deviation of what the target and the model leave out, ≥ 0, in the unit of the value.</param>
public sealed record Target(string Name, double Value, double Tolerance);

/// <summary>How the implausibilities of several targets become that of a point.</summary>
public enum ImplausibilityRule
{
    /// <summary>The largest: one missed target rules a point out.</summary>
    Maximum,

    /// <summary>The second largest: one missed target is forgiven. With a single target, the same as <see cref="Maximum"/>.</summary>
    SecondMaximum,
}

/// <summary>How a history match runs.</summary>
public sealed record HistoryOptions
{
    /// <summary>Names the random numbers; the same seed gives the same bits.</summary>
    public ulong Seed { get; init; } = 20201103;

    /// <summary>Points a wave, 10…1,000,000.</summary>
    public int Points { get; init; } = 500;

    /// <summary>Waves, 1…100.</summary>
    public int Waves { get; init; } = 3;

    /// <summary>Runs per point, 1…1,000,000; with 1 the model counts as having no noise of its own.</summary>
    public int Replicates { get; init; } = 1;

    /// <summary>Largest implausibility that survives, above 0, at most 100. 3: any single-peaked distribution has 95 % within it (Pukelsheim 1994).</summary>
    public double CutOff { get; init; } = 3;

    /// <summary>How targets are put together.</summary>
    public ImplausibilityRule Rule { get; init; }

    /// <summary>Threads, 1…1,024. Never changes a result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    internal void Check(ImmutableArray<Target> targets, Faults faults)
    {
        faults.Within(Points, 10, 1_000_000, nameof(Points));
        faults.Within(Waves, 1, 100, nameof(Waves));
        faults.Within(Replicates, 1, 1_000_000, nameof(Replicates));
        faults.Require(CutOff is > 0 and <= 100, $"{nameof(CutOff)} is {CutOff:R}; it must be above 0 and at most 100");
        faults.Require(Enum.IsDefined(Rule), $"{nameof(Rule)} is {(int)Rule}; it must be one of {string.Join(", ", Enum.GetNames<ImplausibilityRule>())}");
        faults.Within(Threads, 1, 1024, nameof(Threads));
        Runs.CheckNames(targets.IsDefaultOrEmpty ? [] : [.. targets.Select(t => t.Name)], faults);
        foreach (Target target in targets.IsDefaultOrEmpty ? [] : targets)
        {
            faults.Require(double.IsFinite(target.Value), $"{target.Name}: the target {target.Value:R} must be finite");
            faults.Require(double.IsFinite(target.Tolerance) && target.Tolerance >= 0, $"{target.Name}: the tolerance {target.Tolerance:R} must be finite and at least 0");
        }
    }
}

/// <summary>One parameter vector and how badly its runs miss the targets.</summary>
/// <param name="Parameters">In the order of the priors. D.</param>
/// <param name="ByTarget">I by target, no unit, ≥ 0; +∞ when a run gave no finite number.</param>
/// <param name="Implausibility">I of the point, by the rule.</param>
/// <param name="Survives">Whether that is within the cut-off.</param>
public sealed record HistoryPoint(ImmutableArray<double> Parameters, ImmutableArray<double> ByTarget, double Implausibility, bool Survives);

/// <summary>One wave of points.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Points">Its points.</param>
/// <param name="ShareSurviving">Share of its points within the cut-off. In the first wave, the share of the prior; later, of where the wave looked.</param>
/// <param name="TargetShares">Share of its points within the cut-off for each target by itself: a small one names the target that rules out most.</param>
public sealed record HistoryWave(int Number, ImmutableArray<HistoryPoint> Points, double ShareSurviving, ImmutableArray<double> TargetShares);

/// <summary>Where the survivors of one parameter lie.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Low">Smallest surviving value, in its unit.</param>
/// <param name="High">Largest.</param>
public sealed record SurvivingRange(string Parameter, double Low, double High);

/// <summary>Rules out parameters under which a model cannot have given what was observed, wave by wave.</summary>
/// <remarks>
/// I = |z − mean| / √(variance of one more run + tolerance²): Craig and others (1997), in Case Studies in Bayesian Statistics III; Vernon,
/// Goldstein and Bower (2010), Bayesian Analysis 5:619–669. Unlike theirs it has no emulator: every point that is kept was judged by runs of
/// the model itself. What is not ruled out is not thereby probable, and nothing may be left.
/// </remarks>
public sealed record HistoryMatching
{
    const uint ProposalStream = 0x4157_0001, RunTag = 0x4157_0002;

    // In units of the prior's probability, squared: a cloud that has shrunk to a point is still looked around in.
    const double Ridge = 1e-12;

    // Times the covariance of the cloud, over D: a step this long leaves a good part of the points inside in any dimension (Gelman, Roberts
    // and Gilks 1996), and yet goes from any part of the region to any other.
    const double StepFactor = 2.38 * 2.38;

    /// <summary>The parameters, in the order of the priors. D.</summary>
    public required ImmutableArray<string> Parameters { get; init; }

    /// <summary>What was to be met.</summary>
    public required ImmutableArray<Target> Targets { get; init; }

    /// <summary>The waves, in order.</summary>
    public required ImmutableArray<HistoryWave> Waves { get; init; }

    /// <summary>The seed it was run with.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Every surviving point, of all waves.</summary>
    public ImmutableArray<HistoryPoint> Survivors => [.. Waves.SelectMany(w => w.Points).Where(p => p.Survives)];

    /// <summary>The box around the survivors; empty when there are none.</summary>
    public ImmutableArray<SurvivingRange> Ranges
    {
        get
        {
            ImmutableArray<HistoryPoint> survivors = Survivors;
            return survivors.IsEmpty ? [] : [.. Parameters.Select((name, i) => new SurvivingRange(name, survivors.Min(p => p.Parameters[i]), survivors.Max(p => p.Parameters[i])))];
        }
    }

    /// <summary>Runs all waves.</summary>
    /// <param name="space">The parameters. D.</param>
    /// <param name="simulation">The model; it writes the summaries in the order of the targets.</param>
    /// <param name="targets">What they should come close to. At least one.</param>
    /// <param name="options">Size, seed and cut-off; null for the defaults.</param>
    /// <param name="progress">Receives each wave when it is done.</param>
    /// <param name="cancel">Stops between runs.</param>
    /// <exception cref="ArgumentException">An option or a target is out of its range.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <remarks>
    /// waves·points·replicates runs. The first wave is a Latin hypercube over the priors; a later one steps from survivors of all waves by a
    /// normal kernel about as wide as they are (reflected at the cube's faces), and from the least implausible points while survivors are few.
    /// So a later wave is a little denser in the middle of the surviving region, and a part far from all survivors may stay unfound: it is no
    /// uniform sample.
    /// </remarks>
    public static HistoryMatching Run(
        PriorSpace space, Simulation simulation, ImmutableArray<Target> targets, HistoryOptions? options = null,
        IProgress<HistoryWave>? progress = null, CancellationToken cancel = default)
    {
        options ??= new HistoryOptions();
        Faults faults = new();
        options.Check(targets, faults);
        faults.Throw(nameof(options));

        List<HistoryWave> waves = [];
        List<(double[] Unit, HistoryPoint Point)> all = [];
        for (int wave = 0; wave < options.Waves; wave++)
        {
            double[] units = wave == 0 ? FirstWave(space.Count, options) : NextWave(all, space.Count, (uint)wave, options);
            HistoryPoint[] points = new HistoryPoint[options.Points];
            uint number = (uint)wave;
            Runs.Each(points.Length, options.Threads, i => points[i] = Judge(space, simulation, targets, units.AsSpan(i * space.Count, space.Count), ((uint)i, number), options, cancel), cancel);
            all.AddRange(points.Select((p, i) => (units[(i * space.Count)..((i + 1) * space.Count)], p)));
            waves.Add(new HistoryWave(
                wave + 1, [.. points], points.Count(p => p.Survives) / (double)points.Length,
                [.. targets.Select((_, t) => points.Count(p => p.ByTarget[t] <= options.CutOff) / (double)points.Length)]));
            progress?.Report(waves[^1]);
        }

        return new HistoryMatching { Parameters = space.Names, Targets = targets, Waves = [.. waves], Seed = options.Seed };
    }

    static double[] FirstWave(int d, HistoryOptions options)
    {
        double[] units = new double[options.Points * d];
        LatinHypercube.Fill(d, options.Seed, units);
        return units;
    }

    /// <summary>Survivors, or the least implausible points, and a step from each.</summary>
    static double[] NextWave(List<(double[] Unit, HistoryPoint Point)> all, int d, uint wave, HistoryOptions options)
    {
        int survivors = all.Count(p => p.Point.Survives), parents = Math.Max(survivors, Math.Min(all.Count, Math.Max(10, 2 * (d + 1))));

        // OrderBy is stable: equal points stay in the order in which they were drawn.
        double[] cloud = [.. all.OrderBy(p => p.Point.Survives ? 0 : 1).ThenBy(p => p.Point.Implausibility).Take(parents).SelectMany(p => p.Unit)];
        double[] weights = new double[parents];
        Array.Fill(weights, 1.0 / parents);
        NormalKernel kernel = new(cloud, weights, StepFactor / d, Ridge);

        double[] units = new double[options.Points * d];
        for (int i = 0; i < options.Points; i++)
        {
            RandomStream random = new(options.Seed, (uint)i, wave, ProposalStream);
            int parent = Math.Min((int)(random.Uniform() * parents), parents - 1);
            Span<double> unit = units.AsSpan(i * d, d);
            kernel.Move(cloud.AsSpan(parent * d, d), ref random, unit);
            for (int k = 0; k < d; k++)
                unit[k] = Reflect(unit[k]);
        }

        return units;
    }

    /// <summary>Folds a number into [0, 1] at both ends.</summary>
    static double Reflect(double x)
    {
        double folded = Math.Abs(x) % 2;
        return folded > 1 ? 2 - folded : folded;
    }

    static HistoryPoint Judge(
        PriorSpace space, Simulation simulation, ImmutableArray<Target> targets, ReadOnlySpan<double> unit, (uint Point, uint Wave) name,
        HistoryOptions options, CancellationToken cancel)
    {
        int replicates = options.Replicates;
        double[] parameters = new double[space.Count], summaries = new double[targets.Length], mean = new double[targets.Length], squares = new double[targets.Length];
        space.Map(unit, parameters);
        for (int r = 0; r < replicates; r++)
        {
            cancel.ThrowIfCancellationRequested();
            simulation(parameters, Runs.Seed(options.Seed, name.Point, (uint)r, name.Wave, RunTag), summaries);
            for (int t = 0; t < summaries.Length; t++)
            {
                // Welford's update.
                double off = summaries[t] - mean[t];
                mean[t] += off / (r + 1);
                squares[t] += off * (summaries[t] - mean[t]);
            }
        }

        // What was observed is one more run: it varies as runs do, and the mean over the replicates is off by a share of that.
        ImmutableArray<double> byTarget =
        [
            .. targets.Select((target, t) =>
            {
                double variance = replicates > 1 ? squares[t] / (replicates - 1) * (1 + (1.0 / replicates)) : 0;
                return Implausibility(target, mean[t], variance);
            }),
        ];
        double worst = Worst(byTarget, options.Rule);
        return new HistoryPoint([.. parameters], byTarget, worst, worst <= options.CutOff);
    }

    static double Implausibility(Target target, double mean, double variance)
    {
        double off = Math.Abs(target.Value - mean);
        if (off == 0)
            return 0;
        double implausibility = off / Math.Sqrt(variance + (target.Tolerance * target.Tolerance));
        return double.IsNaN(implausibility) ? double.PositiveInfinity : implausibility;
    }

    static double Worst(ImmutableArray<double> byTarget, ImplausibilityRule rule)
    {
        ImmutableArray<double> descending = [.. byTarget.OrderDescending()];
        return rule == ImplausibilityRule.SecondMaximum && descending.Length > 1 ? descending[1] : descending[0];
    }
}
