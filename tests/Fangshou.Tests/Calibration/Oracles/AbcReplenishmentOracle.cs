using Fangshou.Calibration;
using Fangshou.Numerics;

namespace Fangshou.Tests.Calibration.Oracles;

/// <summary>The sampler whose particles walk, against posteriors that are known in closed form.</summary>
public class AbcReplenishmentOracle(ITestOutputHelper output)
{
    /// <summary>V9: twenty draws of N(μ, 1) with mean 0.7, prior N(0, 1): posterior N(2/3, 1/21).</summary>
    [Fact]
    public void The_mean_of_a_normal_has_the_conjugate_posterior()
    {
        AbcPosterior found = AbcReplenishment.Run(
            new PriorSpace(Prior.Normal("μ", 0, 1)),
            (x, seed, s) =>
            {
                RandomStream random = new(seed, 0, 0, 0);
                s[0] = x[0] + (random.Normal() / Math.Sqrt(20));
            },
            [0.7], new AbcOptions { Particles = 6000, ToleranceFloor = 0.03, Scales = [1] }, cancel: TestContext.Current.CancellationToken);
        output.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"mean {found.Mean(0):F5}, SD {found.Sd(0):F5}, {found.EffectiveSampleSize:F0} different particles, {found.Stop}"));
        Assert.Equal(AbcStop.ToleranceReached, found.Stop);
        Assert.Equal(0.66667, found.Mean(0), 0.01);
        Assert.Equal(0.21822, found.Sd(0), 0.01);
        Assert.InRange(found.EffectiveSampleSize, 4000, 6000);
    }

    /// <summary>In twenty dimensions, where importance weights would leave one particle: each coordinate is seen with noise, so each has the conjugate posterior.</summary>
    [Fact]
    public void Twenty_dimensions_keep_all_their_particles()
    {
        const int Dimensions = 20;
        const double Noise = 1;
        AbcPosterior found = AbcReplenishment.Run(
            new PriorSpace([.. Enumerable.Range(0, Dimensions).Select(i => Prior.Normal($"x{i}", 0, 1))]),
            (x, seed, s) =>
            {
                // Two summaries see one coordinate and the mean of the others; the rest keeps its prior.
                RandomStream random = new(seed, 0, 0, 0);
                s[0] = x[0] + (Noise * random.Normal());
                double sum = 0;
                for (int i = 1; i < Dimensions; i++)
                    sum += x[i];
                s[1] = (sum / Math.Sqrt(Dimensions - 1)) + (Noise * random.Normal());
            },
            [1, -1], new AbcOptions { Particles = 2000, ToleranceFloor = 0.15, Scales = [1, 1] }, cancel: TestContext.Current.CancellationToken);
        double first = found.Mean(0), others = found.Particles.Average(p => p.Parameters.Skip(1).Sum() / Math.Sqrt(Dimensions - 1));
        output.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{first:F3}, {others:F3}, SD {found.Sd(0):F3}, a coordinate's SD {found.Sd(7):F3}, {found.EffectiveSampleSize:F0} different"));
        Assert.Equal(0.5, first, 0.06);
        Assert.Equal(-0.5, others, 0.06);
        Assert.Equal(Math.Sqrt(0.5), found.Sd(0), 0.06);
        Assert.Equal(1, found.Sd(7), 0.08);
        Assert.InRange(found.EffectiveSampleSize, 1200, 2000);
    }

    [Fact]
    public void Threads_change_nothing()
    {
        AbcPosterior[] found = [.. new[] { 1, 2, 8 }.Select(Run)];
        Assert.All(found, posterior => Assert.Equal(found[0].Particles.Select(p => p.Parameters[0]), posterior.Particles.Select(p => p.Parameters[0])));

        static AbcPosterior Run(int threads) => AbcReplenishment.Run(
            new PriorSpace(Prior.Uniform("a", -1, 1)),
            (x, seed, s) =>
            {
                RandomStream random = new(seed, 0, 0, 0);
                s[0] = x[0] + (0.1 * random.Normal());
            },
            [0.5], new AbcOptions { Particles = 200, ToleranceFloor = 0.05, Threads = threads, Scales = [1] }, cancel: TestContext.Current.CancellationToken);
    }
}
