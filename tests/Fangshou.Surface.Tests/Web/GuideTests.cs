using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Fangshou.Surface.Tests.Docs;

namespace Fangshou.Surface.Tests.Web;

/// <summary>The clients that the guide shows are run as they stand there.</summary>
[Collection(DashboardCollection.Name)]
public sealed partial class GuideTests(RunningDashboard dashboard)
{
    const string Page = "docs/guide/api.md", Written = "http://127.0.0.1:5080";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    string Client(string language, int number = 0) => Block().Matches(Repository.ReadPage(Page)).Where(block => block.Groups["language"].Value == language).ElementAt(number).Groups["text"].Value
        .Replace(Written, dashboard.Address.ToString().TrimEnd('/'), StringComparison.Ordinal);

    [Fact]
    public async Task The_shell_client_of_the_guide_runs()
    {
        // Every answer that it asks for is there before it asks.
        (await dashboard.Get("/cells/CN/ai.csv?asOf=2024-04-09", cancellation: Stop)).Dispose();
        string said = await Run("bash", ["-euo", "pipefail", "-c", Client("sh", 1)], "curl");
        Assert.Contains("\"schema\": \"fangshou/ledger-list/1\"", said, StringComparison.Ordinal);
        Assert.Contains("\ncell,lane,month,", said, StringComparison.Ordinal);
        Assert.Contains("\n304\n", said, StringComparison.Ordinal);
        Assert.Contains("did you mean", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shell_client_that_writes_suggests_an_edit()
    {
        // The workspace is made after the first board was read.
        (await dashboard.Get("/api/v1/revisions?limit=1", cancellation: Stop)).Dispose();
        string said = await Run("bash", ["-euo", "pipefail", "-c", Client("sh")], "curl");
        Assert.Contains("\"schema\": \"fangshou/candidate/1\"", said, StringComparison.Ordinal);
        Assert.Contains("\"state\": \"waiting\"", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_Python_client_of_the_guide_runs_and_finds_what_the_command_finds()
    {
        string said = await Run("python3", ["-c", Client("python")], "python3");
        Assert.Equal(Rows(), said.Trim().Split('\n'));
    }

    [Fact]
    public async Task The_CSharp_client_of_the_guide_runs_and_finds_what_the_command_finds()
    {
        using StringWriter said = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        await GuideClient.Run(said, dashboard.Address);
        Assert.Equal(Rows(), said.ToString().Trim().Split('\n'));

        string source = File.ReadAllText(Path.Combine(Repository.Root, "tests", "Fangshou.Surface.Tests", "Web", "GuideClient.cs"));
        string body = source.Split("// <guide>")[1].Split("// </guide>")[0];
        Assert.Equal(Lines(body.Replace("BaseAddress = server", $"BaseAddress = new Uri(\"{Written}\")", StringComparison.Ordinal)), Lines(Client("csharp").Replace(dashboard.Address.ToString().TrimEnd('/'), Written, StringComparison.Ordinal)));

        static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];
    }

    /// <summary>What both clients ask for, by the command.</summary>
    static string[] Rows()
    {
        CliResult list = CliRun.Run("ledger", "list", "--cell", "CN/gaming", "--direction", "tighten", "--as-of", "2022-06-30", "--json");
        using System.Text.Json.JsonDocument answer = System.Text.Json.JsonDocument.Parse(list.Output);
        return [.. answer.RootElement.GetProperty("data").GetProperty("events").EnumerateArray().Select(e => $"{e.GetProperty("date")} {e.GetProperty("title")}")];
    }

    static async Task<string> Run(string program, string[] arguments, string needed)
    {
        try
        {
            using Process probe = Process.Start(new ProcessStartInfo(needed, ["--version"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            await probe.WaitForExitAsync(Stop);
            Assert.SkipUnless(probe.ExitCode == 0, $"{needed} does not run here, so its client is not tried.");
            using Process client = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() })!;
            Task<string> output = client.StandardOutput.ReadToEndAsync(Stop), error = client.StandardError.ReadToEndAsync(Stop);
            await client.WaitForExitAsync(Stop);
            Assert.True(client.ExitCode == 0, await error);
            return await output;
        }
        catch (Win32Exception)
        {
            Assert.Skip($"{needed} is not installed, so its client is not tried.");
            throw;
        }
    }

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<text>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Block();
}
