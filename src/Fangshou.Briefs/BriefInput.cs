using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Phases;

namespace Fangshou.Briefs;

/// <summary>The language a page is written in. Titles of rows stay in the language of the ledger.</summary>
public enum Language
{
    /// <summary>English, <c>en</c>.</summary>
    English,

    /// <summary>Simplified Chinese, <c>zh</c>.</summary>
    Chinese,
}

/// <summary>Both lanes of a cell beside the brief's own.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="General">Its general lane; null when it has too few rows to be read.</param>
/// <param name="Content">Its content lane; null when it has too few rows to be read.</param>
public sealed record SiblingPaths(Cell Cell, PhasePath? General, PhasePath? Content);

/// <summary>How many events of a kind in the coming months would make another phase the likelier one.</summary>
/// <param name="Lane">The lane whose reading would tip.</param>
/// <param name="Towards">The phase that would become likelier than the present one.</param>
/// <param name="Direction">Which events are counted: tightening or easing.</param>
/// <param name="AtMost">True: the odds tip when no more than <paramref name="Events"/> come; false: when at least that many come.</param>
/// <param name="Events">Number of events over the whole span, 0 or more.</param>
/// <param name="Months">Length of the span after the last month, 1 or more.</param>
public sealed record TippingPoint(Signals.Lane Lane, Phase Towards, Direction Direction, bool AtMost, int Events, int Months);

/// <summary>How many rows stand behind a page.</summary>
/// <param name="CellRows">Rows of the cell as known at the knowledge date, both lanes, all kinds.</param>
/// <param name="SectorRows">Rows of the cell's sector in all jurisdictions.</param>
/// <param name="LedgerRows">All rows known at the knowledge date.</param>
public sealed record BriefCounts(int CellRows, int SectorRows, int LedgerRows);

/// <summary>Everything a brief is composed from; data only.</summary>
public sealed record BriefInput
{
    /// <summary>Names of jurisdictions, sectors, areas and actors in both languages.</summary>
    public required Codebook Codebook { get; init; }

    /// <summary>The path that the page leads with: the general lane, or the content lane for a cell of the area content-control.</summary>
    public required PhasePath Lead { get; init; }

    /// <summary>The other lane of the same cell; null when it has too few rows to be read.</summary>
    public PhasePath? Other { get; init; }

    /// <summary>Neighbouring cells, in the order they are to be shown; the first eight are.</summary>
    public ImmutableArray<SiblingPaths> Siblings { get; init; } = [];

    /// <summary>How far single events moved the lead path; any order, an event may appear for several months.</summary>
    public ImmutableArray<EventInfluence> Influences { get; init; } = [];

    /// <summary>Where the odds would tip.</summary>
    public ImmutableArray<TippingPoint> TippingPoints { get; init; } = [];

    /// <summary>How many rows stand behind the page.</summary>
    public required BriefCounts Counts { get; init; }

    /// <summary>What the reader must be told about the data or the fit, whole sentences.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}
