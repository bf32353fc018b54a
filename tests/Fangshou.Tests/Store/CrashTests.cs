using System.Diagnostics;
using Fangshou.Numerics;
using Fangshou.Store;
using Microsoft.EntityFrameworkCore;
using static Fangshou.Tests.Store.WorkspaceSample;

namespace Fangshou.Tests.Store;

/// <summary>A writer that is killed, or runs out of room, loses nothing that it has acknowledged.</summary>
public abstract class CrashTests<TPlace> : IDisposable
    where TPlace : Place, new()
{
    protected TPlace Place { get; } = new();

    protected string Acknowledged => Path.Combine(Place.Folder, "acknowledged");

    public void Dispose()
    {
        Place.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>SIGKILL at a moment that differs from run to run, three times in the same workspace, each time while eight writes are under way.</summary>
    [SlowFact]
    public async Task What_was_acknowledged_outlives_a_kill_in_the_middle_of_a_thousand_concurrent_writes()
    {
        string at = Place.New();
        (await Place.Init(at: at)).Dispose();
        RandomStream moments = new((ulong)Environment.ProcessId, 0, 0, 0);
        int before = 0;
        for (int round = 0; round < 3; round++)
        {
            int killedAfter = before + 1 + (int)(300 * moments.Uniform());
            using Process writer = Writer(at);
            while (!writer.HasExited && Lines() < killedAfter)
                await Task.Delay(5, Cancellation);
            Assert.False(writer.HasExited, "The writer ended before it could be killed.");
            // SIGKILL: nothing of the program runs after it.
            writer.Kill();
            await writer.WaitForExitAsync(Cancellation);

            using Workspace workspace = await Workspace.OpenAsync(at, TimeProvider.System, Cancellation);
            await ConcurrentWrites.Check(workspace, Acknowledged);
            Intact(workspace);
            before = Lines();
            TestContext.Current.SendDiagnosticMessage($"{typeof(TPlace).Name}: killed after {killedAfter}, {before} acknowledged so far, all there");
        }
    }

    protected virtual void Intact(object workspace)
    {
    }

    int Lines() => File.Exists(Acknowledged) ? File.ReadAllBytes(Acknowledged).Count(b => b == '\n') : 0;

    /// <summary>This assembly again, in a process of its own.</summary>
    protected Process Writer(string at, string before = "")
    {
        string run = $"{before} exec dotnet '{typeof(ConcurrentWrites).Assembly.Location}' -noLogo -method '{typeof(ConcurrentWrites).FullName}.{nameof(ConcurrentWrites.All_concurrent_writes_are_there)}'";
        ProcessStartInfo start = new("bash", ["-c", run]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[ConcurrentWrites.PlaceVariable] = at;
        start.Environment[ConcurrentWrites.FileVariable] = Acknowledged;
        Process process = Process.Start(start)!;
        process.BeginErrorReadLine();
        return process;
    }
}

public sealed class SqliteCrashTests : CrashTests<SqlitePlace>
{
    protected override void Intact(object workspace)
    {
        using WorkspaceContext context = ((Workspace)workspace).Database.Context();
        Assert.Equal(["ok"], context.Database.SqlQueryRaw<string>("SELECT integrity_check AS \"Value\" FROM pragma_integrity_check").ToList());
        Assert.Empty(context.Database.SqlQueryRaw<string>("SELECT \"table\" AS \"Value\" FROM pragma_foreign_key_check").ToList());
    }

    [Fact]
    public async Task A_full_disk_is_told_and_loses_nothing()
    {
        using Workspace workspace = await Place.Init();
        await workspace.Change(await workspace.Edit("title", "Another"));
        RefusedException full = await Assert.ThrowsAsync<RefusedException>(() => workspace.Database.WriteAsync(
            async context =>
            {
                // The database may not grow any more: what a full disk says.
                await context.Database.ExecuteSqlRawAsync("PRAGMA max_page_count=1;", Cancellation);
                context.Runs.Add(new RunRecord { Id = "x", Request = "", Result = new string('x', 1 << 20), Seed = "1", ModelVersion = "1", At = DateTimeOffset.UnixEpoch });
                return 0;
            },
            Cancellation));
        Assert.Equal(Fault.Usage, full.Fault);
        Assert.Contains("disk is full", full.Message, StringComparison.Ordinal);
        workspace.Database.Forget();
        Assert.Null(await workspace.Runs.FindAsync("x", Cancellation));
        Assert.True((await workspace.PackageAsync(Cancellation)).IsEdited(Events));
        await workspace.Change(await workspace.Edit("title", "A third"));
        Intact(workspace);
    }

    /// <summary>Files of the writer may not grow beyond so many blocks of 1 KiB, which the system refuses as it does on a full disk.</summary>
    [SlowFact]
    public async Task A_writer_that_runs_out_of_room_says_so_and_loses_nothing_that_it_has_acknowledged()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Limits of a file's length are set by a shell of Linux.");
        string at = Place.New();
        (await Place.Init(at: at)).Dispose();
        using Process writer = Writer(at, "trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0 DOTNET_EnableDiagnostics=0; ulimit -f 1200;");
        string said = await writer.StandardOutput.ReadToEndAsync(Cancellation);
        await writer.WaitForExitAsync(Cancellation);
        Assert.NotEqual(0, writer.ExitCode);
        Assert.Contains("cannot be", said, StringComparison.Ordinal);
        Assert.Contains("disk", said, StringComparison.Ordinal);
        Assert.InRange(File.ReadAllLines(Acknowledged).Length, 1, 999);
        using Workspace workspace = await Workspace.OpenAsync(at, TimeProvider.System, Cancellation);
        await ConcurrentWrites.Check(workspace, Acknowledged);
        Intact(workspace);
    }
}

public sealed class PostgresCrashTests : CrashTests<PostgresPlace>;
