using System.Globalization;
using System.Net;
using System.Text;
using Fangshou.Store;

namespace Fangshou.Surface.Tests.Web;

/// <summary>What somebody may send to get in without a key, or to act with the cookie of another.</summary>
[Collection(ProxiedCollection.Name)]
public sealed class AccessAbuseTests(ProxiedDashboard guarded)
{
    static int addresses;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>An address that nobody else in these tests comes from.</summary>
    static string Fresh() => string.Create(CultureInfo.InvariantCulture, $"203.0.113.{Interlocked.Increment(ref addresses)}");

    Visitor Somebody(string? from = null) => new(guarded.Server.Address, ("Host", ProxiedDashboard.Host), ("X-Forwarded-For", from ?? Fresh()), ("X-Forwarded-Proto", "https"));

    /// <summary>Somebody whose cookies are sent although the test speaks without TLS, as the proxy does.</summary>
    async Task<Visitor> SignedIn(string name)
    {
        using Visitor visitor = Somebody();
        string page = (await visitor.Get("/sign-in")).Page;
        using HttpRequestMessage request = Form("/sign-in", ("_handler", "sign-in"), ("__RequestVerificationToken", Visitor.Token(page)), ("key", guarded.Keys[name]));
        request.Headers.Add("Cookie", Cookies(visitor));
        using HttpResponseMessage response = await visitor.Client.SendAsync(request, Stop);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        return new Visitor(guarded.Server.Address, ("Host", ProxiedDashboard.Host), ("X-Forwarded-For", Fresh()), ("X-Forwarded-Proto", "https"), ("Cookie", Cookies(visitor)));
    }

