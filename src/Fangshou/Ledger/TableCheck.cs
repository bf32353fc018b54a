using System.Collections.Immutable;
using System.Globalization;

namespace Fangshou.Ledger;

/// <summary>Holds the cells of a table against its schema.</summary>
sealed class TableCheck
{
    const int LongestCell = 10_000;
    const int LongestTitle = 160;

    // Edit distances over a whole vocabulary are dear, so a file full of wrong values gets suggestions for the first ones.
    const int MostSuggestions = 1_000;

    static readonly string[] openPrefixes =
    [
        "FIRM:", "PUBLIC:", "LOCAL:", "COURT:", "STATE:", "DPA:", "GOV:", "FUND:", "SOE:", "UNIV:", "LAB:", "PROSECUTOR:", "CYBERSPACE-ADMIN-",
    ];

    readonly TableSchema schema;
    readonly Table table;
    readonly Codebook? codebook;
    readonly FindingList findings;
    readonly Dictionary<(string Column, string Value), ImmutableArray<string>> nearest = [];
    readonly int[] positions;

    TableCheck(Table table, TableSchema schema, Codebook? codebook, FindingList findings)
    {
        this.table = table;
        this.schema = schema;
        this.codebook = codebook;
        this.findings = findings;
        positions = [.. schema.Columns.Select(c => table.IndexOf(c.Name))];
    }

    /// <summary>Reports every fault of a table; <paramref name="codebook"/> is null while the vocabularies themselves are read.</summary>
    public static void Run(Table table, TableSchema schema, Codebook? codebook, FindingList findings)
    {
        TableCheck check = new(table, schema, codebook, findings);
        check.Header();
        HashSet<string> ids = new(StringComparer.Ordinal);
        int id = table.IndexOf("id");
        foreach (TableRow row in table.Rows)
        {
            check.Row(row);
            if (id >= 0 && row.Cells[id].Length > 0 && !ids.Add(row.Cells[id]))
                findings.Add(table.File, row.Line, "id", row.Cells[id], Rules.DuplicateId, $"'{FindingList.Shown(row.Cells[id])}' is the id of an earlier row.");
        }
    }

