namespace Fangshou.Numerics;

/// <summary>A duration that was seen to its end, or only so far.</summary>
/// <param name="Months">How long it was seen.</param>
/// <param name="Ended">False where it was still under way.</param>
/// <param name="Weight">How many it stands for.</param>
readonly record struct Duration(int Months, bool Ended, double Weight = 1);

/// <summary>The product-limit estimate of how long something lasts when some of it was still under way (Kaplan and Meier 1958).</summary>
static class ProductLimit
{
    /// <summary>The first length that no more than a share of 1 − probability outlasts; NaN where more than that are never seen to end.</summary>
    /// <param name="ascending">Durations in order of length; of equal ones the order does not matter.</param>
    /// <param name="probability">0…1.</param>
    internal static double Quantile(ReadOnlySpan<Duration> ascending, double probability)
    {
        double atRisk = 0, surviving = 1;
        foreach (Duration duration in ascending)
            atRisk += duration.Weight;
        for (int i = 0; i < ascending.Length;)
        {
            int length = ascending[i].Months;
            double ended = 0, seen = 0;
            for (; i < ascending.Length && ascending[i].Months == length; i++)
            {
                ended += ascending[i].Ended ? ascending[i].Weight : 0;
                seen += ascending[i].Weight;
            }

            surviving *= 1 - (ended / atRisk);
            if (surviving <= 1 - probability)
                return length;
            atRisk -= seen;
        }

        return double.NaN;
    }
}
