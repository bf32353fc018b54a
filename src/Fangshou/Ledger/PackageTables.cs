using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Fangshou.Ledger;

/// <summary>One pass over the tables that inference may read: the vocabularies, then the events. Reading and checking share it.</summary>
sealed class PackageTables
{
    public const string DescriptorFile = "datapackage.json";

    readonly Func<string, Stream?> open;
    readonly Codebook? shipped;
    readonly SortedDictionary<string, byte[]> contents = new(StringComparer.Ordinal);

    public PackageTables(Func<string, Stream?> open, Codebook? shipped)
    {
        this.open = open;
        this.shipped = shipped;
        Codebook = ReadCodebook();
        DataVersion = ReadVersion();
    }

    public FindingList Findings { get; } = new();

    public Codebook Codebook { get; }

    public string DataVersion { get; }

    public Dictionary<string, int> RowCounts { get; } = new(StringComparer.Ordinal);

    /// <summary>Opens, parses and checks a table against its schema; null when it is absent or cannot be parsed.</summary>
    public Table? Read(TableSchema schema, Codebook? codebook)
    {
        Table? table = Table.Read(open, schema.File, Findings);
        if (table is null)
            return null;
        TableCheck.Run(table, schema, codebook, Findings);
        RowCounts[schema.File] = table.Rows.Count;
        return table;
    }

    public EventTable? ReadEvents()
    {
        int before = Findings.Count;
        Table? table = Read(Schemas.Events, Codebook);
        if (table is null)
        {
            if (Findings.Count == before)
                Findings.Add(Schemas.Events.File, 0, "", "", Rules.MissingFile, "the package has no events.csv.");
            return null;
        }

        contents[table.File] = table.Bytes;
        EventTable events = new(table, Findings);
        events.Check();
        return events;
    }

    /// <summary>SHA-256 over name and bytes of what was read, in name order, after the hash of the codebook that they extend.</summary>
    public string ContentHash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(shipped?.ContentHash ?? ""));
        foreach ((string name, byte[] bytes) in contents)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n"));
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    Codebook ReadCodebook()
    {
        Codebook codebook = new()
        {
            Jurisdictions = Vocabulary("jurisdictions", "jurisdiction", shipped?.Jurisdictions),
            Sectors = Vocabulary("sectors", "sector", shipped?.Sectors),
            Areas = Vocabulary("areas", "area", shipped?.Areas),
            Instruments = Vocabulary("instruments", "instrument", shipped?.Instruments),
            Actors = Vocabulary("actors", "actor", shipped?.Actors),
            ActorLevels = Vocabulary("actor-levels", "actor level", shipped?.ActorLevels),
        };
        return codebook with { ContentHash = ContentHash() };
    }

    Vocabulary Vocabulary(string file, string name, Vocabulary? from)
    {
        string path = $"vocabularies/{file}.csv";
        int before = Findings.Count;
        Table? table = Read(Schemas.Vocabulary(path), null);
        if (table is not null)
            contents[path] = table.Bytes;
        else if (from is null && Findings.Count == before)
            Findings.Add(path, 0, "", "", Rules.MissingFile, $"the package lists no {name} values, and no shipped ones were given.");
        return VocabularyTable.Read(table, name, from, Findings);
    }

    string ReadVersion()
    {
        const string unversioned = "unversioned";
        using Stream? stream = open(DescriptorFile);
        if (stream is null)
            return unversioned;
        using JsonDocument? document = DescriptorJson.Parse(stream, Findings);
        return document is { RootElement.ValueKind: JsonValueKind.Object }
            && document.RootElement.TryGetProperty("version", out JsonElement version)
            && version.ValueKind == JsonValueKind.String
            && version.GetString() is { Length: > 0 } text
            ? FindingList.Shown(text)
            : unversioned;
    }
}
