using System.Text;
using CsCheck;
using Fangshou.Claims;
using Fangshou.Ledger;
using Fangshou.Tests.Strictness;

namespace Fangshou.Tests.Claims;

/// <summary>Figures by year, on planted events.</summary>
public class ByYearTests
{
    static readonly EventFilter all = new() { Cell = new Cell("CN"), From = new DateOnly(2016, 1, 1) };
    static readonly EventFilter grave = all with { Severity = 4 };

    /// <summary>Days from 2014 on with a severity, and a day of knowledge.</summary>
    static readonly Gen<(Event[] Events, DateOnly AsOf)> planted = Gen.Select(
        Gen.Select(Gen.Int[0, 3650], Gen.Int[3, 4]).Array[0, 40],
        Gen.Int[800, 3700],
        (rows, asOf) => (rows.Select((row, i) => Planted($"act-{i}", Day(row.Item1), row.Item2)).ToArray(), Day(asOf)));

    [Fact]
    public void Each_year_has_the_events_that_lie_in_it_and_is_whole_when_it_has_passed() => planted.Sample(sample =>
    {
        Measurement count = new ByYear(null, all, YearNumber.Least, 0).Take(Known(sample.Events, sample.AsOf)), share = new ByYear(grave, all, YearNumber.Least, 0).Take(Known(sample.Events, sample.AsOf));
        Assert.Equal(Enumerable.Range(2016, sample.AsOf.Year - 2015), count.Years.Select(year => year.Year));
        foreach ((YearFigure counted, YearFigure shared) in count.Years.Zip(share.Years))
        {
            Event[] events = [.. sample.Events.Where(e => e.Date.Day.Year == counted.Year && e.Date.Day <= sample.AsOf)];
            int part = events.Count(e => e.Severity >= 4);
            Assert.Equal(sample.AsOf >= new DateOnly(counted.Year, 12, 31), counted.IsWhole);
            Assert.Equal((events.Length, (double)events.Length, events.Length), (counted.Events, counted.Found.Value, shared.Events));
            Assert.Equal(events.Select(e => e.Id).Order(), counted.Found.Rows.Order());
            Assert.Equal(events.Length == 0 ? double.NaN : (double)part / events.Length, shared.Found.Value);
        }
    });

    [Fact]
    public void The_least_and_the_largest_are_those_of_whole_years() => planted.Sample(sample =>
    {
        foreach (EventFilter? part in (EventFilter?[])[null, grave])
        {
            Measurement least = new ByYear(part, all, YearNumber.Least, 0).Take(Known(sample.Events, sample.AsOf)), largest = new ByYear(part, all, YearNumber.Largest, 0).Take(Known(sample.Events, sample.AsOf));
            Measurement[] whole = [.. least.Years.Where(year => year.IsWhole && year.Found.Lacking.Length == 0).Select(year => year.Found)];
            Assert.Equal(whole.Length == 0, least.Lacking.Length > 0);
            if (whole.Length == 0)
                continue;
            Assert.Equal((whole.Min(f => f.Value), whole.Min(f => f.Low), whole.Min(f => f.High)), (least.Value, least.Low, least.High));
            Assert.Equal((whole.Max(f => f.Value), whole.Max(f => f.Low), whole.Max(f => f.High)), (largest.Value, largest.Low, largest.High));
        }
    });

    /// <summary>The same as two times that a claim names by hand.</summary>
    [Fact]
    public void A_change_is_that_between_the_whole_years_on_either_side() => planted.Where(sample => sample.AsOf.Year >= 2019).Sample(sample =>
    {
        Evidence evidence = Known(sample.Events, sample.AsOf);
        DateOnly last = sample.AsOf is { Month: 12, Day: 31 } ? sample.AsOf : new DateOnly(sample.AsOf.Year - 1, 12, 31);
        EventFilter From(EventFilter filter) => filter with { From = new DateOnly(2018, 1, 1), To = last };
        EventFilter Before(EventFilter filter) => filter with { To = new DateOnly(2017, 12, 31) };
        Measurement ratio = new RateRatio(From(all), Before(all)).Take(evidence), change = new ByYear(null, all, YearNumber.Change, 2018).Take(evidence);
        Assert.Equal((ratio.Value, ratio.Low, ratio.High, ratio.Lacking), (change.Value, change.Low, change.High, change.Lacking));
        Measurement points = new Difference(new EventShare(From(grave), From(all)), new EventShare(Before(grave), Before(all))).Take(evidence), changed = new ByYear(grave, all, YearNumber.Change, 2018).Take(evidence);
        Assert.Equal((points.Value, points.Low, points.High, points.Lacking), (changed.Value, changed.Low, changed.High, changed.Lacking));
    });

