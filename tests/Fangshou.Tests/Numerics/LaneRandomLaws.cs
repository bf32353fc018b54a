using System.Runtime.Intrinsics;
using CsCheck;
using Fangshou.Numerics;

namespace Fangshou.Tests.Numerics;

/// <summary>Named random numbers of eight replicates are Philox's, whatever the names.</summary>
public class LaneRandomLaws
{
    static readonly Gen<(ulong Seed, uint Step, uint Replicate, uint Stream, uint Agent)> names =
        Gen.Select(Gen.ULong, Gen.UInt, Gen.UInt[0, uint.MaxValue - 8], Gen.UInt[0, 100], Gen.UInt);

    [Fact]
    public void A_lane_draws_what_the_counter_gives() => names.Sample(name =>
    {
        (Vector512<double> u, Vector512<double> v) = new LaneRandom(name.Seed, name.Step, name.Replicate).Uniforms(name.Stream, name.Agent);
        for (uint lane = 0; lane < LaneRandom.Lanes; lane++)
        {
            (uint x0, uint x1, uint x2, uint x3) = Philox.Scramble(name.Agent, name.Step, name.Replicate + lane, name.Stream, unchecked((uint)name.Seed), (uint)(name.Seed >> 32));
            Assert.Equal(Unit(x0, x1), u[(int)lane]);
            Assert.Equal(Unit(x2, x3), v[(int)lane]);
        }
    });

    [Fact]
    public void A_lane_draws_what_the_plain_version_draws() => names.Sample(name =>
    {
        LaneRandom random = new(name.Seed, name.Step, name.Replicate);
        (Vector512<double> u, Vector512<double> v) = random.Uniforms(name.Stream, name.Agent);
        (Vector512<double> first, Vector512<double> second) = random.Normals(name.Stream, name.Agent);
        for (uint lane = 0; lane < LaneRandom.Lanes; lane++)
        {
            Assert.Equal(RandomNumber.Uniforms(name.Seed, name.Replicate + lane, name.Step, name.Stream, name.Agent), (u[(int)lane], v[(int)lane]));
            Assert.Equal(RandomNumber.Normals(name.Seed, name.Replicate + lane, name.Step, name.Stream, name.Agent), (first[(int)lane], second[(int)lane]));
        }
    });

    /// <summary>The prototype's own uniforms (numpy; seed 2024, stream 11, month 7, replicate 3, agent 5), printed by it with repr.</summary>
    [Fact]
    public void Uniforms_are_those_of_the_prototype() =>
        Assert.Equal((0.2794957386016353, 0.8638066212126925), RandomNumber.Uniforms(2024, 3, 7, 11, 5));

    [Fact]
    public void Normals_have_the_moments_of_a_normal()
    {
        const int Count = 200_000;
        (double mean, double square, double fourth) = (0, 0, 0);
        for (uint i = 0; i < Count / 2; i++)
        {
            (double a, double b) = RandomNumber.Normals(1, i, 0, 1, 0);
            mean += (a + b) / Count;
            square += ((a * a) + (b * b)) / Count;
            fourth += ((a * a * a * a) + (b * b * b * b)) / Count;
        }

        // Four standard errors: 1/√n, √2/√n, √96/√n.
        double unit = 4 / Math.Sqrt(Count);
        Assert.InRange(mean, -unit, unit);
        Assert.InRange(square, 1 - (unit * Math.Sqrt(2)), 1 + (unit * Math.Sqrt(2)));
        Assert.InRange(fourth, 3 - (unit * Math.Sqrt(96)), 3 + (unit * Math.Sqrt(96)));
    }

    static double Unit(uint high, uint low) => (((((ulong)high << 32) | low) >> 11) + 0.5) / (1UL << 53);
}
