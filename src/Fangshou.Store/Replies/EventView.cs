using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Ledger;

namespace Fangshou.Store;

/// <summary>An event as its table writes it.</summary>
static class EventView
{
    public static ImmutableArray<string> Columns { get; } =
    [
        "id", "date", "date_precision", "jurisdiction", "kind", "sectors", "areas", "actor", "actor_level", "targets", "instrument", "direction", "severity",
        "amount", "currency", "until", "title", "source_url", "source_publisher", "source_url_2", "confidence",
    ];

    /// <summary>The cells of its row, in the order of <see cref="Columns"/>.</summary>
    public static string[] Cells(Event e) =>
    [
        e.Id,
        e.Date.ToString(),
        Word(e.Precision),
        e.Jurisdiction,
        Word(e.Kind),
        string.Join(';', e.Sectors),
        string.Join(';', e.Areas),
        string.Join(';', e.Actors),
        e.ActorLevel,
        string.Join(';', e.Targets),
        e.Instrument,
        Word(e.Direction),
        e.Severity.ToString(CultureInfo.InvariantCulture),
        e.Amount?.ToString(CultureInfo.InvariantCulture) ?? "",
        e.Currency,
        Day(e.Until),
        e.Title,
        e.Sources is [var first, ..] ? first.Url : "",
        e.Sources is [{ Publisher: var publisher }, ..] ? publisher : "",
        e.Sources is [_, var second, ..] ? second.Url : "",
        Word(e.Confidence),
    ];

    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    public static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>Direction and severity in three characters that need no colour: <c>T 4</c>.</summary>
    public static string Push(Event e) => e.Direction == Direction.None
        ? $"· {e.Severity.ToString(CultureInfo.InvariantCulture)}"
        : $"{e.Direction.ToString()[0]} {e.Severity.ToString(CultureInfo.InvariantCulture)}";
}
