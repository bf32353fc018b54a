using CsCheck;
using Fangshou.Numerics;
using MathNet.Numerics.Distributions;

namespace Fangshou.Tests.Numerics.Oracles;

public class LMomentsOracle
{
    // Tenths: values that differ by less than the last digit of a far origin would not differ there.
    static Gen<double[]> Samples(int longest) =>
        Gen.Int[-500, 500].Select(tenths => tenths / 10.0).Array[4, longest].Where(x => x.Distinct().Count() > 1);

    [Fact]
    public void Kurtosis_of_the_known_laws_is_the_published_one()
    {
        Assert.Equal(.122602, LMoments.NormalKurtosis, 1e-6);
        Assert.Equal(.236111, LMoments.LaplaceKurtosis, 1e-6);
        Assert.Equal(.150375, LMoments.GumbelKurtosis, 1e-6);
        Assert.Equal(1.0 / 6, LMoments.LogisticKurtosis);
    }

    [Theory]
    [InlineData("normal")]
    [InlineData("laplace")]
    [InlineData("gumbel")]
    [InlineData("logistic")]
    public void Even_quantiles_of_a_law_have_its_kurtosis(string law)
    {
        const int N = 200_000;
        double[] sample = [.. Enumerable.Range(0, N).Select(i => Quantile((i + 0.5) / N))];
        double expected = law switch
        {
            "normal" => LMoments.NormalKurtosis,
            "laplace" => LMoments.LaplaceKurtosis,
            "gumbel" => LMoments.GumbelKurtosis,
            _ => LMoments.LogisticKurtosis,
        };
        Assert.Equal(expected, LMoments.Of(sample).Kurtosis, 1e-4);

        double Quantile(double p) => law switch
        {
            "normal" => Normal.InvCDF(0, 1, p),
            "laplace" => p < 0.5 ? Math.Log(2 * p) : -Math.Log(2 * (1 - p)),
            "gumbel" => -Math.Log(-Math.Log(p)),
            _ => Math.Log(p / (1 - p)),
        };
    }

    [Fact]
    public void Sample_moments_are_the_means_over_every_subset() => Samples(9).Sample(values =>
    {
        var actual = LMoments.Of(values);
        double scale = OverSubsets(values, 2, x => x[1] - x[0]) / 2;
        Assert.Equal(values.Average(), actual.Mean, 1e-10);
        Assert.Equal(scale, actual.Scale, 1e-10);
        Assert.Equal(OverSubsets(values, 3, x => x[2] - (2 * x[1]) + x[0]) / 3 / scale, actual.Skewness, 1e-9);
        Assert.Equal(OverSubsets(values, 4, x => x[3] - (3 * x[2]) + (3 * x[1]) - x[0]) / 4 / scale, actual.Kurtosis, 1e-9);
    });

    [Fact]
    public void Shape_does_not_depend_on_unit_or_origin() =>
        Gen.Select(Samples(40), Gen.Double[0.1, 100], Gen.Double[-1e6, 1e6]).Sample((values, unit, origin) =>
        {
            LMoments one = LMoments.Of(values), other = LMoments.Of([.. values.Select(x => (x * unit) + origin)]);
            Assert.Equal(one.Kurtosis, other.Kurtosis, 1e-6);
            Assert.Equal(one.Skewness, other.Skewness, 1e-6);
        });

    [Fact]
    public void Values_that_do_not_vary_have_no_shape()
    {
        var moments = LMoments.Of([3, 3, 3, 3, 3]);
        Assert.Equal((3.0, 0.0), (moments.Mean, moments.Scale));
        Assert.True(double.IsNaN(moments.Kurtosis) && double.IsNaN(moments.Skewness));
        Assert.Throws<ArgumentException>(() => LMoments.Of([1, 2, 3]));
        Assert.Throws<ArgumentException>(() => LMoments.Of([1, 2, 3, double.NaN]));
    }

    /// <summary>The definition: the mean of a contrast over every subset of the ordered sample (a U-statistic).</summary>
    static double OverSubsets(double[] values, int size, Func<double[], double> contrast)
    {
        double[] sorted = [.. values.Order()];
        double[][] subsets =
        [
            .. Enumerable.Range(0, 1 << sorted.Length)
                .Where(mask => int.PopCount(mask) == size)
                .Select(mask => sorted.Where((_, i) => (mask >> i & 1) == 1).ToArray()),
        ];
        return subsets.Average(contrast);
    }
}
