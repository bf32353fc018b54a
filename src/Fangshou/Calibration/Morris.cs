using System.Collections.Immutable;
using Fangshou.Numerics;

namespace Fangshou.Calibration;

/// <summary>How a screening runs.</summary>
public sealed record MorrisOptions
{
    /// <summary>Names the random numbers; the same seed gives the same bits.</summary>
    public ulong Seed { get; init; } = 20201103;

    /// <summary>Trajectories r, 2…100,000; each costs D + 1 runs.</summary>
    public int Trajectories { get; init; } = 50;

    /// <summary>Levels of each parameter, an even number, 2…1,000.</summary>
    public int Levels { get; init; } = 4;

    /// <summary>Runs per point, whose mean is taken, 1…1,000,000. Replicate r has the same run seed at every point.</summary>
    public int Replicates { get; init; } = 1;

    /// <summary>Bootstrap resamples, 2…100,000.</summary>
    public int Resamples { get; init; } = 1000;

    /// <summary>Share of resamples inside an interval, 0.5…0.999.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Threads, 1…1,024. Never changes a result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    internal void Check(Faults faults)
    {
        faults.Within(Trajectories, 2, 100_000, nameof(Trajectories));
        faults.Within(Levels, 2, 1000, nameof(Levels));
        faults.Require(Levels % 2 == 0, $"{nameof(Levels)} is {Levels}; it must be even");
        faults.Within(Replicates, 1, 1_000_000, nameof(Replicates));
        faults.Within(Resamples, 2, 100_000, nameof(Resamples));
        faults.Within(Level, 0.5, 0.999, nameof(Level));
        faults.Within(Threads, 1, 1024, nameof(Threads));
    }
}

/// <summary>What the elementary effects of one parameter say, in the summary's unit per whole range of the parameter's prior.</summary>
/// <param name="Parameter">Its name.</param>
/// <param name="Mu">μ, the mean effect; effects of both signs cancel.</param>
/// <param name="MuStar">μ*, the mean size of the effects, ≥ 0: how much the parameter matters.</param>
/// <param name="Sigma">σ, their standard deviation: 0 for a straight line without interactions, on the scale of the prior's quantiles.</param>
public sealed record ElementaryEffect(string Parameter, IntervalEstimate Mu, IntervalEstimate MuStar, IntervalEstimate Sigma);

/// <summary>Screening by elementary effects: which of many parameters matter at all, from few runs.</summary>
/// <remarks>
/// Sources: Morris (1991), Technometrics 33:161–174; μ* from Campolongo, Cariboni and Saltelli (2007), Environ. Modell. Softw. 22:1509–1518.
/// Trajectories are drawn at random; they are not the spread-out choice of the latter paper. Levels are the middles of equal slices of each
/// prior's probability, so that a prior without bounds can be screened; a step covers half of it.
/// </remarks>
public sealed record Morris
{
    const uint TrajectoryStream = 0x3077_0001, ResampleStream = 0x3077_0002, RunTag = 0x3077_0003;

    const double Step = 0.5;

    /// <summary>The summary that was screened.</summary>
    public required string Summary { get; init; }

    /// <summary>By parameter, in the order of the priors.</summary>
    public required ImmutableArray<ElementaryEffect> Effects { get; init; }

    /// <summary>The seed it was run with.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Screens every parameter for every summary.</summary>
    /// <param name="space">The parameters. D.</param>
    /// <param name="simulation">The model.</param>
    /// <param name="summaries">Names of what it writes. S.</param>
    /// <param name="options">Size and seed; null for the defaults.</param>
    /// <param name="progress">Receives the share of runs done, 0…1.</param>
    /// <param name="cancel">Stops between runs.</param>
    /// <returns>One result per summary.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or a summary has no name of its own.</exception>
    /// <exception cref="InvalidOperationException">A summary is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <remarks>r·(D + 1) runs times replicates; then O(B·r·D) per summary. The bootstrap resamples whole trajectories.</remarks>
    public static ImmutableArray<Morris> Run(
        PriorSpace space, Simulation simulation, ImmutableArray<string> summaries, MorrisOptions? options = null,
        IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        options ??= new MorrisOptions();
        Faults faults = new();
        options.Check(faults);
        Runs.CheckNames(summaries, faults);
        faults.Throw(nameof(options));

        int d = space.Count, r = options.Trajectories;
        double[] design = new double[r * (d + 1) * d];
        int[] order = new int[r * d];
        for (int t = 0; t < r; t++)
            DrawTrajectory(options, (uint)t, design.AsSpan(t * (d + 1) * d, (d + 1) * d), order.AsSpan(t * d, d));
        double[][] means = Runs.Means(
            space, simulation, summaries, r * (d + 1), (row, unit) => design.AsSpan(row * d, d).CopyTo(unit),
            (options.Seed, options.Replicates, options.Threads), RunTag, progress, cancel);
        return [.. summaries.Select((name, s) => new Morris { Summary = name, Effects = Summarise(space.Names, Effect(design, order, means[s], d), options), Seed = options.Seed })];
    }

