using System.IO.Compression;
using Fangshou.Store;
using static Fangshou.Tests.Store.WorkspaceSample;

namespace Fangshou.Tests.Store;

/// <summary>A workspace as one file, and back.</summary>
public abstract class WorkspaceBackupTests<TPlace> : IDisposable
    where TPlace : Place, new()
{
    readonly TPlace place = new();

    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    string New() => Path.Combine(place.Folder, $"{Path.GetRandomFileName()}.zip");

    async Task<string> Backup()
    {
        using Workspace workspace = await place.Init();
        await workspace.Change(await workspace.Edit("title", "Another"));
        await workspace.Users.AddAsync("Di", Role.Editor, "Ann", Cancellation);
        await workspace.Keys.IssueAsync("Di", "laptop", "Ann", Cancellation);
        await workspace.Runs.KeepAsync("{}", "{ \"x\": 1 }", ulong.MaxValue, "1", "ann", Cancellation);
        await workspace.Alerts.AddAsync("a rule", "{}", "{}", "Di", Cancellation);
        await workspace.Alerts.DeliveredAsync(1, 1, "{}", "feed", delivered: true, "ok", cancellation: Cancellation);
        string file = New();
        await WorkspaceBackup.WriteAsync(workspace, file, Cancellation);
        return file;
    }

    static Dictionary<string, string> Entries(string file)
    {
        using ZipArchive zip = ZipFile.OpenRead(file);
        return zip.Entries.Where(e => e.Name != "manifest.json").ToDictionary(e => e.Name, e => new StreamReader(e.Open()).ReadToEnd(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_backup_restores_into_either_database_and_is_then_the_same_again()
    {
        string first = await Backup();
        Assert.Equal(WorkspaceBackup.Tables.Length, Entries(first).Values.Count(text => text.Length > 0) + 2);
        using SqlitePlace files = new();
        foreach (string at in (string[])[place.New(), files.New()])
        {
            await WorkspaceBackup.RestoreAsync(first, at, Cancellation);
            using Workspace restored = await Workspace.OpenAsync(at, TimeProvider.System, Cancellation);
            string second = New();
            await WorkspaceBackup.WriteAsync(restored, second, Cancellation);
            Assert.Equal(Entries(first), Entries(second));
        }
    }

    [Fact]
    public async Task Neither_a_backup_nor_a_workspace_is_overwritten()
    {
        string backup = await Backup(), at = place.New();
        using Workspace workspace = await place.Init(at: at);
        Assert.Equal(Fault.Usage, (await Assert.ThrowsAsync<RefusedException>(() => WorkspaceBackup.RestoreAsync(backup, at, Cancellation))).Fault);
        Assert.Equal(Fault.Usage, (await Assert.ThrowsAsync<RefusedException>(() => WorkspaceBackup.WriteAsync(workspace, backup, Cancellation))).Fault);
        Assert.False((await workspace.PackageAsync(Cancellation)).IsEdited(Events));
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_and_leaves_nothing_behind()
    {
        string backup = await Backup(), at = place.New();
        byte[] bytes = await File.ReadAllBytesAsync(backup, Cancellation);
        foreach (Action<string> damage in (Action<string>[])
        [
            file => File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]),
            file => File.WriteAllBytes(file, []),
            file => Rewrite(file, "revisions.jsonl", text => text.Replace("It was wrong.", "It was right.", StringComparison.Ordinal)),
            file => Rewrite(file, "rows.jsonl", text => text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]),
            file => Rewrite(file, "manifest.json", text => text.Replace("\"format\":1", "\"format\":2", StringComparison.Ordinal)),
            file => Rewrite(file, "manifest.json", text => text.Replace("20261126000002_team", "29991231000000_later", StringComparison.Ordinal)),
            file => Rewrite(file, "manifest.json", _ => "null"),
        ])
        {
            string damaged = New();
            File.WriteAllBytes(damaged, bytes);
            damage(damaged);
            Assert.Equal(Fault.BrokenData, (await Assert.ThrowsAsync<RefusedException>(() => WorkspaceBackup.RestoreAsync(damaged, at, Cancellation))).Fault);
        }

        Assert.Equal(Fault.NotFound, (await Assert.ThrowsAsync<RefusedException>(() => WorkspaceBackup.RestoreAsync(New(), at, Cancellation))).Fault);
        await WorkspaceBackup.RestoreAsync(backup, at, Cancellation);
    }

    static void Rewrite(string file, string name, Func<string, string> change)
    {
        using ZipArchive zip = ZipFile.Open(file, ZipArchiveMode.Update);
        ZipArchiveEntry entry = zip.GetEntry(name)!;
        string text;
        using (StreamReader reader = new(entry.Open()))
            text = reader.ReadToEnd();
        string changed = change(text);
        Assert.NotEqual(text, changed);
        entry.Delete();
        using StreamWriter writer = new(zip.CreateEntry(name).Open());
        writer.Write(changed);
    }
}

public sealed class SqliteWorkspaceBackupTests : WorkspaceBackupTests<SqlitePlace>;

public sealed class PostgresWorkspaceBackupTests : WorkspaceBackupTests<PostgresPlace>;
