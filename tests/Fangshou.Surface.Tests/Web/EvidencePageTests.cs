using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Fangshou.Surface.Tests.Web;

/// <summary>The pages of evidence: the ledger, its rows, the cells, and about.</summary>
[Collection(DashboardCollection.Name)]
public sealed class EvidencePageTests(RunningDashboard dashboard)
{
    const string Halt = "/events/cn-2020-11-03-ant-ipo-suspended";

    static readonly TimeSpan patience = TimeSpan.FromMinutes(4);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/ledger")]
    [InlineData("/ledger?search=%E6%B8%B8%E6%88%8F&order=oldest")]
    [InlineData("/ledger?search=nothing+of+the+kind")]
    [InlineData(Halt)]
    [InlineData("/events/cn-2021-09-02-prc-fan-club-campaign-none", 404)]
    [InlineData("/about")]
    [InlineData("/about?asOf=2015-06-30")]
    public async Task A_page_is_whole_in_both_languages(string path, int status = 200)
    {
        foreach (string language in (string[])["en", "zh"])
        {
            using HttpResponseMessage response = await dashboard.Get($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={language}", cancellation: Stop);
            Assert.Equal(status, (int)response.StatusCode);
            string html = await response.Content.ReadAsStringAsync(Stop);
            Assert.Contains($"<html lang=\"{(language == "zh" ? "zh" : "en")}", html, StringComparison.Ordinal);
            Assert.Single(Matches(html, "<h1[ >]"));
            Assert.Empty(Matches(html, " style=\"| on[a-z]+=\"|<style|<script(?! src=)"));
            HashSet<string> ids = [.. Matches(html, " id=\"([^\"]+)\"").Select(m => m.Groups[1].Value)];
            Assert.Equal(Matches(html, " id=\"([^\"]+)\"").Length, ids.Count);
            Assert.All(Matches(html, "(?:href=\"#|aria-labelledby=\"|list=\")([^\"]+)\""), m => Assert.Contains(m.Groups[1].Value, ids));
            Assert.DoesNotContain("@", PageText.Text(html), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("jurisdiction=CN&sector=gaming&direction=tighten&from=2021", "--cell CN/gaming --direction tighten --from 2021")]
    [InlineData("search=%E7%BD%91%E4%BF%A1+fine&severity-min=3&confidence-min=medium", "--search=网信\u00a0fine --severity-min 3 --confidence-min medium")]
    [InlineData("actor=SAMR&kind=action&to=2020&asOf=2020-10-31", "--actor SAMR --kind action --to 2020 --as-of 2020-10-31")]
    public async Task The_ledger_holds_the_rows_that_its_command_lists(string query, string flags)
    {
        CliResult listed = CliRun.Run(["ledger", "list", "--json", .. flags.Split(' ').Select(flag => flag.Replace('\u00a0', ' '))]);
        string[] expected = [.. JsonDocument.Parse(listed.Output).RootElement.GetProperty("data").GetProperty("events").EnumerateArray().Select(e => e.GetProperty("id").GetString()!)];
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Take(50), PageText.EventIds(await Html($"/ledger?order=oldest&{query}")));
    }

    [Fact]
    public async Task Following_the_links_shows_every_row_once()
    {
        List<string> seen = [];
        for (string? path = "/ledger?sector=gaming"; path is not null;)
        {
            string html = await Html(path);
            seen.AddRange(PageText.EventIds(html));
            path = Matches(html, "rel=\"next\" href=\"([^\"]+)\"") is [var next] ? WebUtility.HtmlDecode(next.Groups[1].Value) : null;
        }

        Assert.True(seen.Count > 100);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Contains($"of {seen.Count},", await Html("/ledger?sector=gaming"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/ledger?severity-min=9&from=x&after=zz&order=size", 400, "severity-min: '9'", "from: 'x'", "after: 'zz'", "order: 'size'")]
    [InlineData("/ledger?sector=%3Cscript%3E", 400, "'<script>' is not a known sector")]
    [InlineData(Halt + "?asOf=2020-11-02", 404, "was not known on 2020-11-02")]
    [InlineData("/events/cn-2020-11-03-ant-ipo-suspendd", 404, "nearest are cn-2020-11-03-ant-ipo-suspended")]
    [InlineData("/events/%3Cimg%20src=x%3E", 404, "there is no event '<img src=x>'")]
    [InlineData("/events/cn-2025-02-17-xi-tech-symposium", 410, "the same symposium", "Xi")]
    [InlineData("/cells/CN/ai?month=x&from=2020&to=y", 400, "month: 'x'", "from: '2020'", "to: 'y'")]
    [InlineData("/cells/CN/chess", 404, "'chess' is not a known sector")]
    public async Task What_cannot_be_shown_is_told_with_its_reason(string path, int status, params string[] reasons)
    {
        using HttpResponseMessage response = await dashboard.Get(path, cancellation: Stop);
        Assert.Equal(status, (int)response.StatusCode);
        string html = await response.Content.ReadAsStringAsync(Stop);
        Assert.All(reasons, reason => Assert.Contains(reason, PageText.Text(html), StringComparison.Ordinal));
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_tells_what_it_is_coded_with_and_where_it_counts()
    {
        string text = PageText.Text(await Html(Halt));
        Assert.All(["Shanghai exchange halts Ant's record dual listing", "China Securities Regulatory Commission", "4 / 5: a sector-wide limit, a campaign or a record penalty", "37,000,000,000 USD", "Reuters/Malay Mail", "China · Platform economy", "row\ncn-2020-11-03-ant-ipo-suspended"],
            part => Assert.Contains(part, text.Replace("row \n", "row\n", StringComparison.Ordinal), StringComparison.Ordinal));
        Assert.Contains("repealed by", PageText.Text(await Html("/events/us-2023-10-30-biden-eo-14110")), StringComparison.Ordinal);
    }

    /// <summary>Outside the forecast, which is of the future, nothing on the page is dated later than the day; and every row it leads to was known.</summary>
    [SlowFact]
    public async Task The_page_of_the_eve_of_the_crackdown_knows_nothing_later()
    {
        const string Cell = "/cells/CN/platform-economy";
        JsonElement rows = JsonDocument.Parse(CliRun.Run("ledger", "list", "--as-of", "2020-10-31", "--json").Output).RootElement.GetProperty("data").GetProperty("events").Clone();
        HashSet<string> known = [.. rows.EnumerateArray().Select(row => row.GetProperty("id").GetString()!)];
        string[] titles = [.. rows.EnumerateArray().Select(row => row.GetProperty("title").GetString()!).OrderByDescending(title => title.Length)];
        foreach (string language in (string[])["en", "zh"])
        {
            string html = await Html($"{Cell}?asOf=2020-10-31&month=2020-09&lang={language}");
            Assert.NotEmpty(PageText.EventIds(html));
            Assert.DoesNotContain(PageText.EventIds(html), id => !known.Contains(id));
            string forecast = PageText.Section(html, "forecast");
            Assert.Empty(Later(html.Replace(forecast, "", StringComparison.Ordinal), titles, 2020, 10));
            Assert.Empty(Later(forecast, titles, 2022, 10));
        }

        // The page of today names later dates, so that the search above could have found some.
        string today = await Html($"{Cell}?month=2020-11");
        Assert.True(Later(today, titles, 2020, 10).Count() > 50);
        Assert.False(PageText.EventIds(today).All(known.Contains));
    }

    [SlowFact]
    public async Task A_month_is_explained_by_the_rows_that_the_command_names()
    {
        CliResult explained = CliRun.Of("phases", "explain", "CN/platform-economy", "--month", "2020-11", "--top", "100", "--json").With("FANGSHOU_CACHE", RunningDashboard.Cache).Go();
        string[] expected = [.. JsonDocument.Parse(explained.Output).RootElement.GetProperty("data").GetProperty("influences").EnumerateArray().Select(i => i.GetProperty("id").GetString()!)];
        string html = "";
        for (long begun = Stopwatch.GetTimestamp(); html.Length == 0 || html.Contains("class=\"at-work\"", StringComparison.Ordinal); await Task.Delay(500, Stop))
        {
            Assert.True(Stopwatch.GetElapsedTime(begun) < patience, "The month was not explained in time.");
            html = PageText.Section(await Html("/cells/CN/platform-economy?month=2020-11"), "month");
        }

        Assert.Equal(expected, PageText.EventIds(html));
    }

    [SlowFact]
    public async Task The_figure_shows_the_months_asked_for()
    {
        string html = await Html("/cells/CN/platform-economy?from=2020-06&to=2021-12");
        string figure = html[html.IndexOf("<figure", StringComparison.Ordinal)..html.IndexOf("</figure>", StringComparison.Ordinal)];
        (int Year, int Month, string Words)[] dates = [.. PageText.Dates(PageText.Text(string.Concat(Matches(figure, "<rect[^>]*><title>.*?</title>").Select(m => m.Value))))];
        Assert.NotEmpty(dates);
        Assert.All(dates, date => Assert.InRange((12 * date.Year) + date.Month, (12 * 2020) + 6, (12 * 2021) + 12));
        Assert.Contains("name=\"from\" value=\"2020-06\"", html, StringComparison.Ordinal);
    }

    static IEnumerable<string> Later(string html, string[] titles, int year, int month)
    {
        string main = html[(html.IndexOf("<main", StringComparison.Ordinal) is >= 0 and int at ? at : 0)..], text = PageText.Text(main);
        // What a row says of the future was said by then.
        foreach (string title in titles)
            text = text.Replace(title, "", StringComparison.Ordinal);
        return PageText.Dates(text).Where(date => (date.Year, date.Month).CompareTo((year, month)) > 0).Select(date => date.Words);
    }

    async Task<string> Html(string path)
    {
        using HttpResponseMessage response = await dashboard.Get(path, cancellation: Stop);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Stop);
    }

    static Match[] Matches(string text, string pattern) => Regex.Matches(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(5)).ToArray();
}
