using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Fangshou.Surface.Tests.Web;

[Collection(DashboardCollection.Name)]
public sealed class ClaimsPageTests(RunningDashboard dashboard) : IDisposable
{
    // Rests on rows only, so that every day of its history is quick.
    const string Quick = "china-was-first-with-binding-ai-rules";

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    static CliRun Command(params string[] arguments) => CliRun.Of(["claims", .. arguments]).With("FANGSHOU_CACHE", RunningDashboard.Cache).Waiting(TimeSpan.FromMinutes(5));

    [Fact]
    public async Task The_table_has_every_verdict_of_the_command()
    {
        string page = await dashboard.Page("/claims");
        JsonElement[] claims = [.. JsonDocument.Parse(Command("check", "--json").Go().Output).RootElement.GetProperty("data").GetProperty("claims").EnumerateArray()];
        Assert.Equal(16, claims.Length);
        Assert.All(claims, claim =>
        {
            string word = claim.GetProperty("verdict").GetString() switch { "not-enough" => "not enough evidence", { } verdict => verdict, _ => "" };
            Assert.Matches($"<strong>{word}</strong></td>\\s*<th scope=\"rowgroup\" colspan=\"3\"><a href=\"/claims/{claim.GetProperty("id")}\">", page);
            Assert.All(claim.GetProperty("tests").EnumerateArray(), test => Assert.Contains(test.GetProperty("says").GetString()!, page, StringComparison.Ordinal));
        });
    }

    [Theory]
    [InlineData(Quick, "2024-04-09", "en")]
    [InlineData("enforcement-slowed-after-2022", "2023-06-30", "zh")]
    public async Task A_claims_page_is_that_of_the_command(string id, string asOf, string lang)
    {
        Assert.Equal(0, Command("show", id, "--as-of", asOf, "--lang", lang, "-o", "claim.html").In(folder.Path).Go().ExitCode);
        string file = WebUtility.HtmlDecode(File.ReadAllText(folder["claim.html"], Encoding.UTF8)).Replace('\u00a0', ' ');
        // The file can be made again by its command, which names the language; the rest is the same to the letter.
        string body = file[file.IndexOf("<section aria-labelledby=\"said\">", StringComparison.Ordinal)..file.IndexOf("<section aria-labelledby=\"made\">", StringComparison.Ordinal)];
        Assert.Contains(body, await dashboard.Page($"/claims/{id}?asOf={asOf}&lang={lang}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_history_of_a_verdict_is_that_of_the_command_on_each_day()
    {
        string page = (await dashboard.Page($"/claims/{Quick}?asOf=2024-04-09")).ReplaceLineEndings(" ");
        string history = page[page.IndexOf("id=\"history\"", StringComparison.Ordinal)..];
        foreach (string day in (string[])["2015-12-31", "2019-12-31", "2023-12-31"])
        {
            string verdict = JsonDocument.Parse(Command("show", Quick, "--as-of", day, "--json").Go().Output).RootElement.GetProperty("data").GetProperty("verdict").GetString()!;
            Match row = Regex.Match(history, $"asOf={day}\".*?</span> (?<verdict>[a-z ]+)</td>", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
            Assert.Equal(verdict == "not-enough" ? "not enough evidence" : verdict, row.Groups["verdict"].Value);
        }

        Assert.DoesNotContain("asOf=2024-12-31", history, StringComparison.Ordinal);
        Assert.Contains("asOf=2024-12-31", await dashboard.Page($"/claims/{Quick}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/claims/china-was-frist-with-binding-ai-rules", "nearest: china-was-first-with-binding-ai-rules")]
    [InlineData("/claims/..%5Cclaims%5Cx", "there is no claim")]
    public async Task A_claim_that_is_not_there_is_not_found(string address, string said) =>
        Assert.Contains(said, await dashboard.Refusal(address, HttpStatusCode.NotFound), StringComparison.Ordinal);
}
