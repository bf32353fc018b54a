using CsCheck;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Store;

namespace Fangshou.Tests.Alerts;

/// <summary>How a rule goes from look to look, beside a naive version that looks back over everything each time.</summary>
public class AlertStepLaws
{
    static readonly Cell cell = new("CN", "ai");

    static readonly Gen<ChanceCondition> chances = Gen.Select(Gen.Bool, Gen.Int[20, 80], Gen.Int[0, 15], Gen.Int[1, 4]).Select((passes, threshold, margin, updates) =>
        new ChanceCondition(cell, Phase.Crackdown, 6, passes ? Crossing.Passes : Crossing.FallsBelow, threshold, passes ? threshold - margin : threshold + margin) { Updates = updates });

    /// <summary>Per cent around the thresholds; now and then nothing to be seen.</summary>
    static readonly Gen<double?[]> values = Gen.Frequency((8, Gen.Int[10, 90].Select(percent => (double?)(percent / 100.0))), (1, Gen.Const((double?)null))).Array[0, 40];

    static EditionMark Mark(int look) => new("1", look + 1, new DateOnly(2026, 1, 1));

    /// <summary>The looks at which it tells, by the real thing; the state goes through its text after each look, as if the program had been started anew.</summary>
    static List<int> Told(AlertCondition condition, IEnumerable<AlertSight> sights)
    {
        AlertState state = new();
        List<int> told = [];
        foreach ((AlertSight sight, int look) in sights.Select((sight, look) => (sight, look)))
        {
            (AlertState next, AlertTold? message) = AlertSteps.Look(condition, state, sight);
            if (message is not null)
                told.Add(look);
            Assert.Equal(next, AlertState.Read(next.Write()));
            state = AlertState.Read(next.Write());
        }

        Assert.Equal(told.Count, state.Messages);
        return told;
    }

    static List<int> Told(ChanceCondition condition, double?[] seen) => Told(condition, seen.Select((value, look) => new AlertSight(Mark(look), value)));

    /// <summary>Tells at a look when the last so many were all past, something before them armed it, and nothing was told since.</summary>
    static List<int> Naive(ChanceCondition c, double?[] seen)
    {
        bool Past(int i) => seen[i] is { } v && (c.Way == Crossing.Passes ? v >= (double)(c.Threshold / 100) : v < (double)(c.Threshold / 100));
        bool Back(int i) => seen[i] is { } v && !Past(i) && (c.Way == Crossing.Passes ? v < (double)(c.Again / 100) : v > (double)(c.Again / 100));
        int first = Array.FindIndex(seen, v => v is not null);
        List<int> told = [];
        for (int i = 0; i < seen.Length; i++)
        {
            int from = i - c.Updates + 1;
            if (from < 0 || !Enumerable.Range(from, c.Updates).All(Past))
                continue;
            // The first look arms unless it is past; after that, and after each message, it has to go back.
            int disarmed = told.Count > 0 ? told[^1] : Past(first) ? first : -1;
            bool isArmed = disarmed < 0 ? first < from : Enumerable.Range(disarmed + 1, from - disarmed > 1 ? from - disarmed - 1 : 0).Any(Back);
            if (isArmed)
                told.Add(i);
        }

        return told;
    }

    [Fact]
    public void It_tells_when_the_naive_version_does() => Gen.Select(chances, values).Sample((condition, seen) => Assert.Equal(Naive(condition, seen), Told(condition, seen)), iter: 5000);

    [Fact]
    public void A_value_that_hovers_within_the_margin_tells_once() => Gen.Select(chances, Gen.Double[0, 1].Array[1, 40]).Sample((condition, shares) =>
    {
        // From well before the threshold into the band between it and where it is armed again, on either side of the threshold.
        double threshold = (double)condition.Threshold / 100, again = (double)condition.Again / 100, start = condition.Way == Crossing.Passes ? 0.01 : 0.99, far = condition.Way == Crossing.Passes ? 0.99 : 0.01;
        double?[] seen = [start, .. Enumerable.Repeat((double?)far, condition.Updates), .. shares.Select(share => (double?)(again + (share * (threshold - again)))), .. Enumerable.Repeat((double?)far, condition.Updates)];
        Assert.Equal([condition.Updates], Told(condition, seen));
    });

