using System.Net;

namespace Fangshou.Surface.Tests.Web;

public sealed class RateLimitTests
{
    [Fact]
    public async Task Who_asks_too_often_is_told_how_long_to_wait()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        await using RunningDashboard dashboard = new("--rate-limit", "5");
        await dashboard.InitializeAsync();
        List<HttpStatusCode> came = [];
        for (int i = 0; i < 8; i++)
        {
            using HttpResponseMessage response = await dashboard.Client.GetAsync(new Uri("/api/v1/scenarios", UriKind.Relative), stop);
            came.Add(response.StatusCode);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
                Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
            }
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.OK, 5), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 3)], came);

        // Whoever watches whether it lives is always answered.
        using HttpResponseMessage health = await dashboard.Client.GetAsync(new Uri("/healthz", UriKind.Relative), stop);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }
}
