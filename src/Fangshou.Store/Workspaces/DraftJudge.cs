using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fangshou.Ledger;

namespace Fangshou.Store;

/// <summary>Judges drafts as the ledger check would judge the package that results from them, all in one pass.</summary>
sealed class DraftJudge
{
    const int LongestText = 2000;

    // Each round judges the rest without those found faulty: what leaned on them is found in the next.
    const int MostRounds = 12;

    readonly WorkspacePackage package;
    readonly Dictionary<(string Table, string Key), WorkspaceRow> pending = [];
    readonly Dictionary<string, int> made = new(StringComparer.Ordinal);
    readonly Lazy<HashSet<(string, string, string, string, string)>> before;

    DraftJudge(WorkspacePackage package)
    {
        this.package = package;
        before = new(() => [.. Packages.Faults(package.Verify()).Select(Content)]);
    }

    /// <summary>One judgement for each draft, in their order.</summary>
    /// <remarks>O(bytes of the package) for each round, of which there is one when nothing is faulty.</remarks>
    public static Judgement[] Judge(WorkspacePackage package, IReadOnlyList<Draft> drafts)
    {
        DraftJudge judge = new(package);
        Judgement[] judgements = [.. drafts.Select(judge.Form)];
        for (int round = 1; judgements.Any(j => j.IsSound) && judge.Round(drafts, judgements, isLast: round == MostRounds); round++)
        {
        }

        return judgements;
    }

    /// <summary>Everything that is wrong with one draft: where its reason, its source or its key keeps it from being tried, something stands in for them.</summary>
    public static Judgement Whole(WorkspacePackage package, Draft draft)
    {
        const string StandIn = "xa-1900-unnamed";
        Judgement first = Judge(package, [draft])[0];
        bool IsMissing(string column) => first.Findings.Any(finding => finding.Column == column);
        Draft tried = draft with
        {
            Why = IsMissing("why") ? "-" : draft.Why,
            Source = IsMissing("source") ? "-" : draft.Source,
            Cells = draft.Kind == RevisionKind.Created && package.Table(draft.Table)?.KeyColumns is [var key] && draft.Cells.GetValueOrDefault(key, "").Length == 0 ? draft.Cells.SetItem(key, StandIn) : draft.Cells,
        };
        return first with { Findings = [.. first.Findings.Concat(Judge(package, [tried])[0].Findings).Distinct().Order()] };
    }

    /// <summary>What can be told from the draft and its row alone.</summary>
    Judgement Form(Draft draft)
    {
        FindingList findings = new();
        Words(draft, "why", draft.Why, findings);
        Words(draft, "source", draft.Source, findings);
        if (package.Table(draft.Table) is not { } table)
        {
            findings.Add(draft.Table, 0, "", draft.Table, Rules.MissingFile, $"the package has no table {FindingList.Shown(draft.Table)}.", [.. package.Tables.Select(t => t.Path)]);
            return new Judgement(draft.Key, findings.Sorted(), null, null, null);
        }

        foreach (string column in draft.Cells.Keys.Where(c => !table.Columns.Contains(c)))
            findings.Add(draft.Table, 0, FindingList.Shown(column), "", Rules.UnknownColumn, $"the table has no column '{FindingList.Shown(column)}'.", table.Columns);
        foreach ((string column, string text) in draft.Cells.Where(cell => !IsText(cell.Value)))
            findings.Add(draft.Table, 0, column, text, Rules.Encoding, $"'{column}' holds a character that is no text.");
        return draft.Kind == RevisionKind.Created ? Made(draft, table, findings) : Changed(draft, table, findings);
    }

    Judgement Made(Draft draft, WorkspaceTable table, FindingList findings)
    {
        int position = table.All.Length + 1 + made.GetValueOrDefault(table.Path);
        ImmutableArray<string> cells = [.. table.Columns.Select(column => draft.Cells.GetValueOrDefault(column, ""))];
        string key = WorkspaceTable.KeyOf(table.Columns, table.KeyColumns, cells, position);
        foreach (string column in table.KeyColumns.Where(column => table.KeyColumns.Length == 1 && draft.Cells.GetValueOrDefault(column, "").Length == 0))
            findings.Add(table.Path, 0, column, "", Rules.Required, $"'{column}' names the row and may not be empty.");
        if (table.Find(key) is { } taken)
            findings.Add(table.Path, 0, table.KeyColumns[0], key, Rules.DuplicateId, $"'{FindingList.Shown(key)}' names {(taken.Retired ? "a row that was retired, and no key is used again" : "another row")}.");
        else if (pending.ContainsKey((table.Path, key)))
            findings.Add(table.Path, 0, table.KeyColumns[0], key, Rules.DuplicateId, $"'{FindingList.Shown(key)}' names an earlier one of the new rows.");
        WorkspaceRow row = new(key, position, cells, long.MaxValue, false);
        if (findings.Count == 0)
            Take(table, row, isNew: true);
        return new Judgement(key, findings.Sorted(), null, null, row);
    }

