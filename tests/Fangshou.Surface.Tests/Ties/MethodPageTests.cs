using System.Globalization;
using System.Text.Json;
using Fangshou.Surface.Tests.Docs;

namespace Fangshou.Surface.Tests.Ties;

/// <summary>The figures of the pages on ties and courts are those that the program gives.</summary>
public class MethodPageTests
{
    [Fact]
    public void The_table_of_sectors_is_the_programs()
    {
        string page = Repository.Read("docs/method/interests.md");
        string part = page[page.IndexOf("<!-- sectors -->", StringComparison.Ordinal)..page.IndexOf("<!-- /sectors -->", StringComparison.Ordinal)];
        IEnumerable<JsonElement> sectors = Data("interests", "CN").GetProperty("sectors").EnumerateArray().Where(sector => sector.GetProperty("firms").GetInt32() >= 3);
        Assert.Equal(sectors.Select(Row), part.Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2));
    }

    [Fact]
    public void The_withdrawals_told_are_the_programs()
    {
        string page = Repository.Read("docs/method/interests.md");
        foreach ((string place, string told) in (ReadOnlySpan<(string, string)>)[("Shanghai", "from .49 to {0} without Shanghai"), ("Shenzhen", "to {0} without Shenzhen"), ("Beijing", "{0} without Beijing"), ("Hangzhou", "{0} without Hangzhou or Hefei"), ("Hefei", "{0} without Hangzhou or Hefei")])
        {
            JsonElement without = Data("interests", "CN", "--without", place).GetProperty("without");
            Assert.Contains(string.Format(CultureInfo.InvariantCulture, told, Two(without.GetProperty("indexAfter").GetDouble())), page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("CN/semiconductors", "Shanghai", "Changxin Xinqiao", "goes from {0:0.0} to {1:0.0} %")]
    [InlineData("CN/electric-vehicles", "Hefei", "XPeng", "goes from {0:0} to {1:0} % without Hefei")]
    public void The_gains_told_are_the_programs(string cell, string place, string firm, string told)
    {
        JsonElement sector = Data("interests", cell, "--without", place).GetProperty("without").GetProperty("sectors")[0];
        JsonElement gain = sector.GetProperty("gains").EnumerateArray().Single(one => one.GetProperty("firm").GetString() == firm);
        Assert.Contains(
            string.Format(CultureInfo.InvariantCulture, told, 100 * gain.GetProperty("shareBefore").GetDouble(), 100 * gain.GetProperty("shareAfter").GetDouble()),
            Repository.Read("docs/method/interests.md"), StringComparison.Ordinal);
        Assert.Equal(cell == "CN/semiconductors" ? (7, 6) : (1, 1), (sector.GetProperty("losses").GetArrayLength(), sector.GetProperty("gains").GetArrayLength()));
    }

    [Fact]
    public void What_the_mechanism_makes_of_it_is_the_programs()
    {
        string page = Repository.Read("docs/method/interests.md");
        JsonElement[] both = [.. Data("scenario", "compare", "one-place-leaves", "local-protection-removed", "--severity", "8").GetProperty("comparisons").EnumerateArray()];
        string[] others = [.. both.Select(one => one.GetProperty("differences").EnumerateArray().Single(d => d.GetProperty("quantity").GetString() == "other-sectors-following")).Select(Told)];
        Assert.Contains($"{others[0].Replace(" (", " more crackdowns within a year when one place leaves (", StringComparison.Ordinal)}, and {others[1].Replace(" (", " when all do (", StringComparison.Ordinal)}", page, StringComparison.Ordinal);

        JsonElement[] first = [.. both.Select(one => one.GetProperty("differences")[0])];
        Assert.All(first, d => Assert.Equal("0.3", Points(d.GetProperty("difference"))));
        string[] intervals = [.. first.Select(d => $"{Points(d.GetProperty("interval")[0])} to {Points(d.GetProperty("interval")[1])}")];
        Assert.Contains($"moves by +0.3 points either way ({intervals[0]} for one, {intervals[1]} for all;", page, StringComparison.Ordinal);

        static string Told(JsonElement d) => $"{Two(d.GetProperty("difference").GetDouble())} ({Two(d.GetProperty("interval")[0].GetDouble())} to {Two(d.GetProperty("interval")[1].GetDouble())})";

        static string Points(JsonElement share) => (100 * share.GetDouble()).ToString("0.0;−0.0", CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("2020-10-31", "{0} as known on 31 October 2020")]
    [InlineData("2022-12-31", "{0} at the end of 2022")]
    [InlineData("2024-04-09", "{0} on 9 April 2024")]
    public void The_index_of_the_past_is_the_programs(string day, string told) => Assert.Contains(
        string.Format(CultureInfo.InvariantCulture, told, Two(Data("interests", "CN/ai", "--as-of", day).GetProperty("sectors")[0].GetProperty("index").GetProperty("value").GetDouble())),
        Repository.Read("docs/method/interests.md"), StringComparison.Ordinal);

    [Fact]
    public void The_lenders_figures_are_the_programs()
    {
        string page = Repository.Read("docs/method/courts.md"), screen = CliRun.Run("courts", "queue", "--claimant", "Lakala").Output;
        foreach (string figure in (string[])["1,806", "15.5 judges", "96.7 %", "85 %", "3,611", "62,802", "62,232", "63,371", "12.8 months", "26.6 months"])
        {
            Assert.Contains(figure, page, StringComparison.Ordinal);
            Assert.Contains(figure, screen, StringComparison.Ordinal);
        }

        string contrast = CliRun.Run("courts", "--claimant", "Tencent").Output;
        Assert.Contains("between 24 and 59 points", page, StringComparison.Ordinal);
        Assert.Contains("between 24 and 59.", contrast, StringComparison.Ordinal);
    }

    static JsonElement Data(params string[] arguments) => JsonDocument.Parse(CliRun.Run([.. arguments, "--json"]).Output).RootElement.GetProperty("data");

    static string Row(JsonElement s) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {s.GetProperty("cell").GetString()} | {s.GetProperty("firms").GetInt32()} | {Two(s, "index")} ({Two(s, "index", 0)}–{Two(s, "index", 1)}) | {Two(s.GetProperty("indexAtWeakStep").GetDouble())}–{Two(s.GetProperty("indexAtStrongStep").GetDouble())} | {Share(s, "reach")} % ({Share(s, "reach", 0)}–{Share(s, "reach", 1)}) | {Two(s, "bondOfReached")} | {Value(s, "rolesPerFirm"):#.0} | {Share(s, "localShare")} % | {Two(s.GetProperty("concentration").GetDouble())} |");

    static double Value(JsonElement sector, string part, int? end = null) => end is { } i ? sector.GetProperty(part).GetProperty("interval")[i].GetDouble() : sector.GetProperty(part).GetProperty("value").GetDouble();

    static string Two(JsonElement sector, string part, int? end = null) => Two(Value(sector, part, end));

    static string Two(double number) => number.ToString("#.00", CultureInfo.InvariantCulture);

    static string Share(JsonElement sector, string part, int? end = null) => (100 * Value(sector, part, end)).ToString("0", CultureInfo.InvariantCulture);
}