    static HttpRequestMessage Form(string path, params (string Name, string Value)[] fields) =>
        new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };

    static string Cookies(Visitor visitor) => string.Join("; ", visitor.Cookies.GetAllCookies().Select(cookie => $"{cookie.Name}={cookie.Value}"));

    public static TheoryData<string, string> Tokens => new()
    {
        { "nothing", "Bearer" },
        { "an empty one", "Bearer " },
        { "noise", "Bearer AAAA" },
        { "a key without a secret", "Bearer fs-0123456789abcdef-" },
        { "a key that there is not", "Bearer fs-0123456789abcdef-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" },
        { "the id of a key with another secret", "Bearer {id}-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" },
        { "the secret of one key with the id of another", "Bearer {mixed}" },
        { "a key with something behind it", "Bearer {key}x" },
        { "a key without its last letter", "Bearer {short}" },
        { "two keys", "Bearer {key} {key}" },
        { "SQL", "Bearer fs-' OR 1=1;---x" },
        { "a very long one", "Bearer fs-{long}" },
        { "a token without signature", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiIsInJvbGUiOiJBZG1pbiJ9." },
        { "another scheme", "Basic YWRtaW46YWRtaW4=" },
        { "a scheme of its own", "this-machine admin" },
    };

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task A_forged_token_opens_nothing(string name, string header)
    {
        string key = guarded.Keys["admin"], other = guarded.Keys["reader"];
        header = header.Replace("{key}", key, StringComparison.Ordinal).Replace("{short}", key[..^1], StringComparison.Ordinal).Replace("{id}", $"fs-{ApiKeys.IdOf(key)}", StringComparison.Ordinal)
            .Replace("{mixed}", $"fs-{ApiKeys.IdOf(key)}-{other.Split('-', 3)[2]}", StringComparison.Ordinal).Replace("{long}", new string('a', 5000), StringComparison.Ordinal);
        using Visitor visitor = Somebody();
        foreach (string address in (string[])["/api/v1/events", "/users", "/account", "/ledger.csv"])
        {
            using HttpRequestMessage request = new(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("Authorization", header);
            using HttpResponseMessage response = await visitor.Client.SendAsync(request, Stop);
            Assert.True(response.StatusCode == HttpStatusCode.Unauthorized, $"{name}, {address}: {response.StatusCode}");
            Assert.Contains("invalid_token", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_forged_or_changed_cookie_opens_nothing()
    {
        using Visitor reader = await SignedIn("reader");
        string all = reader.Client.DefaultRequestHeaders.GetValues("Cookie").Single(), session = all.Split("; ").Single(cookie => cookie.Contains("-session=", StringComparison.Ordinal));
        (string name, string value) = (session.Split('=', 2)[0], session.Split('=', 2)[1]);
        Assert.Equal("__Host-fangshou-session", name);
        Assert.Equal(HttpStatusCode.OK, (await reader.Get("/account")).Status);
        string[] forged =
        [
            $"{name}=", $"{name}=AAAA", $"{name}={value[..^4]}AAAA", $"{name}={value}{value}", $"fangshou-session={value}", $"__Host-fangshou-session-of-provider={value}",
            $"{name}={Convert.ToBase64String(Encoding.UTF8.GetBytes("admin"))}", $"{name}=chunks-2", $"{name}=chunks-999999999",
        ];
        foreach (string cookie in forged)
        {
            using Visitor visitor = new(guarded.Server.Address, ("Host", ProxiedDashboard.Host), ("X-Forwarded-For", Fresh()), ("X-Forwarded-Proto", "https"), ("Cookie", cookie));
            (HttpStatusCode status, _, _) = await visitor.Get("/account");
            Assert.True(status == HttpStatusCode.SeeOther, $"{cookie}: {status}");
        }
    }

    [Fact]
    public async Task A_cookie_of_another_run_of_the_program_is_stale()
    {
        await using GuardedDashboard other = new();
        await other.InitializeAsync();
        using Visitor visitor = new(other.Server.Address);
        await visitor.SignIn(other.Keys["admin"]);
        using Visitor here = new(guarded.Server.Address, ("Host", ProxiedDashboard.Host), ("X-Forwarded-Proto", "https"), ("Cookie", $"__Host-fangshou-session={visitor.Cookie("session")}"));
        Assert.Equal(HttpStatusCode.SeeOther, (await here.Get("/account")).Status);
    }

    [Fact]
    public async Task A_form_of_another_site_does_nothing_with_the_cookie_of_a_reader()
    {
        using Visitor admin = await SignedIn("admin");
        using Visitor reader = await SignedIn("reader");
        string token = Visitor.Token((await admin.Get("/users")).Page), foreign = Visitor.Token((await reader.Get("/account")).Page);
        int before = (await guarded.Outside(workspace => workspace.Users.ListAsync(Stop))).Length;
        (string Name, string Value)[] form = [("_handler", "add"), ("name", "mallory"), ("role", "Admin")];
        async Task Is(HttpStatusCode right, (string, string)[] fields, params (string, string)[] headers)
        {
            using HttpResponseMessage response = await admin.Post("/users", fields, headers);
            Assert.Equal(right, response.StatusCode);
        }

        await Is(HttpStatusCode.BadRequest, form);
        await Is(HttpStatusCode.BadRequest, [.. form, ("__RequestVerificationToken", "")]);
        await Is(HttpStatusCode.BadRequest, [.. form, ("__RequestVerificationToken", token[..^2] + "AA")]);
        await Is(HttpStatusCode.BadRequest, [.. form, ("__RequestVerificationToken", foreign)]);
        await Is(HttpStatusCode.Forbidden, [.. form, ("__RequestVerificationToken", token)], ("Origin", "https://evil.example"));
        await Is(HttpStatusCode.Forbidden, [.. form, ("__RequestVerificationToken", token)], ("Sec-Fetch-Site", "cross-site"));
        await Is(HttpStatusCode.Forbidden, [.. form, ("__RequestVerificationToken", token)], ("Sec-Fetch-Site", "same-site"));
        await Is(HttpStatusCode.Forbidden, [.. form, ("__RequestVerificationToken", token)], ("Origin", $"http://{ProxiedDashboard.Host}"));
        // By the API a cookie is not enough, whatever is asked for.
        foreach (ServedAddress address in (await ServedAddress.All()).Where(address => address.Writes && address.Pattern.StartsWith("/api/", StringComparison.Ordinal)))
        {
            using HttpRequestMessage request = new(new HttpMethod(address.Method), address.Sample) { Content = new StringContent("{}", Encoding.UTF8, "text/plain") };
            using HttpResponseMessage response = await admin.Client.SendAsync(request, Stop);
            Assert.True(response.StatusCode == HttpStatusCode.Forbidden, $"{address}: {response.StatusCode}");
        }

        Assert.Equal(before, (await guarded.Outside(workspace => workspace.Users.ListAsync(Stop))).Length);
        // And the same from our own page is taken.
        await Is(HttpStatusCode.SeeOther, [.. form, ("__RequestVerificationToken", token)], ("Origin", $"https://{ProxiedDashboard.Host}"), ("Sec-Fetch-Site", "same-origin"));
    }

    [Fact]
    public async Task Whoever_guesses_keys_is_put_off_and_nobody_else_is()
    {
        string from = Fresh(), key = guarded.Keys["editor"];
        using Visitor guesser = Somebody(from);
        List<HttpStatusCode> came = [];
        for (int i = 0; i < 13; i++)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/scenarios");
            request.Headers.Authorization = new("Bearer", string.Create(CultureInfo.InvariantCulture, $"fs-{ApiKeys.IdOf(key)}-guess{i}"));
            using HttpResponseMessage response = await guesser.Client.SendAsync(request, Stop);
            came.Add(response.StatusCode);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
                Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        }

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 10), .. Enumerable.Repeat(HttpStatusCode.TooManyRequests, 3)], came);
        // The form is the same door.
        string page = (await guesser.Get("/sign-in")).Page;
        using (HttpRequestMessage request = Form("/sign-in", ("_handler", "sign-in"), ("__RequestVerificationToken", Visitor.Token(page)), ("key", "fs-a-b")))
        {
            request.Headers.Add("Cookie", Cookies(guesser));
            using HttpResponseMessage response = await guesser.Client.SendAsync(request, Stop);
            Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        }

        // From elsewhere the key itself is as good as before, and once known also beside the guesser.
        foreach (string address in (string[])[Fresh(), from])
        {
            using Visitor editor = Somebody(address);
            editor.Client.DefaultRequestHeaders.Authorization = new("Bearer", key);
            Assert.Equal(HttpStatusCode.OK, (await editor.Get("/api/v1/scenarios")).Status);
        }

        AuditEntry[] failed = [.. (await guarded.Outside(workspace => workspace.Audit.ListAsync(most: 200, cancellation: Stop))).Where(entry => entry.What == "sign-in.failed" && entry.Detail.EndsWith(from, StringComparison.Ordinal))];
        Assert.Equal(10, failed.Length);
        Assert.All(failed, entry => Assert.DoesNotContain("guess", entry.Detail + entry.On + entry.Who, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hundred_guesses_at_once_are_ten()
    {
        using Visitor guesser = Somebody();
        HttpStatusCode[] came = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/scenarios");
            request.Headers.Authorization = new("Bearer", string.Create(CultureInfo.InvariantCulture, $"fs-0123456789abcdef-guess{i}"));
            using HttpResponseMessage response = await guesser.Client.SendAsync(request, Stop);
            return response.StatusCode;
        }));
        Assert.InRange(came.Count(status => status == HttpStatusCode.Unauthorized), 1, 10);
        Assert.Equal(40, came.Count(status => status is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Behind_a_proxy_cookies_are_for_TLS_alone_and_browsers_are_told_to_stay_with_it()
    {
        using Visitor visitor = Somebody();
        string page = (await visitor.Get("/sign-in")).Page;
        using HttpRequestMessage request = Form("/sign-in", ("_handler", "sign-in"), ("__RequestVerificationToken", Visitor.Token(page)), ("key", guarded.Keys["reader"]));
        request.Headers.Add("Cookie", Cookies(visitor));
        using HttpResponseMessage response = await visitor.Client.SendAsync(request, Stop);
        Assert.Equal("max-age=31536000", response.Headers.GetValues("Strict-Transport-Security").Single());
        string cookie = response.Headers.GetValues("Set-Cookie").First(value => value.StartsWith("__Host-fangshou-session=", StringComparison.Ordinal));
        Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("fangshou.example.evil.example")]
    [InlineData("evil.example#fangshou.example")]
    [InlineData("fangshou.example@evil.example")]
    public async Task Only_its_own_name_is_answered(string host)
    {
        byte[] request = RawRequest.Bytes(guarded.Server.Address, "GET /sign-in", $"Host: {host}\r\nX-Forwarded-Host: {ProxiedDashboard.Host}\r\n");
        (int status, string text) = await RawRequest.Send(guarded.Server.Address, request, Stop);
        Assert.True(status == 400, text);
        Assert.DoesNotContain("evil", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/healthz", ProxiedDashboard.Host, 200)]
    [InlineData("/healthz", "10.0.0.1", 400)]
    [InlineData("/healthz/", ProxiedDashboard.Host, 400)]
    [InlineData("/sign-in", ProxiedDashboard.Host, 400)]
    [InlineData("/api/v1/events", ProxiedDashboard.Host, 400)]
    public async Task Without_TLS_it_tells_that_it_lives_and_nothing_else(string address, string host, int right)
    {
        (int status, string text) = await RawRequest.Send(guarded.Server.Address, RawRequest.Bytes(guarded.Server.Address, $"GET {address}", $"Host: {host}\r\n"), Stop);
        Assert.True(status == right, $"{address}: {text}");
    }

    [Fact]
    public async Task What_a_proxy_says_of_the_host_is_not_believed()
    {
        using Visitor visitor = Somebody();
        visitor.Client.DefaultRequestHeaders.Add("X-Forwarded-Host", "evil.example");
        visitor.Client.DefaultRequestHeaders.Add("Forwarded", "host=evil.example;for=1.2.3.4");
        (HttpStatusCode status, string to, string page) = await visitor.Get("/account");
        Assert.Equal((HttpStatusCode.SeeOther, "/sign-in?return=%2Faccount"), (status, to));
        Assert.DoesNotContain("evil", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /account", "X-Forwarded-For: <script>alert(1)</script>", 400)]
    [InlineData("GET /account", "X-Forwarded-For: 1.2.3.4, 5.6.7.8, 9.9.9.9", 303)]
    [InlineData("GET /account", "X-Original-URL: /healthz", 303)]
    [InlineData("GET /account", "X-Rewrite-URL: /healthz", 303)]
    [InlineData("GET /account", "X-Forwarded-User: admin", 303)]
    [InlineData("GET /account", "Remote-User: admin", 303)]
    [InlineData("GET /account?return=%0d%0aSet-Cookie:%20a=b", "", 303)]
    [InlineData("GET /healthz/../account", "", 303)]
    [InlineData("GET /assets/../users", "", 303)]
    [InlineData("GET /assets/%2e%2e/users", "", 303)]
    [InlineData("GET /USERS", "", 303)]
    [InlineData("GET /users/", "", 303)]
    [InlineData("GET //users", "", 303)]
    [InlineData("GET /users;x=.css", "", 303)]
    [InlineData("GET /api/v1/events/", "", 401)]
    [InlineData("GET /API/V1/EVENTS", "", 401)]
    [InlineData("GET /ledger.CSV", "", 303)]
    [InlineData("OPTIONS /api/v1/events", "Access-Control-Request-Method: POST\r\nOrigin: https://evil.example", 401)]
    [InlineData("POST /users", "X-HTTP-Method-Override: GET\r\nContent-Length: 0", 303)]
    [InlineData("DELETE /users", "Content-Length: 0", 303)]
    [InlineData("POST /account", "Content-Type: text/plain\r\nContent-Length: 3", 303, "a=b")]
    [InlineData("POST /sign-in", "Content-Type: text/plain\r\nContent-Length: 3", 400, "a=b")]
    [InlineData("POST /sign-in", "Content-Type: application/json\r\nContent-Length: 2", 400, "{}")]
    [InlineData("POST /sign-in", "Content-Type: application/xml\r\nContent-Length: 4", 400, "<a/>")]
    [InlineData("POST /sign-in", "Content-Type: multipart/form-data\r\nContent-Length: 3", 400, "a=b")]
    [InlineData("POST /sign-in", "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3", 400, "a=b")]
    [InlineData("POST /sign-in", "", 400)]
    [InlineData("POST /sign-out", "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 17", 400, "_handler=sign-out")]
    [InlineData("GET /sign-in/provider", "", 303)]
    [InlineData("GET /sign-in/provider/callback?code=x&state=y", "", 303)]
    public async Task No_way_round_the_door(string line, string headers, int right, string body = "")
    {
        string all = $"Host: {ProxiedDashboard.Host}\r\nX-Forwarded-Proto: https\r\n{(headers.Contains("X-Forwarded-For", StringComparison.Ordinal) ? "" : $"X-Forwarded-For: {Fresh()}\r\n")}{(headers.Length > 0 ? headers + "\r\n" : "")}";
        (int status, string text) = await RawRequest.Send(guarded.Server.Address, RawRequest.Bytes(guarded.Server.Address, line, all, body), Stop);
        Assert.True(status == right, $"{line}: {status} instead of {right}: {text}");
        foreach (string forbidden in (string[])["<script>alert", "   at ", "Exception", "\nSet-Cookie: a=b", "evil.example", "Access-Control-Allow"])
            Assert.DoesNotContain(forbidden, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_thousands_of_fields_is_refused()
    {
        using Visitor visitor = Somebody();
        using HttpResponseMessage response = await visitor.Post("/sign-in", [.. Enumerable.Range(0, 3000).Select(i => (string.Create(CultureInfo.InvariantCulture, $"f{i}"), "x"))]);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.DoesNotContain("/sign-in failed", guarded.Server.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_says_it_is_larger_than_what_is_taken_is_refused()
    {
        string headers = $"Host: {ProxiedDashboard.Host}\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: {Fresh()}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 2000000\r\n";
        (int status, string text) = await RawRequest.Send(guarded.Server.Address, RawRequest.Bytes(guarded.Server.Address, "POST /sign-in", headers, "key=x"), Stop);
        Assert.True(status is 400 or 413, text);
    }

    [Fact]
    public async Task A_body_that_trickles_is_let_go()
    {
        byte[] begun = RawRequest.Bytes(guarded.Server.Address, "POST /sign-in", $"Host: {ProxiedDashboard.Host}\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: {Fresh()}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n", "key=");
        (int status, string text) = await RawRequest.Send(guarded.Server.Address, begun, Stop).WaitAsync(TimeSpan.FromSeconds(60), Stop);
        Assert.True(status is 0 or 400 or 408, text);
    }
}
