using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Store;
using Microsoft.AspNetCore.Http;

namespace Fangshou.Web.Pages;

/// <summary>A suggestion as it stands in the form: of a new row, an edit of one, or that one be retired.</summary>
/// <param name="Kind">What is suggested.</param>
/// <param name="Table">The table.</param>
/// <param name="Row">The row as it now is, perhaps retired meanwhile; null for a new one.</param>
/// <param name="BaseVersion">The version that the writer saw.</param>
/// <param name="Cells">What is in the form, by column.</param>
sealed record Suggestion(RevisionKind Kind, WorkspaceTable Table, WorkspaceRow? Row, long BaseVersion, ImmutableSortedDictionary<string, string> Cells)
{
    /// <summary>Begins the name of a field that is a column.</summary>
    public const string Prefix = "c.";

    public string Why { get; init; } = "";

    public string Source { get; init; } = "";

    /// <summary>Key of the row that takes the place of a retired one; empty when none does.</summary>
    public string Successor { get; init; } = "";

    /// <summary>What the form shows of a column.</summary>
    public string Cell(string column) => Cells.GetValueOrDefault(column, "");

    /// <summary>What an address asks for, before anything is typed.</summary>
    /// <exception cref="RefusedException">It makes no sense, or there is no such row.</exception>
    public static async Task<Suggestion> Begun(PageContext here, Workspace workspace, CancellationToken cancellation)
    {
        Suggestion asked = Asked(here, await workspace.PackageAsync(cancellation));
        if (here.Value("from") is not { Length: > 0 } from)
            return asked.Row is { Retired: true } gone ? throw new RefusedException(Fault.NotFound, $"the row '{Texts.Printable(gone.Key)}' was retired.") : asked;
        if (!long.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out long number) || await workspace.Candidates.FindAsync(number, cancellation) is not { } candidate)
            throw new RefusedException(Fault.NotFound, $"from: there is no candidate '{Texts.Printable(from)}'.");
        Draft draft = Candidates.DraftOf(candidate);
        if (draft.Kind != asked.Kind || draft.Table != asked.Table.Path || (asked.Row is { } row && row.Key != draft.Key))
            throw new RefusedException(Fault.Usage, $"from: candidate {number} is of another row.");
        return asked with { Cells = asked.Cells.SetItems(draft.Cells), Why = draft.Why, Source = draft.Source, Successor = draft.Successor ?? "" };
    }

    /// <summary>What was typed.</summary>
    /// <exception cref="RefusedException">The address makes no sense, or there is no such row.</exception>
    public static Suggestion Typed(PageContext here, WorkspacePackage package, IFormCollection form)
    {
        Suggestion asked = Asked(here, package);
        return asked with
        {
            BaseVersion = asked.Row is null ? 0 : long.TryParse(form["base"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long version) ? version : -1,
            Cells = asked.Cells.SetItems(form.Keys.Where(key => key.StartsWith(Prefix, StringComparison.Ordinal)).Select(key => KeyValuePair.Create(key[Prefix.Length..], Joined(form[key])))),
            Why = form["why"].ToString().Trim(),
            Source = form["source"].ToString().Trim(),
            Successor = form["successor"].ToString().Trim(),
        };
    }

    /// <summary>The change that it means: of an edit only the cells that differ from what the writer saw.</summary>
    /// <param name="seen">The row at the version that the writer saw; null for a new one.</param>
    public Draft Draft(WorkspaceRow? seen) => Kind switch
    {
        RevisionKind.Created => Store.Draft.New(Table.Path, Cells.Where(cell => cell.Value.Length > 0).ToDictionary(StringComparer.Ordinal), Why, Source),
        RevisionKind.Retired => Store.Draft.Retire(Table.Path, Row!.Key, BaseVersion, Successor.Length > 0 ? Successor : null, Why, Source),
        _ => Store.Draft.Edit(Table.Path, Row!.Key, BaseVersion, Cells.Where(cell => !Table.Columns.Contains(cell.Key) || CellOf(seen ?? Row, cell.Key) != cell.Value).ToDictionary(StringComparer.Ordinal), Why, Source),
    };

    /// <summary>The same suggestion on the row as it now is: what the writer changed stays, what others changed is taken over.</summary>
    public Suggestion OnNow(WorkspaceRow? seen) => Row is not { } row || Kind != RevisionKind.Edited ? this with { BaseVersion = Row?.Version ?? 0 } : this with
    {
        BaseVersion = row.Version,
        Cells = Cells.SetItems(Table.Columns.Where(column => CellOf(seen ?? row, column) == Cell(column)).Select(column => KeyValuePair.Create(column, CellOf(row, column)))),
    };

    static Suggestion Asked(PageContext here, WorkspacePackage package)
    {
        string path = here.Value("table") is { Length: > 0 } named ? named : "events.csv", edited = here.Value("row"), retired = here.Value("retire");
        if (edited.Length > 0 && retired.Length > 0)
            throw new RefusedException(Fault.Usage, "row and retire: only one of them at a time.");
        if (package.Table(path) is not { } table)
            throw new RefusedException(Fault.NotFound, $"table: the package has no table '{Texts.Printable(path)}'; {Texts.DidYouMean(path, package.Tables.Select(t => t.Path))}");
        string key = edited + retired;
        WorkspaceRow? row = key.Length == 0 ? null : table.Find(key)
            ?? throw new RefusedException(Fault.NotFound, $"{path} has no row '{Texts.Printable(key)}'.");
        return new Suggestion(
            row is null ? RevisionKind.Created : retired.Length > 0 ? RevisionKind.Retired : RevisionKind.Edited, table, row, row?.Version ?? 0,
            row is null ? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal) : table.Columns.Zip(row.Cells).ToImmutableSortedDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal));
    }

    string CellOf(WorkspaceRow row, string column) => row.Cells[Table.Columns.IndexOf(column)];

    /// <summary>The values of a field as a cell: those of a list are separated by semicolons.</summary>
    static string Joined(IEnumerable<string?> values) => string.Join(';', values.Select(value => value!.Trim()).Where(value => value.Length > 0));
}
