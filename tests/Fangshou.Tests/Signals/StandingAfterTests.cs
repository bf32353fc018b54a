using Fangshou.Ledger;
using Fangshou.Signals;
using Fangshou.Tests.Forecasts;

namespace Fangshou.Tests.Signals;

/// <summary>Which restrictions are taken to stand in the months to come.</summary>
public class StandingAfterTests
{
    static readonly Month origin = Month.Of(2020, 6);

    [Fact]
    public void Without_an_end_on_record_it_stands_for_a_year_from_its_start() =>
        Assert.Equal(9, Standing(Freeze(new DateOnly(2020, 3, 10))));

    [Fact]
    public void One_that_ended_or_is_past_its_longest_stay_stands_no_more()
    {
        Assert.Equal(0, Standing(Freeze(new DateOnly(2020, 3, 10)) with { Until = new DateOnly(2020, 6, 20) }));
        Assert.Equal(0, Standing(Freeze(new DateOnly(2019, 6, 1))));
        Assert.Equal(1, Standing(Freeze(new DateOnly(2019, 7, 31))));
    }

    [Fact]
    public void An_end_that_is_not_yet_known_is_not_used() =>
        Assert.Equal(9, Standing(Freeze(new DateOnly(2020, 3, 10)) with { Until = new DateOnly(2020, 8, 1) }));

    [Fact]
    public void What_is_no_temporary_restriction_does_not_stand()
    {
        Assert.Equal(0, Standing(Freeze(new DateOnly(2020, 3, 10)) with { Severity = 2 }));
        Assert.Equal(0, Standing(Freeze(new DateOnly(2020, 3, 10)) with { Instrument = "law" }));
        Assert.Equal(0, Standing(Freeze(new DateOnly(2020, 3, 10)) with { ActorLevel = "firm" }));
        Assert.Equal(0, Standing(Freeze(new DateOnly(2020, 3, 10)) with { Direction = Direction.Ease }));
    }

    [Fact]
    public void A_freeze_of_a_trade_does_not_hold_its_whole_branch() =>
        Assert.Equal(0, Standing(Freeze(new DateOnly(2020, 3, 10)) with { Sectors = ["generative-ai"] }));

    /// <summary>Seen later, if nothing more was learned, the months that were taken to stand did.</summary>
    [Fact]
    public void The_months_that_follow_are_counted_alike_when_they_have_come()
    {
        Event[] rows = [ForecastSample.Row("a", new DateOnly(2018, 1, 1)), Freeze(new DateOnly(2020, 3, 10)), Freeze(new DateOnly(2020, 5, 31)) with { Id = "c" }];
        bool[] told = SignalBuilder.StandingAfter(Series(rows, origin), origin, 24);
        SignalSeries later = Series(rows, origin + 24);
        Assert.Equal(told, later.Months.Where(m => m.Month > origin).Select(m => m.Standing));
        Assert.Equal(11, told.Count(s => s));
    }

    /// <summary>How many months from the first on.</summary>
    static int Standing(Event row)
    {
        bool[] standing = SignalBuilder.StandingAfter(Series([ForecastSample.Row("a", new DateOnly(2018, 1, 1)), row], origin), origin, 24);
        int months = standing.TakeWhile(s => s).Count();
        Assert.Equal(months, standing.Count(s => s));
        return months;
    }

    static Event Freeze(DateOnly day) => ForecastSample.Row("freeze", day, severity: 4, instrument: "suspension");

    static SignalSeries Series(Event[] rows, Month last) => SignalBuilder.Build(ForecastSample.Ledger(rows).AsOf(new AsOf(last.LastDay)), new Cell("CN", "ai"), Lane.General, new SignalOptions());
}
