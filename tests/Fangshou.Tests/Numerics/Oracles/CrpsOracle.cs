using CsCheck;
using Fangshou.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;

namespace Fangshou.Tests.Numerics.Oracles;

public class CrpsOracle
{
    [Fact]
    public void A_standard_normal_that_hits_its_mean_scores_the_known_value() =>
        Assert.Equal(.2336950, Crps.OfNormal(0, 1, 0), 1e-7);

    [Fact]
    public void The_score_is_the_integral_of_the_squared_distance() =>
        Gen.Select(Gen.Double[-3, 3], Gen.Double[0.2, 3], Gen.Double[-5, 5]).Sample(
            (mean, deviation, observed) =>
            {
                double low = Math.Min(mean - (10 * deviation), observed), high = Math.Max(mean + (10 * deviation), observed);
                double expected = Integrate(x => Square(Normal.CDF(mean, deviation, x)), low, observed)
                    + Integrate(x => Square(1 - Normal.CDF(mean, deviation, x)), observed, high);
                Assert.Equal(expected, Crps.OfNormal(mean, deviation, observed), 1e-6);
            },
            iter: 50);

    [Fact]
    public void A_forecast_without_spread_scores_its_absolute_error()
    {
        Assert.Equal(2.5, Crps.OfNormal(1, 0, 3.5));
        Assert.Equal(2.5, Crps.OfNormal(1, 1e-9, 3.5), 1e-8);
    }

    [Fact]
    public void What_is_no_forecast_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Crps.OfNormal(0, -1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Crps.OfNormal(double.NaN, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Crps.OfNormal(0, 1, double.PositiveInfinity));
    }

    static double Square(double x) => x * x;

    static double Integrate(Func<double, double> f, double from, double to) => GaussLegendreRule.Integrate(f, from, to, 256);
}
