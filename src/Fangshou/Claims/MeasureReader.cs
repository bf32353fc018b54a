using System.Collections.Immutable;
using System.Text.Json;
using Fangshou.Dockets;
using Fangshou.Interests;
using Fangshou.Ledger;
using Fangshou.Mechanism;
using Fangshou.Phases;
using Fangshou.Scenarios;
using Fangshou.Signals;

namespace Fangshou.Claims;

/// <summary>Reads measures and their filters from JSON.</summary>
sealed class MeasureReader
{
    /// <summary>No regulation of this ledger's kind is older, and a table by year must end.</summary>
    const int FirstYear = 1950;

    /// <summary>Stands where a filter could not be read.</summary>
    static readonly EventFilter nothing = new() { Cell = new Cell("-") };

    readonly Codebook codebook;
    readonly (string Name, Func<JsonFields, Measure?> Read)[] measures;

    internal MeasureReader(Codebook codebook)
    {
        this.codebook = codebook;
        measures =
        [
            ("count", fields => new EventCount(Events(fields))),
            ("distinct", Distinct),
            ("rate", fields => new EventRate(Events(fields))),
            ("rateRatio", fields => Pair(fields, "of", "over", (of, over) => new RateRatio(of, over))),
            ("share", fields => Pair(fields, "whole", "part", (whole, part) => new EventShare(part, whole))),
            ("byYear", ByYear),
            ("firstDay", fields => new FirstDay(Events(fields))),
            ("daysBetween", fields => Pair(fields, "from", "to", (from, to) => new DaysBetween(from, to), inherits: false)),
            ("largestAmount", LargestAmount),
            ("phase", Phase),
            ("onset", Onset),
            ("spells", Spells),
            ("cycles", Cycles),
            ("ties", Ties),
            ("tiedFirms", TiedFirms),
            ("docket", Docket),
            ("scenario", Scenario),
            ("difference", Difference),
        ];
    }

    /// <summary>The one measure that an object holds, beside members that its caller reads; null with a fault otherwise.</summary>
    internal Measure? Read(JsonFields fields)
    {
        (string Name, Func<JsonFields, Measure?> Read)[] named = [.. measures.Where(measure => fields.Has(measure.Name))];
        if (named.Length != 1)
        {
            fields.Fault("", $"needs one of {string.Join(", ", measures.Select(measure => measure.Name))}.");
            return null;
        }

        JsonFields inner = fields.Object(named[0].Name)!;
        Measure? measure = named[0].Read(inner);
        inner.Done();
        return measure;
    }

    Measure? Pair(JsonFields fields, string first, string second, Func<EventFilter, EventFilter, Measure> make, bool inherits = true)
    {
        EventFilter? above = Filter(first, null), below = Filter(second, inherits ? above ?? nothing : null);
        return above is not null && below is not null ? make(above, below) : null;

        EventFilter? Filter(string name, EventFilter? otherwise)
        {
            if (Inner(fields, name) is not { } inner)
                return null;
            EventFilter filter = Events(inner, otherwise);
            inner.Done();
            return filter;
        }
    }

    Measure? Distinct(JsonFields fields)
    {
        DistinctPart? of = Choice<DistinctPart>(fields, "of", null);
        EventFilter filter = Events(fields);
        return of is { } part ? new DistinctCount(filter, part) : null;
    }

    Measure? ByYear(JsonFields fields)
    {
        YearNumber? of = Choice<YearNumber>(fields, "of", null);
        int since = fields.Has("since") ? fields.Whole("since", FirstYear, DateOnly.MaxValue.Year) : 0;
        if (of is { } number && (number == YearNumber.Change) != fields.Has("since"))
            fields.Fault("since", number == YearNumber.Change ? "is missing; a change needs the first of the later years." : "goes with the change only.");
        JsonFields? count = fields.Object("count"), share = fields.Object("share");
        if (count is null == share is null)
            fields.Fault("", "needs one of count and share.");
        EventFilter? whole = count is null ? null : Events(count), part = null;
        if (share is not null && Pair(share, "whole", "part", (above, below) => new EventShare(below, above)) is EventShare read)
            (part, whole) = (read.Part, read.Whole);
        if (whole is not null)
            Time(count ?? share!, count is null ? "whole." : "", whole);
        count?.Done();
        share?.Done();
        return whole is not null && of is { } wanted ? new ByYear(part, whole, wanted, since) : null;
    }

