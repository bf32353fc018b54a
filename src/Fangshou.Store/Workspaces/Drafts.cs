using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Store;

/// <summary>A change as somebody means it, not yet judged.</summary>
/// <param name="Kind">Make a row, edit its cells, or retire it.</param>
/// <param name="Table">Path of the table, such as <c>events.csv</c>.</param>
/// <param name="Key">Names the row; of a new row it follows from its cells.</param>
/// <param name="BaseVersion">Version of the row that was seen; 0 for a new row.</param>
/// <param name="Cells">New text by column; of a new row, columns that are left out are empty.</param>
/// <param name="Successor">Key of the row that takes the place of a retired one; null when none does.</param>
/// <param name="Why">The reason, one line.</param>
/// <param name="Source">Where it can be checked, one line.</param>
sealed record Draft(RevisionKind Kind, string Table, string Key, long BaseVersion, ImmutableSortedDictionary<string, string> Cells, string? Successor, string Why, string Source)
{
    public static Draft New(string table, IReadOnlyDictionary<string, string> cells, string why, string source) =>
        new(RevisionKind.Created, table, "", 0, cells.ToImmutableSortedDictionary(StringComparer.Ordinal), null, why, source);

    public static Draft Edit(string table, string key, long baseVersion, IReadOnlyDictionary<string, string> cells, string why, string source) =>
        new(RevisionKind.Edited, table, key, baseVersion, cells.ToImmutableSortedDictionary(StringComparer.Ordinal), null, why, source);

    public static Draft Retire(string table, string key, long baseVersion, string? successor, string why, string source) =>
        new(RevisionKind.Retired, table, key, baseVersion, ImmutableSortedDictionary<string, string>.Empty, successor, why, source);
}

/// <summary>A cell on which two people disagree.</summary>
/// <param name="Column">Its column.</param>
/// <param name="Now">What it holds since the other's change.</param>
/// <param name="Yours">What the draft wants it to hold.</param>
sealed record CellConflict(string Column, string Now, string Yours);

/// <summary>The row was changed since the proposer saw it.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Key">Its key.</param>
/// <param name="BaseVersion">The version that was seen.</param>
/// <param name="Version">The version that there is.</param>
/// <param name="Retired">True when it was retired meanwhile.</param>
/// <param name="Cells">Both values of every cell that the draft wants to change.</param>
sealed record Conflict(string Table, string Key, long BaseVersion, long Version, bool Retired, ImmutableArray<CellConflict> Cells);

/// <summary>What was found about one draft. It can be taken when there is neither finding nor conflict.</summary>
/// <param name="Key">Key of the row; of a new row the one that it would get.</param>
/// <param name="Findings">Everything that the ledger check would say of the resulting package, and faults of form.</param>
/// <param name="Conflict">Null when the row is as the proposer saw it.</param>
/// <param name="Before">The row before; null for a new one, or when there is none.</param>
/// <param name="After">The row after; null when it cannot be told.</param>
sealed record Judgement(string Key, ImmutableArray<Finding> Findings, Conflict? Conflict, WorkspaceRow? Before, WorkspaceRow? After)
{
    public bool IsSound => Findings.IsEmpty && Conflict is null && After is not null;
}
