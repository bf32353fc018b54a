using System.Collections.Immutable;
using Fangshou.Store;

namespace Fangshou.Web.Pages;

/// <summary>A cell on which two people disagree.</summary>
/// <param name="Label">What its column is called.</param>
/// <param name="Now">What it holds since the other's change.</param>
/// <param name="Yours">What the suggestion wants it to hold.</param>
public sealed record DisagreedCell(string Label, string Now, string Yours)
{
    internal static ImmutableArray<DisagreedCell> Of(PageContext here, Conflict conflict) =>
        [.. conflict.Cells.Select(cell => new DisagreedCell(ColumnWords.Name(here, conflict.Table, cell.Column), cell.Now, cell.Yours))];
}
