using CsCheck;
using Fangshou.Mechanism;

namespace Fangshou.Tests.Mechanism.Laws;

/// <summary>What holds of the mechanism in any world, with any parameters.</summary>
public class MechanismLaws
{
    const int Months = 60;

    [Fact]
    public void Every_number_stays_in_its_range() => Gen.Select(MechanismSample.Worlds, MechanismSample.Parameters, Gen.ULong).Sample(
        (world, parameters, seed) =>
        {
            History history = EnsembleRun.Run(MechanismSample.Plan(world, [parameters], RunPlan.GroupSize, Months, seed), 1);
            foreach (Series series in Enum.GetValues<Series>())
            {
                (float least, float largest) = Range(series, world);
                for (int r = 0; r < history.Replicates; r++)
                    for (int t = 0; t < Months; t++)
                        for (int s = 0; s < history.Sectors; s++)
                            if (!(history.At(series, r, t, s) >= least && history.At(series, r, t, s) <= largest))
                                Assert.Fail($"{series} is {history.At(series, r, t, s)}; from {least} to {largest} is possible.");
            }
        },
        iter: 100);

    /// <summary>Size has no unit of its own: everything that is measured in it, taken twice as large, changes no act.</summary>
    [Fact]
    public void Doubling_the_unit_of_size_changes_no_act()
    {
        // Firms stay far from the fixed bounds of size; a factor of two changes no digit.
        ParameterSet small = ParameterSet.Default, large = small
            .With(MechanismParameter.InitialSize, 2 * small[MechanismParameter.InitialSize]).With(MechanismParameter.EntrySize, 2 * small[MechanismParameter.EntrySize])
            .With(MechanismParameter.ExitSize, 2 * small[MechanismParameter.ExitSize]).With(MechanismParameter.LobbyingHalf, 2 * small[MechanismParameter.LobbyingHalf])
            .With(MechanismParameter.Claims, 0.5 * small[MechanismParameter.Claims]);
        World china = MechanismSample.China, doubled = World.Create(
            "doubled", [.. china.Sectors.Select(s => s with { Saturation = 2 * s.Saturation })], china.Agencies, [.. china.Localities.Select(l => l with { OtherRevenue = 2 * l.OtherRevenue })]);
        History one = Run(china, small, 16), two = Run(doubled, large, 16);
        foreach (Series series in new[] { Series.Restrictive, Series.Loosening, Series.ContentActs, Series.Draft, Series.Signal, Series.Confidence, Series.WinShare })
            AssertEqual(one, two, series, 1);
        AssertEqual(one, two, Series.Size, 2);
        AssertEqual(one, two, Series.Fine, 2);
    }

    /// <summary>Replicates differ by their numbers alone: any hundred are as good as any other.</summary>
    [Fact]
    public void Replicates_are_exchangeable()
    {
        double[] acts = [.. Enumerable.Range(0, 8).Select(part => MeanActs(part * 104))];
        double mean = acts.Average(), spread = Math.Sqrt(acts.Sum(a => (a - mean) * (a - mean)) / (acts.Length - 1));
        Assert.All(acts, a => Assert.InRange(a, mean - (4 * spread), mean + (4 * spread)));
        Assert.True(spread < 0.1 * mean, $"The parts' means {string.Join(", ", acts)} differ by more than a tenth.");
        Assert.Equal(acts.Length, acts.Distinct().Count());

        static double MeanActs(int first)
        {
            History history = EnsembleRun.Run(
                new RunPlan { World = MechanismSample.China, Parameters = [ParameterSet.Core], Replicates = 104, FirstReplicate = first, Months = 240, Seed = 3 }, 2);
            double sum = 0;
            for (int r = 0; r < history.Replicates; r++)
                for (int s = 0; s < history.Sectors; s++)
                    sum += MeasuredSpell.Rate(history, Series.Restrictive, r, s, 60, 180);
            return sum / history.Replicates / history.Sectors;
        }
    }

    [Fact]
    public void Without_incidents_nothing_is_ever_triggered_by_one()
    {
        ParameterSet quiet = ParameterSet.Core.With(MechanismParameter.IncidentBase, 0).With(MechanismParameter.IncidentSlope, 0);
        History history = Run(MechanismSample.China, quiet, 100, 300);
        for (int r = 0; r < history.Replicates; r++)
            for (int s = 0; s < history.Sectors; s++)
                Assert.Equal(0, MeasuredSpell.Rate(history, Series.VisibleSeverity, r, s, 0, 300));
        CycleStatistics statistics = CycleStatistics.Of(history, BlindReading.Of(history, 120, 2), [0, 1, 2, 3, 4, 5, 6]);
        Assert.Equal(0, statistics.Triggered);

        // What is left is driven by reports, not by nothing.
        Assert.True(statistics.HarmAtOnset > 0.5);
    }

    static History Run(World world, ParameterSet parameters, int replicates, int months = 120) =>
        EnsembleRun.Run(new RunPlan { World = world, Parameters = [parameters], Replicates = replicates, Months = months, Seed = 5, Series = [.. Enum.GetValues<Series>()] }, 2);

    static void AssertEqual(History one, History two, Series series, float factor)
    {
        for (int r = 0; r < one.Replicates; r++)
            for (int t = 0; t < one.Months; t++)
                for (int s = 0; s < one.Sectors; s++)
                    if (factor * one.At(series, r, t, s) != two.At(series, r, t, s))
                        Assert.Fail($"{series} of sector {s}, replicate {r}, month {t}: {one.At(series, r, t, s)} and {two.At(series, r, t, s)}.");
    }

    static (float Least, float Largest) Range(Series series, World world) => series switch
    {
        Series.Restrictive => (0, StepConstants.MostRestrictive),
        Series.Loosening => (0, StepConstants.MostLoosening),
        Series.ContentActs => (0, StepConstants.MostContent),
        Series.Confidence => (0.05f, 1.2f),
        Series.JobLoss => (-0.2f, 0.95f),
        Series.Fine => (0, (float)(StepConstants.LargestFine * StepConstants.LargestSize)),
        Series.WinShare or Series.LargestWinShare => (0.5f, 1),
        Series.Draft => (0, (float)DraftFate.Withdrawn),
        Series.Closed => (0, 1),
        Series.Signal => (-1, 1),
        Series.Protection => (0, 0.99f),
        Series.Mobilised => (0, world.Agencies.Length),
        Series.Size => (0, (float)StepConstants.LargestSize * world.Sectors.Max(s => s.Firms)),
        _ => (0, float.MaxValue),
    };
}
