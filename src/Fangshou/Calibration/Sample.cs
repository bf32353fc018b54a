namespace Fangshou.Calibration;

/// <summary>Order statistics of a sample.</summary>
static class Sample
{
    // Makes the median absolute deviation of a normal sample estimate its standard deviation.
    const double NormalConsistency = 1.4826022185056018;

    /// <summary>Quantile of ascending values, linear between them (type 7 of Hyndman and Fan 1996).</summary>
    internal static double SortedQuantile(ReadOnlySpan<double> sorted, double p)
    {
        double at = p * (sorted.Length - 1);
        int below = Math.Clamp((int)at, 0, sorted.Length - 1), above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((at - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>Robust spread: 1.4826 times the median absolute deviation from the median; the mean absolute deviation where that is 0; 1 where all values are equal.</summary>
    /// <param name="values">n ≥ 1; sorted and overwritten.</param>
    internal static double Spread(Span<double> values)
    {
        values.Sort();
        double median = SortedQuantile(values, 0.5), mean = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Math.Abs(values[i] - median);
            mean += values[i] / values.Length;
        }

        values.Sort();
        double spread = NormalConsistency * SortedQuantile(values, 0.5);
        if (spread > 0)
            return spread;
        return mean > 0 ? mean : 1;
    }
}
