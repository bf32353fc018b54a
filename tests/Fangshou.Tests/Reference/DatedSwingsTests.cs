using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Reference;
using Fangshou.Tests.Forecasts;

namespace Fangshou.Tests.Reference;

/// <summary>Crackdowns as others date them, as a truth for forecasts.</summary>
public class DatedSwingsTests
{
    static readonly Cell ai = new("CN", "ai");

    static ReferenceDating Dating(Phase phase, string from, string to, params string[] areas) => new()
    {
        Jurisdiction = "CN",
        Sectors = ["ai", "gaming"],
        Areas = [.. areas],
        Phase = phase,
        Start = Month.Parse(from).FirstDay,
        End = Month.Parse(to).LastDay,
        StartUncertaintyMonths = 1,
        Basis = "",
        Source = new Source("", ""),
    };

    [Fact]
    public void A_sector_is_in_a_crackdown_when_anybody_dates_one_whatever_the_area_but_content()
    {
        DatedSwings dated = new([Dating(Phase.Crackdown, "2018-03", "2018-06", "data-privacy"), Dating(Phase.Crackdown, "2018-05", "2018-09"), Dating(Phase.Crackdown, "2020-01", "2020-12", "content-control"), Dating(Phase.Lax, "2010-01", "2018-02")]);
        Assert.Equal(
            [false, true, true, true, false, false],
            new[] { "2018-02", "2018-03", "2018-07", "2018-09", "2018-10", "2020-06" }.Select(month => dated.IsOn(ai, Month.Parse(month))!.Value));
        Assert.True(dated.IsOn(new Cell("CN", "gaming"), Month.Parse("2018-04")));
        Assert.Null(dated.IsOn(new Cell("CN", "fintech"), Month.Parse("2018-04")));
        Assert.Null(dated.IsOn(new Cell("US", "ai"), Month.Parse("2018-04")));
    }

    [Fact]
    public void Forecasts_are_held_to_the_datings_where_there_are_any()
    {
        Month start = Month.Of(2015, 1);
        // By the rule there never is a crackdown.
        Truth rule = new(ForecastSample.Ledger(ForecastSample.Rows(start, new int[72])).AsOf(new AsOf((start + 71).LastDay)), [ai], ForecastSample.Options);
        Truth dated = rule.CodedBy(new DatedSwings([Dating(Phase.Crackdown, "2018-03", "2018-09")]).IsOn);
        Assert.Null(rule.Of(ai, Month.Parse("2017-12"), SwingKind.Crackdown)!.Turned);
        Assert.Equal(3, dated.Of(ai, Month.Parse("2017-12"), SwingKind.Crackdown)!.Turned);
        Assert.Equal(4, dated.Of(ai, Month.Parse("2018-06"), SwingKind.Easing)!.Turned);
        Assert.Null(dated.Of(ai, Month.Parse("2018-06"), SwingKind.Crackdown));
        Assert.Null(rule.CodedBy(new DatedSwings([]).IsOn).Of(ai, Month.Parse("2017-12"), SwingKind.Crackdown));
    }
}
