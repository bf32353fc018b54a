using System.Collections.Immutable;

namespace Fangshou.Ledger;

/// <summary>How many rows a table of a package holds.</summary>
/// <param name="File">Path inside the package.</param>
/// <param name="Rows">Rows whose cells could be told apart, without the header.</param>
public sealed record TableCount(string File, int Rows);

/// <summary>What a check found.</summary>
/// <param name="Findings">All of them, sorted by file, row and column; empty when the package is sound.</param>
/// <param name="Tables">The tables that could be read, by name.</param>
/// <param name="DataVersion">Version of the package, or "unversioned".</param>
/// <param name="ContentHash">SHA-256 of the tables that inference may read, lower-case hex.</param>
public sealed record LedgerReport(ImmutableArray<Finding> Findings, ImmutableArray<TableCount> Tables, string DataVersion, string ContentHash);

/// <summary>Holds a data package against the codebook and reports everything that is wrong with it.</summary>
public static class LedgerCheck
{
    /// <summary>Checks all tables in one pass; never throws for what a file holds.</summary>
    /// <param name="open">Opens a file of the package by its path inside it; null when there is none.</param>
    /// <param name="shipped">Vocabularies that the package extends; null when it must bring its own.</param>
    /// <returns>All findings, and what was read.</returns>
    /// <remarks>Only events.csv must be there. O(bytes) time. A name with an open prefix (FIRM:, LOCAL: …) needs no entry among the actors.</remarks>
    public static LedgerReport Run(Func<string, Stream?> open, Codebook? shipped = null)
    {
        PackageTables tables = new(open, shipped);
        tables.ReadEvents();
        foreach (TableSchema schema in (ReadOnlySpan<TableSchema>)[Schemas.Interests, Schemas.Dockets, Schemas.Series, Schemas.PhaseDatings, Schemas.RuleLinks, Schemas.Consultations, Schemas.RetiredIds, Schemas.StrictnessTerms])
            if (tables.Read(schema, tables.Codebook) is { } table)
                AmountCheck.Run(table, tables.Findings);

        return new LedgerReport(
            tables.Findings.Sorted(),
            [.. tables.RowCounts.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => new TableCount(t.Key, t.Value))],
            tables.DataVersion,
            tables.ContentHash());
    }
}
