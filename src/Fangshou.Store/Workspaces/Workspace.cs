using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Fangshou.Store;

/// <summary>Lasting state: the package with every revision of it, candidates, forecasts, runs, alerts, users and the audit log, in one database.</summary>
/// <remarks>Safe to use from many threads and programs at once. Nothing in it is overwritten or deleted; the current rows follow from the revisions.</remarks>
sealed class Workspace : IDisposable
{
    readonly Lazy<Codebook?> shipped = new(PackageFolder.ShippedCodebook);
    WorkspacePackage? newest;

    Workspace(WorkspaceDatabase database, TimeProvider time)
    {
        Database = database;
        Time = time;
        Keys = new(this);
    }

    public WorkspaceDatabase Database { get; }

    public TimeProvider Time { get; }

    /// <summary>Changes that wait for review, and those that were reviewed.</summary>
    public Candidates Candidates => new(this);

    /// <summary>CSV files as candidates.</summary>
    public Imports Imports => new(this);

    public IssuedForecasts Forecasts => new(this);

    public StoredRuns Runs => new(this);

    public StoredAlerts Alerts => new(this);

    public Users Users => new(this);

    public ApiKeys Keys { get; }

    public AuditLog Audit => new(this);

    /// <summary>Opens a workspace that is there.</summary>
    /// <param name="place">Path of a SQLite file, or a PostgreSQL connection string.</param>
    /// <param name="time">Dates what is written.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">There is none (exit 3); its tables are older, newer or none of ours (exit 4); the database does not answer (exit 6).</exception>
    public static async Task<Workspace> OpenAsync(string place, TimeProvider time, CancellationToken cancellation = default)
    {
        WorkspaceDatabase database = WorkspaceDatabase.At(place);
        if (database.File is { } file && !File.Exists(file))
            throw database.NotThere();
        SchemaState state = await database.ReadAsync(context => WorkspaceSchema.StateOf(context, cancellation), cancellation);
        return state switch
        {
            SchemaState.Current => new Workspace(database, time),
            SchemaState.Older => throw new RefusedException(Fault.BrokenData, $"{database.Shown} was made by an earlier version of this program; back it up, then bring it up to date with 'fangshou workspace upgrade'."),
            SchemaState.Newer => throw Newer(database),
            _ when database.File is null => throw database.NotThere(),
            _ => throw new RefusedException(Fault.BrokenData, $"{database.Shown} is no workspace: it holds no tables of one."),
        };
    }

    /// <summary>Opens a workspace, and makes it first when there is none.</summary>
    /// <param name="place">As for <see cref="OpenAsync"/>.</param>
    /// <param name="package">What a new one begins with.</param>
    /// <param name="who">Who makes it.</param>
    /// <param name="time">Dates what is written.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">As for <see cref="OpenAsync"/>.</exception>
    public static async Task<Workspace> OpenOrInitAsync(string place, PackageFolder package, string who, TimeProvider time, CancellationToken cancellation = default)
    {
        try
        {
            return await OpenAsync(place, time, cancellation);
        }
        catch (RefusedException missing) when (missing.Fault == Fault.NotFound)
        {
            return await InitAsync(place, package, who, time, cancellation);
        }
    }

    /// <summary>Makes a workspace from a package, whole or not at all.</summary>
    /// <exception cref="RefusedException">There is something at the place (exit 2), or it cannot be written to.</exception>
    /// <exception cref="LedgerFormatException">The package broke a rule (exit 4).</exception>
    public static async Task<Workspace> InitAsync(string place, PackageFolder package, string who, TimeProvider time, CancellationToken cancellation = default)
    {
        await NewDatabase.Make(
            place,
            (context, _) =>
            {
                WorkspaceFill.Fill(context, package, who, time.GetUtcNow());
                return Task.CompletedTask;
            },
            cancellation);
        return await OpenAsync(place, time, cancellation);
    }

