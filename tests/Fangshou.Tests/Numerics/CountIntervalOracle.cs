using Fangshou.Numerics;

namespace Fangshou.Tests.Numerics;

/// <summary>Intervals against published values.</summary>
public class CountIntervalOracle
{
    /// <summary>Exact limits of a Poisson mean, as in Garwood's table and every handbook since.</summary>
    [Theory]
    [InlineData(0, 0, 3.689)]
    [InlineData(1, 0.0253, 5.572)]
    [InlineData(5, 1.623, 11.668)]
    [InlineData(10, 4.795, 18.390)]
    [InlineData(50, 37.111, 65.919)]
    public void Of_a_Poisson_mean(int count, double low, double high)
    {
        (double Low, double High) interval = CountIntervals.Poisson(count);
        Assert.Equal(low, interval.Low, 6e-4);
        Assert.Equal(high, interval.High, 6e-4);
    }

    /// <summary>Newcombe (1998), Statistics in Medicine 17:857, table I, method 3.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    [InlineData(20, 20, 0.8389, 1)]
    public void Of_a_share(int part, int whole, double low, double high)
    {
        (double Low, double High) interval = CountIntervals.Share(part, whole);
        Assert.Equal(low, interval.Low, 6e-5);
        Assert.Equal(high, interval.High, 6e-5);
    }

    /// <summary>Newcombe (1998), Statistics in Medicine 17:873, table II, method 10.</summary>
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(10, 10, 0, 20, 0.6791, 1)]
    public void Of_a_difference_of_shares(int part, int whole, int otherPart, int otherWhole, double low, double high)
    {
        (double Low, double High) interval = CountIntervals.Difference(Share(part, whole), Share(otherPart, otherWhole));
        Assert.Equal(low, interval.Low, 6e-5);
        Assert.Equal(high, interval.High, 6e-5);
    }

    /// <summary>Given the sum, the first count is binomial: the limits solve P(at least as many) = P(at most as many) = 2.5 %.</summary>
    [Theory]
    [InlineData(6, 24.0, 28, 17.0)]
    [InlineData(0, 10.0, 4, 12.0)]
    [InlineData(9, 12.0, 0, 12.0)]
    [InlineData(33, 12.0, 5, 12.0)]
    public void Of_a_ratio_of_rates(int count, double exposure, int otherCount, double otherExposure)
    {
        (double low, double high) = CountIntervals.RateRatio(count, exposure, otherCount, otherExposure);
        int sum = count + otherCount;
        if (count == 0)
            Assert.Equal(0, low);
        else
            Assert.Equal(0.025, Tail(low, from: count, to: sum), 1e-9);
        if (otherCount == 0)
            Assert.Equal(double.PositiveInfinity, high);
        else
            Assert.Equal(0.025, Tail(high, from: 0, to: count), 1e-9);

        double Tail(double ratio, int from, int to)
        {
            double p = ratio * exposure / ((ratio * exposure) + otherExposure), total = 0;
            for (int k = from; k <= to; k++)
                total += MathNet.Numerics.Distributions.Binomial.PMF(p, sum, k);
            return total;
        }
    }

    static (double Value, double Low, double High) Share(int part, int whole)
    {
        (double low, double high) = CountIntervals.Share(part, whole);
        return ((double)part / whole, low, high);
    }
}
