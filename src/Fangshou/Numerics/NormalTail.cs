using MathNet.Numerics.Distributions;

namespace Fangshou.Numerics;

/// <summary>The far tail of the normal law, where its probability is below the smallest number.</summary>
static class NormalTail
{
    // From here outwards the series is exact to 2e-12; a probability still fits in a number up to about 37.
    const double Far = -30;

    /// <summary>ln P(a standard normal is at most z), nats.</summary>
    /// <param name="z">Finite.</param>
    /// <remarks>Asymptotic series of the Mills ratio beyond 30 standard deviations: Abramowitz and Stegun (1964), 26.2.12.</remarks>
    internal static double LogCdf(double z)
    {
        if (z > Far)
            return Math.Log(Normal.CDF(0, 1, z));
        double u = 1 / (z * z);
        return (-0.5 * z * z) - Math.Log(-z * Math.Sqrt(2 * Math.PI)) + Math.Log(1 - (u * (1 - (u * (3 - (u * (15 - (u * 105))))))));
    }
}
