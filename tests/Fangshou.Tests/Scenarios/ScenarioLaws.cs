using System.Collections.Immutable;
using Fangshou.Mechanism;
using Fangshou.Scenarios;

namespace Fangshou.Tests.Scenarios;

/// <summary>What holds of scenarios on common random numbers.</summary>
public class ScenarioLaws
{
    static readonly string folder = Path.Combine(AppContext.BaseDirectory, "scenarios");

    static readonly Scenario honeymoon = ScenarioReader.Read(name => File.OpenRead(Path.Combine(folder, name)), "ai-honeymoon.json");

    /// <summary>A larger incident on the same random numbers never makes a flip less likely by any month.</summary>
    [Fact]
    public void A_larger_incident_never_delays_the_flip_in_law()
    {
        ScenarioOutcome? smaller = null;
        foreach (double severity in new[] { 0, 1, 2, 4, 6, 8, 12, 16, 24, 32, 64.0 })
        {
            ScenarioOutcome larger = Run(honeymoon with { Severity = severity }, [ParameterSet.Core], 2);
            for (int months = 0; smaller is not null && months <= 24; months++)
                Assert.True(larger.FlipWithin(months).Value >= smaller.FlipWithin(months).Value, $"severity {severity}, {months} months");
            smaller = larger;
        }
    }

    [Fact]
    public void The_curve_rises_from_under_five_to_over_eighty_percent()
    {
        Assert.True(Run(honeymoon with { Severity = 1 }, [ParameterSet.Core], 2).OnsetWithin(12).Value < 0.05);
        Assert.True(Run(honeymoon with { Severity = 32 }, [ParameterSet.Core], 2).OnsetWithin(12).Value > 0.80);
    }

    [Fact]
    public void A_scenario_without_levers_does_not_differ_from_its_baseline()
    {
        Scenario scenario = honeymoon with { Severity = 8, Replicates = 64 };
        ScenarioOutcome one = Run(scenario, [ParameterSet.Core], 2), two = Run(scenario.Baseline, [ParameterSet.Core], 1);
        Assert.All(Comparison.Of(one, two), pair => Assert.Equal((0, 0, 0), (pair.Difference, pair.Low, pair.High)));
    }

    /// <summary>Before the month of change the levers have done nothing: the two runs are one.</summary>
    [Fact]
    public void Runs_part_in_the_month_of_the_lever_and_not_before()
    {
        Scenario lever = honeymoon with
        {
            Replicates = 16,
            Levers = [new Lever([new Intervention { Month = honeymoon.ChangeMonth, Parameters = [new ParameterMove(MechanismParameter.GrowthFaction, Move.Set, 0.2)] }], "test")],
        };
        ImmutableArray<Series> series = [Series.Restrictive];
        History with = EnsembleRun.Run(lever.Plan([ParameterSet.Core], series) with { HashesSteps = true }, 1), without = EnsembleRun.Run(lever.Baseline.Plan([ParameterSet.Core], series) with { HashesSteps = true }, 1);
        Assert.All(Enumerable.Range(0, lever.ChangeMonth), month => Assert.Equal(without.StateHash(month), with.StateHash(month)));
        Assert.NotEqual(without.StateHash(lever.ChangeMonth + 6), with.StateHash(lever.ChangeMonth + 6));
    }

    [Fact]
    public void Runs_on_other_random_numbers_are_not_compared()
    {
        Scenario scenario = honeymoon with { Replicates = 8 };
        ScenarioOutcome one = Run(scenario, [ParameterSet.Core], 1), two = Run(scenario with { Seed = 12 }, [ParameterSet.Core], 1);
        Assert.Contains("do not share their random numbers", Assert.Throws<ArgumentException>(() => Comparison.Of(one, two)).Message, StringComparison.Ordinal);
    }

    /// <summary>The interval of a paired difference is that of a mean of differences; here it is computed the long way.</summary>
    [Fact]
    public void Paired_differences_are_means_over_replicates_with_their_standard_error()
    {
        Scenario scenario = honeymoon with { Severity = 12 };
        ScenarioOutcome one = Run(scenario, [ParameterSet.Core], 2), two = Run(scenario, [ParameterSet.Core.With(MechanismParameter.Anger, 0.2)], 2);
        PairedDifference fall = Comparison.Of(one, two).Single(pair => pair.Quantity == "largest-fall-of-the-index");
        double[] differences = [.. Enumerable.Range(0, one.Onset.Length).Where(r => one.Onset[r] != -2 && two.Onset[r] != -2).Select(r => two.Fall[r] - one.Fall[r])];
        double mean = differences.Average(), error = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (differences.Length - 1) / differences.Length);
        Assert.Equal(differences.Length, fall.Replicates);
        Assert.Equal(mean, fall.Difference, 1e-12);
        Assert.Equal(mean - (1.959963984540054 * error), fall.Low, 1e-10);
        Assert.Equal(mean + (1.959963984540054 * error), fall.High, 1e-10);
        Assert.True(fall.High < 0, "Less anger means fewer crackdowns and smaller falls.");
    }

    [Fact]
    public void Replicates_that_are_in_a_crackdown_before_the_change_do_not_count()
    {
        Scenario late = honeymoon with { Stage = [], Replicates = 200 };
        ScenarioOutcome outcome = Run(late with { Sector = 0 }, [ParameterSet.Core], 2);
        Assert.InRange(outcome.Counted, 100, 199);
        Assert.Equal(outcome.Counted, outcome.OnsetWithin(12).Replicates);
    }

    [Fact]
    public void A_fan_has_ascending_quantiles_in_every_month_from_the_change()
    {
        ScenarioOutcome outcome = Run(honeymoon with { Severity = 16, Replicates = 80 }, [ParameterSet.Core], 2);
        ImmutableArray<ImmutableArray<double>> fan = outcome.Fan(Series.Confidence, 0.05, 0.5, 0.95);
        Assert.Equal(honeymoon.Months - honeymoon.ChangeMonth, fan.Length);
        Assert.All(fan, month => Assert.True(month[0] <= month[1] && month[1] <= month[2]));
    }

    static ScenarioOutcome Run(Scenario scenario, ImmutableArray<ParameterSet> parameters, int threads) =>
        ScenarioOutcome.Run(scenario, parameters, threads, cancellation: TestContext.Current.CancellationToken);
}