    [Theory]
    [InlineData(YearNumber.Least)]
    [InlineData(YearNumber.Largest)]
    [InlineData(YearNumber.Change)]
    public void What_happens_in_a_year_in_part_changes_nothing_but_the_figure_of_that_year(YearNumber of)
    {
        Event[] events = [.. Enumerable.Range(2016, 5).SelectMany(year => Enumerable.Range(1, year - 2014).Select(i => Planted($"act-{year}-{i}", new DateOnly(year, i, 3), 3 + (i % 2))))];
        Event[] more = [.. events, .. Enumerable.Range(1, 90).Select(i => Planted($"more-{i}", new DateOnly(i < 45 ? 2016 : 2021, 3, 1), 4))];
        foreach (EventFilter? part in (EventFilter?[])[null, grave])
        {
            // The first year begins in February, and the last is known up to its last day but one.
            ByYear measure = new(part, all with { From = new DateOnly(2016, 2, 1) }, of, 2019);
            Measurement few = measure.Take(Known(events, new DateOnly(2021, 12, 30))), many = measure.Take(Known(more, new DateOnly(2021, 12, 30)));
            Assert.Equal((few.Value, few.Low, few.High), (many.Value, many.Low, many.High));
            Assert.Equal(few.Rows, many.Rows);
            Assert.Equal([2016, 2021], few.Years.Where(year => !year.IsWhole).Select(year => year.Year));
            Assert.NotEqual(few.Years[^1].Events, many.Years[^1].Events);
            Measurement aDayLater = measure.Take(Known(more, new DateOnly(2021, 12, 31)));
            Assert.True(aDayLater.Years[^1].IsWhole);
            Assert.Equal(of == YearNumber.Least, aDayLater.Value == many.Value);
        }
    }

    [Fact]
    public void Without_a_whole_year_on_both_sides_nothing_is_decided()
    {
        Event[] events = [Planted("a", new DateOnly(2016, 5, 1), 3), Planted("b", new DateOnly(2019, 5, 1), 4)];
        Assert.Contains("no whole year since 2019", Lacking(YearNumber.Change, 2019, 2019), StringComparison.Ordinal);
        Assert.Contains("no whole year before 2016", Lacking(YearNumber.Change, 2016, 2019), StringComparison.Ordinal);
        Assert.Contains("no whole year", Lacking(YearNumber.Least, 0, 2016), StringComparison.Ordinal);
        Assert.Contains("no whole year", Lacking(YearNumber.Largest, 0, 2015), StringComparison.Ordinal);

        string Lacking(YearNumber of, int since, int asOf) => new ByYear(null, all, of, since).Take(Known(events, new DateOnly(asOf, 6, 30))).Lacking;
    }

    [Theory]
    [InlineData("""{ "count": { "cell": "CN" }, "of": "least" }""", "byYear.count.from is needed")]
    [InlineData("""{ "count": { "cell": "CN", "from": "1920" }, "of": "least" }""", "byYear.count.from is in 1920; figures by year begin in 1950")]
    [InlineData("""{ "count": { "cell": "CN", "from": "2020", "to": "2018" }, "of": "least" }""", "byYear.count.to lies before from")]
    [InlineData("""{ "count": { "cell": "CN", "from": "2020" }, "of": "laest" }""", "byYear.of is 'laest'; least, largest, change are known")]
    [InlineData("""{ "count": { "cell": "CN", "from": "2020" }, "of": "change" }""", "byYear.since is missing")]
    [InlineData("""{ "count": { "cell": "CN", "from": "2020" }, "of": "change", "since": 20 }""", "byYear.since is 20; a whole number from 1950")]
    [InlineData("""{ "count": { "cell": "CN", "from": "2020" }, "of": "least", "since": 2023 }""", "byYear.since goes with the change only")]
    [InlineData("""{ "rate": { "cell": "CN", "from": "2020" }, "of": "least" }""", "byYear needs one of count and share; byYear.rate is not known")]
    [InlineData("""{ "share": { "whole": { "cell": "CN" } }, "of": "least" }""", "byYear.share.part is missing")]
    [InlineData("""{ "share": { "whole": { "cell": "CN", "from": "2020x" }, "part": { "colour": 1 } }, "of": "least" }""", "byYear.share.whole.from is '2020x'; byYear.share.part.colour is not known")]
    [InlineData("""{ "count": { "cell": "CN/gamign", "direction": ["tihgten"] }, "of": "least" }""", "byYear.count.cell is 'CN/gamign'; byYear.count.direction holds 'tihgten'; byYear.count.from is needed")]
    public void Every_fault_is_told_with_its_place(string measure, string parts)
    {
        string file = $$"""{ "id": "a", "sentence": "-", "by": "-", "on": "2024", "source": "-", "refutedBy": "-", "sentenceZh": 7, "tests": [{ "says": "-", "saysZh": [], "byYear": {{measure}}, "atLeast": 1 }] }""";
        string faults = Assert.Throws<FormatException>(() => ClaimReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(file)), PlantedActs.Words)).Message;
        Assert.All([.. parts.Split("; by"), "sentenceZh is a number", "tests[0].saysZh is a list"], part => Assert.Contains(part, faults, StringComparison.Ordinal));
        Assert.DoesNotContain("direction is not known", faults, StringComparison.Ordinal);
    }

    static Event Planted(string id, DateOnly day, int severity) => PlantedActs.Act(id, "2020-01-01") with { Date = new EventDate(day), Severity = severity };

    static DateOnly Day(int after) => new DateOnly(2014, 1, 1).AddDays(after);

    static Evidence Known(Event[] events, DateOnly asOf) => new()
    {
        Ledger = new global::Fangshou.Ledger.Ledger(events, PlantedActs.Words, "planted", "").AsOf(new AsOf(asOf)),
        Ties = [],
        Dockets = [],
        Phases = (_, _) => null,
        Scenarios = _ => null,
    };
}
