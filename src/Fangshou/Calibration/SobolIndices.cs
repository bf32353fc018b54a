using System.Collections.Immutable;
using Fangshou.Numerics;

namespace Fangshou.Calibration;

/// <summary>How an analysis of variance runs.</summary>
public sealed record SobolOptions
{
    /// <summary>Names the random numbers; the same seed gives the same bits.</summary>
    public ulong Seed { get; init; } = 20201103;

    /// <summary>Base points N, a power of two, 16…1,048,576; each costs D + 2 runs, with second order 2·D + 2.</summary>
    public int BasePoints { get; init; } = 1024;

    /// <summary>Whether pairs of parameters are told apart too.</summary>
    public bool SecondOrder { get; init; }

    /// <summary>Runs per row, whose mean is taken, 1…1,000,000. Replicate r has the same run seed in every row.</summary>
    public int Replicates { get; init; } = 1;

    /// <summary>Bootstrap resamples, 2…100,000.</summary>
    public int Resamples { get; init; } = 100;

    /// <summary>Share of resamples inside an interval, 0.5…0.999.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Threads, 1…1,024. Never changes a result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    internal void Check(Faults faults)
    {
        faults.PowerOfTwo(BasePoints, 16, 1 << 20, nameof(BasePoints));
        faults.Within(Replicates, 1, 1_000_000, nameof(Replicates));
        faults.Within(Resamples, 2, 100_000, nameof(Resamples));
        faults.Within(Level, 0.5, 0.999, nameof(Level));
        faults.Within(Threads, 1, 1024, nameof(Threads));
    }
}

/// <summary>What two parameters do together beyond what each does alone.</summary>
/// <param name="First">Name of the earlier parameter.</param>
/// <param name="Second">Name of the later one.</param>
/// <param name="Index">Share of the variance, no unit.</param>
public sealed record SobolPair(string First, string Second, IntervalEstimate Index);

/// <summary>Where a summary's variance comes from: the share of each parameter, and of each pair, as they vary by their priors.</summary>
/// <remarks>
/// First order: Saltelli and others (2010), Comput. Phys. Commun. 181:259–270. Total: Jansen (1999), ibid. 117:35–43. Second order and the
/// design of N·(2D + 2) rows: Saltelli (2002), ibid. 145:280–297; its rows give every index twice, and the mean of both is taken.
/// Estimates may fall a little outside [0, 1]. All are NaN when the summary never varies.
/// </remarks>
public sealed record SobolIndices
{
    const uint ResampleTag = 0x50B0_0002, RunTag = 0x50B0_0003;

    /// <summary>The summary whose variance is shared out.</summary>
    public required string Summary { get; init; }

    /// <summary>The parameters, in the order of the priors. D.</summary>
    public required ImmutableArray<string> Parameters { get; init; }

    /// <summary>Mean of the summary, in its unit.</summary>
    public required double Mean { get; init; }

    /// <summary>Variance of the summary, in its unit squared.</summary>
    public required double Variance { get; init; }

    /// <summary>S: share of the variance that goes when the parameter alone is known. D.</summary>
    public required ImmutableArray<IntervalEstimate> First { get; init; }

    /// <summary>S_T: share that stays when all others are known. At least S, but for chance. D.</summary>
    public required ImmutableArray<IntervalEstimate> Total { get; init; }

    /// <summary>Pairs in order, D·(D − 1)/2; empty unless second order was asked for.</summary>
    public required ImmutableArray<SobolPair> Pairs { get; init; }

