using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Fangshou.Ledger;

namespace Fangshou.Store;

/// <summary>A row as it would be after a change.</summary>
/// <param name="Table">Path of its table.</param>
/// <param name="Row">The row after it.</param>
sealed record RowChange(string Table, WorkspaceRow Row);

/// <summary>The workspace's package as it stands at one revision; never changes, so whoever holds it reads one state throughout.</summary>
sealed class WorkspacePackage : IPackage
{
    const string Description = "datapackage.json";

    readonly ImmutableSortedDictionary<string, PackageFile> files;
    readonly ImmutableSortedDictionary<string, WorkspaceTable> tables;
    readonly Lazy<byte[]?> description;

    /// <param name="name">For messages.</param>
    /// <param name="vocabularies">What the package's own vocabularies extend; null when it brings all.</param>
    /// <param name="files">Its files as they came.</param>
    /// <param name="tables">Its tables as they stand.</param>
    /// <param name="revision">The newest revision in them.</param>
    /// <param name="filledThrough">The last revision of the fill: a table without a later one is byte for byte the file that came.</param>
    public WorkspacePackage(
        string name, Codebook? vocabularies, ImmutableSortedDictionary<string, PackageFile> files, ImmutableSortedDictionary<string, WorkspaceTable> tables, long revision, long filledThrough)
    {
        Name = name;
        Base = vocabularies;
        this.files = files;
        this.tables = tables;
        Revision = revision;
        FilledThrough = filledThrough;
        description = new(Describe);
    }

    public string Name { get; }

    public Codebook? Base { get; }

    /// <summary>The newest revision that it holds.</summary>
    public long Revision { get; }

    /// <summary>The last revision of the fill.</summary>
    public long FilledThrough { get; }

    /// <summary>Paths of all files, in order.</summary>
    public IEnumerable<string> Files => files.Keys;

    /// <summary>The tables, by path.</summary>
    public IEnumerable<WorkspaceTable> Tables => tables.Values;

    /// <summary>A table by its path; null when there is none.</summary>
    public WorkspaceTable? Table(string path) => tables.GetValueOrDefault(path);

    /// <summary>True when a row of the table was made, edited or retired after the fill.</summary>
    public bool IsEdited(string path) => tables.TryGetValue(path, out WorkspaceTable? table) && table.Version > FilledThrough;

    public Stream? Open(string name) => Bytes(name) is { } bytes ? new MemoryStream(bytes, writable: false) : null;

    /// <inheritdoc/>
    public Ledger.Ledger Read() => LedgerReader.Read(Open, Base);

    /// <summary>A file's bytes; null when there is none of that name.</summary>
    public byte[]? Bytes(string name)
    {
        if (!files.TryGetValue(name, out PackageFile? file))
            return null;
        if (IsEdited(name))
            return tables[name].Bytes;
        return name == Description ? description.Value : file.Bytes;
    }

    /// <summary>The package as it would be after changes; later ones of a row win.</summary>
    /// <param name="changes">Rows as they would be.</param>
    /// <param name="revision">The number that it is then known by.</param>
    public WorkspacePackage With(IEnumerable<RowChange> changes, long revision)
    {
        ImmutableSortedDictionary<string, WorkspaceTable>.Builder after = tables.ToBuilder();
        foreach (IGrouping<string, RowChange> group in changes.GroupBy(change => change.Table, StringComparer.Ordinal))
        {
            WorkspaceTable before = tables[group.Key];
            Dictionary<string, WorkspaceRow> rows = before.All.ToDictionary(row => row.Key, StringComparer.Ordinal);
            foreach (RowChange change in group)
                rows[change.Row.Key] = change.Row;
            after[group.Key] = new WorkspaceTable(group.Key, before.Columns, before.KeyColumns, [.. rows.Values.OrderBy(row => row.Position)]);
        }

        return new WorkspacePackage(Name, Base, files, after.ToImmutable(), revision, FilledThrough);
    }

    /// <summary>Writes all files below a folder.</summary>
    public void WriteTo(string folder)
    {
        foreach (string name in files.Keys)
        {
            string path = Path.Combine(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, Bytes(name)!);
        }
    }

    byte[]? Describe()
    {
        byte[] came = files[Description].Bytes;
        if (Revision <= FilledThrough)
            return came;
        Dictionary<string, (long Length, string Sha256)> edited = tables.Values.Where(table => IsEdited(table.Path))
            .ToDictionary(table => table.Path, table => ((long)table.Bytes.Length, Convert.ToHexStringLower(SHA256.HashData(table.Bytes))), StringComparer.Ordinal);
        return DescriptionText.Adjust(came, string.Create(CultureInfo.InvariantCulture, $"+r{Revision}"), edited);
    }
}
