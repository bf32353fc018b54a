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

    /// <summary>The smallest value of an ascending sample that a share of the weight does not exceed; NaN of an empty one.</summary>
    internal static double OfSorted(ReadOnlySpan<double> sorted, ReadOnlySpan<double> weights, double probability)
    {
        double total = 0, reached = 0;
        foreach (double weight in weights)
            total += weight;
        for (int i = 0; i < sorted.Length; i++)
        {
            reached += weights[i];
            if (reached >= probability * total)
                return sorted[i];
        }

        return sorted.IsEmpty ? double.NaN : sorted[^1];
    }
}
