using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Claims;

/// <summary>Which events a claim speaks of; an empty part asks for nothing.</summary>
public sealed record EventFilter
{
    /// <summary>Jurisdiction, sector, area.</summary>
    public required Cell Cell { get; init; }

    /// <summary>First day, or null.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, or null for the day of knowledge.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Kinds.</summary>
    public ImmutableArray<EventKind> Kinds { get; init; } = [];

    /// <summary>Directions.</summary>
    public ImmutableArray<Direction> Directions { get; init; } = [];

    /// <summary>Instruments, ids.</summary>
    public ImmutableArray<string> Instruments { get; init; } = [];

    /// <summary>Actors, ids; an event has any of them.</summary>
    public ImmutableArray<string> Actors { get; init; } = [];

    /// <summary>Tiers of the hierarchy, ids.</summary>
    public ImmutableArray<string> Levels { get; init; } = [];

    /// <summary>Least severity, 1…5.</summary>
    public int Severity { get; init; } = 1;

    /// <summary>Parts of the names of targets; an event falls on any of them.</summary>
    public ImmutableArray<string> Targets { get; init; } = [];

    /// <summary>Words of the title; an event has any of them.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>True to leave out rows of content control.</summary>
    public bool WithoutContent { get; init; }

    /// <summary>The events, in date order.</summary>
    /// <remarks>O(events).</remarks>
    public ImmutableArray<Event> In(LedgerAsOf ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return
        [
            .. ledger.In(Cell).Where(e =>
                (From is null || e.Date.Day >= From) && (To is null || e.Date.Day <= To) && e.Severity >= Severity
                && (Kinds.IsEmpty || Kinds.Contains(e.Kind)) && (Directions.IsEmpty || Directions.Contains(e.Direction))
                && (Instruments.IsEmpty || Instruments.Contains(e.Instrument)) && (Levels.IsEmpty || Levels.Contains(e.ActorLevel))
                && (Actors.IsEmpty || e.Actors.Any(Actors.Contains))
                && (Targets.IsEmpty || e.Targets.Any(target => HasAny(target, Targets)))
                && (Words.IsEmpty || HasAny(e.Title, Words))
                && !(WithoutContent && e.Areas.Contains("content-control"))),
        ];
    }

    /// <summary>The same events of some calendar years only.</summary>
    internal EventFilter Within(int firstYear, int lastYear)
    {
        DateOnly first = new(firstYear, 1, 1), last = new(lastYear, 12, 31);
        return this with { From = From > first ? From : first, To = To < last ? To : last };
    }

    /// <summary>Months of the time asked about that lie before the end of the day of knowledge; 0 when all of it lies after.</summary>
    internal double Months(LedgerAsOf ledger)
    {
        DateOnly first = From ?? ledger.Events.Select(e => e.Date.Day).DefaultIfEmpty(ledger.AsOf.Day).Min(), last = To is null || To > ledger.AsOf.Day ? ledger.AsOf.Day : To.Value;
        return Math.Max(0, last.DayNumber - first.DayNumber + 1) / (365.2425 / 12);
    }

    internal static bool HasAny(string text, ImmutableArray<string> parts) => parts.Any(part => text.Contains(part, StringComparison.OrdinalIgnoreCase));
}
