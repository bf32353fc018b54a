using System.Collections.Immutable;
using Fangshou.Mechanism;
using Fangshou.Scenarios;

namespace Fangshou.Tests.Scenarios;

/// <summary>What holds of scenarios on common random numbers.</summary>
public class ScenarioLaws
{
    static readonly string folder = Path.Combine(AppContext.BaseDirectory, "scenarios");

    static readonly Scenario honeymoon = Read("ai-honeymoon.json");

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

    /// <summary>Sheltering is what roles do and nothing else: when all places give all of theirs up, the histories are those without local protection, to the bit.</summary>
    [Fact]
    public void When_every_place_leaves_local_protection_is_gone()
    {
        ulong[] leave = Hashes(new Intervention { Month = honeymoon.ChangeMonth, Roles = [.. Enumerable.Range(0, honeymoon.World.Localities.Length).Select(place => new RoleMove(place, Move.Set, 0))] });
        ulong[] off = Hashes(new Intervention { Month = honeymoon.ChangeMonth, Parameters = [new ParameterMove(MechanismParameter.ProtectionSlope, Move.Set, 0)] });
        ulong[] one = Hashes(new Intervention { Month = honeymoon.ChangeMonth, Roles = [new RoleMove(0, Move.Set, 0)] });
        ulong[] none = Hashes(new Intervention { Month = honeymoon.ChangeMonth, Roles = [new RoleMove(0, Move.Scale, 1)] });
        Assert.Equal(off, leave);
        Assert.Equal(Hashes(null), none);
        Assert.Equal(none[..honeymoon.ChangeMonth], one[..honeymoon.ChangeMonth]);
        Assert.NotEqual(none[^1], one[^1]);
        Assert.NotEqual(leave[^1], one[^1]);

        static ulong[] Hashes(Intervention? lever)
        {
            Scenario scenario = honeymoon with { Replicates = 16, Levers = lever is null ? [] : [new Lever([lever], "test")] };
            History history = EnsembleRun.Run(scenario.Plan([ParameterSet.Default], [Series.Restrictive]) with { HashesSteps = true }, 1);
            return [.. Enumerable.Range(0, history.Months).Select(history.StateHash)];
        }
    }

    public static TheoryData<string> WithBands => [.. Directory.GetFiles(folder, "*.json").Select(Path.GetFileName).OfType<string>().Order().Where(file => !Read(file).Expected.IsEmpty)];

    [Theory]
    [MemberData(nameof(WithBands))]
    public void The_bands_of_a_shipped_scenario_hold_with_the_core_parameters(string file)
    {
        Scenario scenario = Read(file);
        Assert.All(
            scenario.Expected.GroupBy(band => band.Severity),
            bands =>
            {
                ScenarioOutcome outcome = Run(scenario with { Severity = bands.Key }, [ParameterSet.Core], 2);
                Assert.All(bands, band => Assert.InRange(outcome.OnsetWithin(band.WithinMonths).Value, band.Least, band.Largest));
            });
    }

