using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Fangshou.Ledger;

/// <summary>Holds the tables of a package against their Table Schemas.</summary>
sealed class DescribedTables(Func<string, Stream?> open, FindingList findings)
{
    static readonly TimeSpan patternTimeout = TimeSpan.FromSeconds(1);

    readonly Dictionary<string, (Table Table, JsonElement Schema)> tables = new(StringComparer.Ordinal);

    public ImmutableArray<DescribedTable> Check(JsonElement package)
    {
        ImmutableArray<DescribedTable>.Builder described = ImmutableArray.CreateBuilder<DescribedTable>();
        foreach (JsonElement resource in Items(package, "resources"))
            if (Load(resource) is { } table)
                described.Add(table);
        foreach ((Table table, JsonElement schema) in tables.Values)
        {
            foreach (JsonElement field in Items(schema, "fields"))
                Field(table, field);
            Key(table, [.. Items(schema, "primaryKey").Select(Name)], "the primary key");
            foreach (JsonElement key in Items(schema, "foreignKeys"))
                ForeignKey(table, key);
        }

        return described.DrainToImmutable();
    }

    public static string Text(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    DescribedTable? Load(JsonElement resource)
    {
        string name = Text(resource, "name");
        string path = Text(resource, "path");
        // A package may not name files outside itself.
        if (name.Length == 0 || path.Length == 0 || Path.IsPathRooted(path) || path.Contains('\\', StringComparison.Ordinal) || path.Split('/').Contains(".."))
        {
            Describe(path, "a resource has no name, or no path inside the package.");
            return null;
        }

        int before = findings.Count;
        Table? table = Table.Read(open, path, findings);
        if (table is null)
        {
            if (findings.Count == before)
                findings.Add(path, 0, "", "", Rules.MissingFile, "datapackage.json names this file, and it is not there.");
            return null;
        }

        JsonElement schema = resource.TryGetProperty("schema", out JsonElement given) && given.ValueKind == JsonValueKind.Object ? given : default;
        ImmutableArray<string> columns = [.. Items(schema, "fields").Select(f => Text(f, "name"))];
        if (!columns.SequenceEqual(table.Header))
            findings.Add(path, 1, "", string.Join(',', table.Header), Rules.Description, "the header is not the list of fields in datapackage.json.", columns);
        tables[name] = (table, schema);
        return new DescribedTable(name, path, Text(resource, "title"), table.Rows.Count, columns);
    }

    void Field(Table table, JsonElement field)
    {
        string name = Text(field, "name");
        int column = table.IndexOf(name);
        if (column < 0)
            return;
        JsonElement rules = field.TryGetProperty("constraints", out JsonElement given) && given.ValueKind == JsonValueKind.Object ? given : default;
        bool isRequired = IsTrue(rules, "required");
        ImmutableArray<string> words = [.. Items(rules, "enum").Select(Name)];
        Regex? pattern = Pattern(table.File, name, Text(rules, "pattern"));
        decimal? longest = Number(rules, "maxLength");
        HashSet<string>? vocabulary = Text(field, "vocabulary") is { Length: > 0 } target ? Values(target, ["id"]) : null;
        string type = Text(field, "type");
        char delimiter = Text(field, "delimiter") is [var one] ? one : ',';

        foreach (TableRow row in table.Rows)
        {
            string cell = row.Cells[column];
            if (cell.Length == 0)
            {
                if (isRequired)
                    Report(row, cell, Rules.Required, $"'{name}' may not be empty.");
                continue;
            }

            if (!IsOfType(cell, type))
                Report(row, cell, Rules.Pattern, $"'{FindingList.Shown(cell)}' is no {type}.");
            else if (pattern is not null && !Matches(pattern, cell))
                Report(row, cell, Rules.Pattern, $"'{FindingList.Shown(cell)}' does not match {pattern}.");
            else if (words.Length > 0 && !words.Contains(cell))
                Report(row, cell, Rules.Vocabulary, $"'{FindingList.Shown(cell)}' is not one of the allowed values.", words);
            else if (IsBeyond(cell, rules, "minimum", -1) || IsBeyond(cell, rules, "maximum", 1))
                Report(row, cell, Rules.Range, $"'{FindingList.Shown(cell)}' lies outside the range that datapackage.json gives.");
            else if (cell.Length > longest)
                Report(row, cell, Rules.CellLength, string.Create(CultureInfo.InvariantCulture, $"the cell has {cell.Length} characters; {longest} are allowed."));
            if (vocabulary is not null)
                foreach (string item in type == "list" ? cell.Split(delimiter) : [cell])
                    if (!vocabulary.Contains(item))
                        Report(row, item, Rules.Reference, $"'{FindingList.Shown(item)}' is not in the table {Text(field, "vocabulary")}.");
        }

        if (IsTrue(rules, "unique"))
            Key(table, [name], $"'{name}'");

        void Report(TableRow row, string value, string rule, string message, ImmutableArray<string> allowed = default) =>
            findings.Add(table.File, row.Line, name, value, rule, message, allowed);
    }

    void Key(Table table, ImmutableArray<string> columns, string what)
    {
        int[] places = [.. columns.Select(table.IndexOf)];
        if (places.Length == 0 || places.Contains(-1))
            return;
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (TableRow row in table.Rows)
            if (Joined(row, places) is { Length: > 0 } key && !seen.Add(key))
                findings.Add(table.File, row.Line, columns[0], row.Cells[places[0]], Rules.DuplicateId, $"{what} repeats that of an earlier row.");
    }

    void ForeignKey(Table table, JsonElement key)
    {
        ImmutableArray<string> columns = [.. Items(key, "fields").Select(Name)];
        if (!key.TryGetProperty("reference", out JsonElement reference))
            return;
        string target = Text(reference, "resource");
        HashSet<string>? known = Values(target.Length > 0 ? target : tables.First(t => t.Value.Table == table).Key, [.. Items(reference, "fields").Select(Name)]);
        int[] places = [.. columns.Select(table.IndexOf)];
        if (known is null || places.Length == 0 || places.Contains(-1))
        {
            Describe(table.File, $"a foreign key of {table.File} names a table or column that is not described.");
            return;
        }

        foreach (TableRow row in table.Rows)
            if (row.Cells[places[0]].Length > 0 && !known.Contains(Joined(row, places)))
                findings.Add(
                    table.File, row.Line, columns[0], row.Cells[places[0]], Rules.Reference,
                    $"'{FindingList.Shown(row.Cells[places[0]])}' is not in the table {(target.Length > 0 ? target : "itself")}.");
    }

    HashSet<string>? Values(string resource, ImmutableArray<string> columns)
    {
        if (!tables.TryGetValue(resource, out (Table Table, JsonElement Schema) target))
            return null;
        int[] places = [.. columns.Select(target.Table.IndexOf)];
        return places.Contains(-1) ? null : target.Table.Rows.Select(row => Joined(row, places)).ToHashSet(StringComparer.Ordinal);
    }

    Regex? Pattern(string file, string column, string pattern)
    {
        if (pattern.Length == 0)
            return null;
        try
        {
            return new Regex($"^(?:{pattern})$", RegexOptions.CultureInvariant | RegexOptions.ECMAScript, patternTimeout);
        }
        catch (ArgumentException)
        {
            Describe(file, $"the pattern of '{column}' is no regular expression.");
            return null;
        }
    }

    static bool Matches(Regex pattern, string cell)
    {
        try
        {
            return pattern.IsMatch(cell);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    static bool IsOfType(string cell, string type) => type switch
    {
        "date" => TableCheck.TryDay(cell, out _),
        "number" => TableCheck.TryNumber(cell, out _),
        "integer" => long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "boolean" => cell is "true" or "false",
        _ => true,
    };

    static bool IsBeyond(string cell, JsonElement rules, string limit, int side)
    {
        if (Number(rules, limit) is { } bound)
            return TableCheck.TryNumber(cell, out decimal number) && number.CompareTo(bound) == side;
        return Text(rules, limit) is { Length: > 0 } text
            && TableCheck.TryDay(text, out DateOnly day) && TableCheck.TryDay(cell, out DateOnly date) && Math.Sign(date.CompareTo(day)) == side;
    }

    /// <summary>The items of an array; a lone text counts as an array of one, as the standard allows for keys.</summary>
    static IEnumerable<JsonElement> Items(JsonElement element, string property)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(property, out JsonElement value))
            return [];
        return value.ValueKind switch { JsonValueKind.Array => value.EnumerateArray(), JsonValueKind.String => [value], _ => [] };
    }

    static string Name(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();

    static bool IsTrue(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.True;

    static decimal? Number(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out JsonElement value)
        && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal number)
            ? number
            : null;

    static string Joined(TableRow row, int[] places) => string.Join('\u001f', places.Select(i => row.Cells[i]));

    void Describe(string value, string message) => findings.Add(PackageTables.DescriptorFile, 0, "", value, Rules.Description, message);
}
