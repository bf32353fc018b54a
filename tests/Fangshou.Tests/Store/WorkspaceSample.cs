using System.Globalization;
using System.Security.Cryptography;
using Fangshou.Store;
using Fangshou.Tests.Ledger;

namespace Fangshou.Tests.Store;

/// <summary>A small package on disk, and what tests do with workspaces made from it.</summary>
static class WorkspaceSample
{
    public const string Events = "events.csv", First = "cn-2020-11-03-halt", Second = "cn-2021-07-30-games";

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A description with length and hash of one table, so that their change can be seen.</summary>
    public static MemoryPackage Package()
    {
        MemoryPackage package = new();
        package.Set("README.md", "# A package").Set("rule-links.csv", "act,relation,rule", $"{First},applies,{Second}");
        byte[] events = Bytes(package, Events);
        return package.Set("datapackage.json", string.Create(CultureInfo.InvariantCulture, $$"""
            { "name": "toy", "version": "1.2.3", "resources": [
              { "name": "events", "path": "events.csv", "bytes": {{events.Length}}, "hash": "sha256:{{Convert.ToHexStringLower(SHA256.HashData(events))}}",
                "schema": { "primaryKey": ["id"], "fields": [{{string.Join(", ", MemoryPackage.EventHeader.Split(',').Select(name => $"{{ \"name\": \"{name}\" }}"))}}] } },
              { "name": "rule-links", "path": "rule-links.csv",
                "schema": { "primaryKey": ["act", "rule"], "fields": [{ "name": "act" }, { "name": "relation" }, { "name": "rule" }],
                  "foreignKeys": [{ "fields": ["act"], "reference": { "resource": "events", "fields": ["id"] } }, { "fields": ["rule"], "reference": { "resource": "events", "fields": ["id"] } }] } } ] }
            """));
    }

    public static byte[] Bytes(MemoryPackage package, string name)
    {
        using Stream stream = package.Open(name)!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Writes a package below the place's folder.</summary>
    public static PackageFolder Write(this Place place, MemoryPackage package)
    {
        string folder = Directory.CreateTempSubdirectory("fangshou-test-package-").FullName, moved = Path.Combine(place.Folder, Path.GetFileName(folder));
        Directory.Move(folder, moved);
        foreach (string file in package.Names)
        {
            string path = Path.Combine(moved, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, Bytes(package, file));
        }

        return PackageFolder.At(moved);
    }

    public static Task<Workspace> Init(this Place place, MemoryPackage? package = null, string? at = null) =>
        Workspace.InitAsync(at ?? place.New(), place.Write(package ?? Package()), "Ann", new SteppingTime(), Cancellation);

    public static async Task<WorkspaceRow> Row(this Workspace workspace, string key = First, string table = Events) =>
        (await workspace.PackageAsync(Cancellation)).Table(table)!.Find(key)!;

    /// <summary>An edit of one cell of a row as it now stands.</summary>
    public static async Task<Draft> Edit(this Workspace workspace, string column, string text, string key = First, string table = Events) =>
        Draft.Edit(table, key, (await workspace.Row(key, table)).Version, new Dictionary<string, string>(StringComparer.Ordinal) { [column] = text }, "It was wrong.", "https://example.org/why");

    public static async Task<long> Propose(this Workspace workspace, Draft draft, string who = "Bo")
    {
        Proposal proposal = await workspace.Candidates.ProposeAsync(draft, who, Cancellation);
        Assert.True(proposal.Candidate is not null, string.Join('\n', proposal.Judgement.Findings));
        return proposal.Candidate.Value;
    }

    public static async Task<Review> Approve(this Workspace workspace, long candidate, string who = "Cy") => await workspace.Candidates.ReviewAsync(candidate, approve: true, who, "", Cancellation);

    public static async Task Change(this Workspace workspace, Draft draft) => Assert.Equal(CandidateState.Approved, (await workspace.Approve(await workspace.Propose(draft))).State);

    public static Draft NewEvent(string id, string title = "Something happens", string date = "2020-11-03") => Draft.New(
        Events,
        MemoryPackage.EventHeader.Split(',').Zip(MemoryPackage.Row(id, areas: "financial-stability", title: title, date: date).Split(',')).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal),
        "It was missing.", "https://example.org/new");

    public static string Text(this WorkspacePackage package, string name) => System.Text.Encoding.UTF8.GetString(package.Bytes(name)!);

    /// <summary>Every file of the package, by name.</summary>
    public static Dictionary<string, byte[]> Contents(this WorkspacePackage package) => package.Files.ToDictionary(name => name, name => package.Bytes(name)!, StringComparer.Ordinal);
}
