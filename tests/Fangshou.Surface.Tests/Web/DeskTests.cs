using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Fangshou.Surface.Tests.Docs;

namespace Fangshou.Surface.Tests.Web;

/// <summary>The writing half of the ledger: suggestions, their review, history, imports, export.</summary>
public abstract class DeskTests<TDesk>(TDesk desk) : IClassFixture<TDesk>
    where TDesk : RunningDesk
{
    const string Halt = "cn-2020-11-03-ant-ipo-suspended", Fine = "cn-2021-04-10-samr-alibaba-fine";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_suggestion_is_reviewed_and_then_shown_with_its_history()
    {
        PageForm form = await desk.Form($"/ledger/suggest?row={Halt}&lang=zh");
        Assert.Equal("4", form["c.severity"]);
        string page = await desk.Taken(form.Set("c.severity", "3").Set("why", "One <b>firm</b> only.").Set("source", "https://example.org/a"));
        Assert.Matches("^/ledger/review/[0-9]+\\?lang=zh$", page);
        string number = page.Split('/')[3].Split('?')[0], english = $"/ledger/review/{number}";
        string candidate = await desk.Dashboard.Page(english);
        Assert.Contains("<del>4</del>", candidate, StringComparison.Ordinal);
        Assert.Contains("<ins>3</ins>", candidate, StringComparison.Ordinal);
        Assert.Contains("finds nothing wrong", candidate, StringComparison.Ordinal);

        string before = await desk.Dashboard.Page($"/events/{Halt}");
        Assert.Contains("4 / 5", before, StringComparison.Ordinal);
        Assert.Contains($"suggestion {number}", PageText.Section(before, "history"), StringComparison.Ordinal);
        await desk.Approve(english);
        Assert.Contains("approved by its author", await desk.Dashboard.Page(english), StringComparison.Ordinal);

        // As of a day before anybody typed anything here, the row is as it now stands, and its history is whole.
        string after = await desk.Dashboard.Page($"/events/{Halt}?asOf=2020-11-30");
        Assert.Contains("3 / 5", after, StringComparison.Ordinal);
        string history = PageText.Section(after, "history");
        Assert.Contains("<del>4</del>", history, StringComparison.Ordinal);
        Assert.Contains("Came with the package", history, StringComparison.Ordinal);
        using HttpResponseMessage raw = await desk.Dashboard.Get($"/events/{Halt}", cancellation: Stop);
        string text = await raw.Content.ReadAsStringAsync(Stop);
        Assert.Contains("One &lt;b&gt;firm&lt;/b&gt; only.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>firm</b>", text, StringComparison.Ordinal);

        XElement feed = XElement.Parse(await desk.Dashboard.Client.GetStringAsync(new Uri("/ledger/edits.atom", UriKind.Relative), Stop));
        XNamespace atom = "http://www.w3.org/2005/Atom";
        Assert.Contains(feed.Elements(atom + "entry"), entry => entry.Element(atom + "id")!.Value == $"tag:fangshou.invalid,2026:events/{Halt}#suggestion-{number}" && entry.Element(atom + "summary")!.Value.Contains("severity: 4 → 3", StringComparison.Ordinal));
        JsonElement revision = (await desk.Data($"/api/v1/revisions?key={Halt}")).GetProperty("revisions").EnumerateArray().Last();
        Assert.Equal(("4", "3", "edited"), (revision.GetProperty("old").GetString(), revision.GetProperty("new").GetString(), revision.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task Two_editors_never_lose_each_others_change()
    {
        const string Row = "cn-2020-11-01-fyp-online-education";
        PageForm ann = await desk.Form($"/ledger/suggest?row={Row}"), bo = await desk.Form($"/ledger/suggest?row={Row}");
        string old = ann["c.title"], waiting = await desk.Taken(bo.Set("c.confidence", "low").Set("c.title", "Waits").Set("why", "Bo").Set("source", "Bo"));
        await desk.Approve(await desk.Taken(ann.Set("c.title", "Ann's title").Set("why", "Ann").Set("source", "Ann")));

        PageForm back = await desk.Refused(bo.Set("c.title", "Bo's title"), HttpStatusCode.Conflict);
        Assert.Contains("Ann's title", WebUtility.HtmlDecode(PageText.Section(back.Html.Replace("<section class=\"conflict\" aria-labelledby=\"conflict\" role=\"alert\">", "<section aria-labelledby=\"conflict\">", StringComparison.Ordinal), "conflict")), StringComparison.Ordinal);
        Assert.Equal(("Bo's title", "low", "Bo"), (back["c.title"], back["c.confidence"], back["why"]));
        Assert.NotEqual(bo["base"], back["base"]);

        // The one that was proposed before is told the same at its review, and stays waiting.
        PageForm stale = await desk.Refused((await desk.Form(waiting)).Set("do", "approve"), HttpStatusCode.Conflict);
        Assert.Contains("It is waiting.", stale.Html, StringComparison.Ordinal);
        PageForm again = await desk.Form(WebUtility.HtmlDecode(stale.Html.Split("href=\"").Select(part => part.Split('"')[0]).First(link => link.StartsWith("/ledger/suggest?", StringComparison.Ordinal))));
        Assert.Equal(("Waits", "low", back["base"]), (again["c.title"], again["c.confidence"], again["base"]));
        await desk.Taken((await desk.Form(waiting)).Set("do", "reject"));

        await desk.Approve(await desk.Taken(back));
        string[] titles = [.. (await desk.Data($"/api/v1/revisions?key={Row}")).GetProperty("revisions").EnumerateArray().Where(r => r.GetProperty("column").GetString() == "title").Select(r => r.GetProperty("old").GetString() + " → " + r.GetProperty("new").GetString())];
        Assert.Equal([$"{old} → Ann's title", "Ann's title → Bo's title"], titles);
    }

    [Theory]
    [MemberData(nameof(DeskFaults.Wrong), MemberType = typeof(DeskFaults))]
    public async Task What_is_wrong_is_told_beside_its_field_and_nothing_is_written(string field, string value, string says)
    {
        long newest = await desk.Newest();
        PageForm form = (await desk.Form($"/ledger/suggest?row={Fine}")).Set("c.confidence", "low").Set("why", "Because.").Set("source", "https://example.org/a").Set(field, value);
        PageForm back = await desk.Refused(form, field == "base" ? HttpStatusCode.Conflict : HttpStatusCode.UnprocessableEntity);
        Assert.Contains(says, WebUtility.HtmlDecode(back.Text), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script>alert", back.Html, StringComparison.Ordinal);
        if (field is not ("base" or "c.colour" or "c.id"))
            Assert.Contains($"id=\"e-{field.Replace("c.", "", StringComparison.Ordinal)}\"", back.Html, StringComparison.Ordinal);
        Assert.Equal("low", back["c.confidence"]);
        Assert.Equal(newest, await desk.Newest());
    }

    [Fact]
    public async Task All_faults_of_a_form_are_told_at_once()
    {
        PageForm back = await desk.Refused((await desk.Form("/ledger/suggest")).Set("c.severity", "9").Set("c.sectors", "kites").Set("c.title", "=1"));
        foreach (string field in (string[])["id", "date", "severity", "sectors", "title", "actor", "why", "source"])
            Assert.Contains($"href=\"#f-{field}\"", back.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/ledger/suggest?row=" + Fine)]
    [InlineData("/ledger/import")]
    public async Task A_form_with_a_forged_token_or_none_is_refused(string path)
    {
        long newest = await desk.Newest();
        PageForm form = (await desk.Form(path)).Set("c.confidence", "low").Set("why", "x").Set("source", "x").Set("do", "propose");
        foreach (PageForm wrong in (PageForm[])[form, .. Forged(await desk.Form(path))])
        {
            if (ReferenceEquals(wrong, form))
                form.Cookie = "";
            (HttpResponseMessage response, string text) = await desk.Send(wrong, "id,severity\n"u8.ToArray());
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("Nothing was written", text, StringComparison.Ordinal);
        }

        Assert.Equal(newest, await desk.Newest());
    }

    static IEnumerable<PageForm> Forged(PageForm form)
    {
        yield return form.Set("__RequestVerificationToken", "CfDJ8" + new string('A', 100));
        yield return form.Without("__RequestVerificationToken");
    }

    [Fact]
    public async Task A_decision_with_a_forged_token_decides_nothing()
    {
        string page = await desk.Taken((await desk.Form($"/ledger/suggest?row={Fine}")).Set("c.until", "2021-05-01").Set("why", "x").Set("source", "x"));
        foreach (PageForm wrong in Forged((await desk.Form(page)).Set("do", "approve")))
            Assert.Equal(HttpStatusCode.BadRequest, (await desk.Send(wrong)).Response.StatusCode);
        Assert.Contains("It is waiting.", await desk.Dashboard.Page(page), StringComparison.Ordinal);
        // Where editors may look nothing is decided: only the address for reviewers takes a decision.
        PageForm looked = (await desk.Form(page)).Set("do", "approve");
        looked.Action = page;
        Assert.Equal(HttpStatusCode.BadRequest, (await desk.Send(looked)).Response.StatusCode);
        Assert.Contains("It is waiting.", await desk.Dashboard.Page(page), StringComparison.Ordinal);
        await desk.Refused((await desk.Form(page)).Set("do", "approve").Set("comment", new string('c', 2001)));
        await desk.Taken((await desk.Form(page)).Set("do", "reject"));
        Assert.Contains("It is rejected.", await desk.Dashboard.Page(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_is_retired_in_favour_of_another()
    {
        const string Row = "us-2021-06-11-antitrust-package-house";
        string[] ids = PageText.EventIds(await desk.Dashboard.Page("/ledger?jurisdiction=US&order=oldest"));
        string gone = ids.Contains(Row) ? Row : ids[0], successor = ids.First(id => id != gone);
        await desk.Refused((await desk.Form($"/ledger/suggest?retire={gone}")).Set("successor", "nobody").Set("why", "Twice.").Set("source", "x"));
        await desk.Approve(await desk.Taken((await desk.Form($"/ledger/suggest?retire={gone}")).Set("successor", successor).Set("why", "Twice.").Set("source", "x")));
        string page = await desk.Dashboard.Page($"/events/{gone}", HttpStatusCode.Gone);
        Assert.Contains($"/events/{successor}", page, StringComparison.Ordinal);
        Assert.Contains("Twice.", page, StringComparison.Ordinal);
        Assert.DoesNotContain(gone, PageText.EventIds(await desk.Dashboard.Page("/ledger?jurisdiction=US&order=oldest")));
        await desk.Dashboard.Refusal($"/ledger/suggest?row={gone}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Ten_thousand_lines_with_faults_are_told_and_the_sound_ones_proposed()
    {
        long newest = await desk.Newest();
        StringBuilder csv = new("id,date,date_precision,jurisdiction,kind,sectors,areas,actor,actor_level,instrument,direction,severity,title,confidence\n");
        for (int i = 0; i < 10_000; i++)
            csv.Append(CultureInfo.InvariantCulture, $"cn-2022-r{i:00000},2022-01-01,day,CN,action,{(i % 50 == 0 ? "kites" : "ai")},antitrust,SAMR,central-agency,law,tighten,{(i % 77 == 0 ? 9 : 3)},T{i},low\n");
        int faulty = Enumerable.Range(0, 10_000).Count(i => i % 50 == 0 || i % 77 == 0);
        PageForm form = (await desk.Form("/ledger/import")).Set("why", "A yearbook.").Set("source", "https://example.org/yearbook").Set("do", "preview");
        (HttpResponseMessage response, string text) = await desk.Send(form, Encoding.UTF8.GetBytes(csv.ToString()));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        PageForm preview = new(text, form.Cookie);
        Assert.Contains($"10000 lines: {10_000 - faulty} new, 0 changed, 0 the same, {faulty} faulty.", text, StringComparison.Ordinal);
        Assert.Contains("The first 200 of 10000 lines", text, StringComparison.Ordinal);
        Assert.Contains("Line 2<", text, StringComparison.Ordinal);
        Assert.DoesNotContain(">Line 3<", text, StringComparison.Ordinal);
        Assert.Equal(newest, await desk.Newest());

        string queue = await desk.Taken(preview.Set("do", "propose"));
        Assert.Equal($"/ledger/review?after={newest}", queue);
        Assert.Equal(newest + 10_000 - faulty, await desk.Newest());
        string first = $"/ledger/review/{newest + 1}";
        Assert.Contains($"Approve all {10_000 - faulty}", await desk.Dashboard.Page(first), StringComparison.Ordinal);
        await desk.Taken((await desk.Form(first)).Set("do", "reject-all"));
        Assert.Contains("It is rejected.", await desk.Dashboard.Page($"/ledger/review/{newest + 9000}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 422, "no file was chosen")]
    [InlineData("id,colour\nx,red\n", 422, "no column")]
    [InlineData("severity\n3\n", 422, "names the row")]
    [InlineData("id,severity\n\"x,3\n", 422, "Line")]
    public async Task A_file_that_cannot_be_told_apart_is_refused_whole(string csv, int status, string says)
    {
        PageForm form = (await desk.Form("/ledger/import")).Set("why", "x").Set("source", "x").Set("do", "propose");
        Assert.Contains(says, WebUtility.HtmlDecode((await desk.Refused(form, (HttpStatusCode)status, Encoding.UTF8.GetBytes(csv))).Text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_told_so()
    {
        PageForm form = (await desk.Form("/ledger/import")).Set("why", "x").Set("source", "x").Set("do", "preview");
        (HttpResponseMessage response, string text) = await desk.Send(form, new byte[6 << 20]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("1 MiB", text, StringComparison.Ordinal);
        PageForm back = await desk.Refused(form, file: [.. Enumerable.Repeat((byte)'a', 1_000_001)]);
        Assert.Contains("larger than 1 MB", back.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_export_is_the_package_and_passes_its_check()
    {
        await desk.Approve(await desk.Taken((await desk.Form($"/ledger/suggest?row={Fine}")).Set("c.title", "A record fine, \"in quotes\"").Set("why", "x").Set("source", "x")));
        using HttpResponseMessage response = await desk.Dashboard.Client.GetAsync(new Uri("/ledger/export.zip", UriKind.Relative), Stop);
        byte[] zip = await response.Content.ReadAsByteArrayAsync(Stop);
        Assert.Matches("^fangshou-ledger-r[0-9]+\\.zip$", response.Content.Headers.ContentDisposition!.FileName!.Trim('"'));
        Assert.Equal(zip, await desk.Dashboard.Client.GetByteArrayAsync(new Uri("/ledger/export.zip", UriKind.Relative), Stop));
        using TempFolder folder = new();
        await ZipFile.ExtractToDirectoryAsync(new MemoryStream(zip), folder["now"], Stop);
        CliResult verified = CliRun.Run("data", "verify", "--data", folder["now"]);
        Assert.True(verified.ExitCode == 0, verified.All);
        Assert.Contains("\"A record fine, \"\"in quotes\"\"\"", File.ReadAllText(Path.Combine(folder["now"], "events.csv")), StringComparison.Ordinal);

        // The revision of the fill is the package as it came, to the byte.
        long filled = (await desk.Data("/api/v1/revisions?after=2000&limit=1000")).GetProperty("revisions").EnumerateArray().Last(r => r.GetProperty("candidate").ValueKind == JsonValueKind.Null).GetProperty("number").GetInt64();
        await ZipFile.ExtractToDirectoryAsync(new MemoryStream(await desk.Dashboard.Client.GetByteArrayAsync(new Uri($"/ledger/export.zip?revision={filled}", UriKind.Relative), Stop)), folder["came"], Stop);
        string shipped = Path.Combine(Repository.Root, "data");
        Assert.All(Directory.GetFiles(shipped, "*", SearchOption.AllDirectories), file => Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(folder["came"], Path.GetRelativePath(shipped, file)))));
        await desk.Dashboard.Refusal("/ledger/export.zip?revision=x", HttpStatusCode.BadRequest);
        await desk.Dashboard.Refusal("/ledger/export.zip?revision=999999", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_program_proposes_looks_and_decides()
    {
        JsonElement rows = (await desk.Data("/api/v1/revisions?key=cn-2000-01-01-console-ban")).GetProperty("revisions");
        long version = rows[rows.GetArrayLength() - 1].GetProperty("number").GetInt64();
        string Body(object change) => JsonSerializer.Serialize(change);
        object edit = new { kind = "edited", table = "events.csv", key = "cn-2000-01-01-console-ban", baseVersion = version, cells = new { severity = "4" }, why = "By a program.", source = "https://example.org/p" };

        (HttpResponseMessage made, JsonElement json) = await desk.Ask(HttpMethod.Post, "/api/v1/candidates", Body(edit));
        Assert.True(made.StatusCode == HttpStatusCode.Created, json.ToString());
        Keeps("candidate", json);
        string address = made.Headers.Location!.ToString();
        Keeps("candidate", (await desk.Ask(HttpMethod.Get, address)).Json);
        Keeps("candidates", (await desk.Ask(HttpMethod.Get, "/api/v1/candidates?state=waiting&key=cn-2000-01-01-console-ban")).Json);
        (HttpResponseMessage decided, json) = await desk.Ask(HttpMethod.Post, address + "/review", Body(new { decision = "approve", comment = "Good." }));
        Assert.True(decided.StatusCode == HttpStatusCode.OK, json.ToString());
        Assert.Equal("approved", json.GetProperty("data").GetProperty("candidate").GetProperty("state").GetString());
        JsonElement revisions = (await desk.Ask(HttpMethod.Get, "/api/v1/revisions?key=cn-2000-01-01-console-ban")).Json;
        Keeps("revisions", revisions);
        Assert.Equal("4", revisions.GetProperty("data").GetProperty("revisions").EnumerateArray().Last().GetProperty("new").GetString());
        Assert.Equal("4", (await desk.Data("/api/v1/events/cn-2000-01-01-console-ban")).GetProperty("event").GetProperty("severity").ToString());

        // Again: the row is no longer as it was seen; and who comes late is told.
        Assert.Equal(HttpStatusCode.Conflict, (await desk.Ask(HttpMethod.Post, "/api/v1/candidates", Body(edit))).Response.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await desk.Ask(HttpMethod.Post, address + "/review", Body(new { decision = "reject" }))).Response.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await desk.Ask(HttpMethod.Post, "/api/v1/candidates/999999/review", Body(new { decision = "reject" }))).Response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(DeskFaults.WrongBodies), MemberType = typeof(DeskFaults))]
    public async Task A_body_that_makes_no_sense_is_refused_with_every_fault(string path, string body, string type, int status, string says)
    {
        long newest = await desk.Newest();
        (HttpResponseMessage response, JsonElement json) = await desk.Ask(HttpMethod.Post, path, body, type);
        Assert.True((int)response.StatusCode == status, json.ToString());
        Assert.Empty(SchemaCheck.Errors("urn:fangshou:problem:1", json));
        Assert.Contains(says, json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(newest, await desk.Newest());
    }

    [Theory]
    [InlineData("/api/v1/candidates", "application/json")]
    [InlineData("/api/v1/candidates/1/review", "application/json")]
    [InlineData("/api/v1/imports?table=events.csv&why=x&source=x&propose=true", "text/csv")]
    public async Task Nothing_is_taken_that_a_page_of_another_site_could_send(string path, string type) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.Ask(HttpMethod.Post, path, "{}", type, isMeant: false)).Response.StatusCode);

    [Fact]
    public async Task A_program_previews_and_proposes_a_file()
    {
        const string Query = "/api/v1/imports?table=events.csv&why=A%20yearbook&source=https%3A%2F%2Fexample.org%2Fy", Csv = $"id,severity\n{Fine},9\n{Halt},2\n";
        long newest = await desk.Newest();
        JsonElement preview = (await desk.Ask(HttpMethod.Post, Query, Csv, "text/csv")).Json;
        Keeps("import", preview);
        Assert.Equal((1, 1, 2), (preview.GetProperty("data").GetProperty("faulty").GetInt32(), preview.GetProperty("data").GetProperty("changed").GetInt32(), preview.GetProperty("data").GetProperty("shown")[0].GetProperty("line").GetInt32()));
        Assert.Equal(newest, await desk.Newest());
        (HttpResponseMessage made, JsonElement proposed) = await desk.Ask(HttpMethod.Post, Query + "&propose=true", Csv, "text/csv");
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Keeps("import", proposed);
        Assert.Equal(newest + 1, proposed.GetProperty("data").GetProperty("proposed").GetProperty("first").GetInt64());
        Assert.Equal(newest + 1, (await desk.Data(made.Headers.Location!.ToString())).GetProperty("candidates")[0].GetProperty("number").GetInt64());
        await desk.Taken((await desk.Form($"/ledger/review/{newest + 1}")).Set("do", "reject"));
    }

    [Theory]
    [MemberData(nameof(DeskFaults.Addresses), MemberType = typeof(DeskFaults))]
    public async Task No_value_breaks_an_address_of_the_desk(string address)
    {
        foreach (string value in DeskFaults.Hostile)
        {
            (int status, string text) = await RawRequest.Send(desk.Dashboard.Address, RawRequest.Bytes(desk.Dashboard.Address, $"GET {address}{value}"), Stop);
            Assert.True(status is 200 or 400 or 404, $"{address}{value}: {status} {text[..Math.Min(600, text.Length)]}");
            Assert.DoesNotContain("<script>alert", text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(" failed", desk.Dashboard.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("unhandled", desk.Dashboard.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_of_the_desk_are_whole_in_both_languages()
    {
        string page = await desk.Taken((await desk.Form($"/ledger/suggest?row={Fine}")).Set("c.until", "2021-06-01").Set("why", "x").Set("source", "x"));
        foreach (string path in (string[])["/ledger/suggest?", $"/ledger/suggest?row={Fine}&", $"/ledger/suggest?retire={Fine}&", "/ledger/suggest?table=series.csv&", "/ledger/review?", "/ledger/review?state=all&mine=1&", "/ledger/import?", page + "?"])
        {
            foreach (string language in (string[])["en", "zh"])
            {
                using HttpResponseMessage response = await desk.Dashboard.Get($"{path}lang={language}", cancellation: Stop);
                string html = await response.Content.ReadAsStringAsync(Stop);
                Assert.True(response.StatusCode == HttpStatusCode.OK, path);
                Assert.True(response.Headers.CacheControl!.NoStore, path);
                Assert.DoesNotContain(" style=\"", html, StringComparison.Ordinal);
                Assert.Single(html.Split("<h1>")[1..]);
            }
        }

        await desk.Taken((await desk.Form(page)).Set("do", "reject"));
        await desk.Dashboard.Refusal("/ledger/review?state=lost", HttpStatusCode.BadRequest);
        await desk.Dashboard.Refusal("/ledger/review/999999", HttpStatusCode.NotFound);
        await desk.Dashboard.Refusal("/ledger/suggest?row=nobody", HttpStatusCode.NotFound);
        await desk.Dashboard.Refusal("/ledger/suggest?table=nowhere.csv", HttpStatusCode.NotFound);
    }

    static void Keeps(string form, JsonElement answer) => Assert.Empty(SchemaCheck.Errors(SchemaCheck.All.Keys.Single(id => id.StartsWith($"urn:fangshou:{form}:", StringComparison.Ordinal)), answer));
}

public sealed class SqliteDeskTests(SqliteDesk desk) : DeskTests<SqliteDesk>(desk);

public sealed class PostgresDeskTests(PostgresDesk desk) : DeskTests<PostgresDesk>(desk);
