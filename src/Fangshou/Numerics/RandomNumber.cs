namespace Fangshou.Numerics;

/// <summary>Named random numbers of one replicate, as <see cref="LaneRandom"/> draws them for eight: the plain version.</summary>
static class RandomNumber
{
    /// <summary>Two independent uniforms on (0, 1].</summary>
    internal static (double First, double Second) Uniforms(ulong seed, uint replicate, uint step, uint stream, uint agent)
    {
        (uint x0, uint x1, uint x2, uint x3) = Philox.Scramble(agent, step, replicate, stream, unchecked((uint)seed), (uint)(seed >> 32));
        return (ToUnit(x0, x1), ToUnit(x2, x3));
    }

    /// <summary>Two independent standard normals (Box and Muller 1958).</summary>
    internal static (double First, double Second) Normals(ulong seed, uint replicate, uint step, uint stream, uint agent)
    {
        (double u, double v) = Uniforms(seed, replicate, step, stream, agent);
        double radius = Math.Sqrt(-2 * RealMath.Log(u));
        (double cos, double sin) = RealMath.Turn(v);
        return (radius * cos, radius * sin);
    }

    static double ToUnit(uint high, uint low) => (((((ulong)high << 32) | low) >> 11) + 0.5) * (1.0 / (1UL << 53));
}
