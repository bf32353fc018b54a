using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Fangshou.Store;

/// <summary>Where a workspace lies: a SQLite file, or a PostgreSQL database. Gives each unit of work a context and a transaction of its own.</summary>
/// <remarks>
/// Writers come one after the other, by a lock of the database itself, so numbers have no gaps and nobody writes on what he has not seen; readers see one
/// moment and wait for no writer. What <see cref="WriteAsync"/> has returned from is on the disk.
/// </remarks>
sealed class WorkspaceDatabase : IDisposable
{
    const int BusySeconds = 30, MostAttempts = 5;

    // Any number that other programs in the same PostgreSQL database are unlikely to take.
    const long AdvisoryLock = 0x46616E6773686F75;

    readonly DbContextOptions<WorkspaceContext> options;
    readonly SemaphoreSlim writer = new(1);

    WorkspaceDatabase(string shown, string? file, DbContextOptions<WorkspaceContext> options)
    {
        Shown = shown;
        File = file;
        this.options = options;
    }

    /// <summary>For messages: the path, or server and database without user and password.</summary>
    public string Shown { get; }

    /// <summary>The file; null for PostgreSQL.</summary>
    public string? File { get; }

    /// <param name="place">Path of a SQLite file, or a PostgreSQL connection string such as <c>Host=db;Database=fangshou;Username=ann</c>.</param>
    /// <param name="shown">What messages call it; null = its own name.</param>
    /// <exception cref="RefusedException">It is neither (exit 2).</exception>
    public static WorkspaceDatabase At(string place, string? shown = null)
    {
        if (place.Length == 0 || place.Contains('\0', StringComparison.Ordinal))
            throw new RefusedException(Fault.Usage, "the database has no name.");
        if (place.StartsWith("postgres:", StringComparison.OrdinalIgnoreCase) || place.StartsWith("postgresql:", StringComparison.OrdinalIgnoreCase))
            throw NotUnderstood();
        return IsConnectionString(place) ? PostgreSql(place) : Sqlite(place, shown ?? Texts.Printable(place));
    }

    /// <summary>True for text that names a server; anything else is a path.</summary>
    public static bool IsConnectionString(string place) =>
        place.Split(';').Any(part => part.Split('=') is [var key, _, ..] && key.Trim().ToUpperInvariant() is "HOST" or "SERVER");

    static WorkspaceDatabase Sqlite(string path, string shown)
    {
        if (Directory.Exists(path))
            throw new RefusedException(Fault.Usage, $"{Texts.Printable(path)} is a folder; a database is a file.");
        SqliteConnectionStringBuilder connection = new() { DataSource = Path.GetFullPath(path), Mode = SqliteOpenMode.ReadWrite, ForeignKeys = true, DefaultTimeout = BusySeconds };
        DbContextOptionsBuilder<WorkspaceContext> builder = new();
        builder.UseSqlite(connection.ToString()).AddInterceptors(new Pragmas());
        return new WorkspaceDatabase(shown, Path.GetFullPath(path), Quiet(builder));
    }

    static WorkspaceDatabase PostgreSql(string text)
    {
        NpgsqlConnectionStringBuilder connection;
        try
        {
            connection = new(text) { ApplicationName = "fangshou" };
        }
        catch (Exception error) when (error is ArgumentException or FormatException or InvalidCastException or KeyNotFoundException)
        {
            throw NotUnderstood();
        }

        DbContextOptionsBuilder<WorkspaceContext> builder = new();
        builder.UseNpgsql(connection.ToString());
        return new WorkspaceDatabase(Texts.Printable($"{connection.Host}:{connection.Port}/{connection.Database}"), null, Quiet(builder));
    }

    // What was given is not repeated: there may be a password in it.
    static RefusedException NotUnderstood() => new(Fault.Usage, "the connection string of the database cannot be understood; it is written Host=…;Database=…;Username=…;Password=….");

    static DbContextOptions<WorkspaceContext> Quiet(DbContextOptionsBuilder<WorkspaceContext> builder) =>
        builder.EnableThreadSafetyChecks(false).ConfigureWarnings(w => w.Default(WarningBehavior.Ignore)).Options;

    /// <summary>A context without a transaction, for what is no unit of work.</summary>
    public WorkspaceContext Context() => new(options);

    /// <summary>Reads as of one moment.</summary>
    /// <exception cref="RefusedException">The database cannot be read (exit 3 when it is not there, 4 when it is no database, 6 when the server does not answer).</exception>
    public Task<T> ReadAsync<T>(Func<WorkspaceContext, Task<T>> read, CancellationToken cancellation = default) => Attempts(
        async () =>
        {
            await using WorkspaceContext context = Context();
            await using IDbContextTransaction transaction = await Begin(context, writes: false, cancellation);
            return await read(context);
        },
        cancellation);