    /// <summary>A place with a fifth of the firms matters less than all five; what moves is other sectors, where there is harm to hide.</summary>
    [Fact]
    public void One_place_that_leaves_does_less_than_all()
    {
        (PairedDifference One, PairedDifference All)[] both = [.. Differences("one-place-leaves.json").Zip(Differences("local-protection-removed.json"))];
        PairedDifference one = both.Single(pair => pair.One.Quantity == "other-sectors-following").One, all = both.Single(pair => pair.One.Quantity == "other-sectors-following").All;
        Assert.True(one.Low > 0 && one.High < all.Low, $"{one.Difference} against {all.Difference}");
        Assert.InRange(both[0].One.Difference, -0.01, 0.01);

        static ImmutableArray<PairedDifference> Differences(string file)
        {
            Scenario scenario = Read(file) with { Severity = 8 };
            return Comparison.Of(Run(scenario.Baseline, [ParameterSet.Core], 2), Run(scenario, [ParameterSet.Core], 2));
        }
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

    /// <summary>A history of weight 3 counts as three, in means, differences and quantiles.</summary>
    [Fact]
    public void A_weight_counts_as_so_many_histories()
    {
        Scenario scenario = honeymoon with { Severity = 12, Replicates = 40 };
        ScenarioOutcome one = Run(scenario, [ParameterSet.Core], 1), two = Run(scenario, [ParameterSet.Core.With(MechanismParameter.Anger, 0.2)], 1);
        ImmutableArray<double> weights = [.. one.Onset.Select((_, r) => r % 4 == 0 ? 3.0 : 1)];
        (one, two) = (one with { Weights = weights }, two with { Weights = weights });
        int[] counted = [.. Enumerable.Range(0, 40).Where(r => one.Onset[r] != -2 && two.Onset[r] != -2).SelectMany(r => Enumerable.Repeat(r, (int)weights[r]))];
        Assert.All(
            Comparison.Of(one, two).Zip(Comparison.Of(two, one)),
            pair => Assert.Equal(pair.First.Difference, -pair.Second.Difference, 1e-12));
        PairedDifference fall = Comparison.Of(one, two).Single(pair => pair.Quantity == "largest-fall-of-the-index");
        Assert.Equal(counted.Average(r => one.Fall[r]), fall.First, 1e-12);
        Assert.Equal(counted.Average(r => two.Fall[r]), fall.Second, 1e-12);

        // With weights a quantile is a history's value: the smallest that the share of the weight does not exceed.
        int last = one.History.Months - 1, sector = scenario.Sector;
        double[] index = [.. Enumerable.Range(0, 40).Where(r => one.Onset[r] != -2).SelectMany(r => Enumerable.Repeat(Math.Pow(one.History.At(Series.Confidence, r, last, sector), 2), (int)weights[r])).Order()];
        ImmutableArray<double> told = MonthlyQuantiles.Of(one, FanQuantity.Index, 0).Values[^1];
        Assert.Equal(MonthlyQuantiles.Probabilities.Select(p => index[(int)Math.Ceiling(p * index.Length) - 1]), told);
    }

    /// <summary>Parameter sets are what varies: a set twice in the list is one cluster, and with nothing ever seen no more than the sets can be trusted.</summary>
    [Fact]
    public void Replicates_of_equal_parameter_sets_are_one_cluster()
    {
        Scenario scenario = honeymoon with { Severity = 12, Replicates = 128 };
        ParameterSet mild = ParameterSet.Core.With(MechanismParameter.Anger, 0.3), again = ParameterSet.Core.With(MechanismParameter.Anger, 0.3);
        Assert.Equal(mild, again);
        ScenarioOutcome twice = Run(scenario, [ParameterSet.Core, mild, again], 2), once = twice with { History = EnsembleRun.Run(twice.History.Plan with { Parameters = [ParameterSet.Core, mild, mild] }, 1) };
        Assert.Equal(once.OnsetWithin(12), twice.OnsetWithin(12));

        // The long way: two clusters, G / (G − 1) = 2.
        double p = twice.OnsetWithin(12).Value, n = twice.Counted, variance = 0;
        foreach (IGrouping<bool, int> cluster in Enumerable.Range(0, 128).Where(r => twice.Onset[r] != -2).GroupBy(r => r / RunPlan.GroupSize % 3 == 0))
            variance += Math.Pow(cluster.Sum(r => (twice.Onset[r] is >= 0 and <= 12 ? 1 : 0) - p), 2);
        Assert.Equal(Math.Min(n, p * (1 - p) * n / (n - 1) / (2 * variance / (n * n))), twice.OnsetWithin(12).Effective, 1e-9);

        ScenarioOutcome never = Run(scenario with { Severity = 0, Replicates = 48 }, [ParameterSet.Core, mild, again], 2);
        Assert.Equal(0, never.OnsetWithin(1).Value);
        Assert.InRange(never.OnsetWithin(1).Effective, 1, 2);
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
        ImmutableArray<ImmutableArray<double>> fan = MonthlyQuantiles.Of(outcome, FanQuantity.Index, 0).Values;
        Assert.Equal(honeymoon.Months - honeymoon.ChangeMonth, fan.Length);
        Assert.All(fan, month => Assert.Equal(month.Order(), month));
    }

    static Scenario Read(string file) => ScenarioReader.Read(name => File.OpenRead(Path.Combine(folder, name)), file);

    static ScenarioOutcome Run(Scenario scenario, ImmutableArray<ParameterSet> parameters, int threads) =>
        ScenarioOutcome.Run(scenario, parameters, threads, cancellation: TestContext.Current.CancellationToken);
}