    Judgement Changed(Draft draft, WorkspaceTable table, FindingList findings)
    {
        if (table.Find(draft.Key) is not { } row)
        {
            findings.Add(table.Path, 0, "", draft.Key, Rules.Reference, $"{table.Path} has no row '{FindingList.Shown(draft.Key)}'.");
            return new Judgement(draft.Key, findings.Sorted(), null, null, null);
        }

        WorkspaceRow now = pending.GetValueOrDefault((table.Path, row.Key), row);
        ImmutableArray<(string Column, string Text)> changes = [.. draft.Cells.Where(cell => table.Columns.Contains(cell.Key)).Select(cell => (cell.Key, cell.Value))];
        if (now.Version != draft.BaseVersion || now.Retired)
            return new Judgement(row.Key, findings.Sorted(), new Conflict(
                table.Path, row.Key, draft.BaseVersion, now.Version, now.Retired, [.. changes.Select(c => new CellConflict(c.Column, Cell(now, c.Column), c.Text))]), now, null);

        foreach ((string column, string text) in changes.Where(c => table.KeyColumns.Contains(c.Column) && c.Text != Cell(row, c.Column)))
            findings.Add(table.Path, 0, column, text, Rules.Id, $"'{column}' names the row and cannot be edited; retire the row and add a new one.");
        if (draft.Kind == RevisionKind.Edited && changes.All(c => c.Text == Cell(row, c.Column)))
            findings.Add(table.Path, 0, "", row.Key, Rules.Required, "nothing would change: every cell holds this already.");
        if (draft.Successor is { } successor && (successor == row.Key || table.Find(successor) is not { Retired: false }))
            findings.Add(table.Path, 0, "successor", successor, Rules.Reference, $"'{FindingList.Shown(successor)}' is no other row of {table.Path}.");
        WorkspaceRow after = row with
        {
            Cells = changes.Aggregate(row.Cells, (cells, c) => cells.SetItem(table.Columns.IndexOf(c.Column), c.Text)),
            Retired = draft.Kind == RevisionKind.Retired,
            Version = long.MaxValue,
        };
        if (findings.Count == 0)
            Take(table, after, isNew: false);
        return new Judgement(row.Key, findings.Sorted(), null, row, after);

        string Cell(WorkspaceRow of, string column) => of.Cells[table.Columns.IndexOf(column)];
    }

    void Take(WorkspaceTable table, WorkspaceRow row, bool isNew)
    {
        pending[(table.Path, row.Key)] = row;
        if (isNew)
            made[table.Path] = made.GetValueOrDefault(table.Path) + 1;
    }

    /// <summary>Checks the package with all sound drafts in it; true when some were found faulty, so that the rest must be judged again.</summary>
    bool Round(IReadOnlyList<Draft> drafts, Judgement[] judgements, bool isLast)
    {
        Dictionary<(string, string), int> ofRow = [];
        for (int i = 0; i < judgements.Length; i++)
            if (judgements[i].IsSound)
                ofRow[(drafts[i].Table, judgements[i].Key)] = i;
        WorkspacePackage after = package.With(ofRow.Values.Select(i => new RowChange(drafts[i].Table, judgements[i].After!)), package.Revision + 1);
        ILookup<int, Finding> found = Packages.Faults(after.Verify())
            .SelectMany(finding => Owners(finding, after, drafts, judgements, ofRow).Select(draft => (draft, finding)))
            .ToLookup(pair => pair.draft, pair => pair.finding with { Row = 0 });
        foreach (IGrouping<int, Finding> of in found)
            judgements[of.Key] = judgements[of.Key] with { Findings = [.. of.Distinct().Order()] };
        if (isLast && found.Count > 0)
            foreach (int i in ofRow.Values.Where(i => judgements[i].IsSound))
                judgements[i] = judgements[i] with { Findings = [new Finding(drafts[i].Table, 0, "", "", Rules.Reference, "too many of the rows that came with it are faulty to judge it; mend those first.", [])] };
        return found.Count > 0 && !isLast;
    }

    /// <summary>The drafts that a finding is about: that of its row; else those that name its value; else all. None when the package had it before.</summary>
    IEnumerable<int> Owners(Finding finding, WorkspacePackage after, IReadOnlyList<Draft> drafts, Judgement[] judgements, Dictionary<(string, string), int> ofRow)
    {
        if (finding.Row > 1 && after.Table(finding.File)?.AtLine(finding.Row) is { } row && ofRow.TryGetValue((finding.File, row.Key), out int own))
            return [own];
        if (before.Value.Contains(Content(finding)))
            return [];
        int[] named = [.. ofRow.Values.Where(i => judgements[i].Key == finding.Value || drafts[i].Cells.ContainsValue(finding.Value))];
        return named.Length > 0 ? named : ofRow.Values;
    }

    static (string, string, string, string, string) Content(Finding finding) => (finding.File, finding.Column, finding.Value, finding.Rule, finding.Message);

    static void Words(Draft draft, string what, string text, FindingList findings)
    {
        if (string.IsNullOrWhiteSpace(text))
            findings.Add(draft.Table, 0, what, text, Rules.Required, $"'{what}' may not be empty: every change says why it is made and where it can be checked.");
        else if (text.Length > LongestText)
            findings.Add(draft.Table, 0, what, text, Rules.CellLength, string.Create(CultureInfo.InvariantCulture, $"'{what}' has {text.Length} characters; {LongestText} are allowed."));
        else if (!IsText(text) || text.EnumerateRunes().Any(FindingList.IsUnprintable))
            findings.Add(draft.Table, 0, what, text, Rules.ControlCharacter, $"'{what}' holds a control character or a line end.");
    }

    /// <summary>False for half a character and for NUL, which no database takes.</summary>
    internal static bool IsText(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || Rune.TryGetRuneAt(text, i, out Rune rune) is false)
                return false;
            i += rune.Utf16SequenceLength - 1;
        }

        return true;
    }
}
