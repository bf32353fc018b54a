using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fangshou.Surface.Tests.Web;

namespace Fangshou.Surface.Tests.Docs;

/// <summary>Commands that pages show in a block, typed as they stand in a folder that holds what the page says one has.</summary>
public abstract partial class DocumentedCommands : IDisposable
{
    readonly TempFolder folder = new();

    protected DocumentedCommands()
    {
        foreach (string name in (string[])["docs/img", "rules", "laws"])
            Directory.CreateDirectory(folder[name]);
        // A sound file: the example of the guide uses words of its own, and the guide says that they are told so.
        File.WriteAllLines(folder["your.csv"], File.ReadLines(Path.Combine(Repository.Root, "data", "events.csv")).Take(20));
        File.WriteAllText(folder["my-scenario.json"], """{ "id": "my-scenario", "title": "Invented", "hypothesis": "None.", "extends": "ai-honeymoon.json" }""");
        File.WriteAllText(folder["rules/kites.md"], "Operators shall keep kites below 50 metres. They shall not fly them at night. Whoever does is fined up to EUR 100. The State encourages kites.\n");
        InventedTexts();
        OwnPackage();
        foreach ((string file, string text) in SavedFiles())
            File.WriteAllText(folder[file], text);
    }

    /// <summary>In place of the laws, reports and labelled texts that nobody may redistribute: invented ones of the same names and forms.</summary>
    void InventedTexts()
    {
        foreach (string law in (string[])["个人信息保护法", "算法推荐管理规定", "网络安全法", "反垄断法(2022)", "关于鼓励放风筝的规定"])
            File.WriteAllText(folder[$"laws/{law}.md"], $"{law}。放风筝的人应当看天，不得夜间放飞。违者处一百元以下罚款。国家鼓励放风筝。\n");
        File.WriteAllText(folder["work-reports.jsonl"], """{ "title": "(2018)", "content": "我们要鼓励放风筝，支持风筝产业发展。" }""" + "\n");
        File.WriteAllText(folder["plans.jsonl"], """{ "title": "Kite action plan", "text": "The State encourages kites. Schools shall teach how to fly them." }""" + "\n");
        string sentences = string.Join(',', Enumerable.Range(0, 20).Select(i => $"\"{(i % 2 == 0 ? $"Flyer {i} shall hold the string." : $"Kite {i} means a toy.")}\":\"{(i % 2 == 0 ? "regulatory" : "constitutive")}\""));
        File.WriteAllText(folder["labelled.json"], $"{{{sentences}}}");
        File.WriteAllText(folder["tracker.csv"], "Date,C1E_School closing,C1_Notes\n" + string.Concat(Enumerable.Range(0, 20).Select(i => $"20310101,{i % 3}.00,Note {i} says that schools must close\n")));
    }

