using CsCheck;
using Fangshou.Forecasts;

namespace Fangshou.Tests.Forecasts.Laws;

/// <summary>The rule against its own words, and continuations of a series against the whole of it.</summary>
public class SwingRuleLaws
{
    static readonly Gen<int> count = Gen.Frequency((8, Gen.Const(0)), (3, Gen.Int[1, 2]), (1, Gen.Int[3, 7]));

    static readonly Gen<(int[] Restrictive, int[] Ease)> series = Gen.Int[1, 90].SelectMany(n => Gen.Select(count.Array[n], Gen.Frequency((6, Gen.Const(0)), (1, Gen.Int[1, 2])).Array[n]));

    [Fact]
    public void The_state_is_what_the_words_say() => series.Sample(s => Assert.Equal(Plain(s.Restrictive, s.Ease), SwingRule.Code(s.Restrictive, s.Ease)), iter: 5_000);

    /// <summary>The test above is about something: turns of both kinds come, and not only at the first chance.</summary>
    [Fact]
    public void Turns_of_both_kinds_are_among_those_series()
    {
        int on = 0, off = 0;
        series.Sample(s =>
        {
            bool[] state = SwingRule.Code(s.Restrictive, s.Ease);
            for (int t = 1; t < state.Length; t++)
            {
                if (state[t] && !state[t - 1])
                    Interlocked.Increment(ref on);
                if (!state[t] && state[t - 1])
                    Interlocked.Increment(ref off);
            }
        });
        Assert.True(on > 10 && off > 10, $"{on} {off}");
    }

    [Fact]
    public void A_series_that_never_changes_never_turns() => Gen.Select(Gen.Int[0, 50], Gen.Int[0, 50], Gen.Int[1, 120]).Sample((restrictive, ease, months) =>
        Assert.DoesNotContain(true, SwingRule.Code([.. Enumerable.Repeat(restrictive, months)], [.. Enumerable.Repeat(ease, months)])));

    [Fact]
    public void Later_months_change_no_earlier_state() => Gen.Select(series, Gen.Int[1, 90]).Sample((s, cut) =>
    {
        cut = Math.Min(cut, s.Restrictive.Length);
        Assert.Equal(SwingRule.Code(s.Restrictive, s.Ease)[..cut], SwingRule.Code(s.Restrictive.AsSpan(0, cut), s.Ease.AsSpan(0, cut)));
    });

    [Fact]
    public void A_continuation_turns_when_the_whole_series_does() =>
        Gen.Select(Gen.Int[ForecastPanel.FewestMonths, 70].SelectMany(n => Gen.Select(count.Array[n], Gen.Frequency((6, Gen.Const(0)), (1, Gen.Int[1, 2])).Array[n])), count.Array[24], Gen.Frequency((5, Gen.Const(0)), (1, Gen.Int[1, 2])).Array[24])
            .Sample((known, restrictive, ease) =>
            {
                CellPast past = ForecastSample.Past(known.Item1, known.Item2);
                Assert.Equal(known.Item1, past.Restrictive);
                Futures futures = new(past, 2);
                restrictive.CopyTo(futures.Restrictive(1));
                ease.CopyTo(futures.Ease(1));
                bool[] whole = SwingRule.Code([.. known.Item1, .. restrictive], [.. known.Item2, .. ease]);
                int turn = Array.IndexOf(whole, !past.Crackdown[^1], past.Months);
                Assert.Equal(turn < 0 ? null : turn - past.Months, futures.FirstTurn(1));
                Assert.Equal(past.Crackdown[^1] ? SwingKind.Easing : SwingKind.Crackdown, past.Next);
            }, iter: 300);

    /// <summary>Shares of continuations, drawn towards the prior by two of them.</summary>
    [Fact]
    public void What_continuations_say_is_how_many_of_them_turned()
    {
        CellPast past = ForecastSample.Past(new int[30], new int[30]);
        Futures futures = new(past, 10);
        for (int future = 0; future < 3; future++)
            futures.Restrictive(future)[4 + future] = 3;
        Outlook said = futures.Read();
        for (int h = 1; h <= 24; h++)
            Assert.Equal((Math.Clamp(h - 4, 0, 3) + (2 * (1 - Math.Exp(-h / 64.0)))) / 12, said.Within[h - 1], 1e-12);
        Assert.Equal(SwingKind.Crackdown, said.Swing);

        // Three continuations have three acts within twelve months, seven none; half a draw is spread over 0…5.
        Assert.Equal((3 + (0.5 / 6)) / 10.5, said.Counts[3].Of(3), 1e-12);
        Assert.Equal((7 + (0.5 / 6)) / 10.5, said.Counts[3].Of(0), 1e-12);
    }

    static bool[] Plain(int[] restrictive, int[] ease)
    {
        List<bool> states = [];
        int turned = 0;
        for (int t = 0; t < restrictive.Length; t++)
        {
            bool on = t > 0 && states[t - 1];
            IEnumerable<int> Last(int[] counts, int months, int end) => Enumerable.Range(end - months + 1, months).Where(i => i >= 0).Select(i => counts[i]);
            int three = Last(restrictive, 3, t).Sum();
            bool turns;
            if (on)
            {
                bool eased = Last(ease, 3, t).Sum() >= 2 && three < 3, faded = t - turned >= 6 && Last(restrictive, 6, t).Sum() <= 1;
                turns = t - turned >= 3 && (eased || faded);
            }
            else
            {
                int[] before = [.. Last(restrictive, 24, t - 3)];
                turns = before.Length >= 12 && three >= 3 && three / 3.0 >= (4 * before.Average()) - 1e-9;
            }

            if (turns)
                turned = t;
            states.Add(on ^ turns);
        }

        return [.. states];
    }
}
