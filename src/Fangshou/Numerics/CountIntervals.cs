using MathNet.Numerics.Distributions;

namespace Fangshou.Numerics;

/// <summary>95 % intervals of counts.</summary>
static class CountIntervals
{
    const double Tail = 0.025;

    /// <summary>Of a Poisson mean, exact (Garwood 1936).</summary>
    internal static (double Low, double High) Poisson(int count) =>
        (count == 0 ? 0 : Gamma.InvCDF(count, 1, Tail), Gamma.InvCDF(count + 1, 1, 1 - Tail));

    /// <summary>Of a share, Wilson (1927).</summary>
    internal static (double Low, double High) Share(int part, int whole)
    {
        double z = Normal.InvCDF(0, 1, 1 - Tail), square = z * z, p = (double)part / whole, scale = 1 / (1 + (square / whole)), middle = scale * (p + (square / (2 * whole)));
        double half = scale * z * Math.Sqrt((p * (1 - p) / whole) + (square / (4.0 * whole * whole)));
        return (part == 0 ? 0 : Math.Max(0, middle - half), part == whole ? 1 : Math.Min(1, middle + half));
    }

    /// <summary>Of the ratio of two Poisson rates, exact, given their sum (Clopper and Pearson 1934 for the share of the first).</summary>
    /// <param name="count">Events of the first.</param>
    /// <param name="exposure">Its time.</param>
    /// <param name="otherCount">Events of the second.</param>
    /// <param name="otherExposure">Its time.</param>
    internal static (double Low, double High) RateRatio(int count, double exposure, int otherCount, double otherExposure)
    {
        double scale = otherExposure / exposure;
        double low = count == 0 ? 0 : Beta.InvCDF(count, otherCount + 1, Tail), high = otherCount == 0 ? 1 : Beta.InvCDF(count + 1, otherCount, 1 - Tail);
        return (scale * low / (1 - low), otherCount == 0 ? double.PositiveInfinity : scale * high / (1 - high));
    }

    /// <summary>Of a difference of two independent numbers from the interval of each (Newcombe 1998, method 10; Zou and Donner 2008).</summary>
    internal static (double Low, double High) Difference((double Value, double Low, double High) a, (double Value, double Low, double High) b)
    {
        double value = a.Value - b.Value;
        return (value - Math.Sqrt(Square(a.Value - a.Low) + Square(b.High - b.Value)), value + Math.Sqrt(Square(a.High - a.Value) + Square(b.Value - b.Low)));
    }

    static double Square(double x) => x * x;
}
