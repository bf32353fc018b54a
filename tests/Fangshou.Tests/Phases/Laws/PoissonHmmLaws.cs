using CsCheck;
using Fangshou.Phases;
using Fangshou.Tests.Phases.Oracles;

namespace Fangshou.Tests.Phases.Laws;

public class PoissonHmmLaws
{
    static readonly Gen<ChainCase> Short = Gen.Int[2, 3].SelectMany(k => ChainGen.Case(k, 1, 8));

    [Fact]
    public void Likelihood_equals_the_sum_over_every_path() => Short.Sample(
        c => Assert.Equal(Math.Log(Enumerate(c).Likelihood), Model(c).LogLikelihood(c.Counts), 1e-10),
        iter: 200);

    [Fact]
    public void Smoothed_probabilities_equal_those_of_every_path_weighed() => Short.Sample(
        c =>
        {
            double[] smoothed = new double[c.Counts.Length * c.States];
            Model(c).Smooth(c.Counts, smoothed);
            AssertClose(Enumerate(c).Smoothed, smoothed, 1e-11);
        },
        iter: 200);

    [Fact]
    public void The_most_probable_path_is_the_best_of_every_path() => Short.Sample(
        c =>
        {
            int[] path = new int[c.Counts.Length];
            double logProbability = Model(c).MostProbablePath(c.Counts, path);
            double best = Math.Log(Enumerate(c).BestProbability);
            Assert.Equal(best, logProbability, 1e-10);

            // Two paths may tie (the same steps in another order), so it is the path's probability that must be the best.
            Assert.Equal(best, Math.Log(PathEnumeration.Probability(path, c.Start, c.Transition, c.Rates, c.Counts)), 1e-10);
        },
        iter: 200);

    [Fact]
    public void Later_observations_never_change_what_was_filtered_before() => ChainGen.AnyCase(2, 60).Sample(c =>
    {
        int cut = c.Counts.Length / 2;
        double[] whole = new double[c.Counts.Length * c.States], part = new double[cut * c.States];
        if (cut == 0)
            return;
        Model(c).Filter(c.Counts, whole);
        Model(c).Filter(c.Counts.AsSpan(0, cut), part);
        AssertClose(part, whole.AsSpan(0, part.Length), 1e-12);
    });

    [Fact]
    public void Filtered_and_smoothed_rows_sum_to_one_and_agree_at_the_end() => ChainGen.AnyCase(1, 200).Sample(c =>
    {
        double[] filtered = new double[c.Counts.Length * c.States], smoothed = new double[filtered.Length];
        Assert.Equal(Model(c).Filter(c.Counts, filtered), Model(c).Smooth(c.Counts, smoothed));
        foreach (double[] row in filtered.Chunk(c.States).Concat(smoothed.Chunk(c.States)))
            Assert.Equal(1, row.Sum(), 1e-12);
        AssertClose(filtered.AsSpan()[^c.States..], smoothed.AsSpan()[^c.States..], 1e-12);
    });

    [Fact]
    public void Scaled_recursions_equal_those_in_log_space() => ChainGen.AnyCase(1, 400).Sample(
        c =>
        {
            // The tolerances are those of the oracle: logarithms of some thousand nats round away three digits.
            var (logLikelihood, filtered, smoothed, pairs) = LogSpaceHmm.Run(c.Start, c.Transition, c.Rates, c.Counts);
            double[] grid = new double[c.Counts.Length * c.States];
            Assert.Equal(logLikelihood, Model(c).Filter(c.Counts, grid), Math.Abs(logLikelihood) * 1e-12);
            AssertClose(filtered, grid, 1e-9);
            Model(c).Smooth(c.Counts, grid);
            AssertClose(smoothed, grid, 1e-9);

            var run = new KernelRun(c);
            Assert.Equal(logLikelihood, run.LogLikelihood, Math.Abs(logLikelihood) * 1e-12);
            AssertClose(pairs, run.Counts.Pairs, 1e-7);
            AssertClose(smoothed.AsSpan(0, c.States), run.Counts.First, 1e-9);
            for (int j = 0; j < c.States; j++)
            {
                Assert.Equal(c.Counts.Index().Sum(o => smoothed[(o.Index * c.States) + j]), run.Counts.Occupancy[j], 1e-7);
                Assert.Equal(c.Counts.Index().Sum(o => o.Item * smoothed[(o.Index * c.States) + j]), run.Counts.WeightedSum[j], 1e-6);
            }
        },
        iter: 60);

