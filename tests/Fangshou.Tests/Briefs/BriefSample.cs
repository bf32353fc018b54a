using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;

namespace Fangshou.Tests.Briefs;

/// <summary>A small fixed brief of CN/ai. The rows are real; the phases are set by hand, so that pages do not change with the model.</summary>
static class BriefSample
{
    internal static readonly Cell Cell = new("CN", "ai");

    static readonly DateOnly KnowledgeDate = new(2026, 7, 15);

    // First month and probability by which each phase is reached; between turns the probability climbs over six months.
    static readonly (Phase Phase, Month Start, int Uncertainty)[] General =
    [
        (Phase.Lax, Month.Of(2016, 5), 0), (Phase.Crackdown, Month.Of(2020, 11), 4), (Phase.Easing, Month.Of(2022, 12), 2), (Phase.Crackdown, Month.Of(2025, 9), 2),
    ];

    static readonly (Phase Phase, Month Start, int Uncertainty)[] Content =
    [
        (Phase.Lax, Month.Of(2016, 5), 0), (Phase.Crackdown, Month.Of(2019, 11), 6), (Phase.Easing, Month.Of(2023, 6), 5), (Phase.Crackdown, Month.Of(2024, 9), 3),
    ];

    internal static Codebook Codebook { get; } = new()
    {
        Jurisdictions = Terms("jurisdiction", ("CN", "China", "中国"), ("US", "United States", "美国"), ("EU", "European Union", "欧盟"), ("KR", "South Korea", "韩国"), ("GB", "United Kingdom", "英国")),
        Sectors = Terms("sector", ("ai", "Artificial intelligence", "人工智能"), ("platform-economy", "Platform economy", "平台经济"), ("gaming", "Online games", "网络游戏"), ("fintech", "Fintech", "金融科技")),
        Areas = Terms("area", ("content-control", "Content control", "内容管控")),
        Instruments = Terms("instrument"),
        Actors = Terms("actor"),
        ActorLevels = Terms("actor level"),
    };

    internal static ImmutableArray<Event> Rows { get; } = [.. ReadRows()];

    internal static Brief Brief { get; } = Fangshou.Briefs.Brief.Compose(Input());

    /// <summary>The sample, perhaps with other rows.</summary>
    internal static BriefInput Input(IEnumerable<Event>? rows = null)
    {
        Event[] events = [.. rows ?? Rows];
        PhasePath general = Path(Cell, Lane.General, [.. events.Where(e => !IsContent(e))], General, 1);
        PhasePath content = Path(Cell, Lane.Content, [.. events.Where(IsContent)], Content, 1);
        return new()
        {
            Codebook = Codebook,
            Lead = general,
            Other = content,
            Siblings =
            [
                new(new("CN", "platform-economy"), Path(new("CN", "platform-economy"), Lane.General, [], General[..3], 0.8), null),
                new(new("CN", "gaming"), Path(new("CN", "gaming"), Lane.General, [], General[..1], 0.93), Path(new("CN", "gaming"), Lane.Content, [], Content[..2], 0.7)),
                new(new("US", "ai"), Path(new("US", "ai"), Lane.General, [], Content[..3], 0.9), null),
                new(new("EU", "ai"), Path(new("EU", "ai"), Lane.General, [], General[..2], 1), Path(new("EU", "ai"), Lane.Content, [], Content[..1], 0.62)),
                new(new("KR", "ai"), null, null),
            ],
            Influences = [.. Influences(general)],
            TippingPoints =
            [
                new(Lane.General, Phase.Easing, Direction.Tighten, AtMost: true, Events: 2, Months: 6),
                new(Lane.General, Phase.Easing, Direction.Ease, AtMost: false, Events: 5, Months: 3),
                new(Lane.Content, Phase.Easing, Direction.Tighten, AtMost: true, Events: 0, Months: 6),
            ],
            Counts = new(events.Length, 318, 1046),
            Warnings = ["Hand-set phases: this page is a sample for tests, not a reading."],
        };
    }

    internal static PhasePath Path(Cell cell, Lane lane, ImmutableArray<Event> events, (Phase Phase, Month Start, int Uncertainty)[] turns, double certainty)
    {
        Month first = turns[0].Start, last = Month.Of(KnowledgeDate);
        ImmutableArray<SignalMonth> months = [.. Enumerable.Range(0, last - first + 1).Select(i => Count(first + i, last, events))];
        return new()
        {
            Signals = new() { Cell = cell, Lane = lane, AsOf = new(KnowledgeDate), DataVersion = "0.1.0", Months = months, Events = events },
            Filtered = [.. months.Select(m => At(m.Month, turns, certainty))],
            Smoothed = [.. months.Select(m => At(m.Month, turns, certainty))],
            Spells = [.. Spells(turns)],
            Dwells = [new(Phase.Lax, 61, 27, 120), new(Phase.Crackdown, 19, 10, 33), new(Phase.Easing, 21, 10, 38)],
            Diagnostics = new(1.004, 1800, true, ""),
            ModelVersion = "0.1.0",
            Seed = 2024,
        };
    }

