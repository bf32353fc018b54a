using CsCheck;
using Fangshou.Calibration;

namespace Fangshou.Tests.Calibration.Laws;

public class PriorLaws
{
    static readonly Gen<Prior> any = Gen.Select(Gen.Int[0, 3], Gen.Double[-5, 5], Gen.Double[0.1, 5], Gen.Double[0.1, 3]).Select((kind, low, width, sd) => kind switch
    {
        0 => Prior.Uniform("p", low, low + width),
        1 => Prior.LogUniform("p", Math.Exp(low), Math.Exp(low + width)),
        2 => Prior.Normal("p", low, sd),

        // Cut off on one side of the mean, the other, or around it.
        _ => Prior.Normal("p", low + (2 * width) - 5, sd, low, low + width),
    });

    [Fact]
    public void The_density_is_the_slope_of_the_quantile_functions_inverse() => Gen.Select(any, Gen.Double[0.01, 0.99]).Sample((prior, u) =>
    {
        if (prior.Kind == PriorKind.Normal && double.IsFinite(prior.Low) && (prior.Low - prior.Mean > 6 * prior.Sd || prior.Mean - prior.High > 6 * prior.Sd))
            return;
        const double Step = 1e-4;
        double slope = 2 * Step / (prior.Quantile(u + Step) - prior.Quantile(u - Step));
        Assert.Equal(1, prior.Density(prior.Quantile(u)) / slope, 1e-3);
        Assert.Equal(Math.Log(prior.Density(prior.Quantile(u))), prior.LogDensity(prior.Quantile(u)), 1e-9);
    });

    [Fact]
    public void Quantiles_rise_from_one_bound_to_the_other() => Gen.Select(any, Gen.Double[0, 1], Gen.Double[0, 1]).Sample((prior, u, v) =>
    {
        Assert.True(u <= v == prior.Quantile(u) <= prior.Quantile(v) || Math.Abs(u - v) < 1e-9);
        Assert.InRange(prior.Quantile(u), prior.Low, prior.High);
        Assert.True(double.IsFinite(prior.Quantile(0)) && double.IsFinite(prior.Quantile(1)));
        if (prior.Kind != PriorKind.Normal)
        {
            Assert.Equal(prior.Low, prior.Quantile(0), 1e-6 * Math.Abs(prior.High - prior.Low));
            Assert.Equal(prior.High, prior.Quantile(1), 1e-6 * Math.Abs(prior.High - prior.Low));
        }
    });

    [Fact]
    public void Nothing_lies_outside_the_bounds()
    {
        Prior prior = Prior.Normal("p", 0, 1, -1, 2);
        Assert.Equal(0, prior.Density(-1.1));
        Assert.Equal(double.NegativeInfinity, prior.LogDensity(2.1));

        // φ(0) over Φ(2) − Φ(−1).
        Assert.Equal(0.3989422804 / (0.9772498681 - 0.1586552539), prior.Density(0), 1e-8);
    }

    [Fact]
    public void A_normal_cut_off_far_above_its_mean_keeps_its_digits()
    {
        // Where the complementary error function falls to half of its value at 6/√2.
        Assert.Equal(6.111565061813, Prior.Normal("p", 0, 1, 6, 20).Quantile(0.5), 1e-9);
        Assert.Equal(-6.111565061813, Prior.Normal("p", 0, 1, -20, -6).Quantile(0.5), 1e-9);
    }

    [Fact]
    public void A_space_maps_and_weighs_each_parameter_by_its_own_prior()
    {
        PriorSpace space = new(Prior.Uniform("a", 2, 4), Prior.LogUniform("b", 1, 100));
        double[] x = new double[2];
        space.Map([0.25, 0.5], x);
        Assert.Equal(2.5, x[0], 1e-12);
        Assert.Equal(10, x[1], 1e-12);
        Assert.Equal(Math.Log(0.5 / (10 * Math.Log(100))), space.LogDensity(x), 1e-12);
        Assert.Equal(["a", "b"], space.Names);
        Assert.Contains("unit has 1 values for 2 parameters", Assert.Throws<ArgumentException>(() => space.Map([0.1], x)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_bad_prior_is_told_in_one_message()
    {
        ArgumentException told = Assert.Throws<ArgumentException>(() => new PriorSpace(
            Prior.Uniform("a", 2, 1), Prior.LogUniform("b", 0, 1), Prior.Normal("c", 0, -1), Prior.Uniform("d", 0, double.PositiveInfinity), Prior.Normal("e", 0, 1, 50, 60), Prior.Uniform("a", 0, 1)));
        Assert.Equal(
            "a: the lower bound 2 must be below the upper 1; b: the lower bound 0 of a log-uniform prior must be above 0; "
            + "c: the mean 0 must be finite, the standard deviation -1 finite and above 0; d: the bounds 0 and Infinity must be finite, and their distance too; "
            + "e: less than 1E-12 of the normal lies between 50 and 60; a is the name of 2 parameters; names must differ. (Parameter 'priors')",
            told.Message);
        Assert.Throws<ArgumentException>(() => new PriorSpace());
    }
}
