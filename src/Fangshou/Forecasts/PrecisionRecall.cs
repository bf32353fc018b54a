using System.Collections.Immutable;

namespace Fangshou.Forecasts;

/// <summary>What an alarm at one threshold would have done.</summary>
/// <param name="Threshold">Alarm where the probability is at least this.</param>
/// <param name="Recall">Share of the events with an alarm.</param>
/// <param name="Precision">Share of the alarms with an event.</param>
public readonly record struct PrecisionRecallPoint(double Threshold, double Recall, double Precision);

/// <summary>How well probabilities rank rare events before the rest. Only their order counts, not their size.</summary>
/// <remarks>
/// Sources: Davis and Goadrich (2006), Proc. ICML, 233–240; Flach and Kull (2015), Adv. Neural Inf. Process. Syst. 28:838–846. Both show why points of the
/// curve must not be joined by straight lines.
/// </remarks>
public sealed record PrecisionRecall
{
    /// <summary>Number of forecasts.</summary>
    public required int Forecasts { get; init; }

    /// <summary>How many came true.</summary>
    public required int Events { get; init; }

    /// <summary>Share that came true, 0…1: what a ranking without any knowledge has for its average precision, about.</summary>
    public double BaseRate => (double)Events / Forecasts;

    /// <summary>Area under the steps of the curve, Σ (recall − recall before) · precision, 0…1; null without an event.</summary>
    public required double? AveragePrecision { get; init; }

    /// <summary>One per distinct probability, highest first; empty without an event.</summary>
    public required ImmutableArray<PrecisionRecallPoint> Points { get; init; }

    /// <summary>The curve of forecasts and their outcomes.</summary>
    /// <param name="probabilities">0…1. n ≥ 1. Equal ones are one threshold.</param>
    /// <param name="happened">Whether each came true. n.</param>
    /// <exception cref="ArgumentException">There is none, the lengths differ, or a probability is not in 0…1.</exception>
    /// <remarks>O(n ln n).</remarks>
    public static PrecisionRecall Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> happened)
    {
        ProbabilityGroup[] groups = ProbabilityGroup.Of(probabilities, happened);
        int events = groups.Sum(g => g.Events), alarms = 0, hits = 0;
        double area = 0;
        List<PrecisionRecallPoint> points = [];
        for (int g = groups.Length - 1; g >= 0 && events > 0; g--)
        {
            alarms += groups[g].Count;
            hits += groups[g].Events;
            double precision = (double)hits / alarms;
            area += groups[g].Events * precision;
            points.Add(new(groups[g].Probability, (double)hits / events, precision));
        }

        return new PrecisionRecall
        {
            Forecasts = probabilities.Length,
            Events = events,
            AveragePrecision = events > 0 ? area / events : null,
            Points = [.. points],
        };
    }
}
