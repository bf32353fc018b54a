using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Fangshou.Store;

/// <summary>One table of a backup.</summary>
/// <param name="Name">Name of the database's table; the lines are in the entry <c>NAME.jsonl</c>.</param>
/// <param name="Rows">Lines in it.</param>
/// <param name="Sha256">Of the entry's bytes, lower-case hex.</param>
sealed record BackupTable(string Name, int Rows, string Sha256);

/// <summary>What is in a backup.</summary>
/// <param name="Format">Always 1.</param>
/// <param name="Schema">The form of the tables.</param>
/// <param name="Made">When, UTC.</param>
/// <param name="Revision">The newest revision.</param>
/// <param name="Tables">The tables, in the order in which they are filled.</param>
sealed record BackupManifest(int Format, string Schema, DateTimeOffset Made, long Revision, ImmutableArray<BackupTable> Tables);

/// <summary>A whole workspace as one file: a zip of JSON lines, a table each, and a manifest with their hashes. One form for both databases, so either restores the other's.</summary>
static class WorkspaceBackup
{
    const string ManifestFile = "manifest.json";
    const int Format = 1;
    const long MostBytes = 4L << 30;

    static readonly JsonSerializerOptions options = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    static readonly IHeld[] tables =
    [
        new Held<Fact>("facts"), new Held<PackageFile>("files"), new Held<LedgerRow>("rows"), new Held<Candidate>("candidates"), new Held<Revision>("revisions"),
        new Held<ForecastRecord>("forecasts"), new Held<OutcomeRecord>("outcomes"), new Held<RunRecord>("runs"), new Held<AlertRule>("alert_rules"), new Held<AlertDelivery>("alert_deliveries"),
        new Held<User>("users"), new Held<ApiKey>("keys"), new Held<AuditEntry>("audit"),
    ];

    /// <summary>Names of the tables that a backup holds.</summary>
    public static ImmutableArray<string> Tables => [.. tables.Select(table => table.Name)];

    /// <summary>Writes a backup of one moment, whole or not at all; writers need not wait.</summary>
    /// <exception cref="RefusedException">The file is there already, or cannot be written (exit 2).</exception>
    public static async Task<BackupManifest> WriteAsync(Workspace workspace, string path, CancellationToken cancellation = default)
    {
        if (File.Exists(path))
            throw new RefusedException(Fault.Usage, $"{Texts.Printable(path)} is there already, and a backup is never overwritten; name another file.");
        (BackupManifest manifest, byte[][] entries) = await workspace.Database.ReadAsync(
            async context =>
            {
                byte[][] lines = new byte[tables.Length][];
                BackupTable[] listed = new BackupTable[tables.Length];
                for (int i = 0; i < tables.Length; i++)
                {
                    (lines[i], int rows) = await tables[i].Lines(context, cancellation);
                    listed[i] = new BackupTable(tables[i].Name, rows, Convert.ToHexStringLower(SHA256.HashData(lines[i])));
                }

                return (new BackupManifest(Format, WorkspaceSchema.Newest(context), workspace.Time.GetUtcNow(), await Workspace.NewestNumber(context, cancellation), [.. listed]), lines);
            },
            cancellation);
        AtomicFile.Write(path, stream =>
        {
            using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
            {
                Entry(zip, ManifestFile, JsonSerializer.SerializeToUtf8Bytes(manifest, options));
                for (int i = 0; i < tables.Length; i++)
                    Entry(zip, $"{tables[i].Name}.jsonl", entries[i]);
            }

            (stream as FileStream)?.Flush(flushToDisk: true);
        });
        return manifest;
    }

    /// <summary>Makes a workspace from a backup, whole or not at all.</summary>
    /// <param name="path">The backup.</param>
    /// <param name="place">Path or connection string of the new workspace; nothing may be there.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">The backup is damaged or newer than this program (exit 4), is not there (exit 3), or there is something at the place (exit 2).</exception>
    public static async Task<BackupManifest> RestoreAsync(string path, string place, CancellationToken cancellation = default)
    {
        (BackupManifest manifest, byte[][] entries) = Read(path);
        await NewDatabase.Make(
            place,
            (context, _) =>
            {
                if (!context.Database.GetMigrations().Contains(manifest.Schema, StringComparer.Ordinal))
                    throw Damaged(path, "it was made by a newer version of this program, which this one cannot read");
                context.ChangeTracker.AutoDetectChangesEnabled = false;
                for (int i = 0; i < tables.Length; i++)
                    if (tables[i].Fill(context, entries[i]) != manifest.Tables[i].Rows)
                        throw Damaged(path, $"{tables[i].Name} does not hold the rows that it names");
                return Task.CompletedTask;
            },
            cancellation);
        return manifest;
    }

