using System.Collections.Immutable;
using System.Text.Json;

namespace Fangshou.Store;

/// <summary>Makes the rows from the revisions alone: what a package was at any earlier revision, and the proof that no row says anything else.</summary>
static class Replay
{
    /// <param name="columns">Columns of each table, by its path.</param>
    /// <param name="revisions">In the order of their numbers.</param>
    /// <returns>The rows of each table, in the order of their positions.</returns>
    public static Dictionary<string, ImmutableArray<WorkspaceRow>> Rows(IReadOnlyDictionary<string, ImmutableArray<string>> columns, IEnumerable<Revision> revisions)
    {
        Dictionary<string, Dictionary<string, WorkspaceRow>> tables = columns.Keys.ToDictionary(table => table, _ => new Dictionary<string, WorkspaceRow>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (Revision revision in revisions)
        {
            Dictionary<string, WorkspaceRow> rows = tables[revision.Table];
            rows[revision.Key] = revision.Kind switch
            {
                RevisionKind.Created => new WorkspaceRow(revision.Key, rows.Count + 1, [.. CsvText.Cells(revision.New!)], revision.Number, false),
                RevisionKind.Edited => Edited(rows[revision.Key], columns[revision.Table].IndexOf(revision.Column!), revision),
                _ => rows[revision.Key] with { Retired = true, Version = revision.Number },
            };
        }

        return tables.ToDictionary(table => table.Key, table => table.Value.Values.OrderBy(row => row.Position).ToImmutableArray(), StringComparer.Ordinal);
    }

    static WorkspaceRow Edited(WorkspaceRow row, int column, Revision revision) =>
        row with { Cells = row.Cells.SetItem(column, revision.New!), Version = revision.Number };

    /// <summary>Columns of each table of a package, by its path.</summary>
    public static Dictionary<string, ImmutableArray<string>> Columns(IEnumerable<PackageFile> files) => files.Where(file => file.Columns is not null)
        .ToDictionary(file => file.Path, file => JsonSerializer.Deserialize<ImmutableArray<string>>(file.Columns!), StringComparer.Ordinal);
}