    /// <summary>Writes all or nothing, alone. The work may be done again from the beginning, so it may change nothing but the context.</summary>
    /// <exception cref="RefusedException">As for <see cref="ReadAsync"/>; also when the disk is full (exit 2). Nothing was written then.</exception>
    public async Task<T> WriteAsync<T>(Func<WorkspaceContext, Task<T>> write, CancellationToken cancellation = default)
    {
        await writer.WaitAsync(cancellation);
        try
        {
            return await Attempts(
                async () =>
                {
                    await using WorkspaceContext context = Context();
                    await using IDbContextTransaction transaction = await Begin(context, writes: true, cancellation);
                    T result = await write(context);
                    await context.SaveChangesAsync(cancellation);
                    // Not to be cancelled: whether it was committed would be unknown.
                    await transaction.CommitAsync(CancellationToken.None);
                    return result;
                },
                cancellation);
        }
        finally
        {
            writer.Release();
        }
    }

    public void Dispose()
    {
        writer.Dispose();
        Forget();
    }

    /// <summary>Closes the idle connections, so that the file can be moved and the last one tidies up.</summary>
    public void Forget()
    {
        using WorkspaceContext context = Context();
        if (context.Database.GetDbConnection() is SqliteConnection sqlite)
            SqliteConnection.ClearPool(sqlite);
        else if (context.Database.GetDbConnection() is NpgsqlConnection npgsql)
            NpgsqlConnection.ClearPool(npgsql);
    }

    static async Task<IDbContextTransaction> Begin(WorkspaceContext context, bool writes, CancellationToken cancellation)
    {
        if (context.Database.IsNpgsql())
        {
            // A writer that waits for the lock must then see what the one before has written: each statement its own moment.
            IDbContextTransaction transaction = await context.Database.BeginTransactionAsync(writes ? IsolationLevel.ReadCommitted : IsolationLevel.RepeatableRead, cancellation);
            if (writes)
                await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({AdvisoryLock})", cancellation);
            return transaction;
        }

        await context.Database.OpenConnectionAsync(cancellation);
        SqliteConnection connection = (SqliteConnection)context.Database.GetDbConnection();
        return (await context.Database.UseTransactionAsync(connection.BeginTransaction(deferred: !writes), cancellation))!;
    }

    async Task<T> Attempts<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (Exception error) when (attempt < MostAttempts && IsBusy(error))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20 << attempt), TimeProvider.System, cancellation);
            }
            catch (Exception error) when (Refusal(error) is not null)
            {
                throw Refusal(error)!;
            }
        }
    }

    static DbException? Cause(Exception error) => error as DbException ?? (error.InnerException is { } inner ? Cause(inner) : null);

    static bool IsBusy(Exception error) => Cause(error) switch
    {
        SqliteException { SqliteErrorCode: 5 or 6 } => true,
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
        _ => false,
    };

    RefusedException? Refusal(Exception error) => Cause(error) switch
    {
        SqliteException { SqliteErrorCode: 5 or 6 } => new RefusedException(Fault.OutsideService, $"{Shown} has been locked by another program for {BusySeconds} seconds."),
        SqliteException { SqliteErrorCode: 13 } => new RefusedException(Fault.Usage, $"{Shown} cannot be written: the disk is full. Nothing of this change was kept, and nothing before it was lost."),
        SqliteException { SqliteErrorCode: 10 } io => new RefusedException(Fault.Usage, $"{Shown} cannot be read or written ({io.SqliteExtendedErrorCode}): the disk may be full or damaged. Nothing of this change was kept, and nothing before it was lost."),
        SqliteException { SqliteErrorCode: 8 } => new RefusedException(Fault.Usage, $"{Shown} cannot be written: it is read-only."),
        SqliteException { SqliteErrorCode: 14 } when File is not null && !System.IO.File.Exists(File) => NotThere(),
        SqliteException { SqliteErrorCode: 14 } => new RefusedException(Fault.Usage, $"{Shown} cannot be opened."),
        SqliteException { SqliteErrorCode: 11 or 26 } => new RefusedException(Fault.BrokenData, $"{Shown} is no database, or a damaged one."),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new RefusedException(Fault.OutsideService, $"the disk of {Shown} is full. Nothing of this change was kept, and nothing before it was lost."),
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => new RefusedException(Fault.NotFound, $"there is no database {Shown}; make it with createdb first."),
        PostgresException refused => new RefusedException(Fault.OutsideService, $"{Shown} refused: {Texts.Printable(refused.MessageText, 200)}"),
        NpgsqlException lost => new RefusedException(Fault.OutsideService, $"{Shown} does not answer: {Texts.Printable(lost.Message, 200)}"),
        _ => null,
    };

    /// <summary>There is no workspace at the place.</summary>
    public RefusedException NotThere() => new(Fault.NotFound, $"there is no workspace {Shown}; 'fangshou workspace init' makes one.");

    /// <summary>What makes a SQLite file keep all that was acknowledged, and one program wait for another.</summary>
    sealed class Pragmas : DbConnectionInterceptor
    {
        const string Text = "PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000; PRAGMA foreign_keys=ON;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Set(connection);
            return Task.CompletedTask;
        }

        static void Set(DbConnection connection)
        {
            using DbCommand command = connection.CreateCommand();
            command.CommandText = Text;
            command.ExecuteNonQuery();
        }
    }
}
