using System.Net;
using Fangshou.Store;

namespace Fangshou.Surface.Tests.Web;

/// <summary>Coming in and going out, as somebody with a browser without script does it.</summary>
[Collection(GuardedCollection.Name)]
public sealed class SignInTests(GuardedDashboard guarded)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    Visitor Somebody() => new(guarded.Server.Address);

    [Fact]
    public async Task Whoever_asks_for_a_page_signs_in_first_and_comes_to_it_then()
    {
        using Visitor visitor = Somebody();
        (HttpStatusCode status, string to, _) = await visitor.Get("/account?lang=zh");
        Assert.Equal((HttpStatusCode.SeeOther, "/sign-in?lang=zh&return=%2Faccount%3Flang%3Dzh"), (status, to));
        using (HttpResponseMessage response = await visitor.Send(to, "sign-in", [("key", guarded.Keys["reader"])]))
        {
            Assert.Equal((HttpStatusCode.SeeOther, "/account?lang=zh"), (response.StatusCode, response.Headers.Location!.ToString()));
            string cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"), value => value.StartsWith("fangshou-session=", StringComparison.Ordinal));
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(guarded.Keys["reader"], cookie, StringComparison.Ordinal);
        }

        (_, _, string page) = await visitor.Get("/account?lang=zh");
        page = WebUtility.HtmlDecode(page);
        Assert.Contains("<h1>reader</h1>", page, StringComparison.Ordinal);
        Assert.Contains("您的密钥", page, StringComparison.Ordinal);
        Assert.Contains("<a class=\"account\" href=\"/account?lang=zh\">reader</a>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_are_told_to_bring_a_key()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/scenarios");
        using HttpResponseMessage without = await guarded.Server.Client.GetAsync(new Uri("/api/v1/scenarios", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        Assert.Equal("Bearer", Assert.Single(without.Headers.WwwAuthenticate).Scheme);
        Assert.Equal("application/problem+json", without.Content.Headers.ContentType!.MediaType);
        request.Headers.Authorization = new("Bearer", guarded.Keys["reader"]);
        using HttpResponseMessage with = await guarded.Server.Client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.OK, with.StatusCode);
        Assert.Equal("private, no-cache", string.Join(", ", with.Headers.CacheControl!.ToString().Split(", ").OrderDescending()));
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/sign-in")]
    public async Task What_shows_nothing_is_for_everybody(string address)
    {
        using HttpResponseMessage response = await guarded.Server.Client.GetAsync(new Uri(address, UriKind.Relative), Stop);
        Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, response.StatusCode.ToString());
    }

    [Fact]
    public async Task Style_and_scripts_are_for_everybody()
    {
        using Visitor visitor = Somebody();
        (_, _, string page) = await visitor.Get("/sign-in");
        string style = page.Split("href=\"").First(part => part.StartsWith("/assets/", StringComparison.Ordinal)).Split('"')[0];
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get(style)).Status);
    }

    [Fact]
    public async Task A_wrong_key_is_refused_without_saying_why_and_the_form_stays()
    {
        using Visitor visitor = Somebody();
        using HttpResponseMessage response = await visitor.Send("/sign-in?lang=en", "sign-in", [("key", "fs-0123456789abcdef-nothing")]);
        string page = await response.Content.ReadAsStringAsync(Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("role=\"alert\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("fs-0123456789abcdef-nothing", page, StringComparison.Ordinal);
        Assert.Empty(visitor.Cookie("session"));
    }

    [Fact]
    public async Task Whoever_signs_out_is_out_even_with_the_cookie_of_before()
    {
        using Visitor visitor = Somebody();
        await visitor.SignIn(guarded.Keys["editor"]);
        string cookie = visitor.Cookie("session");
        using (HttpResponseMessage response = await visitor.Send("/account", "sign-out"))
            // The form of the account is that of the page to sign out.
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        string token = Visitor.Token((await visitor.Get("/account")).Page);
        using (HttpResponseMessage response = await visitor.Post("/sign-out", [("_handler", "sign-out"), ("__RequestVerificationToken", token)]))
            Assert.Equal((HttpStatusCode.SeeOther, "/sign-in"), (response.StatusCode, response.Headers.Location!.ToString()));
        Assert.Empty(visitor.Cookie("session"));
        using Visitor thief = new(guarded.Server.Address, ("Cookie", $"fangshou-session={cookie}"));
        Assert.Equal(HttpStatusCode.SeeOther, (await thief.Get("/account")).Status);
    }

    [Fact]
    public async Task A_key_that_is_revoked_ends_what_was_begun_with_it()
    {
        using Visitor visitor = Somebody();
        await visitor.SignIn(guarded.Keys["reader"]);
        string second = await Issue(visitor, "/account", "issue");
        using Visitor other = Somebody();
        await other.SignIn(second);
        Assert.Equal(HttpStatusCode.OK, (await other.Get("/account")).Status);
        using (HttpResponseMessage response = await visitor.Send("/account", $"revoke-{ApiKeys.IdOf(second)}"))
            Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await other.Get("/account")).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get("/account")).Status);
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/scenarios");
        request.Headers.Authorization = new("Bearer", second);
        using HttpResponseMessage refused = await guarded.Server.Client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Nobody_revokes_the_key_of_another()
    {
        using Visitor visitor = Somebody();
        await visitor.SignIn(guarded.Keys["reader"]);
        string token = Visitor.Token((await visitor.Get("/account")).Page), id = ApiKeys.IdOf(guarded.Keys["admin"])!;
        using HttpResponseMessage response = await visitor.Post("/account", [("_handler", $"revoke-{id}"), ("__RequestVerificationToken", token)]);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.All(await guarded.Outside(workspace => workspace.Keys.ListAsync("admin", Stop)), key => Assert.Null(key.Revoked));
    }

    [Fact]
    public async Task An_admin_adds_somebody_gives_a_role_and_takes_it_and_all_is_written_down()
    {
        using Visitor admin = Somebody();
        await admin.SignIn(guarded.Keys["admin"]);
        using (HttpResponseMessage added = await admin.Send("/users?lang=en", "add", [("name", "新 <b>Wei</b>"), ("role", "Editor")]))
            Assert.Equal((HttpStatusCode.SeeOther, "/users?lang=en"), (added.StatusCode, added.Headers.Location!.ToString()));
        string page = (await admin.Get("/users")).Page;
        Assert.DoesNotContain("<b>Wei", page, StringComparison.Ordinal);
        using (HttpResponseMessage twice = await admin.Send("/users", "add", [("name", "新 <b>Wei</b>"), ("role", "Editor")]))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.StatusCode);
            Assert.Contains("already", await twice.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        string key = await Issue(admin, "/users", "issue-新 <b>Wei</b>");
        using Visitor wei = Somebody();
        await wei.SignIn(key);
        Assert.Equal(HttpStatusCode.Forbidden, (await wei.Get("/users")).Status);
        using (HttpResponseMessage raised = await admin.Send("/users", "change-新 <b>Wei</b>", [("role", "Admin"), ("disabled", "no")]))
            Assert.Equal(HttpStatusCode.SeeOther, raised.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await wei.Get("/users")).Status);
        using (HttpResponseMessage ended = await admin.Send("/users", "change-新 <b>Wei</b>", [("role", "Admin"), ("disabled", "yes")]))
            Assert.Equal(HttpStatusCode.SeeOther, ended.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await wei.Get("/users")).Status);

        using (HttpResponseMessage last = await admin.Send("/users", "change-admin", [("role", "Reader"), ("disabled", "no")]))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, last.StatusCode);
            Assert.Contains("last admin", await last.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        AuditEntry[] log = [.. await guarded.Outside(workspace => workspace.Audit.ListAsync(most: 100, cancellation: Stop))];
        foreach ((string who, string what) in ((string, string)[])[("admin", "user.add"), ("admin", "user.change"), ("admin", "key.issue"), ("新 <b>Wei</b>", "sign-in")])
            Assert.Contains(log, entry => (entry.Who, entry.What) == (who, what));
        string shown = WebUtility.HtmlDecode((await admin.Get("/audit")).Page);
        Assert.Contains("sign-in", shown, StringComparison.Ordinal);
        Assert.All(guarded.Keys.Values, secret => Assert.DoesNotContain(secret.Split('-', 3)[2], shown + string.Concat(log.Select(entry => entry.Detail + entry.On)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_audit_log_is_turned_page_by_page_and_refuses_nonsense()
    {
        await guarded.Outside(async workspace =>
        {
            for (int i = 0; i < 120; i++)
                await workspace.Audit.AddAsync("tests", "test.entry", "none", "none", Stop);
            return 0;
        });
        using Visitor admin = Somebody();
        await admin.SignIn(guarded.Keys["admin"]);
        string first = (await admin.Get("/audit")).Page, next = WebUtility.HtmlDecode(first.Split("rel=\"next\" href=\"")[1].Split('"')[0]);
        Assert.Equal(101, first.Split("<tr>").Length - 1);
        Assert.Equal(HttpStatusCode.OK, (await admin.Get(next)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.Get("/audit?before=-1")).Status);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("\\\\evil.example/")]
    [InlineData("/%0d%0aSet-Cookie:a=b", "/%0d%0aSet-Cookie:a=b")]
    [InlineData("/\r\nSet-Cookie: a=b")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/sign-out")]
    [InlineData("sign-in")]
    [InlineData("~/ledger")]
    [InlineData("/ledger?search=//evil", "/ledger?search=//evil")]
    public async Task Signing_in_leads_nowhere_else_than_here(string back, string right = "/")
    {
        using Visitor visitor = Somebody();
        Assert.Equal(right, await visitor.SignIn(guarded.Keys["reader"], back));
    }

    [Fact]
    public async Task A_session_that_somebody_else_planted_is_not_the_one_that_is_signed_in()
    {
        using Visitor attacker = Somebody(), victim = Somebody();
        await attacker.SignIn(guarded.Keys["reader"]);
        string planted = attacker.Cookie("session");
        victim.Cookies.Add(guarded.Server.Address, new Cookie("fangshou-session", planted, "/"));
        await victim.SignIn(guarded.Keys["admin"]);
        Assert.NotEqual(planted, victim.Cookie("session"));
        Assert.Equal(HttpStatusCode.OK, (await victim.Get("/users")).Status);
        // And what was planted is worth nothing any more.
        Assert.Equal(HttpStatusCode.SeeOther, (await attacker.Get("/users")).Status);
    }

    [Fact]
    public async Task No_page_is_kept_for_another()
    {
        using Visitor reader = Somebody(), editor = Somebody(), nobody = Somebody();
        await reader.SignIn(guarded.Keys["reader"]);
        await editor.SignIn(guarded.Keys["editor"]);
        for (int i = 0; i < 2; i++)
        {
            foreach ((Visitor visitor, string name, string other) in ((Visitor, string, string)[])[(reader, "reader", "editor"), (editor, "editor", "reader")])
            {
                using HttpResponseMessage response = await visitor.Client.GetAsync(new Uri("/about", UriKind.Relative), Stop);
                string page = await response.Content.ReadAsStringAsync(Stop);
                Assert.Contains($">{name}</a>", page, StringComparison.Ordinal);
                Assert.DoesNotContain($">{other}</a>", page, StringComparison.Ordinal);
                Assert.True(response.Headers.CacheControl!.NoStore);
                Assert.False(response.Headers.Contains("Age"));
            }

            Assert.Equal(HttpStatusCode.SeeOther, (await nobody.Get("/about")).Status);
            using HttpRequestMessage request = new(HttpMethod.Get, "/ledger.csv");
            request.Headers.Authorization = new("Bearer", guarded.Keys["reader"]);
            using HttpResponseMessage file = await guarded.Server.Client.SendAsync(request, Stop);
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.Get("/ledger.csv")).Status);
        }
    }

    /// <summary>Makes a key by the form of a page.</summary>
    static async Task<string> Issue(Visitor visitor, string page, string form)
    {
        using HttpResponseMessage response = await visitor.Send(page, form, [("label", "made by a test")]);
        string text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{response.StatusCode}: {text}");
        Assert.True(response.Headers.CacheControl!.NoStore);
        return text.Split("<code class=\"key\">")[1].Split('<')[0];
    }
}
