using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;

namespace Fangshou.Store;

/// <summary>How much a table holds.</summary>
/// <param name="Path">Path inside the package.</param>
/// <param name="Rows">Rows in its file.</param>
/// <param name="Retired">Rows that are no longer in it.</param>
/// <param name="Changes">Revisions since the fill.</param>
sealed record TableSummary(string Path, int Rows, int Retired, int Changes);

/// <summary>What a workspace holds, in numbers.</summary>
/// <param name="Database">Where it lies, without a password.</param>
/// <param name="Schema">The form of its tables.</param>
/// <param name="Made">When it was made, UTC.</param>
/// <param name="DataVersion">Version of the package, with the newest revision where it was changed.</param>
/// <param name="Revision">The newest revision.</param>
/// <param name="FilledThrough">The last revision of the fill.</param>
/// <param name="Waiting">Candidates that wait for review.</param>
/// <param name="Forecasts">Issued forecasts.</param>
/// <param name="Runs">Scenario runs.</param>
/// <param name="Alerts">Alert rules.</param>
/// <param name="Users">Users.</param>
/// <param name="Tables">The tables of the package.</param>
sealed record WorkspaceSummary(
    string Database, string Schema, string Made, string DataVersion, long Revision, long FilledThrough, int Waiting, int Forecasts, int Runs, int Alerts, int Users, ImmutableArray<TableSummary> Tables)
{
    public static async Task<WorkspaceSummary> Of(Workspace workspace, CancellationToken cancellation = default)
    {
        WorkspacePackage package = await workspace.PackageAsync(cancellation);
        return await workspace.Database.ReadAsync(
            async context =>
            {
                Dictionary<string, int> changes = await context.Revisions.Where(r => r.Number > package.FilledThrough && r.Number <= package.Revision)
                    .GroupBy(r => r.Table).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
                return new WorkspaceSummary(
                    workspace.Database.Shown,
                    WorkspaceSchema.Newest(context),
                    (await context.Facts.AsNoTracking().SingleAsync(f => f.Name == Fact.Made, cancellation)).Text,
                    Fangshou.Ledger.PackageDescription.Read(package.Open).Version,
                    package.Revision,
                    package.FilledThrough,
                    await context.Candidates.CountAsync(c => c.State == CandidateState.Waiting, cancellation),
                    await context.Forecasts.CountAsync(cancellation),
                    await context.Runs.CountAsync(cancellation),
                    await context.AlertRules.CountAsync(cancellation),
                    await context.Users.CountAsync(cancellation),
                    [.. package.Tables.Select(table => new TableSummary(table.Path, table.Rows.Length, table.All.Length - table.Rows.Length, changes.GetValueOrDefault(table.Path)))]);
            },
            cancellation);
    }
}
