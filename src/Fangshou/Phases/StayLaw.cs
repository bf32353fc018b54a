using MathNet.Numerics;

namespace Fangshou.Phases;

/// <summary>How long a stay in a state lasts, in observations. Immutable.</summary>
/// <remarks>
/// Held as hazards for lengths 1…D; beyond D the hazard stays that of D, so the tail is geometric and nothing is cut off. A law
/// whose hazard at D is 1 ends by D at the latest; a geometric law needs D = 1.
/// </remarks>
public sealed class StayLaw
{
    const double ThinnestTail = 1e-280;
    const double LongestMean = 1e6;
    internal const double SmallestSize = 0.01;
    internal const double LargestSize = 1_000;

    readonly double[] hazard;

    StayLaw(double[] hazard) => this.hazard = hazard;

    /// <summary>A law given by its hazards.</summary>
    /// <param name="hazard">P(the stay ends after d observations | it has lasted d), d = 1…D. D ≥ 1, each 0…1.</param>
    /// <exception cref="ArgumentException">No hazard, or one outside 0…1; the message names the length.</exception>
    public static StayLaw FromHazard(ReadOnlySpan<double> hazard)
    {
        if (hazard.IsEmpty)
            throw new ArgumentException("A law of stays needs at least one hazard.", nameof(hazard));
        for (int d = 1; d <= hazard.Length; d++)
        {
            if (!(hazard[d - 1] is >= 0 and <= 1))
                throw new ArgumentException($"The hazard at length {d} is {hazard[d - 1]:R}; hazards lie between 0 and 1.", nameof(hazard));
        }
        return new StayLaw(hazard.ToArray());
    }

    /// <summary>A law given by its mass function.</summary>
    /// <param name="mass">P(the stay lasts d observations), d = 1…D. D ≥ 1, each ≥ 0; what is missing from 1 is the geometric tail past D.</param>
    /// <exception cref="ArgumentException">No mass, a negative or undefined one, or a sum above 1 by more than 1e-9.</exception>
    public static StayLaw FromMass(ReadOnlySpan<double> mass)
    {
        if (mass.IsEmpty)
            throw new ArgumentException("A law of stays needs the mass of at least one length.", nameof(mass));
        double sum = 0;
        for (int d = 1; d <= mass.Length; d++)
        {
            if (!(mass[d - 1] >= 0))
                throw new ArgumentException($"The mass at length {d} is {mass[d - 1]:R}; masses are 0 or more.", nameof(mass));
            sum += mass[d - 1];
        }
        if (!(sum <= 1 + 1e-9))
            throw new ArgumentException($"The masses sum to {sum:R}, more than 1.", nameof(mass));

        // Summed from the far end, so that survival keeps its precision where it is small.
        double[] hazards = new double[mass.Length];
        double survival = sum > 1 - 1e-12 ? 0 : 1 - sum;
        for (int d = mass.Length; d >= 1; d--)
        {
            survival += mass[d - 1];
            hazards[d - 1] = survival > 0 ? mass[d - 1] / survival : 1;
        }
        return new StayLaw(hazards);
    }

    /// <summary>The memoryless law, that of a Markov chain.</summary>
    /// <param name="mean">Mean length, observations. ≥ 1, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">The mean is below 1 or not finite.</exception>
    public static StayLaw Geometric(double mean)
    {
        if (!(mean >= 1) || !double.IsFinite(mean))
            throw new ArgumentOutOfRangeException(nameof(mean), mean, "A stay lasts one observation or more on average.");
        return new StayLaw([1 / mean]);
    }

