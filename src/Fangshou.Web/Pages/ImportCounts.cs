using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Store;

namespace Fangshou.Web.Pages;

/// <summary>A line of an import as it is shown.</summary>
/// <param name="Line">Line of the file, 1 = header.</param>
/// <param name="Key">Key of its row.</param>
/// <param name="State">What it would do, in words.</param>
/// <param name="Changes">The cells that it changes.</param>
/// <param name="Findings">What is wrong with it.</param>
public sealed record ImportShown(int Line, string Key, string State, ImmutableArray<string> Changes, ImmutableArray<Finding> Findings);

/// <summary>How many lines of an import would do what.</summary>
/// <param name="New">Would make a row.</param>
/// <param name="Changed">Would edit one.</param>
/// <param name="Same">Would change nothing.</param>
/// <param name="Faulty">Are refused.</param>
sealed record ImportCounts(int New, int Changed, int Same, int Faulty)
{
    public const int MostShown = 200;

    public static ImportCounts Of(ImportPreview preview)
    {
        ILookup<ImportState, ImportLine> lines = preview.Lines.ToLookup(line => line.State);
        return new(lines[ImportState.New].Count(), lines[ImportState.Changed].Count(), lines[ImportState.Same].Count(), lines[ImportState.Faulty].Count());
    }

    public static string Name(PageContext here, ImportState state) => state switch
    {
        ImportState.New => here.Say("new", "新增"),
        ImportState.Changed => here.Say("changed", "修改"),
        ImportState.Same => here.Say("the same", "相同"),
        _ => here.Say("faulty", "有误"),
    };

    /// <summary>The first lines: those that are faulty, then those that change something, then the rest; each in the order of the file.</summary>
    public static IEnumerable<ImportLine> First(ImportPreview preview) =>
        preview.Lines.OrderBy(line => line.State switch { ImportState.Faulty => 0, ImportState.Same => 2, _ => 1 }).Take(MostShown);

    /// <summary>The first lines for a page.</summary>
    public static ImmutableArray<ImportShown> Shown(PageContext here, ImportPreview preview, WorkspaceTable table) =>
    [
        .. First(preview).Select(line => new ImportShown(
            line.Line, line.Key, Name(here, line.State),
            line.State == ImportState.Changed && table.Find(line.Key) is { } row ? [.. line.Draft!.Cells.Select(cell => $"{ColumnWords.Name(here, table.Path, cell.Key)}: {Old(table, row, cell.Key)} → {cell.Value}")] : [],
            FindingWords.Once(line.Findings))),
    ];

    static string Old(WorkspaceTable table, WorkspaceRow row, string column) => row.Cells[table.Columns.IndexOf(column)];
}
