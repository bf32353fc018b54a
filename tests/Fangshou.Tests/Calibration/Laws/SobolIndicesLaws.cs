using System.Collections.Immutable;
using CsCheck;
using Fangshou.Calibration;
using Fangshou.Numerics;
using Fangshou.Tests.Calibration.Oracles;

namespace Fangshou.Tests.Calibration.Laws;

public class SobolIndicesLaws(ITestOutputHelper output)
{
    static readonly Gen<(int D, bool Second, uint Seed)> cases = Gen.Select(Gen.Int[1, 5], Gen.Bool, Gen.UInt);

    [Fact]
    public void Vectors_of_eight_resamples_give_what_the_formulas_give_one_by_one() => cases.Sample(
        c =>
        {
            SobolOptions options = new() { BasePoints = 32, SecondOrder = c.Second, Seed = c.Seed, Resamples = 2 };
            double[] outputs = Outputs(c.D, options, c.Seed);
            SobolIndices found = SobolIndices.Estimate("y", Names(c.D), outputs, options);
            DirectSobol direct = DirectSobol.Of(outputs, c.D, 32, c.Second, [.. Enumerable.Range(0, 32)]);
            Assert.Equal(direct.Variance, found.Variance, 1e-10 * direct.Variance);
            AssertClose(direct.First, found.First);
            AssertClose(direct.Total, found.Total);
            AssertClose(direct.Pairs, [.. found.Pairs.Select(p => p.Index)]);
        },
        iter: 200);

    [Fact]
    public void Resamples_draw_whole_base_points_and_all_indices_share_them()
    {
        // Two resamples: the ends of a percentile interval at level p lie (1 ± p)/2 of the way between them, so that both can be told.
        SobolOptions options = new() { BasePoints = 16, SecondOrder = true, Resamples = 2, Level = 0.5 };
        double[] outputs = Outputs(3, options, 5);
        SobolIndices found = SobolIndices.Estimate("y", Names(3), outputs, options);
        DirectSobol[] direct = [.. new[] { 1u, 2u }.Select(resample => DirectSobol.Of(outputs, 3, 16, second: true, Rows(resample)))];
        for (int i = 0; i < 3; i++)
        {
            AssertEnds([.. direct.Select(r => r.First[i])], found.First[i]);
            AssertEnds([.. direct.Select(r => r.Total[i])], found.Total[i]);
            AssertEnds([.. direct.Select(r => r.Pairs[i])], found.Pairs[i].Index);
        }

        int[] Rows(uint resample)
        {
            List<int> rows = [];
            for (uint block = 0; block < 4; block++)
            {
                (uint x0, uint x1, uint x2, uint x3) = Philox.Scramble(block, resample, 0, 0x50B0_0002, (uint)options.Seed, 0);
                rows.AddRange(new[] { x0, x1, x2, x3 }.Select(x => (int)(x % 16)));
            }

            return [.. rows];
        }

        static void AssertEnds(double[] two, IntervalEstimate interval)
        {
            Array.Sort(two);
            Assert.Equal(two[0] + ((two[1] - two[0]) / 4), interval.Low, 1e-9);
            Assert.Equal(two[1] - ((two[1] - two[0]) / 4), interval.High, 1e-9);
        }
    }

    [Fact]
    public void The_same_bits_for_any_number_of_threads()
    {
        string[] texts = [.. new[] { 1, 2, 8 }.Select(threads => Text(Noisy(new SobolOptions { BasePoints = 64, SecondOrder = true, Replicates = 3, Threads = threads })))];
        Assert.Equal(texts[0], texts[1]);
        Assert.Equal(texts[0], texts[2]);
        Assert.NotEqual(texts[0], Text(Noisy(new SobolOptions { BasePoints = 64, SecondOrder = true, Replicates = 3, Seed = 1 })));
    }

