using System.Globalization;
using Fangshou.Forecasts;
using Fangshou.Ledger;

namespace Fangshou.Tests.Forecasts;

/// <summary>Acts as streams for the contagion, and what the contagion says of cells.</summary>
public class ActStreamsTests
{
    static readonly Month first = Month.Of(2012, 1), origin = Month.Of(2019, 12);

    static readonly Cell ai = new("CN", "ai"), fintech = new("CN", "fintech"), american = new("US", "gaming"), below = new("CN", "chat-bots");

    static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public void An_act_on_several_sectors_is_one_event_and_has_its_share_of_each_cell()
    {
        ForecastPanel panel = Panel([.. World(), Both("both-1", 2015), Both("both-2", 2016), Both("both-3", 2017) with { Sectors = ["fintech", "gaming"] }]);
        ActStreams streams = ActStreams.Of(panel, panel.Cells, 1)!;
        int acts = panel.Cells.SelectMany(past => past.Signals.Events).Where(row => row.Direction == Direction.Tighten).Select(row => row.Id).Distinct().Count();
        Assert.Equal(acts, streams.Times.Count);

        // In ordinal order: CN's campaigns, ai, chat-bots, fintech; the other country's games.
        Assert.Equal([2.0 / 3, 1, 1, 0, 0], streams.SharesOf(ai));
        Assert.Equal([1, 0, 0, 1, 0], streams.SharesOf(fintech));
        Assert.Equal([0, 0, 0, 0, 1], streams.SharesOf(american));
        Assert.Equal([1, 1, 1, 1, 0], streams.SharesOf(new Cell("CN")));
    }

    /// <summary>A Czech reader sorts ch after h: the order of streams is part of the random numbers, and must not move.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("cs-CZ")]
    [InlineData("da-DK")]
    [InlineData("tr-TR")]
    public void The_order_of_streams_is_the_same_in_every_language(string culture)
    {
        string expected = Said(), abroad = "";
        double[] shares = [];
        Thread reader = new(() => (abroad, shares) = (Said(), ActStreams.Of(Panel(World()), Panel(World()).Cells, 1)!.SharesOf(below))) { CurrentCulture = CultureInfo.GetCultureInfo(culture) };
        reader.Start();
        reader.Join();
        Assert.Equal([0, 1, 0, 0], shares);
        Assert.Equal(expected, abroad);

        static string Said()
        {
            ForecastPanel panel = Panel(World());
            ILearnedForecaster learned = new ContagionForecaster(4).Learn(panel, None);
            return string.Join('\n', panel.Cells.Select(cell => ForecastSample.Bits(learned.Forecast(panel, cell)!)));
        }
    }

    /// <summary>Where a branch is left out, what its acts did teaches no size and no memory; where it is not, it does.</summary>
    [Fact]
    public void What_is_left_out_teaches_no_size()
    {
        Event[] others = [.. World().Where(row => !row.Sectors.Contains("ai"))];
        (double, double, double, double)? Sizes(bool leaves, int bursts)
        {
            ForecastPanel panel = Panel([.. others, .. Enumerable.Range(0, bursts).Select(i => ForecastSample.Row($"burst-{i}", (first + (10 * (i / 5))).FirstDay.AddDays(i % 5)))]);
            if (leaves)
                panel = panel.LeavingOut("ai");
            ContagionFit? fit = ContagionForecaster.FitOf(panel, ActStreams.Of(panel, panel.Cells, 1)!, 1);
            return fit is null ? null : (fit.Model.Self, fit.Model.Area, fit.Model.Campaign, fit.Model.DecayPerMonth);
        }

        Assert.NotNull(Sizes(true, 40));
        Assert.Equal(Sizes(true, 15), Sizes(true, 40));
        Assert.NotEqual(Sizes(false, 15), Sizes(false, 40));
    }

    [Fact]
    public void Where_nothing_was_done_nothing_is_said_and_the_day_is_the_one_of_learning()
    {
        ForecastPanel empty = Panel([.. ForecastSample.Rows(first, new int[96])]);
        Assert.Null(new ContagionForecaster(1).Learn(empty, None).Forecast(empty, empty.Cells[0]));
        ForecastPanel panel = Panel(World()), later = ForecastPanel.Of(ForecastSample.Ledger(World()).AsOf(new AsOf((origin + 1).LastDay)), [ai], ForecastSample.Options);
        Assert.Throws<ArgumentException>(() => new ContagionForecaster(1).Learn(panel, None).Forecast(later, later.Cells[0]));
    }

    /// <summary>A freeze that stands makes one restrictive observation of every month that it is assumed to last, acts or none.</summary>
    [Fact]
    public void A_standing_freeze_is_counted_in_the_months_to_come()
    {
        Event freeze = ForecastSample.Row("freeze", origin.FirstDay, sector: "fintech", severity: 4, instrument: "suspension");
        Outlook with = Say([.. World(), freeze]), without = Say([.. World(), freeze with { Instrument = "fine" }]);
        Assert.Equal(0, with.Counts[3].Mass.Take(12).Sum(), 0.01);
        Assert.True(without.Counts[3].Mass.Take(12).Sum() > 0.5);

        static Outlook Say(Event[] rows)
        {
            ForecastPanel panel = Panel(rows);
            return new ContagionForecaster(1).Learn(panel, None).Forecast(panel, panel.Find(fintech)!)!;
        }
    }

    static Event Both(string id, int year) => ForecastSample.Row(id, new DateOnly(year, 5, 5)) with { Sectors = ["ai", "fintech"] };

    static Event[] World() =>
    [
        .. ForecastSample.Rows(first, Every(9)), .. ForecastSample.Rows(first, Every(14), sector: "chat-bots"),
        .. ForecastSample.Rows(first, Every(11), sector: "fintech"), .. ForecastSample.Rows(first, Every(10), jurisdiction: "US", sector: "gaming"),
    ];

    static int[] Every(int months) => [.. Enumerable.Range(0, 96).Select(t => t % months == 5 ? 1 : 0)];

    static ForecastPanel Panel(Event[] rows) => ForecastSample.Panel(ForecastSample.Ledger(rows), origin, ai, fintech, american, below);
}
