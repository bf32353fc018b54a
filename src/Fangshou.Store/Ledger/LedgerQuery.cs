using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Store;

/// <summary>Which rows of a ledger are asked for. A part that is left as it is asks for nothing.</summary>
sealed record LedgerQuery
{
    /// <summary>What the rows are about, none for all: one cell, or the same one of each root jurisdiction.</summary>
    public ImmutableArray<Cell> Cells { get; init; } = [];

    /// <summary>First day.</summary>
    public DateOnly First { get; init; } = DateOnly.MinValue;

    /// <summary>Last day.</summary>
    public DateOnly Last { get; init; } = DateOnly.MaxValue;

    /// <summary>Directions, none for all.</summary>
    public ImmutableArray<string> Directions { get; init; } = [];

    /// <summary>Kinds, none for all.</summary>
    public ImmutableArray<string> Kinds { get; init; } = [];

    /// <summary>Actors by their ids, none for all; one of them is enough.</summary>
    public ImmutableArray<string> Actors { get; init; } = [];

    /// <summary>1…5.</summary>
    public int LeastSeverity { get; init; } = 1;

    /// <summary>How well a row is sourced at least.</summary>
    public Confidence LeastConfidence { get; init; }

    /// <summary>Words that must all be found in a row, in either language.</summary>
    public ImmutableArray<string> Words { get; init; } = [];

    /// <summary>The rows, oldest first.</summary>
    /// <remarks>O(rows · length of their texts) with words, O(rows) without.</remarks>
    public ImmutableArray<Event> Of(LedgerAsOf ledger) =>
    [
        .. About(ledger).Where(e =>
            e.Date.Day >= First && e.Date.Day <= Last
            && e.Severity >= LeastSeverity
            && e.Confidence >= LeastConfidence
            && (Directions.IsEmpty || Directions.Contains(Json.Word(e.Direction)))
            && (Kinds.IsEmpty || Kinds.Contains(Json.Word(e.Kind)))
            && (Actors.IsEmpty || e.Actors.Any(Actors.Contains))
            && (Words.IsEmpty || Says(e, ledger.Codebook))),
    ];

    // Root jurisdictions share no row.
    IEnumerable<Event> About(LedgerAsOf ledger) => Cells.IsEmpty ? ledger.Events
        : Cells.SelectMany(cell => ledger.In(cell)).OrderBy(e => e.Date).ThenBy(e => e.Id, StringComparer.Ordinal);

    /// <summary>True when each word is a part of the row's id, title, targets, or of a name of its actors, sectors, areas, place or form.</summary>
    bool Says(Event e, Codebook codebook)
    {
        string[] texts =
        [
            e.Id, e.Title, .. e.Targets,
            .. e.Actors.SelectMany(id => Names(codebook.Actors, id)), .. e.Sectors.SelectMany(id => Names(codebook.Sectors, id)), .. e.Areas.SelectMany(id => Names(codebook.Areas, id)),
            .. Names(codebook.Jurisdictions, e.Jurisdiction), .. Names(codebook.Instruments, e.Instrument),
        ];
        return Words.All(word => texts.Any(text => text.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    static IEnumerable<string> Names(Vocabulary vocabulary, string id) => vocabulary.Find(id) is { } term ? [term.Id, term.TitleEn, term.TitleZh] : [id];
}
