using Fangshou.Forecasts;

namespace Fangshou.Tests.Forecasts;

/// <summary>Series that anybody can code by hand.</summary>
public class SwingRuleTests
{
    [Fact]
    public void A_burst_after_quiet_sets_in_with_the_month_that_ends_it()
    {
        // Two years of quiet, then one act a month: the third one makes three.
        bool[] crackdown = Code([.. new int[24], 1, 1, 1, 1, 1]);
        Assert.Equal(26, Array.IndexOf(crackdown, true));
    }

    [Fact]
    public void Four_times_the_earlier_rate_is_enough_and_a_little_less_is_not()
    {
        // Ten acts in the 24 months before are 1.25 in three; four times that is five.
        int[] ten = [.. Enumerable.Repeat(1, 10), .. new int[14]];
        Assert.Equal(26, Array.IndexOf(Code([.. ten, 0, 0, 5]), true));
        Assert.DoesNotContain(true, Code([.. ten, 0, 0, 4]));

        // Nor is a burst of two, however quiet it was.
        Assert.DoesNotContain(true, Code([.. new int[24], 0, 0, 2]));
        Assert.Contains(true, Code([.. new int[24], 0, 0, 3]));
    }

    [Fact]
    public void With_less_than_a_year_before_it_no_burst_is_told()
    {
        Assert.DoesNotContain(true, Code([.. new int[11], 9, 9, 9]));
        Assert.Equal(14, Array.IndexOf(Code([.. new int[12], 9, 9, 9]), true));
    }

    [Fact]
    public void Two_easing_rows_end_it_but_not_within_three_months()
    {
        int[] restrictive = [.. new int[24], 3, 0, 0, 0, 0, 0];
        int[] at(int month) => [.. Enumerable.Range(0, 30).Select(t => t == month ? 2 : 0)];
        bool[] early = SwingRule.Code(restrictive, at(25)), later = SwingRule.Code(restrictive, at(28));
        Assert.Equal((24, 27), (Array.IndexOf(early, true), Array.LastIndexOf(early, true) + 1));
        Assert.Equal((24, 28), (Array.IndexOf(later, true), Array.LastIndexOf(later, true) + 1));

        // While three acts stand within the window, easing rows are noise.
        Assert.True(SwingRule.Code([.. new int[24], 3, 0, 0, 1, 1, 1], at(29))[^1]);
    }

    [Fact]
    public void It_fades_after_half_a_year_with_one_act_at_most()
    {
        Assert.Equal(30, Array.LastIndexOf(Code([.. new int[24], 3, 0, 0, 0, 0, 0, 0, 0]), true) + 1);
        Assert.Equal(30, Array.LastIndexOf(Code([.. new int[24], 3, 0, 0, 1, 0, 0, 0, 0]), true) + 1);
        Assert.True(Code([.. new int[24], 3, 0, 1, 1, 0, 0, 0])[^1]);
    }

    static bool[] Code(int[] restrictive) => SwingRule.Code(restrictive, new int[restrictive.Length]);
}