    /// <summary>Faults of a time that is told year by year.</summary>
    static void Time(JsonFields fields, string at, EventFilter filter)
    {
        if (filter.From is not { } from)
            fields.Fault(at + "from", "is needed; figures by year begin on a day.");
        else if (from.Year < FirstYear)
            fields.Fault(at + "from", FormattableString.Invariant($"is in {from.Year}; figures by year begin in {FirstYear} at the earliest."));
        else if (filter.To < from)
            fields.Fault(at + "to", "lies before from.");
    }

    Measure? LargestAmount(JsonFields fields)
    {
        string currency = fields.Text("currency");
        return new LargestAmount(Events(fields), currency);
    }

    Measure? Phase(JsonFields fields)
    {
        Phase? phase = Choice<Phase>(fields, "phase", null);
        Lane? lane = Choice<Lane>(fields, "lane", Lane.General);
        DateOnly? month = PeriodText.First(fields, "month");
        Cell cell = Cell(fields, null);
        return phase is { } wanted && lane is { } inLane ? new PhaseProbability(cell, inLane, wanted, month is { } day ? Month.Of(day) : null) : null;
    }

    Measure? Onset(JsonFields fields)
    {
        Phase? phase = Choice<Phase>(fields, "phase", null);
        return InTime(fields, (cell, lane, from, to) => phase is { } wanted ? new PhaseOnset(cell, lane, wanted, from, to) : null);
    }

    Measure? Spells(JsonFields fields)
    {
        Phase? phase = Choice<Phase>(fields, "phase", null);
        return InTime(fields, (cell, lane, from, to) => phase is { } wanted ? new SpellCount(cell, lane, wanted, from, to) : null);
    }

    Measure? Cycles(JsonFields fields) => InTime(fields, (cell, lane, from, to) => new CycleCount(cell, lane, from, to));

    Measure? InTime(JsonFields fields, Func<Cell, Lane, Month, Month, Measure?> make)
    {
        Lane? lane = Choice<Lane>(fields, "lane", Lane.General);
        DateOnly? from = PeriodText.First(fields, "from"), to = PeriodText.Last(fields, "to");
        foreach (string end in new[] { "from", "to" }.Where(end => !fields.Has(end)))
            fields.Fault(end, "is missing.");
        Cell cell = Cell(fields, null);
        return lane is { } inLane && from is { } first && to is { } last ? make(cell, inLane, Month.Of(first), Month.Of(last)) : null;
    }

    Measure? Ties(JsonFields fields)
    {
        TiePart? of = Choice<TiePart>(fields, "of", TiePart.Ties);
        TieFilter filter = TieFilter(fields, null);
        return of is { } part ? new TieCount(filter, part) : null;
    }

    Measure? TiedFirms(JsonFields fields)
    {
        JsonFields? one = Inner(fields, "whole"), two = Inner(fields, "part");
        if (one is null || two is null)
            return null;
        TieFilter whole = TieFilter(one, null), part = TieFilter(two, whole);
        one.Done();
        two.Done();
        return new TiedFirmShare(part, whole);
    }

    Measure? Docket(JsonFields fields)
    {
        DocketNumber? of = Choice<DocketNumber>(fields, "of", DocketNumber.Cases);
        (string claimant, string cause) = (fields.Text("claimant", ""), fields.Text("cause", ""));
        Cell cell = Cell(fields, null);
        return of is { } number ? new LargestDocket(new DocketFilter { Cell = cell, Claimant = claimant, Cause = cause }, number) : null;
    }

    Measure? Scenario(JsonFields fields)
    {
        ParameterSource? parameters = Choice<ParameterSource>(fields, "parameters", ParameterSource.Calibrated);
        string id = fields.Text("id");
        double? severity = fields.Has("severity") ? fields.Number("severity") : null;
        int? within = fields.Has("within") ? fields.Whole("within", 1, RunPlan.MostMonths) : null;
        if (severity is < 0 or > RunPlan.MostSeverity)
            fields.Fault("severity", $"is out of range; from 0 to {RunPlan.MostSeverity} is allowed.");
        return parameters is { } source ? new ScenarioResult(new ScenarioQuestion(id, severity, source), within) : null;
    }

