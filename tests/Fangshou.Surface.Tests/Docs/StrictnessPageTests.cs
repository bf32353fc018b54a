using System.Globalization;
using System.Text.Json;

namespace Fangshou.Surface.Tests.Docs;

/// <summary>The verdicts and the figure of the page on strictness are those that the program gives.</summary>
public sealed class StrictnessPageTests
{
    const string Page = "docs/method/strictness.md";

    [Fact]
    public void Its_verdicts_are_the_programs()
    {
        string page = Repository.Read(Page);
        string part = page[page.IndexOf("<!-- statements -->", StringComparison.Ordinal)..page.IndexOf("<!-- /statements -->", StringComparison.Ordinal)];
        Assert.Equal(
            ((string[])["2024-04-09", "latest"]).SelectMany(Rows),
            part.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2));
    }

    [Fact]
    public void Its_figure_is_the_one_that_the_command_above_it_draws()
    {
        using TempFolder folder = new();
        Assert.Equal(0, CliRun.Of("compare", "CN", "US", "EU", "--sector", "ai", "-o", "map.svg").In(folder.Path).Go().ExitCode);
        Assert.Equal(Repository.Read("docs/img/compare-ai.svg"), File.ReadAllText(folder["map.svg"]));
    }

    static IEnumerable<string> Rows(string asOf)
    {
        JsonElement answer = JsonDocument.Parse(CliRun.Run("compare", "CN", "US", "EU", "--sector", "ai", "--as-of", asOf, "--json").Output).RootElement;
        return
            from statement in answer.GetProperty("data").GetProperty("statements").EnumerateArray()
            from test in statement.GetProperty("tests").EnumerateArray()
            select $"| {answer.GetProperty("asOf")} | {statement.GetProperty("id")} | {test.GetProperty("says")} | {Points(test, "value")} ({Points(test, "low")} … {Points(test, "high")}) | {test.GetProperty("verdict")} |";
    }

    static string Points(JsonElement test, string part) => Math.Round(100 * test.GetProperty(part).GetDouble()).ToString("+0;−0;0", CultureInfo.InvariantCulture);
}