    /// <summary>A random start, then one step per parameter in random order, each up or down as the start allows.</summary>
    /// <param name="options">Levels and seed.</param>
    /// <param name="trajectory">Which.</param>
    /// <param name="points">Receives the points. (D+1)×D.</param>
    /// <param name="order">Receives the parameter that each step moves. D.</param>
    static void DrawTrajectory(MorrisOptions options, uint trajectory, Span<double> points, Span<int> order)
    {
        RandomStream random = new(options.Seed, trajectory, 0, TrajectoryStream);
        int d = order.Length;
        for (int i = 0; i < d; i++)
        {
            points[i] = (Math.Min((int)(random.Uniform() * options.Levels), options.Levels - 1) + 0.5) / options.Levels;
            int j = Math.Min((int)(random.Uniform() * (i + 1)), i);
            order[i] = order[j];
            order[j] = i;
        }

        for (int step = 0; step < d; step++)
        {
            Span<double> next = points.Slice((step + 1) * d, d);
            points.Slice(step * d, d).CopyTo(next);
            next[order[step]] += next[order[step]] < 0.5 ? Step : -Step;
        }
    }

    /// <summary>Elementary effects by trajectory, then by parameter: r×D.</summary>
    static double[] Effect(double[] design, int[] order, double[] outputs, int d)
    {
        double[] effects = new double[order.Length];
        for (int i = 0; i < order.Length; i++)
        {
            int from = (i / d * (d + 1)) + (i % d), moved = order[i];
            double up = design[((from + 1) * d) + moved] > design[(from * d) + moved] ? Step : -Step;
            effects[(i / d * d) + moved] = (outputs[from + 1] - outputs[from]) / up;
        }

        return effects;
    }

    static ImmutableArray<ElementaryEffect> Summarise(ImmutableArray<string> names, double[] effects, MorrisOptions options)
    {
        int d = names.Length, r = options.Trajectories;
        int[] all = [.. Enumerable.Range(0, r)], chosen = new int[r];

        // By parameter: μ, μ* and σ of each resample. All parameters share the resampled trajectories.
        double[][] resampled = [.. Enumerable.Range(0, 3 * d).Select(_ => new double[options.Resamples])];
        for (int b = 0; b < options.Resamples; b++)
        {
            RandomStream random = new(options.Seed, (uint)b, 0, ResampleStream);
            for (int t = 0; t < r; t++)
                chosen[t] = Math.Min((int)(random.Uniform() * r), r - 1);
            for (int i = 0; i < d; i++)
                (resampled[3 * i][b], resampled[(3 * i) + 1][b], resampled[(3 * i) + 2][b]) = Moments(effects, chosen, i, d);
        }

        return
        [
            .. names.Select((name, i) =>
            {
                (double mu, double muStar, double sigma) = Moments(effects, all, i, d);
                return new ElementaryEffect(
                    name,
                    IntervalEstimate.Of(mu, resampled[3 * i], options.Level),
                    IntervalEstimate.Of(muStar, resampled[(3 * i) + 1], options.Level),
                    IntervalEstimate.Of(sigma, resampled[(3 * i) + 2], options.Level));
            }),
        ];
    }

    static (double Mu, double MuStar, double Sigma) Moments(double[] effects, int[] chosen, int parameter, int d)
    {
        // From the first effect on, so that equal effects leave no crumbs of rounding in the spread.
        double origin = effects[(chosen[0] * d) + parameter], mean = 0, size = 0, squares = 0;
        foreach (int t in chosen)
        {
            double effect = effects[(t * d) + parameter];
            mean += effect - origin;
            size += Math.Abs(effect);
            squares += (effect - origin) * (effect - origin);
        }

        int r = chosen.Length;
        mean /= r;
        return (origin + mean, size / r, Math.Sqrt(Math.Max(0, (squares - (r * mean * mean)) / (r - 1))));
    }
}