    static bool IsContent(Event e) => e.Areas.Contains("content-control");

    static IEnumerable<Spell> Spells((Phase Phase, Month Start, int Uncertainty)[] turns)
    {
        for (int i = 0; i < turns.Length; i++)
        {
            bool lasts = i == turns.Length - 1;
            yield return new(
                turns[i].Phase, turns[i].Start, Around(turns[i]), lasts ? null : turns[i + 1].Start + -1,
                lasts ? null : Around((turns[i].Phase, turns[i + 1].Start + -1, turns[i + 1].Uncertainty)), 0.93);
        }

        static MonthInterval Around((Phase Phase, Month Start, int Uncertainty) turn) => new(turn.Start + -turn.Uncertainty, turn.Start + turn.Uncertainty);
    }

    static PhaseProbabilities At(Month month, (Phase Phase, Month Start, int Uncertainty)[] turns, double certainty)
    {
        double[] p = new double[3];
        p[(int)turns[0].Phase] = 1;
        foreach ((Phase phase, Month start, int uncertainty) in turns[1..])
        {
            double reached = 1 / (1 + Math.Exp(-(month - start + 0.5) / (0.3 + (0.4 * uncertainty))));
            for (int k = 0; k < 3; k++)
                p[k] *= 1 - reached;
            p[(int)phase] += reached;
        }

        return new(Mix(p[0]), Mix(p[1]), Mix(p[2]));

        double Mix(double x) => Math.Round((certainty * x) + ((1 - certainty) / 3), 6);
    }

    static SignalMonth Count(Month month, Month last, ImmutableArray<Event> events)
    {
        Event[] of = [.. events.Where(e => e.Month == month)];
        return new(
            month, Number(Direction.Tighten), Severity(Direction.Tighten), Number(Direction.Tighten), Number(Direction.Ease), Severity(Direction.Ease), Number(Direction.Support), Severity(Direction.Support),
            of.Count(e => e.Kind == EventKind.Incident), of.Where(e => e.Kind == EventKind.Incident).Sum(e => e.Severity), 0, false, 0, month > last + -3);

        int Number(Direction d) => of.Count(e => e.Direction == d);
        int Severity(Direction d) => of.Where(e => e.Direction == d).Sum(e => e.Severity);
    }

    static IEnumerable<EventInfluence> Influences(PhasePath path) =>
        path.Signals.Events
            .Where(e => e.Direction is Direction.Tighten or Direction.Ease && e.Severity >= 3)
            .Select(e => new EventInfluence(
                e, e.Month, Phase.Crackdown, (e.Direction == Direction.Tighten ? 0.31 : -0.42) * e.Severity * (0.6 + (0.1 * (e.Date.Day.DayNumber % 7)))));

    static Vocabulary Terms(string name, params (string Id, string En, string Zh)[] terms) =>
        new(name, terms.Select(t => new Term(t.Id, "", t.En, t.Zh, [], ImmutableDictionary<string, string>.Empty)));

    static IEnumerable<Event> ReadRows()
    {
        using StreamReader reader = new(typeof(BriefSample).Assembly.GetManifestResourceStream("sample-events.tsv")!);
        string[] names = reader.ReadLine()!.Split('\t');
        while (reader.ReadLine() is { } line)
        {
            Dictionary<string, string> row = names.Zip(line.Split('\t')).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
            yield return new()
            {
                Id = row["id"],
                Date = new(DateOnly.ParseExact(row["date"], "yyyy-MM-dd", CultureInfo.InvariantCulture)),
                Precision = Enum.Parse<DatePrecision>(row["date_precision"], ignoreCase: true),
                Jurisdiction = row["jurisdiction"],
                Kind = Enum.Parse<EventKind>(row["kind"], ignoreCase: true),
                Sectors = ["ai"],
                Areas = [.. row["areas"].Split(';', StringSplitOptions.RemoveEmptyEntries)],
                Actors = [],
                ActorLevel = "central-agency",
                Targets = [],
                Instrument = row["instrument"],
                Direction = Enum.Parse<Direction>(row["direction"], ignoreCase: true),
                Severity = int.Parse(row["severity"], CultureInfo.InvariantCulture),
                Title = row["title"],
                Sources = row["source_url_2"] is { Length: > 0 } second
                    ? [new(row["source_url"], row["source_publisher"]), new(second, "")]
                    : [new(row["source_url"], row["source_publisher"])],
                Confidence = Enum.Parse<Confidence>(row["confidence"], ignoreCase: true),
            };
        }
    }
}
