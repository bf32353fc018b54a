using System.Collections.Immutable;
using Fangshou.Mechanism;
using Fangshou.Phases;

namespace Fangshou.Tests.Mechanism;

/// <summary>Spells and statistics of runs that were written by hand.</summary>
public class CycleStatisticsTests
{
    const int Months = 120;

    // Lax to month 40, six acts a month to 60, easing to 80, lax to the end.
    static readonly (int Until, float Restrictive, float Loosening)[] cycle = [(40, 0, 0), (60, 6, 0), (80, 0, 4), (Months, 0, 0)];

    [Fact]
    public void A_plain_cycle_is_read_month_by_month()
    {
        ImmutableArray<MeasuredSpell> spells = Spells(cycle);
        Assert.Equal(
            [(Phase.Lax, 0, 40), (Phase.Crackdown, 40, 20), (Phase.Easing, 60, 20), (Phase.Lax, 80, 40)],
            spells.Select(spell => (spell.Phase, spell.Start, spell.Months)));
        Assert.Equal([false, true, false, false], spells.Select(spell => spell.Confirmed));
        Assert.Equal([(false, true), (true, true), (true, true), (true, false)], spells.Select(spell => (spell.StartSeen, spell.EndSeen)));
    }

    [Theory]
    [InlineData(2.4f, 0, false)]
    [InlineData(2.6f, 0, true)]
    [InlineData(2.6f, 0.7f, false)]
    [InlineData(2.6f, 0.6f, true)]
    public void A_crackdown_is_confirmed_by_its_rate_and_by_its_ratio_to_the_spell_before(float rate, float before, bool confirmed)
    {
        MeasuredSpell[] crackdowns = [.. Spells([(40, before, 0), (60, rate, 0), (80, 0, 4), (Months, 0, 0)]).Where(spell => spell.Phase == Phase.Crackdown)];
        Assert.Equal(confirmed, crackdowns.Any(spell => spell.Confirmed));
    }

    [Fact]
    public void Statistics_of_a_plain_cycle_are_what_was_written()
    {
        (History history, BlindReading reading) = Write(cycle);
        CycleStatistics statistics = CycleStatistics.Of(history, reading, [0]);
        Assert.Equal(1, statistics.FullCycles);
        Assert.Equal(1, statistics.Crackdowns);
        Assert.Equal((1, 20, 0, 20), (statistics.Crackdown.Count, statistics.Crackdown.Mean, statistics.Crackdown.Spread, statistics.Crackdown.Median));
        Assert.Equal(20, statistics.Easing.Mean);
        Assert.Equal(0, statistics.Lax.Count);
        Assert.Equal(double.PositiveInfinity, statistics.OnsetRatio);

        // Confidence falls from 1 to 0.6 at once in month 45: the index loses 64 %, and the crackdown ends 15 months later.
        Assert.Equal(0.64, statistics.Drawdown, 1e-6);
        Assert.Equal(15, statistics.LagMonths);
        Assert.Equal(0.5, statistics.LargestFine, 1e-6);

        // One jump of the signal, in month 39, with an incident in month 38, harm 0.8 of which a quarter is seen, agencies in months 41 and 44.
        Assert.Equal((1, 0.8, 0.2, 3), (statistics.Triggered, Math.Round(statistics.HarmAtOnset, 6), Math.Round(statistics.SeenAtOnset, 6), statistics.CascadeMonths));
    }

    [Fact]
    public void Without_loosening_an_easing_completes_no_cycle()
    {
        (History history, BlindReading reading) = Write([(40, 0, 1), (60, 6, 0), (80, 0, 1.9f), (Months, 0, 0)]);
        Assert.Equal(0, CycleStatistics.Of(history, reading, [0]).FullCycles);
    }

    [Fact]
    public void A_sector_that_is_not_asked_for_counts_in_no_cycle()
    {
        (History history, BlindReading reading) = Write(cycle);
        CycleStatistics others = CycleStatistics.Of(history, reading, [1, 2]);
        Assert.Equal(0, others.FullCycles);
        Assert.Equal(0, others.Crackdowns);
    }

    static ImmutableArray<MeasuredSpell> Spells((int, float, float)[] parts)
    {
        (History history, BlindReading reading) = Write(parts);
        return [.. MeasuredSpell.Of(history, reading).Where(spell => spell.Sector == 0)];
    }

    /// <summary>One replicate; the sector in front is as described, all others are quiet.</summary>
    static (History History, BlindReading Reading) Write((int Until, float Restrictive, float Loosening)[] parts)
    {
        History history = new(new RunPlan { World = MechanismSample.China, Parameters = [ParameterSet.Core], Replicates = 1, Months = Months, Seed = 1, Series = CycleStatistics.Series });
        for (int t = 0; t < Months; t++)
        {
            (_, float restrictive, float loosening) = parts.First(part => t < part.Until);
            for (int s = 0; s < history.Sectors; s++)
                Set(history, Series.Confidence, t, s, 1);
            Set(history, Series.Restrictive, t, 0, restrictive);
            Set(history, Series.Loosening, t, 0, loosening);
            Set(history, Series.Confidence, t, 0, t < 45 ? 1 : 0.6f);
            Set(history, Series.Signal, t, 0, t < 40 ? -0.6f : 0.5f);
            Set(history, Series.HiddenHarm, t, 0, 0.8f);
            Set(history, Series.PerceivedHarm, t, 0, 0.2f);
            Set(history, Series.Severity, t, 0, t == 38 ? 2 : 0);
            Set(history, Series.Mobilised, t, 0, t < 41 ? 0 : t < 44 ? 1 : 4);

            // Each heavy year has two equal fines.
            Set(history, Series.Fine, t, 0, t is 50 or 51 or 62 or 63 ? 3 : 0);
        }

        return (history, BlindReading.Of(history, 0, 1));
    }

    static void Set(History history, Series series, int month, int sector, float value) => history.Row(series, 0, month)[sector * RunPlan.GroupSize] = value;
}
