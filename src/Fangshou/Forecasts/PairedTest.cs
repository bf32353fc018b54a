using Fangshou.Ledger;
using MathNet.Numerics.Distributions;

namespace Fangshou.Forecasts;

/// <summary>Whether two forecasters of the same outcomes differ by more than chance (Diebold and Mariano 1995, J. Bus. Econ. Stat. 13:253–263).</summary>
/// <remarks>
/// The differences in loss are averaged by origin, so that cells which swing together count as one. With the small-sample correction of Harvey, Leybourne
/// and Newbold (1997), Int. J. Forecast. 13:281–291, the statistic is held against Student's t with one degree of freedom fewer than there are origins.
/// Forecasts of h months from neighbouring origins share h − 1 months, so the mean's variance counts covariances up to lag h − 1. It is
/// the larger of two estimates: with equal weights, as Diebold and Mariano have it, which can turn out negative; and with Bartlett's
/// falling weights (Newey and West 1987, Econometrica 55:703–708), which cannot, but which is too small for forecasts that overlap.
/// Simulated losses that are equal in truth and share h − 1 months were told apart at the 5 % level in 6, 7 and 10 of 100 series of 120 origins, h =
/// 3, 6 and 12; with Bartlett's weights alone, in 11, 12 and 15. Differences that last longer than h − 1 months make it more: read a p-value near .05
/// as weak. The test is of the forecasts made, not of the methods behind them.
/// </remarks>
public sealed record PairedTest
{
    /// <summary>With fewer origins than this, or than two horizons, there is no test.</summary>
    public const int FewestOrigins = 12;

    /// <summary>Mean over origins of the first's loss less the second's; negative when the first is better.</summary>
    public required double MeanDifference { get; init; }

    /// <summary>Origins with forecasts. n.</summary>
    public required int Origins { get; init; }

    /// <summary>Months ahead that were forecast. h.</summary>
    public required int HorizonMonths { get; init; }

    /// <summary>The corrected statistic, signed as the difference; null when the test is undefined.</summary>
    public required double? Statistic { get; init; }

    /// <summary>Probability of a statistic at least as far from 0 if both lose the same, two-sided, 0…1; null when the test is undefined.</summary>
    public required double? PValue { get; init; }

    /// <summary>Why the test is undefined; null when it is not.</summary>
    public required string? Undefined { get; init; }

    /// <summary>Tests whether two forecasters lose the same.</summary>
    /// <param name="loss">The first's losses, finite, ≥ 0. One per forecast.</param>
    /// <param name="otherLoss">The second's, of the same forecasts in the same order.</param>
    /// <param name="origins">The month each was made in; several forecasts may share one. A month without any counts for nothing.</param>
    /// <param name="horizonMonths">h, 1…240.</param>
    /// <exception cref="ArgumentException">There is none, the lengths differ, or a loss is negative or not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The horizon is out of its range.</exception>
    public static PairedTest Of(ReadOnlySpan<double> loss, ReadOnlySpan<double> otherLoss, ReadOnlySpan<Month> origins, int horizonMonths)
    {
        Losses.Check(loss, otherLoss, origins.Length);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizonMonths, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(horizonMonths, 240);

        SortedDictionary<Month, (double Sum, int Count)> byOrigin = [];
        for (int i = 0; i < loss.Length; i++)
        {
            (double sum, int count) = byOrigin.GetValueOrDefault(origins[i]);
            byOrigin[origins[i]] = (sum + (loss[i] - otherLoss[i]), count + 1);
        }

        (Month Origin, double Difference)[] series = [.. byOrigin.Select(o => (o.Key, o.Value.Sum / o.Value.Count))];
        double mean = series.Average(s => s.Difference), h = horizonMonths, n = series.Length;
        double variance = LongRunVariance(series, mean, horizonMonths), largest = series.Max(s => Math.Abs(s.Difference));
        string? undefined = n < Math.Max(FewestOrigins, 2 * h)
            ? FormattableString.Invariant($"{series.Length} origins are too few for {horizonMonths} months ahead; {Math.Max(FewestOrigins, 2 * horizonMonths)} are needed")
            : largest == 0 ? "the two lose the same at every origin"
            : Math.Sqrt(variance) <= 1e-12 * largest ? "the two differ by the same amount at every origin"
            : null;
        double? statistic = undefined is null ? mean / Math.Sqrt(variance / n) * Math.Sqrt((n + 1 - (2 * h) + (h * (h - 1) / n)) / n) : null;
        return new PairedTest
        {
            MeanDifference = mean,
            Origins = series.Length,
            HorizonMonths = horizonMonths,
            Statistic = statistic,
            PValue = statistic is { } t ? 2 * StudentT.CDF(0, 1, n - 1, -Math.Abs(t)) : null,
            Undefined = undefined,
        };
    }

    /// <summary>n times the variance of the mean: the larger of the estimates with equal and with falling weights.</summary>
    static double LongRunVariance((Month Origin, double Difference)[] series, double mean, int horizonMonths)
    {
        // A month without forecasts has deviation 0 (Parzen 1963, Sankhyā A 25:383–392): lags stay months, and Bartlett's sum cannot fall below 0.
        double[] deviation = new double[series[^1].Origin - series[0].Origin + 1];
        foreach ((Month origin, double difference) in series)
            deviation[origin - series[0].Origin] = difference - mean;

        double equal = 0, falling = 0;
        for (int lag = 0; lag < Math.Min(horizonMonths, deviation.Length); lag++)
        {
            double sum = 0;
            for (int t = lag; t < deviation.Length; t++)
                sum += deviation[t] * deviation[t - lag];
            double both = sum / series.Length * (lag == 0 ? 1 : 2);
            equal += both;
            falling += both * (1 - ((double)lag / horizonMonths));
        }

        return Math.Max(equal, falling);
    }
}
