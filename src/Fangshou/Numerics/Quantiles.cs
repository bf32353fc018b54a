namespace Fangshou.Numerics;

/// <summary>Sample quantiles, linear between order statistics (type 7 of Hyndman and Fan 1996, the default of R and numpy).</summary>
static class Quantiles
{
    /// <summary>The quantile of an ascending sample; NaN of an empty one.</summary>
    internal static double OfSorted(ReadOnlySpan<double> sorted, double probability)
    {
        if (sorted.IsEmpty)
            return double.NaN;
        double place = probability * (sorted.Length - 1);
        int below = (int)place;
        return below + 1 >= sorted.Length ? sorted[^1] : sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
    }
}
