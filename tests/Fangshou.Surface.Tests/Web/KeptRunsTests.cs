using System.Net;
using Fangshou.Store;

namespace Fangshou.Surface.Tests.Web;

/// <summary>Runs of the laboratory that somebody keeps.</summary>
[Collection(DashboardCollection.Name)]
public sealed class KeptRunsTests(RunningDashboard dashboard)
{
    const string Asked = "/lab?severity=16&replicates=8&seed=77";

    [Fact]
    public async Task A_run_is_kept_once_with_what_it_said_and_leads_back_to_itself()
    {
        using Visitor visitor = new(dashboard.Address);
        // The workspace is made after the first board was read.
        await dashboard.Page("/lab/runs");
        await dashboard.Page(Asked + "&lang=zh");
        string first = await Keep(visitor), again = await Keep(visitor);
        Assert.StartsWith("/lab/runs?lang=zh#", first, StringComparison.Ordinal);
        Assert.Equal(first, again);

        string list = WebUtility.HtmlDecode((await visitor.Get("/lab/runs")).Page);
        string row = list[list.IndexOf($"id=\"{first.Split('#')[1]}\"", StringComparison.Ordinal)..];
        row = row[..row.IndexOf("</tr>", StringComparison.Ordinal)];
        Assert.Contains("within 12 months", row, StringComparison.Ordinal);
        Assert.Contains("/lab?scenario=big-ai-misuse&parameters=calibrated&severity=16&replicates=8&seed=77\"", row, StringComparison.Ordinal);
        Assert.Contains("real=CN/ai", WebUtility.UrlDecode(row), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_token_of_a_form_or_with_a_question_that_makes_no_sense_nothing_is_kept()
    {
        using Visitor visitor = new(dashboard.Address);
        using HttpResponseMessage forged = await visitor.Post("/lab/runs", [("asked", "scenario=big-ai-misuse&seed=123456")]);
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        // The page of a run has a form once the run is done.
        await dashboard.Page(Asked);
        string token = Visitor.Token((await visitor.Get(Asked)).Page);
        using HttpResponseMessage senseless = await visitor.Post("/lab/runs", [("asked", "scenario=nothing&severity=-1"), ("__RequestVerificationToken", token)]);
        Assert.Equal(HttpStatusCode.NotFound, senseless.StatusCode);
        Assert.DoesNotContain("123456", (await visitor.Get("/lab/runs")).Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_happened_is_laid_over_a_scenario_as_far_as_it_was_known()
    {
        string late = PageText.Text(await dashboard.Page(Asked + "&real=CN/platform-economy&change=2020-11"));
        Assert.Contains("recorded: CN/platform-economy, change in 2020-11", late, StringComparison.Ordinal);
        Assert.Matches("holds 60 months of CN/platform-economy from 2020-11 on", late);
        string early = PageText.Text(await dashboard.Page(Asked + "&real=CN/platform-economy&change=2020-11&asOf=2020-11-15"));
        Assert.Contains("holds no finished month of CN/platform-economy since 2020-11 yet", early, StringComparison.Ordinal);
        string refused = await dashboard.Refusal(Asked + "&real=CN/nothing&change=soon", HttpStatusCode.BadRequest);
        Assert.Contains("real: ", refused, StringComparison.Ordinal);
        Assert.Contains("change: 'soon' is not a month", refused, StringComparison.Ordinal);
    }

    static async Task<string> Keep(Visitor visitor)
    {
        string page = (await visitor.Get(Asked + "&lang=zh")).Page;
        string asked = WebUtility.HtmlDecode(page.Split("name=\"asked\" value=\"")[1].Split('"')[0]);
        using HttpResponseMessage kept = await visitor.Post("/lab/runs", [("asked", asked), ("lang", "zh"), ("__RequestVerificationToken", Visitor.Token(page))]);
        Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);
        return kept.Headers.Location!.ToString();
    }
}
