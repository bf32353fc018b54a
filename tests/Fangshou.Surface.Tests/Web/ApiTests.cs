using System.Net;
using System.Text;
using System.Text.Json;
using Fangshou.Surface.Tests.Docs;

namespace Fangshou.Surface.Tests.Web;

[Collection(DashboardCollection.Name)]
public sealed class ApiTests(RunningDashboard dashboard)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>An address and the command that asks the same.</summary>
    public static TheoryData<string, string> SameAnswers => new()
    {
        { "/api/v1/events?cell=CN/gaming&from=2021-06&direction=tighten&limit=1000", "ledger list --cell CN/gaming --from 2021-06 --direction tighten" },
        { "/api/v1/events?actor=SAMR&actor=CAC&severity-min=4&to=2022&limit=1000&asOf=2023-01-01", "ledger list --actor SAMR --actor CAC --severity-min 4 --to 2022 --as-of 2023-01-01" },
        { "/api/v1/events/cn-2020-11-03-ant-ipo-suspended", "ledger show cn-2020-11-03-ant-ipo-suspended" },
        { "/api/v1/events/cn-2020-11-03-ant-ipo-suspended?cell=CN/fintech", "ledger show cn-2020-11-03-ant-ipo-suspended --cell CN/fintech" },
        { "/api/v1/cells/CN/ai/phases", "phases show CN/ai" },
        { "/api/v1/cells/CN/ai/content-control/phases?asOf=2024-04-09", "phases show CN/ai/content-control --as-of 2024-04-09" },
        { "/api/v1/cells/CN/ai/explanation?month=2023-07&top=5", "phases explain CN/ai --month 2023-07 --top 5" },
        { "/api/v1/comparisons?jurisdictions=CN,US&sector=ai&asOf=2025-06-30", "compare CN US --sector ai --as-of 2025-06-30" },
        { "/api/v1/comparisons?area=content-control&from=2022", "compare CN US EU --area content-control --from 2022" },
        { "/api/v1/courts?claimant=Tencent", "courts --claimant Tencent" },
        { "/api/v1/ties?of=CN/ai", "interests CN/ai" },
        { "/api/v1/ties?of=Hefei&asOf=2023-12-31", "interests Hefei --as-of 2023-12-31" },
        { "/api/v1/ties?of=CN/ai&without=Hangzhou", "interests CN/ai --without Hangzhou" },
        { "/api/v1/scenarios", "scenario list" },
        { "/api/v1/data", "data package" },
        { "/api/v1/claims/enforcement-slowed-after-2022", "claims show enforcement-slowed-after-2022" },
    };

    [Theory]
    [MemberData(nameof(SameAnswers))]
    public async Task An_address_answers_to_the_byte_what_its_command_says(string address, string command)
    {
        foreach ((string format, string accept) in ((string, string)[])[("json", "application/json"), ("csv", "text/csv")])
        {
            CliResult said = CliRun.Of([.. command.Split(' '), "--format", format]).With("FANGSHOU_CACHE", RunningDashboard.Cache).Go();
            using HttpResponseMessage response = await dashboard.Get(address, accept, Stop);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(said.Output, await response.Content.ReadAsStringAsync(Stop));
        }
    }

    public static TheoryData<string, string> Forms => new()
    {
        { "/api/v1/cells", "cells" },
        { "/api/v1/cells?sort=phase&phase=crackdown", "cells" },
        { "/api/v1/claims", "claims-check" },
        { "/api/v1/scenarios/ai-honeymoon", "scenario-show" },
        { "/api/v1/vocabularies", "vocabularies" },
        { "/api/v1/events/cn-2020-11-03-ant-ipo-suspended", "ledger-show" },
        { "/api/v1/data", "data-package" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task An_answer_keeps_to_its_schema(string address, string form)
    {
        using JsonDocument answer = await Json(address);
        Assert.Empty(SchemaCheck.Errors(SchemaCheck.All.Keys.Single(id => id.StartsWith($"urn:fangshou:{form}:", StringComparison.Ordinal)), answer.RootElement));
    }

    [SlowFact]
    public async Task An_outlook_keeps_to_its_schema()
    {
        await using RunningDashboard forecasting = new("--forecasts", "on");
        await forecasting.InitializeAsync();
        using HttpResponseMessage response = await forecasting.Get("/api/v1/cells/CN/ai/outlook", cancellation: Stop);
        using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsStreamAsync(Stop));
        Assert.Empty(SchemaCheck.Errors(SchemaCheck.All.Keys.Single(id => id.StartsWith("urn:fangshou:outlook:", StringComparison.Ordinal)), answer.RootElement));
    }

    [Fact]
    public async Task Pages_of_a_list_are_the_whole_list_cut_in_pieces()
    {
        List<string> ids = [];
        string? address = "/api/v1/events?cell=US&limit=37";
        int pages = 0;
        for (; address is not null; pages++)
        {
            using HttpResponseMessage response = await dashboard.Get(address, cancellation: Stop);
            using JsonDocument page = JsonDocument.Parse(await response.Content.ReadAsStreamAsync(Stop));
            ids.AddRange(Ids(page));
            address = response.Headers.GetValues("Link").Select(link => link.Split(">; ")).Where(link => link[1] == "rel=\"next\"").Select(link => link[0][1..]).SingleOrDefault();
        }

        using JsonDocument whole = await Json("/api/v1/events?cell=US&limit=1000");
        Assert.True(pages > 2);
        Assert.Equal(Ids(whole), ids);
    }

    static IEnumerable<string> Ids(JsonDocument list) => list.RootElement.GetProperty("data").GetProperty("events").EnumerateArray().Select(e => e.GetProperty("id").GetString()!);

    [Fact]
    public async Task A_cursor_of_another_question_is_refused()
    {
        using HttpResponseMessage first = await dashboard.Get("/api/v1/events?cell=US&limit=5", cancellation: Stop);
        string next = first.Headers.GetValues("Link").Select(link => link.Split('>')).Single(link => link[1].Contains("next", StringComparison.Ordinal))[0][1..];
        using HttpResponseMessage other = await dashboard.Get(next.Replace("cell=US", "cell=EU", StringComparison.Ordinal), cancellation: Stop);
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
    }

    [Theory]
    [InlineData("/api/v1/events?cell=CN/gaming")]
    [InlineData("/api/v1/cells/CN/ai/phases")]
    [InlineData("/ledger.csv?cell=CN/gaming")]
    [InlineData("/cells/CN/ai.svg")]
    [InlineData("/ledger.atom")]
    [InlineData("/calendar.ics")]
    [InlineData("/dataset.jsonld")]
    [InlineData("/compare.svg?jurisdictions=CN,US")]
    [InlineData("/ties.json")]
    public async Task A_caller_who_holds_the_answer_is_told_so(string address)
    {
        using HttpResponseMessage first = await dashboard.Get(address, cancellation: Stop);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.False(first.Headers.ETag!.IsWeak);
        using HttpRequestMessage again = new(HttpMethod.Get, address);
        again.Headers.TryAddWithoutValidation("If-None-Match", $"\"other\", {first.Headers.ETag}");
        using HttpResponseMessage second = await dashboard.Client.SendAsync(again, Stop);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(Stop));

        // Another day, another answer.
        using HttpResponseMessage earlier = await dashboard.Get($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}asOf=2024-04-09", cancellation: Stop);
        Assert.NotEqual(first.Headers.ETag, earlier.Headers.ETag);
    }

    [Fact]
    public async Task Nothing_known_later_is_in_an_answer()
    {
        using JsonDocument list = await Json("/api/v1/events?asOf=2020-10-31&limit=1000");
        Assert.All(list.RootElement.GetProperty("data").GetProperty("events").EnumerateArray(), e => Assert.True(string.CompareOrdinal(e.GetProperty("knownSince").GetString(), "2020-10-31") <= 0));
        using HttpResponseMessage later = await dashboard.Get("/api/v1/events/cn-2020-11-03-ant-ipo-suspended?asOf=2020-10-31", cancellation: Stop);
        Assert.Equal(HttpStatusCode.NotFound, later.StatusCode);
        string feed = await (await dashboard.Get("/ledger.atom?asOf=2020-10-31", cancellation: Stop)).Content.ReadAsStringAsync(Stop);
        Assert.DoesNotContain("2020-11", feed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_calendar_says_until_when_a_draft_can_be_commented_on_from_the_day_it_is_out()
    {
        async Task<string> Calendar(string day) => await (await dashboard.Get($"/cells/CN/ai.ics?asOf={day}", cancellation: Stop)).Content.ReadAsStringAsync(Stop);
        string told = await Calendar("2023-04-11");
        Assert.Matches(@"DTSTART;VALUE=DATE:20230510\r\n(?:.*\r\n)*?SUMMARY:Comments close: |SUMMARY:Comments close: (?:.*\r\n)*?DTSTART;VALUE=DATE:20230510", told.Replace("\r\n ", "", StringComparison.Ordinal));
        Assert.DoesNotContain("20230510", await Calendar("2023-04-10"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_fault_of_a_question_is_named_at_once()
    {
        using HttpResponseMessage response = await dashboard.Get("/api/v1/events?sevrity-min=2&from=soon&kind=actoin&limit=0", cancellation: Stop);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        using JsonDocument problem = JsonDocument.Parse(await response.Content.ReadAsStreamAsync(Stop));
        string[] faults = [.. problem.RootElement.GetProperty("faults").EnumerateArray().Select(fault => fault.GetString()!)];
        Assert.Equal(4, faults.Length);
        Assert.Contains("did you mean 'severity-min'?", faults[0], StringComparison.Ordinal);
        Assert.Contains(faults, fault => fault.StartsWith("kind: 'actoin' is unknown; did you mean 'action'?", StringComparison.Ordinal));
        Assert.Equal(400, problem.RootElement.GetProperty("status").GetInt32());
    }

    [Theory]
    [InlineData("/api/v1/events")]
    [InlineData("/")]
    [InlineData("/ledger.csv")]
    public async Task Head_says_what_get_would_without_the_body(string address)
    {
        using HttpResponseMessage get = await dashboard.Get(address, cancellation: Stop);
        using HttpRequestMessage head = new(HttpMethod.Head, address);
        using HttpResponseMessage response = await dashboard.Client.SendAsync(head, Stop);
        Assert.Equal(get.StatusCode, response.StatusCode);
        Assert.Equal(get.Content.Headers.ContentType, response.Content.Headers.ContentType);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(Stop));
    }

    [Fact]
    public async Task A_file_is_the_page_in_another_format_under_a_telling_name()
    {
        using HttpResponseMessage csv = await dashboard.Get("/cells/CN/ai.csv?asOf=2024-04-09", cancellation: Stop);
        Assert.Matches(@"^inline; filename=""?fangshou-phases-CN-ai-2024-04-09-v[0-9.]+\.csv""?$", csv.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal(CliRun.Of("phases", "show", "CN/ai", "--as-of", "2024-04-09", "--format", "csv").With("FANGSHOU_CACHE", RunningDashboard.Cache).Go().Output, await csv.Content.ReadAsStringAsync(Stop));
        string link = csv.Headers.GetValues("Link").Single();
        Assert.StartsWith("</cells/CN/ai?asOf=2024-04-09>; rel=\"cite-as\"; title*=UTF-8''", link, StringComparison.Ordinal);
        Assert.Contains("phases CN/ai, as known on 2024-04-09. CC BY 4.0.", Uri.UnescapeDataString(link), StringComparison.Ordinal);

        byte[] parquet = await (await dashboard.Get("/cells/CN/ai.parquet", cancellation: Stop)).Content.ReadAsByteArrayAsync(Stop);
        Assert.Equal("PAR1", Encoding.ASCII.GetString(parquet[..4]));
        byte[] png = await (await dashboard.Get("/cells/CN/ai.png", cancellation: Stop)).Content.ReadAsByteArrayAsync(Stop);
        Assert.Equal("PNG", Encoding.ASCII.GetString(png[1..4]));
        Assert.StartsWith("<svg", await (await dashboard.Get("/cells/CN/ai.svg?lang=zh", cancellation: Stop)).Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using HttpResponseMessage none = await dashboard.Get("/ledger.svg", cancellation: Stop);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task Every_answer_tells_the_version_of_the_data()
    {
        using JsonDocument data = await Json("/api/v1/data");
        using HttpResponseMessage events = await dashboard.Get("/api/v1/events?limit=1", cancellation: Stop);
        Assert.Equal(data.RootElement.GetProperty("data").GetProperty("version").GetString(), events.Headers.GetValues("X-Data-Version").Single());
    }

    [Fact]
    public async Task A_cell_may_be_framed_and_no_other_page()
    {
        using HttpResponseMessage embed = await dashboard.Get("/embed/cells/CN/ai", cancellation: Stop);
        Assert.Equal(HttpStatusCode.OK, embed.StatusCode);
        Assert.EndsWith("frame-ancestors *", embed.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        string page = await embed.Content.ReadAsStringAsync(Stop);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Single(page.Split("<a ")[1..]);
        Assert.Contains("<a href=\"/cells/CN/ai?", page, StringComparison.Ordinal);
        foreach (string other in (string[])["/", "/embed/cells/CN/nowhere", "/cells/CN/ai"])
        {
            using HttpResponseMessage response = await dashboard.Client.GetAsync(new Uri(other, UriKind.Relative), Stop);
            Assert.EndsWith("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }
    }

    async Task<JsonDocument> Json(string address)
    {
        using HttpResponseMessage response = await dashboard.Get(address, cancellation: Stop);
        string text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{address}: {response.StatusCode} {text}");
        return JsonDocument.Parse(text);
    }
}
