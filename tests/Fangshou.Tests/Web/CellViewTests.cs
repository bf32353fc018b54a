using CsCheck;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Store;
using Fangshou.Web.Knowledge;
using Fangshou.Web.Pages;

namespace Fangshou.Tests.Web;

public class CellViewTests
{
    // One in seven asks for no month.
    static readonly Gen<Month?> asked = Gen.Select(Gen.Int[-600, 600], Gen.Int[0, 6]).Select((months, none) => none == 0 ? (Month?)null : new Month(24_000 + months));

    static readonly LedgerAsOf eve = PackageFolder.At(null).Read().AsOf(new AsOf(new DateOnly(2020, 10, 31)));

    [Fact]
    public void Months_are_read_from_the_address()
    {
        CellView view = CellView.Of(Asked.For("/cells/CN/ai", "?month=2020-11&from=2019-01&to=2021-12"));
        Assert.Equal((Month.Of(2020, 11), Month.Of(2019, 1), Month.Of(2021, 12)), (view.Month, view.From, view.To));
        Assert.Equal(new CellView(null, null, null), CellView.Of(Asked.For("/cells/CN/ai")));
    }

    [Fact]
    public void What_is_no_month_is_refused_and_all_of_it_named()
    {
        string message = Assert.Throws<RefusedException>(() => CellView.Of(Asked.For("/cells/CN/ai", "?month=november&from=2020-1&to=2020-02-03"))).Message;
        Assert.All(["month: 'november'", "from: '2020-1'", "to: '2020-02-03'"], part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.Contains("to: 2019-01 lies before from 2020-01", Assert.Throws<RefusedException>(() => CellView.Of(Asked.For("/cells/CN/ai", "?from=2020-01&to=2019-01"))).Message, StringComparison.Ordinal);
    }

    /// <summary>The slider of days can leave the months of an older address behind.</summary>
    [Fact]
    public void The_figure_shows_at_least_a_month_of_the_record() =>
        Gen.Select(asked, asked, Gen.Int[0, 300]).Sample((from, to, length) =>
        {
            Month first = new(24_000), last = first + length;
            MonthInterval shown = new CellView(null, from, to).Shown(first, last);
            Assert.True(first <= shown.From && shown.From <= shown.To && shown.To <= last);
        });

    [Fact]
    public void A_cell_has_the_series_of_its_sector_and_of_its_country_as_known_on_the_day()
    {
        var all = DriverSeriesReader.Read(PackageFolder.At(null).Open, null);
        (var ofSector, var ofCountry) = DriverSubject.Of(new Cell("CN", "gaming"), all, eve);
        Assert.All(ofSector, s => Assert.StartsWith("GAME_", s.Id, StringComparison.Ordinal));
        Assert.NotEmpty(ofSector);
        Assert.Contains(ofCountry, s => s.Id == "GDP_YOY_QUARTER");
        Assert.All(ofSector.Concat(ofCountry).SelectMany(s => s.Values), v => Assert.True(v.KnownSince.Day <= eve.AsOf.Day));
        Assert.Empty(DriverSubject.Of(new Cell("US", "gaming"), all, eve).OfSector);
    }

    [Fact]
    public void Every_sector_that_series_are_about_is_in_the_codebook() => Assert.All(
        DriverSeriesReader.Read(PackageFolder.At(null).Open, null).Select(s => DriverSubject.Sector(s.Id)).OfType<string>(),
        sector => Assert.NotNull(eve.Codebook.Sectors.Find(sector)));

    [Fact]
    public void A_unit_keeps_silent_about_years_to_come()
    {
        DriverSeries warned = new("CAC_WARNINGS", "platforms warned (2024: warned or fined), year (dated first day)", "CN", []);
        Assert.Equal("platforms warned, year (dated first day)", DriverSubject.Unit(warned, eve.AsOf));
        Assert.Equal(warned.Unit, DriverSubject.Unit(warned, new AsOf(new DateOnly(2024, 1, 1))));
        Assert.Equal("CAC warnings", DriverSubject.Title(warned));
    }
}