    /// <summary>Brings the tables of a workspace up to this program; all steps or none.</summary>
    /// <returns>The form before and after.</returns>
    /// <exception cref="RefusedException">There is none (exit 3), or it is newer than the program (exit 4).</exception>
    public static async Task<(string From, string To)> UpgradeAsync(string place, CancellationToken cancellation = default)
    {
        using WorkspaceDatabase database = WorkspaceDatabase.At(place);
        if (database.File is { } file && !File.Exists(file))
            throw database.NotThere();
        return await database.WriteAsync(
            async context =>
            {
                SchemaState state = await WorkspaceSchema.StateOf(context, cancellation);
                if (state == SchemaState.None)
                    throw database.NotThere();
                if (state == SchemaState.Newer)
                    throw Newer(database);
                string from = (await WorkspaceSchema.Applied(context, cancellation))[^1], to = WorkspaceSchema.Newest(context);
                if (state == SchemaState.Older)
                    await WorkspaceSchema.Upgrade(context, null, cancellation);
                return (from, to);
            },
            cancellation);
    }

    static RefusedException Newer(WorkspaceDatabase database) =>
        new(Fault.BrokenData, $"{database.Shown} was made by a newer version of this program, which this one cannot read; use that version, or restore a backup made by this one.");

    /// <summary>Number of the newest revision.</summary>
    public Task<long> RevisionAsync(CancellationToken cancellation = default) => Database.ReadAsync(context => NewestNumber(context, cancellation), cancellation);

    /// <summary>The package as it now stands. Cheap when nothing was changed since it was last asked for.</summary>
    public Task<WorkspacePackage> PackageAsync(CancellationToken cancellation = default) => Database.ReadAsync(context => PackageIn(context, cancellation), cancellation);

    /// <summary>The package as it stood at an earlier revision, made from the revisions alone.</summary>
    /// <exception cref="RefusedException">There is no such revision (exit 3).</exception>
    public Task<WorkspacePackage> PackageAtAsync(long revision, CancellationToken cancellation = default) => Database.ReadAsync(
        async context =>
        {
            WorkspacePackage now = await PackageIn(context, cancellation);
            if (revision < now.FilledThrough || revision > now.Revision)
                throw new RefusedException(Fault.NotFound, string.Create(CultureInfo.InvariantCulture, $"{Database.Shown} has no revision {revision}; it began with {now.FilledThrough}, and the newest is {now.Revision}."));
            List<PackageFile> files = await context.Files.AsNoTracking().ToListAsync(cancellation);
            List<Revision> revisions = await context.Revisions.AsNoTracking().Where(r => r.Number <= revision).OrderBy(r => r.Number).ToListAsync(cancellation);
            return Assembled(files, Replay.Rows(Replay.Columns(files), revisions), revision, now.FilledThrough, now.Base);
        },
        cancellation);

    /// <summary>All revisions of a row, oldest first; none when there never was such a row.</summary>
    public Task<ImmutableArray<Revision>> HistoryAsync(string table, string key, CancellationToken cancellation = default) => Database.ReadAsync(
        async context => (await context.Revisions.AsNoTracking().Where(r => r.Table == table && r.Key == key).OrderBy(r => r.Number).ToListAsync(cancellation)).ToImmutableArray(),
        cancellation);

