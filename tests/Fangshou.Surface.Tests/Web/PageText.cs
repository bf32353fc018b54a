using System.Net;
using System.Text.RegularExpressions;

namespace Fangshou.Surface.Tests.Web;

/// <summary>Pages as tests read them.</summary>
static partial class PageText
{
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