    /// <summary>A law with a shortest stay: length = minimum + a negative binomial number.</summary>
    /// <param name="minimum">Shortest stay, observations. ≥ 1.</param>
    /// <param name="mean">Mean length, observations. Above <paramref name="minimum"/>, up to 1e6.</param>
    /// <param name="size">Shape of the negative binomial, 0.01…1,000: 1 is geometric, more is more regular.</param>
    /// <param name="longest">D, the length up to which the hazard is tabulated. ≥ <paramref name="minimum"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of its range.</exception>
    public static StayLaw ShiftedNegativeBinomial(int minimum, double mean, double size, int longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(minimum, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, minimum);
        if (!(mean > minimum && mean <= LongestMean))
            throw new ArgumentOutOfRangeException(nameof(mean), mean, "The mean stay is longer than the shortest one, and no longer than a million.");
        if (!(size is >= SmallestSize and <= LargestSize))
            throw new ArgumentOutOfRangeException(nameof(size), size, "The size lies between 0.01 and 1,000.");
        double[] hazards = new double[longest];
        FillShiftedNegativeBinomial(minimum, mean, size, hazards);
        return new StayLaw(hazards);
    }

    /// <summary>Hazards of the shifted negative binomial, without the cancellation of 1 − its distribution function.</summary>
    /// <param name="minimum">Shortest stay.</param>
    /// <param name="mean">Mean length, above <paramref name="minimum"/>.</param>
    /// <param name="size">Shape r.</param>
    /// <param name="hazard">Receives the hazards of lengths 1…D.</param>
    /// <remarks>
    /// O(D). From S(n) = f(n) + S(n + 1): 1/h(n) = 1 + (f(n + 1)/f(n))/h(n + 1), run backwards from just past D, where
    /// S(n) is the regularised incomplete beta function I_q(n, r). In a tail too thin for a double, h is 1 − f(n + 1)/f(n), its limit.
    /// </remarks>
    internal static void FillShiftedNegativeBinomial(int minimum, double mean, double size, Span<double> hazard)
    {
        double extra = mean - minimum, q = extra / (extra + size);
        int past = hazard.Length - minimum + 1;
        double survival = SpecialFunctions.BetaRegularized(past, size, q);
        double logMass = SpecialFunctions.GammaLn(past + size) - SpecialFunctions.GammaLn(size) - SpecialFunctions.GammaLn(past + 1.0)
            + (size * Math.Log(size / (extra + size))) + (past * Math.Log(q));
        double h = survival > ThinnestTail ? Math.Min(Math.Exp(logMass) / survival, 1) : Math.Clamp(1 - Ratio(past), 0, 1);
        for (int n = past - 1; n >= 0; n--)
            hazard[minimum - 1 + n] = h = h > 0 ? 1 / (1 + (Ratio(n) / h)) : 0;
        hazard[..(minimum - 1)].Clear();

        double Ratio(int n) => q * (n + size) / (n + 1);
    }

    /// <summary>D, the longest length with a hazard of its own.</summary>
    public int Longest => hazard.Length;

    /// <summary>P(the stay ends after <paramref name="length"/> observations | it has lasted that long).</summary>
    /// <param name="length">Observations, ≥ 1.</param>
    public double Hazard(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        return hazard[Math.Min(length, hazard.Length) - 1];
    }

    /// <summary>P(the stay lasts <paramref name="length"/> observations or more).</summary>
    /// <param name="length">Observations, ≥ 1.</param>
    /// <remarks>O(D).</remarks>
    public double Survival(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        double survival = 1;
        for (int d = 1; d < Math.Min(length, hazard.Length); d++)
            survival *= 1 - hazard[d - 1];
        return length <= hazard.Length ? survival : survival * Math.Pow(1 - hazard[^1], length - hazard.Length);
    }

    /// <summary>P(the stay lasts <paramref name="length"/> observations).</summary>
    /// <param name="length">Observations, ≥ 1.</param>
    /// <remarks>O(D).</remarks>
    public double Mass(int length) => Survival(length) * Hazard(length);

    /// <summary>Mean length, observations; +∞ when a stay may never end.</summary>
    public double Mean
    {
        get
        {
            double mean = 0, survival = 1;
            foreach (double h in hazard.AsSpan(0, hazard.Length - 1))
            {
                mean += survival;
                survival *= 1 - h;
            }
            return survival > 0 ? mean + (survival / hazard[^1]) : mean;
        }
    }
}
