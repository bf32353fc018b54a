using System.Globalization;
using CsCheck;
using Fangshou.Ledger;
using Fangshou.Signals;
using Fangshou.Tests.Ledger;

namespace Fangshou.Tests.Signals;

/// <summary>What is true of the monthly signals of any ledger.</summary>
public class SignalLaws
{
    static readonly Codebook codebook = LedgerReader.ReadCodebook(new MemoryPackage().Open);

    static readonly Gen<DateOnly> day = Gen.Int[0, 3000].Select(d => new DateOnly(2014, 1, 1).AddDays(d));

    static readonly Gen<Event> row = Gen.Select(
        Gen.Select(day, Gen.OneOf("CN", "CN-GD", "US"), Gen.OneOf(["ai"], ["ai", "generative-ai"], ["generative-ai", "chat-bots"], ["gaming", "ai"], new string[] { "fintech" })),
        Gen.Select(Gen.OneOf([], ["content-control"], ["data-privacy"], new string[] { "content-control", "data-privacy" }), Gen.OneOf(["CSRC"], new string[] { "CSRC", "SAMR" })),
        Gen.Select(Gen.OneOf("suspension", "ban", "law", "fine", "approval-freeze", "campaign"), Gen.Enum<Direction>(), Gen.Int[1, 5]),
        Gen.Select(Gen.OneOf("central-agency", "firm", "municipal"), Gen.Int[-1, 900], Gen.OneOf(DatePrecision.Day, DatePrecision.Month)),
        (where, about, how, rest) => new Event
        {
            Id = "",
            Date = new EventDate(rest.Item3 == DatePrecision.Month ? Month.Of(where.Item1).FirstDay : where.Item1),
            Precision = rest.Item3,
            Jurisdiction = where.Item2,
            Kind = how.Item2 == Direction.None ? EventKind.Incident : EventKind.Action,
            Sectors = [.. where.Item3],
            Areas = [.. about.Item1],
            Actors = [.. about.Item2],
            ActorLevel = rest.Item1,
            Targets = [],
            Instrument = how.Item1,
            Direction = how.Item2,
            Severity = how.Item3,
            Until = rest.Item2 < 0 ? null : where.Item1.AddDays(rest.Item2),
            Title = "",
            Sources = [],
            Confidence = Confidence.Medium,
        });

    static readonly Gen<Event[]> rows = row.Array[1, 40].Select(Number);

    static readonly Gen<Cell> cell = Gen.OneOf(new Cell("CN", "ai"), new Cell("CN"), new Cell("CN", "generative-ai"), new Cell("CN", "ai", "data-privacy"), new Cell("US", "ai"));

    static readonly AsOf end = new(new DateOnly(2023, 12, 31));

    static readonly Gen<Lane> lane = Gen.Enum<Lane>();

    [Fact]
    public void Rows_that_become_known_later_change_no_signal() => Gen.Select(rows, row.Array[1, 20], day, cell, lane).Sample((old, added, cut, where, which) =>
    {
        AsOf asOf = new(cut);
        Event[] later = [.. added.Where(e => !asOf.Sees(e.KnownSince)).Select((e, i) => e with { Id = string.Create(CultureInfo.InvariantCulture, $"z-{i:000}") })];
        AssertSame(Build(old, asOf, where, which), Build([.. old, .. later], asOf, where, which));
    });

    [Fact]
    public void An_end_that_has_not_come_changes_no_signal() => Gen.Select(rows, day, cell, lane).Sample((all, cut, where, which) =>
    {
        Event[] open = [.. all.Select(e => e.Until > cut ? e with { Until = null } : e)];
        AssertSame(Build(all, new AsOf(cut), where, which), Build(open, new AsOf(cut), where, which));
    });

    [Fact]
    public void Monthly_counts_add_up_to_the_rows_each_once() => Gen.Select(rows, cell, lane).Sample((all, where, which) =>
    {
        SignalSeries series = Build(all, AsOf.Latest, where, which);
        Event[] mine = [.. all.Where(e => IsIn(e, where) && LaneRule.Counts(e, where, which))];
        Assert.Equal(mine.Count(e => e.Direction == Direction.Tighten), series.Months.Sum(m => m.Tighten));
        Assert.Equal(mine.Count(e => e.Direction == Direction.Ease), series.Months.Sum(m => m.Ease));
        Assert.Equal(mine.Count(e => e.Direction == Direction.Support), series.Months.Sum(m => m.Support));
        Assert.Equal(mine.Count(e => e.Kind == EventKind.Incident), series.Months.Sum(m => m.Incidents));
        Assert.Equal(mine.Where(e => e.Direction == Direction.Tighten).Sum(e => e.Severity), series.Months.Sum(m => m.TightenSeverity));
        Assert.Equal(series.Events.Length, series.Events.Select(e => e.Id).Distinct().Count());
        Assert.All(series.Months, m => Assert.InRange(m.Acts, 0, m.Tighten));
        Assert.All(mine, e => Assert.Contains(series.Months, m => m.Month == e.Month));
    });

    [Fact]
    public void Content_rows_stay_out_of_the_general_lane_unless_they_halt_the_trade()
    {
        int halts = 0;
        Gen.Select(rows, cell).Sample((all, where) =>
        {
            foreach (Event e in Build(all, AsOf.Latest, where, Lane.General).Events.Where(e => e.Areas.Contains("content-control")))
            {
                Assert.Equal(Direction.Tighten, e.Direction);
                Assert.True(e.Severity >= 4 && e.Instrument is "suspension" or "ban" or "approval-freeze", $"{e.Instrument} of severity {e.Severity}");
                Interlocked.Increment(ref halts);
            }

            Assert.All(Build(all, AsOf.Latest, where, Lane.Content).Events, e => Assert.Contains("content-control", e.Areas));
        });
        Assert.True(halts > 0);
    }

