using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Store;

/// <summary>What a line of an import would do.</summary>
enum ImportState
{
    New,
    Changed,
    Same,
    Faulty,
}

/// <summary>One line of an import.</summary>
/// <param name="Line">Line of the file on which it begins, 1 = header.</param>
/// <param name="Key">Key of its row.</param>
/// <param name="State">What it would do.</param>
/// <param name="Draft">The change; null when it would change nothing.</param>
/// <param name="Findings">What is wrong with it, by line of the file.</param>
sealed record ImportLine(int Line, string Key, ImportState State, Draft? Draft, ImmutableArray<Finding> Findings);

/// <summary>What an import would do, line by line; nothing is written yet.</summary>
/// <param name="Table">Path of the table.</param>
/// <param name="Findings">What is wrong with the file as a whole; no line is looked at then.</param>
/// <param name="Lines">In the file's order.</param>
sealed record ImportPreview(string Table, ImmutableArray<Finding> Findings, ImmutableArray<ImportLine> Lines)
{
    /// <summary>What the sound lines would change.</summary>
    public ImmutableArray<Draft> Drafts => [.. Lines.Where(line => line.State is ImportState.New or ImportState.Changed).Select(line => line.Draft!)];
}

/// <summary>Takes CSV files: first a preview, then candidates of what is sound in it.</summary>
sealed class Imports(Workspace workspace)
{
    const string Given = "the imported file";

    /// <summary>Tells what each line of a file would do.</summary>
    /// <param name="table">Path of the table, such as <c>events.csv</c>.</param>
    /// <param name="csv">The file, with a header of columns of the table in any order; columns that are left out stay as they are, and are empty in new rows.</param>
    /// <param name="why">The reason, for all lines.</param>
    /// <param name="source">Where it can be checked, for all lines.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <remarks>O(bytes of the package and the file); 10,000 lines take about a second.</remarks>
    public async Task<ImportPreview> PreviewAsync(string table, byte[] csv, string why, string source, CancellationToken cancellation = default)
    {
        WorkspacePackage package = await workspace.PackageAsync(cancellation);
        FindingList findings = new();
        Table? file = Table.Read(_ => new MemoryStream(csv, writable: false), Given, findings);
        if (package.Table(table) is not { } target)
            findings.Add(Given, 0, "", table, Rules.MissingFile, $"the package has no table {FindingList.Shown(table)}.", [.. package.Tables.Select(t => t.Path)]);
        else if (file is not null)
            Header(file, target, findings);
        if (findings.Count > 0 || file is null)
            return new ImportPreview(table, findings.Sorted(), []);

        (TableRow Row, string Key, Draft? Draft)[] lines = [.. file.Rows.Select(row => Line(package.Table(table)!, file, row, why, source))];
        Draft[] drafts = [.. lines.Select(line => line.Draft).OfType<Draft>()];
        Judgement[] judgements = DraftJudge.Judge(package, drafts);
        int next = 0;
        return new ImportPreview(table, [], [.. lines.Select(line => line.Draft is null
            ? new ImportLine(line.Row.Line, line.Key, ImportState.Same, null, [])
            : Judged(line.Row, line.Draft, judgements[next++]))]);
    }

    /// <summary>Makes candidates of the sound lines.</summary>
    public Task<ImmutableArray<Proposal>> ProposeAsync(ImportPreview preview, string who, CancellationToken cancellation = default) => workspace.Candidates.ProposeAsync(preview.Drafts, who, cancellation);

    static void Header(Table file, WorkspaceTable target, FindingList findings)
    {
        foreach (string column in file.Header.Where(column => !target.Columns.Contains(column)))
            findings.Add(Given, 1, FindingList.Shown(column), column, Rules.UnknownColumn, $"{target.Path} has no column '{FindingList.Shown(column)}'.", target.Columns);
        foreach (string column in file.Header.GroupBy(column => column, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key))
            findings.Add(Given, 1, FindingList.Shown(column), column, Rules.DuplicateColumn, $"the column '{FindingList.Shown(column)}' is there twice.");
        foreach (string column in target.KeyColumns.Where(column => !file.Header.Contains(column)))
            findings.Add(Given, 1, column, "", Rules.MissingColumn, $"the column '{column}' is missing: it names the row.");
    }

    static (TableRow Row, string Key, Draft? Draft) Line(WorkspaceTable target, Table file, TableRow row, string why, string source)
    {
        Dictionary<string, string> cells = file.Header.Zip(row.Cells).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        if (target.KeyColumns.IsEmpty)
        {
            string[] whole = [.. target.Columns.Select(column => cells.GetValueOrDefault(column, ""))];
            return target.Rows.FirstOrDefault(there => there.Cells.SequenceEqual(whole)) is { } same ? (row, same.Key, null) : (row, "", Draft.New(target.Path, cells, why, source));
        }

        string key = WorkspaceTable.KeyOf(target.Columns, target.KeyColumns, [.. target.Columns.Select(column => cells.GetValueOrDefault(column, ""))], 0);
        if (target.Find(key) is not { Retired: false } found)
            return (row, key, Draft.New(target.Path, cells, why, source));
        KeyValuePair<string, string>[] changed = [.. cells.Where(cell => found.Cells[target.Columns.IndexOf(cell.Key)] != cell.Value)];
        return (row, key, changed.Length == 0 ? null : Draft.Edit(target.Path, key, found.Version, new Dictionary<string, string>(changed, StringComparer.Ordinal), why, source));
    }

    static ImportLine Judged(TableRow row, Draft draft, Judgement judgement)
    {
        ImmutableArray<Finding> findings = [.. judgement.Findings.Select(f => f with { Row = row.Line })];
        if (judgement.Conflict is not null)
            findings = findings.Add(new Finding(draft.Table, row.Line, "", judgement.Key, Rules.DuplicateId, "an earlier line of the file changes the same row.", []));
        return new ImportLine(row.Line, judgement.Key, findings.IsEmpty ? draft.Kind == RevisionKind.Created ? ImportState.New : ImportState.Changed : ImportState.Faulty, draft, findings);
    }
}