    static (BackupManifest, byte[][]) Read(string path)
    {
        if (!File.Exists(path))
            throw new RefusedException(Fault.NotFound, $"there is no backup {Texts.Printable(path)}.");
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(path);
            BackupManifest manifest = JsonSerializer.Deserialize<BackupManifest>(Bytes(zip, ManifestFile), options) ?? throw new JsonException();
            if (manifest.Format != Format || !manifest.Tables.Select(table => table.Name).SequenceEqual(Tables))
                throw Damaged(path, "it is of a form that this version does not know");
            byte[][] entries = [.. manifest.Tables.Select(table => Bytes(zip, $"{table.Name}.jsonl"))];
            for (int i = 0; i < entries.Length; i++)
                if (Convert.ToHexStringLower(SHA256.HashData(entries[i])) != manifest.Tables[i].Sha256)
                    throw Damaged(path, $"{manifest.Tables[i].Name} was changed after it was made");
            return (manifest, entries);
        }
        catch (Exception error) when (error is InvalidDataException or JsonException or EndOfStreamException or NotSupportedException or ArgumentException)
        {
            throw Damaged(path, "it is no backup, or was cut off");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RefusedException(Fault.Usage, $"{Texts.Printable(path)} cannot be read: {error.Message}");
        }
    }

    static RefusedException Damaged(string path, string why) => new(Fault.BrokenData, $"{Texts.Printable(path)} cannot be restored: {why}.");

    static void Entry(ZipArchive zip, string name, byte[] bytes)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name);
        // The same content is the same entry, whenever it was made.
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        using Stream stream = entry.Open();
        stream.Write(bytes);
    }

    static byte[] Bytes(ZipArchive zip, string name)
    {
        ZipArchiveEntry entry = zip.GetEntry(name) ?? throw new InvalidDataException();
        if (entry.Length > MostBytes)
            throw new InvalidDataException();
        using Stream stream = entry.Open();
        byte[] bytes = new byte[entry.Length];
        stream.ReadExactly(bytes);
        return stream.ReadByte() < 0 ? bytes : throw new InvalidDataException();
    }

    interface IHeld
    {
        string Name { get; }

        Task<(byte[] Lines, int Rows)> Lines(WorkspaceContext context, CancellationToken cancellation);

        /// <summary>Adds what the lines hold, and says how much.</summary>
        int Fill(WorkspaceContext context, byte[] lines);
    }

    sealed class Held<T>(string name) : IHeld
        where T : class
    {
        public string Name => name;

        public async Task<(byte[] Lines, int Rows)> Lines(WorkspaceContext context, CancellationToken cancellation)
        {
            IReadOnlyList<IProperty> key = context.Model.FindEntityType(typeof(T))!.FindPrimaryKey()!.Properties;
            // Sorted here: the two databases do not sort texts alike.
            List<T> rows = await context.Set<T>().AsNoTracking().ToListAsync(cancellation);
            rows.Sort((a, b) => key.Select(part => Compare(part.PropertyInfo!.GetValue(a)!, part.PropertyInfo.GetValue(b)!)).FirstOrDefault(order => order != 0));
            using MemoryStream lines = new();
            foreach (T row in rows)
            {
                JsonSerializer.Serialize(lines, row, options);
                lines.WriteByte((byte)'\n');
            }

            return (lines.ToArray(), rows.Count);
        }

        public int Fill(WorkspaceContext context, byte[] lines)
        {
            int count = 0;
            using StreamReader reader = new(new MemoryStream(lines, writable: false));
            for (; reader.ReadLine() is { } line; count++)
                context.Set<T>().Add(JsonSerializer.Deserialize<T>(line, options)!);
            return count;
        }

        static int Compare(object a, object b) => a is string text ? string.CompareOrdinal(text, (string)b) : System.Collections.Comparer.DefaultInvariant.Compare(a, b);
    }
}
