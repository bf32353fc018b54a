using System.Net;
using System.Text.RegularExpressions;

namespace Fangshou.Surface.Tests.Web;

/// <summary>Somebody with a browser without script: keeps cookies, follows no redirects by himself, fills in forms.</summary>
sealed partial class Visitor : IDisposable
{
    readonly SocketsHttpHandler handler;

    /// <param name="server">Whom to visit.</param>
    /// <param name="headers">Sent with every request.</param>
    public Visitor(Uri server, params (string Name, string Value)[] headers)
    {
        handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => server.IsLoopback;
        Client = new HttpClient(handler) { BaseAddress = server, Timeout = TimeSpan.FromMinutes(2) };
        foreach ((string name, string value) in headers)
            Client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
    }

    public HttpClient Client { get; }

    public CookieContainer Cookies { get; } = new();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Client.Dispose();
        handler.Dispose();
    }

    /// <summary>Status, target of a redirect, page.</summary>
    public async Task<(HttpStatusCode Status, string To, string Page)> Get(string path)
    {
        using HttpResponseMessage response = await Client.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute), Stop);
        return (response.StatusCode, response.Headers.Location?.ToString() ?? "", await response.Content.ReadAsStringAsync(Stop));
    }

    /// <summary>Sends the form of a page that has a name.</summary>
    /// <param name="page">The page that has the form.</param>
    /// <param name="form">Its name; looked for at its beginning.</param>
    /// <param name="fields">What is filled in.</param>
    /// <param name="headers">Sent with it.</param>
    public async Task<HttpResponseMessage> Send(string page, string form, (string Name, string Value)[]? fields = null, (string Name, string Value)[]? headers = null)
    {
        string text = (await Get(page)).Page;
        string name = Handlers(text).FirstOrDefault(one => one.StartsWith(form, StringComparison.Ordinal)) ?? form;
        return await Post(page, [("_handler", name), ("__RequestVerificationToken", Token(text)), .. fields ?? []], headers);
    }

    /// <summary>Posts fields as a form.</summary>
    public Task<HttpResponseMessage> Post(string path, (string Name, string Value)[] fields, (string Name, string Value)[]? headers = null)
    {
        HttpRequestMessage request = new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) };
        foreach ((string name, string value) in headers ?? [])
            request.Headers.TryAddWithoutValidation(name, value);
        return Client.SendAsync(request, Stop);
    }

    /// <summary>Signs in by a key, and follows to where that leads.</summary>
    /// <returns>Where it leads.</returns>
    public async Task<string> SignIn(string key, string back = "")
    {
        string page = back.Length == 0 ? "/sign-in" : $"/sign-in?return={Uri.EscapeDataString(back)}";
        using HttpResponseMessage response = await Send(page, "sign-in", [("key", key)]);
        Assert.True(response.StatusCode == HttpStatusCode.SeeOther, $"{response.StatusCode}: {await response.Content.ReadAsStringAsync(Stop)}");
        return response.Headers.Location!.ToString();
    }

    /// <summary>The value of a cookie whose name ends so; empty when there is none.</summary>
    public string Cookie(string ending) => Cookies.GetAllCookies().FirstOrDefault(cookie => cookie.Name.EndsWith(ending, StringComparison.Ordinal))?.Value ?? "";

    /// <summary>The names of the forms of a page that write.</summary>
    public static string[] Handlers(string page) => [.. HandlerField().Matches(page).Select(m => WebUtility.HtmlDecode(m.Groups["name"].Value)).Distinct()];

    /// <summary>The token of a page's forms; empty when it has none.</summary>
    public static string Token(string page) => TokenField().Match(page).Groups["token"].Value;

    [GeneratedRegex("name=\"_handler\" value=\"(?<name>[^\"]*)\"", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex HandlerField();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]*)\"", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex TokenField();
}
