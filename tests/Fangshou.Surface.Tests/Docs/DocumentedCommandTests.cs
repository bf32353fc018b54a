using System.Text.RegularExpressions;

namespace Fangshou.Surface.Tests.Docs;

/// <summary>Every command that a page shows in a block is typed as it stands, in a folder that holds what the page says one has.</summary>
public sealed partial class DocumentedCommandTests : IDisposable
{
    readonly TempFolder folder = new();

    public DocumentedCommandTests()
    {
        foreach (string name in (string[])["docs/img", "rules", "laws"])
            Directory.CreateDirectory(folder[name]);
        // A sound file: the example of the guide uses words of its own, and the guide says that they are told so.
        File.WriteAllLines(folder["your.csv"], File.ReadLines(Path.Combine(Repository.Root, "data", "events.csv")).Take(20));
        File.WriteAllText(folder["my-scenario.json"], """{ "id": "my-scenario", "title": "Invented", "hypothesis": "None.", "extends": "ai-honeymoon.json" }""");
        File.WriteAllText(folder["rules/kites.md"], "Operators shall keep kites below 50 metres. They shall not fly them at night. Whoever does is fined up to EUR 100. The State encourages kites.\n");
        OwnPackage();
        foreach ((string file, string text) in SavedFiles())
            File.WriteAllText(folder[file], text);
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
        File.WriteAllText(folder["my-data/rule-links.csv"], File.ReadLines(folder["my-data/rule-links.csv"]).First() + "\n");
        File.AppendAllText(folder["my-data/vocabularies/jurisdictions.csv"], "XA,,Examplia,示例国,Invented\n");
        File.AppendAllText(folder["my-data/vocabularies/sectors.csv"], "drone-delivery,,,Drone delivery,无人机配送,Invented\n");
        File.AppendAllText(folder["my-data/vocabularies/actors.csv"], "INVENTED-AIR-OFFICE,Air Office,航空局,XA,central-agency,,,,,,Invented\nFIRM:Invented Kites,Invented Kites,风筝公司,XA,firm,,,,,,Invented\n");
    }

    public void Dispose()
    {
        foreach (string file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        folder.Dispose();
    }

    /// <summary>Commands that take minutes the first time, or texts that nobody may redistribute: each is run elsewhere, on a smaller question.</summary>
    static readonly string[] elsewhere = ["forecast backtest", "forecast issue", "phases score", "strictness evaluate", "strictness laws/", "strictness plans.jsonl", "scenario calibrate"];

    public static TheoryData<string> Pages => [.. Repository.Pages().Where(page => Lines(page).Any())];

    static IEnumerable<string> Lines(string page) =>
        from block in Repository.FencedBlocks(Repository.ReadPage(page))
        from line in block.Split('\n')
        let match = Typed().Match(line.Trim())
        where match.Success && !elsewhere.Any(match.Groups["words"].Value.StartsWith)
        select match.Groups["words"].Value;

    static IEnumerable<(string, string)> SavedFiles() =>
        from page in (string[])["docs/guide/own-scenarios.md", "docs/guide/claims.md"]
        from Match file in Saved().Matches(Repository.Read(page))
        select (file.Groups["name"].Value, file.Groups["text"].Value);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_command_of_a_page_runs(string page)
    {
        foreach (string words in Lines(page).Distinct())
        {
            string[] arguments = [.. Word().Matches(words).Select(word => word.Value.Trim('"', '\''))];
            CliResult result = CliRun.Of(arguments).In(folder.Path).Go();
            Assert.True(result.ExitCode == 0, $"{page}: fangshou {words} ended with {result.ExitCode}: {result.Error}");
            int written = Array.IndexOf(arguments, "-o") + 1;
            Assert.True(written > 0 ? new FileInfo(folder[arguments[written]]).Length > 100 : result.Output.Length > 100, $"{page}: fangshou {words} said next to nothing.");
        }
    }

    [Fact]
    public void The_search_for_commands_finds_them() => Assert.InRange(Repository.Pages().SelectMany(Lines).Distinct().Count(), 35, 200);

    [GeneratedRegex(@"^(?:fangshou|dotnet run .*Fangshou\.Cli --) (?<words>[a-z].*)$", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Typed();

    [GeneratedRegex("""'[^']*'|"[^"]*"|\S+""", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Word();

    [GeneratedRegex(@"`(?<name>[a-z-]+\.json)`[^`]*```json\n(?<text>[^`]*)```", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Saved();
}
