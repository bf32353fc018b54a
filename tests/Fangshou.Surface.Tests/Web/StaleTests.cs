using System.Net;
using Fangshou.Tests.Store;

namespace Fangshou.Surface.Tests.Web;

/// <summary>While the database does not answer, what was read can be read, and every page says how old it is.</summary>
public sealed class StaleTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_say_since_when_the_database_has_not_answered_and_no_longer_once_it_does()
    {
        using PostgresPlace place = new();
        string database = place.New();
        await using RunningDashboard dashboard = new("--forecasts", "off", "--database", database);
        await dashboard.InitializeAsync();
        // The workspace is made after the first board was read.
        await dashboard.Page("/lab/runs");
        Assert.DoesNotContain("class=\"stale\"", await dashboard.Page("/about"), StringComparison.Ordinal);
        Assert.Equal("ready\n", await Said(dashboard, "/readyz"));

        place.Open(database, isOpen: false);
        string stale = await Until(dashboard, "/about", page => page.Contains("class=\"stale\"", StringComparison.Ordinal));
        Assert.Matches(@"Stale: the database has not answered since 20\d\d-\d\d-\d\d \d\d:\d\d UTC\.", PageText.Text(stale));
        Assert.Contains("数据库自", PageText.Text(await dashboard.Page("/?lang=zh")), StringComparison.Ordinal);
        Assert.Contains("CN/ai", await dashboard.Page("/?jurisdiction=CN"), StringComparison.Ordinal);
        Assert.Matches(@"^ready; the database has not answered since 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ\n$", await Said(dashboard, "/readyz"));
        Assert.Contains("refused", PageText.Text(await dashboard.Page("/lab/runs", HttpStatusCode.BadGateway)), StringComparison.Ordinal);
        Assert.Single(dashboard.Said.Split('\n'), line => line.Contains("the workspace does not answer", StringComparison.Ordinal));

        place.Open(database, isOpen: true);
        await Until(dashboard, "/about", page => !page.Contains("class=\"stale\"", StringComparison.Ordinal));
        Assert.DoesNotContain("class=\"stale\"", await dashboard.Page("/lab/runs"), StringComparison.Ordinal);
        Assert.Equal("ready\n", await Said(dashboard, "/readyz"));
    }

    static async Task<string> Said(RunningDashboard dashboard, string path)
    {
        using HttpResponseMessage response = await dashboard.Get(path, cancellation: Stop);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Stop);
    }

    static async Task<string> Until(RunningDashboard dashboard, string path, Predicate<string> isSo)
    {
        for (int tries = 0; ; tries++)
        {
            string page = await dashboard.Page(path);
            if (isSo(page))
                return page;
            Assert.True(tries < 120, $"{path} was not so within a minute.\n{dashboard.Said}");
            await Task.Delay(TimeSpan.FromMilliseconds(500), Stop);
        }
    }
}