    /// <summary>The shipped package, changed as the guide says: with the guide's own rows and the words that they use.</summary>
    void OwnPackage()
    {
        string data = Path.Combine(Repository.Root, "data");
        foreach (string file in Directory.GetFiles(data, "*", SearchOption.AllDirectories))
        {
            string copy = folder[Path.Combine("my-data", Path.GetRelativePath(data, file))];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.WriteAllText(folder["my-data/events.csv"], Repository.FencedBlocks(Repository.Read("docs/guide/own-data.md")).Single(block => block.StartsWith("id,date,", StringComparison.Ordinal)) + "\n");
        foreach (string table in (string[])["my-data/rule-links.csv", "my-data/consultations.csv"])
            File.WriteAllText(folder[table], File.ReadLines(folder[table]).First() + "\n");
        File.AppendAllText(folder["my-data/vocabularies/jurisdictions.csv"], "XA,,Examplia,示例国,Invented\n");
        File.AppendAllText(folder["my-data/vocabularies/sectors.csv"], "drone-delivery,,,Drone delivery,无人机配送,Invented\n");
        File.AppendAllText(folder["my-data/vocabularies/actors.csv"], "INVENTED-AIR-OFFICE,Air Office,航空局,XA,central-agency,,,,,,Invented\nFIRM:Invented Kites,Invented Kites,风筝公司,XA,firm,,,,,,Invented\n");
    }

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        foreach (string file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        folder.Dispose();
    }

    /// <summary>Ends when it is stopped: the tests of the dashboard start it.</summary>
    static readonly string[] endless = ["serve"];

    /// <summary>Commands that take minutes the first time.</summary>
    protected static ImmutableArray<string> Slow { get; } = ["forecast backtest", "forecast issue", "phases score"];

    protected static bool IsSlow(string line) => Slow.Any(line.StartsWith);

    protected static IEnumerable<string> Lines(string page) =>
        from block in Repository.FencedBlocks(Repository.ReadPage(page))
        from line in block.Split('\n')
        let match = Typed().Match(line.Trim())
        where match.Success && !endless.Contains(match.Groups["words"].Value.Split(' ')[0])
        select match.Groups["words"].Value;

    static IEnumerable<(string, string)> SavedFiles() =>
        from page in (string[])["docs/guide/own-scenarios.md", "docs/guide/claims.md"]
        from Match file in Saved().Matches(Repository.Read(page))
        select (file.Groups["name"].Value, file.Groups["text"].Value);

    protected void Type(string page, string words)
    {
        string[] arguments = [.. Word().Matches(words).Select(word => word.Value.Trim('"', '\''))];
        CliResult result = CliRun.Of(arguments).In(folder.Path).Waiting(TimeSpan.FromMinutes(10)).Go();
        Assert.True(result.ExitCode == 0, $"{page}: fangshou {words} ended with {result.ExitCode}: {result.Error}");
        int written = Array.IndexOf(arguments, "-o") + 1;
        Assert.True(written > 0 ? new FileInfo(folder[arguments[written]]).Length > 100 : result.Output.Length > 100, $"{page}: fangshou {words} said next to nothing.");
    }

    [GeneratedRegex(@"^(?:fangshou|dotnet run .*Fangshou\.Cli --) (?<words>[a-z].*)$", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Typed();

    [GeneratedRegex("""'[^']*'|"[^"]*"|\S+""", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Word();

    [GeneratedRegex(@"`(?<name>[a-z-]+\.json)`[^`]*```json\n(?<text>[^`]*)```", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Saved();
}

/// <summary>Those that a reader does not wait for long.</summary>
public sealed class DocumentedCommandTests : DocumentedCommands
{
    public static TheoryData<string> Pages => [.. Repository.Pages().Where(page => Lines(page).Any(line => !IsSlow(line)))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_of_a_page_runs(string page)
    {
        foreach (string words in Lines(page).Where(line => !IsSlow(line)).Distinct())
            Type(page, words);
    }

    [Fact]
    public void The_search_for_commands_finds_them() => Assert.InRange(Repository.Pages().SelectMany(Lines).Distinct().Count(), 35, 200);
}

/// <summary>Those that take minutes the first time: one after the other, for those later in the list go on from what the first has left in the cache.</summary>
/// <remarks>Among the tests of the dashboard, which are done one at a time: the past that its page of forecasts works out is the same, and need not be worked out twice at once.</remarks>
[Collection(DashboardCollection.Name)]
public sealed class LongDocumentedCommandTests : DocumentedCommands
{
    [SlowFact]
    public void Every_command_that_takes_minutes_runs()
    {
        // Where only the file differs that the answer is written to, one is typed.
        (string Page, string Words)[] typed = [.. Repository.Pages().SelectMany(page => Lines(page).Where(IsSlow).Select(words => (page, words))).OrderByDescending(line => line.words.Contains(Written, StringComparison.Ordinal)).DistinctBy(line => line.words.Split(Written)[0])];
        Assert.All(Slow, start => Assert.Contains(typed, line => line.Words.StartsWith(start, StringComparison.Ordinal)));
        foreach ((string page, string words) in typed)
            Type(page, words);
    }

    const string Written = " -o ";
}
