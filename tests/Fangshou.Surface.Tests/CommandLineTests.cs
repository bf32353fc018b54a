using System.Diagnostics;
using Fangshou.Tests.Ledger;

namespace Fangshou.Surface.Tests;

public sealed class CommandLineTests : IDisposable
{
    readonly TempFolder folder = new();
    readonly string package;

    public CommandLineTests() => package = folder.Write(new MemoryPackage());

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData]
    [InlineData("ledger")]
    [InlineData("ledger", "check")]
    [InlineData("ledger", "list")]
    [InlineData("ledger", "show")]
    [InlineData("data", "verify")]
    [InlineData("scenario")]
    [InlineData("scenario", "list")]
    [InlineData("scenario", "params")]
    [InlineData("scenario", "run")]
    [InlineData("scenario", "sweep")]
    [InlineData("scenario", "compare")]
    [InlineData("scenario", "ablate")]
    public void Help_begins_with_an_example(params string[] command)
    {
        CliResult help = CliRun.Run([.. command, "--help"]);
        Assert.Equal(0, help.ExitCode);
        Assert.StartsWith($"Example: fangshou {string.Join(' ', command)}", help.Output, StringComparison.Ordinal);
        Assert.Contains("--as-of", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Version_is_one_line() => Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", CliRun.Run("--version").Output);

    [Theory]
    [InlineData("did you mean '--format'?", "ledger", "list", "--fromat", "csv")]
    [InlineData("did you mean '--cell'?", "ledger", "list", "--cel=CN")]
    [InlineData("did you mean 'ledger'?", "legder", "list")]
    [InlineData("did you mean 'show'?", "ledger", "shwo", "x")]
    [InlineData("needs a verb: check, list, show", "ledger")]
    [InlineData("--as-of: 'soon' is not a day such as 2024-04-09", "ledger", "list", "--as-of", "soon")]
    [InlineData("--seed: '-1' is not a whole number", "ledger", "list", "--seed", "-1")]
    [InlineData("--format: 'xml' is not one of table, json, csv", "ledger", "list", "--format", "xml")]
    [InlineData("contradict", "ledger", "list", "--json", "--format", "csv")]
    [InlineData("--threads", "ledger", "list", "--threads", "0")]
    [InlineData("1 to 5", "ledger", "list", "--severity-min", "6")]
    [InlineData("tighten", "ledger", "list", "--direction", "up")]
    [InlineData("is no day such as", "ledger", "list", "--from", "yesterday")]
    [InlineData("lies before", "ledger", "list", "--from", "2021", "--to", "2020")]
    [InlineData("unexpected argument 'two'", "ledger", "check", "one", "two")]
    public void A_wrong_command_line_is_one_line_and_exit_code_two(string says, params string[] arguments)
    {
        CliResult wrong = CliRun.Run(arguments);
        Assert.Equal(2, wrong.ExitCode);
        Assert.Empty(wrong.Bytes);
        Assert.Contains(says, wrong.Error, StringComparison.Ordinal);
        Assert.Single(wrong.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void A_flag_beats_the_environment_and_that_the_settings_file()
    {
        File.WriteAllText(folder["fangshou.json"], $$"""{ "data": "package", "format": "json" }""");
        string[] list = ["ledger", "list"];
        Assert.StartsWith("{", CliRun.Of(list).In(folder.Path).Go().Output, StringComparison.Ordinal);
        Assert.StartsWith("id,", CliRun.Of(list).In(folder.Path).With("FANGSHOU_FORMAT", "csv").Go().Output, StringComparison.Ordinal);
        Assert.StartsWith("{", CliRun.Of([.. list, "--json"]).In(folder.Path).With("FANGSHOU_FORMAT", "csv").Go().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_users_file_comes_after_the_one_in_the_working_folder()
    {
        Directory.CreateDirectory(folder["home/fangshou"]);
        File.WriteAllText(folder["home/fangshou/fangshou.json"], """{ "format": "csv", "asOf": "2020-11-03" }""");
        CliRun Run() => CliRun.Of("ledger", "list", "--data", package).In(folder.Path).With("XDG_CONFIG_HOME", folder["home"]);
        Assert.Equal(2, Run().Go().Output.TrimEnd('\n').Split('\n').Length);
        File.WriteAllText(folder["fangshou.json"], """{ "format": "json" }""");
        Assert.StartsWith("{", Run().Go().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "formt": "json" }""", "unknown key 'formt'; did you mean 'format'?")]
    [InlineData("""{ "format": ["json"] }""", "must be a text")]
    [InlineData("""{ "seed": "many" }""", "seed: 'many' is not a whole number")]
    [InlineData("[]", "is not a JSON object")]
    [InlineData("{", "is not valid JSON")]
    [InlineData("""{ "lang": "\ud800" }""", "not valid Unicode")]
    public void A_wrong_settings_file_is_a_usage_error(string json, string says)
    {
        File.WriteAllText(folder["fangshou.json"], json);
        CliResult list = CliRun.Of("ledger", "list", "--data", package).In(folder.Path).Go();
        Assert.Equal(2, list.ExitCode);
        Assert.Contains(says, list.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Output_to_a_pipe_has_no_escape_sequences() =>
        Assert.DoesNotContain('\u001b', CliRun.Run("ledger", "list", "--data", package).All);

    [Fact]
    public void An_at_sign_is_no_file_of_arguments() =>
        Assert.Equal(2, CliRun.Run("ledger", "check", "@/etc/hosts").ExitCode);

    [Fact]
    public void An_interrupt_ends_the_program_with_130()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Signals are sent with kill.");
        // A pipe that nobody writes to keeps the reader waiting until the interrupt comes.
        using Process mkfifo = Process.Start("mkfifo", [folder["pipe"]]);
        mkfifo.WaitForExit();
        CliResult stopped = CliRun.Of("ledger", "check", folder["pipe"]).Go(process =>
        {
            Thread.Sleep(TimeSpan.FromSeconds(1.5));
            using Process kill = Process.Start("kill", ["-INT", $"{process.Id}"]);
            kill.WaitForExit();
        });
        Assert.Equal(130, stopped.ExitCode);
        Assert.DoesNotContain("   at ", stopped.All, StringComparison.Ordinal);
    }
}
