using CsCheck;
using Fangshou.Numerics;
using MathNet.Numerics.Distributions;

namespace Fangshou.Tests.Numerics.Oracles;

/// <summary>The log of the normal's lower tail against the library's probability, and where that is too small for a number, against a continued fraction.</summary>
public class NormalTailOracle
{
    [Fact]
    public void The_series_is_the_log_of_the_probability_where_that_is_still_a_number() =>
        Gen.Double[-36, -30].Sample(z => Assert.Equal(Math.Log(Normal.CDF(0, 1, z)), NormalTail.LogCdf(z), 1e-11 * Math.Max(1, z * z)));

    /// <summary>Tabulated probabilities: Abramowitz and Stegun (1964), table 26.1.</summary>
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(-1, 0.158655253931457)]
    [InlineData(-2, 0.0227501319481792)]
    [InlineData(1, 0.841344746068543)]
    public void Near_the_middle_it_is_the_log_of_the_tabulated_probability(double z, double probability) => Assert.Equal(Math.Log(probability), NormalTail.LogCdf(z), 1e-12);

    [Fact]
    public void The_far_tail_is_the_continued_fraction_of_the_Mills_ratio() => Gen.OneOf(Gen.Double[-1e4, -30], Gen.Double[-30, -12]).Sample(z =>
    {
        // Laplace: P(Z ≤ z) / φ(z) = 1/(x + 1/(x + 2/(x + 3/(x + …)))), x = −z.
        double x = -z, fraction = x;
        for (int k = 60; k >= 1; k--)
            fraction = x + (k / fraction);
        double expected = (-0.5 * z * z) - (0.5 * Math.Log(2 * Math.PI)) - Math.Log(fraction);
        Assert.Equal(1, NormalTail.LogCdf(z) / expected, 1e-13);
    });
}
