using System.Collections.Immutable;
using CsCheck;
using Fangshou.Calibration;
using Fangshou.Numerics;

namespace Fangshou.Tests.Calibration.Laws;

public class AbcSmcLaws
{
    static readonly PriorSpace space = new(Prior.Uniform("a", -2, 2), Prior.LogUniform("b", 0.1, 10));

    [Fact]
    public void The_same_bits_for_any_number_of_threads()
    {
        AbcPosterior[] found = [.. new[] { 1, 2, 8 }.Select(threads => Run(new AbcOptions { Particles = 200, Generations = 5, Threads = threads }))];
        Assert.Equal(Text(found[0]), Text(found[1]));
        Assert.Equal(Text(found[0]), Text(found[2]));
        Assert.NotEqual(Text(found[0]), Text(Run(new AbcOptions { Particles = 200, Generations = 5, Seed = 1 })));
    }

    [Fact]
    public void A_generation_that_is_given_up_is_the_same_for_any_number_of_threads()
    {
        // The floor is out of reach: some place finds nothing within its runs, sooner or later, on every thread count in the same generation.
        string[] texts = [.. new[] { 1, 2, 8 }.Select(threads => Text(Run(new AbcOptions { Particles = 100, Quantile = 0.05, LeastAcceptance = 0.1, Generations = 50, Threads = threads })))];
        Assert.Equal(texts[0], texts[1]);
        Assert.Equal(texts[0], texts[2]);
        Assert.EndsWith(nameof(AbcStop.AcceptanceTooLow), texts[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_sum_to_one_distances_keep_within_tolerances_that_fall_and_values_within_priors() => Gen.ULong.Sample(
        seed =>
        {
            AbcPosterior found = Run(new AbcOptions { Particles = 100, Generations = 4, Seed = seed });
            Assert.Equal(1, found.Particles.Sum(p => p.Weight), 1e-12);
            Assert.All(found.Particles, p => Assert.InRange(p.Distance, 0, found.Generations[^1].Tolerance));
            Assert.All(found.Particles, p => Assert.True(double.IsFinite(space.LogDensity(p.Parameters.AsSpan()))));
            Assert.Equal(found.Generations.Select(g => g.Tolerance).OrderDescending(), found.Generations.Select(g => g.Tolerance));
            Assert.All(found.Generations, g => Assert.InRange(g.EffectiveSampleSize, 1, 100.000001));
            Assert.Equal(1 / found.Particles.Sum(p => p.Weight * p.Weight), found.EffectiveSampleSize, 1e-6);
            Assert.Equal(found.Generations.Select(g => 100.0 / g.Runs), found.Generations.Select(g => g.AcceptanceRate));
        },
        iter: 20);

    /// <summary>The vectors against the formula: prior over the mixture of kernels, in the parameter's own unit, where the two must agree.</summary>
    [Fact]
    public void Weights_are_those_of_the_formula() => Gen.Select(Gen.Int[1, 3], Gen.Int[20, 41], Gen.ULong).Sample((d, n, seed) =>
    {
        RandomStream random = new(seed, 0, 0, 0);
        AbcPopulation earlier = new(n, d, 1), later = new(n, d, 1);
        for (int i = 0; i < n * d; i++)
            (earlier.Scores[i], later.Scores[i]) = (random.Normal(), random.Normal());
        for (int i = 0; i < n; i++)
            earlier.Weights[i] = random.Uniform();
        double total = earlier.Weights.Sum();
        for (int i = 0; i < n; i++)
            earlier.Weights[i] /= total;

        later.Weigh(earlier, new NormalKernel(earlier.Scores, earlier.Weights, 2, 1e-10), 2, CancellationToken.None);

        MathNet.Numerics.LinearAlgebra.Matrix<double> covariance = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(d, d, (r, c) =>
            2 * Enumerable.Range(0, n).Sum(k => earlier.Weights[k] * (earlier.Score(k)[r] - Mean(r)) * (earlier.Score(k)[c] - Mean(c))));
        MathNet.Numerics.LinearAlgebra.Matrix<double> precision = covariance.Inverse();
        double[] expected = [.. Enumerable.Range(0, n).Select(i => Math.Exp(-0.5 * Square(later.Score(i).ToArray(), null)) / Enumerable.Range(0, n).Sum(k => earlier.Weights[k] * Math.Exp(-0.5 * Square([.. later.Score(i).ToArray().Zip(earlier.Score(k).ToArray(), (x, y) => x - y)], precision))))];
        double sum = expected.Sum();
        for (int i = 0; i < n; i++)
            Assert.Equal(expected[i] / sum, later.Weights[i], 1e-6 * expected[i] / sum);

        double Mean(int r) => Enumerable.Range(0, n).Sum(k => earlier.Weights[k] * earlier.Score(k)[r]);

        static double Square(double[] x, MathNet.Numerics.LinearAlgebra.Matrix<double>? by)
        {
            MathNet.Numerics.LinearAlgebra.Vector<double> v = MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(x);
            return by is null ? v * v : v * (by * v);
        }
    });

    [Fact]
    public void With_one_generation_it_returns_the_prior_and_scales_by_the_spread_of_its_summaries()
    {
        AbcPosterior found = AbcSmc.Run(
            new PriorSpace(Prior.Normal("x", 3, 2)), (x, _, s) => (s[0], s[1]) = (x[0], 7), [0, 0], new AbcOptions { Particles = 4000, Generations = 1 }, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(AbcStop.MostGenerations, found.Stop);
        Assert.Equal(3, found.Mean(0), 0.12);
        Assert.Equal(2, found.Sd(0), 0.1);
        Assert.Equal(2, found.Scales[0], 0.1);

        // A summary that never varies is left as it is.
        Assert.Equal(1, found.Scales[1]);
        Assert.Equal(4000, found.EffectiveSampleSize, 1e-6);
        Assert.Equal(3, found.Draw(1000, 1).Average(p => p.Parameters[0]), 0.3);
        Assert.Equal(found.Draw(5, 1), found.Draw(5, 1));
    }

    [Fact]
    public void When_half_of_all_distances_are_zero_there_is_nothing_left_to_tighten()
    {
        AbcPosterior found = AbcSmc.Run(
            new PriorSpace(Prior.Uniform("x", 0, 1)), (x, _, s) => s[0] = x[0] < 0.7 ? 0 : 1, [0], new AbcOptions { Particles = 500 }, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(AbcStop.ToleranceReached, found.Stop);
        Assert.Equal(0.35, found.Mean(0), 0.03);
        Assert.All(found.Particles, p => Assert.Equal(0, p.Distance));

        // The same, but no run is ever exact: the tolerance stays where it is.
        AbcPosterior never = AbcSmc.Run(
            new PriorSpace(Prior.Uniform("x", 0, 1)), (x, _, s) => s[0] = x[0] < 0.7 ? 1 : 2, [0], new AbcOptions { Particles = 500 }, cancel: TestContext.Current.CancellationToken);
        Assert.Equal(AbcStop.ToleranceStalled, never.Stop);
    }

    [Fact]
    public void No_two_runs_share_a_seed_or_a_step()
    {
        List<(ulong Seed, double A)> runs = [];
        AbcPosterior found = Run(new AbcOptions { Particles = 200, Generations = 4, Threads = 1 }, (x, seed, s) =>
        {
            runs.Add((seed, x[0]));
            Simulate(x, seed, s);
        });
        Assert.Equal(found.Generations.Sum(g => g.Runs), runs.Count);
        Assert.Equal(runs.Count, runs.Select(r => r.Seed).Distinct().Count());
        Assert.Equal(runs.Count, runs.Select(r => r.A).Distinct().Count());
    }

    [Fact]
    public void A_run_without_finite_summaries_is_never_accepted()
    {
        AbcPosterior found = Run(new AbcOptions { Particles = 200, Generations = 3 }, (x, seed, s) =>
        {
            Simulate(x, seed, s);
            if (x[0] < 0)
                s[1] = double.NaN;
        });
        Assert.All(found.Particles, p => Assert.True(p.Parameters[0] >= 0));
        Assert.InRange(found.Generations[0].AcceptanceRate, 0.35, 0.65);
        Assert.StartsWith(
            "The simulation gives hardly any finite summaries",
            Assert.Throws<InvalidOperationException>(() => Run(new AbcOptions { Particles = 50 }, (_, _, s) => s[0] = double.NaN)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_bad_options_are_told_in_one_message()
    {
        ArgumentException told = Assert.Throws<ArgumentException>(() => AbcSmc.Run(
            space, Simulate, [0, double.NaN], new AbcOptions { Particles = 3, Quantile = 1, ToleranceFloor = -1, LeastAcceptance = 0, Scales = [1, 0] }, cancel: TestContext.Current.CancellationToken));
        Assert.Equal(
            "Particles is 3; it must be 20…1,000,000; Quantile is 1; it must be 0.01…0.99; ToleranceFloor is -1; it must be finite and at least 0; "
            + "LeastAcceptance is 0; it must be 0.000001…0.5; Observed summary 1 is NaN; it must be finite; Scales[1] is 0; it must be finite and above 0. (Parameter 'options')",
            told.Message);
    }

    [Fact]
    public void Progress_names_the_generation_and_an_exception_of_the_model_comes_out_as_it_is()
    {
        List<AbcProgress> told = [];
        AbcSmc.Run(space, Simulate, [0.5, 0.5], new AbcOptions { Particles = 100, Generations = 3, Threads = 1 }, new Recorder<AbcProgress>(told.Add), TestContext.Current.CancellationToken);
        Assert.Equal([1, 2, 3], told.Select(p => p.Generation).Distinct());
        Assert.Equal(3, told.Count(p => p.Accepted == p.Particles));
        Assert.Equal("broken", Assert.Throws<NotSupportedException>(() => Run(new AbcOptions(), (_, _, _) => throw new NotSupportedException("broken"))).Message);
    }

    [Fact]
    public void A_stopped_run_throws_even_when_nothing_is_ever_accepted()
    {
        using CancellationTokenSource stop = new();
        int runs = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => AbcSmc.Run(
            space, (_, _, s) =>
            {
                s[0] = double.NaN;
                if (Interlocked.Increment(ref runs) == 1000)
                    stop.Cancel();
            },
            [0, 0], new AbcOptions { LeastAcceptance = 1e-6 }, cancel: stop.Token));
        Assert.InRange(runs, 1000, 1100);
    }

    static AbcPosterior Run(AbcOptions options, Simulation? simulation = null) =>
        AbcSmc.Run(space, simulation ?? Simulate, [0.5, 0.5], options, cancel: TestContext.Current.CancellationToken);

    static void Simulate(ReadOnlySpan<double> x, ulong seed, Span<double> s)
    {
        RandomStream random = new(seed, 0, 0, 0);
        (s[0], s[1]) = (x[0] + (0.3 * random.Normal()), Math.Log(x[1]) + (0.3 * random.Normal()));
    }

    static string Text(AbcPosterior found) => string.Join('\n', (ImmutableArray<string>)
    [
        .. found.Particles.Select(p => $"{p.Parameters[0]:R} {p.Parameters[1]:R} {p.Weight:R} {p.Distance:R} {p.Summaries[0]:R}"),
        .. found.Generations.Select(g => $"{g.Tolerance:R} {g.Runs} {g.EffectiveSampleSize:R}"),
        $"{found.Scales[0]:R} {found.Stop}",
    ]);
}