    [Fact]
    public void A_parameter_that_does_nothing_has_a_total_share_of_exactly_zero()
    {
        SobolIndices found = SobolIndices.Run(Space(2), (x, _, y) => y[0] = Math.Exp(x[0]), ["y"], new SobolOptions { BasePoints = 64 }, cancel: TestContext.Current.CancellationToken)[0];
        Assert.Equal(new IntervalEstimate(0, 0, 0), found.Total[1]);
        Assert.Empty(found.Pairs);
    }

    [Fact]
    public void Shares_do_not_depend_on_the_unit_of_a_summary()
    {
        ImmutableArray<SobolIndices> found = SobolIndices.Run(
            Space(3), (x, _, y) => (y[0], y[1]) = (x[0] + (x[1] * x[2]), 1e6 + (1000 * (x[0] + (x[1] * x[2])))), ["plain", "scaled"], new SobolOptions { BasePoints = 256 }, cancel: TestContext.Current.CancellationToken);
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(found[0].First[i].Value, found[1].First[i].Value, 1e-8);
            Assert.Equal(found[0].Total[i].High, found[1].Total[i].High, 1e-8);
        }
    }

    /// <summary>With independent base points, as the bootstrap takes them to be; the shifted sequence does better than this.</summary>
    [Fact]
    public void Intervals_cover_the_truth_about_as_often_as_they_say()
    {
        const int Times = 400;
        int first = 0, total = 0;
        for (uint time = 0; time < Times; time++)
        {
            SobolOptions options = new() { BasePoints = 512, Resamples = 400, Seed = time };
            double[] outputs = Outputs(2, options, 1000 + time, (x, y) => x + (2 * y));
            SobolIndices found = SobolIndices.Estimate("y", Names(2), outputs, options);
            first += found.First[0].Low <= 0.2 && 0.2 <= found.First[0].High ? 1 : 0;
            total += found.Total[1].Low <= 0.8 && 0.8 <= found.Total[1].High ? 1 : 0;
        }

        output.WriteLine($"S {first / (double)Times:R}, S_T {total / (double)Times:R}");
        Assert.InRange(first / (double)Times, 0.91, 0.98);
        Assert.InRange(total / (double)Times, 0.91, 0.98);
    }

    [Fact]
    public void All_bad_options_are_told_in_one_message()
    {
        ArgumentException told = Assert.Throws<ArgumentException>(() => SobolIndices.Run(
            Space(2), (_, _, _) => { }, ["a", "a"], new SobolOptions { BasePoints = 1000, Resamples = 1, Level = double.NaN }, cancel: TestContext.Current.CancellationToken));
        Assert.Equal(
            "BasePoints is 1000; it must be a power of two, 16…1,048,576; Resamples is 1; it must be 2…100,000; Level is NaN; it must be 0.5…0.999; "
            + "Two summaries have the same name; names must differ. (Parameter 'options')",
            told.Message);
        Assert.Contains("The number of parameters is 33; it must be 1…32", Assert.Throws<ArgumentException>(() => new SobolDesign(33, new SobolOptions())).Message, StringComparison.Ordinal);
        Assert.Contains("There are 5 outputs for a design of 64 rows", Assert.Throws<ArgumentException>(
            () => SobolIndices.Estimate("y", Names(2), new double[5], new SobolOptions { BasePoints = 16 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_beyond_A_and_B_are_one_of_them_with_one_column_of_the_other() => Gen.Int[1, 6].Sample(d =>
    {
        const int N = 16;
        SobolDesign design = new(d, new SobolOptions { BasePoints = N, SecondOrder = true });
        Assert.Equal(N * ((2 * d) + 2), design.Rows);
        for (int point = 0; point < N; point++)
        {
            double[] a = Row(point), b = Row(N + point);
            Assert.NotEqual(a, b);
            for (int i = 0; i < d; i++)
            {
                Assert.Equal(a.Select((x, k) => k == i ? b[k] : x), Row(((2 + i) * N) + point));
                Assert.Equal(b.Select((x, k) => k == i ? a[k] : x), Row(((2 + d + i) * N) + point));
            }
        }

        Assert.Contains($"row is {design.Rows}; it must be 0…{design.Rows - 1}", Assert.Throws<ArgumentException>(() => Row(design.Rows)).Message, StringComparison.Ordinal);

        double[] Row(int row)
        {
            double[] unit = new double[d];
            design.FillRow(row, unit);
            return unit;
        }
    });

    [Fact]
    public void A_run_without_a_finite_summary_is_told_with_its_parameters()
    {
        InvalidOperationException told = Assert.Throws<InvalidOperationException>(() => SobolIndices.Run(Space(1), (_, _, y) => y[0] = double.NaN, ["y"], new SobolOptions { BasePoints = 16 }, cancel: TestContext.Current.CancellationToken));
        Assert.StartsWith("The simulation gave NaN for y at x0 = 0.", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_ends_at_one_and_a_stopped_analysis_throws()
    {
        List<double> told = [];
        SobolIndices.Run(Space(2), (x, _, y) => y[0] = x[0], ["y"], new SobolOptions { BasePoints = 64, Threads = 1 }, new Recorder<double>(told.Add), TestContext.Current.CancellationToken);
        Assert.InRange(told.Count, 10, 101);
        Assert.Equal(told.Order(), told);
        Assert.Equal(1, told[^1]);

        using CancellationTokenSource stop = new();
        Assert.ThrowsAny<OperationCanceledException>(() => SobolIndices.Run(
            Space(2), (x, _, y) => { stop.Cancel(); y[0] = x[0]; }, ["y"], new SobolOptions { BasePoints = 64 }, cancel: stop.Token));
    }

    static SobolIndices Noisy(SobolOptions options) => SobolIndices.Run(
        Space(3),
        (x, seed, y) =>
        {
            RandomStream random = new(seed, 0, 0, 0);
            y[0] = (x[0] * x[1]) + x[2] + (0.1 * random.Normal());
        },
        ["y"], options, cancel: TestContext.Current.CancellationToken)[0];

    static string Text(SobolIndices s) => string.Join(' ', [$"{s.Mean:R} {s.Variance:R}", .. s.First.Concat(s.Total).Concat(s.Pairs.Select(p => p.Index)).Select(e => $"{e.Value:R} {e.Low:R} {e.High:R}")]);

    static PriorSpace Space(int d) => new([.. Names(d).Select(n => Prior.Uniform(n, 0, 1))]);

    static ImmutableArray<string> Names(int d) => [.. Enumerable.Range(0, d).Select(i => $"x{i}")];

    /// <summary>Outputs on the design's blocks with independent standard normals in place of its sequence: a fixed, bent function of all.</summary>
    static double[] Outputs(int d, SobolOptions options, uint seed, Func<double, double, double>? ofTwo = null)
    {
        int n = options.BasePoints;
        RandomStream random = new(seed, 7, 7, 7);
        double[][] a = Draw(), b = Draw();
        List<double> outputs = [.. a.Select(Function), .. b.Select(Function)];
        foreach ((double[][] from, double[][] other) in options.SecondOrder ? [(a, b), (b, a)] : new[] { (a, b) })
            for (int i = 0; i < d; i++)
                outputs.AddRange(from.Zip(other, (x, y) => Function([.. x.Select((v, k) => k == i ? y[k] : v)])));
        return [.. outputs];

        double[][] Draw()
        {
            double[][] rows = new double[n][];
            for (int r = 0; r < n; r++)
            {
                rows[r] = new double[d];
                for (int i = 0; i < d; i++)
                    rows[r][i] = random.Normal();
            }

            return rows;
        }

        double Function(double[] x) => ofTwo is not null ? ofTwo(x[0], x[1]) : 5 + x.Select((v, i) => (i + 1) * v).Sum() + (x[0] * x[^1]) + Math.Cos(x[0]);
    }

    static void AssertClose(double[] expected, ImmutableArray<IntervalEstimate> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i].Value, 1e-9);
    }
}
