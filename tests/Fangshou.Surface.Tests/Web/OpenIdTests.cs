using System.Net;
using Fangshou.Store;

namespace Fangshou.Surface.Tests.Web;

/// <summary>Coming in by a provider of OpenID Connect, and what of it is written down anywhere.</summary>
public sealed class OpenIdTests : IAsyncLifetime
{
    SmallProvider provider = null!;
    GuardedDashboard guarded = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        provider = await SmallProvider.Start(Stop);
        guarded = new GuardedDashboard(["--verbose"], new(StringComparer.Ordinal)
        {
            ["FANGSHOU_OIDC_AUTHORITY"] = provider.Issuer,
            ["FANGSHOU_OIDC_CLIENT_ID"] = SmallProvider.ClientId,
            ["FANGSHOU_OIDC_CLIENT_SECRET"] = SmallProvider.ClientSecret,
        });
        await guarded.InitializeAsync();
        await guarded.Outside(workspace => workspace.Users.AddAsync("wei@example.org", Role.Reviewer, "tests", Stop));
    }

    public async ValueTask DisposeAsync()
    {
        await guarded.DisposeAsync();
        await provider.DisposeAsync();
    }

    /// <summary>The way to the provider and back.</summary>
    static async Task<(HttpStatusCode Status, string To, string Page)> ComeIn(Visitor visitor, string back = "/ledger")
    {
        (HttpStatusCode status, string to, string page) = await visitor.Get($"/sign-in/provider?return={Uri.EscapeDataString(back)}");
        Assert.True(status == HttpStatusCode.Redirect, $"{status}: {page}");
        (status, to, page) = await visitor.Get(to);
        Assert.True(status == HttpStatusCode.Redirect, $"The provider said {status}: {page}");
        return await visitor.Get(to);
    }

    [Fact]
    public async Task A_user_for_whom_the_provider_vouches_comes_in_and_nobody_else_does()
    {
        using Visitor wei = new(guarded.Server.Address);
        Assert.Contains("Sign in with 127.0.0.1", (await wei.Get("/sign-in")).Page, StringComparison.Ordinal);

        // Somebody who is no user.
        (HttpStatusCode status, _, string page) = await ComeIn(wei);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("nobody@example.org", page, StringComparison.Ordinal);
        Assert.Contains("admin", page, StringComparison.Ordinal);
        Assert.Empty(wei.Cookie("session-of-provider"));

        // A user.
        provider.Says["email"] = "wei@example.org";
        (status, string to, page) = await ComeIn(wei);
        Assert.True((status, to) == (HttpStatusCode.Redirect, "/ledger"), $"{status} {to} {page}");
        Assert.Contains("<h1>wei@example.org</h1>", WebUtility.HtmlDecode((await wei.Get("/account")).Page), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await wei.Get("/users")).Status);
        Assert.Contains("samesite=lax", await CookieOf(wei), StringComparison.OrdinalIgnoreCase);

        // One whose address the provider has not seen to.
        using Visitor doubtful = new(guarded.Server.Address);
        provider.Says["email_verified"] = false;
        Assert.Equal(HttpStatusCode.Forbidden, (await ComeIn(doubtful)).Status);
        provider.Says.Remove("email_verified");

        // Elsewhere than here nobody is sent.
        Assert.Equal("/", (await ComeIn(doubtful, "https://evil.example")).To);

        // A provider whose word is not its own, or not for this visit.
        foreach (string wrong in (string[])["issuer", "audience", "nonce", "expired", "signature", "unsigned"])
        {
            provider.Wrong = wrong;
            using Visitor forger = new(guarded.Server.Address);
            (status, _, page) = await ComeIn(forger);
            Assert.True(status == HttpStatusCode.BadRequest, $"{wrong}: {status} {page}");
            Assert.Empty(forger.Cookie("session-of-provider"));
        }

        provider.Wrong = "";
        await Stolen();
        await Written();
    }

    /// <summary>An answer of the provider is worth something only to the browser that went there, and once.</summary>
    async Task Stolen()
    {
        using Visitor victim = new(guarded.Server.Address), thief = new(guarded.Server.Address);
        string there = (await victim.Get("/sign-in/provider")).To, back = (await victim.Get(there)).To;
        Assert.Equal(HttpStatusCode.BadRequest, (await thief.Get(back)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await victim.Get(back)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await victim.Get(back)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await thief.Get("/sign-in/provider/callback?code=x&state=y")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await thief.Get("/sign-in/provider/callback?error=access_denied&error_description=%3Cscript%3Ealert(1)%3C/script%3E")).Status);
    }

    /// <summary>After all this, with all that there is to log: no secret in it, nor in the audit log.</summary>
    async Task Written()
    {
        using Visitor by = new(guarded.Server.Address);
        await by.SignIn(guarded.Keys["admin"]);
        using (HttpResponseMessage wrong = await by.Send("/sign-in", "sign-in", [("key", "fs-0123456789abcdef-a-wrong-key-that-was-typed")]))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using (HttpResponseMessage made = await by.Send("/account", "issue", [("label", "x")]))
            provider.Secrets.Add((await made.Content.ReadAsStringAsync(Stop)).Split("<code class=\"key\">")[1].Split('<')[0].Split('-', 3)[2]);
        using Visitor program = new(guarded.Server.Address, ("Authorization", $"Bearer {guarded.Keys["editor"]}"));
        Assert.Equal(HttpStatusCode.OK, (await program.Get("/api/v1/scenarios")).Status);
        AuditEntry[] log = [.. await guarded.Outside(workspace => workspace.Audit.ListAsync(most: 1000, cancellation: Stop))];
        foreach (string what in (string[])["sign-in", "sign-in.failed", "key.issue"])
            Assert.Contains(log, entry => entry.What == what);
        string said = guarded.Server.Said, all = said + string.Concat(log.Select(entry => $"{entry.Who} {entry.On} {entry.Detail}"));
        Assert.True(said.Length > 20_000, $"Only {said.Length} letters were logged: this is not the most there is.");
        string[] secrets =
        [
            SmallProvider.ClientSecret, .. provider.Secrets, .. guarded.Keys.Values.Select(key => key.Split('-', 3)[2]), "a-wrong-key-that-was-typed", by.Cookie("fangshou-session"),
            .. by.Cookies.GetAllCookies().Select(cookie => cookie.Value),
        ];
        Assert.All(secrets.Where(secret => secret.Length > 0), secret => Assert.False(all.Contains(secret, StringComparison.Ordinal), $"{secret} was logged: {Around(all, secret)}"));
    }

    static string Around(string text, string found)
    {
        int at = Math.Max(0, text.IndexOf(found, StringComparison.Ordinal));
        return text[Math.Max(0, at - 300)..Math.Min(text.Length, at + 300)];
    }

    /// <summary>The cookie as it is set when somebody comes in anew.</summary>
    static async Task<string> CookieOf(Visitor visitor)
    {
        string there = (await visitor.Get("/sign-in/provider")).To, back = (await visitor.Get(there)).To;
        using HttpResponseMessage response = await visitor.Client.GetAsync(new Uri(back), Stop);
        return response.Headers.GetValues("Set-Cookie").First(cookie => cookie.StartsWith("fangshou-session-of-provider=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_claim_can_name_the_user_and_then_the_address_does_not()
    {
        await using GuardedDashboard other = new([], new(StringComparer.Ordinal)
        {
            ["FANGSHOU_OIDC_AUTHORITY"] = provider.Issuer,
            ["FANGSHOU_OIDC_CLIENT_ID"] = SmallProvider.ClientId,
            ["FANGSHOU_OIDC_CLIENT_SECRET"] = SmallProvider.ClientSecret,
            ["FANGSHOU_OIDC_CLAIM"] = "sub",
        });
        await other.InitializeAsync();
        provider.Says["email"] = "admin";
        using Visitor visitor = new(other.Server.Address);
        Assert.Equal(HttpStatusCode.Forbidden, (await ComeIn(visitor)).Status);
        await other.Outside(workspace => workspace.Users.AddAsync((string)provider.Says["sub"], Role.Reader, "tests", Stop));
        Assert.Equal((HttpStatusCode.Redirect, "/ledger"), ((await ComeIn(visitor)) is var (status, to, _) ? (status, to) : default));
        await other.Outside(workspace => workspace.Users.ChangeAsync((string)provider.Says["sub"], Role.Reader, disabled: true, "tests", Stop));
        using Visitor again = new(other.Server.Address);
        Assert.Equal(HttpStatusCode.Forbidden, (await ComeIn(again)).Status);
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_is_said_to_and_keys_still_open()
    {
        await provider.DisposeAsync();
        using Visitor visitor = new(guarded.Server.Address);
        (HttpStatusCode status, _, string page) = await visitor.Get("/sign-in/provider");
        Assert.Equal(HttpStatusCode.BadGateway, status);
        Assert.DoesNotContain("Exception", page, StringComparison.Ordinal);
        await visitor.SignIn(guarded.Keys["reader"]);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/account")).Status);
    }
}
