namespace Fangshou.Numerics;

/// <summary>L-moments of a sample: location, scale and shape from linear combinations of order statistics, robust to a few large values.</summary>
/// <param name="Mean">λ₁, in the unit of the data.</param>
/// <param name="Scale">λ₂ ≥ 0, half the expected difference of two draws, in the unit of the data.</param>
/// <param name="Skewness">τ₃ = λ₃/λ₂ in [−1, 1], no unit; NaN when all values are equal.</param>
/// <param name="Kurtosis">τ₄ = λ₄/λ₂ in [−1/4, 1] for a distribution, no unit; NaN when all values are equal. High: quiet stretches and sudden jumps.</param>
/// <remarks>Source: Hosking (1990), J. Royal Statist. Soc. B 52:105–124.</remarks>
public readonly record struct LMoments(double Mean, double Scale, double Skewness, double Kurtosis)
{
    /// <summary>L-kurtosis of any normal distribution, 30·arctan(√2)/π − 9.</summary>
    public static double NormalKurtosis => (30 * Math.Atan(Math.Sqrt(2)) / Math.PI) - 9;

    /// <summary>L-kurtosis of any Laplace (double exponential) distribution, 17/72.</summary>
    public static double LaplaceKurtosis => 17.0 / 72;

    /// <summary>L-kurtosis of any Gumbel distribution, (16·ln 2 − 10·ln 3)/ln 2.</summary>
    public static double GumbelKurtosis => ((16 * Math.Log(2)) - (10 * Math.Log(3))) / Math.Log(2);

    /// <summary>L-kurtosis of any logistic distribution, 1/6.</summary>
    public static double LogisticKurtosis => 1.0 / 6;

    /// <summary>Unbiased sample L-moments.</summary>
    /// <param name="values">The sample, in any order; not changed. n ≥ 4, all finite.</param>
    /// <exception cref="ArgumentException">Fewer than four values, or one that is not finite; the message names it.</exception>
    /// <remarks>O(n log n) time, O(n) memory. The ratios are those of unbiased moments, so only nearly unbiased.</remarks>
    public static LMoments Of(ReadOnlySpan<double> values)
    {
        if (values.Length < 4)
            throw new ArgumentException($"Four L-moments need four values; there are {values.Length}.", nameof(values));
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                throw new ArgumentException($"Value {i} is {values[i]:R}; values are finite.", nameof(values));
        }
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        return OfSorted(sorted);
    }

    /// <summary>Sample L-moments of ascending values through probability-weighted moments b₀…b₃ (Hosking 1990, eq. 3.1).</summary>
    static LMoments OfSorted(ReadOnlySpan<double> sorted)
    {
        // Shape does not depend on location: taking the middle away first keeps the digits of a sample far from 0.
        double n = sorted.Length, middle = sorted[sorted.Length / 2], b0 = 0, b1 = 0, b2 = 0, b3 = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double value = sorted[i] - middle, weight1 = i / (n - 1), weight2 = weight1 * (i - 1) / (n - 2);
            b0 += value;
            b1 += value * weight1;
            b2 += value * weight2;
            b3 += value * weight2 * (i - 2) / (n - 3);
        }
        double scale = ((2 * b1) - b0) / n;
        double third = ((6 * b2) - (6 * b1) + b0) / n;
        double fourth = ((20 * b3) - (30 * b2) + (12 * b1) - b0) / n;
        bool varies = sorted[^1] > sorted[0];
        return new LMoments(middle + (b0 / n), varies ? scale : 0, varies ? third / scale : double.NaN, varies ? fourth / scale : double.NaN);
    }
}
