using System.Globalization;
using Fangshou.Calibration;
using Fangshou.Numerics;

namespace Fangshou.Tests.Calibration.Oracles;

/// <summary>Posteriors that are known in closed form.</summary>
public class AbcOracle(ITestOutputHelper output)
{
    /// <summary>V9: twenty draws of N(μ, 1) with mean 0.7, prior N(0, 1): posterior N(2/3, 1/21).</summary>
    [Fact]
    public void The_mean_of_a_normal_has_the_conjugate_posterior()
    {
        AbcPosterior found = AbcSmc.Run(
            new PriorSpace(Prior.Normal("μ", 0, 1)), MeanOfTwenty, [0.7],
            new AbcOptions { Particles = 8000, ToleranceFloor = 0.03, Scales = [1], Quantile = 0.3 }, cancel: TestContext.Current.CancellationToken);
        double distance = KolmogorovSmirnov(found, x => MathNet.Numerics.Distributions.Normal.CDF(2 / 3.0, Math.Sqrt(1 / 21.0), x));
        Report(found, string.Create(CultureInfo.InvariantCulture, $"mean {found.Mean(0):F5}, SD {found.Sd(0):F5}, KS {distance:F4}"));
        Assert.Equal(AbcStop.ToleranceReached, found.Stop);
        Assert.Equal(0.66667, found.Mean(0), 0.01);
        Assert.Equal(0.21822, found.Sd(0), 0.01);
        Assert.True(distance < 0.03);
        Assert.Equal(2 / 3.0, found.Quantile(0, 0.5), 0.015);
    }

    /// <summary>A uniform prior that cuts the likelihood off: the posterior is a truncated normal, with mass at the bound that a careless kernel would lose.</summary>
    [Fact]
    public void A_bound_of_the_prior_is_a_bound_of_the_posterior()
    {
        AbcPosterior found = AbcSmc.Run(
            new PriorSpace(Prior.Uniform("μ", -1, 0.75)), MeanOfTwenty, [0.7],
            new AbcOptions { Particles = 8000, ToleranceFloor = 0.03, Scales = [1], Quantile = 0.3 }, cancel: TestContext.Current.CancellationToken);
        double sd = Math.Sqrt(1 / 20.0), mass = Cdf(0.75);
        double distance = KolmogorovSmirnov(found, x => Cdf(x) / mass);
        Report(found, string.Create(CultureInfo.InvariantCulture, $"KS {distance:F4}"));
        Assert.True(distance < 0.03);
        Assert.All(found.Particles, p => Assert.InRange(p.Parameters[0], -1, 0.75));

        double Cdf(double x) => MathNet.Numerics.Distributions.Normal.CDF(0.7, sd, x);
    }

    /// <summary>Two parameters of which only the sum is seen: the posterior has a ridge, and along it the prior comes back.</summary>
    [Fact]
    public void What_the_summaries_say_nothing_about_keeps_its_prior()
    {
        AbcPosterior found = AbcSmc.Run(
            new PriorSpace(Prior.Normal("a", 0, 1), Prior.Normal("b", 0, 1)),
            (x, seed, s) =>
            {
                RandomStream random = new(seed, 0, 0, 0);
                s[0] = x[0] + x[1] + (0.2 * random.Normal());
            },
            [1], new AbcOptions { Particles = 4000, ToleranceFloor = 0.05, Scales = [1] }, cancel: TestContext.Current.CancellationToken);

        // Sum: precision ½ + 1/0.04, mean 25/25.5; difference: N(0, 2).
        double sum = found.Particles.Sum(p => p.Weight * (p.Parameters[0] + p.Parameters[1]));
        double difference = found.Particles.Sum(p => p.Weight * (p.Parameters[0] - p.Parameters[1]));
        double square = found.Particles.Sum(p => p.Weight * Math.Pow(p.Parameters[0] - p.Parameters[1], 2));
        Report(found, string.Create(CultureInfo.InvariantCulture, $"sum {sum:F4}, difference {difference:F4}, its square {square:F4}"));
        Assert.Equal(25 / 25.5, sum, 0.02);
        Assert.Equal(0, difference, 0.12);
        Assert.Equal(2, square, 0.2);
    }

    void Report(AbcPosterior found, string text)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{text}; {found.Stop}"));
        foreach (AbcGeneration g in found.Generations)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{g.Number}: ε {g.Tolerance:F4}, runs {g.Runs}, accepted {g.AcceptanceRate:F4}, ESS {g.EffectiveSampleSize:F0}"));
    }

    static void MeanOfTwenty(ReadOnlySpan<double> parameters, ulong runSeed, Span<double> summaries)
    {
        RandomStream random = new(runSeed, 0, 0, 0);
        summaries[0] = parameters[0] + (random.Normal() / Math.Sqrt(20));
    }

    /// <summary>Largest distance between the weighted distribution function and the true one.</summary>
    static double KolmogorovSmirnov(AbcPosterior found, Func<double, double> cdf)
    {
        double cumulative = 0, largest = 0;
        foreach (AbcParticle particle in found.Particles.OrderBy(p => p.Parameters[0]))
        {
            double truth = cdf(particle.Parameters[0]);
            largest = Math.Max(largest, Math.Abs(cumulative - truth));
            cumulative += particle.Weight;
            largest = Math.Max(largest, Math.Abs(cumulative - truth));
        }

        return largest;
    }
}
