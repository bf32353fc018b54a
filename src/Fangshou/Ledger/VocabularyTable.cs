using System.Collections.Immutable;

namespace Fangshou.Ledger;

/// <summary>Turns a vocabulary table into a vocabulary, on top of the shipped one where there is one.</summary>
static class VocabularyTable
{
    /// <param name="table">The package's own table; null when it has none.</param>
    /// <param name="name">What the column is called in messages.</param>
    /// <param name="shipped">What the table extends and overrides; null when it stands alone.</param>
    /// <param name="findings">Receives parents that do not exist, cycles, and aliases that stand for two entries.</param>
    public static Vocabulary Read(Table? table, string name, Vocabulary? shipped, FindingList findings)
    {
        if (table is null)
            return shipped ?? new Vocabulary(name, []);

        string[] own = ["id", "parent", "aliases", "title_en", "title_zh"];
        (int id, int parent, int aliases, int english, int chinese) =
            (table.IndexOf(own[0]), table.IndexOf(own[1]), table.IndexOf(own[2]), table.IndexOf(own[3]), table.IndexOf(own[4]));
        if (id < 0)
            return shipped ?? new Vocabulary(name, []);

        List<Term> terms = shipped is null ? [] : [.. shipped.Terms];
        foreach (TableRow row in table.Rows)
        {
            if (row.Cells[id].Length == 0)
                continue;
            ImmutableDictionary<string, string>.Builder properties = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
            for (int i = 0; i < table.Header.Length; i++)
                if (!own.Contains(table.Header[i]))
                    properties[table.Header[i]] = row.Cells[i];
            string titleEn = Cell(row, english, row.Cells[id]);
            terms.Add(new Term(
                row.Cells[id], Cell(row, parent, ""), titleEn, Cell(row, chinese, titleEn),
                [.. Cell(row, aliases, "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
                properties.ToImmutable()));
        }

        Vocabulary vocabulary = new(name, terms);
        CheckTree(table, id, parent, vocabulary, findings);
        CheckAliases(table, id, aliases, vocabulary, findings);
        return vocabulary;

        static string Cell(TableRow row, int i, string otherwise) => i >= 0 && row.Cells[i].Length > 0 ? row.Cells[i] : otherwise;
    }

    static void CheckTree(Table table, int id, int parent, Vocabulary vocabulary, FindingList findings)
    {
        if (parent < 0)
            return;
        foreach (TableRow row in table.Rows)
        {
            string above = row.Cells[parent];
            if (above.Length == 0)
                continue;
            if (vocabulary.Find(above) is null)
                findings.Add(table.File, row.Line, "parent", above, Rules.Reference, $"there is no entry '{FindingList.Shown(above)}'.", vocabulary.Nearest(above.Length > 100 ? above[..100] : above));
            else if (IsOnCycle(row.Cells[id], vocabulary))
                findings.Add(table.File, row.Line, "parent", above, Rules.Cycle, $"'{FindingList.Shown(row.Cells[id])}' is its own ancestor.");
        }
    }

    static void CheckAliases(Table table, int id, int aliases, Vocabulary vocabulary, FindingList findings)
    {
        if (aliases < 0)
            return;
        foreach (TableRow row in table.Rows)
            foreach (string alias in row.Cells[aliases].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                if (vocabulary.Find(alias) is { } other && other.Id != row.Cells[id])
                    findings.Add(
                        table.File, row.Line, "aliases", alias, Rules.DuplicateId,
                        $"'{FindingList.Shown(alias)}' already stands for '{FindingList.Shown(other.Id)}'.");
    }

    static bool IsOnCycle(string id, Vocabulary vocabulary)
    {
        string at = id;
        for (int step = 0; step < vocabulary.Terms.Length; step++)
        {
            if (vocabulary.Find(at) is not { Parent.Length: > 0 } term)
                return false;
            at = vocabulary.Find(term.Parent)?.Id ?? term.Parent;
            if (at == id)
                return true;
        }

        return false;
    }
}
