using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Fangshou.Surface.Tests.Web;

/// <summary>The real program, serving the shipped data on a free port, for all tests of what it serves.</summary>
public sealed partial class RunningDashboard : IAsyncLifetime
{
    static readonly TimeSpan patience = TimeSpan.FromMinutes(4);

    readonly TempFolder own = new();
    readonly Process process;
    readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly List<string> told = [];

    public RunningDashboard()
        : this("--forecasts", "off")
    {
    }

    /// <param name="options">Further options of <c>serve</c>.</param>
    internal RunningDashboard(params string[] options)
        : this(options, new Dictionary<string, string>(StringComparer.Ordinal))
    {
    }

    /// <param name="options">Further options of <c>serve</c>.</param>
    /// <param name="settings">Further variables of its environment.</param>
    internal RunningDashboard(string[] options, IReadOnlyDictionary<string, string> settings)
    {
        ProcessStartInfo start = new("dotnet", [CliRun.Program, "serve", "--port", "0", .. options.Contains("--database") ? options : [.. options, "--database", own["fangshou.db"]]]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("FANGSHOU_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        // Readings stay between runs: the first takes a minute or more. A folder that the user of the tests names may hold them already.
        start.Environment["FANGSHOU_CACHE"] = Cache;
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(Path.GetTempPath(), "fangshou-no-settings");
        foreach ((string name, string value) in settings)
            start.Environment[name] = value;
        process = Process.Start(start)!;
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
    }

    /// <summary>Where readings are kept.</summary>
    public static string Cache { get; } = Environment.GetEnvironmentVariable("FANGSHOU_CACHE") is { Length: > 0 } named and not "off" ? named : Path.Combine(Path.GetTempPath(), "fangshou-test-cache");

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Follows no redirects, keeps no cookies, waits a minute.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>All that the program has said.</summary>
    public string Said
    {
        get
        {
            lock (told)
                return string.Join('\n', told);
        }
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Address = await listening.Task.WaitAsync(patience);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(1) };
    }

    /// <summary>An answer; asks again while it is still being worked out.</summary>
    public async Task<HttpResponseMessage> Get(string path, string? accept = null, CancellationToken cancellation = default)
    {
        for (long begun = Stopwatch.GetTimestamp(); ; await Task.Delay(500, cancellation))
        {
            using HttpRequestMessage request = new(HttpMethod.Get, path);
            if (accept is not null)
                request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
            HttpResponseMessage response = await Client.SendAsync(request, cancellation);
            bool isWaiting = (int)response.StatusCode == 503 || (response.Content.Headers.ContentType?.MediaType == "text/html" && (await response.Content.ReadAsStringAsync(cancellation)).Contains("class=\"waiting\"", StringComparison.Ordinal));
            if (!isWaiting)
                return response;
            response.Dispose();
            Assert.True(Stopwatch.GetElapsedTime(begun) < patience, $"{path} was not worked out within {patience}.");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (!process.HasExited)
        {
            using Process kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            if (!process.WaitForExit(TimeSpan.FromSeconds(20)))
                process.Kill(entireProcessTree: true);
        }

        process.Dispose();
        own.Dispose();
    }

    void Hear(string? line)
    {
        if (line is null)
            return;
        lock (told)
            told.Add(line);
        if (Listening().Match(line) is { Success: true } found)
            listening.TrySetResult(new Uri(found.Groups["address"].Value));
        else if (line.StartsWith("fangshou: ", StringComparison.Ordinal))
            listening.TrySetException(new InvalidOperationException(line));
    }

    [GeneratedRegex(@"the dashboard is at (?<address>http://\S+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}

/// <summary>Tests that share one running program.</summary>
[CollectionDefinition(Name)]
public sealed class DashboardCollection : ICollectionFixture<RunningDashboard>
{
    public const string Name = "dashboard";
}
