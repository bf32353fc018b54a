using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace Fangshou.Store;

/// <summary>How far the tables of a database are.</summary>
enum SchemaState
{
    /// <summary>There are none of ours.</summary>
    None,
    Older,
    Current,
    Newer,
}

/// <summary>Brings the tables of a database to the form that this program knows.</summary>
static class WorkspaceSchema
{
    const string HistoryInSqlite = "SELECT COUNT(*) AS \"Value\" FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsHistory'";
    const string HistoryInPostgreSql = "SELECT COUNT(*)::int AS \"Value\" FROM pg_catalog.pg_class WHERE oid = to_regclass('\"__EFMigrationsHistory\"')";

    /// <summary>The newest form known, such as <c>20261126000002_team</c>.</summary>
    public static string Newest(WorkspaceContext context) => context.Database.GetMigrations().Last();

    public static async Task<SchemaState> StateOf(WorkspaceContext context, CancellationToken cancellation)
    {
        string[] applied = await Applied(context, cancellation);
        string[] known = [.. context.Database.GetMigrations()];
        if (applied.Length == 0)
            return SchemaState.None;
        return applied.Except(known, StringComparer.Ordinal).Any() ? SchemaState.Newer
            : applied.Length < known.Length ? SchemaState.Older : SchemaState.Current;
    }

    /// <summary>The steps that were taken; none where the database holds no tables of ours.</summary>
    public static async Task<string[]> Applied(WorkspaceContext context, CancellationToken cancellation)
    {
        // To ask for rows of a table that is not there would end a transaction of PostgreSQL.
        int there = await context.Database.SqlQueryRaw<int>(context.Database.IsNpgsql() ? HistoryInPostgreSql : HistoryInSqlite).SingleAsync(cancellation);
        return there == 0 ? [] : [.. await context.Database.GetAppliedMigrationsAsync(cancellation)];
    }

    /// <summary>Makes or changes the tables within the caller's transaction: all steps or none, whatever happens meanwhile.</summary>
    /// <param name="context">With an open transaction.</param>
    /// <param name="upTo">The last step to take; null = all.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <remarks>
    /// The framework's own way commits step by step and keeps a lock row that a killed program leaves behind for ever; here the steps' script runs in one
    /// transaction, under the lock that every writer takes.
    /// </remarks>
    public static async Task Upgrade(WorkspaceContext context, string? upTo, CancellationToken cancellation)
    {
        string? from = (await Applied(context, cancellation)).LastOrDefault();
        string script = context.GetService<IMigrator>().GenerateScript(from, upTo, MigrationsSqlGenerationOptions.NoTransactions);
        await using DbCommand command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = context.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = script;
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