    /// <summary>The seed it was run with.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Runs the model on the design and shares out the variance of every summary.</summary>
    /// <param name="space">The parameters. D, 1…32.</param>
    /// <param name="simulation">The model.</param>
    /// <param name="summaries">Names of what it writes. S.</param>
    /// <param name="options">Size and seed; null for the defaults.</param>
    /// <param name="progress">Receives the share of runs done, 0…1.</param>
    /// <param name="cancel">Stops between runs.</param>
    /// <returns>One result per summary.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, there are too many parameters, or a summary has no name of its own.</exception>
    /// <exception cref="InvalidOperationException">A summary is not finite.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static ImmutableArray<SobolIndices> Run(
        PriorSpace space, Simulation simulation, ImmutableArray<string> summaries, SobolOptions? options = null,
        IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        options ??= new SobolOptions();
        Faults faults = new();
        options.Check(faults);
        SobolDesign.CheckParameters(space.Count, faults);
        Runs.CheckNames(summaries, faults);
        faults.Throw(nameof(options));

        SobolDesign design = new(space.Count, options);
        double[][] means = Runs.Means(
            space, simulation, summaries, design.Rows, design.FillRow, (options.Seed, options.Replicates, options.Threads), RunTag, progress, cancel);
        return [.. summaries.Select((name, s) => Estimate(name, space.Names, means[s], options))];
    }

    /// <summary>Shares out the variance of outputs that were computed elsewhere.</summary>
    /// <param name="summary">Its name.</param>
    /// <param name="parameters">Their names. D.</param>
    /// <param name="outputs">One per row of the <see cref="SobolDesign"/> of the same options, in its order; finite.</param>
    /// <param name="options">The options the design was made with; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the outputs do not fit the design or hold a value that is not finite.</exception>
    /// <remarks>
    /// O(B·N·D), with second order O(B·N·D²). The bootstrap draws base points with replacement, the same ones for all indices; it takes the
    /// points for independent, so its intervals are wider than a shifted Sobol' sequence needs. The same bits for any number of threads.
    /// </remarks>
    public static SobolIndices Estimate(string summary, ImmutableArray<string> parameters, ReadOnlySpan<double> outputs, SobolOptions? options = null)
    {
        options ??= new SobolOptions();
        Faults faults = new();
        options.Check(faults);
        SobolDesign.CheckParameters(parameters.Length, faults);
        faults.Throw(nameof(options));

        int d = parameters.Length, n = options.BasePoints, rows = SobolDesign.RowsOf(d, options);
        if (outputs.Length != rows)
            throw new ArgumentException($"There are {outputs.Length} outputs for a design of {rows} rows.", nameof(outputs));
        for (int i = 0; i < outputs.Length; i++)
        {
            if (!double.IsFinite(outputs[i]))
                throw new ArgumentException($"Output {i} is not finite.", nameof(outputs));
        }

        double[] centred = Centre(outputs, n, out double mean);
        Shares shares = new(d, options.SecondOrder);
        double[] all = Resampled(new SobolSums(centred, n, d, options.SecondOrder), shares, options);
        int stride = options.Resamples + 1;
        IntervalEstimate[] estimates =
            [.. Enumerable.Range(0, shares.Count).Select(i => IntervalEstimate.Of(all[i * stride], all.AsSpan((i * stride) + 1, options.Resamples), options.Level))];
        return new SobolIndices
        {
            Summary = summary,
            Parameters = parameters,
            Mean = mean,
            Variance = estimates[^1].Value,
            First = [.. estimates[..d]],
            Total = [.. estimates[d..(2 * d)]],
            Pairs = options.SecondOrder ? [.. shares.Pairs.Select((p, k) => new SobolPair(parameters[p.I], parameters[p.J], estimates[(2 * d) + k]))] : [],
            Seed = options.Seed,
        };
    }

    /// <summary>Takes the mean of A and B away from every output, and appends a block of ones.</summary>
    static double[] Centre(ReadOnlySpan<double> outputs, int n, out double mean)
    {
        double sum = 0, origin = outputs[0];
        foreach (double y in outputs[..(2 * n)])
            sum += y - origin;
        mean = origin + (sum / (2.0 * n));
        double[] centred = new double[outputs.Length + n];
        for (int i = 0; i < outputs.Length; i++)
            centred[i] = outputs[i] - mean;
        centred.AsSpan(outputs.Length).Fill(1);
        return centred;
    }

    /// <summary>Every share from all rows, then from each resample: shares×(1 + B).</summary>
    static double[] Resampled(SobolSums sums, Shares shares, SobolOptions options)
    {
        int stride = options.Resamples + 1, n = options.BasePoints;
        double[] all = new double[shares.Count * stride];
        Runs.Each((stride + SobolSums.Lanes - 1) / SobolSums.Lanes, options.Threads, group =>
        {
            int from = group * SobolSums.Lanes, count = Math.Min(SobolSums.Lanes, stride - from);
            double[] weights = new double[SobolSums.Lanes * n], taken = new double[sums.Count * SobolSums.Lanes];
            for (int lane = 0; lane < count; lane++)
                FillWeights(options.Seed, from + lane, weights.AsSpan(lane * n, n));
            sums.Take(weights, taken, new double[4 * taken.Length]);

            double[] one = new double[sums.Count], share = new double[shares.Count];
            for (int lane = 0; lane < count; lane++)
            {
                for (int q = 0; q < one.Length; q++)
                    one[q] = taken[(q * SobolSums.Lanes) + lane] / n;
                shares.Of(one, share);
                for (int i = 0; i < share.Length; i++)
                    all[(i * stride) + from + lane] = share[i];
            }
        });
        return all;
    }

    /// <summary>How often a resample holds each base point; once each in the sample itself, number 0.</summary>
    static void FillWeights(ulong seed, int resample, Span<double> weights)
    {
        if (resample == 0)
        {
            weights.Fill(1);
            return;
        }

        // N is a power of two: the low bits are uniform as they are.
        uint mask = (uint)weights.Length - 1, key0 = (uint)(seed & uint.MaxValue), key1 = (uint)(seed >> 32);
        for (uint block = 0; block < weights.Length / 4; block++)
        {
            (uint x0, uint x1, uint x2, uint x3) = Philox.Scramble(block, (uint)resample, 0, ResampleTag, key0, key1);
            weights[(int)(x0 & mask)]++;
            weights[(int)(x1 & mask)]++;
            weights[(int)(x2 & mask)]++;
            weights[(int)(x3 & mask)]++;
        }
    }

    /// <summary>Turns mean products, in the order of <see cref="SobolSums"/>, into shares: S, S_T, pairs, and the variance last.</summary>
    sealed class Shares(int d, bool second)
    {
        internal (int I, int J)[] Pairs { get; } = second ? [.. Enumerable.Range(0, d).SelectMany(i => Enumerable.Range(i + 1, d - i - 1).Select(j => (i, j)))] : [];

        internal int Count => (2 * d) + Pairs.Length + 1;

        internal void Of(ReadOnlySpan<double> m, Span<double> shares)
        {
            const int Head = 5;
            double meanA = m[0], meanB = m[1], aa = m[2], bb = m[3], ab = m[4];
            double mean = (meanA + meanB) / 2, variance = ((aa + bb) / 2) - (mean * mean);
            int width = second ? 6 : 3;
            for (int i = 0; i < d; i++)
            {
                ReadOnlySpan<double> p = m.Slice(Head + (i * width), width);
                double first = p[1] - ab, total = (aa + p[2] - (2 * p[0])) / 2;
                if (second)
                {
                    first = (first + (p[3] - ab)) / 2;
                    total = (total + ((bb + p[5] - (2 * p[4])) / 2)) / 2;
                }

                shares[i] = first / variance;
                shares[d + i] = total / variance;
            }

            ReadOnlySpan<double> crossed = m[(Head + (d * width))..];
            for (int k = 0; k < Pairs.Length; k++)
            {
                (int i, int j) = Pairs[k];

                // Row i of the products leaves out i itself.
                double together = ((crossed[(i * (d - 1)) + j - 1] + crossed[(j * (d - 1)) + i]) / 2) - ab;
                shares[(2 * d) + k] = (together / variance) - shares[i] - shares[j];
            }

            shares[^1] = variance;
        }
    }
}
