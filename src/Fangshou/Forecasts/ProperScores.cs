namespace Fangshou.Forecasts;

/// <summary>Losses of single forecasts: lower is better, and no forecaster expects a lower one by saying what it does not believe.</summary>
/// <remarks>Source: Gneiting and Raftery (2007), JASA 102:359–378. For the CRPS of a normal forecast see <see cref="Numerics.Crps"/>.</remarks>
public static class ProperScores
{
    /// <summary>The log score takes a probability for at least this, and for at most 1 less this.</summary>
    public const double LogFloor = 1e-4;

    /// <summary>Share of outcomes that the interval of <see cref="Interval"/> is meant to hold.</summary>
    public const double IntervalLevel = 0.9;

    const double Rounding = 1e-9;

    /// <summary>(probability − outcome)², 0…1.</summary>
    /// <param name="probability">Of the event, 0…1.</param>
    /// <param name="happened">Whether it happened.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in 0…1.</exception>
    /// <remarks>Brier (1950), Mon. Weather Rev. 78:1–3, in the form for one event that happens or not.</remarks>
    public static double Brier(double probability, bool happened)
    {
        RequireProbability(probability);
        double error = probability - (happened ? 1 : 0);
        return error * error;
    }

    /// <summary>−ln of the probability given to what happened, nats, 0.0001…9.21.</summary>
    /// <param name="probability">Of the event, 0…1.</param>
    /// <param name="happened">Whether it happened.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in 0…1.</exception>
    /// <remarks>
    /// Good (1952), J. R. Stat. Soc. B 14:107–114. The probability is moved into <see cref="LogFloor"/>…1 − <see cref="LogFloor"/> first, at both
    /// ends: with a floor under the outcome's own probability alone, saying 0 would beat an honest 0.00005.
    /// </remarks>
    public static double Log(double probability, bool happened)
    {
        RequireProbability(probability);
        double held = Math.Clamp(probability, LogFloor, 1 - LogFloor);
        return -Math.Log(happened ? held : 1 - held);
    }

    /// <summary>CRPS of a forecast of when something begins: Σ (F(h) − 1{T ≤ h})² over the months 1…H ahead.</summary>
    /// <param name="cumulative">F: probability that it has begun by the end of month 1, 2, … H. H, 0…1, not falling. It need not reach 1.</param>
    /// <param name="onsetMonth">T: the month in which it began, from 1; null, or beyond H, when it did not begin within H.</param>
    /// <returns>Months, 0…H: the sum of the Brier scores of the H yes-or-no questions "by month h".</returns>
    /// <exception cref="ArgumentException">A value is not in 0…1, or they fall by more than 1e-9; the message says where.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The onset lies before month 1.</exception>
    /// <remarks>
    /// Matheson and Winkler (1976), Manage. Sci. 22:1087–1096. Where the months ahead are not all over yet, give those that are: what happens
    /// later must not be taken for "did not begin".
    /// </remarks>
    public static double OnsetCrps(ReadOnlySpan<double> cumulative, int? onsetMonth)
    {
        if (onsetMonth is < 1)
            throw new ArgumentOutOfRangeException(nameof(onsetMonth), onsetMonth, "Months ahead are counted from 1.");
        double score = 0, before = 0;
        for (int i = 0; i < cumulative.Length; i++)
        {
            double reached = cumulative[i];
            if (!(reached >= 0 && reached <= 1 && reached >= before - Rounding))
                throw new ArgumentException(FormattableString.Invariant($"Month {i + 1} is {reached:R} after {before:R}; cumulative probabilities are in 0…1 and do not fall."), nameof(cumulative));
            double error = reached - (onsetMonth <= i + 1 ? 1 : 0);
            score += error * error;
            before = reached;
        }

        return score;
    }

    /// <summary>CRPS of a forecast count (ranked probability score): Σ (P(count ≤ k) − 1{observed ≤ k})² over k = 0, 1, ….</summary>
    /// <param name="probabilities">P(count = k), k = 0…N; not negative, their sum is 1 within 1e-9. Put what lies beyond N into N.</param>
    /// <param name="observed">The count, ≥ 0; it may exceed N.</param>
    /// <returns>In counts, ≥ 0; |k − observed| when the forecast is certain of k.</returns>
    /// <exception cref="ArgumentException">A probability is negative or NaN, or their sum is not 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    /// <remarks>Epstein (1969), J. Appl. Meteorol. 8:985–987; for counts Czado, Gneiting and Held (2009), Biometrics 65:1254–1261.</remarks>
    public static double CountCrps(ReadOnlySpan<double> probabilities, int observed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(observed);
        double score = 0, reached = 0;
        for (int k = 0; k < probabilities.Length; k++)
        {
            if (!(probabilities[k] >= 0))
                throw new ArgumentException(FormattableString.Invariant($"The probability of {k} is {probabilities[k]:R}; it is 0 or more."), nameof(probabilities));
            reached += probabilities[k];
            double error = reached - (observed <= k ? 1 : 0);
            score += error * error;
        }

        if (!(Math.Abs(reached - 1) <= Rounding))
            throw new ArgumentException(FormattableString.Invariant($"The probabilities of 0…{probabilities.Length - 1} add up to {reached:R}, not to 1."), nameof(probabilities));

        // Each count between N and what was observed had been ruled out.
        return score + Math.Max(0, observed - probabilities.Length);
    }

    /// <summary>Score of a central 90 % interval: its width, and 20 times the distance by which it missed.</summary>
    /// <param name="low">The forecast's 5 % quantile, finite.</param>
    /// <param name="high">Its 95 % quantile, finite, not below <paramref name="low"/>.</param>
    /// <param name="observed">What was observed, finite.</param>
    /// <returns>In the unit of the quantity, ≥ 0.</returns>
    /// <exception cref="ArgumentException">An argument is not finite, or the ends are swapped.</exception>
    /// <remarks>Gneiting and Raftery (2007), equation 43: (u − l) + 2/α (l − x)₊ + 2/α (x − u)₊ with α = 0.1.</remarks>
    public static double Interval(double low, double high, double observed)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high) || !double.IsFinite(observed) || low > high)
            throw new ArgumentException(FormattableString.Invariant($"The interval {low:R}…{high:R} and the outcome {observed:R} are finite, and the lower end comes first."), nameof(low));
        return high - low + (2 / (1 - IntervalLevel) * (Math.Max(0, low - observed) + Math.Max(0, observed - high)));
    }

    static void RequireProbability(double probability)
    {
        if (!(probability >= 0 && probability <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability is in 0…1.");
    }
}
