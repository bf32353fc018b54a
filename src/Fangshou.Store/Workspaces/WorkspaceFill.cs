using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fangshou.Ledger;

namespace Fangshou.Store;

/// <summary>Puts a package into an empty workspace: its files as they are, and a revision for each row of its tables.</summary>
static class WorkspaceFill
{
    const long MostBytes = 512L << 20;
    const int MostFiles = 1000;

    /// <exception cref="LedgerFormatException">The package broke a rule (exit 4); it holds every finding.</exception>
    /// <exception cref="RefusedException">It is larger than a workspace takes.</exception>
    public static void Fill(WorkspaceContext context, PackageFolder package, string who, DateTimeOffset now)
    {
        LedgerReport report = package.Verify();
        if (Packages.Faults(report) is { Length: > 0 } faults)
            throw new LedgerFormatException(package.Named(faults));
        string source = $"the package {Texts.Printable(package.IsShipped ? "that the program came with" : Path.GetFileName(Path.GetFullPath(package.Name)))}, version {report.DataVersion}";
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        Dictionary<string, ImmutableArray<string>> primaryKeys = PrimaryKeys(package);
        long number = 0, length = 0;
        ImmutableArray<string> files = package.Files();
        foreach (string path in files)
        {
            byte[] bytes = Bytes(package, path);
            length += bytes.Length;
            if (length > MostBytes || files.Length > MostFiles)
                throw new RefusedException(Fault.Usage, $"{Texts.Printable(package.Name)} holds more than the {MostFiles} files or {MostBytes >> 20} MB that a workspace takes; is it a package?");
            Table? table = path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? Parsed(path, bytes) : null;
            ImmutableArray<string> columns = table is null ? [] : [.. table.Header], keyColumns = table is null ? [] : KeyColumns(table, primaryKeys);
            context.Files.Add(new PackageFile { Path = path, Bytes = bytes, Columns = table is null ? null : CsvText.ToJson(columns), KeyColumns = table is null ? null : CsvText.ToJson(keyColumns) });
            foreach ((int i, TableRow row) in table?.Rows.Index() ?? [])
                Row(path, row.Cells, WorkspaceTable.KeyOf(columns, keyColumns, row.Cells, i + 1), i + 1, ++number);
        }

        context.Audit.Add(new AuditEntry { Number = 1, Who = Texts.Printable(who), What = "workspace.init", On = "workspace", Detail = source, At = now });
        foreach ((string name, string text) in Facts(package, number, now))
            context.Facts.Add(new Fact { Name = name, Text = text });

        void Row(string table, string[] cells, string key, int position, long version)
        {
            string json = CsvText.ToJson(cells);
            context.Rows.Add(new LedgerRow { Table = table, Key = key, Position = position, Cells = json, Version = version });
            context.Revisions.Add(new Revision
            {
                Number = version,
                Table = table,
                Key = key,
                Kind = RevisionKind.Created,
                New = json,
                Who = who,
                At = now,
                Why = "The workspace was made from a package.",
                Source = source,
            });
        }
    }

    static IEnumerable<(string, string)> Facts(PackageFolder package, long filledThrough, DateTimeOffset now) =>
    [
        (Fact.FilledThrough, filledThrough.ToString(CultureInfo.InvariantCulture)),
        (Fact.Made, now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
        (Fact.Extends, package.Base is null ? "" : "shipped"),
    ];

    static byte[] Bytes(PackageFolder package, string path)
    {
        using Stream stream = package.Open(path) ?? throw new RefusedException(Fault.BrokenData, $"{Texts.Printable(path)} has gone while it was read.");
        if (stream.Length > MostBytes)
            return new byte[MostBytes + 1];
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A table whose rows can be told apart; null for a file that is merely kept.</summary>
    static Table? Parsed(string path, byte[] bytes)
    {
        FindingList findings = new();
        Table? table = Table.Read(_ => new MemoryStream(bytes, writable: false), path, findings);
        return findings.Count == 0 && table?.Header.Distinct(StringComparer.Ordinal).Count() == table?.Header.Length ? table : null;
    }

    /// <summary>The described primary key, else a column <c>id</c>, where it names each row once; else none.</summary>
    static ImmutableArray<string> KeyColumns(Table table, Dictionary<string, ImmutableArray<string>> described)
    {
        ImmutableArray<string> columns = [.. table.Header];
        ImmutableArray<string> key = described.GetValueOrDefault(table.File, ["id"]);
        return !key.IsEmpty && key.All(columns.Contains) && table.Rows.Select((row, i) => WorkspaceTable.KeyOf(columns, key, row.Cells, i + 1)).ToHashSet(StringComparer.Ordinal) is { } keys
            && keys.Count == table.Rows.Count && !keys.Contains("")
            ? key
            : [];
    }

    static Dictionary<string, ImmutableArray<string>> PrimaryKeys(PackageFolder package)
    {
        Dictionary<string, ImmutableArray<string>> keys = new(StringComparer.Ordinal);
        using Stream? stream = package.Open("datapackage.json");
        if (stream is null)
            return keys;
        using JsonDocument document = JsonDocument.Parse(stream);
        foreach (JsonElement resource in document.RootElement.TryGetProperty("resources", out JsonElement list) ? list.EnumerateArray() : default)
            if (resource.TryGetProperty("schema", out JsonElement schema) && schema.TryGetProperty("primaryKey", out JsonElement key))
                keys[resource.GetProperty("path").GetString()!] = key.ValueKind == JsonValueKind.String ? [key.GetString()!] : [.. key.EnumerateArray().Select(column => column.GetString()!)];
        return keys;
    }
}