    [Fact]
    public void So_many_updates_in_a_row_are_needed() => chances.Sample(condition =>
    {
        double start = condition.Way == Crossing.Passes ? 0.01 : 0.99, far = 1 - start;
        double?[] shy = [start, .. Enumerable.Repeat((double?)far, condition.Updates - 1)];
        Assert.Empty(Told(condition, [.. shy, .. shy, .. shy]));
        Assert.Empty(Told(condition, [.. shy, null, .. shy[1..]]));
        Assert.Equal([condition.Updates], Told(condition, [.. shy, far]));
    });

    [Fact]
    public void The_same_edition_or_an_earlier_one_counts_for_nothing() => Gen.Select(chances, values, Gen.Int[0, 40].Array[0, 40]).Sample((condition, seen, again) =>
    {
        AlertState once = new(), often = new();
        for (int look = 0; look < seen.Length; look++)
        {
            once = AlertSteps.Look(condition, once, new AlertSight(Mark(look), seen[look])).State;
            often = AlertSteps.Look(condition, often, new AlertSight(Mark(look), seen[look])).State;
            foreach (int earlier in again.Where(a => a <= look))
            {
                (AlertState same, AlertTold? told) = AlertSteps.Look(condition, often, new AlertSight(Mark(earlier), 1 - (seen[earlier] ?? 0)));
                Assert.Null(told);
                Assert.Equal(often, same);
            }
        }

        Assert.Equal(once, often);
    });

    [Fact]
    public void A_first_look_that_is_past_tells_nothing_until_it_has_gone_back()
    {
        ChanceCondition rule = new(cell, Phase.Crackdown, null, Crossing.Passes, 30, 25);
        Assert.Empty(Told(rule, [0.4, 0.27, 0.4]));
        Assert.Equal([3], Told(rule, [0.4, 0.24, 0.29, 0.3]));
        Assert.Equal([1, 4], Told(rule, [0.1, 0.3, 0.25, 0.24, 0.3]));
        Assert.Equal([1], Told(rule with { Way = Crossing.FallsBelow, Again = 35 }, [0.3, 0.29, 0.35, 0.2]));
    }

    [Fact]
    public void A_message_says_from_where_to_where_and_which_rows_are_new()
    {
        ChanceCondition rule = new(cell, Phase.Crackdown, null, Crossing.Passes, 30, 25) { Updates = 2 };
        AlertState state = new();
        AlertTold? told = null;
        foreach ((double value, int look) in new[] { 0.1, 0.2, 0.35, 0.4 }.Select((value, look) => (value, look)))
            (state, told) = AlertSteps.Look(rule, state, new AlertSight(Mark(look), value));
        Assert.Equal(new AlertTold(0.2, 0.4, null, null, Since: 2), told);
    }

    [Fact]
    public void A_phase_that_has_stayed_long_enough_is_told_once() => Gen.Select(Gen.Enum<Phase>().Nullable().Array[0, 30], Gen.Int[1, 4]).Sample((seen, updates) =>
    {
        PhaseCondition rule = new(cell) { Updates = updates };
        // Naive: after the phase told last, the next run of one other phase that is long enough.
        List<int> expected = [];
        Phase? last = seen.FirstOrDefault(p => p is not null);
        for (int i = 0; i < seen.Length; i++)
        {
            if (i + 1 >= updates && seen[i] is { } phase && phase != last && Enumerable.Range(i - updates + 1, updates).All(j => seen[j] == phase))
            {
                expected.Add(i);
                last = phase;
            }
        }

        Assert.Equal(expected, Told(rule, seen.Select((phase, look) => new AlertSight(Mark(look), Phase: phase))));
    });

    [Fact]
    public void Rows_are_told_at_every_look_but_the_first() => Gen.Bool.Array[0, 20].Sample(seen =>
        Assert.Equal(Enumerable.Range(0, seen.Length).Where(i => i > 0 && seen[i]), Told(new RowCondition(cell), seen.Select((rows, look) => new AlertSight(Mark(look), HasRows: rows)))));
}
