using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Fangshou.Store;
using Fangshou.Surface.Tests.Docs;
using Fangshou.Tests.Alerts;

namespace Fangshou.Surface.Tests.Web;

/// <summary>Alerts by the real program: rule, change of the ledger, signed message.</summary>
public sealed partial class AlertTests : IAsyncLifetime
{
    const string Page = "docs/guide/alerts.md", Rule = "a row is added to CN/gaming with severity at least 4", Events = "events.csv";

    static readonly TimeSpan patience = TimeSpan.FromMinutes(2);

    readonly TempFolder folder = new();
    readonly Receiver receiver = new();
    RunningDashboard dashboard = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    string Database => folder["team.db"];

    public ValueTask InitializeAsync() => Start();

    public async ValueTask DisposeAsync()
    {
        await dashboard.DisposeAsync();
        receiver.Dispose();
        folder.Dispose();
    }

    async ValueTask Start()
    {
        dashboard = new RunningDashboard(
            ["--forecasts", "off", "--database", Database],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["FANGSHOU_WEBHOOK_ALLOW"] = "127.0.0.0/8", ["FANGSHOU_WEBHOOK_HTTP"] = "on", ["FANGSHOU_SITE"] = "https://fangshou.example.org" });
        await dashboard.InitializeAsync();
        (await dashboard.Get("/alerts", cancellation: Stop)).Dispose();
    }

    Task<HttpResponseMessage> Send(HttpMethod method, string path, object? body = null, bool isOurs = true)
    {
        HttpRequestMessage request = new(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        if (isOurs)
            request.Headers.Add("X-Requested-With", "tests");
        return dashboard.Client.SendAsync(request, Stop);
    }

    async Task<JsonElement> Add(string rule = Rule, string? webhook = null)
    {
        using HttpResponseMessage response = await Send(HttpMethod.Post, "/api/v1/alerts", new { rule, webhook = webhook ?? receiver.Address });
        string text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.StatusCode == HttpStatusCode.Created, text);
        JsonElement answer = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Empty(SchemaCheck.Errors("urn:fangshou:alerts-add:1", answer));
        JsonElement data = answer.GetProperty("data");
        Assert.Equal($"/api/v1/alerts/{data.GetProperty("number").GetInt64()}", response.Headers.Location!.ToString());
        return data;
    }

    /// <summary>Somebody adds a row of the ledger, and another one approves it.</summary>
    async Task AddRow(string id)
    {
        using Workspace workspace = await Workspace.OpenAsync(Database, TimeProvider.System, Stop);
        WorkspaceTable table = (await workspace.PackageAsync(Stop)).Table(Events)!;
        WorkspaceRow like = table.Rows.First(row => Cell("jurisdiction", row) == "CN" && Cell("sectors", row) == "gaming" && Cell("severity", row) == "4");
        Dictionary<string, string> cells = table.Columns.Zip(like.Cells).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        cells["id"] = id;
        cells["title"] = "An invented row <b>for a test</b>";
        Proposal proposal = await workspace.Candidates.ProposeAsync(Draft.New(Events, cells, "It was missing.", "https://example.org/new"), "Bo", Stop);
        Assert.True(proposal.Candidate is not null, string.Join('\n', proposal.Judgement.Findings));
        Assert.Equal(CandidateState.Approved, (await workspace.Candidates.ReviewAsync(proposal.Candidate.Value, approve: true, "Cy", "", Stop)).State);

        string Cell(string column, WorkspaceRow row) => row.Cells[table.Columns.IndexOf(column)];
    }

    async Task<Posted> Post(int number)
    {
        for (long begun = Stopwatch.GetTimestamp(); receiver.Posts.Count < number; await Task.Delay(100, Stop))
            Assert.True(Stopwatch.GetElapsedTime(begun) < patience, $"Nothing came within {patience}. {dashboard.Said}");
        return receiver.Posts.ElementAt(number - 1);
    }

    [Fact]
    public async Task A_rule_tells_what_came_in_signed_again_after_an_error_and_a_restart()
    {
        receiver.Answer = _ => "500 Internal Server Error";
        JsonElement rule = await Add();
        string secret = rule.GetProperty("secret").GetString()!;
        await AddRow("cn-2099-test-row");
        Posted first = await Post(1);
        Assert.True(AlertGuideClient.Check(secret, first.Header("X-Fangshou-Timestamp"), first.Header("X-Fangshou-Signature"), Encoding.UTF8.GetBytes(first.Body), TimeProvider.System.GetUtcNow()));
        JsonElement message = JsonSerializer.Deserialize<JsonElement>(first.Body);
        Assert.Equal("cn-2099-test-row", message.GetProperty("rows")[0].GetProperty("id").GetString());
        Assert.Equal("https://fangshou.example.org/events/cn-2099-test-row", message.GetProperty("rows")[0].GetProperty("address").GetString());
        Assert.Equal("https://fangshou.example.org/cells/CN/gaming", message.GetProperty("page").GetString());

        await dashboard.DisposeAsync();
        using (Workspace workspace = await Workspace.OpenAsync(Database, TimeProvider.System, Stop))
            await Hasten(workspace);
        receiver.Answer = _ => "204 No Content";
        await Start();
        Posted second = await Post(2);
        Assert.Equal((first.Header("X-Fangshou-Delivery"), first.Body), (second.Header("X-Fangshou-Delivery"), second.Body));
        Assert.Equal(["HTTP 204 True 2", "HTTP 500 False 1"], await Eventually(2));

        // The feed and the page name the row; its title is no markup.
        XDocument feed = XDocument.Parse(await (await dashboard.Get("/alerts/1.atom", cancellation: Stop)).Content.ReadAsStringAsync(Stop));
        XElement entry = Assert.Single(feed.Root!.Elements(XName.Get("entry", "http://www.w3.org/2005/Atom")));
        Assert.Contains("https://fangshou.example.org/events/cn-2099-test-row", entry.ToString(), StringComparison.Ordinal);
        foreach (string lang in (string[])["en", "zh"])
        {
            string page = await (await dashboard.Get($"/alerts/1?lang={lang}", cancellation: Stop)).Content.ReadAsStringAsync(Stop);
            Assert.Contains("/events/cn-2099-test-row", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<b>for a test", page, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, page, StringComparison.Ordinal);
            Assert.DoesNotContain("key=1", page, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(secret, dashboard.Said, StringComparison.Ordinal);
        Assert.Equal(2, receiver.Posts.Count);
    }

    /// <summary>Attempts at the webhook, newest first, once so many were written down.</summary>
    async Task<string[]> Eventually(int count)
    {
        for (long begun = Stopwatch.GetTimestamp(); ; await Task.Delay(100, Stop))
        {
            using HttpResponseMessage response = await dashboard.Get("/api/v1/alerts/1", cancellation: Stop);
            JsonElement answer = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Stop));
            Assert.Empty(SchemaCheck.Errors("urn:fangshou:alerts-show:1", answer));
            string[] attempts = [.. answer.GetProperty("data").GetProperty("deliveries").EnumerateArray().Where(d => d.GetProperty("target").GetString() != "feed").Select(d => $"{d.GetProperty("answer").GetString()} {d.GetProperty("delivered").GetBoolean()} {d.GetProperty("attempt").GetInt32()}")];
            if (attempts.Length >= count)
                return attempts;
            Assert.True(Stopwatch.GetElapsedTime(begun) < patience);
        }
    }

    /// <summary>As if the minute until the next attempt had gone by.</summary>
    static async Task Hasten(Workspace workspace)
    {
        AlertRule rule = await workspace.Alerts.FindAsync(1, Stop);
        AlertState state = AlertState.Read(rule.State);
        AlertParcel parcel = Assert.Single(state.Parcels);
        Assert.Equal(1, parcel.Attempts);
        Assert.True(await workspace.Alerts.StepAsync(1, rule.State, (state with { Parcels = [parcel with { Due = parcel.Due.AddMinutes(-2) }] }).Write(), Stop));
    }

    [Fact]
    public async Task The_API_takes_what_makes_sense_from_who_may_send_it()
    {
        (await Send(HttpMethod.Get, "/api/v1/alerts")).Dispose();
        await Refused(HttpStatusCode.Forbidden, "X-Requested-With", await Send(HttpMethod.Post, "/api/v1/alerts", new { rule = Rule }, isOurs: false));
        await Refused(HttpStatusCode.BadRequest, "unknown member 'owner'", await Send(HttpMethod.Post, "/api/v1/alerts", new { rule = Rule, owner = "eve" }));
        await Refused(HttpStatusCode.UnprocessableEntity, "rule: ", await Send(HttpMethod.Post, "/api/v1/alerts", new { rule = (string?)null }));
        await Refused(HttpStatusCode.UnprocessableEntity, "did you mean 'crackdown'?", await Send(HttpMethod.Post, "/api/v1/alerts", new { rule = "P(crakdown) in CN/ai passes 30 %", webhook = "https://10.0.0.1/", email = "ann@example.org", lang = "fr" }), faults: 4);
        await Refused(HttpStatusCode.RequestEntityTooLarge, "larger", await Send(HttpMethod.Post, "/api/v1/alerts", new { rule = new string('x', 2_000_000) }));
        using (HttpRequestMessage form = new(HttpMethod.Post, "/api/v1/alerts") { Content = new FormUrlEncodedContent([new("rule", Rule)]) })
        {
            form.Headers.Add("X-Requested-With", "tests");
            await Refused(HttpStatusCode.UnsupportedMediaType, "application/json", await dashboard.Client.SendAsync(form, Stop));
        }

        await Refused(HttpStatusCode.NotFound, "no alert rule 77", await Send(HttpMethod.Delete, "/api/v1/alerts/77"));
        long number = (await Add()).GetProperty("number").GetInt64();
        string before = await Tag();
        using (HttpResponseMessage test = await Send(HttpMethod.Post, $"/api/v1/alerts/{number}/test"))
        {
            JsonElement answer = JsonSerializer.Deserialize<JsonElement>(await test.Content.ReadAsStringAsync(Stop));
            Assert.Empty(SchemaCheck.Errors("urn:fangshou:alerts-test:1", answer));
            Assert.Equal(["feed True", $"http://127.0.0.1:{receiver.Port}/… True"], answer.GetProperty("data").GetProperty("attempts").EnumerateArray().Select(a => $"{a.GetProperty("target")} {a.GetProperty("delivered")}"));
        }

        Assert.Equal("test", (await Post(1)).Header("X-Fangshou-Event"));
        await Refused(HttpStatusCode.BadRequest, "wait a little", await Send(HttpMethod.Post, $"/api/v1/alerts/{number}/test"));
        using (HttpResponseMessage end = await Send(HttpMethod.Delete, $"/api/v1/alerts/{number}"))
            Assert.Equal(HttpStatusCode.OK, end.StatusCode);
        Assert.NotEqual(before, await Tag());
        await Refused(HttpStatusCode.BadRequest, "has ended", await Send(HttpMethod.Post, $"/api/v1/alerts/{number}/test"));

        async Task<string> Tag()
        {
            using HttpResponseMessage list = await dashboard.Get("/api/v1/alerts", cancellation: Stop);
            Assert.Empty(SchemaCheck.Errors("urn:fangshou:alerts-list:1", JsonSerializer.Deserialize<JsonElement>(await list.Content.ReadAsStringAsync(Stop))));
            return list.Headers.ETag!.Tag;
        }
    }

    static async Task Refused(HttpStatusCode status, string says, HttpResponseMessage response, int faults = 1)
    {
        using (response)
        {
            string text = await response.Content.ReadAsStringAsync(Stop);
            Assert.True(response.StatusCode == status, $"{response.StatusCode}: {text}");
            JsonElement problem = JsonSerializer.Deserialize<JsonElement>(text);
            Assert.Contains(says, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            Assert.Equal(faults, problem.GetProperty("faults").GetArrayLength());
        }
    }

    /// <summary>What a rule sees is what the board shows.</summary>
    [Fact]
    public async Task A_rule_sees_what_the_board_shows()
    {
        using HttpResponseMessage board = await dashboard.Get("/api/v1/cells?jurisdiction=CN", cancellation: Stop);
        JsonElement lead = JsonSerializer.Deserialize<JsonElement>(await board.Content.ReadAsStringAsync(Stop)).GetProperty("data").GetProperty("cells").EnumerateArray().First(cell => cell.GetProperty("cell").GetString() == "CN/ai").GetProperty("lead");
        string phase = lead.GetProperty("phase").GetString()!;
        double probability = lead.GetProperty("now").GetProperty(phase).GetDouble();
        JsonElement chance = await Add($"P({phase}) in CN/ai passes 1 %");
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{100 * probability:0.#}\u00A0%"), chance.GetProperty("seen").GetString());
        Assert.StartsWith("waits", chance.GetProperty("state").GetString(), StringComparison.Ordinal);
        Assert.Equal(phase, (await Add("the phase of CN/ai changes")).GetProperty("seen").GetString(), ignoreCase: true);
        Assert.Equal("has not looked yet", (await Add("P(crackdown within 6 months) in CN/ai passes 1 %")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_form_shows_how_a_rule_is_understood_keeps_what_was_typed_and_needs_its_token()
    {
        using HttpClient browser = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = dashboard.Address };
        string cell = await (await dashboard.Get("/cells/CN/gaming", cancellation: Stop)).Content.ReadAsStringAsync(Stop);
        Assert.Contains("/alerts/new?rule=P(crackdown%20within%206%20months)%20in%20CN%2Fgaming%20passes%2030%20%25", cell, StringComparison.Ordinal);

        (HttpStatusCode status, string page) = await Form(browser, "/alerts/new?lang=zh", "alert", ("Form.Rule", "P(crackdown) in CN/ai falls below 20 %"), ("Form.Do", "check"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("当前处于", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        (status, page) = await Form(browser, "/alerts/new?lang=en", "alert", ("Form.Rule", "the fase of CN/ai <changes>"), ("Form.Webhook", "https://10.0.0.1/x"), ("Form.Do", "add"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("role=\"alert\"", page, StringComparison.Ordinal);
        Assert.Contains("did you mean &#x27;phase&#x27;?", page, StringComparison.Ordinal);
        Assert.Contains(">the fase of CN/ai &lt;changes&gt;</textarea>", page, StringComparison.Ordinal);
        Assert.Contains("not public", page, StringComparison.Ordinal);

        (status, page) = await Form(browser, "/alerts/new?lang=en", "alert", ("Form.Rule", Rule), ("Form.Webhook", receiver.Address), ("Form.Do", "add"));
        Assert.Equal(HttpStatusCode.OK, status);
        string secret = Secret().Match(page).Value;
        Assert.NotEmpty(secret);
        (status, page) = await Form(browser, "/alerts/1?lang=en", "test");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("HTTP 204", page, StringComparison.Ordinal);
        Posted post = await Post(1);
        Assert.True(AlertGuideClient.Check(secret, post.Header("X-Fangshou-Timestamp"), post.Header("X-Fangshou-Signature"), Encoding.UTF8.GetBytes(post.Body), TimeProvider.System.GetUtcNow()));
        Assert.DoesNotContain(secret, await (await dashboard.Get("/alerts/1?lang=en", cancellation: Stop)).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using (HttpResponseMessage bare = await browser.PostAsync("/alerts/1?lang=en", new FormUrlEncodedContent([new("_handler", "end")]), Stop))
            Assert.Equal(HttpStatusCode.BadRequest, bare.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, (await Form(browser, "/alerts/1?lang=en", "end")).Status);
        Assert.Contains("ended", await (await dashboard.Get("/alerts?lang=en", cancellation: Stop)).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    static async Task<(HttpStatusCode Status, string Page)> Form(HttpClient browser, string path, string handler, params (string Name, string Value)[] typed)
    {
        string blank = await browser.GetStringAsync(path, Stop);
        string token = Token().Match(blank).Groups["token"].Value;
        using HttpResponseMessage response = await browser.PostAsync(path, new FormUrlEncodedContent([new("_handler", handler), new("__RequestVerificationToken", token), .. typed.Select(field => KeyValuePair.Create(field.Name, field.Value))]), Stop);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task The_signature_checks_of_the_guide_tell_a_genuine_message_from_others()
    {
        string source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Fangshou.Surface.Tests", "Web", "AlertGuideClient.cs"));
        Assert.Equal(Lines(source.Split("// <guide>")[1].Split("// </guide>")[0]), Lines(Block("csharp")));

        string secret = (await Add()).GetProperty("secret").GetString()!;
        (await Send(HttpMethod.Post, "/api/v1/alerts/1/test")).Dispose();
        Posted post = await Post(1);
        string timestamp = post.Header("X-Fangshou-Timestamp"), signature = post.Header("X-Fangshou-Signature");
        DateTimeOffset at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, CultureInfo.InvariantCulture));
        (string Secret, string Body, DateTimeOffset Now, bool Genuine)[] cases =
        [
            (secret, post.Body, at.AddMinutes(4), true), (secret, post.Body, at.AddMinutes(6), false), (secret, post.Body + " ", at, false), (secret + "0", post.Body, at, false),
        ];
        Assert.All(cases, c => Assert.Equal(c.Genuine, AlertGuideClient.Check(c.Secret, timestamp, signature, Encoding.UTF8.GetBytes(c.Body), c.Now)));

        string calls = string.Concat(cases.Select(c => $"print(is_genuine({Python(c.Secret)}, {{'X-Fangshou-Timestamp': {Python(timestamp)}, 'X-Fangshou-Signature': {Python(signature)}}}, {Python(c.Body)}.encode(), {c.Now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}))\n"));
        Assert.Equal(cases.Select(c => c.Genuine ? "True" : "False"), (await RunPython(Block("python") + calls)).Trim().Split('\n'));

        // JSON texts are Python texts.
        static string Python(string text) => JsonSerializer.Serialize(text);
        static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
    }

    static string Block(string language) => Fence().Matches(Repository.ReadPage(Page)).First(block => block.Groups["language"].Value == language).Groups["text"].Value;

    static async Task<string> RunPython(string program)
    {
        try
        {
            using Process python = Process.Start(new ProcessStartInfo("python3", ["-c", program]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> output = python.StandardOutput.ReadToEndAsync(Stop), error = python.StandardError.ReadToEndAsync(Stop);
            await python.WaitForExitAsync(Stop);
            Assert.True(python.ExitCode == 0, await error);
            return await output;
        }
        catch (Win32Exception)
        {
            Assert.Skip("python3 is not installed, so the check of the guide is not tried.");
            throw;
        }
    }

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Fence();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Token();

    [GeneratedRegex("(?<=<code class=\"address\">)[0-9a-f]{48}", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Secret();
}
