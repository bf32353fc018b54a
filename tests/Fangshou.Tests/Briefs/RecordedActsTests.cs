using System.Collections.Immutable;
using Fangshou.Briefs;
using Fangshou.Ledger;
using Fangshou.Scenarios;
using Fangshou.Signals;

namespace Fangshou.Tests.Briefs;

/// <summary>What a ledger recorded, laid over the histories of a scenario.</summary>
public class RecordedActsTests
{
    static readonly Month change = Month.Parse("2021-01");

    // Two months before the change to three after it; the band of eight in ten is 1 to 4.
    static readonly MonthlyQuantiles fan = new(FanQuantity.ActsInThreeMonths, -2, [.. Enumerable.Repeat(ImmutableArray.Create(0.0, 1, 2, 2, 3, 4, 5), 6)]);

    [Fact]
    public void Each_number_is_the_sum_of_three_months_placed_by_the_month_of_change()
    {
        RecordedActs recorded = RecordedActs.Of("x", Series("2020-07", 1, 0, 2, 0, 1, 3, 5, 0, 0, 4, 9, 9), change, fan);
        Assert.Equal(-2, recorded.FirstMonth);
        Assert.Equal([3, 4, 9, 8, 5, 4], recorded.Acts);
        Assert.Equal((0, 1, 3), recorded.Against(fan));
    }

    [Fact]
    public void A_number_below_the_band_counts_as_below() =>
        Assert.Equal((2, 2, 0), RecordedActs.Of("x", Series("2020-10", 0, 0, 0, 0, 0, 1, 0), change, fan).Against(fan));

    [Fact]
    public void Months_that_coding_has_not_caught_up_with_or_that_the_ledger_does_not_reach_are_left_out()
    {
        SignalSeries series = Series("2020-11", 1, 1, 1, 1, 1);
        series = series with { Months = series.Months.SetItem(4, series.Months[4] with { Provisional = true }) };
        RecordedActs recorded = RecordedActs.Of("x", series, change, fan);
        Assert.Equal(0, recorded.FirstMonth);
        Assert.Equal([3, 3], recorded.Acts);
        Assert.Empty(RecordedActs.Of("x", Series("2024-01", 1, 1, 1), change, fan).Acts);
        Assert.Empty(RecordedActs.Of("x", Series("2021-01"), change, fan).Acts);
    }

    static SignalSeries Series(string first, params int[] acts) => new()
    {
        Cell = new Cell("CN", "ai"),
        Lane = Lane.General,
        AsOf = AsOf.Latest,
        DataVersion = "0",
        Events = [],
        Months = [.. acts.Select((count, i) => new SignalMonth(Month.Parse(first) + i, count, count, count, 0, 0, 0, 0, 0, 0, 0, Standing: false, 0, Provisional: false))],
    };
}
