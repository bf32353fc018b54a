using System.Diagnostics;
using System.Text.Json;
using Fangshou.Surface.Tests.Docs;
using Fangshou.Surface.Tests.Phases;

namespace Fangshou.Surface.Tests.Forecasts;

/// <summary>Forecasts of a small package with planted phases: issued, superseded, resolved, scored, and tampered with.</summary>
public sealed class ForecastCommandTests : IDisposable
{
    readonly PlantedPackage package = new();
    readonly TempFolder folder = new();

    public void Dispose()
    {
        package.Dispose();
        // Issued files are read-only.
        foreach (string file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories))
            File.SetAttributes(file, FileAttributes.Normal);
        folder.Dispose();
    }

    CliRun Run(params string[] arguments) => CliRun.Of(["forecast", .. arguments, "--data", package.Path]).In(folder.Path).With("FANGSHOU_CACHE", package.Cache);

    CliResult Done(params string[] arguments)
    {
        CliResult result = Run(arguments).Go();
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }

    JsonElement Answer(string form, params string[] arguments)
    {
        JsonElement answer = JsonDocument.Parse(Done([.. arguments, "--json"]).Output).RootElement;
        Assert.Empty(SchemaCheck.Errors($"urn:fangshou:{form}:1", answer));
        return answer.GetProperty("data");
    }

    string Issued(int number, string workspace = "forecasts") => folder[$"{workspace}/{number:0000}.json"];

    /// <summary>What would be written today, before and after midnight.</summary>
    void Issue(string asOf, string workspace = "forecasts") => Done("issue", PlantedPackage.Cell, "--as-of", asOf, "--workspace", workspace, "--quiet");

    [Fact]
    public void A_forecast_is_issued_superseded_resolved_scored_and_exported()
    {
        JsonElement first = Answer("forecast-issue", "issue", PlantedPackage.Cell, "--as-of", "2017-12-31");
        Assert.Equal(1, first.GetProperty("number").GetInt32());
        Assert.Equal("crackdown", first.GetProperty("swing").GetString());
        Assert.Contains(first.GetProperty("forecasters").EnumerateArray(), f => f.GetProperty("id").GetString() == "ensemble");
        Issue("2018-02-28");
        Issue("2019-03-31");

        JsonElement[] outcomes = [.. Answer("forecast-resolve", "resolve").GetProperty("outcomes").EnumerateArray()];
        Assert.Equal(3, outcomes.Length);
        // The burst is planted in March 2018: by the rule it is there in May 2018 at the latest.
        Assert.InRange(outcomes[0].GetProperty("turned").GetInt32(), 3, 5);
        Assert.InRange(outcomes[1].GetProperty("turned").GetInt32(), 1, 3);
        Assert.False(outcomes[2].GetProperty("void").GetBoolean());

        JsonElement[] list = [.. Answer("forecast-list", "list").GetProperty("forecasts").EnumerateArray()];
        Assert.Equal([2, 3, 0], list.Select(f => f.GetProperty("supersededBy") is { ValueKind: JsonValueKind.Number } by ? by.GetInt32() : 0));
        Assert.Equal("easing", list[2].GetProperty("swing").GetString());
        Assert.Equal(JsonValueKind.Object, Answer("forecast-show", "show", "1").GetProperty("outcome").ValueKind);
        Assert.NotEmpty(Answer("forecast-score", "score").GetProperty("swings").EnumerateArray());
        Assert.NotEmpty(Answer("forecast-export", "export").GetProperty("lines").EnumerateArray());
        Assert.StartsWith("number,cell,as_of,", Done("export", "--format", "csv").Output, StringComparison.Ordinal);
        Assert.Contains("Superseded by 2.", Done("show", "1").Output, StringComparison.Ordinal);
        Done("show", "1", "-o", "one.svg");
        Assert.StartsWith("<svg ", File.ReadAllText(folder["one.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_inputs_give_the_same_bytes_and_no_second_number()
    {
        Issue("2017-12-31");
        byte[] bytes = File.ReadAllBytes(Issued(1));
        Issue("2017-12-31");
        Assert.False(File.Exists(Issued(2)));
        Assert.Equal(bytes, File.ReadAllBytes(Issued(1)));

        // A day may end between two issues: then the first is made again.
        for (int attempt = 0; attempt < 2; attempt++)
        {
            Issue("2017-12-31", $"a{attempt}");
            CliResult other = CliRun.Of("forecast", "issue", PlantedPackage.Cell, "--as-of", "2017-12-31", "--data", package.Path, "--threads", "1", "--workspace", $"b{attempt}").In(folder.Path).With("FANGSHOU_CACHE", "off").Go();
            Assert.True(other.ExitCode == 0, other.Error);
            if (File.ReadAllBytes(Issued(1, $"a{attempt}")).AsSpan().SequenceEqual(File.ReadAllBytes(Issued(1, $"b{attempt}"))))
                return;
        }

        Assert.Fail("Two forecasts from the same inputs differ.");
    }

    [Fact]
    public void A_forecast_that_was_changed_removed_or_exchanged_is_detected()
    {
        Issue("2017-12-31");
        Issue("2018-02-28");
        Issue("2017-12-31", "other");
        Issue("2018-06-30", "other");

        byte[] first = File.ReadAllBytes(Issued(1));
        File.SetAttributes(Issued(1), FileAttributes.Normal);
        byte[] changed = [.. first];
        int digit = Array.LastIndexOf(changed, (byte)'1', changed.Length - 90);
        changed[digit] = (byte)'2';
        File.WriteAllBytes(Issued(1), changed);
        AssertBroken("0001.json: It was changed after it was issued");

        File.Delete(Issued(1));
        AssertBroken("0001.json is missing");

        File.Copy(Issued(2, "other"), Issued(1));
        AssertBroken("0001.json holds forecast 2");

        File.SetAttributes(Issued(1), FileAttributes.Normal);
        File.WriteAllBytes(Issued(1), first);
        Assert.Equal(0, Run("list").Go().ExitCode);
        File.SetAttributes(Issued(2), FileAttributes.Normal);
        File.Copy(Issued(2, "other"), Issued(2), overwrite: true);
        Assert.Equal(0, Run("list").Go().ExitCode);

        void AssertBroken(string says)
        {
            foreach (string[] command in (string[][])[["list"], ["show", "2"], ["resolve"], ["score"], ["export"], ["issue", PlantedPackage.Cell]])
            {
                CliResult result = Run(command).Go();
                Assert.Equal(4, result.ExitCode);
                Assert.Contains(says, result.Error, StringComparison.Ordinal);
                Assert.Empty(result.Output);
            }
        }
    }

    [Theory]
    [InlineData(2, "nearest", "issue", "CN/asteroid-minin")]
    [InlineData(2, "leave the area out", "issue", "CN/asteroid-mining/public-safety")]
    [InlineData(3, "nothing can be forecast", "issue", "CN/asteroid-mining", "--as-of", "2012-06-30")]
    [InlineData(3, "it holds none", "show", "1")]
    [InlineData(2, "NUMBER", "show", "first")]
    [InlineData(3, "forecast issue makes one", "score")]
    [InlineData(2, "lies after the last origin", "backtest", "--from", "2031")]
    [InlineData(2, "no day such as", "backtest", "--from", "soon")]
    [InlineData(2, "is not one of rule, datings", "backtest", "--truth", "press")]
    [InlineData(2, "is a file", "list", "--workspace", "a-file")]
    [InlineData(2, "has no name", "list", "--workspace", "")]
    public void A_wrong_input_gets_one_clear_message(int exit, string says, params string[] arguments)
    {
        File.WriteAllText(folder["a-file"], "");
        CliResult result = Run(arguments).Go();
        Assert.Equal(exit, result.ExitCode);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd('\n').Split('\n'));
        Assert.Empty(result.Output);
    }

    [Fact]
    public void A_backtest_that_was_killed_goes_on_and_ends_with_the_same_bytes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Signals are sent with kill.");
        string[] backtest = ["backtest", "--from", "2015-01", "--json"];
        CliResult whole = Run(backtest).With("FANGSHOU_CACHE", "off").Go();
        Assert.True(whole.ExitCode == 0, whole.Error);
        JsonElement answer = JsonDocument.Parse(whole.Output).RootElement;
        Assert.Empty(SchemaCheck.Errors("urn:fangshou:forecast-backtest:1", answer));
        Assert.DoesNotContain(answer.GetProperty("data").GetProperty("swings").EnumerateArray(), s => s.GetProperty("looksLikeLeakage").GetBoolean());

        CliResult killed = Run(backtest).Go(process =>
        {
            while (!process.HasExited && (!Directory.Exists(package.Cache) || Directory.GetFiles(package.Cache, "*.json").Length < 2))
                Thread.Sleep(TimeSpan.FromMilliseconds(20));
            using Process kill = Process.Start("kill", ["-KILL", $"{process.Id}"]);
            kill.WaitForExit();
        });
        Assert.NotEqual(0, killed.ExitCode);
        int kept = Directory.GetFiles(package.Cache, "*.json").Length;
        CliResult resumed = Run(backtest).With("FANGSHOU_THREADS", "1").Go();
        Assert.True(resumed.ExitCode == 0, resumed.Error);
        Assert.True(Directory.GetFiles(package.Cache, "*.json").Length > kept, "Nothing was left to do: the run was not killed on its way.");
        Assert.Equal(whole.Bytes, resumed.Bytes);
    }
}
