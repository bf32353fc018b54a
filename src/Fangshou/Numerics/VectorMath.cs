using System.Runtime.Intrinsics;

namespace Fangshou.Numerics;

/// <summary>Logarithm and exponential of four numbers at once, from + − × ÷ alone.</summary>
/// <remarks>
/// The runtime's own may fuse a multiplication and an addition, or not, before and after a method is recompiled: then the last bit of a result
/// depends on the moment it was computed. These give the same bits always and everywhere, within 2 units in the last place of the true value.
/// Series: atanh for the logarithm, Taylor for the exponential, after the argument is reduced by a power of two whose logarithm is held in two parts.
/// </remarks>
static class VectorMath
{
    // ln 2 in two parts; the first has 32 bits, so that its product with an exponent is exact.
    const double Ln2High = 0.69314718036912381649, Ln2Low = 1.9082149292705877e-10;

    // Added to a number below 2⁵¹, it leaves the nearest whole number in the last bits.
    const double Rounder = 6755399441055744;

    const double LeastExponent = -746, LargestExponent = 709;

    /// <summary>ln x.</summary>
    /// <param name="x">Positive, finite, at least 2.3e-308; anything else gives a meaningless number.</param>
    internal static Vector256<double> Log(Vector256<double> x)
    {
        // x = 2ᵏ·m with m in [√½, √2).
        Vector256<long> shifted = x.AsInt64() - Vector256.Create(0x3FE6_A09E_667F_3BCDL);
        Vector256<long> exponent = Vector256.ShiftRightLogical(shifted + Vector256.Create(0x4000_0000_0000_0000L), 52) - Vector256.Create(0x400L);
        Vector256<double> f = (x.AsInt64() - Vector256.ShiftLeft(exponent, 52)).AsDouble() - Vector256<double>.One;
        Vector256<double> k = (exponent + Vector256.Create(Rounder).AsInt64()).AsDouble() - Vector256.Create(Rounder);

        // ln(1 + f) = 2·atanh(s) = f − s·(f − r), s = f/(2 + f), r = 2z/3 + 2z²/5 + 2z³/7 + …, z = s².
        Vector256<double> s = f / (Vector256.Create(2.0) + f), z = s * s, w = z * z;
        Vector256<double> even = Of(2 / 3.0) + (w * (Of(2 / 7.0) + (w * (Of(2 / 11.0) + (w * (Of(2 / 15.0) + (w * Of(2 / 19.0))))))));
        Vector256<double> odd = Of(2 / 5.0) + (w * (Of(2 / 9.0) + (w * (Of(2 / 13.0) + (w * (Of(2 / 17.0) + (w * Of(2 / 21.0))))))));
        Vector256<double> r = z * (even + (z * odd));
        return (k * Of(Ln2High)) - (((s * (f - r)) - (k * Of(Ln2Low))) - f);
    }

    /// <summary>eˣ; 0 from −746 downwards, so also at −∞.</summary>
    /// <param name="x">At most 709; larger ones count as 709. Not NaN.</param>
    internal static Vector256<double> Exp(Vector256<double> x)
    {
        x = Vector256.Min(Vector256.Max(x, Of(LeastExponent)), Of(LargestExponent));
        Vector256<double> rounded = (x * Of(1.4426950408889634)) + Of(Rounder), k = rounded - Of(Rounder);
        Vector256<double> r = (x - (k * Of(Ln2High))) - (k * Of(Ln2Low)), q = r * r;

        // eʳ = 1 + r + r²·(1/2! + r/3! + …), |r| ≤ ½ ln 2.
        Vector256<double> even = Of(1 / 2.0) + (q * (Of(1 / 24.0) + (q * (Of(1 / 720.0) + (q * (Of(1 / 40320.0) + (q * (Of(1 / 3628800.0) + (q * Of(1 / 479001600.0))))))))));
        Vector256<double> odd = Of(1 / 6.0) + (q * (Of(1 / 120.0) + (q * (Of(1 / 5040.0) + (q * (Of(1 / 362880.0) + (q * (Of(1 / 39916800.0) + (q * Of(1 / 6227020800.0))))))))));
        Vector256<double> power = Vector256<double>.One + (r + (q * (even + (r * odd))));

        // 2ᵏ as a product of two, because a small result needs a factor that is no normal number.
        Vector256<double> half = (k * Of(0.5)) + Of(Rounder);
        Vector256<long> first = half.AsInt64() - Of(Rounder).AsInt64(), second = rounded.AsInt64() - Of(Rounder).AsInt64() - first;
        return power * PowerOfTwo(first) * PowerOfTwo(second);
    }

    static Vector256<double> PowerOfTwo(Vector256<long> exponent) => Vector256.ShiftLeft(exponent + Vector256.Create(1023L), 52).AsDouble();

    static Vector256<double> Of(double value) => Vector256.Create(value);
}
