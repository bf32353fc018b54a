using System.Globalization;
using System.Net;

namespace Fangshou.Surface.Tests.Web;

/// <summary>Where no proxy was declared, or another one, nobody's word about himself is taken.</summary>
public sealed class ForwardingTests
{
    [Fact]
    public async Task A_stranger_cannot_say_that_he_comes_from_elsewhere()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        // The proxy is at another address than the test.
        await using GuardedDashboard guarded = new(["--behind-proxy", "192.0.2.7", "--host", "fangshou.example", "--rate-limit", "60"], []);
        await guarded.InitializeAsync();
        using Visitor visitor = new(guarded.Server.Address, ("Host", "fangshou.example"), ("X-Forwarded-Proto", "https"));
        List<HttpStatusCode> came = [];
        for (int i = 0; i < 12; i++)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/scenarios");
            request.Headers.Add("X-Forwarded-For", string.Create(CultureInfo.InvariantCulture, $"203.0.113.{i}"));
            request.Headers.Authorization = new("Bearer", string.Create(CultureInfo.InvariantCulture, $"fs-0123456789abcdef-guess{i}"));
            using HttpResponseMessage response = await visitor.Client.SendAsync(request, stop);
            came.Add(response.StatusCode);
            // What he says of TLS is not believed either.
            Assert.False(response.Headers.Contains("Strict-Transport-Security"));
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 10), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 2)], came);
        // This machine is no exception from the limit where others come through it.
        for (int i = 0; i < 60 && came[^1] != HttpStatusCode.OK; i++)
        {
            using HttpResponseMessage response = await visitor.Client.GetAsync(new Uri("/sign-in", UriKind.Relative), stop);
            came.Add(response.StatusCode == HttpStatusCode.OK ? HttpStatusCode.Accepted : response.StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, came[^1]);
    }

    [Fact]
    public async Task A_user_has_his_own_limit_from_however_many_addresses_he_comes()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        await using GuardedDashboard guarded = new(["--behind-proxy", "127.0.0.0/8", "--host", "fangshou.example", "--rate-limit", "5"], []);
        await guarded.InitializeAsync();
        List<HttpStatusCode> came = [];
        foreach ((string name, int count) in ((string, int)[])[("reader", 7), ("editor", 1)])
        {
            for (int i = 0; i < count; i++)
            {
                using Visitor visitor = new(guarded.Server.Address, ("Host", "fangshou.example"), ("X-Forwarded-For", string.Create(CultureInfo.InvariantCulture, $"203.0.113.{i}")), ("Authorization", $"Bearer {guarded.Keys[name]}"));
                using HttpResponseMessage response = await visitor.Client.GetAsync(new Uri("/api/v1/scenarios", UriKind.Relative), stop);
                came.Add(response.StatusCode);
            }
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.OK, 5), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 2), HttpStatusCode.OK], came);
    }
}
