using System.Globalization;
using System.Net;
using System.Text;

namespace Fangshou.Surface.Tests.Web;

/// <summary>What somebody may send who means no good: each is refused as it should be, nothing is echoed as markup, and the next reader is served.</summary>
[Collection(DashboardCollection.Name)]
public sealed class HostileInputTests(RunningDashboard dashboard)
{
    const string Markup = "%3Cscript%3Ealert(1)%3C/script%3E", Sql = "%27%20OR%201=1;--", LineBreak = "x%0D%0ASet-Cookie:%20a=b", Nul = "a%00b", BadUtf8 = "%FF%FE%C0%AF", Up = "..%2F..%2F..%2Fetc%2Fpasswd";

    static readonly string[] hostile = [Markup, Sql, LineBreak, Nul, BadUtf8, Up, "%E2%80%AE", "%F0%9F%92%A5", "{{7*7}}", "%24%7Bjndi:ldap://x%7D", new('a', 3000)];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A name, the line, headers, the body, and the statuses that are right; 0 = the connection is closed.</summary>
    public static TheoryData<string, string, string, string, int[]> Requests()
    {
        TheoryData<string, string, string, string, int[]> all = new();
        void Is(string name, string line, int status, string headers = "", string body = "", int or = -1) => all.Add(name, line, headers, body, or < 0 ? [status] : [status, or]);

        // Values of the query.
        Is("markup as cell", $"GET /api/v1/events?cell={Markup}", 400);
        Is("SQL as cell", $"GET /api/v1/events?cell={Sql}", 400);
        Is("line break as actor", $"GET /api/v1/events?actor={LineBreak}", 400);
        Is("NUL as search", $"GET /api/v1/events?search={Nul}", 400);
        Is("bad UTF-8 as search", $"GET /api/v1/events?search={BadUtf8}", 400);
        Is("half an escape", "GET /api/v1/events?cell=%E0%A4", 400);
        Is("very long search", $"GET /api/v1/events?search={new string('a', 5000)}", 400);
        Is("many values", $"GET /api/v1/events?{string.Join('&', Enumerable.Repeat("actor=SAMR", 200))}", 400);
        Is("a value twice", "GET /api/v1/events?cell=CN&cell=US", 400);
        Is("markup as the name of a parameter", $"GET /api/v1/events?{Markup}=1", 400);
        Is("a number that overflows", "GET /api/v1/events?limit=99999999999999999999", 400);
        Is("a negative number", "GET /api/v1/events?severity-min=-1", 400);
        Is("a number in other digits", "GET /api/v1/events?limit=%D9%A3", 400);
        Is("a day that is none", "GET /api/v1/events?asOf=2024-02-30", 400);
        Is("a day at the end of time", "GET /api/v1/cells/CN/ai/phases?asOf=9999-12-30", 400);
        Is("a day at the beginning of time", "GET /?asOf=0001-01-01", 400);
        Is("markup as day, on a page", $"GET /?asOf={Markup}", 400);
        Is("markup as language, on a page", $"GET /?lang={Markup}", 400);
        Is("markup as sort", $"GET /?sort={Markup}", 400);
        Is("SQL as month", $"GET /api/v1/cells/CN/ai/explanation?month={Sql}", 400);
        Is("a hundred areas", $"GET /api/v1/comparisons?jurisdictions={string.Join(',', Enumerable.Repeat("CN", 50))}", 400);

        // Cursors.
        Is("a cursor of noise", "GET /api/v1/events?cursor=AAAA", 400);
        Is("a cursor of other letters", "GET /api/v1/events?cursor=%3C%3E%22", 400);
        Is("a cursor without a seal", "GET /api/v1/events?cursor=AAAAAgAAAAAAAAAAAAAAAA", 400);
        Is("a cursor before the beginning", "GET /api/v1/events?cursor=_____wAAAAAAAAAAAAAAAA", 400);

        // Parts of the path.
        Is("markup as cell, on a page", $"GET /cells/{Markup}", 404);
        Is("markup as cell, as a file", $"GET /cells/{Markup}.csv", 404);
        Is("markup as id", $"GET /api/v1/events/{Markup}", 404);
        Is("a path as claim", "GET /api/v1/claims/..%2F..%2Fdata%2Fevents.csv", 404);
        Is("a file of the machine as claim", "GET /api/v1/claims/%2Fetc%2Fpasswd.json", 404);
        Is("a file of the machine as scenario", $"GET /api/v1/scenarios/{Up}", 404);
        Is("up from assets", "GET /assets/x/../../../../etc/passwd", 404);
        Is("up from assets, escaped", "GET /assets/%2e%2e/%2e%2e%2f%2e%2e%2fetc%2fpasswd", 404);
        Is("backslashes", "GET /assets/..\\..\\windows\\win.ini", 404);
        Is("up and out", "GET /../../etc/passwd", 404, or: 400);
        Is("NUL in the path", $"GET /cells/CN{Nul}", 404, or: 400);
        Is("NUL in an id", $"GET /api/v1/events/{Nul}", 404, or: 400);
        Is("bad UTF-8 in the path", $"GET /cells/{BadUtf8}", 404, or: 400);
        Is("a cell of a thousand parts", $"GET /cells/{string.Join('/', Enumerable.Repeat("CN", 1000))}", 404);
        Is("a cell of a thousand areas", $"GET /cells/CN/ai/{string.Join('+', Enumerable.Repeat("nowhere", 500))}", 404);
        Is("a target longer than a line may be", $"GET /{new string('a', 20_000)}", 414);
        Is("an unknown schema", $"GET /schemas/{Up}", 404);
        Is("markup as actor of a feed", $"GET /actors/{Markup}.atom", 404);
        Is("markup as cell of an embed", $"GET /embed/cells/{Markup}", 404);

        // Methods, types, formats.
        Is("a wrong method", "DELETE /api/v1/events/cn-2020-11-03-ant-ipo-suspended", 405);
        Is("a method that is none", "FROB /api/v1/events", 405);
        Is("TRACE", "TRACE /", 405, or: 404);
        Is("a method written small is the same method", "get /api/v1/events?limit=1", 200);
        Is("CONNECT", "CONNECT evil.example:443", 405, or: 400);
        Is("a body that nobody takes", "POST /api/v1/events", 405, "Content-Type: application/xml\r\nContent-Length: 5\r\n", "<a/>\n");
        Is("a form without its token", "POST /", 400, "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n", "a=b", or: 405);
        Is("a form of another site", "POST /", 403, "Origin: https://evil.example\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n", "a=b");
        Is("a form that a browser says is of another site", "POST /sign-out", 403, "Sec-Fetch-Site: cross-site\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 17\r\n", "_handler=sign-out");
        Is("a form of nowhere", "POST /users", 400, "Origin: null\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n", "a=b");
        Is("a user by a form without its token", "POST /users", 400, "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 36\r\n", "_handler=add&name=mallory&role=Admin");
        Is("a user as JSON", "POST /users", 400, "Content-Type: application/json\r\nContent-Length: 18\r\n", "{\"name\":\"mallory\"}");
        Is("a user as XML", "POST /users", 400, "Content-Type: text/xml\r\nContent-Length: 4\r\n", "<a/>");
        Is("a form by another method", "PUT /users", 405, "Content-Length: 0\r\n");
        Is("a negative page of the audit log", "GET /audit?before=-1", 400);
        Is("SQL as page of the audit log", $"GET /audit?before={Sql}", 400);
        Is("a format that there is not", "GET /api/v1/events", 406, "Accept: text/html\r\n");
        Is("an Accept that makes no sense", "GET /api/v1/events", 406, "Accept: ;;;q=x\r\n");
        Is("a method in a header", "POST /api/v1/events", 405, "X-HTTP-Method-Override: GET\r\nContent-Length: 0\r\n");
        Is("a page as picture that there is not", "GET /ledger.png", 404);

        // Sizes.
        Is("a header longer than all may be", "GET /", 431, $"X-Long: {new string('a', 40_000)}\r\n");
        Is("hundreds of headers", "GET /", 431, string.Concat(Enumerable.Range(0, 300).Select(i => $"X-{i}: a\r\n")));
        Is("a body that claims to be endless", "POST /", 413, "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 99999999999\r\n", "a=b", or: 400);

        // Headers.
        Is("another host", "GET /", 400, "Host: evil.example\r\n");
        Is("another host for the API", "GET /api/v1/events", 400, "Host: 127.0.0.1.evil.example\r\n");
        Is("two hosts", "GET /", 400, "Host: 127.0.0.1\r\nHost: evil.example\r\n");
        Is("a host of markup", "GET /ledger.atom", 400, "Host: <script>alert(1)</script>\r\n");
        Is("another host in front", "GET http://evil.example/ledger.atom", 400, "Host: evil.example\r\n");
        Is("a forwarded host changes nothing", "GET /dataset.jsonld", 200, "X-Forwarded-Host: evil.example\r\nForwarded: host=evil.example\r\n");
        Is("ranges without number", "GET /ledger.csv", 200, $"Range: bytes={string.Join(',', Enumerable.Range(0, 500).Select(i => $"{i}-{i}"))}\r\n");
        Is("a range at the end of numbers", "GET /ledger.csv", 200, "Range: bytes=99999999999999999999-\r\n");
        Is("a tag that is none", "GET /api/v1/events?limit=1", 200, "If-None-Match: <script>\r\n");
        Is("thousands of tags", "GET /api/v1/events?limit=1", 200, $"If-None-Match: {string.Join(", ", Enumerable.Repeat("\"a\"", 2000))}\r\n");
        Is("a date that is none", "GET /api/v1/events?limit=1", 200, "If-Modified-Since: yesterday\r\n");
        Is("a language that is none", "GET /", 200, "Accept-Language: ../../zh,<script>;q=9\r\n");
        Is("a coding that is none", "GET /", 200, "Accept-Encoding: bomb, ../../x\r\n");
        Is("a cookie of noise", "GET /", 200, "Cookie: .AspNetCore.Antiforgery.x=\u00ff\u0001; a=<script>\r\n", or: 400);
        Is("a lonely line feed in a header", "GET /", 400, "X-A: b\n\nc: d\r\n", or: 200);
        Is("two lengths", "POST /", 400, "Content-Length: 3\r\nContent-Length: 4\r\n", "abcd");
        Is("a length and chunks", "POST /", 400, "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n");
        Is("a chunk of no size", "POST /", 400, "Content-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n", "zz\r\n\r\n");
        return all;
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task A_hostile_request_is_refused_as_it_should_be(string name, string line, string headers, string body, int[] right)
    {
        (int status, string text) = await RawRequest.Send(dashboard.Address, RawRequest.Bytes(dashboard.Address, line, headers, body), Stop);
        Assert.True(right.Contains(status), string.Create(CultureInfo.InvariantCulture, $"{name}: {status} instead of {string.Join(" or ", right)}: {text[..Math.Min(600, text.Length)]}"));
        Harmless(text);
        await ServesTheNext();
    }

    /// <summary>Every value of every address: refused or answered, never broken.</summary>
    [Theory]
    [InlineData("/api/v1/events?cell={0}")]
    [InlineData("/api/v1/events?from={0}")]
    [InlineData("/api/v1/events?to={0}")]
    [InlineData("/api/v1/events?direction={0}")]
    [InlineData("/api/v1/events?kind={0}")]
    [InlineData("/api/v1/events?actor={0}")]
    [InlineData("/api/v1/events?severity-min={0}")]
    [InlineData("/api/v1/events?confidence-min={0}")]
    [InlineData("/api/v1/events?search={0}")]
    [InlineData("/api/v1/events?limit={0}")]
    [InlineData("/api/v1/events?cursor={0}")]
    [InlineData("/api/v1/events?asOf={0}")]
    [InlineData("/api/v1/events?lang={0}")]
    [InlineData("/api/v1/events?{0}=1")]
    [InlineData("/api/v1/events/{0}")]
    [InlineData("/api/v1/events/cn-2020-11-03-ant-ipo-suspended?cell={0}")]
    [InlineData("/api/v1/cells?jurisdiction={0}")]
    [InlineData("/api/v1/cells?sector={0}")]
    [InlineData("/api/v1/cells?area={0}")]
    [InlineData("/api/v1/cells?phase={0}")]
    [InlineData("/api/v1/cells?sort={0}")]
    [InlineData("/api/v1/cells/{0}/phases")]
    [InlineData("/api/v1/cells/CN/{0}/phases")]
    [InlineData("/api/v1/cells/CN/ai/{0}/phases")]
    [InlineData("/api/v1/cells/CN/ai/explanation?month={0}")]
    [InlineData("/api/v1/cells/CN/ai/explanation?top={0}")]
    [InlineData("/api/v1/claims/{0}")]
    [InlineData("/api/v1/comparisons?jurisdictions={0}")]
    [InlineData("/api/v1/comparisons?sector={0}")]
    [InlineData("/api/v1/comparisons?area={0}")]
    [InlineData("/api/v1/comparisons?from={0}")]
    [InlineData("/api/v1/courts?cell={0}")]
    [InlineData("/api/v1/courts?claimant={0}")]
    [InlineData("/api/v1/ties?of={0}")]
    [InlineData("/api/v1/ties?without={0}")]
    [InlineData("/ties.svg?of={0}")]
    [InlineData("/compare.csv?sector={0}")]
    [InlineData("/calendar.ics?asOf={0}")]
    [InlineData("/api/v1/scenarios/{0}")]
    [InlineData("/cells/{0}")]
    [InlineData("/cells/CN/{0}")]
    [InlineData("/cells/{0}.csv")]
    [InlineData("/cells/{0}.atom")]
    [InlineData("/embed/cells/CN/{0}")]
    [InlineData("/actors/{0}.atom")]
    [InlineData("/?jurisdiction={0}")]
    [InlineData("/?sort={0}")]
    [InlineData("/?asOf={0}")]
    [InlineData("/?lang={0}")]
    [InlineData("/?{0}={0}")]
    [InlineData("/{0}")]
    [InlineData("/assets/{0}/fangshou.css")]
    [InlineData("/schemas/{0}")]
    public async Task No_value_breaks_an_address(string address)
    {
        foreach (string value in hostile)
        {
            string line = $"GET {string.Format(CultureInfo.InvariantCulture, address, value)}";
            (int status, string text) = await RawRequest.Send(dashboard.Address, RawRequest.Bytes(dashboard.Address, line), Stop);
            Assert.True(status is 200 or 400 or 404 or 406 or 414, $"{line}: {status} {text[..Math.Min(600, text.Length)]}");
            Harmless(text);
        }

        await ServesTheNext();
    }

    [Fact]
    public async Task Hostile_headers_break_nothing()
    {
        foreach (string header in (string[])["User-Agent", "Referer", "Accept-Language", "Accept", "Origin", "X-Forwarded-For", "Authorization", "If-None-Match", "If-Match", "Range", "Cookie"])
        {
            foreach (string value in hostile.Select(Uri.UnescapeDataString).Select(value => value.Replace("\r\n", " ", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal)))
            {
                (int status, string text) = await RawRequest.Send(dashboard.Address, RawRequest.Bytes(dashboard.Address, "GET /api/v1/events?limit=1", $"{header}: {Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(value))}\r\n"), Stop);
                Assert.True(status is 200 or 400 or 406, $"{header}: {value}: {status} {text[..Math.Min(600, text.Length)]}");
                Harmless(text);
            }
        }

        await ServesTheNext();
    }

    [Fact]
    public async Task Slow_callers_are_let_go_and_others_served_meanwhile()
    {
        byte[] whole = RawRequest.Bytes(dashboard.Address, "POST /", "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n");
        // A head that never ends, and a body that never comes.
        Task<(int Status, string Text)>[] slow = [.. Enumerable.Range(0, 40).Select(i => RawRequest.Send(dashboard.Address, i % 2 == 0 ? whole[..^2] : whole, Stop))];
        await ServesTheNext();
        foreach ((int status, string text) in await Task.WhenAll(slow).WaitAsync(TimeSpan.FromSeconds(60), Stop))
        {
            Assert.True(status is 0 or 400 or 405 or 408, text);
            Harmless(text);
        }

        await ServesTheNext();
    }

    static void Harmless(string text)
    {
        Assert.False(text.StartsWith("HTTP/1.1 500", StringComparison.Ordinal), text);
        foreach (string forbidden in (string[])["<script>alert", "   at ", "Exception", "root:x:", "\nSet-Cookie: a=b", "evil.example"])
            Assert.DoesNotContain(forbidden, text, StringComparison.Ordinal);
    }

    async Task ServesTheNext()
    {
        using HttpResponseMessage next = await dashboard.Client.GetAsync(new Uri("/healthz", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.DoesNotContain("unexpected", dashboard.Said, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" failed", dashboard.Said, StringComparison.Ordinal);
    }
}
