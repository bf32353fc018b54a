using System.Runtime.CompilerServices;

namespace Fangshou.Numerics;

/// <summary>Elementary functions from + − × ÷ √ alone, so that the same number gives the same bits on every machine.</summary>
/// <remarks>
/// <see cref="Math"/> hands these to the platform's library, whose last bit differs from one to the next. Here the true value is met within
/// 2 units in the last place (the angle functions: within 2 units of the larger of the two coordinates). Method: the argument is reduced by a power of two or a quarter turn, a polynomial does the rest
/// (atanh series for the logarithm, Taylor for the others). <see cref="LaneMath"/> does the same operations in the same order on eight numbers.
/// Pinned by: ElementaryFunctionsOracle.
/// </remarks>
static class RealMath
{
    // ln 2 in two parts; the first has 32 bits, so that its product with an exponent is exact.
    internal const double Ln2High = 0.69314718036912381649, Ln2Low = 1.9082149292705877e-10, InverseLn2 = 1.4426950408889634;

    // Added to a number below 2⁵¹, it leaves the nearest whole number in the last bits.
    internal const double Rounder = 6755399441055744;

    internal const double LeastExponent = -708, LargestExponent = 709;

    internal const double HalfPi = 1.5707963267948966;

    // Below it the series of tanh, above it the exponential.
    internal const double SmallTangent = 0.35;

    // Half of √2 as bits: mantissas are taken from [√½, √2).
    internal const long RootHalfBits = 0x3FE6_A09E_667F_3BCDL;

    /// <summary>Coefficients of (tanh x − x)/x³ as a series in x².</summary>
    internal static ReadOnlySpan<double> Tangent =>
    [
        -1.0 / 3.0, 2.0 / 15.0, -17.0 / 315.0,
        62.0 / 2835.0, -1382.0 / 155925.0, 21844.0 / 6081075.0,
        -929569.0 / 638512875.0, 6404582.0 / 10854718875.0, -443861162.0 / 1856156927625.0,
        18888466084.0 / 194896477400625.0, -113927491862.0 / 2900518163668125.0, 58870668456604.0 / 3698160658676859375.0,
    ];

    /// <summary>ln x.</summary>
    /// <param name="x">Positive, normal and finite; anything else gives a meaningless number.</param>
    internal static double Log(double x)
    {
        unchecked
        {
            long bits = BitConverter.DoubleToInt64Bits(x), exponent = (bits - RootHalfBits) >> 52;
            double f = BitConverter.Int64BitsToDouble(bits - (exponent << 52)) - 1, k = exponent;
            double s = f / (2 + f), z = s * s, w = z * z;
            double even = (2 / 3.0) + (w * ((2 / 7.0) + (w * ((2 / 11.0) + (w * ((2 / 15.0) + (w * (2 / 19.0))))))));
            double odd = (2 / 5.0) + (w * ((2 / 9.0) + (w * ((2 / 13.0) + (w * ((2 / 17.0) + (w * (2 / 21.0))))))));
            double r = z * (even + (z * odd));
            return (k * Ln2High) - (((s * (f - r)) - (k * Ln2Low)) - f);
        }
    }

    /// <summary>eˣ.</summary>
    /// <param name="x">Below −708 it counts as −708, above 709 as 709. Not NaN.</param>
    internal static double Exp(double x)
    {
        x = Math.Min(Math.Max(x, LeastExponent), LargestExponent);
        double rounded = (x * InverseLn2) + Rounder, k = rounded - Rounder;
        return (1 + Remainder(x, k)) * PowerOfTwo(rounded);
    }

    /// <summary>tanh x.</summary>
    internal static double Tanh(double x)
    {
        // Near 0 the series. Beyond it tanh|x| = e/(e + 2) with e = exp(2|x|) − 1 = 2ᵏ·r + (2ᵏ − 1); from 20 on it is 1.
        double size = Math.Abs(x);
        if (size < SmallTangent)
        {
            double q = x * x, sum = Tangent[^1];
            for (int i = Tangent.Length - 2; i >= 0; i--)
                sum = (sum * q) + Tangent[i];
            return x + (x * (q * sum));
        }

        double twice = Math.Min(2 * size, 40), rounded = (twice * InverseLn2) + Rounder, k = rounded - Rounder, power = PowerOfTwo(rounded);
        double e = (power * Remainder(twice, k)) + (power - 1);
        return Math.CopySign(e / (e + 2), x);
    }

    /// <summary>1/(1 + e⁻ˣ).</summary>
    internal static double Logistic(double x) => 1 / (1 + Exp(-x));

    /// <summary>cos 2πv and sin 2πv.</summary>
    /// <param name="v">Turns, in [0, 1].</param>
    internal static (double Cos, double Sin) Turn(double v)
    {
        double rounded = (v * 4) + Rounder, quarter = rounded - Rounder, angle = ((v * 4) - quarter) * HalfPi, q = angle * angle;
        double cos = 1 + (q * (Cosine(0) + (q * (Cosine(1) + (q * (Cosine(2) + (q * (Cosine(3) + (q * (Cosine(4) + (q * (Cosine(5) + (q * (Cosine(6) + (q * Cosine(7))))))))))))))));
        double sin = angle + (angle * q * (Sine(0) + (q * (Sine(1) + (q * (Sine(2) + (q * (Sine(3) + (q * (Sine(4) + (q * (Sine(5) + (q * Sine(6))))))))))))));
        long turns = BitConverter.DoubleToInt64Bits(rounded);
        (double a, double b) = (turns & 1) == 0 ? (cos, sin) : (sin, cos);
        return (((turns + 1) & 2) == 0 ? a : -a, (turns & 2) == 0 ? b : -b);
    }

    /// <summary>Coefficient i of (cos a − 1)/a² as a series in a².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Cosine(int i) => i switch
    {
        0 => -1 / 2.0,
        1 => 1 / 24.0,
        2 => -1 / 720.0,
        3 => 1 / 40320.0,
        4 => -1 / 3628800.0,
        5 => 1 / 479001600.0,
        6 => -1 / 87178291200.0,
        _ => 1 / 20922789888000.0,
    };

    /// <summary>Coefficient i of (sin a − a)/a³ as a series in a².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Sine(int i) => i switch
    {
        0 => -1 / 6.0,
        1 => 1 / 120.0,
        2 => -1 / 5040.0,
        3 => 1 / 362880.0,
        4 => -1 / 39916800.0,
        5 => 1 / 6227020800.0,
        _ => -1 / 1307674368000.0,
    };

    /// <summary>eʳ − 1 for what is left of x after k times ln 2; |r| ≤ ½ ln 2.</summary>
    static double Remainder(double x, double k)
    {
        double r = (x - (k * Ln2High)) - (k * Ln2Low), q = r * r;
        double even = (1 / 2.0) + (q * ((1 / 24.0) + (q * ((1 / 720.0) + (q * ((1 / 40320.0) + (q * ((1 / 3628800.0) + (q * (1 / 479001600.0))))))))));
        double odd = (1 / 6.0) + (q * ((1 / 120.0) + (q * ((1 / 5040.0) + (q * ((1 / 362880.0) + (q * ((1 / 39916800.0) + (q * (1 / 6227020800.0))))))))));
        return r + (q * (even + (r * odd)));
    }

    /// <summary>2ᵏ, from k + <see cref="Rounder"/>.</summary>
    static double PowerOfTwo(double rounded) => unchecked(BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(rounded) + 1023) << 52));
}
