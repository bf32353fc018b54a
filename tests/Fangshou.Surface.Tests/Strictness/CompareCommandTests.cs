using System.Text.Json;
using System.Xml.Linq;
using Fangshou.Surface.Tests.Docs;

namespace Fangshou.Surface.Tests.Strictness;

public sealed class CompareCommandTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    static JsonElement Data(params string[] more)
    {
        CliResult result = CliRun.Run(["compare", "CN", "US", "EU", "--sector", "ai", "--json", .. more]);
        Assert.True(result.ExitCode == 0, result.Error);
        JsonElement answer = JsonDocument.Parse(result.Output).RootElement;
        Assert.Empty(SchemaCheck.Errors("urn:fangshou:compare:1", answer));
        return answer.GetProperty("data");
    }

    static JsonElement Cell(JsonElement data, string jurisdiction, string area) => data.GetProperty("cells").EnumerateArray()
        .Single(cell => cell.GetProperty("jurisdiction").GetString() == jurisdiction && cell.GetProperty("area").GetString() == area);

    static string[] Rows(string command, params string[] arguments) =>
        [.. JsonDocument.Parse(CliRun.Run([command, "list", .. arguments, "--json"]).Output).RootElement.GetProperty("data").GetProperty("events").EnumerateArray().Select(e => e.GetProperty("id").GetString()!)];

    [Fact]
    public void Every_number_has_its_rows_and_its_interval()
    {
        JsonElement data = Data();
        HashSet<string> ledger = [.. Rows("ledger")];
        Assert.All(data.GetProperty("cells").EnumerateArray(), cell =>
        {
            JsonElement rules = cell.GetProperty("rules");
            Assert.Equal(rules.GetProperty("ever").GetInt32(), rules.GetProperty("list").GetArrayLength());
            Assert.Equal(rules.GetProperty("inForce").GetInt32(), rules.GetProperty("list").EnumerateArray().Count(rule => rule.GetProperty("status").GetString() is "in-force" or "narrowed"));
            Assert.All(rules.GetProperty("list").EnumerateArray().SelectMany(rule => rule.GetProperty("stages").EnumerateArray()), row => Assert.Contains(row.GetString()!, ledger));
            foreach (string share in (string[])["binding", "grave"])
            {
                JsonElement found = cell.GetProperty(share);
                Assert.Equal(found.GetProperty("part").GetInt32(), found.GetProperty("partRows").GetArrayLength());
                Assert.Equal(found.GetProperty("whole").GetInt32(), found.GetProperty("wholeRows").GetArrayLength());
            }

            JsonElement enforcement = cell.GetProperty("enforcement");
            Assert.InRange(enforcement.GetProperty("perYear").GetDouble(), enforcement.GetProperty("low").GetDouble(), enforcement.GetProperty("high").GetDouble());
        });
    }

    [Theory]
    [InlineData("2024-04-09")]
    [InlineData("latest")]
    public void The_two_statements_get_verdicts_with_figures(string asOf)
    {
        JsonElement[] statements = [.. Data("--as-of", asOf).GetProperty("statements").EnumerateArray()];
        Assert.Equal(["stricter-on-content", "looser-otherwise"], statements.Select(s => s.GetProperty("id").GetString()));
        Assert.Equal("supported", statements[0].GetProperty("verdict").GetString());
        Assert.All(statements.SelectMany(s => s.GetProperty("tests").EnumerateArray()), test =>
        {
            Assert.InRange(test.GetProperty("value").GetDouble(), test.GetProperty("low").GetDouble(), test.GetProperty("high").GetDouble());
            Assert.NotEqual(0, test.GetProperty("rows").GetArrayLength());
        });
    }

    [Fact]
    public void What_was_repealed_later_was_in_force_before()
    {
        static string Status(JsonElement data) => Cell(data, "US", "all").GetProperty("rules").GetProperty("list").EnumerateArray()
            .Single(rule => rule.GetProperty("id").GetString() == "us-2023-10-30-biden-eo-14110").GetProperty("status").GetString()!;
        Assert.Equal("in-force", Status(Data("--as-of", "2024-04-09")));
        Assert.Equal("repealed", Status(Data()));
        Assert.Equal(0, Cell(Data("--as-of", "2024-04-09"), "EU", "all").GetProperty("rules").GetProperty("inForce").GetInt32());
    }

    [Fact]
    public void One_area_is_told_with_its_rows()
    {
        CliResult result = CliRun.Run("compare", "CN", "US", "--sector", "ai", "--area", "content-control");
        Assert.Equal(0, result.ExitCode);
        foreach (string part in (string[])["cn-2022-03-01-algorithm-provisions-in-force", "same rule", "enforcement", "does not bind", "control first"])
            Assert.Contains(part, result.Output, StringComparison.Ordinal);
        Assert.Contains("同一规则", CliRun.Run("compare", "CN", "US", "--sector", "ai", "--area", "content-control", "--lang", "zh").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_holds_a_line_for_each_measure()
    {
        string[] lines = CliRun.Run("compare", "CN", "US", "EU", "--sector", "ai", "--area", "data-privacy", "--format", "csv").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("jurisdiction,area,measure,unit,value,low,high,part,whole,rows", lines[0]);
        Assert.Contains(lines, line => line.StartsWith("EU,data-privacy,money,EUR,110700000,", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("CN,data-privacy,share-camp-control,share,", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en", "rules in force")]
    [InlineData("zh", "有效规则")]
    public void A_heatmap_says_its_numbers_in_words(string language, string words)
    {
        Assert.Equal(0, CliRun.Of("compare", "CN", "US", "EU", "--sector", "ai", "--lang", language, "-o", "map.svg").In(folder.Path).Go().ExitCode);
        XElement svg = XElement.Load(folder["map.svg"]);
        Assert.True(svg.Elements(svg.Name.Namespace + "text").Count(text => text.Value.Contains(words, StringComparison.Ordinal)) >= 3 * 10);
        Assert.Equal(0, CliRun.Of("compare", "CN", "US", "-o", "map.png").In(folder.Path).Go().ExitCode);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(folder["map.png"])[..4]);
    }

    [Theory]
    [InlineData(2, "two jurisdictions", "CN")]
    [InlineData(2, "two jurisdictions")]
    [InlineData(2, "CN includes CN-GD", "CN", "CN-GD")]
    [InlineData(2, "unknown option '--secotr'; did you mean '--sector'?", "CN", "US", "--secotr", "ai")]
    [InlineData(2, "named twice", "CN", "CN")]
    [InlineData(2, "'XX' is not a known jurisdiction", "CN", "XX")]
    [InlineData(2, "'aii' is not a known sector", "CN", "US", "--sector", "aii")]
    [InlineData(2, "'conten' is not a known area", "CN", "US", "--area", "conten")]
    [InlineData(2, "--from lies after", "CN", "US", "--from", "2099")]
    [InlineData(2, "is no day such as", "CN", "US", "--from", "soon")]
    [InlineData(3, "had a tightening act on ai by 2001-01-01", "CN", "US", "--sector", "ai", "--as-of", "2001-01-01")]
    [InlineData(3, "tightening act in financial-stability", "CN", "US", "--sector", "ai", "--area", "financial-stability")]
    public void Wrong_input_gets_one_clear_message(int exitCode, string message, params string[] arguments)
    {
        CliResult result = CliRun.Run(["compare", .. arguments]);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
