using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Fangshou.Surface.Tests.Web;

[Collection(DashboardCollection.Name)]
public sealed class TiesPageTests(RunningDashboard dashboard)
{
    static JsonElement Data(params string[] arguments)
    {
        CliResult result = CliRun.Run(["interests", .. arguments, "--json"]);
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonDocument.Parse(result.Output).RootElement.GetProperty("data");
    }

    static string Two(JsonElement number) => number.GetDouble().ToString("0.00", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("/ties", "CN/ai")]
    [InlineData("/ties?of=CN/ai&asOf=2024-04-09", "CN/ai", "--as-of", "2024-04-09")]
    [InlineData("/ties?of=deepseek", "DeepSeek")]
    [InlineData("/ties?of=Hefei", "Hefei")]
    public async Task Ties_roles_and_alignment_are_those_of_the_command(string address, params string[] arguments)
    {
        string page = await dashboard.Page(address);
        JsonElement data = Data(arguments);
        Assert.Equal(
            data.GetProperty("ties").EnumerateArray().Select(tie => tie.GetProperty("id").GetString()).Order(),
            page.Split("<tr id=\"").Skip(1).Select(line => line[..line.IndexOf('"', StringComparison.Ordinal)]).Order());
        Assert.All(data.GetProperty("years").EnumerateArray(), year => Assert.Matches($">{year.GetProperty("year")}</?(a|th)>?.*?<td class=\"n\">{year.GetProperty("total")}</td>\\s*</tr>", page.ReplaceLineEndings(" ")));
        Assert.All(data.GetProperty("sectors").EnumerateArray(), sector =>
        {
            JsonElement index = sector.GetProperty("index"), interval = index.GetProperty("interval");
            string told = interval.ValueKind == JsonValueKind.Array ? $"{Two(index.GetProperty("value"))} ({Two(interval[0])}–{Two(interval[1])})" : Two(index.GetProperty("value"));
            Assert.Contains(told, page, StringComparison.Ordinal);
        });
        Assert.Contains("<svg", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_if_a_place_left_is_told_as_the_command_tells_it()
    {
        string page = await dashboard.Page("/ties?of=CN/ai&without=Hangzhou");
        JsonElement without = Data("CN/ai", "--without", "Hangzhou").GetProperty("without");
        Assert.NotEqual(0, without.GetProperty("losses").GetArrayLength());
        Assert.All(without.GetProperty("losses").EnumerateArray(), firm =>
        {
            Assert.Contains(firm.GetProperty("firm").GetString()!, page, StringComparison.Ordinal);
            Assert.Contains($"{Two(firm.GetProperty("before"))} → {Two(firm.GetProperty("after"))}", page, StringComparison.Ordinal);
        });
        Assert.Contains($"Index {Two(without.GetProperty("indexBefore"))} → {Two(without.GetProperty("indexAfter"))}", page, StringComparison.Ordinal);
        Assert.Contains("No bond shrinks.", await dashboard.Page("/ties?of=iFlytek&without=Hangzhou"), StringComparison.Ordinal);
        Assert.Contains("Hangzhou holds none of these ties", await dashboard.Page("/ties?of=Vanke&without=Hangzhou"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_firm_that_was_not_known_yet_is_an_empty_page_and_one_that_never_was_is_not_found()
    {
        string page = await dashboard.Page("/ties?of=DeepSeek&asOf=2010-01-01");
        Assert.Contains("No tie of DeepSeek was known by 2010-01-01", page, StringComparison.Ordinal);
        Assert.DoesNotContain("int-20", page, StringComparison.Ordinal);
        Assert.Contains("nearest: DeepSeek", await dashboard.Refusal("/ties?of=Depseek", HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_makes_no_sense_is_named_at_once()
    {
        string said = await dashboard.Refusal("/ties?of=CN/ai/antitrust&without=MOST", HttpStatusCode.BadRequest);
        Assert.Contains("leave the area out", said, StringComparison.Ordinal);
        Assert.Contains("without: MOST is no local government", said, StringComparison.Ordinal);
        Assert.Contains("nearest: Hangzhou", await dashboard.Refusal("/ties?without=Hangzou", HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_told_in_Chinese_and_offers_the_names_that_exist()
    {
        string page = await dashboard.Page("/ties?lang=zh");
        Assert.All((string[])["利益一致程度", "角色的变化", "<option value=\"DeepSeek\">", "<option value=\"Hefei\">"], part => Assert.Contains(part, page, StringComparison.Ordinal));
    }
}
