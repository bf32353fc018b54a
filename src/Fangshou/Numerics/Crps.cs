using MathNet.Numerics;

namespace Fangshou.Numerics;

/// <summary>Continuous ranked probability score: the squared distance between a forecast distribution and what happened. Lower is better.</summary>
/// <remarks>In the unit of the quantity; the absolute error when the forecast is a single point. Source: Gneiting, Raftery (2007), JASA 102:359–378.</remarks>
public static class Crps
{
    /// <summary>Score of a normal forecast.</summary>
    /// <param name="mean">Mean of the forecast, finite.</param>
    /// <param name="standardDeviation">Its standard deviation. ≥ 0, finite; 0 is a point forecast.</param>
    /// <param name="observed">What happened, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    /// <remarks>σ·(z·(2Φ(z) − 1) + 2φ(z) − 1/√π), z = (observed − mean)/σ: Gneiting et al. (2005), Mon. Weather Rev. 133:1098–1118.</remarks>
    public static double OfNormal(double mean, double standardDeviation, double observed)
    {
        RequireFinite(mean, nameof(mean));
        RequireFinite(observed, nameof(observed));
        if (!(standardDeviation >= 0) || !double.IsFinite(standardDeviation))
            throw new ArgumentOutOfRangeException(nameof(standardDeviation), standardDeviation, "A standard deviation is finite and 0 or more.");
        if (standardDeviation == 0)
            return Math.Abs(observed - mean);
        double z = (observed - mean) / standardDeviation;
        double density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        return standardDeviation * ((z * SpecialFunctions.Erf(z / Math.Sqrt(2))) + (2 * density) - (1 / Math.Sqrt(Math.PI)));
    }

    static void RequireFinite(double value, string name)
    {
        if (!double.IsFinite(value))
            throw new ArgumentOutOfRangeException(name, value, "The value is finite.");
    }
}
