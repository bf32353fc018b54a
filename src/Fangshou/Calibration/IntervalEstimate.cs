namespace Fangshou.Calibration;

/// <summary>An estimate and the interval in which its bootstrap resamples lie.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Low">Lower end of the percentile interval.</param>
/// <param name="High">Upper end.</param>
public readonly record struct IntervalEstimate(double Value, double Low, double High)
{
    /// <summary>Percentile interval of resampled values (Efron and Tibshirani 1993, ch. 13).</summary>
    /// <param name="value">The estimate.</param>
    /// <param name="resampled">The same from each resample; sorted in place. B ≥ 2.</param>
    /// <param name="level">Share of resamples inside, 0…1.</param>
    internal static IntervalEstimate Of(double value, Span<double> resampled, double level)
    {
        resampled.Sort();
        return new(value, Sample.SortedQuantile(resampled, (1 - level) / 2), Sample.SortedQuantile(resampled, (1 + level) / 2));
    }
}
