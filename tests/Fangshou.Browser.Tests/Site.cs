using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Fangshou.Tests.Store;
using Microsoft.Playwright;

namespace Fangshou.Browser.Tests;

/// <summary>The program's own dashboard, running, and one Chromium for it.</summary>
/// <remarks>Its workspace is a SQLite file, or a PostgreSQL database where FANGSHOU_TEST_SITE is <c>postgres</c>: so all tests of pages can be run on either.</remarks>
public partial class Site : IAsyncLifetime
{
    const string NoServer = "No PostgreSQL: run the tests by eng/postgres-for-tests, or set FANGSHOU_TEST_POSTGRES to a throwaway server.";

    static readonly TimeSpan patience = TimeSpan.FromMinutes(4);

    readonly bool onPostgres;
    readonly List<(string Test, IBrowserContext Context)> open = [];
    Place? place;
    Process? program;
    IPlaywright? playwright;
    IBrowser? chromium;

    public Site()
        : this(Environment.GetEnvironmentVariable("FANGSHOU_TEST_SITE") == "postgres")
    {
    }

    /// <param name="onPostgres">False for SQLite.</param>
    protected Site(bool onPostgres) => this.onPostgres = onPostgres;

    bool HasServer => !onPostgres || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("FANGSHOU_TEST_POSTGRES"));

    /// <summary>Where it listens, without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Browser.Executable is not { } executable || !HasServer)
            return;
        place = onPostgres ? new PostgresPlace() : new SqlitePlace();
        Start();
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = Browser.Switches });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
            await chromium.DisposeAsync();
        playwright?.Dispose();
        if (program is not null)
        {
            program.Kill(entireProcessTree: true);
            await program.WaitForExitAsync();
            program.Dispose();
        }

        place?.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens an address in a fresh context, and gives what the browser complained of.</summary>
    public async Task<(IPage Page, List<string> Complaints)> OpenAsync(string path, int width = 1280, bool dark = false, bool script = true)
    {
        Assert.SkipWhen(Browser.Executable is null, Browser.Missing);
        Assert.SkipWhen(!HasServer, NoServer);
        string test = TestContext.Current.Test?.UniqueID ?? "";
        // Windows of tests that are over would go on drawing, hundreds of them by the end.
        foreach ((string _, IBrowserContext old) in open.Where(one => one.Test != test))
            await old.CloseAsync();
        open.RemoveAll(one => one.Test != test);
        IBrowserContext context = await chromium!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = script,
        });
        open.Add((test, context));
        await UntilReadyAsync(path);
        IPage page = await context.NewPageAsync();
        List<string> complaints = [];
        page.Console += (_, message) => complaints.Add($"console: {message.Text}");
        page.PageError += (_, error) => complaints.Add($"script: {error}");
        page.RequestFailed += (_, request) => complaints.Add($"failed: {request.Url} {request.Failure}");
        page.Response += (_, response) => { if (response.Status >= 400) complaints.Add($"{response.Status}: {response.Url}"); };
        await page.GotoAsync(Address + path);
        return (page, complaints);
    }

    /// <summary>Waits while a page says that it is being worked out, outside the browser, which would ask again by itself.</summary>
    public async Task UntilReadyAsync(string path)
    {
        using HttpClient client = new();
        for (long begun = Stopwatch.GetTimestamp(); ; await Task.Delay(500))
        {
            using HttpResponseMessage response = await client.GetAsync(new Uri(Address + path));
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable && !(await response.Content.ReadAsStringAsync()).Contains("class=\"waiting\"", StringComparison.Ordinal))
                return;
            Assert.True(Stopwatch.GetElapsedTime(begun) < patience, $"{path} was not worked out in time.");
        }
    }

    void Start()
    {
        string folder = Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        string dll = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "Fangshou.Cli", folder, "Fangshou.Cli.dll"));
        ProcessStartInfo start = new("dotnet", [dll, "serve", "--port", "0", "--forecasts", "off", "--database", place!.New()]) { UseShellExecute = false, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        program = Process.Start(start)!;
        while (program.StandardError.ReadLine() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                Address = match.Value;
                // Read on, for a full pipe would stop the program.
                _ = program.StandardError.ReadToEndAsync();
                return;
            }
        }

        Assert.Fail("The dashboard did not start.");
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}

/// <summary>The same on PostgreSQL, where there is one.</summary>
public sealed class PostgresSite() : Site(onPostgres: true);
