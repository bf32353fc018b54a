using System.Collections.Immutable;
using CsCheck;
using Fangshou.Store;
using Microsoft.EntityFrameworkCore;
using static Fangshou.Tests.Store.WorkspaceSample;

namespace Fangshou.Tests.Store;

/// <summary>What holds after any sequence of proposals and reviews.</summary>
public abstract class WorkspaceLaws<TPlace> : IDisposable
    where TPlace : Place, new()
{
    readonly TPlace place = new();

    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>One step: what is done (0 edit, 1 new, 2 retire, 3 reject, 4 approve), and to which row or candidate.</summary>
    static readonly Gen<(int Kind, int Which)[]> steps = Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5]).Array[1, 12];

    [Fact]
    public Task The_rows_follow_from_the_revisions_and_a_restored_backup_is_the_same_workspace() => steps.SampleAsync(
        async sequence =>
        {
            using Workspace workspace = await place.Init();
            Dictionary<string, byte[]> before = (await workspace.PackageAsync(Cancellation)).Contents();
            foreach (((int kind, int which), int step) in sequence.Select((s, i) => (s, i)))
                await Do(workspace, kind, which, step);

            WorkspacePackage package = await workspace.PackageAsync(Cancellation);
            Assert.Equal(await Projection(workspace), await Replayed(workspace));
            Assert.Empty(package.Verify().Findings);
            // What was not touched is byte for byte as it came, and nothing at all was when nothing was approved.
            Assert.All(package.Files.Where(f => f is not (Events or "datapackage.json") || package.Revision == package.FilledThrough), f => Assert.Equal(before[f], package.Bytes(f)));

            string backup = Path.Combine(place.Folder, $"{Path.GetRandomFileName()}.zip"), at = place.New();
            await WorkspaceBackup.WriteAsync(workspace, backup, Cancellation);
            await WorkspaceBackup.RestoreAsync(backup, at, Cancellation);
            using Workspace restored = await Workspace.OpenAsync(at, TimeProvider.System, Cancellation);
            Assert.Equal(package.Contents(), (await restored.PackageAsync(Cancellation)).Contents());
            Assert.Equal(await Projection(workspace), await Projection(restored));
        },
        iter: 12, threads: 1);

    static async Task Do(Workspace workspace, int kind, int which, int step)
    {
        WorkspaceTable events = (await workspace.PackageAsync(Cancellation)).Table(Events)!;
        WorkspaceRow row = events.All[which % events.All.Length];
        ImmutableArray<Candidate> waiting = await workspace.Candidates.ListAsync(CandidateState.Waiting, cancellation: Cancellation);
        Draft? draft = kind switch
        {
            0 or 5 => Draft.Edit(Events, row.Key, row.Version, new Dictionary<string, string>(StringComparer.Ordinal) { ["title"] = $"Title \"{step}\", 标题", ["severity"] = $"{1 + (step % 5)}" }, "why", "source"),
            1 => NewEvent($"cn-2022-01-01-new-{which}"),
            2 => Draft.Retire(Events, row.Key, row.Version, null, "why", "source"),
            _ => null,
        };
        if (draft is not null)
            await workspace.Candidates.ProposeAsync(draft, "Bo", Cancellation);
        else if (!waiting.IsEmpty)
            await workspace.Candidates.ReviewAsync(waiting[which % waiting.Length].Id, approve: kind == 4, "Cy", "", Cancellation);
    }

    static Task<string[]> Projection(Workspace workspace) => workspace.Database.ReadAsync(
        async context => (await context.Rows.AsNoTracking().ToListAsync(Cancellation)).Select(r => Line(r.Table, r.Key, r.Position, r.Cells, r.Version, r.Retired)).Order(StringComparer.Ordinal).ToArray(), Cancellation);

    static Task<string[]> Replayed(Workspace workspace) => workspace.Database.ReadAsync(
        async context =>
        {
            Dictionary<string, ImmutableArray<string>> columns = Replay.Columns(await context.Files.AsNoTracking().ToListAsync(Cancellation));
            return Replay.Rows(columns, await context.Revisions.AsNoTracking().OrderBy(r => r.Number).ToListAsync(Cancellation))
                .SelectMany(table => table.Value.Select(r => Line(table.Key, r.Key, r.Position, CsvText.ToJson(r.Cells), r.Version, r.Retired))).Order(StringComparer.Ordinal).ToArray();
        },
        Cancellation);

    static string Line(string table, string key, int position, string cells, long version, bool retired) => $"{table}|{key}|{position}|{cells}|{version}|{retired}";
}

public sealed class SqliteWorkspaceLaws : WorkspaceLaws<SqlitePlace>;

public sealed class PostgresWorkspaceLaws : WorkspaceLaws<PostgresPlace>;
