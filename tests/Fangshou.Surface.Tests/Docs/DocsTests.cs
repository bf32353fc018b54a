using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.VisualBasic.FileIO;

namespace Fangshou.Surface.Tests.Docs;

public sealed partial class DocsTests
{
    [Fact]
    public void Every_relative_link_in_a_page_leads_to_a_file_and_a_heading()
    {
        List<string> broken = [];
        int followed = 0;
        foreach (string page in Repository.Pages())
        {
            foreach (Match link in Link().Matches(Repository.Prose(Repository.ReadPage(page))))
            {
                string target = link.Groups["target"].Value;
                if (target.Contains(':', StringComparison.Ordinal))
                    continue;
                followed++;
                string[] parts = target.Split('#', 2);
                string path = parts[0].Length == 0
                    ? Path.Combine(Repository.Root, page)
                    : Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, Uri.UnescapeDataString(parts[0])));
                if (!File.Exists(path) && !Directory.Exists(path))
                    broken.Add($"{page}: {target} does not exist");
                else if (parts.Length == 2 && !(File.Exists(path) && Repository.Anchors(File.ReadAllText(path)).Contains(parts[1])))
                    broken.Add($"{page}: {target} names no heading");
            }
        }

        Assert.Empty(broken);
        Assert.True(followed > 20, $"Only {followed} links were found; the search for links is broken.");
    }

    [Fact]
    public void Every_command_in_a_page_exists()
    {
        List<string> unknown = [];
        HashSet<string> named = [];
        foreach (string page in Repository.Pages())
        {
            foreach (Match match in Command().Matches(Repository.ReadPage(page)))
            {
                string[] words = match.Groups["words"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (Commands.Accepts(words))
                    named.Add(words[0]);
                else
                    unknown.Add($"{page}: {match.Value}");
            }
        }

        Assert.Empty(unknown);
        Assert.Equal(Commands.Known.Keys.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_command_is_described_in_the_guide()
    {
        string guide = Repository.Read("docs/guide/cli.md");
        foreach ((string noun, string[] verbs) in Commands.Known)
        {
            foreach (string command in verbs.Length == 0 ? [noun] : verbs.Select(verb => $"{noun} {verb}".TrimEnd()))
                Assert.Contains($"| `{command}", guide, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ledger check x.csv", true)]
    [InlineData("brief", true)]
    [InlineData("brief CN/gaming", true)]
    [InlineData("ledger", false)]
    [InlineData("ledger import x.csv", false)]
    [InlineData("forecast tomorrow", false)]
    [InlineData("courts", true)]
    [InlineData("courts --claimant Lakala", true)]
    [InlineData("courts queue --claimant Lakala", true)]
    [InlineData("courts list", false)]
    public void Only_known_commands_are_accepted(string words, bool accepted) =>
        Assert.Equal(accepted, Commands.Accepts(words.Split(' ')));

    [Fact]
    public void The_section_Start_of_the_README_opens_with_the_two_commands()
    {
        string readme = Repository.Read("README.md");
        string start = readme[readme.IndexOf("\n## Start\n", StringComparison.Ordinal)..];
        Assert.Equal(
            ["dotnet run -c Release --project src/Fangshou.Cli -- brief", "dotnet test -c Release"],
            Repository.FencedBlocks(start).Take(2));
    }

    /// <summary>A reader who saves the guide's files under the names that stand there can run them.</summary>
    [Fact]
    public void The_examples_of_own_scenarios_run()
    {
        using TempFolder folder = new();
        MatchCollection files = SavedFile().Matches(Repository.Read("docs/guide/own-scenarios.md"));
        Assert.Equal(["confidence-and-mission.json", "two-towns.json", "kite-scandal.json"], files.Select(file => file.Groups["name"].Value));
        foreach (Match file in files)
            File.WriteAllText(folder[file.Groups["name"].Value], file.Groups["text"].Value);
        foreach (string scenario in (string[])["confidence-and-mission.json", "kite-scandal.json"])
        {
            CliResult result = CliRun.Of("scenario", "run", scenario, "--replicates", "32").In(folder.Path).Go();
            Assert.True(result.ExitCode == 0, result.Error);
        }

        Assert.Equal(0, CliRun.Of("scenario", "compare", "confidence-and-mission.json", "--replicates", "32").In(folder.Path).Go().ExitCode);
        Assert.Equal(0, CliRun.Of("scenario", "sweep", "kite-scandal.json", "--replicates", "32").In(folder.Path).Go().ExitCode);
    }

    [Fact]
    public void The_example_of_an_own_claim_can_be_checked()
    {
        using TempFolder folder = new();
        Match file = Assert.Single(SavedFile().Matches(Repository.Read("docs/guide/claims.md")));
        File.WriteAllText(folder[file.Groups["name"].Value], file.Groups["text"].Value);
        CliResult result = CliRun.Of("claims", "check", file.Groups["name"].Value, "--format", "csv").In(folder.Path).Go();
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.DoesNotContain("notEnough", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_of_a_test_by_year_can_be_checked()
    {
        string guide = Repository.Read("docs/guide/claims.md"), test = guide.Split("### By year")[1].Split("```json")[1].Split("```")[0];
        using TempFolder folder = new();
        File.WriteAllText(folder["games.json"], $$"""{ "id": "games", "sentence": "-", "by": "-", "on": "2024", "source": "-", "refutedBy": "-", "tests": [{{test}}] }""");
        CliResult result = CliRun.Of("claims", "show", "games.json").In(folder.Path).Go();
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Contains("2018", result.Output, StringComparison.Ordinal);
    }

    /// <summary>A measure or member that the reader knows and the guide does not would be known to nobody.</summary>
    [Fact]
    public void Every_measure_is_explained_in_the_guide_to_claims()
    {
        string guide = Repository.Read("docs/guide/claims.md");
        using TempFolder folder = new();
        File.WriteAllText(folder["none.json"], """{ "id": "none", "sentence": "-", "by": "-", "on": "2024", "source": "-", "refutedBy": "-", "tests": [{ "says": "-", "atLeast": 1 }] }""");
        string fault = CliRun.Of("claims", "check", "none.json").In(folder.Path).Go().Error;
        string[] measures = Measures().Match(fault).Groups["names"].Value.Split(", ", StringSplitOptions.RemoveEmptyEntries);
        Assert.True(measures.Length > 10, fault);
        Assert.All(measures, name => Assert.Contains($"| `{name}` |", guide, StringComparison.Ordinal));
    }

    [Fact]
    public void The_version_is_the_same_in_the_build_and_in_the_citation()
    {
        string build = VersionInBuild().Match(Repository.Read("Directory.Build.props")).Groups["version"].Value;
        string citation = Repository.Read("CITATION.cff");
        Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+", build);
        Assert.Contains($"\nversion: {build}\n", citation, StringComparison.Ordinal);
        Assert.Contains($"\n    version: {build}\n", citation, StringComparison.Ordinal);
        Assert.Contains(build, Repository.Read("CHANGELOG.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_of_own_data_has_the_columns_that_the_guide_explains_and_is_marked_invented()
    {
        string guide = Repository.Read("docs/guide/own-data.md");
        string example = Repository.FencedBlocks(guide).Single(block => block.StartsWith("id,date,", StringComparison.Ordinal));
        using TextFieldParser parser = new(new StringReader(example)) { Delimiters = [","], HasFieldsEnclosedInQuotes = true };
        List<string[]> lines = [];
        while (parser.ReadFields() is { } fields)
            lines.Add(fields);

        string table = guide[guide.IndexOf("## The columns", StringComparison.Ordinal)..guide.IndexOf("### Severity", StringComparison.Ordinal)];
        string[] explained =
        [
            .. table.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))
                .SelectMany(line => line.Split('|')[1].Split(',').Select(name => name.Trim(' ', '`'))),
        ];
        Assert.Equal(explained.Order(StringComparer.Ordinal), lines[0].Order(StringComparer.Ordinal));
        Assert.Equal(5, lines.Count);
        Assert.All(lines, line => Assert.Equal(lines[0].Length, line.Length));
        Assert.All(lines.Skip(1), line => Assert.StartsWith("INVENTED: ", line[Array.IndexOf(lines[0], "title")], StringComparison.Ordinal));
    }

    [Fact]
    public void The_envelope_shown_in_the_guide_keeps_to_its_schema()
    {
        string shown = Repository.FencedBlocks(Repository.Read("docs/guide/cli.md")).Single(block => block.Contains("\"schema\"", StringComparison.Ordinal));
        using JsonDocument document = JsonDocument.Parse(shown);
        Assert.Empty(SchemaCheck.Errors("urn:fangshou:envelope:1", document.RootElement));
    }

    [Fact]
    public void No_term_of_the_glossary_is_explained_twice_and_each_has_its_Chinese()
    {
        List<string[]> rows =
        [
            .. Repository.Read("docs/glossary.md").Split('\n')
                .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| ---", StringComparison.Ordinal))
                .Select(line => line.Trim('|', ' ').Split(" | "))
                .Where(cells => cells[0] != "term"),
        ];
        Assert.True(rows.Count > 40, $"Only {rows.Count} terms were found.");
        Assert.All(rows, cells => Assert.Equal(3, cells.Length));
        Assert.All(rows, cells => Assert.True(cells[2].Length > 20 && cells[2].Contains('.', StringComparison.Ordinal), $"'{cells[0]}' is not explained in a sentence."));
        Assert.All(rows, cells => Assert.True(cells[1].Any(c => c is >= '\u4e00' and <= '\u9fff'), $"'{cells[0]}' has no Chinese term."));
        Assert.Empty(rows.GroupBy(cells => cells[0], StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.Empty(rows.GroupBy(cells => cells[1], StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Fact]
    public void Decision_records_are_numbered_without_gaps_and_say_what_would_change_our_mind()
    {
        string[] records = [.. Repository.Files().Where(f => f.StartsWith("docs/adr/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(records);
        for (int i = 0; i < records.Length; i++)
        {
            string name = Path.GetFileName(records[i]);
            Assert.Matches("^[0-9]{4}-[a-z0-9-]+\\.md$", name);
            Assert.Equal(i + 1, int.Parse(name[..4], CultureInfo.InvariantCulture));
            string text = Repository.Read(records[i]);
            Assert.StartsWith($"# {i + 1}. ", text, StringComparison.Ordinal);
            foreach (string part in (string[])["Context. ", "Decision. ", "Consequence. ", "What would change our mind. "])
                Assert.Contains($"\n{part}", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_file_names_a_folder_of_somebodys_machine()
    {
        List<string> found = [];
        foreach (string file in Repository.Files().Where(IsText))
        {
            foreach (Match match in LocalPath().Matches(Repository.Read(file)))
                found.Add($"{file}: {match.Value}");
        }

        Assert.Empty(found);
    }

    [Theory]
    [InlineData("see /{0}/shared/x.md", "work", true)]
    [InlineData("in '/{0}/ann/fangshou'", "home", true)]
    [InlineData("(/{0}/wt/src)", "tmp", true)]
    [InlineData("C:\\{0}\\ann", "Users", true)]
    [InlineData("https://example.org/{0}/ann", "home", false)]
    [InlineData("team{0}/shared", "work", false)]
    public void Folders_of_a_machine_are_told_from_addresses(string text, string folder, bool local) =>
        // Put together here, so that this file does not hold what it forbids.
        Assert.Equal(local, LocalPath().IsMatch(string.Format(CultureInfo.InvariantCulture, text, folder)));

    static bool IsText(string file) => Path.GetExtension(file) is not (".png" or ".ico" or ".pdf" or ".parquet" or ".xlsx");

    [GeneratedRegex(@"`(?<name>[a-z-]+\.json)`[^`]*```json\n(?<text>[^`]*)```", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex SavedFile();

    [GeneratedRegex("needs one of (?<names>count[^.]*)\\.", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Measures();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Link();

    [GeneratedRegex("<Version>(?<version>[^<]+)</Version>", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex VersionInBuild();

    /// <summary>Words after the program's name, wherever a page names it with a command.</summary>
    [GeneratedRegex(@"(?:(?<=[`\n] *)fangshou|dotnet run [^\n`]*?Fangshou\.Cli --) +(?<words>[a-z][^\n`]*)", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Command();

    [GeneratedRegex(@"(?<![\w.:/~%-])/(?:home|root|work|tmp|Users)/\w|file:///(?:home|root|work|tmp|Users)\b|[A-Za-z]:\\Users\\", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex LocalPath();
}
