using System.Globalization;
using System.Net;

namespace Fangshou.Surface.Tests.Web;

/// <summary>Where no proxy was declared, or another one, nobody's word about himself is taken.</summary>
public sealed class ForwardingTests
{
    [Fact]
    public async Task Without_a_proxy_nobody_can_say_that_he_comes_from_elsewhere()
    {
        await using GuardedDashboard guarded = new();
        await guarded.InitializeAsync();
        using Visitor visitor = new(guarded.Server.Address, ("X-Forwarded-Proto", "https"));
        List<HttpStatusCode> came = [];
        for (int i = 0; i < 12; i++)
            came.Add(await Guess(visitor, i));
        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 10), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 2)], came);
    }

    /// <summary>The proxy is at another address than the test.</summary>
    [Fact]
    public async Task Who_goes_round_the_proxy_is_not_answered()
    {
        await using GuardedDashboard guarded = new(["--behind-proxy", "192.0.2.7", "--host", "fangshou.example"], []);
        await guarded.InitializeAsync();
        using Visitor visitor = new(guarded.Server.Address, ("Host", "fangshou.example"), ("X-Forwarded-Proto", "https"));
        (HttpStatusCode status, _, string page) = await visitor.Get("/sign-in");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("X-Forwarded-Proto", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, await Guess(visitor, 1));
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/healthz")).Status);
        Assert.DoesNotContain(await guarded.Outside(workspace => workspace.Audit.ListAsync(cancellation: TestContext.Current.CancellationToken)), entry => entry.What == "sign-in.failed");
    }

    static async Task<HttpStatusCode> Guess(Visitor visitor, int i)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/scenarios");
        request.Headers.Add("X-Forwarded-For", string.Create(CultureInfo.InvariantCulture, $"203.0.113.{i}"));
        request.Headers.Authorization = new("Bearer", string.Create(CultureInfo.InvariantCulture, $"fs-0123456789abcdef-guess{i}"));
        using HttpResponseMessage response = await visitor.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
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
                using Visitor visitor = new(guarded.Server.Address, ("Host", "fangshou.example"), ("X-Forwarded-Proto", "https"), ("X-Forwarded-For", string.Create(CultureInfo.InvariantCulture, $"203.0.113.{i}")), ("Authorization", $"Bearer {guarded.Keys[name]}"));
                using HttpResponseMessage response = await visitor.Client.GetAsync(new Uri("/api/v1/scenarios", UriKind.Relative), stop);
                came.Add(response.StatusCode);
            }
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.OK, 5), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 2), HttpStatusCode.OK], came);
    }
}