    Measure? Difference(JsonFields fields)
    {
        JsonFields? one = Inner(fields, "of"), two = Inner(fields, "less");
        Measure? of = one is null ? null : Read(one), less = two is null ? null : Read(two);
        one?.Done();
        two?.Done();
        return of is not null && less is not null ? new Difference(of, less) : null;
    }

    /// <summary>A filter of events; what it does not say it takes from another.</summary>
    EventFilter Events(JsonFields fields, EventFilter? above = null) =>
        new()
        {
            Cell = Cell(fields, above?.Cell),
            From = PeriodText.First(fields, "from") ?? above?.From,
            To = PeriodText.Last(fields, "to") ?? above?.To,
            Kinds = Or(Choices<EventKind>(fields, "kind"), above?.Kinds),
            Directions = Or(Choices<Direction>(fields, "direction"), above?.Directions),
            Instruments = Or(Named(fields, "instrument", codebook.Instruments), above?.Instruments),
            Actors = Or(Named(fields, "actor", codebook.Actors), above?.Actors),
            Levels = Or(Named(fields, "level", codebook.ActorLevels), above?.Levels),
            Severity = fields.Whole("severity", 1, 5, above?.Severity ?? 1),
            Targets = Or(fields.Texts("target"), above?.Targets),
            Words = Or(fields.Texts("words"), above?.Words),
            WithoutContent = fields.Flag("withoutContent", above?.WithoutContent ?? false),
        };

    TieFilter TieFilter(JsonFields fields, TieFilter? above)
    {
        ImmutableArray<string> roles = fields.Texts("roles");
        foreach (string role in roles.Where(role => !Schemas.Roles.Contains(role)))
            fields.Fault("roles", $"holds '{role}'; {string.Join(", ", Schemas.Roles)} are known.");
        return new TieFilter { Cell = Cell(fields, above?.Cell), Roles = Or(roles, above?.Roles), Holders = Or(fields.Texts("holders"), above?.Holders) };
    }

    static ImmutableArray<T> Or<T>(ImmutableArray<T> own, ImmutableArray<T>? above) => own.IsEmpty ? above ?? [] : own;

    /// <summary>The cell; after a fault some cell, so that the members beside it are read as well.</summary>
    Cell Cell(JsonFields fields, Cell? otherwise)
    {
        string text = fields.Text("cell", otherwise is null ? null : "");
        if (text.Length == 0)
            return otherwise ?? nothing.Cell;
        try
        {
            return Ledger.Cell.Parse(text, codebook);
        }
        catch (FormatException unknown)
        {
            fields.Fault("cell", $"is '{text}': {unknown.Message}");
            return nothing.Cell;
        }
    }

    static JsonFields? Inner(JsonFields fields, string name)
    {
        if (fields.Object(name) is { } inner)
            return inner;
        fields.Fault(name, "is missing.");
        return null;
    }

    static ImmutableArray<string> Named(JsonFields fields, string name, Vocabulary vocabulary)
    {
        ImmutableArray<string> texts = fields.Texts(name);
        foreach (string text in texts.Where(text => vocabulary.Find(text) is null))
            fields.Fault(name, $"holds '{text}'; nearest: {string.Join(", ", vocabulary.Nearest(text.Length > 100 ? text[..100] : text))}.");
        return [.. texts.Select(text => vocabulary.Find(text)?.Id).OfType<string>()];
    }

    static ImmutableArray<T> Choices<T>(JsonFields fields, string name)
        where T : struct, Enum
    {
        ImmutableArray<string> texts = fields.Texts(name);
        foreach (string text in texts.Where(text => Parse<T>(text) is null))
            fields.Fault(name, $"holds '{text}'; {Names<T>()} are known.");
        return [.. texts.Select(Parse<T>).OfType<T>()];
    }

    static T? Choice<T>(JsonFields fields, string name, T? otherwise)
        where T : struct, Enum
    {
        string text = fields.Text(name, otherwise is { } value ? JsonNamingPolicy.CamelCase.ConvertName(value.ToString()) : null);
        if (Parse<T>(text) is { } parsed)
            return parsed;
        if (text.Length > 0)
            fields.Fault(name, $"is '{text}'; {Names<T>()} are known.");
        return null;
    }

    static T? Parse<T>(string text)
        where T : struct, Enum
    {
        foreach (T value in Enum.GetValues<T>())
            if (JsonNamingPolicy.CamelCase.ConvertName(value.ToString()) == text)
                return value;
        return null;
    }

    static string Names<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName));
}