    /// <summary>Reads a day written as 2020-11-03.</summary>
    public static bool TryDay(string text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    /// <summary>Reads a number of plain digits, perhaps with a sign and decimals.</summary>
    public static bool TryNumber(string text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    /// <summary>True for a name that needs no entry in the vocabulary of actors.</summary>
    public static bool IsOpenName(string actor) =>
        openPrefixes.Any(prefix => actor.Length > prefix.Length && actor.StartsWith(prefix, StringComparison.Ordinal));

    void Header()
    {
        foreach (ColumnSchema column in schema.Columns)
            if (!column.MayBeAbsent && table.IndexOf(column.Name) < 0)
                findings.Add(table.File, 1, column.Name, "", Rules.MissingColumn, $"the column '{column.Name}' is missing.");

        HashSet<string> seen = new(StringComparer.Ordinal);
        ImmutableArray<string> names = [.. schema.Columns.Select(c => c.Name)];
        foreach (string name in table.Header)
        {
            string shown = FindingList.Shown(name);
            if (!seen.Add(name))
                findings.Add(table.File, 1, shown, name, Rules.DuplicateColumn, $"the column '{shown}' is there twice.");
            else if (!schema.HasOtherColumns && !names.Contains(name))
                findings.Add(table.File, 1, shown, name, Rules.UnknownColumn, $"the codebook has no column '{shown}'.", names);
        }
    }

    void Row(TableRow row)
    {
        for (int i = 0; i < positions.Length; i++)
            if (positions[i] >= 0)
                Cell(row, schema.Columns[i], row.Cells[positions[i]]);

        if (schema.HasOtherColumns)
            for (int i = 0; i < table.Header.Length; i++)
                if (!positions.Contains(i) && !TryNumber(row.Cells[i], out _))
                    IsSafe(row, table.Header[i], row.Cells[i]);

        foreach ((string from, string to) in schema.Spans)
            Span(row, from, to);
    }

    void Cell(TableRow row, ColumnSchema column, string text)
    {
        if (text.Length == 0)
        {
            if (column.Required)
                Report(row, column, text, Rules.Required, $"'{column.Name}' may not be empty.", column.Words);
            return;
        }

        // A plain negative number begins like a formula, and is none.
        bool isNumber = column.Kind is CellKind.Number or CellKind.WholeNumber && TryNumber(text, out _);
        if (!isNumber && !IsSafe(row, column.Name, text))
            return;

        if (column.IsTitle && text.Length > LongestTitle)
            Report(row, column, text, Rules.TitleLength, $"the title has {text.Length} characters; {LongestTitle} are allowed.");
        if (column.IsList)
            foreach (string item in text.Split(';'))
                Value(row, column, item);
        else
            Value(row, column, text);
    }

    /// <summary>What no cell may hold, whatever its column.</summary>
    bool IsSafe(TableRow row, string column, string text)
    {
        int count = findings.Count;
        if (text.Length > LongestCell)
            findings.Add(table.File, row.Line, column, text, Rules.CellLength, $"the cell has {text.Length} characters; {LongestCell} are allowed.");
        else if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
            findings.Add(table.File, row.Line, column, text, Rules.Formula, $"the cell begins with {Shown(text[0])}, which a spreadsheet takes for a formula.");
        else if (text.AsSpan().ContainsAnyExceptInRange(' ', '~') && text.EnumerateRunes().Any(r => r.Value != 0 && FindingList.IsUnprintable(r)))
            findings.Add(table.File, row.Line, column, text, Rules.ControlCharacter, "the cell holds a control character, such as a line end.");
        return findings.Count == count;

        static string Shown(char first) => first switch { '\t' => "a tab", '\r' => "a carriage return", _ => $"'{first}'" };
    }

    void Value(TableRow row, ColumnSchema column, string text)
    {
        string shown = FindingList.Shown(text);
        if (text.Length == 0)
        {
            Report(row, column, text, Rules.Required, "the list holds an empty value.");
        }
        else if (!column.Words.IsEmpty)
        {
            if (!column.Words.Contains(text))
                Report(row, column, text, Rules.Vocabulary, $"'{shown}' is not a known {column.Name}.", column.Words);
        }
        else if (column.Vocabulary is { } vocabulary)
        {
            if (codebook is not null && vocabulary(codebook) is { } known && known.Find(text) is null && !(column.HasOpenClasses && IsOpenName(text)))
                Report(row, column, text, Rules.Vocabulary, $"'{shown}' is not a known {known.Name}.", Nearest(column, known, text));
        }
        else
        {
            Typed(row, column, text, shown);
        }
    }

    void Typed(TableRow row, ColumnSchema column, string text, string shown)
    {
        switch (column.Kind)
        {
            case CellKind.Id when !IsSlug(text):
                Report(row, column, text, Rules.Id, $"'{shown}' is no id; an id is lower-case letters, digits and single hyphens, such as 'cn-2020-11-03-ant-ipo-suspended'.");
                break;
            case CellKind.Word when text != text.Trim() || text.Contains(';', StringComparison.Ordinal):
                Report(row, column, text, Rules.Id, $"'{shown}' is no id of a vocabulary; it holds a semicolon or begins or ends with a space.");
                break;
            case CellKind.Date when !TryDay(text, out _):
                Report(row, column, text, Rules.Date, $"'{shown}' is no calendar day written as 2020-11-03.");
                break;
            case CellKind.Address when !IsAddress(text):
                Report(row, column, text, Rules.Address, $"'{shown}' is no http or https address.");
                break;
            case CellKind.Currency when !IsCurrencyCode(text):
                Report(row, column, text, Rules.Pattern, $"'{shown}' is no ISO 4217 currency code, such as 'CNY'.");
                break;
            case CellKind.Number or CellKind.WholeNumber:
                Number(row, column, text, shown);
                break;
        }
    }

    void Number(TableRow row, ColumnSchema column, string text, string shown)
    {
        if (!TryNumber(text, out decimal number) || (column.Kind == CellKind.WholeNumber && number != decimal.Truncate(number)))
            Report(row, column, text, Rules.Number, $"'{shown}' is no {(column.Kind == CellKind.WholeNumber ? "whole number" : "number in plain digits with '.' as decimal mark")}.");
        else if (number < column.Minimum || number > column.Maximum)
            Report(row, column, text, Rules.Range, column.Maximum == decimal.MaxValue
                ? string.Create(CultureInfo.InvariantCulture, $"'{shown}' is below {column.Minimum}.")
                : string.Create(CultureInfo.InvariantCulture, $"'{shown}' is outside {column.Minimum} to {column.Maximum}."));
    }

    void Span(TableRow row, string from, string to)
    {
        int start = table.IndexOf(from);
        int end = table.IndexOf(to);
        if (start < 0 || end < 0 || row.Cells[start].Length == 0 || row.Cells[end].Length == 0)
            return;
        bool isReversed = TryDay(row.Cells[start], out DateOnly first) && TryDay(row.Cells[end], out DateOnly last)
            ? last < first
            : TryNumber(row.Cells[start], out decimal low) && TryNumber(row.Cells[end], out decimal high) && high < low;
        if (isReversed)
            findings.Add(table.File, row.Line, to, row.Cells[end], Rules.Order, $"'{to}' ({row.Cells[end]}) lies before '{from}' ({row.Cells[start]}).");
    }

    static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Host.Length > 0 && !text.Contains(' ', StringComparison.Ordinal)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps);

    ImmutableArray<string> Nearest(ColumnSchema column, Vocabulary known, string text)
    {
        if (text.Length > 100)
            return [];
        if (!nearest.TryGetValue((column.Name, text), out ImmutableArray<string> found))
        {
            if (nearest.Count >= MostSuggestions)
                return [];
            nearest[(column.Name, text)] = found = known.Nearest(text);
        }

        return found;
    }

    void Report(TableRow row, ColumnSchema column, string text, string rule, string message, ImmutableArray<string> allowed = default) =>
        findings.Add(table.File, row.Line, column.Name, text, rule, message, allowed);

    /// <summary>Lower-case letters and digits, in groups joined by single hyphens or dots.</summary>
    static bool IsSlug(string text)
    {
        bool isAfterJoint = true;
        foreach (char c in text)
        {
            bool isJoint = c is '-' or '.';
            if (isJoint ? isAfterJoint : !(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)))
                return false;
            isAfterJoint = isJoint;
        }

        return !isAfterJoint;
    }

    static bool IsCurrencyCode(string text) => text.Length == 3 && text.All(char.IsAsciiLetterUpper);
}
