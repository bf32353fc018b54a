using System.Globalization;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;

namespace Fangshou.Tests.Phases;

/// <summary>Why the model reads counts and no severities: those of acts are spread alike in lax months and in crackdowns.</summary>
public class SeverityTests(ITestOutputHelper output)
{
    const int Severities = 5;

    // A total variation distance of a fifth would be worth a parameter.
    const double Alike = 0.2;

    static readonly FitOptions shortChains = new() { Kept = 250, WarmUp = 250, Thinning = 2, Chains = 2, LargestRHat = double.PositiveInfinity, SmallestEffectiveSampleSize = 0 };

    [SlowFact]
    public void Acts_are_as_grave_in_lax_months_as_in_crackdowns()
    {
        PhasePanel panel = PhasePanel.Fit(ShippedCells.General, PhasePriors.General, shortChains, cancel: TestContext.Current.CancellationToken);
        Dictionary<Phase, int[]> counts = Enum.GetValues<Phase>().ToDictionary(p => p, _ => new int[Severities]);
        foreach (SignalSeries series in ShippedCells.General)
        {
            PhasePath path = PhaseFit.Run(series, panel, TestContext.Current.CancellationToken).Path;
            foreach (Event act in series.Events.Where(e => e.Direction == Direction.Tighten && LaneRule.IsAuthority(e)))
                counts[path.Smoothed[act.Month - series.Months[0].Month].MostProbable][act.Severity - 1]++;
        }

        double[] lax = Shares(Phase.Lax), crackdown = Shares(Phase.Crackdown);
        double distance = lax.Zip(crackdown, (a, b) => Math.Abs(a - b)).Sum() / 2;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"total variation distance of lax and crackdown: {distance:F2}"));
        Assert.True(counts[Phase.Lax].Sum() > 100 && counts[Phase.Crackdown].Sum() > 100);
        Assert.True(distance < Alike, "Severities tell the phases apart after all: let the model read them.");

        double[] Shares(Phase phase)
        {
            double total = counts[phase].Sum();
            double[] shares = [.. counts[phase].Select(n => n / total)];
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{phase}, {total} acts, severity 1 to 5: {string.Join(' ', shares.Select(s => s.ToString("F2", CultureInfo.InvariantCulture)))}"));
            return shares;
        }
    }
}
