using System.Runtime.Intrinsics;
using CsCheck;
using Fangshou.Numerics;

namespace Fangshou.Tests.Numerics.Oracles;

/// <summary>The vectors' logarithm and exponential against the library's, in units of the last place.</summary>
public class VectorMathOracle
{
    const double Units = 2;

    static readonly Gen<double> positive = Gen.Select(Gen.Double[1, 2], Gen.Int[-1022, 1022], (mantissa, exponent) => Math.ScaleB(mantissa, exponent));

    // Near one the logarithm cancels.
    static readonly Gen<double> nearOne = Gen.Select(Gen.Double[-1, 1], Gen.Int[-52, -1], (d, exponent) => 1 + Math.ScaleB(d, exponent));

    [Fact]
    public void Logarithms_are_within_two_units_of_the_last_place() => Gen.OneOf(positive, nearOne, Gen.Double[0.5, 3]).Array[4].Sample(
        x => AssertClose(x, VectorMath.Log(Vector256.Create<double>(x)), Math.Log),
        iter: 100_000);

    [Fact]
    public void Exponentials_are_within_two_units_of_the_last_place() => Gen.OneOf(Gen.Double[-745, 709], Gen.Double[-40, 0], Gen.Double[-1, 1]).Array[4].Sample(
        x => AssertClose(x, VectorMath.Exp(Vector256.Create<double>(x)), Math.Exp),
        iter: 100_000);

    [Fact]
    public void The_exponential_of_minus_infinity_is_zero_and_of_zero_one() =>
        Assert.Equal(Vector256.Create(0.0, 1, 0, 0), VectorMath.Exp(Vector256.Create(double.NegativeInfinity, 0, -1e300, -800)));

    [Fact]
    public void The_logarithm_of_a_power_of_two_is_that_multiple_of_ln_2()
    {
        Assert.Equal(Vector256.Create(0, Math.Log(2), Math.Log(0.5), Math.Log(1024)), VectorMath.Log(Vector256.Create(1.0, 2, 0.5, 1024)));
    }

    /// <summary>Each of four lanes gives what it gives alone.</summary>
    [Fact]
    public void A_lane_does_not_depend_on_its_neighbours() => Gen.Double[-50, 50].Array[4].Sample(x =>
    {
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(VectorMath.Exp(Vector256.Create(x[i]))[0], VectorMath.Exp(Vector256.Create<double>(x))[i]);
            Assert.Equal(VectorMath.Log(Vector256.Create(Math.Abs(x[i]) + 1))[3], VectorMath.Log(Vector256.Abs(Vector256.Create<double>(x)) + Vector256<double>.One)[i]);
        }
    });

    static void AssertClose(double[] x, Vector256<double> actual, Func<double, double> function)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double expected = function(x[i]), unit = Math.BitIncrement(Math.Abs(expected)) - Math.Abs(expected);
            Assert.True(Math.Abs(actual[i] - expected) <= Units * unit, $"at {x[i]:R}: {actual[i]:R}, not {expected:R}");
        }
    }
}
