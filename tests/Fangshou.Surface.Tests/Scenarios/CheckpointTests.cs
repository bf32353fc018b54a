using System.Diagnostics;

namespace Fangshou.Surface.Tests.Scenarios;

public sealed class CheckpointTests : IDisposable
{
    static readonly string[] run = ["scenario", "run", "own.json", "--severity", "8", "--threads", "1", "--json"];

    readonly TempFolder folder = new();

    /// <summary>A scenario with many firms: much work for little memory, so that it can be caught on its way.</summary>
    public CheckpointTests()
    {
        string world = File.ReadAllText(Path.Combine(Docs.Repository.Root, "scenarios", "worlds", "china.json"));
        File.WriteAllText(folder["world.json"], world.Replace("\"firms\": 12", "\"firms\": 300", StringComparison.Ordinal));
        File.WriteAllText(folder["own.json"], """{ "id": "own", "title": "Mine", "hypothesis": "None.", "extends": "boom.json", "world": "world.json", "sector": "ai" }""");
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_interrupted_run_that_is_resumed_ends_with_the_same_bytes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Signals are sent with kill.");
        CliResult stopped = Interrupted(run);
        Assert.Equal(130, stopped.ExitCode);
        Assert.Empty(stopped.Bytes);
        Assert.DoesNotContain("   at ", stopped.Error, StringComparison.Ordinal);
        Assert.Contains($"to go on: fangshou {string.Join(' ', run)} --checkpoint own.checkpoint", stopped.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["own.checkpoint"]));
        Assert.Empty(Directory.GetFiles(folder.Path, "*.tmp"));

        CliResult another = CliRun.Of([.. run, "--checkpoint", "own.checkpoint", "--seed", "12"]).In(folder.Path).Go();
        Assert.Equal(2, another.ExitCode);
        Assert.Contains("belongs to another run", another.Error, StringComparison.Ordinal);

        CliResult resumed = CliRun.Of([.. run, "--checkpoint", "own.checkpoint"]).In(folder.Path).Go();
        Assert.Equal(0, resumed.ExitCode);
        Assert.Contains("resumed at ", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(CliRun.Of(run).In(folder.Path).Go().Bytes, resumed.Bytes);
        Assert.False(File.Exists(folder["own.checkpoint"]));
    }

    [Fact]
    public void A_second_interrupted_run_takes_no_other_checkpoint_away()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Signals are sent with kill.");
        File.WriteAllText(folder["own.checkpoint"], "of another run");
        Assert.Contains("--checkpoint own-2.checkpoint", Interrupted(run).Error, StringComparison.Ordinal);
        Assert.Equal("of another run", File.ReadAllText(folder["own.checkpoint"]));
    }

    [Theory]
    [InlineData("", "cut off")]
    [InlineData("something else entirely", "no checkpoint")]
    public void A_file_that_is_no_checkpoint_is_refused(string content, string says)
    {
        File.WriteAllText(folder["x.checkpoint"], content);
        CliResult refused = CliRun.Of("scenario", "run", "boom", "--checkpoint", "x.checkpoint").In(folder.Path).Go();
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("x.checkpoint: ", refused.Error, StringComparison.Ordinal);
        Assert.True(refused.Error.Contains(says, StringComparison.Ordinal) || refused.Error.Contains("no checkpoint", StringComparison.Ordinal), refused.Error);
        Assert.Single(refused.Error.TrimEnd('\n').Split('\n'));
    }

    CliResult Interrupted(string[] arguments) => CliRun.Of(arguments).In(folder.Path).Go(process =>
    {
        // Work done, not time passed: a busy machine starts a process late. The run needs several times as much.
        while (!process.HasExited && process.TotalProcessorTime < TimeSpan.FromSeconds(1.2))
        {
            Thread.Sleep(TimeSpan.FromMilliseconds(20));
            process.Refresh();
        }

        using Process kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
        kill.WaitForExit();
    });
}