    [Fact]
    public void Three_states_in_registers_equal_three_states_in_general() => ChainGen.Case(3, 1, 500).Sample(c =>
    {
        KernelRun general = new(c), three = new(c, inRegisters: true);
        Assert.Equal(general.LogLikelihood, three.LogLikelihood, Math.Abs(general.LogLikelihood) * 1e-13);
        AssertClose(general.Forward, three.Forward, 1e-12);
        AssertClose(general.Counts.Pairs, three.Counts.Pairs, 1e-9);
        AssertClose(general.Counts.Occupancy, three.Counts.Occupancy, 1e-9);
        AssertClose(general.Counts.WeightedSum, three.Counts.WeightedSum, 1e-8);
        AssertClose(general.Counts.First, three.Counts.First, 1e-12);
    });

    [Fact]
    public void A_series_that_every_state_finds_all_but_impossible_does_not_underflow()
    {
        double[] start = [0.5, 0.3, 0.2], transition = [0.9, 0.1, 0, 1e-30, 1, 0, 0.3, 0.3, 0.4], rates = [0.01, 1, 300];
        int[] counts = [.. Enumerable.Range(0, 3_000).Select(t => t * 7919 % 60)];
        var expected = LogSpaceHmm.Run(start, transition, rates, counts);
        var run = new KernelRun(new ChainCase(start, transition, rates, counts), inRegisters: true);
        Assert.True(expected.LogLikelihood < -100_000);
        Assert.Equal(expected.LogLikelihood, run.LogLikelihood, 1e-6);
        Assert.Equal(expected.LogLikelihood, new PoissonHmm(start, transition, rates).LogLikelihood(counts), 1e-6);
        AssertClose(expected.Pairs, run.Counts.Pairs, 1e-6);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(2_000)]
    public void A_state_that_cannot_be_reached_does_not_matter_however_well_it_fits(int length)
    {
        // The chain only climbs, the counts only fall: the state that fits the second half best is behind.
        double[] start = [0, 1, 0], transition = [.9, .1, 0, 0, .9, .1, 0, 0, 1], rates = [1, 20, 60];
        int[] counts = [.. Enumerable.Range(0, length).Select(t => t < length / 2 ? 20 + (t % 3) : t % 3)];
        var expected = LogSpaceHmm.Run(start, transition, rates, counts);
        double[] smoothed = new double[3 * length];
        Assert.Equal(expected.LogLikelihood, new PoissonHmm(start, transition, rates).Smooth(counts, smoothed), 1e-6);
        AssertClose(expected.Smoothed, smoothed, 1e-8);

        // It is the oracle's logarithms of 100,000 nats that round.
        AssertClose(expected.Pairs, new KernelRun(new ChainCase(start, transition, rates, counts), inRegisters: true).Counts.Pairs, 1e-5);
    }

    [Fact]
    public void States_and_their_names_may_be_swapped() => ChainGen.Case(3, 1, 50).Sample(c =>
    {
        int[] order = [2, 0, 1];
        var swapped = new PoissonHmm(
            [.. order.Select(i => c.Start[i])], [.. order.SelectMany(i => order.Select(j => c.Transition[(i * 3) + j]))], [.. order.Select(i => c.Rates[i])]);
        Assert.Equal(Model(c).LogLikelihood(c.Counts), swapped.LogLikelihood(c.Counts), 1e-9);
    });

    internal static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }

    static PoissonHmm Model(ChainCase c) => new(c.Start, c.Transition, c.Rates);

    static PathEnumeration Enumerate(ChainCase c) => new(c.Start, c.Transition, c.Rates, c.Counts);

    /// <summary>One expectation step by the kernels themselves.</summary>
    sealed class KernelRun
    {
        internal double LogLikelihood { get; }

        internal double[] Forward { get; }

        internal ChainCounts Counts { get; }

        internal KernelRun(ChainCase c, bool inRegisters = false)
        {
            var series = new CountSeries(c.Counts);
            double[] emission = new double[(series.Distinct.Length * c.States) + ChainKernels.Spare];
            (Forward, Counts) = (new double[(series.Length * c.States) + ChainKernels.Spare], ChainCounts.For(c.States));
            LogLikelihood = ChainKernels.FillEmission(c.Rates, series.Distinct, series.LogFactorial, series.Occurrences, emission);
            if (inRegisters)
            {
                LogLikelihood += ChainKernels.Forward3(c.Start, c.Transition, emission, series.Codes, Forward);
                if (ChainKernels.Expect3(c.Transition, emission, series.Distinct, series.Codes, Forward, Counts))
                    return;
            }
            else
            {
                LogLikelihood += ChainKernels.Forward(c.Start, c.Transition, emission, series.Codes, Forward);
            }
            ChainKernels.Expect(c.Transition, emission, series.Distinct, series.Codes, Forward, new double[3 * c.States], Counts);
        }
    }
}