    /// <summary>The revisions after one, oldest first: what a feed of edits tells.</summary>
    /// <param name="after">Number of the last one that is known already; 0 for all, with the fill.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="table">Only those of this table; null = all.</param>
    /// <param name="key">Only those of the row of this key; null = all.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<ImmutableArray<Revision>> RevisionsAsync(long after, int most, string? table = null, string? key = null, CancellationToken cancellation = default) => Database.ReadAsync(
        async context => (await context.Revisions.AsNoTracking().Where(r => r.Number > after && (table == null || r.Table == table) && (key == null || r.Key == key))
            .OrderBy(r => r.Number).Take(most).ToListAsync(cancellation)).ToImmutableArray(),
        cancellation);

    /// <summary>The newest revisions since the fill, newest first.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<ImmutableArray<Revision>> EditsAsync(int most, CancellationToken cancellation = default) => Database.ReadAsync(
        async context => (await context.Revisions.AsNoTracking().Where(r => r.Candidate != null).OrderByDescending(r => r.Number).Take(most).ToListAsync(cancellation)).ToImmutableArray(),
        cancellation);

    /// <summary>A row as it stood at a version, made from its revisions; null when it was not there then. Its position is not told.</summary>
    public async Task<WorkspaceRow?> RowAtAsync(WorkspaceTable table, string key, long version, CancellationToken cancellation = default) =>
        Replay.Rows(new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal) { [table.Path] = table.Columns }, (await HistoryAsync(table.Path, key, cancellation)).Where(r => r.Number <= version))[table.Path]
            .FirstOrDefault();

    public void Dispose() => Database.Dispose();

    /// <summary>The package as the context's transaction sees it.</summary>
    internal async Task<WorkspacePackage> PackageIn(WorkspaceContext context, CancellationToken cancellation)
    {
        long number = await NewestNumber(context, cancellation);
        WorkspacePackage? known = Volatile.Read(ref newest);
        if (known?.Revision == number)
            return known;
        WorkspacePackage now = known is null || known.Revision > number
            ? await Whole(context, number, cancellation)
            : known.With(await Since(context, known.Revision, cancellation), number);
        // Another thread may know a later one by now: it stays.
        if (Volatile.Read(ref newest) is not { } other || other.Revision < number)
            Volatile.Write(ref newest, now);
        return now;
    }

    internal static async Task<long> NewestNumber(WorkspaceContext context, CancellationToken cancellation) =>
        await context.Revisions.MaxAsync(r => (long?)r.Number, cancellation) ?? 0;

    static async Task<IEnumerable<RowChange>> Since(WorkspaceContext context, long revision, CancellationToken cancellation) =>
        (await context.Rows.AsNoTracking().Where(r => r.Version > revision).ToListAsync(cancellation)).Select(r => new RowChange(r.Table, Row(r)));

    async Task<WorkspacePackage> Whole(WorkspaceContext context, long number, CancellationToken cancellation)
    {
        List<PackageFile> files = await context.Files.AsNoTracking().ToListAsync(cancellation);
        Dictionary<string, string> facts = await context.Facts.AsNoTracking().ToDictionaryAsync(f => f.Name, f => f.Text, cancellation);
        Dictionary<string, ImmutableArray<WorkspaceRow>> rows = (await context.Rows.AsNoTracking().ToListAsync(cancellation))
            .GroupBy(r => r.Table, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.OrderBy(r => r.Position).Select(Row).ToImmutableArray(), StringComparer.Ordinal);
        return Assembled(files, rows, number, long.Parse(facts[Fact.FilledThrough], CultureInfo.InvariantCulture), facts[Fact.Extends].Length > 0 ? shipped.Value : null);
    }

    WorkspacePackage Assembled(List<PackageFile> files, Dictionary<string, ImmutableArray<WorkspaceRow>> rows, long revision, long filledThrough, Codebook? vocabularies)
    {
        Dictionary<string, ImmutableArray<string>> columns = Replay.Columns(files);
        return new WorkspacePackage(
            Database.Shown, vocabularies,
            files.ToImmutableSortedDictionary(file => file.Path, file => file, StringComparer.Ordinal),
            files.Where(file => file.Columns is not null).ToImmutableSortedDictionary(
                file => file.Path,
                file => new WorkspaceTable(file.Path, columns[file.Path], [.. CsvText.Cells(file.KeyColumns!)], rows.GetValueOrDefault(file.Path, [])),
                StringComparer.Ordinal),
            revision, filledThrough);
    }

    static WorkspaceRow Row(LedgerRow row) => new(row.Key, row.Position, [.. CsvText.Cells(row.Cells)], row.Version, row.Retired);
}
