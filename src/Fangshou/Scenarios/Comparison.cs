using System.Collections.Immutable;
using Fangshou.Mechanism;

namespace Fangshou.Scenarios;

/// <summary>A mean difference between two runs on the same random numbers, replicate by replicate.</summary>
/// <param name="Quantity">What differs.</param>
/// <param name="First">Mean in the first run.</param>
/// <param name="Second">Mean in the second.</param>
/// <param name="Difference">Second minus first.</param>
/// <param name="Low">Lower end of the 95 % interval of the difference.</param>
/// <param name="High">Upper end of it.</param>
/// <param name="Replicates">Replicates that count in both.</param>
public sealed record PairedDifference(string Quantity, double First, double Second, double Difference, double Low, double High, int Replicates);

/// <summary>Two scenarios on common random numbers: the same firms, shocks and incidents, so that only the levers differ.</summary>
public static class Comparison
{
    // Normal quantile of 97.5 %.
    const double HalfWidth = 1.959963984540054;

    /// <summary>Paired differences in the probability of an onset at each horizon and in what follows it.</summary>
    /// <param name="first">For example the baseline.</param>
    /// <param name="second">For example the scenario; of the same seed, replicates and months.</param>
    /// <exception cref="ArgumentException">The two do not share their random numbers; the message says what differs.</exception>
    public static ImmutableArray<PairedDifference> Of(ScenarioOutcome first, ScenarioOutcome second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        (Scenario a, Scenario b) = (first.Scenario, second.Scenario);
        if (a.Seed != b.Seed || a.Replicates != b.Replicates || a.ChangeMonth != b.ChangeMonth || a.Months != b.Months)
            throw new ArgumentException($"{a.Id} and {b.Id} do not share their random numbers: seed, replicates, months and month of change must be the same.", nameof(second));
        return
        [
            .. a.Horizons.Select(h => Pair($"onset-within-{h}", first, second, outcome => [.. outcome.Onset.Select(onset => onset >= 0 && onset <= h ? 1.0 : 0)])),
            Pair("signal-tight-within-12", first, second, outcome => [.. outcome.Flip.Select(flip => flip is >= 0 and <= 12 ? 1.0 : 0)]),
            Pair("largest-fall-of-the-index", first, second, outcome => outcome.Fall),
            Pair("largest-job-loss", first, second, outcome => outcome.JobLoss),
            Pair("fines", first, second, outcome => outcome.Fines),
            Pair("claims-waiting", first, second, outcome => outcome.Backlog),
            Pair("other-sectors-following", first, second, outcome => outcome.SpillOver),
        ];
    }

    /// <remarks>Weighed as the first run is; what does not count in one counts in neither.</remarks>
    static PairedDifference Pair(string quantity, ScenarioOutcome first, ScenarioOutcome second, Func<ScenarioOutcome, ImmutableArray<double>> values)
    {
        ImmutableArray<double> a = values(first), b = values(second);
        RunPlan plan = first.History.Plan;
        double Weight(int r) => second.WeightOf(r) > 0 ? first.WeightOf(r) : 0;
        ReplicateMean difference = ReplicateMean.Of(plan, Weight, r => b[r] - a[r]);
        double half = HalfWidth * Math.Sqrt(difference.Variance), meanA = ReplicateMean.Of(plan, Weight, r => a[r]).Mean;
        return new PairedDifference(quantity, meanA, meanA + difference.Mean, difference.Mean, difference.Mean - half, difference.Mean + half, difference.Replicates);
    }
}
