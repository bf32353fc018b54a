using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Fangshou.Surface.Tests.Web;

/// <summary>What a page says, for tests.</summary>
static partial class PageText
{
    /// <summary>The ids of the rows that the page leads to, in its order, each once.</summary>
    public static string[] EventIds(string html) => [.. EventLink().Matches(html).Select(m => Uri.UnescapeDataString(m.Groups["id"].Value)).Distinct()];

    /// <summary>What is read on the page, figures' tooltips too, without its markup.</summary>
    public static string Text(string html) => WebUtility.HtmlDecode(Tag().Replace(html, "\n"));

    /// <summary>The element of a page that its heading with an id opens, up to the next section's end.</summary>
    public static string Section(string html, string heading)
    {
        int from = html.IndexOf($"<section aria-labelledby=\"{heading}\">", StringComparison.Ordinal);
        Assert.True(from >= 0, $"The page has no section {heading}.");
        return html[from..(html.IndexOf("</section>", from, StringComparison.Ordinal) + "</section>".Length)];
    }

    /// <summary>Every day, month or quarter that a text names with its year, in English, Chinese or ISO 8601, as year and month.</summary>
    public static IEnumerable<(int Year, int Month, string Words)> Dates(string text)
    {
        foreach (Match m in Iso().Matches(text))
            yield return (Number(m, "year"), Number(m, "month"), m.Value);
        foreach (Match m in English().Matches(text))
            yield return (Number(m, "year"), Array.FindIndex(CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames, name => name == m.Groups["month"].Value) + 1, m.Value);
        foreach (Match m in Quarter().Matches(text))
            yield return (Number(m, "year"), 3 * Number(m, "quarter"), m.Value);
        foreach (Match m in Chinese().Matches(text))
            yield return (Number(m, "year"), Number(m, "month"), m.Value);
    }

    static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("href=\"/events/(?<id>[^\"?#]+)", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex EventLink();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"(?<![\d-])(?<year>20\d\d)-(?<month>[01]\d)(?:-[0-3]\d)?(?!\d)", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Iso();

    [GeneratedRegex(@"(?<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* (?<year>20\d\d)", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex English();

    [GeneratedRegex(@"Q(?<quarter>[1-4]) (?<year>20\d\d)", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Quarter();

    [GeneratedRegex(@"(?<year>20\d\d)\s?年\s?(?<month>\d{1,2})\s?月", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Chinese();

    /// <summary>The page, once it is worked out, with entities as the characters that they stand for.</summary>
    public static async Task<string> Page(this RunningDashboard dashboard, string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        using HttpResponseMessage response = await dashboard.Get(path, cancellation: TestContext.Current.CancellationToken);
        string page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Replace('\u00a0', ' ');
        Assert.True(response.StatusCode == status, $"{path}: {response.StatusCode}, not {status}\n{page}");
        return page;
    }

    /// <summary>What a refusal says.</summary>
    public static async Task<string> Refusal(this RunningDashboard dashboard, string path, HttpStatusCode status)
    {
        string page = await dashboard.Page(path, status);
        Match said = Said().Match(page);
        Assert.True(said.Success, page);
        return said.Groups["said"].Value;
    }

    [GeneratedRegex("<p class=\"refusal\">(?<said>.*?)</p>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Said();
}
