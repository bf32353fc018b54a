using System.Numerics;

namespace Fangshou.Tests.Numerics.Oracles;

/// <summary>Elementary functions to 50 digits, in whole numbers of 2⁻²⁰⁰: slow and plain.</summary>
static class ExactReal
{
    const int Bits = 200, Halvings = 12;

    static readonly BigInteger one = BigInteger.One << Bits;

    static readonly BigInteger ln2 = 2 * Atanh(one / 3);

    // Machin (1706): π/4 = 4·atan(1/5) − atan(1/239).
    static readonly BigInteger pi = 4 * ((4 * ArcTangent(5)) - ArcTangent(239));

    /// <summary>How far a computed value is from the true one, in units of the last place of a number of that size.</summary>
    /// <param name="computed">The value under test.</param>
    /// <param name="exact">The true one.</param>
    /// <param name="size">The number whose last place is the unit; the computed one when null.</param>
    public static double Units(double computed, BigInteger exact, double? size = null)
    {
        double reference = Math.Abs(size ?? computed), unit = Math.BitIncrement(reference) - reference;
        BigInteger difference = Of(computed) - exact;
        return (double)difference / (double)(Of(unit) == 0 ? BigInteger.One : Of(unit));
    }

    public static BigInteger Of(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)(bits >> 52 & 0x7FF);
        BigInteger mantissa = exponent == 0 ? bits & 0xF_FFFF_FFFF_FFFF : (bits & 0xF_FFFF_FFFF_FFFF) | 0x10_0000_0000_0000;
        int shift = Bits + Math.Max(exponent, 1) - 1075;
        BigInteger value = shift >= 0 ? mantissa << shift : mantissa >> -shift;
        return x < 0 ? -value : value;
    }

    /// <summary>eˣ·2^(200 + scale): the scale keeps digits of small results.</summary>
    public static BigInteger Exp(double x, int scale = 0)
    {
        BigInteger exact = Of(x), whole = BigInteger.Divide(exact, ln2), r = (exact - (whole * ln2)) >> Halvings, term = one, sum = one;
        for (int i = 1; !term.IsZero; i++)
        {
            term = (term * r >> Bits) / i;
            sum += term;
        }

        for (int i = 0; i < Halvings; i++)
            sum = sum * sum >> Bits;
        int shift = (int)whole + scale;
        return shift >= 0 ? sum << shift : sum >> -shift;
    }

    public static BigInteger Log(double x)
    {
        int exponent = Math.ILogB(x);
        BigInteger m = Of(Math.ScaleB(x, -exponent));
        return (exponent * ln2) + (2 * Atanh(((m - one) << Bits) / (m + one)));
    }

    public static BigInteger Tanh(double x)
    {
        BigInteger squared = Exp(2 * x);
        return ((squared - one) << Bits) / (squared + one);
    }

    /// <summary>cos 2πv and sin 2πv.</summary>
    public static (BigInteger Cos, BigInteger Sin) Turn(double v)
    {
        BigInteger angle = 2 * pi * Of(v) >> Bits, square = angle * angle >> Bits, cos = 0, sin = 0, even = one, odd = angle;
        for (int i = 1; !even.IsZero || !odd.IsZero; i++)
        {
            cos += even;
            sin += odd;
            even = -(even * square >> Bits) / ((2 * i) - 1) / (2 * i);
            odd = -(odd * square >> Bits) / (2 * i) / ((2 * i) + 1);
        }

        return (cos, sin);
    }

    static BigInteger Atanh(BigInteger s)
    {
        BigInteger square = s * s >> Bits, power = s, sum = 0;
        for (int i = 1; !power.IsZero; i += 2)
        {
            sum += power / i;
            power = power * square >> Bits;
        }

        return sum;
    }

    static BigInteger ArcTangent(int inverse)
    {
        BigInteger power = one / inverse, sum = 0;
        for (int i = 1; !power.IsZero; i += 2)
        {
            sum += i % 4 == 1 ? power / i : -power / i;
            power /= inverse * inverse;
        }

        return sum;
    }
}
