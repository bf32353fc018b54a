using System.Collections.Immutable;
using Fangshou.Mechanism;
using Fangshou.Scenarios;
using Fangshou.Tests.Briefs;

namespace Fangshou.Tests.Scenarios;

public class ScenarioSummaryTests
{
    static readonly ScenarioOutcome outcome = ScenarioOutcome.Run(ScenarioSample.Scenario, [ParameterSet.Core], threads: 1);

    /// <summary>Ends worked out by the published formula with another program.</summary>
    [Theory]
    [InlineData(0, 10, 0, 0.2775328)]
    [InlineData(5, 10, 0.2365931, 0.7634069)]
    [InlineData(81, 263, 0.2552952, 0.3661815)]
    [InlineData(10, 10, 0.7224672, 1)]
    public void The_interval_is_Wilsons(int happened, int replicates, double low, double high)
    {
        (double Low, double High) interval = Estimate.Share(happened, replicates).Interval();
        Assert.Equal(low, interval.Low, 6e-5);
        Assert.Equal(high, interval.High, 6e-5);
    }

    [Fact]
    public void Without_replicates_nothing_is_known() => Assert.Equal((0, 1), Estimate.Share(0, 0).Interval());

    [Fact]
    public void A_summary_says_what_its_outcome_says()
    {
        ScenarioSummary summary = ScenarioSummary.Of(outcome);
        Assert.Equal(outcome.Counted, summary.Counted);
        Assert.Equal([12, 24], summary.Onset.Select(o => o.Months));
        Assert.All(summary.Onset, o => Assert.Equal(outcome.OnsetWithin(o.Months), o.Probability));
        int[] counted = [.. Enumerable.Range(0, outcome.Onset.Length).Where(r => outcome.Onset[r] != -2)];
        Assert.Equal(counted.Average(r => outcome.Fall[r]), summary.Fall, 12);
        Assert.Equal(counted.Average(r => outcome.Fines[r]), summary.Fines, 12);
    }

    [Fact]
    public void Monthly_quantiles_are_those_of_the_histories()
    {
        int change = outcome.Scenario.ChangeMonth, sector = outcome.Scenario.Sector;
        foreach (int before in (int[])[0, 5, 1000])
        {
            MonthlyQuantiles index = MonthlyQuantiles.Of(outcome, FanQuantity.Index, before);
            Assert.Equal(-Math.Min(before, change), index.FirstMonth);
            Assert.Equal(outcome.History.Months - change - index.FirstMonth, index.Values.Length);
            ImmutableArray<double> last = index.Values[^1];
            double[] found = [.. Enumerable.Range(0, 16).Where(r => outcome.Onset[r] != -2).Select(r => Math.Pow(outcome.History.At(Series.Confidence, r, outcome.History.Months - 1, sector), 2)).Order()];
            Assert.Equal((found[(found.Length - 1) / 2] + found[found.Length / 2]) / 2, last[3], 12);
            Assert.Equal(last.Order(), last);
        }

        MonthlyQuantiles acts = MonthlyQuantiles.Of(outcome, FanQuantity.ActsInThreeMonths, 0);
        Assert.All(acts.Values.SelectMany(row => row), value => Assert.True(value >= 0));
    }

    /// <summary>Counted the long way from the recorded acts.</summary>
    [Fact]
    public void Other_sectors_follow_when_their_acts_do()
    {
        History history = outcome.History;
        int change = outcome.Scenario.ChangeMonth;
        for (int r = 0; r < outcome.Onset.Length; r++)
        {
            int following = Enumerable.Range(0, history.Sectors).Count(s => s != outcome.Scenario.Sector && ThreeMonths(r, change - 1, s) < 6 && Enumerable.Range(change, 13).Any(t => ThreeMonths(r, t, s) >= 6));
            Assert.Equal(following, outcome.SpillOver[r]);
        }

        Assert.Contains(outcome.SpillOver, following => following > 0);

        double ThreeMonths(int r, int month, int sector) => Enumerable.Range(month - 2, 3).Sum(t => (double)history.At(Series.Restrictive, r, t, sector));
    }

    /// <summary>A stay is a row of crackdown months in the blind reading, begins after the change, and is unfinished only where the run ends in it.</summary>
    [Fact]
    public void Stays_are_those_of_the_blind_reading()
    {
        ScenarioOutcome many = ScenarioOutcome.Run(ScenarioSample.Scenario with { Replicates = 200, Months = 60 }, [ParameterSet.Core], threads: 2, cancellation: TestContext.Current.CancellationToken);
        BlindReading reading = BlindReading.Of(many.History, 0, 1);
        int alike = 0, seen = 0;
        for (int r = 0; r < 200; r++)
        {
            if (many.Stay[r] is not { } stay)
                continue;
            seen++;
            string path = string.Concat(reading.Path(r, many.Scenario.Sector)[many.Scenario.ChangeMonth..].ToArray());
            string row = new('1', stay.Months);
            alike += (stay.Ended ? path.Contains(row, StringComparison.Ordinal) : path.EndsWith(row, StringComparison.Ordinal)) ? 1 : 0;
        }

        Assert.Equal(seen, alike);
        Assert.InRange(seen, 20, 200);
        double[] lengths = [.. many.Stay.OfType<CrackdownStay>().Where(stay => stay.Ended).Select(stay => (double)stay.Months)];
        Assert.True(lengths.Min() >= BlindReading.ShortestStay);
        Assert.Equal(many.StayQuantiles(0.25, 0.5).Order(), many.StayQuantiles(0.25, 0.5));
    }

    [Fact]
    public void A_band_holds_with_its_ends()
    {
        ExpectedBand band = new(0, 12, 0.25, 0.5);
        Assert.True(new BandCheck(band, Estimate.Share(4, 16)).Holds);
        Assert.True(new BandCheck(band, Estimate.Share(8, 16)).Holds);
        Assert.False(new BandCheck(band, Estimate.Share(9, 16)).Holds);
        Assert.False(new BandCheck(band, Estimate.Share(0, 0)).Holds);
    }

    [Fact]
    public void The_plan_of_an_ablation_is_what_it_runs()
    {
        World world = ScenarioSample.Scenario.World;
        RunPlan plan = Ablation.All[1].Plan(world, [ParameterSet.Core], 8, 3);
        Assert.Equal(Ablation.Months, plan.Months);
        Assert.Equal(0, plan.Parameters[0][MechanismParameter.Career]);
        Assert.Empty(plan.Faults());
    }
}
