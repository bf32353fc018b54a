using System.Text.Json;
using Fangshou.Surface.Tests.Docs;

namespace Fangshou.Surface.Tests.Claims;

public sealed class ClaimsCommandTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    static JsonElement Answer(string form, params string[] arguments)
    {
        CliResult result = CliRun.Run([.. arguments, "--json"]);
        Assert.True(result.ExitCode == 0, result.Error);
        JsonElement answer = JsonDocument.Parse(result.Output).RootElement;
        Assert.Empty(SchemaCheck.Errors($"urn:fangshou:{form}:1", answer));
        return answer;
    }

    static string[] Shipped => [.. Directory.GetFiles(Path.Combine(Repository.Root, "claims"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_shipped_claim_gets_a_verdict_with_figures()
    {
        JsonElement[] claims = [.. Answer("claims-check", "claims", "check").GetProperty("data").GetProperty("claims").EnumerateArray()];
        Assert.True(claims.Length >= 16);
        Assert.Equal(Shipped, claims.Select(claim => claim.GetProperty("id").GetString()));
        Assert.All(claims, claim =>
        {
            Assert.NotEqual("notEnough", claim.GetProperty("verdict").GetString());
            Assert.Contains(claim.GetProperty("tests").EnumerateArray(), test => test.GetProperty("value").ValueKind != JsonValueKind.Null);
        });
    }

    [Fact]
    public void A_verdict_is_that_of_the_day()
    {
        string Verdict(params string[] more) => Answer("claims-check", ["claims", "check", "mergers-went-unchallenged-and-were-punished-later", .. more])
            .GetProperty("data").GetProperty("claims")[0].GetProperty("verdict").GetString()!;
        Assert.Equal("supported", Verdict());
        Assert.NotEqual("supported", Verdict("--as-of", "2020-10-31"));
    }

    [Fact]
    public void One_claim_is_shown_with_the_rows_behind_it()
    {
        CliResult result = CliRun.Run("claims", "show", "the-us-investigated-an-ai-leader-china-did-not");
        Assert.Equal(0, result.ExitCode);
        JsonElement tests = Answer("claims-show", "claims", "show", "the-us-investigated-an-ai-leader-china-did-not").GetProperty("data").GetProperty("tests");
        string[] rows = [.. tests.EnumerateArray().SelectMany(test => test.GetProperty("rows").EnumerateArray().Select(row => row.GetString()!))];
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Contains(row, result.Output, StringComparison.Ordinal));
        string csv = CliRun.Run("claims", "show", "the-us-investigated-an-ai-leader-china-did-not", "--format", "csv").Output;
        Assert.StartsWith("test,row,what\n", csv, StringComparison.Ordinal);
        Assert.Equal(rows.Length, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1);
    }

    [Fact]
    public void A_table_holds_one_line_for_each_test_and_speaks_Chinese_when_asked()
    {
        string csv = CliRun.Run("claims", "check", "the-onset-was-sudden", "--format", "csv").Output;
        Assert.StartsWith("claim,verdict,test,says,unit,value,low,high,side,threshold,test_verdict,rows,lacking\n", csv, StringComparison.Ordinal);
        Assert.Equal(4, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("结论", CliRun.Run("claims", "check", "the-onset-was-sudden", "--lang", "zh").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("page.html", "en", "<!DOCTYPE html>", "Verdict")]
    [InlineData("page.htm", "zh", "<!DOCTYPE html>", "结论")]
    [InlineData("page.md", "en", "# ", "Verdict")]
    [InlineData("page.md", "zh", "# ", "结论")]
    public void A_page_tells_what_the_answer_does_and_the_verdict_of_the_day_it_was_said(string file, string language, string begins, string heading)
    {
        const string Id = "the-us-investigated-an-ai-leader-china-did-not";
        CliResult result = CliRun.Of("claims", "show", Id, "--lang", language, "-o", file).In(folder.Path).Go();
        Assert.True(result.ExitCode == 0, result.Error);
        Assert.Empty(result.Output);
        string page = File.ReadAllText(folder[file]);
        Assert.StartsWith(begins, page, StringComparison.Ordinal);
        Assert.Contains(heading, page, StringComparison.Ordinal);
        JsonElement answer = Answer("claims-show", "claims", "show", Id), claim = answer.GetProperty("data");
        string asOf = answer.GetProperty("asOf").GetString()!;
        Assert.Contains($"fangshou claims show {Id} --as-of {asOf} --seed 1 {(language == "zh" ? "--lang zh " : "")}-o {Id}{Path.GetExtension(file)}", page, StringComparison.Ordinal);
        Assert.Contains(claim.GetProperty("source").GetString()!, page, StringComparison.Ordinal);
        foreach (JsonElement test in claim.GetProperty("tests").EnumerateArray())
            Assert.Contains(test.GetProperty(language == "zh" ? "saysZh" : "says").GetString()!, page, StringComparison.Ordinal);
        Assert.Contains(language == "zh" ? "2024年4月9日" : "9 April 2024", page, StringComparison.Ordinal);
    }

    const string ByYear = "the-centre-speaks-of-new-quality-productive-forces";

    /// <summary>The last year of the day of knowledge is told in part, on the screen, in JSON and on the page.</summary>
    [Theory]
    [InlineData("2024-04-09", "2024")]
    [InlineData("2025-12-30", "2025")]
    public void Figures_by_year_are_shown_with_the_year_that_is_told_in_part(string asOf, string inPart)
    {
        JsonElement[] tests = [.. Answer("claims-show", "claims", "show", ByYear, "--as-of", asOf).GetProperty("data").GetProperty("tests").EnumerateArray()];
        JsonElement[][] years = [.. tests.Select(test => test.GetProperty("years").EnumerateArray().ToArray()).Where(years => years.Length > 0)];
        Assert.Equal(3, years.Length);
        Assert.All(years, table =>
        {
            Assert.All(table.SkipLast(1), year => Assert.True(year.GetProperty("isWhole").GetBoolean()));
            Assert.False(table[^1].GetProperty("isWhole").GetBoolean());
            Assert.Equal(inPart, table[^1].GetProperty("year").GetRawText());
        });
        Assert.Equal(3, CliRun.Run("claims", "show", ByYear, "--as-of", asOf).Output.Split($"{inPart}, in part").Length - 1);
        foreach ((string file, string language, string part) in new[] { ("page.html", "en", $"{inPart}, in part"), ("page.html", "zh", $"{inPart}（不满全年）"), ("page.md", "en", $"| {inPart}, in part |") })
        {
            Assert.Equal(0, CliRun.Of("claims", "show", ByYear, "--as-of", asOf, "--lang", language, "-o", file).In(folder.Path).Go().ExitCode);
            Assert.Equal(3, File.ReadAllText(folder[file]).Split(part).Length - 1);
        }
    }

    [Fact]
    public void Claims_are_told_in_Chinese_where_their_files_are_and_else_in_English_with_a_note()
    {
        const string Note = "此处以英文显示";
        string chinese = CliRun.Run("claims", "show", ByYear, "--lang", "zh").Output;
        Assert.Contains("新质生产力", chinese, StringComparison.Ordinal);
        Assert.DoesNotContain("centre", chinese.Split("何种证据可推翻")[0], StringComparison.Ordinal);
        Assert.DoesNotContain(Note, CliRun.Run("claims", "check", "--lang", "zh").Output, StringComparison.Ordinal);

        File.WriteAllText(folder["half.json"], """
            { "id": "half", "sentence": "Half <told>.", "sentenceZh": "只译了一半。", "by": "Invented", "on": "2024", "source": "-", "refutedBy": "Nothing at all.",
              "tests": [{ "says": "One act.", "count": { "cell": "CN/gaming" }, "atLeast": 1 }] }
            """);
        foreach (string[] verb in (string[][])[["check"], ["show"], ["show", "-o", "half.html"], ["show", "-o", "half.md"]])
        {
            CliResult half = CliRun.Of(["claims", verb[0], "half.json", .. verb[1..], "--lang", "zh"]).In(folder.Path).Go(), english = CliRun.Of(["claims", verb[0], "half.json", .. verb[1..]]).In(folder.Path).Go();
            Assert.DoesNotContain(Note, english.Output, StringComparison.Ordinal);
            if (verb.Length > 1)
                Assert.Equal(0, CliRun.Of(["claims", verb[0], "half.json", .. verb[1..], "--lang", "zh"]).In(folder.Path).Go().ExitCode);
            string told = verb.Length > 1 ? File.ReadAllText(folder[verb[^1]]) : half.Output;
            Assert.Contains("只译了一半", told, StringComparison.Ordinal);
            Assert.Contains("One act.", told, StringComparison.Ordinal);
            Assert.Contains(Note, told, StringComparison.Ordinal);
            Assert.DoesNotContain("Half", told, StringComparison.Ordinal);
        }

        Assert.Contains("<span lang=\"en\">Nothing at all.</span>", File.ReadAllText(folder["half.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_on_a_page_makes_the_page_again()
    {
        Assert.Equal(0, CliRun.Of("claims", "show", "courts-clear-mass-disputes", "-o", "first.html").In(folder.Path).Go().ExitCode);
        string first = File.ReadAllText(folder["first.html"]);
        string command = System.Net.WebUtility.HtmlDecode(first[(first.IndexOf("<code>", StringComparison.Ordinal) + 6)..first.IndexOf("</code>", StringComparison.Ordinal)]);
        Assert.Equal(0, CliRun.Of([.. command.Split(' ').Skip(1)]).In(folder.Path).Go().ExitCode);
        Assert.Equal(first, File.ReadAllText(folder["courts-clear-mass-disputes.html"]));
    }

    [Fact]
    public void A_page_of_a_day_before_it_was_said_holds_one_verdict()
    {
        Assert.Equal(0, CliRun.Of("claims", "show", "courts-clear-mass-disputes", "--as-of", "2020-01-01", "-o", "early.html").In(folder.Path).Go().ExitCode);
        string page = File.ReadAllText(folder["early.html"]);
        Assert.Contains("The knowledge date lies before the day on which it was said.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("when it was said", page, StringComparison.Ordinal);
        Assert.Equal(3, CliRun.Of("claims", "show", "absent.json", "-o", "none.html").In(folder.Path).Go().ExitCode);
        Assert.False(File.Exists(folder["none.html"]));
    }

    [Fact]
    public void An_unknown_claim_is_answered_with_the_nearest()
    {
        CliResult result = CliRun.Run("claims", "show", "the-onset-was-suden");
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("nearest: the-onset-was-sudden", result.Error, StringComparison.Ordinal);
        Assert.Equal(3, CliRun.Run("claims", "check", "absent.json").ExitCode);
    }

    [Fact]
    public void Every_fault_of_a_file_is_told_with_its_place()
    {
        File.WriteAllText(folder["faulty.json"], """
            {
              "id": "faulty", "sentence": "-", "by": "-", "on": "soon", "source": "-", "colour": "red",
              "tests": [
                { "says": "-", "count": { "cell": "CN/gamign" }, "atLeast": 1 },
                { "says": "-", "count": { "cell": "CN/gaming", "direction": ["tihgten"], "severity": 9 }, "atLeast": 1, "atMost": 2 },
                { "says": "-", "ties": { "cell": "CN/ai", "roles": ["invesstor"] }, "atLeast": 1 },
                { "says": "-", "phase": { "cell": "CN/ai", "phase": "strict" }, "atLeast": "half" },
                { "says": "-" }
              ]
            }
            """);
        CliResult result = CliRun.Of("claims", "check", "faulty.json").In(folder.Path).Go();
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(result.Output);
        foreach (string part in (string[])["refutedBy", "'soon'", "colour", "gamign", "tihgten", "severity", "invesstor", "'strict'", "needs one of count", "needs one of atLeast", "tests[3]"])
            Assert.Contains(part, result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{ \"id\": ")]
    [InlineData("{ \"tests\": [] }")]
    [InlineData("{ \"tests\": [1, null] }")]
    [InlineData("{ \"tests\": { \"says\": 1 } }")]
    public void What_is_no_claim_is_refused(string text)
    {
        File.WriteAllText(folder["bad.json"], text);
        CliResult result = CliRun.Of("claims", "check", "bad.json").In(folder.Path).Go();
        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("fangshou: bad.json", result.Error, StringComparison.Ordinal);
    }
}
