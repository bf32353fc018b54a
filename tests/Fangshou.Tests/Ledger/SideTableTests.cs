using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Store;

namespace Fangshou.Tests.Ledger;

public class SideTableTests
{
    [Theory]
    [InlineData("percent, month (dated first day)", 1)]
    [InlineData("licences, quarter (dated first day)", 3)]
    [InlineData("million CNY, half-year (dated first day)", 6)]
    [InlineData("billion CNY, January to September (dated first day)", 9)]
    [InlineData("billion USD, year (dated first day; 2024 to July)", 12)]
    [InlineData("million CNY, five-year sum (dated first day)", 60)]
    [InlineData("licences in a batch, day of release (month end if day unknown)", 0)]
    [InlineData("platforms at year end (Statista series)", 0)]
    public void A_unit_tells_how_long_the_period_of_a_value_is(string unit, int months) => Assert.Equal(months, DriverSeriesReader.PeriodMonths(unit));

    [Fact]
    public void A_value_is_known_when_its_period_is_over()
    {
        MemoryPackage package = new MemoryPackage().Set("series.csv", "series,unit,jurisdiction,date,value,source_url,source_publisher",
            "GDP,\"per cent, quarter (dated first day)\",CN,2020-07-01,4.9,https://example.org/s,Example",
            "GDP,\"per cent, quarter (dated first day)\",CN,2020-04-01,3.2,https://example.org/s,Example",
            "JUDGES,number,CN,2020-04-01,1000,,UNVERIFIED memory");
        DriverSeries gdp = Assert.Single(DriverSeriesReader.Read(package.Open, null));
        Assert.Equal([3.2, 4.9], gdp.Values.Select(v => v.Value));
        Assert.Empty(gdp.At(new AsOf(new DateOnly(2020, 6, 29))).Values);
        Assert.Equal([3.2], gdp.At(new AsOf(new DateOnly(2020, 9, 29))).Values.Select(v => v.Value));
        Assert.Equal(2, gdp.At(new AsOf(new DateOnly(2020, 9, 30))).Values.Length);
    }

    [Fact]
    public void Series_that_are_shipped_are_read_and_none_is_from_memory()
    {
        ImmutableArray<DriverSeries> shipped = DriverSeriesReader.Read(PackageFolder.At(null).Open, null);
        Assert.True(shipped.Length > 80);
        Assert.DoesNotContain(shipped.SelectMany(s => s.Values), v => v.Source.Publisher.StartsWith("UNVERIFIED", StringComparison.Ordinal));
        // A unit that speaks of first days names its period.
        Assert.All(shipped.Where(s => s.Unit.Contains("first day", StringComparison.Ordinal)), s => Assert.NotEqual(0, DriverSeriesReader.PeriodMonths(s.Unit)));
    }

    [Fact]
    public void A_retired_id_is_used_no_more_and_its_successor_is()
    {
        PackageFolder package = PackageFolder.At(null);
        HashSet<string> used = [.. package.Read().Events.Select(e => e.Id)];
        ImmutableArray<RetiredId> retired = RetiredIdReader.Read(package.Open, null);
        Assert.NotEmpty(retired);
        Assert.DoesNotContain(retired, r => used.Contains(r.Id));
        Assert.All(retired, r => Assert.True(r.Successor.Length == 0 || used.Contains(r.Successor), r.Id));
    }

    [Fact]
    public void A_consultation_is_about_one_draft_or_proposal_and_closes_after_it_was_published()
    {
        PackageFolder package = PackageFolder.At(null);
        Dictionary<string, Event> events = package.Read().Events.ToDictionary(e => e.Id, StringComparer.Ordinal);
        ImmutableArray<Consultation> consultations = ConsultationReader.Read(package.Open, null);
        Assert.NotEmpty(consultations);
        Assert.All(consultations, one => Assert.Equal("draft", events[one.Act].Instrument));
        Assert.All(consultations, one => Assert.InRange(one.Closes.DayNumber - events[one.Act].Date.Day.DayNumber, 1, 92));
        Assert.Equal(consultations.Length, consultations.Select(one => one.Act).Distinct().Count());
    }

    [Fact]
    public void A_package_without_these_tables_has_none()
    {
        MemoryPackage package = new MemoryPackage().Remove("series.csv");
        Assert.Empty(DriverSeriesReader.Read(package.Open, null));
        Assert.Empty(RetiredIdReader.Read(package.Open, null));
        Assert.Empty(ConsultationReader.Read(package.Open, null));
    }
}
