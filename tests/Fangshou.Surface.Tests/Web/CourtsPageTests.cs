using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Fangshou.Surface.Tests.Web;

[Collection(DashboardCollection.Name)]
public sealed class CourtsPageTests(RunningDashboard dashboard)
{
    static JsonElement Data(params string[] arguments)
    {
        CliResult result = CliRun.Run(["courts", .. arguments, "--json"]);
        Assert.True(result.ExitCode == 0, result.Error);
        return JsonDocument.Parse(result.Output).RootElement.GetProperty("data");
    }

    [Theory]
    [InlineData("/courts")]
    [InlineData("/courts?claimant=Tencent", "--claimant", "Tencent")]
    [InlineData("/courts?cell=CN-GD&asOf=2021-12-31", "--cell", "CN-GD", "--as-of", "2021-12-31")]
    public async Task Every_docket_of_the_command_has_its_line_and_no_other(string address, params string[] arguments)
    {
        string page = await dashboard.Page(address);
        JsonElement[] dockets = [.. Data(arguments).GetProperty("dockets").EnumerateArray()];
        Assert.Equal(dockets.Select(d => d.GetProperty("id").GetString()).Order(), page.Split("<tr id=\"").Skip(1).Select(line => line[..line.IndexOf('"', StringComparison.Ordinal)]).Order());
        Assert.All(dockets.Where(d => d.GetProperty("winRate").ValueKind == JsonValueKind.Object), docket =>
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{100 * docket.GetProperty("winRate").GetProperty("value").GetDouble():0.#} %"), page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_lenders_case_is_worked_through_as_the_command_does()
    {
        string page = await dashboard.Page("/courts"), screen = CliRun.Run("courts", "queue", "--claimant", "Lakala").Output;
        Assert.Contains("3,611 a month (193 %)", page, StringComparison.Ordinal);
        Assert.Contains("85.7 minutes a suit", page, StringComparison.Ordinal);
        JsonElement[] outlooks = [.. Data("queue", "--claimant", "Lakala").GetProperty("outlooks").EnumerateArray()];
        Assert.All(outlooks, outlook =>
        {
            JsonElement last = outlook.GetProperty("months")[36];
            string waiting = string.Create(CultureInfo.InvariantCulture, $"{last.GetProperty("p50").GetDouble():#,0} ({last.GetProperty("p10").GetDouble():#,0} … {last.GetProperty("p90").GetDouble():#,0})");
            Assert.Contains(waiting, page, StringComparison.Ordinal);
            Assert.Contains(waiting, screen, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_court_of_ones_own_is_worked_out()
    {
        string page = await dashboard.Page("/courts?arrivals=90&judges=1&minutes=100&times=1&backlog=50&months=6");
        double wait = Data("queue", "--arrivals", "90", "--judges", "1", "--minutes", "100", "--times", "1", "--backlog", "50", "--months", "6").GetProperty("outlooks")[0].GetProperty("steady").GetProperty("waitProbability").GetDouble();
        Assert.Equal(0.9, wait, 1e-12);
        Assert.Contains("<td>90 %</td>", page, StringComparison.Ordinal);
        Assert.Contains("waiting after 6 months", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_makes_no_sense_is_named_at_once()
    {
        string said = await dashboard.Refusal("/courts?cell=CN/ai&arrivals=-1&judges=0&minutes=0&months=x&times=1,y", HttpStatusCode.BadRequest);
        Assert.All((string[])["cell: dockets have no sector", "arrivals: '-1'", "judges: '0'", "minutes must be above 0", "months: 'x'", "times: 'y'"], part => Assert.Contains(part, said, StringComparison.Ordinal));
        Assert.Contains("nearest: Lakala", await dashboard.Refusal("/courts?claimant=Lakela", HttpStatusCode.NotFound), StringComparison.Ordinal);
        Assert.Contains("nearest: Lakala", await dashboard.Refusal("/courts?queue=Lakela", HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_before_any_count_says_so()
    {
        string page = await dashboard.Page("/courts?asOf=2005-06-30");
        Assert.Contains("No count of suits was known by 2005-06-30", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<tr id=", page, StringComparison.Ordinal);
        Assert.Contains("全职办理", await dashboard.Page("/courts?lang=zh"), StringComparison.Ordinal);
    }
}
