using Fangshou.Numerics;
using MathNet.Numerics.Distributions;

namespace Fangshou.Mechanism;

/// <summary>Order within a month. The simulation's finest time is a month; days are drawn afterwards, and nothing in the simulation depends on them.</summary>
public static class WithinMonth
{
    /// <summary>Mean length of a month, days.</summary>
    public const double DaysInMonth = 365.2425 / 12;

    /// <summary>Shape of the delay's gamma distribution.</summary>
    public const double Shape = 1.2;

    /// <summary>Mean delay when the public is silent, days.</summary>
    public const double QuietMean = 6;

    /// <summary>Days from the moment when agencies can act on a new signal to their first act: gamma with shape 1.2 and mean 6 / (1 + salience).</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="replicate">Number of the replicate.</param>
    /// <param name="month">Month of the act.</param>
    /// <param name="sector">Position of the sector.</param>
    /// <param name="salience">The sector's salience in that month, ≥ 0.</param>
    /// <remarks>Known delays from a trigger to the first national act are 2 to 9 days (fact F6 of docs/method/mechanism.md). One uniform of its own stream, by inversion.</remarks>
    public static double DaysToFirstAct(ulong seed, int replicate, int month, int sector, double salience)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(salience);
        double u = RandomNumber.Uniforms(seed, (uint)replicate, (uint)month, DrawStream.Delay, (uint)sector).First;
        return Gamma.InvCDF(Shape, Shape * (1 + salience) / QuietMean, Math.Min(u, Math.BitDecrement(1.0)));
    }
}
