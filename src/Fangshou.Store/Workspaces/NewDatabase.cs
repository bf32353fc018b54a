using Microsoft.EntityFrameworkCore;

namespace Fangshou.Store;

/// <summary>Makes a workspace whole or not at all: a SQLite file under another name that is moved when it is done, PostgreSQL tables in one transaction.</summary>
static class NewDatabase
{
    /// <param name="place">Path or connection string.</param>
    /// <param name="fill">Adds what the tables begin with; they are empty.</param>
    /// <param name="cancellation">Stops it; nothing is left then.</param>
    /// <exception cref="RefusedException">There is something at the place (exit 2), or it cannot be written to.</exception>
    public static async Task Make(string place, Func<WorkspaceContext, CancellationToken, Task> fill, CancellationToken cancellation)
    {
        using WorkspaceDatabase database = WorkspaceDatabase.At(place);
        if (database.File is not { } file)
        {
            await Fill(database, fill, cancellation);
            return;
        }

        foreach (string there in (string[])[file, $"{file}-wal", $"{file}-journal"])
            if (File.Exists(there))
                throw Taken(Texts.Printable(there));
        string temporary = $"{file}.{Environment.ProcessId}.tmp";
        string[] parts = [temporary, $"{temporary}-wal", $"{temporary}-shm", $"{temporary}-journal"];
        try
        {
            // What a program of the same number left when it was killed.
            Remove(parts);
            // An empty file is an empty database.
            await File.WriteAllBytesAsync(temporary, [], cancellation);
            using (WorkspaceDatabase unfinished = WorkspaceDatabase.At(temporary, database.Shown))
            {
                await Fill(unfinished, fill, cancellation);
                await WriteAhead(unfinished);
            }

            File.Move(temporary, file, overwrite: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new RefusedException(Fault.Usage, File.Exists(file) ? Taken(database.Shown).Message : $"{database.Shown} cannot be written: {error.Message}");
        }
        finally
        {
            Remove(parts);
        }
    }

    static void Remove(string[] files)
    {
        foreach (string file in files)
            if (File.Exists(file))
                File.Delete(file);
    }

    static RefusedException Taken(string shown) => new(Fault.Usage, $"{shown} is there already, and a workspace is never overwritten; name another place.");

    static Task<bool> Fill(WorkspaceDatabase database, Func<WorkspaceContext, CancellationToken, Task> fill, CancellationToken cancellation) => database.WriteAsync(
        async context =>
        {
            if (await WorkspaceSchema.StateOf(context, cancellation) != SchemaState.None)
                throw Taken(database.Shown);
            await WorkspaceSchema.Upgrade(context, null, cancellation);
            await fill(context, cancellation);
            return true;
        },
        cancellation);

    /// <summary>Readers and the writer do not wait for each other; the file remembers it.</summary>
    static async Task WriteAhead(WorkspaceDatabase database)
    {
        await using WorkspaceContext context = database.Context();
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;");
    }
}
