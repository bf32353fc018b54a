using System.Collections.Immutable;
using System.Net;
using System.Text;
using Fangshou.Store;

namespace Fangshou.Surface.Tests.Web;

/// <summary>Role by address, over all addresses that the program serves: a new one without a policy fails here.</summary>
[Collection(GuardedCollection.Name)]
public sealed class RoleTests(GuardedDashboard guarded)
{
    /// <summary>What everybody may ask for, or send, without signing in: all that there is.</summary>
    static readonly string[] open =
    [
        "GET /healthz", "GET /readyz", "GET /assets/{hash}/{name}", "GET /sign-in", "POST /sign-in", "GET /sign-in/provider", "GET /sign-out", "POST /sign-out", "GET /not-found", "POST /not-found",
    ];

    /// <summary>Writing that is a reader's own matter: his keys.</summary>
    static readonly string[] own = ["/account"];

    /// <summary>Words in the address or the name of a form that decides about the ledger.</summary>
    static readonly string[] deciding = ["approv", "reject", "review", "accept", "decide", "decision", "resolve"];

    /// <summary>And about who may do what.</summary>
    static readonly string[] governing = ["user", "audit", "role"];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static bool Has(string text, string[] words) => words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));

    static bool IsOwn(string address) => own.Any(mine => address == mine || address.StartsWith(mine + "/", StringComparison.Ordinal) || address.StartsWith("/api/v1" + mine, StringComparison.Ordinal));

    /// <summary>The least role that writing by an address, or by a form of it, may ask for.</summary>
    static Role LeastToWrite(string address, string form = "") =>
        Has(address + " " + form, governing) ? Role.Admin : IsOwn(address) ? Role.Reader : Has(address + " " + form, deciding) && !form.StartsWith("preview", StringComparison.Ordinal) ? Role.Reviewer : Role.Editor;

    [Fact]
    public async Task Nothing_is_for_everybody_but_what_is_listed()
    {
        ImmutableArray<ServedAddress> all = await ServedAddress.All();
        Assert.True(all.Length > 60, $"Only {all.Length} addresses were found.");
        Assert.Equal(open.Order(StringComparer.Ordinal), all.Where(address => address.IsForEverybody && !address.Pattern.StartsWith("/_", StringComparison.Ordinal)).Select(address => address.ToString()).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_address_that_writes_says_which_role_it_takes_and_none_takes_too_low_a_one()
    {
        foreach (ServedAddress address in (await ServedAddress.All()).Where(address => address.Writes && !address.IsForEverybody && !address.IsPage))
        {
            Assert.True(address.Policy is not null, $"{address} has no policy: add .RequireAuthorization(nameof(Role.Editor)), or whichever fits.");
            Assert.True(address.Least >= LeastToWrite(address.Pattern), $"{address} takes a {address.Least}, and should take no less than a {LeastToWrite(address.Pattern)}.");
        }
    }

    /// <summary>The table itself: every address, asked for by somebody of each role and by nobody.</summary>
    [Fact]
    public async Task Nobody_gets_through_with_less_than_the_role_of_an_address()
    {
        List<string> wrong = [];
        int asked = 0;
        foreach (ServedAddress address in (await ServedAddress.All()).Where(address => !address.IsForEverybody && address.Method is not ("CONNECT" or "TRACE"))
            // Where a page and something else have one address, forms go to the latter.
            .OrderBy(address => address.IsPage).DistinctBy(address => address.ToString()))
        {
            foreach (Role? role in (Role?[])[null, .. Enum.GetValues<Role>().Select(role => (Role?)role)])
            {
                if (role > address.Least)
                    continue;
                HttpStatusCode came = await Ask(address, role);
                asked++;
                bool isLetThrough = role is not null && role >= address.Least;
                HttpStatusCode[] refused = role is null ? [HttpStatusCode.Unauthorized, HttpStatusCode.SeeOther] : [HttpStatusCode.Forbidden];
                if (isLetThrough ? came is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden : !refused.Contains(came))
                    wrong.Add($"{address} for {role?.ToString() ?? "nobody"}: {came}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(asked > 150, $"Only {asked} were asked.");
    }

    [Fact]
    public async Task An_address_that_there_is_not_tells_nobody_so()
    {
        using Visitor nobody = new(guarded.Server.Address);
        Assert.Equal(HttpStatusCode.SeeOther, (await nobody.Get("/no-such-page")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.Get("/api/v1/no-such-thing")).Status);
        using Visitor reader = new(guarded.Server.Address, ("Authorization", $"Bearer {guarded.Keys["reader"]}"));
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Get("/api/v1/no-such-thing")).Status);
    }

    /// <summary>Forms that an admin sees, sent by those who have less than the form asks for, with a token of their own.</summary>
    [Fact]
    public async Task No_form_is_taken_from_somebody_whose_role_is_too_low_for_it()
    {
        Dictionary<Role, Visitor> visitors = [];
        foreach (Role role in Enum.GetValues<Role>())
        {
            visitors[role] = new Visitor(guarded.Server.Address);
            await visitors[role].SignIn(guarded.Keys[role.ToString().ToLowerInvariant()]);
        }

        List<string> wrong = [];
        int sent = 0;
        foreach (ServedAddress page in (await ServedAddress.All()).Where(address => address.IsPage && address.Method == "GET" && !address.IsForEverybody).DistinctBy(address => address.Pattern))
        {
            // The sign-out that every account has is a form of its own page.
            string[] forms = [.. Visitor.Handlers((await visitors[Role.Admin].Get(page.Sample)).Page).Where(form => form != "sign-out")];
            if (forms.Length > 0 && page.Policy is null)
                wrong.Add($"{page.Pattern} has the forms {string.Join(", ", forms)} and no policy.");
            foreach ((string form, Role role) in from form in forms from role in visitors.Keys where role < LeastToWrite(page.Pattern, form) select (form, role))
            {
                string token = Visitor.Token((await visitors[role].Get("/account")).Page);
                Assert.NotEmpty(token);
                using HttpResponseMessage response = await visitors[role].Post(page.Sample, [("_handler", form), ("__RequestVerificationToken", token)]);
                sent++;
                if (response.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.BadRequest))
                    wrong.Add($"{page.Pattern}, {form}, {role}: {response.StatusCode}");
            }
        }

        foreach (Visitor visitor in visitors.Values)
            visitor.Dispose();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(sent >= 10, $"Only {sent} forms were sent.");
    }

    [Fact]
    public async Task An_editor_approves_nothing_and_nobody_but_an_admin_a_change_of_his_own()
    {
        using Visitor editor = As("editor"), reviewer = As("reviewer"), admin = As("admin");
        string ofEditor = await Propose(editor, "cn-2020-11-03-ant-ipo-suspended"), ofReviewer = await Propose(reviewer, "cn-2021-04-10-samr-alibaba-fine"), ofAdmin = await Propose(admin, "cn-2005-08-01-anti-addiction-standard");
        Assert.Equal(HttpStatusCode.Forbidden, await Approve(editor, ofEditor));
        Assert.Equal(HttpStatusCode.Forbidden, await Approve(editor, ofAdmin));
        Assert.Equal(HttpStatusCode.Forbidden, await Approve(reviewer, ofReviewer));
        foreach (string waiting in (string[])[ofEditor, ofReviewer, ofAdmin])
            Assert.Contains("\"state\": \"waiting\"", (await admin.Get(waiting)).Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await Approve(reviewer, ofEditor));
        Assert.Equal(HttpStatusCode.OK, await Approve(admin, ofReviewer));
        Assert.Equal(HttpStatusCode.OK, await Approve(admin, ofAdmin));

        Visitor As(string user) => new(guarded.Server.Address, ("Authorization", $"Bearer {guarded.Keys[user]}"));

        async Task<string> Propose(Visitor who, string row)
        {
            long version = (await guarded.Outside(workspace => workspace.HistoryAsync("events.csv", row))).Max(revision => revision.Number);
            using StringContent body = Body(new { kind = "edited", table = "events.csv", key = row, baseVersion = version, cells = new { title = $"Another title of {row}" }, why = "Shorter.", source = "https://example.org/why" });
            using HttpResponseMessage made = await who.Client.PostAsync(new Uri("/api/v1/candidates", UriKind.Relative), body, Stop);
            Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync(Stop));
            return made.Headers.Location!.ToString();
        }

        static async Task<HttpStatusCode> Approve(Visitor who, string candidate)
        {
            using StringContent body = Body(new { decision = "approve", comment = "" });
            using HttpResponseMessage response = await who.Client.PostAsync(new Uri($"{candidate}/review", UriKind.Relative), body, Stop);
            return response.StatusCode;
        }

        static StringContent Body(object value) => new(System.Text.Json.JsonSerializer.Serialize(value), Encoding.UTF8, "application/json");
    }

    async Task<HttpStatusCode> Ask(ServedAddress address, Role? role)
    {
        using HttpRequestMessage request = new(new HttpMethod(address.Method), address.Sample);
        if (address.Writes)
            request.Content = address.Pattern.StartsWith("/api/", StringComparison.Ordinal) ? new StringContent("{}", Encoding.UTF8, "application/json") : new FormUrlEncodedContent([KeyValuePair.Create("a", "b")]);
        if (role is { } known)
            request.Headers.Authorization = new("Bearer", guarded.Keys[known.ToString().ToLowerInvariant()]);
        else
            // As a page of this server would send it.
            request.Headers.Add("X-Requested-With", "tests");
        using HttpResponseMessage response = await guarded.Server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        return response.StatusCode;
    }
}
