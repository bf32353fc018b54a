using System.Collections.Immutable;
using Fangshou.Store;

namespace Fangshou.Web.Pages;

/// <summary>What a change does to one cell.</summary>
/// <param name="Column">Its column.</param>
/// <param name="Label">What the column is called.</param>
/// <param name="Old">What it held; null when there was no row.</param>
/// <param name="New">What it will hold; null when there will be no row.</param>
public sealed record CellDiff(string Column, string Label, string? Old, string? New)
{
    /// <summary>Told without colour: a sign and a word.</summary>
    internal string Sign => Old is null or "" ? "+" : New is null or "" ? "−" : "±";

    internal string Word(PageContext here) => Sign switch
    {
        "+" => here.Say("added", "新增"),
        "−" => here.Say("removed", "删除"),
        _ => here.Say("changed", "修改"),
    };

    /// <summary>What a candidate does, in the order of the columns.</summary>
    /// <param name="here">Says the language.</param>
    /// <param name="table">Its table; null when there is none.</param>
    /// <param name="seen">The row that the proposer saw; null for a new one.</param>
    /// <param name="draft">The change.</param>
    internal static ImmutableArray<CellDiff> Of(PageContext here, WorkspaceTable table, WorkspaceRow? seen, Draft draft) =>
    [
        .. from pair in table.Columns.Select((column, i) => (Column: column, Old: seen?.Cells[i]))
           let becomes = draft.Kind == RevisionKind.Retired ? null : draft.Cells.GetValueOrDefault(pair.Column, pair.Old ?? "")
           where pair.Old != becomes && (pair.Old ?? "") + becomes != ""
           select new CellDiff(pair.Column, ColumnWords.Name(here, table.Path, pair.Column), pair.Old, becomes),
    ];

    /// <summary>What a revision did: one cell of an edit, the whole row otherwise.</summary>
    internal static ImmutableArray<CellDiff> Of(PageContext here, WorkspaceTable table, Revision revision)
    {
        if (revision.Column is { } column)
            return [new CellDiff(column, ColumnWords.Name(here, table.Path, column), revision.Old, revision.New)];
        string[] cells = CsvText.Cells((revision.Kind == RevisionKind.Created ? revision.New : revision.Old)!);
        return
        [
            .. table.Columns.Zip(cells).Where(pair => pair.Second.Length > 0)
                .Select(pair => new CellDiff(pair.First, ColumnWords.Name(here, table.Path, pair.First), revision.Kind == RevisionKind.Created ? null : pair.Second, revision.Kind == RevisionKind.Created ? pair.Second : null)),
        ];
    }
}
