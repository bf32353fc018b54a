namespace Fangshou.Forecasts;

/// <summary>A mean score and what it is made of: mean = miscalibration − discrimination + uncertainty.</summary>
/// <param name="Mean">Mean loss of the forecasts.</param>
/// <param name="Miscalibration">What recalibrating them would save, ≥ 0; 0 when shares of events already follow the probabilities.</param>
/// <param name="Discrimination">What the recalibrated ones save against always saying the base rate, ≥ 0; 0 when they tell nothing apart.</param>
/// <param name="Uncertainty">Mean loss of always saying the base rate: how hard the events are without any forecast.</param>
/// <remarks>Dimitriadis, Gneiting and Jordan (2021), PNAS 118:e2016191118. In the unit of the score.</remarks>
public readonly record struct ScoreParts(double Mean, double Miscalibration, double Discrimination, double Uncertainty)
{
    /// <summary>Takes the mean of a score apart.</summary>
    /// <param name="score">A proper score of a probability and an outcome.</param>
    /// <param name="groups">The forecasts. G.</param>
    /// <param name="recalibrated">The recalibrated probability of each group. G.</param>
    internal static ScoreParts Of(Func<double, bool, double> score, ReadOnlySpan<ProbabilityGroup> groups, ReadOnlySpan<double> recalibrated)
    {
        int count = 0, events = 0;
        double loss = 0, after = 0;
        for (int g = 0; g < groups.Length; g++)
        {
            (double probability, int n, int happened) = groups[g];
            count += n;
            events += happened;
            loss += Sum(probability, n, happened);
            after += Sum(recalibrated[g], n, happened);
        }

        double uncertainty = Sum((double)events / count, count, events);

        // The differences are not negative but for rounding.
        return new(loss / count, Math.Max(0, (loss - after) / count), Math.Max(0, (uncertainty - after) / count), uncertainty / count);

        double Sum(double probability, int n, int happened) => (happened * score(probability, true)) + ((n - happened) * score(probability, false));
    }
}