    [Fact]
    public void A_law_that_is_passed_and_later_in_force_is_one_act_and_two_rows() => Gen.Select(row, Gen.Int[1, 365]).Sample((some, after) =>
    {
        Event passed = some with { Id = "a", Jurisdiction = "CN", Instrument = "law", Direction = Direction.Tighten, Kind = EventKind.Action, ActorLevel = "central-agency", Precision = DatePrecision.Day, Until = null };
        Event inForce = passed with { Id = "b", Title = "The law takes effect", Date = new EventDate(passed.Date.Day.AddDays(after)) };
        Lane which = passed.Areas.Contains("content-control") ? Lane.Content : Lane.General;
        SignalSeries series = Build([passed, inForce], AsOf.Latest, new Cell("CN"), which);
        Assert.Equal((1, 2), (series.Months.Sum(m => m.Acts), series.Months.Sum(m => m.Tighten)));

        // A row that does not say so is an act of its own; so is another body's law.
        SignalSeries silent = Build([passed, inForce with { Title = "The law is amended" }], AsOf.Latest, new Cell("CN"), which);
        Assert.Equal(2, silent.Months.Sum(m => m.Acts));
        SignalSeries two = Build([passed, inForce with { Actors = [.. inForce.Actors, "Other"] }], AsOf.Latest, new Cell("CN"), which);
        Assert.Equal(2, two.Months.Sum(m => m.Acts));
    });

    [Fact]
    public void Without_coverage_only_the_running_month_is_offset() => Gen.Select(rows, cell, lane).Sample((all, where, which) =>
    {
        SignalSeries series = Build(all, AsOf.Latest, where, which, coverage: false);
        if (series.Months.IsEmpty)
            return;
        Assert.All(series.Months[..^1], m => Assert.Equal(0, m.LogCoverage));
        DateOnly last = series.AsOf.Day;
        Assert.Equal(Math.Log((double)last.Day / DateTime.DaysInMonth(last.Year, last.Month)), series.Months[^1].LogCoverage, 12);
    });

    [Fact]
    public void Only_incidents_change_the_coverage() => Gen.Select(rows, row.Array[1, 20], cell, lane).Sample((all, added, where, which) =>
    {
        // Prices fall because regulators act: market rows and acts say nothing of how densely a time is covered.
        SignalSeries before = Build(all, end, where, which);
        Event[] more =
        [
            .. added.Where(e => !before.Months.IsEmpty && e.Month >= before.Months[0].Month)
                .Select((e, i) => e with { Id = string.Create(CultureInfo.InvariantCulture, $"z-{i:000}"), Kind = e.Kind == EventKind.Incident ? EventKind.Market : e.Kind }),
        ];
        Assert.Equal(before.Months.Select(m => m.LogCoverage), Build([.. all, .. more], end, where, which).Months.Select(m => m.LogCoverage));
    });

    [Fact]
    public void A_year_with_more_incidents_is_covered_more_densely()
    {
        SignalSeries series = Build(
            Number([.. Enumerable.Range(0, 12).Select(i => Incident(new DateOnly(i < 2 ? 2014 : 2018, 1 + i, 1)))]), end, new Cell("CN", "ai"), Lane.General);
        double thin = series.Months.First(m => m.Month == Month.Of(2015, 6)).LogCoverage, dense = series.Months.First(m => m.Month == Month.Of(2018, 6)).LogCoverage;

        // (2 + 2/2) rows of 2014 and 2015 against (2 + 10/2) of 2017 and 2018.
        Assert.Equal(Math.Log(7.0 / 3), dense - thin, 12);
    }

    [Fact]
    public void Months_follow_each_other_up_to_the_knowledge_date() => Gen.Select(rows, day, cell, lane).Sample((all, cut, where, which) =>
    {
        SignalSeries series = Build(all, new AsOf(cut), where, which);
        Assert.All(series.Months.Zip(series.Months.Skip(1)), pair => Assert.Equal(1, pair.Second.Month - pair.First.Month));
        if (!series.Months.IsEmpty)
            Assert.Equal(Month.Of(cut), series.Months[^1].Month);
    });

    static Event Incident(DateOnly date) => new()
    {
        Id = "",
        Date = new EventDate(date),
        Precision = DatePrecision.Day,
        Jurisdiction = "CN",
        Kind = EventKind.Incident,
        Sectors = ["ai"],
        Areas = [],
        Actors = ["PUBLIC:users"],
        ActorLevel = "public",
        Targets = [],
        Instrument = "incident",
        Direction = Direction.None,
        Severity = 2,
        Title = "",
        Sources = [],
        Confidence = Confidence.Medium,
    };

    static bool IsIn(Event e, Cell where) =>
        codebook.Jurisdictions.Includes(where.Jurisdiction, e.Jurisdiction)
        && (where.Sector is null || e.Sectors.Any(s => codebook.Sectors.Includes(where.Sector, s)))
        && (where.Area is null || e.Areas.Contains(where.Area));

    static Event[] Number(Event[] events) => [.. events.Select((e, i) => e with { Id = string.Create(CultureInfo.InvariantCulture, $"e-{i:000}") })];

    static SignalSeries Build(Event[] events, AsOf asOf, Cell where, Lane which, bool coverage = true) =>
        SignalBuilder.Build(new Fangshou.Ledger.Ledger(events, codebook, "law", "").AsOf(asOf), where, which, new SignalOptions { Coverage = coverage });

    static void AssertSame(SignalSeries one, SignalSeries other)
    {
        Assert.Equal(one.Months, other.Months);
        Assert.Equal(one.Events.Select(e => (e.Id, e.Until)), other.Events.Select(e => (e.Id, e.Until)));
    }
}
