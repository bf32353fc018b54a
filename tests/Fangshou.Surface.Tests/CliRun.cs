using System.Diagnostics;
using System.Text;

namespace Fangshou.Surface.Tests;

/// <summary>What a run of the real program left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Bytes">Standard output, byte by byte.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Elapsed">Wall-clock time from start to end.</param>
sealed record CliResult(int ExitCode, byte[] Bytes, string Error, TimeSpan Elapsed)
{
    public string Output => Encoding.UTF8.GetString(Bytes);

    /// <summary>Both streams.</summary>
    public string All => Output + Error;
}

/// <summary>Runs the program as a stranger would: its own process, a clean environment, a folder of its own.</summary>
sealed class CliRun
{
    TimeSpan patience = TimeSpan.FromSeconds(120);

    readonly List<string> arguments = [];
    readonly Dictionary<string, string> environment = new(StringComparer.Ordinal);
    string folder = Path.GetTempPath();

    /// <summary>The program that the build put beside the tests: artifacts/bin/Fangshou.Cli/(debug|release).</summary>
    public static string Program { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "Fangshou.Cli", Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)), "Fangshou.Cli.dll"));

    public static CliResult Run(params string[] arguments) => Of(arguments).Go();

    public static CliRun Of(params IEnumerable<string> arguments)
    {
        CliRun run = new();
        run.arguments.AddRange(arguments);
        return run;
    }

    public CliRun In(string workingFolder)
    {
        folder = workingFolder;
        return this;
    }

    public CliRun Waiting(TimeSpan longest)
    {
        patience = longest;
        return this;
    }

    public CliRun With(string variable, string value)
    {
        environment[variable] = value;
        return this;
    }

    /// <summary>Runs under a culture, as a user's shell would set it; empty = none.</summary>
    public CliRun Under(string culture)
    {
        string locale = culture.Length == 0 ? "C" : $"{culture.Replace('-', '_')}.UTF-8";
        return With("LANG", locale).With("LC_ALL", locale);
    }

    public CliResult Go() => Go(static _ => { });

    /// <param name="whileRunning">Called once the process has started, to send it a signal.</param>
    public CliResult Go(Action<Process> whileRunning)
    {
        ProcessStartInfo start = new("dotnet", [Program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder,
        };
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("FANGSHOU_", StringComparison.Ordinal) || k is "NO_COLOR" or "LANG" or "LC_ALL").ToArray())
            start.Environment.Remove(name);
        // The user's own settings file must not reach a test.
        start.Environment["XDG_CONFIG_HOME"] = Path.Combine(Path.GetTempPath(), "fangshou-no-settings");
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;

        long begun = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        using MemoryStream output = new();
        Task copying = process.StandardOutput.BaseStream.CopyToAsync(output);
        Task<string> error = process.StandardError.ReadToEndAsync();
        whileRunning(process);
        if (!process.WaitForExit(patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"fangshou {string.Join(' ', arguments)} did not end within {patience}.");
        }

        Task.WaitAll(copying, error);
        return new CliResult(process.ExitCode, output.ToArray(), error.Result, Stopwatch.GetElapsedTime(begun));
    }
}
