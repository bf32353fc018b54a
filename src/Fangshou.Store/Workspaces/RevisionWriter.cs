namespace Fangshou.Store;

/// <summary>Writes approved changes: first the revisions, then the rows that follow from them.</summary>
sealed class RevisionWriter
{
    readonly WorkspaceContext context;
    readonly WorkspacePackage package;
    readonly Dictionary<(string, string), LedgerRow> rows;
    readonly string reviewer;
    readonly DateTimeOffset now;
    long number;

    /// <param name="context">Under the writers' lock.</param>
    /// <param name="package">As it stands in the context.</param>
    /// <param name="rows">All rows of the tables that are written to.</param>
    /// <param name="reviewer">Who approved.</param>
    /// <param name="now">When.</param>
    public RevisionWriter(WorkspaceContext context, WorkspacePackage package, IEnumerable<LedgerRow> rows, string reviewer, DateTimeOffset now)
    {
        this.context = context;
        this.package = package;
        this.rows = rows.ToDictionary(row => (row.Table, row.Key));
        this.reviewer = reviewer;
        this.now = now;
        number = package.Revision;
    }

    /// <summary>Writes one change that was found sound.</summary>
    public void Write(Candidate candidate, Judgement judgement)
    {
        WorkspaceRow after = judgement.After!;
        string cells = CsvText.ToJson(after.Cells);
        switch (candidate.Kind)
        {
            case RevisionKind.Created:
                Revise(candidate, after.Key, null, null, cells);
                LedgerRow made = new() { Table = candidate.Table, Key = after.Key, Position = after.Position, Cells = cells, Version = number };
                context.Rows.Add(made);
                rows[(made.Table, made.Key)] = made;
                return;
            case RevisionKind.Retired:
                Revise(candidate, after.Key, null, CsvText.ToJson(judgement.Before!.Cells), candidate.Successor);
                break;
            default:
                WorkspaceTable table = package.Table(candidate.Table)!;
                for (int i = 0; i < table.Columns.Length; i++)
                    if (judgement.Before!.Cells[i] != after.Cells[i])
                        Revise(candidate, after.Key, table.Columns[i], judgement.Before.Cells[i], after.Cells[i]);
                break;
        }

        LedgerRow row = rows[(candidate.Table, candidate.Key)];
        (row.Cells, row.Version, row.Retired) = (cells, number, after.Retired);
    }

    // The key is the row's, not the candidate's: a row without key columns gets its number when it is made, not when it is proposed.
    void Revise(Candidate candidate, string key, string? column, string? old, string? becomes) => context.Revisions.Add(new Revision
    {
        Number = ++number,
        Table = candidate.Table,
        Key = key,
        Kind = candidate.Kind,
        Column = column,
        Old = old,
        New = becomes,
        Why = candidate.Why,
        Source = candidate.Source,
        Who = candidate.Who,
        At = now,
        Candidate = candidate.Id,
    });
}
