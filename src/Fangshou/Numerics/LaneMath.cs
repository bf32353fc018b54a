using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Fangshou.Numerics;

/// <summary><see cref="RealMath"/> on eight numbers at once: the same operations in the same order, so the same bits.</summary>
/// <remarks>A machine without 512-bit registers does each operation in two or four parts; element by element the results are the same.</remarks>
static class LaneMath
{
    /// <summary>ln x.</summary>
    /// <param name="x">Positive, normal and finite; anything else gives a meaningless number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Log(Vector512<double> x)
    {
        // An arithmetic shift of 64-bit lanes is not to be had everywhere: the sign is moved out of the way first.
        Vector512<long> shifted = x.AsInt64() - Vector512.Create(RealMath.RootHalfBits);
        Vector512<long> exponent = Vector512.ShiftRightLogical(shifted + Vector512.Create(0x4000_0000_0000_0000L), 52) - Vector512.Create(0x400L);
        Vector512<double> f = (x.AsInt64() - Vector512.ShiftLeft(exponent, 52)).AsDouble() - Vector512<double>.One;
        Vector512<double> k = (exponent + Of(RealMath.Rounder).AsInt64()).AsDouble() - Of(RealMath.Rounder);
        Vector512<double> s = f / (Of(2) + f), z = s * s, w = z * z;
        Vector512<double> even = Of(2 / 3.0) + (w * (Of(2 / 7.0) + (w * (Of(2 / 11.0) + (w * (Of(2 / 15.0) + (w * Of(2 / 19.0))))))));
        Vector512<double> odd = Of(2 / 5.0) + (w * (Of(2 / 9.0) + (w * (Of(2 / 13.0) + (w * (Of(2 / 17.0) + (w * Of(2 / 21.0))))))));
        Vector512<double> r = z * (even + (z * odd));
        return (k * Of(RealMath.Ln2High)) - (((s * (f - r)) - (k * Of(RealMath.Ln2Low))) - f);
    }

    /// <summary>eˣ.</summary>
    /// <param name="x">Below −708 it counts as −708, above 709 as 709. Not NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Exp(Vector512<double> x)
    {
        x = Vector512.MinNative(Vector512.MaxNative(x, Of(RealMath.LeastExponent)), Of(RealMath.LargestExponent));
        Vector512<double> rounded = (x * Of(RealMath.InverseLn2)) + Of(RealMath.Rounder), k = rounded - Of(RealMath.Rounder);
        return (Vector512<double>.One + Remainder(x, k)) * PowerOfTwo(rounded);
    }

    /// <summary>tanh x.</summary>
    internal static Vector512<double> Tanh(Vector512<double> x)
    {
        Vector512<double> size = Vector512.Abs(x), q = x * x, sum = Of(RealMath.Tangent[^1]);
        for (int i = RealMath.Tangent.Length - 2; i >= 0; i--)
            sum = (sum * q) + Of(RealMath.Tangent[i]);
        Vector512<double> near = x + (x * (q * sum)), twice = Vector512.MinNative(Of(2) * size, Of(40));
        Vector512<double> rounded = (twice * Of(RealMath.InverseLn2)) + Of(RealMath.Rounder), k = rounded - Of(RealMath.Rounder), power = PowerOfTwo(rounded);
        Vector512<double> e = (power * Remainder(twice, k)) + (power - Vector512<double>.One);
        return Vector512.ConditionalSelect(Vector512.LessThan(size, Of(RealMath.SmallTangent)), near, (e / (e + Of(2))) | (x & Of(-0.0)));
    }

    /// <summary>1/(1 + e⁻ˣ).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Logistic(Vector512<double> x) => Vector512<double>.One / (Vector512<double>.One + Exp(-x));

    /// <summary>cos 2πv and sin 2πv.</summary>
    /// <param name="v">Turns, in [0, 1].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector512<double> Cos, Vector512<double> Sin) Turn(Vector512<double> v)
    {
        Vector512<double> rounded = (v * Of(4)) + Of(RealMath.Rounder), quarter = rounded - Of(RealMath.Rounder), angle = ((v * Of(4)) - quarter) * Of(RealMath.HalfPi), q = angle * angle;
        Vector512<double> cos = Vector512<double>.One + (q * (Of(RealMath.Cosine(0)) + (q * (Of(RealMath.Cosine(1)) + (q * (Of(RealMath.Cosine(2)) + (q * (Of(RealMath.Cosine(3))
            + (q * (Of(RealMath.Cosine(4)) + (q * (Of(RealMath.Cosine(5)) + (q * (Of(RealMath.Cosine(6)) + (q * Of(RealMath.Cosine(7)))))))))))))))));
        Vector512<double> sin = angle + (angle * q * (Of(RealMath.Sine(0)) + (q * (Of(RealMath.Sine(1)) + (q * (Of(RealMath.Sine(2)) + (q * (Of(RealMath.Sine(3))
            + (q * (Of(RealMath.Sine(4)) + (q * (Of(RealMath.Sine(5)) + (q * Of(RealMath.Sine(6)))))))))))))));

        // The last two bits count quarter turns: odd ones swap the two, and the signs follow the quadrant.
        Vector512<long> turns = rounded.AsInt64(), one = Vector512<long>.One, two = Vector512.Create(2L);
        Vector512<double> odd = Vector512.Equals(turns & one, one).AsDouble();
        Vector512<double> a = Vector512.ConditionalSelect(odd, sin, cos), b = Vector512.ConditionalSelect(odd, cos, sin);
        Vector512<double> signOfCos = Vector512.ShiftLeft((turns + one) & two, 62).AsDouble(), signOfSin = Vector512.ShiftLeft(turns & two, 62).AsDouble();
        return (a ^ signOfCos, b ^ signOfSin);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<double> Remainder(Vector512<double> x, Vector512<double> k)
    {
        Vector512<double> r = (x - (k * Of(RealMath.Ln2High))) - (k * Of(RealMath.Ln2Low)), q = r * r;
        Vector512<double> even = Of(1 / 2.0) + (q * (Of(1 / 24.0) + (q * (Of(1 / 720.0) + (q * (Of(1 / 40320.0) + (q * (Of(1 / 3628800.0) + (q * Of(1 / 479001600.0))))))))));
        Vector512<double> odd = Of(1 / 6.0) + (q * (Of(1 / 120.0) + (q * (Of(1 / 5040.0) + (q * (Of(1 / 362880.0) + (q * (Of(1 / 39916800.0) + (q * Of(1 / 6227020800.0))))))))));
        return r + (q * (even + (r * odd)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<double> PowerOfTwo(Vector512<double> rounded) => Vector512.ShiftLeft(rounded.AsInt64() + Vector512.Create(1023L), 52).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512<double> Of(double value) => Vector512.Create(value);
}
