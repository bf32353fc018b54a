using System.Net;
using Fangshou.Store;
using Fangshou.Web.Alerts;

namespace Fangshou.Tests.Alerts;

/// <summary>Where messages may be posted to. Anybody may have typed the address.</summary>
public sealed class WebhookAddressTests : IDisposable
{
    readonly Receiver inside = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => inside.Dispose();

    /// <summary>Addresses that are refused as they stand, before any name is asked for.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("example.org/hook")]
    [InlineData("//example.org/hook")]
    [InlineData("ftp://example.org/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1:6379/_INFO")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://example.org/hook")]
    [InlineData("https://ann:secret@example.org/")]
    [InlineData("https://ann@example.org/")]
    [InlineData("https://@example.org/")]
    [InlineData("https://example.org\\@127.0.0.1/")]
    [InlineData("https://example.org#@127.0.0.1/")]
    [InlineData("https://example.org:22/")]
    [InlineData("https://example.org:25/")]
    [InlineData("https://example.org:1023/")]
    [InlineData("https://example.org:0/")]
    [InlineData("https://example.org:99999/")]
    [InlineData("https://exa mple.org/")]
    [InlineData("https://example.org/\r\nX-Evil: 1")]
    [InlineData("https:///hook")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0x7f.0.0.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://017700000001/")]
    [InlineData("https://127.0.0.1./")]
    [InlineData("https://0.0.0.0/")]
    [InlineData("https://0/")]
    [InlineData("https://10.1.2.3/")]
    [InlineData("https://100.64.0.1/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://172.16.0.1/")]
    [InlineData("https://172.31.255.255/")]
    [InlineData("https://192.168.0.1/")]
    [InlineData("https://198.18.0.1/")]
    [InlineData("https://192.0.2.1/")]
    [InlineData("https://224.0.0.1/")]
    [InlineData("https://255.255.255.255/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::ffff:a9fe:a9fe]/")]
    [InlineData("https://[::127.0.0.1]/")]
    [InlineData("https://[64:ff9b::7f00:1]/")]
    [InlineData("https://[64:ff9b:1::a00:1]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://[fe80::1%25eth0]/")]
    [InlineData("https://[fc00::1]/")]
    [InlineData("https://[fd12:3456::1]/")]
    [InlineData("https://[ff02::1]/")]
    [InlineData("https://[2002:7f00:1::]/")]
    [InlineData("https://[2001::1]/")]
    [InlineData("https://[2001:db8::1]/")]
    public void It_is_refused_as_it_stands(string address)
    {
        RefusedException refused = Assert.Throws<RefusedException>(() => WebhookAddress.Read(address, new AlertOptions()));
        Assert.Equal(Fault.Usage, refused.Fault);
        Assert.DoesNotContain("secret", refused.Message.Replace("'https://ann:secret@example.org/'", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    /// <summary>Addresses that look like any other, of names that lead inside.</summary>
    [Theory]
    [InlineData("localhost", "127.0.0.1")]
    [InlineData("localhost.", "::1")]
    [InlineData("inside.example.org", "127.0.0.1")]
    [InlineData("inside.example.org", "10.0.0.7")]
    [InlineData("inside.example.org", "169.254.169.254")]
    [InlineData("inside.example.org", "::ffff:192.168.1.1")]
    [InlineData("inside.example.org", "64:ff9b::c0a8:101")]
    [InlineData("inside.example.org", "fd00::1")]
    [InlineData("inside.example.org", "0.0.0.0")]
    [InlineData("xn--fsqu00a.xn--0zwm56d", "127.0.0.1")]
    [InlineData("例子.测试", "127.0.0.1")]
    [InlineData("①②⑦.0.0.1.example.org", "127.0.0.1")]
    // One public address before one that is not.
    [InlineData("both.example.org", "8.8.8.8", "127.0.0.1")]
    public async Task A_name_that_leads_inside_is_refused_at_the_connection(string host, params string[] addresses)
    {
        List<string> asked = [];
        using WebhookClient client = Client(new AlertOptions(), (name, _) =>
        {
            asked.Add(name);
            return Task.FromResult(Array.ConvertAll(addresses, IPAddress.Parse));
        });
        Attempt attempt = await client.Post($"https://{host}:{inside.Port}/", "alert", "id", "secret", "{}", Stop);
        Assert.Equal(new Attempt(false, "refused: " + WebhookAddress.NotPublic), attempt);
        Assert.Single(asked);
        Assert.Equal(0, inside.Connections);
    }

    [Fact]
    public async Task A_name_that_changes_its_mind_is_connected_to_where_it_was_checked()
    {
        // Asked once; a second question would be answered with another address.
        int asked = 0;
        using WebhookClient client = Client(Inside, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(asked++ == 0 ? "127.0.0.1" : "10.0.0.1")]));
        Assert.Equal(new Attempt(true, "HTTP 204"), await client.Post(FormattableString.Invariant($"http://name.example.org:{inside.Port}/"), "alert", "id", "secret", "{}", Stop));
        Assert.Equal(1, asked);
    }

    [Theory]
    [InlineData("https://169.254.169.254/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://inner.example.org/")]
    [InlineData("https://ann:x@public.example.org/")]
    [InlineData("https://public.example.org:22/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//10.0.0.1/")]
    public async Task A_redirect_is_checked_as_the_first_address_was(string location)
    {
        inside.Answer = _ => $"307 Temporary Redirect\r\nLocation: {location}";
        using WebhookClient client = Client(Inside, (name, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(name == "inner.example.org" ? "10.0.0.1" : "127.0.0.1")]));
        Attempt attempt = await client.Post(inside.Address, "alert", "id", "secret", "{}", Stop);
        Assert.False(attempt.Delivered);
        Assert.StartsWith("refused: ", attempt.Says, StringComparison.Ordinal);
        Assert.Equal(1, inside.Connections);
    }

    [Fact]
    public async Task Three_redirects_are_followed_with_the_same_body_and_no_more()
    {
        inside.Answer = path => path == "/3" ? "200 OK" : $"308 Permanent Redirect\r\nLocation: /{(path.Length == 2 ? path[1] - '0' + 1 : 1)}";
        using WebhookClient client = Client(Inside);
        Assert.Equal(new Attempt(true, "HTTP 200"), await client.Post(inside.Address, "alert", "id", "secret", "{\"a\":1}", Stop));
        Assert.Equal(["/hook?key=1", "/1", "/2", "/3"], inside.Posts.Select(post => post.Path));
        Assert.All(inside.Posts, post => Assert.Equal("{\"a\":1}", post.Body));
        inside.Answer = _ => "302 Found\r\nLocation: /again";
        Assert.Equal(new Attempt(false, "redirected more than 3 times"), await client.Post(inside.Address, "alert", "id", "secret", "{}", Stop));
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("100.128.0.1", true)]
    [InlineData("::8.8.8.8", false)]
    [InlineData("4000::1", false)]
    public void Public_addresses_are_taken(string address, bool may) => Assert.Equal(may, PublicAddress.May(IPAddress.Parse(address), []));

    [Fact]
    public void An_allowed_network_is_taken_and_nothing_beside_it()
    {
        AlertOptions options = new() { AllowedNetworks = [IPNetwork.Parse("10.1.0.0/16")] };
        Assert.Equal("https://10.1.2.3/", WebhookAddress.Read("https://10.1.2.3/", options).ToString());
        Assert.True(PublicAddress.May(IPAddress.Parse("::ffff:10.1.2.3"), options.AllowedNetworks));
        Assert.Throws<RefusedException>(() => WebhookAddress.Read("https://10.2.2.3/", options));
        Assert.Throws<RefusedException>(() => WebhookAddress.Read("http://10.1.2.3/", options));
    }

    [Fact]
    public async Task A_message_is_signed_over_its_time_and_its_body()
    {
        using WebhookClient client = new(Inside, new ClockAt(1_800_000_000));
        Assert.Equal(new Attempt(true, "HTTP 204"), await client.Post(inside.Address, "alert", "abc", "top", "{\"说\":\"é\"}", Stop));
        Posted post = Assert.Single(inside.Posts);
        Assert.Equal(("alert", "abc", "1800000000", "{\"说\":\"é\"}"), (post.Header("X-Fangshou-Event"), post.Header("X-Fangshou-Delivery"), post.Header("X-Fangshou-Timestamp"), post.Body));
        // By openssl dgst -sha256 -hmac top.
        Assert.Equal("sha256=3a83f19d886bcf5b1bfb0cea21e5e4759a912609cc533d8d23489f70b6c6e68f", post.Header("X-Fangshou-Signature"));
        Assert.Equal("application/json; charset=utf-8", post.Header("Content-Type"));
    }

    [Theory]
    [InlineData("500 Internal Server Error", false, "HTTP 500", false)]
    [InlineData("410 Gone", false, "HTTP 410", true)]
    [InlineData("303 See Other\r\nLocation: /x", false, "HTTP 303", false)]
    [InlineData("200 <script>alert(1)</script>", true, "HTTP 200", false)]
    [InlineData("nonsense", false, "the answer was no HTTP", false)]
    public async Task Of_an_answer_only_the_status_is_told(string answer, bool delivered, string says, bool gone)
    {
        inside.Answer = _ => answer;
        using WebhookClient client = Client(Inside);
        Assert.Equal(new Attempt(delivered, says, gone), await client.Post(inside.Address, "alert", "id", "secret", "{}", Stop));
    }

    [Fact]
    public async Task A_receiver_that_never_answers_is_waited_for_ten_seconds()
    {
        using System.Net.Sockets.TcpListener mute = new(IPAddress.Loopback, 0);
        mute.Start();
        using WebhookClient client = Client(Inside);
        long begun = System.Diagnostics.Stopwatch.GetTimestamp();
        Assert.Equal(new Attempt(false, "no answer within 10 seconds"), await client.Post($"http://127.0.0.1:{((IPEndPoint)mute.LocalEndpoint).Port}/", "alert", "id", "secret", "{}", Stop));
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(begun).TotalSeconds, 9, 30);
    }

    [Fact]
    public async Task Nobody_there_is_told_in_our_words()
    {
        int port = inside.Port;
        inside.Dispose();
        using WebhookClient client = Client(Inside, (_, _) => throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound));
        Assert.Equal("no connection", (await client.Post(FormattableString.Invariant($"http://127.0.0.1:{port}/"), "alert", "id", "secret", "{}", Stop)).Says);
        Assert.False((await client.Post("http://nowhere.example.org/", "alert", "id", "secret", "{}", Stop)).Delivered);
    }

    static AlertOptions Inside => new() { AllowedNetworks = [IPNetwork.Parse("127.0.0.0/8")], AllowHttp = true };

    static WebhookClient Client(AlertOptions options, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null) => new(options, TimeProvider.System, resolve);

    sealed class ClockAt(long seconds) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeSeconds(seconds);
    }
}
