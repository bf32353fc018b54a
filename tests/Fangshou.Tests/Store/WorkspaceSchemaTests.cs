using Fangshou.Store;
using Microsoft.EntityFrameworkCore;
using static Fangshou.Tests.Store.WorkspaceSample;

namespace Fangshou.Tests.Store;

/// <summary>One set of migrations for two databases.</summary>
public abstract class WorkspaceSchemaTests<TPlace> : IDisposable
    where TPlace : Place, new()
{
    readonly TPlace place = new();

    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_migrations_lead_to_the_model_and_leave_nothing_to_change()
    {
        using Workspace workspace = await place.Init();
        await using WorkspaceContext context = workspace.Database.Context();
        Assert.False(context.Database.HasPendingModelChanges());
        Assert.Equal(context.Database.GetMigrations(), await context.Database.GetAppliedMigrationsAsync(Cancellation));
        // The snapshot is kept by hand, and so are the migrations: every column of the model must be there.
        foreach (string table in WorkspaceBackup.Tables)
            Assert.NotEmpty(context.Model.GetEntityTypes().Single(e => e.GetTableName() == table).GetProperties());
        await context.Facts.ToListAsync(Cancellation);
        await context.Files.ToListAsync(Cancellation);
        await context.Rows.ToListAsync(Cancellation);
        await context.Candidates.ToListAsync(Cancellation);
        await context.Revisions.ToListAsync(Cancellation);
        await context.Forecasts.ToListAsync(Cancellation);
        await context.Outcomes.ToListAsync(Cancellation);
        await context.Runs.ToListAsync(Cancellation);
        await context.AlertRules.ToListAsync(Cancellation);
        await context.AlertDeliveries.ToListAsync(Cancellation);
        await context.Users.ToListAsync(Cancellation);
        await context.Keys.ToListAsync(Cancellation);
        await context.Audit.ToListAsync(Cancellation);
    }

    [Fact]
    public async Task A_workspace_of_an_earlier_version_is_refused_until_it_is_upgraded()
    {
        string at = place.New();
        await Earlier(at);
        RefusedException refused = await Assert.ThrowsAsync<RefusedException>(() => Workspace.OpenAsync(at, TimeProvider.System, Cancellation));
        Assert.Contains("workspace upgrade", refused.Message, StringComparison.Ordinal);
        Assert.Equal(("20261126000001_ledger", "20261126000002_team"), await Workspace.UpgradeAsync(at, Cancellation));
        Assert.Equal(("20261126000002_team", "20261126000002_team"), await Workspace.UpgradeAsync(at, Cancellation));
        using Workspace workspace = await Workspace.OpenAsync(at, TimeProvider.System, Cancellation);
        Assert.Empty(await workspace.Users.ListAsync(Cancellation));
    }

    /// <summary>A database as the first migration left it.</summary>
    static async Task Earlier(string at)
    {
        if (!WorkspaceDatabase.IsConnectionString(at))
            await File.WriteAllBytesAsync(at, [], Cancellation);
        using WorkspaceDatabase database = WorkspaceDatabase.At(at);
        await database.WriteAsync(
            async context =>
            {
                await WorkspaceSchema.Upgrade(context, "20261126000001_ledger", Cancellation);
                return 0;
            },
            Cancellation);
    }

    [Fact]
    public async Task A_workspace_of_a_later_version_is_refused()
    {
        string at = place.New();
        using (Workspace workspace = await place.Init(at: at))
        {
            await using WorkspaceContext context = workspace.Database.Context();
            await context.Database.ExecuteSqlAsync($"INSERT INTO \"__EFMigrationsHistory\" VALUES ('29991231000000_later', '99.0.0')", Cancellation);
        }

        foreach (Func<Task> use in (Func<Task>[])[() => Workspace.OpenAsync(at, TimeProvider.System, Cancellation), () => Workspace.UpgradeAsync(at, Cancellation)])
        {
            RefusedException refused = await Assert.ThrowsAsync<RefusedException>(use);
            Assert.Equal(Fault.BrokenData, refused.Fault);
            Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_there_is_no_workspace_the_message_says_how_to_make_one()
    {
        string at = place.New();
        foreach (Func<Task> use in (Func<Task>[])[() => Workspace.OpenAsync(at, TimeProvider.System, Cancellation), () => Workspace.UpgradeAsync(at, Cancellation)])
        {
            RefusedException refused = await Assert.ThrowsAsync<RefusedException>(use);
            Assert.Equal(Fault.NotFound, refused.Fault);
            Assert.Contains("workspace init", refused.Message, StringComparison.Ordinal);
        }

        using (Workspace made = await Workspace.OpenOrInitAsync(at, place.Write(Package()), "Ann", TimeProvider.System, Cancellation))
            await made.Change(await made.Edit("title", "Another"));
        using Workspace opened = await Workspace.OpenOrInitAsync(at, place.Write(Package()), "Ann", TimeProvider.System, Cancellation);
        Assert.True((await opened.PackageAsync(Cancellation)).IsEdited(Events));
    }
}

public sealed class SqliteWorkspaceSchemaTests : WorkspaceSchemaTests<SqlitePlace>
{
    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        using SqlitePlace place = new();
        string at = place.New();
        await File.WriteAllTextAsync(at, string.Concat(Enumerable.Repeat("This is a letter, not a database. ", 100)), Cancellation);
        Assert.Equal(Fault.BrokenData, (await Assert.ThrowsAsync<RefusedException>(() => Workspace.OpenAsync(at, TimeProvider.System, Cancellation))).Fault);
        Assert.Equal(Fault.Usage, (await Assert.ThrowsAsync<RefusedException>(() => Workspace.OpenAsync(place.Folder, TimeProvider.System, Cancellation))).Fault);
    }

    [Fact]
    public async Task Every_connection_writes_through_to_the_disk()
    {
        using SqlitePlace place = new();
        using Workspace workspace = await place.Init();
        foreach ((string pragma, string value) in (ReadOnlySpan<(string, string)>)[("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1")])
        {
            using WorkspaceContext context = workspace.Database.Context();
            context.Database.OpenConnection();
            using System.Data.Common.DbCommand command = context.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The names stand three lines above.
            command.CommandText = $"PRAGMA {pragma};";
#pragma warning restore CA2100
            Assert.Equal(value, System.Globalization.CultureInfo.InvariantCulture.TextInfo.ToLower($"{command.ExecuteScalar()}"));
        }
    }
}

public sealed class PostgresWorkspaceSchemaTests : WorkspaceSchemaTests<PostgresPlace>
{
    [Fact]
    public async Task A_server_that_does_not_answer_is_named_without_its_password()
    {
        RefusedException refused = await Assert.ThrowsAsync<RefusedException>(() => Workspace.OpenAsync("Host=127.0.0.1;Port=1;Database=x;Username=ann;Password=s3cret;Timeout=2", TimeProvider.System, Cancellation));
        Assert.Equal(Fault.OutsideService, refused.Fault);
        Assert.Contains("127.0.0.1:1/x", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", refused.Message, StringComparison.Ordinal);
    }
}
