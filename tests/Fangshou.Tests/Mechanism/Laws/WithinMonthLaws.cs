using Fangshou.Mechanism;
using Fangshou.Scenarios;
using Fangshou.Tests.Briefs;

namespace Fangshou.Tests.Mechanism.Laws;

public class WithinMonthLaws
{
    const int Draws = 20_000;

    /// <summary>A gamma variable with shape a and mean m has variance m² / a.</summary>
    [Theory]
    [InlineData(0.0, 6.0)]
    [InlineData(2.0, 2.0)]
    public void Delays_have_the_moments_of_their_law(double salience, double mean)
    {
        double[] days = [.. Enumerable.Range(0, Draws).Select(r => WithinMonth.DaysToFirstAct(5, r, 150, 3, salience))];
        double sd = mean / Math.Sqrt(1.2), average = days.Average();
        Assert.InRange(average, mean - (4 * sd / Math.Sqrt(Draws)), mean + (4 * sd / Math.Sqrt(Draws)));
        Assert.InRange(days.Average(d => (d - average) * (d - average)) / (sd * sd), 0.92, 1.08);
        Assert.All(days, d => Assert.True(d > 0 && double.IsFinite(d)));
    }

    [Fact]
    public void The_louder_the_public_the_sooner_on_the_same_random_number() => Assert.All(
        Enumerable.Range(0, 200),
        r => Assert.True(WithinMonth.DaysToFirstAct(5, r, 150, 3, 3) < WithinMonth.DaysToFirstAct(5, r, 150, 3, 1)));

    [Fact]
    public void Silence_cannot_be_negative() => Assert.Throws<ArgumentOutOfRangeException>(() => WithinMonth.DaysToFirstAct(5, 0, 0, 0, -1));

    /// <summary>An act in the month of the turn comes within the drawn days; a later one as many months later.</summary>
    [Fact]
    public void An_outcome_counts_whole_months_and_then_days()
    {
        ScenarioOutcome outcome = ScenarioOutcome.Run(ScenarioSample.Scenario with { Severity = 30, Replicates = 64 }, [ParameterSet.Core], threads: 1, cancellation: TestContext.Current.CancellationToken);
        int turned = 0, sector = outcome.Scenario.Sector;
        for (int r = 0; r < 64; r++)
        {
            int turn = outcome.Scenario.ChangeMonth + outcome.Flip[r];
            int[] acting = [.. Enumerable.Range(0, outcome.History.Months).Where(t => outcome.Flip[r] >= 0 && t >= turn && outcome.History.At(Series.Restrictive, r, t, sector) > 0)];
            Assert.Equal(acting.Length == 0, double.IsNaN(outcome.FirstAct[r]));
            if (acting.Length == 0)
                continue;
            turned++;
            double days = WithinMonth.DaysToFirstAct(outcome.Scenario.Seed, r, acting[0], sector, outcome.History.At(Series.Salience, r, acting[0], sector));
            Assert.Equal(((acting[0] - turn) * 365.2425 / 12) + days, outcome.FirstAct[r], 1e-9);
        }

        Assert.True(turned > 20);
    }
}
