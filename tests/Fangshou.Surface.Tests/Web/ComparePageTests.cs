using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Fangshou.Surface.Tests.Web;

[Collection(DashboardCollection.Name)]
public sealed class ComparePageTests(RunningDashboard dashboard)
{
    static JsonElement Data(params string[] arguments)
    {
        CliResult result = CliRun.Run(["compare", .. arguments, "--json"]);
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonDocument.Parse(result.Output).RootElement.GetProperty("data");
    }

    [Theory]
    [InlineData("/compare", "CN", "US", "EU", "--sector", "ai")]
    [InlineData("/compare?jurisdictions=US&jurisdictions=CN&jurisdictions=&sector=*&asOf=2024-04-09", "US", "CN", "--as-of", "2024-04-09")]
    [InlineData("/compare?jurisdictions=CN,EU&sector=platform-economy&from=2020-01-01", "CN", "EU", "--sector", "platform-economy", "--from", "2020-01-01")]
    public async Task The_heatmap_and_the_verdicts_are_those_of_the_command(string address, params string[] arguments)
    {
        string page = await dashboard.Page(address);
        JsonElement data = Data(arguments);
        Assert.All(data.GetProperty("cells").EnumerateArray(), cell =>
        {
            JsonElement enforcement = cell.GetProperty("enforcement");
            Assert.Contains(Invariant($"{enforcement.GetProperty("perYear").GetDouble():0.0} a year ({enforcement.GetProperty("low").GetDouble():0.0} … {enforcement.GetProperty("high").GetDouble():0.0})"), page, StringComparison.Ordinal);
            if (cell.GetProperty("binding").GetProperty("whole").GetInt32() > 0)
                Assert.Contains($", {cell.GetProperty("binding").GetProperty("part")}/{cell.GetProperty("binding").GetProperty("whole")}", page, StringComparison.Ordinal);
            Assert.Contains($"at={cell.GetProperty("jurisdiction")}%2F{cell.GetProperty("area")}", page, StringComparison.Ordinal);
        });
        Assert.All(data.GetProperty("statements").EnumerateArray(), statement =>
        {
            Assert.Contains(statement.GetProperty("sentence").GetString()!, page, StringComparison.Ordinal);
            Assert.All(statement.GetProperty("tests").EnumerateArray(), test =>
            {
                if (test.GetProperty("value").ValueKind == JsonValueKind.Number)
                    Assert.Contains(Invariant($"{Points(test, "value")} ({Points(test, "low")} … {Points(test, "high")})"), page, StringComparison.Ordinal);
                Assert.All(test.GetProperty("rows").EnumerateArray(), row => Assert.Contains($"/events/{row}", page, StringComparison.Ordinal));
            });
        });

        static string Points(JsonElement test, string name) => (100 * test.GetProperty(name).GetDouble()).ToString("+0;−0;0", CultureInfo.InvariantCulture) + " points";
    }

    [Fact]
    public async Task A_cell_of_the_heatmap_opens_the_rows_behind_it()
    {
        string page = await dashboard.Page("/compare?at=CN/content-control");
        string drawer = page[page.IndexOf("id=\"evidence\"", StringComparison.Ordinal)..];
        JsonElement cell = Data("CN", "US", "EU", "--sector", "ai", "--area", "content-control").GetProperty("cells").EnumerateArray().Single(c => c.GetProperty("jurisdiction").GetString() == "CN");
        string[] rows =
        [
            .. cell.GetProperty("rules").GetProperty("list").EnumerateArray().SelectMany(rule => rule.GetProperty("stages").EnumerateArray().Concat(rule.GetProperty("changedBy").EnumerateArray())).Select(row => row.GetString()!),
            .. cell.GetProperty("enforcement").GetProperty("rows").EnumerateArray().Select(row => row.GetString()!),
            .. cell.GetProperty("binding").GetProperty("wholeRows").EnumerateArray().Select(row => row.GetString()!),
        ];
        Assert.True(rows.Length > 20);
        Assert.All(rows, row => Assert.Contains($"/events/{row}\"", drawer, StringComparison.Ordinal));
        Assert.DoesNotContain("id=\"evidence\"", await dashboard.Page("/compare"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_past_knows_nothing_later()
    {
        string then = await dashboard.Page("/compare?asOf=2024-04-09&at=US/all");
        Assert.DoesNotMatch("/events/[a-z-]+2024-(0[5-9]|1[0-2])-", then);
        Assert.DoesNotMatch("/events/[a-z-]+202[5-9]-", then);
        Assert.Matches("us-2023-10-30-biden-eo-14110.{0,400}rule, in force", then.ReplaceLineEndings(" "));
        Assert.Matches("us-2023-10-30-biden-eo-14110.{0,400}rule, repealed", (await dashboard.Page("/compare?at=US/all")).ReplaceLineEndings(" "));
        Assert.Contains("had a tightening act on this by 2006-01-01", await dashboard.Page("/compare?asOf=2006-01-01"), StringComparison.Ordinal);
        Assert.Contains("has a tightening act in this area", await dashboard.Page("/compare?asOf=2021-06-30&at=CN/education-equity"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_makes_no_sense_is_named_at_once()
    {
        string said = await dashboard.Refusal("/compare?jurisdictions=CN,XX,CN&sector=aii&from=soon&at=US/antitrst", HttpStatusCode.BadRequest);
        Assert.All((string[])["jurisdictions: 'XX'", "CN is named twice", "sector: 'aii'", "from: 'soon'", "at: 'US' is not compared", "did you mean 'antitrust'"], part => Assert.Contains(part, said, StringComparison.Ordinal));
        Assert.Contains("two jurisdictions", await dashboard.Refusal("/compare?jurisdictions=CN", HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("CN includes CN-GD", await dashboard.Refusal("/compare?jurisdictions=CN,CN-GD", HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("from lies after", await dashboard.Refusal("/compare?from=2024-01-01&asOf=2023-01-01", HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains("such as CN/content-control", await dashboard.Refusal("/compare?at=CN", HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_told_in_Chinese()
    {
        string page = await dashboard.Page("/compare?lang=zh&at=CN/content-control");
        Assert.All((string[])["有效规则", "中国在内容管控上比美国、欧洲联盟更严。", "同一规则", "lang=zh"], part => Assert.Contains(part, page, StringComparison.Ordinal));
    }

    static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
