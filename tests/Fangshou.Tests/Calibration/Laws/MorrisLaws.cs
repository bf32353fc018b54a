using System.Collections.Immutable;
using CsCheck;
using Fangshou.Calibration;
using Fangshou.Numerics;

namespace Fangshou.Tests.Calibration.Laws;

public class MorrisLaws
{
    [Fact]
    public void Effects_in_a_linear_model_are_its_coefficients_times_the_ranges_and_do_not_vary() => Gen.Select(Gen.Double[-9, 9].Array[1, 12], Gen.ULong, Gen.Int[1, 8]).Sample(
        (slopes, seed, halfLevels) =>
        {
            PriorSpace space = new([.. slopes.Select((_, i) => Prior.Uniform($"x{i}", -i, 2))]);
            Morris found = Screen(space, (x, _, y) => y[0] = Dot(slopes, x), new MorrisOptions { Seed = seed, Trajectories = 5, Resamples = 20, Levels = 2 * halfLevels });
            for (int i = 0; i < slopes.Length; i++)
            {
                double expected = slopes[i] * (2 + i);
                AssertAll(expected, found.Effects[i].Mu);
                AssertAll(Math.Abs(expected), found.Effects[i].MuStar);
                AssertAll(0, found.Effects[i].Sigma);
            }
        },
        iter: 100);

    [Fact]
    public void An_effect_of_both_signs_shows_in_its_size_and_spread_but_not_in_its_mean()
    {
        // The step covers half the range: with four levels the effect of |x − ½| is that of one level out, and of both signs alike.
        PriorSpace space = new(Prior.Uniform("bent", 0, 1), Prior.Uniform("straight", 0, 1));
        Morris found = Screen(space, (x, _, y) => y[0] = (8 * Math.Abs(x[0] - 0.5)) + x[1], new MorrisOptions { Trajectories = 400 });
        ElementaryEffect bent = found.Effects[0];
        Assert.Equal(0, bent.Mu.Value, 0.6);
        Assert.InRange(0, bent.Mu.Low, bent.Mu.High);
        Assert.Equal(4, bent.MuStar.Value, 1e-9);
        Assert.Equal(4, bent.Sigma.Value, 0.1);
        Assert.Equal("bent", bent.Parameter);
    }

    [Fact]
    public void An_interaction_shows_in_the_spread()
    {
        PriorSpace space = new(Prior.Uniform("a", 0, 1), Prior.Uniform("b", 0, 1), Prior.Uniform("idle", 0, 1));
        Morris found = Screen(space, (x, _, y) => y[0] = x[0] * x[1], new MorrisOptions { Trajectories = 1000 });

        // The effect of a is b, one of 1/8, 3/8, 5/8, 7/8: mean ½, variance 5/64.
        Assert.Equal(0.5, found.Effects[0].Mu.Value, 0.03);
        Assert.Equal(Math.Sqrt(5 / 64.0), found.Effects[0].Sigma.Value, 0.02);
        AssertAll(0, found.Effects[2].MuStar);
    }

    [Fact]
    public void The_spread_of_two_effects_is_their_difference_over_the_root_of_two() => Gen.ULong.Sample(
        seed =>
        {
            // Effects of a are values of b, a multiple of a quarter apart: so is σ times √2 with the divisor r − 1, and not with r.
            Morris found = Screen(
                new PriorSpace(Prior.Uniform("a", 0, 1), Prior.Uniform("b", 0, 1)), (x, _, y) => y[0] = x[0] * x[1],
                new MorrisOptions { Trajectories = 2, Resamples = 2, Seed = seed });
            double quarters = found.Effects[0].Sigma.Value * Math.Sqrt(2) * 4;
            Assert.Equal(Math.Round(quarters), quarters, 1e-9);
        },
        iter: 20);

    [Fact]
    public void A_prior_without_bounds_can_be_screened()
    {
        Morris found = Screen(new PriorSpace(Prior.Normal("x", 3, 2)), (x, _, y) => y[0] = x[0], new MorrisOptions { Levels = 2, Trajectories = 4 });

        // From the lower to the upper quartile, divided by the half of the probability between them.
        AssertAll(2 * 2 * 2 * 0.6744897502, found.Effects[0].Mu);
    }

    [Fact]
    public void Intervals_cover_the_mean_effect_about_as_often_as_they_say()
    {
        int covered = 0;
        PriorSpace space = new(Prior.Uniform("a", 0, 1), Prior.Uniform("b", 0, 1));
        for (ulong seed = 0; seed < 400; seed++)
        {
            IntervalEstimate mu = Screen(space, (x, _, y) => y[0] = x[0] * x[1], new MorrisOptions { Seed = seed, Trajectories = 40, Resamples = 300 }).Effects[0].Mu;
            covered += mu.Low <= 0.5 && 0.5 <= mu.High ? 1 : 0;
        }

        Assert.InRange(covered / 400.0, 0.90, 0.98);
    }

    [Fact]
    public void The_same_bits_for_any_number_of_threads()
    {
        string[] texts = [.. new[] { 1, 2, 8 }.Select(Run)];
        Assert.Equal(texts[0], texts[1]);
        Assert.Equal(texts[0], texts[2]);

        static string Run(int threads)
        {
            ImmutableArray<Morris> found = Morris.Run(
                new PriorSpace(Prior.Uniform("a", 0, 1), Prior.LogUniform("b", 1, 9)),
                (x, seed, y) =>
                {
                    RandomStream random = new(seed, 0, 0, 0);
                    (y[0], y[1]) = ((x[0] * x[1]) + random.Normal(), x[1] * random.Uniform());
                },
                ["y", "z"], new MorrisOptions { Threads = threads, Replicates = 3 }, cancel: TestContext.Current.CancellationToken);
            return string.Join(' ', found.SelectMany(m => m.Effects).SelectMany(e => new[] { e.Mu, e.MuStar, e.Sigma }).Select(e => $"{e.Value:R} {e.Low:R} {e.High:R}"));
        }
    }

    [Fact]
    public void All_bad_options_are_told_in_one_message()
    {
        ArgumentException told = Assert.Throws<ArgumentException>(() => Morris.Run(
            new PriorSpace(Prior.Uniform("a", 0, 1)), (_, _, _) => { }, [], new MorrisOptions { Trajectories = 1, Levels = 5, Threads = 0 }, cancel: TestContext.Current.CancellationToken));
        Assert.Equal(
            "Trajectories is 1; it must be 2…100,000; Levels is 5; it must be even; Threads is 0; it must be 1…1,024; There are no summaries; at least one is needed. (Parameter 'options')",
            told.Message);
    }

    static Morris Screen(PriorSpace space, Simulation simulation, MorrisOptions options) =>
        Morris.Run(space, simulation, ["y"], options, cancel: TestContext.Current.CancellationToken)[0];

    static double Dot(double[] a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    static void AssertAll(double expected, IntervalEstimate actual)
    {
        Assert.Equal(expected, actual.Value, 1e-9);
        Assert.Equal(expected, actual.Low, 1e-9);
        Assert.Equal(expected, actual.High, 1e-9);
    }
}
