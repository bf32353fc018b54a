using System.Net;
using System.Text;
using System.Text.Json;
using Fangshou.Tests.Store;

namespace Fangshou.Surface.Tests.Web;

/// <summary>A dashboard with a workspace that tests may write to.</summary>
public abstract class RunningDesk : IAsyncLifetime
{
    readonly string? missing;
    Place? place;
    RunningDashboard? dashboard;

    /// <param name="missing">Why there is none; null when there is.</param>
    protected RunningDesk(string? missing) => this.missing = missing;

    internal RunningDashboard Dashboard
    {
        get
        {
            Assert.SkipWhen(missing is not null, missing ?? "");
            return dashboard!;
        }
    }

    protected abstract Place NewPlace();

    public async ValueTask InitializeAsync()
    {
        if (missing is not null)
            return;
        place = NewPlace();
        dashboard = new RunningDashboard("--forecasts", "off", "--database", place.New());
        await dashboard.InitializeAsync();
        // The workspace is made after the first board was read.
        using HttpResponseMessage made = await dashboard.Get("/api/v1/revisions?limit=1");
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (dashboard is not null)
            await dashboard.DisposeAsync();
        place?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The form of a page.</summary>
    internal async Task<PageForm> Form(string path)
    {
        using HttpResponseMessage response = await Dashboard.Get(path, cancellation: TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {response.StatusCode}\n{PageText.Text(text)}\n{Dashboard.Said}");
        return new PageForm(text, CookieOf(response));
    }

    /// <summary>Sends a form; the body is read.</summary>
    internal async Task<(HttpResponseMessage Response, string Text)> Send(PageForm form, byte[]? file = null)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, form.Action) { Content = form.Body(file) };
        if (form.Cookie.Length > 0)
            request.Headers.Add("Cookie", form.Cookie);
        HttpResponseMessage response = await Dashboard.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Sends a form that is taken, and gives the address that it leads to.</summary>
    internal async Task<string> Taken(PageForm form, byte[]? file = null)
    {
        (HttpResponseMessage response, string text) = await Send(form, file);
        Assert.True(response.StatusCode == HttpStatusCode.SeeOther, $"{response.StatusCode}: {PageText.Text(text)}");
        return response.Headers.Location!.ToString();
    }

    /// <summary>Sends a form that is refused, and gives it as it comes back.</summary>
    internal async Task<PageForm> Refused(PageForm form, HttpStatusCode status = HttpStatusCode.UnprocessableEntity, byte[]? file = null)
    {
        (HttpResponseMessage response, string text) = await Send(form, file);
        Assert.True(response.StatusCode == status, $"{response.StatusCode}: {PageText.Text(text)}\n{Dashboard.Said}");
        return new PageForm(text, CookieOf(response) is { Length: > 0 } anew ? anew : form.Cookie);
    }

    /// <summary>Approves a candidate on its page.</summary>
    internal async Task Approve(string page, string word = "approve") => await Taken((await Form(page)).Set("do", word).Set("comment", "Checked."));

    /// <summary>Asks the API as a program does; the body of the answer is read.</summary>
    internal async Task<(HttpResponseMessage Response, JsonElement Json)> Ask(HttpMethod method, string path, string? body = null, string type = "application/json", bool isMeant = true)
    {
        using HttpRequestMessage request = new(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, type);
        if (isMeant)
            request.Headers.Add("X-Requested-With", "tests");
        HttpResponseMessage response = await Dashboard.Client.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response, JsonDocument.Parse(text.Length > 0 ? text : "null").RootElement);
    }

    /// <summary>What there is under <c>data</c>.</summary>
    internal async Task<JsonElement> Data(string path)
    {
        (HttpResponseMessage response, JsonElement json) = await Ask(HttpMethod.Get, path);
        Assert.True(response.StatusCode == HttpStatusCode.OK, json.ToString());
        return json.GetProperty("data");
    }

    /// <summary>Number of the newest candidate; 0 when there is none.</summary>
    internal async Task<long> Newest()
    {
        long newest = 0;
        while ((await Data($"/api/v1/candidates?after={newest}&limit=1000")).GetProperty("candidates") is { } page && page.GetArrayLength() > 0)
            newest = page[page.GetArrayLength() - 1].GetProperty("number").GetInt64();
        return newest;
    }

    static string CookieOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Set-Cookie", out IEnumerable<string>? set) ? string.Join("; ", set.Select(one => one.Split(';')[0])) : "";
}

/// <summary>With a SQLite file.</summary>
public sealed class SqliteDesk() : RunningDesk(null)
{
    protected override Place NewPlace() => new SqlitePlace();
}

/// <summary>With a PostgreSQL database, where FANGSHOU_TEST_POSTGRES names a server.</summary>
public sealed class PostgresDesk() : RunningDesk(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("FANGSHOU_TEST_POSTGRES")) ? "No PostgreSQL: run the tests by eng/postgres-for-tests, or set FANGSHOU_TEST_POSTGRES to a throwaway server." : null)
{
    protected override Place NewPlace() => new PostgresPlace();
}
