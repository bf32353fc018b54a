using System.Globalization;
using System.Text;
using Fangshou.Store;
using static Fangshou.Tests.Store.WorkspaceSample;

namespace Fangshou.Tests.Store;

/// <summary>Many writes at once, each put down in a file of acknowledgements when it is done: what is read afterwards must hold them all, however the writer ended.</summary>
public sealed class ConcurrentWrites
{
    /// <summary>Names the workspace that another process is to write to, and the file in which it acknowledges; see <see cref="CrashTests{TPlace}"/>.</summary>
    public const string PlaceVariable = "FANGSHOU_TEST_WRITER_PLACE", FileVariable = "FANGSHOU_TEST_WRITER_FILE";

    const int AtOnce = 8;

    /// <summary>Also what the tests of crashes start as a process of its own: then at the place that they name.</summary>
    [Fact]
    public async Task All_concurrent_writes_are_there()
    {
        if (Environment.GetEnvironmentVariable(PlaceVariable) is { Length: > 0 } at && Environment.GetEnvironmentVariable(FileVariable) is { Length: > 0 } file)
        {
            using Workspace given = await Workspace.OpenAsync(at, TimeProvider.System, Cancellation);
            await Write(given, file, 1000);
            return;
        }

        using SqlitePlace place = new();
        using Workspace workspace = await place.Init();
        string acknowledged = Path.Combine(place.Folder, "acknowledged");
        await Write(workspace, acknowledged, 40);
        Assert.Equal(40, File.ReadAllLines(acknowledged).Length);
        await Check(workspace, acknowledged);
    }

    /// <summary>So many writes of four kinds, eight at a time.</summary>
    static async Task Write(Workspace workspace, string file, int count)
    {
        // Numbers go on from what an earlier writer has acknowledged or may have left unacknowledged.
        int first = File.Exists(file) ? 100_000 * (1 + File.ReadLines(file).Count()) : 0;
        using FileStream acknowledged = new(file, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        await Parallel.ForEachAsync(Enumerable.Range(first, count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancellation }, async (i, _) =>
        {
            string done = await One(workspace, i);
            lock (acknowledged)
                acknowledged.Write(Encoding.UTF8.GetBytes($"{done}\n"));
        });
    }

    static async Task<string> One(Workspace workspace, int i)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"cn-2022-01-01-row-{i}");
        switch (i % 8)
        {
            case 0:
                long candidate = await workspace.Propose(NewEvent(name));
                return string.Create(CultureInfo.InvariantCulture, $"candidate {candidate} {name}");
            case 1:
                Assert.Equal(CandidateState.Approved, (await workspace.Approve(await workspace.Propose(NewEvent(name)))).State);
                return $"row {name}";
            case 2 or 3 or 4:
                return $"run {(await workspace.Runs.KeepAsync(name, new string('x', 2000), 1, "1", "ann", Cancellation)).Id}";
            default:
                await workspace.Audit.AddAsync("writer", "test.write", name, "", Cancellation);
                return $"audit {name}";
        }
    }

    /// <summary>Everything acknowledged is there, and the rows still follow from the revisions, which have no gap.</summary>
    internal static async Task Check(Workspace workspace, string file)
    {
        WorkspacePackage package = await workspace.PackageAsync(Cancellation);
        HashSet<string> audit = [.. (await workspace.Audit.ListAsync(most: int.MaxValue, cancellation: Cancellation)).Select(a => a.On)];
        Dictionary<long, string> candidates = (await workspace.Candidates.ListAsync(most: int.MaxValue, cancellation: Cancellation)).ToDictionary(c => c.Id, c => c.Key);
        HashSet<string> runs = [.. (await workspace.Runs.ListAsync(int.MaxValue, Cancellation)).Select(r => r.Id)];
        foreach (string[] words in File.ReadLines(file).Select(line => line.Split(' ')))
        {
            Assert.True(
                words[0] switch
                {
                    "candidate" => candidates.GetValueOrDefault(long.Parse(words[1], CultureInfo.InvariantCulture)) == words[2],
                    "row" => package.Table(Events)!.Find(words[1]) is not null,
                    "run" => runs.Contains(words[1]),
                    _ => audit.Contains(words[1]),
                },
                $"{string.Join(' ', words)} was acknowledged and is lost.");
        }

        Revision[] revisions = [.. await workspace.RevisionsAsync(0, int.MaxValue, cancellation: Cancellation)];
        Assert.Equal(Enumerable.Range(1, revisions.Length).Select(i => (long)i), revisions.Select(r => r.Number));
        Assert.Equal((await workspace.PackageAtAsync(package.Revision, Cancellation)).Contents(), package.Contents());
        Assert.Empty(package.Verify().Findings);
    }
}
