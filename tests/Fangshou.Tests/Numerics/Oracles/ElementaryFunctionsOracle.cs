using System.Runtime.Intrinsics;
using CsCheck;
using Fangshou.Numerics;

namespace Fangshou.Tests.Numerics.Oracles;

/// <summary>The simulation's elementary functions against 50 digits, and eight lanes against one.</summary>
public class ElementaryFunctionsOracle(ITestOutputHelper output)
{
    const double Bound = 2;
    const int Draws = 20_000;

    static readonly Gen<double> anyPositive = Gen.Select(Gen.Double[1, 2], Gen.Int[-1022, 1022], (mantissa, exponent) => Math.ScaleB(mantissa, exponent));

    static readonly Gen<double> nearOne = Gen.Select(Gen.Double[-1, 1], Gen.Int[-52, -1], (d, exponent) => 1 + Math.ScaleB(d, exponent));

    static readonly Gen<double> small = Gen.Select(Gen.OneOf(Gen.Double[0.5, 1], Gen.Double[-1, -0.5]), Gen.Int[-40, 3], (d, exponent) => Math.ScaleB(d, exponent));

    [Fact]
    public void Logarithms_are_within_two_units_of_the_last_place() =>
        Worst(Gen.OneOf(anyPositive, nearOne, Gen.Double[0.5, 3], Gen.Double[1e-16, 1]), x => ExactReal.Units(RealMath.Log(x), ExactReal.Log(x)));

    [Fact]
    public void Exponentials_are_within_two_units_of_the_last_place() =>
        Worst(Gen.OneOf(Gen.Double[-100, 100], Gen.Double[-1, 1], small), x => ExactReal.Units(RealMath.Exp(x), ExactReal.Exp(x)));

    [Fact]
    public void Hyperbolic_tangents_are_within_two_units_of_the_last_place() =>
        Worst(Gen.OneOf(Gen.Double[-30, 30].Where(x => Math.Abs(x) > 1e-20), small), x => ExactReal.Units(RealMath.Tanh(x), ExactReal.Tanh(x)));

    [Fact]
    public void Cosine_and_sine_of_a_turn_are_within_two_units_of_the_last_place_of_one() => Worst(Gen.Double[0, 1], v =>
    {
        (double cos, double sin) = RealMath.Turn(v);
        (System.Numerics.BigInteger exactCos, System.Numerics.BigInteger exactSin) = ExactReal.Turn(v);
        return Math.Max(Math.Abs(ExactReal.Units(cos, exactCos, 0.5)), Math.Abs(ExactReal.Units(sin, exactSin, 0.5)));
    });

    [Fact]
    public void Logistics_are_within_three_units_of_the_last_place() => Worst(
        Gen.Double[-60, 60],
        x =>
        {
            System.Numerics.BigInteger e = ExactReal.Exp(-x), unit = ExactReal.Of(1);
            return ExactReal.Units(RealMath.Logistic(x), unit * unit / (unit + e));
        },
        bound: 3);

    [Fact]
    public void Known_points_are_exact()
    {
        Assert.Equal((1.0, 0.0), RealMath.Turn(0));
        Assert.Equal((0.0, 1.0), RealMath.Turn(0.25));
        Assert.Equal((-1.0, -0.0), RealMath.Turn(0.5));
        Assert.Equal(1, RealMath.Exp(0));
        Assert.Equal(0, RealMath.Log(1));
        Assert.Equal(0, RealMath.Tanh(0));
        Assert.Equal(1, RealMath.Tanh(30));
        Assert.Equal(-1, RealMath.Tanh(double.NegativeInfinity));
        Assert.Equal(0.5, RealMath.Logistic(0));
        Assert.Equal(Math.Log(2), RealMath.Log(2));
    }

    /// <summary>The vector path is the scalar path, bit by bit, wherever the argument lies.</summary>
    [Fact]
    public void Eight_lanes_give_what_one_gives() => Gen.OneOf(Gen.Double[-800, 800], small).Array[8].Sample(
        x =>
        {
            Vector512<double> lanes = Vector512.Create<double>(x), positive = Vector512.Abs(lanes) + Vector512.Create(1e-9);
            Vector512<double> turns = Vector512.Abs(lanes) / Vector512.Create(800.0);
            (Vector512<double> cos, Vector512<double> sin) = LaneMath.Turn(turns);
            for (int i = 0; i < x.Length; i++)
            {
                Same(RealMath.Exp(x[i]), LaneMath.Exp(lanes)[i]);
                Same(RealMath.Log(positive[i]), LaneMath.Log(positive)[i]);
                Same(RealMath.Tanh(x[i]), LaneMath.Tanh(lanes)[i]);
                Same(RealMath.Logistic(x[i]), LaneMath.Logistic(lanes)[i]);
                Same(RealMath.Turn(turns[i]).Cos, cos[i]);
                Same(RealMath.Turn(turns[i]).Sin, sin[i]);
            }
        },
        iter: Draws);

    static void Same(double expected, double actual) => Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(actual));

    void Worst(Gen<double> arguments, Func<double, double> units, double bound = Bound)
    {
        double worst = 0, at = 0;
        Lock guard = new();
        arguments.Sample(
            x =>
            {
                double distance = Math.Abs(units(x));
                lock (guard)
                    (worst, at) = distance > worst ? (distance, x) : (worst, at);
                Assert.True(distance <= bound, $"{distance:R} units at {x:R}");
            },
            iter: Draws);
        output.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"worst: {worst:F3} units of the last place, at {at:R}"));
    }
}
