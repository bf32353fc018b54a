using System.Text;

namespace Fangshou.Surface.Tests.Scenarios;

/// <summary>Whatever is wrong is said in one line that names what would be right, without a stack trace.</summary>
public sealed class ScenarioErrorTests : IDisposable
{
    const string Start = """{ "id": "own", "title": "Mine", "hypothesis": "None.", "extends": "ai-honeymoon.json" """;

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    static void OneLine(CliResult wrong, int exitCode, string says)
    {
        Assert.Equal(exitCode, wrong.ExitCode);
        Assert.Empty(wrong.Bytes);
        Assert.Contains(says, wrong.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", wrong.Error, StringComparison.Ordinal);
        Assert.Single(wrong.Error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData(3, "nearest: big-ai-misuse", "run", "big-ai-misus")]
    [InlineData(3, "there are ai-honeymoon, ", "run", "zzzzzzzzzzzzzzzz")]
    [InlineData(3, "there is no scenario file ./none.json", "run", "./none.json")]
    [InlineData(3, "nearest: boom", "compare", "boom", "booom")]
    [InlineData(2, "is a folder", "run", ".")]
    [InlineData(2, "--severity: 'NaN' is not a number from 0 to 1000", "run", "boom", "--severity", "NaN")]
    [InlineData(2, "--severity: '-1' is not a number from 0 to 1000", "run", "boom", "--severity", "-1")]
    [InlineData(2, "--severity: '1001' is not a number from 0 to 1000", "compare", "boom", "--severity", "1001")]
    [InlineData(2, "--replicates: '1000000000' is not a whole number from 1 to 1000000", "run", "boom", "--replicates", "1000000000")]
    [InlineData(2, "--replicates: '1000000000000' is not a whole number", "ablate", "--replicates", "1000000000000")]
    [InlineData(2, "--replicates: '0' is not a whole number", "sweep", "boom", "--replicates", "0")]
    [InlineData(2, "there is no parameter 'caree'; nearest: career", "run", "boom", "--set", "caree=1")]
    [InlineData(2, "career is 99; from 0 to 20 is allowed", "run", "boom", "--set", "career=99")]
    [InlineData(2, "career is NaN; from 0 to 20 is allowed", "run", "boom", "--set", "career=NaN")]
    [InlineData(2, "from 0 to 20 is allowed", "run", "boom", "--set", "career=much")]
    [InlineData(2, "is not KEY=VALUE", "run", "boom", "--set", "career")]
    [InlineData(2, "court-base plus court-capture is over 1", "run", "boom", "--set", "court-base=0.9", "--set", "court-capture=0.5")]
    [InlineData(2, "is not one of calibrated, core, full", "run", "boom", "--parameters", "all")]
    [InlineData(2, "--severities: 'x' is not a number", "sweep", "boom", "--severities", "1,x")]
    [InlineData(2, "101 are too many", "sweep", "boom", "--severities", "1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1")]
    [InlineData(2, "params: there is no parameter 'caree'; nearest: career", "params", "caree")]
    [InlineData(2, "--checkpoint: '.' is no file", "run", "boom", "--checkpoint", ".")]
    [InlineData(2, "--checkpoint: there is no folder", "run", "boom", "--checkpoint", "none/x")]
    [InlineData(2, "'xx' is not a known sector", "run", "boom", "--from-today", "CN/xx")]
    [InlineData(2, "--particles: '3' is not a whole number from 320", "calibrate", "--particles", "3")]
    [InlineData(2, "SCENARIO", "compare")]
    public void A_wrong_command_line_is_one_line(int exitCode, string says, params string[] arguments) =>
        OneLine(CliRun.Of(["scenario", .. arguments]).In(folder.Path).Go(), exitCode, says);

    [Theory]
    [InlineData("levrs is not known; nearest: levers", ", \"levrs\": [] }")]
    [InlineData("levers[0].set.caree is no parameter; nearest: career", ", \"levers\": [{ \"month\": 150, \"set\": { \"caree\": 1 }, \"source\": \"x\" }] }")]
    [InlineData("career is 99; from 0 to 20 is allowed", ", \"levers\": [{ \"month\": 150, \"set\": { \"career\": 99 }, \"source\": \"x\" }] }")]
    [InlineData("levers[0].month is 999; a whole number from 0 to 203", ", \"levers\": [{ \"month\": 999, \"set\": { \"career\": 1 }, \"source\": \"x\" }] }")]
    [InlineData("changeMonth is 300; the run has 204 months, so from 0 to 203 is allowed", ", \"changeMonth\": 300, \"horizons\": [] }")]
    [InlineData("severity is -1; from 0 to 1000 is allowed", ", \"severity\": -1 }")]
    [InlineData("severity is 1E+400; a finite number is expected", ", \"severity\": 1E+400 }")]
    [InlineData("line 1 is not valid JSON", ", \"severity\": NaN }")]
    [InlineData("replicates is 1000000000; a whole number from 1 to 1000000", ", \"replicates\": 1000000000 }")]
    [InlineData("parameters is 'all'; core, full and calibrated are known", ", \"parameters\": \"all\" }")]
    [InlineData("there is no world 'mars.json'", ", \"world\": \"mars.json\" }")]
    [InlineData("line 1 is not valid JSON", ", \"severity\": ")]
    [InlineData("expected[0].severity is 5000; from 0 to 1000 is allowed", ", \"expected\": [{ \"severity\": 5000, \"within\": 12, \"least\": 0, \"largest\": 1 }] }")]
    [InlineData("expected holds a horizon of 60 months; from 1 to 59", ", \"expected\": [{ \"within\": 60, \"least\": 0, \"largest\": 1 }] }")]
    public void A_wrong_scenario_file_is_one_line(string says, string rest)
    {
        File.WriteAllText(folder["own.json"], Start + rest);
        OneLine(CliRun.Run("scenario", "run", folder["own.json"]), 2, says);
    }

    [Fact]
    public void A_sector_of_negative_size_is_refused_with_its_place()
    {
        string world = File.ReadAllText(Path.Combine(Docs.Repository.Root, "scenarios", "worlds", "china.json"));
        File.WriteAllText(folder["world.json"], world.Replace("\"saturation\": 60", "\"saturation\": -60", StringComparison.Ordinal));
        File.WriteAllText(folder["own.json"], Start + """, "world": "world.json" }""");
        OneLine(CliRun.Run("scenario", "run", folder["own.json"]), 2, "saturation");
    }

    [Fact]
    public void Files_that_extend_each_other_are_told_apart_from_a_long_chain()
    {
        File.WriteAllText(folder["a.json"], """{ "id": "a", "title": "A", "hypothesis": "", "extends": "b.json" }""");
        File.WriteAllText(folder["b.json"], """{ "id": "b", "title": "B", "hypothesis": "", "extends": "a.json" }""");
        OneLine(CliRun.Run("scenario", "run", folder["a.json"]), 2, "a.json → b.json → a.json");
    }

    [Fact]
    public void A_file_that_is_not_UTF8_is_refused_with_the_first_wrong_byte()
    {
        File.WriteAllBytes(folder["latin.json"], [.. Encoding.UTF8.GetBytes("{ \"id\": \""), 0xE9, .. "\" }"u8]);
        OneLine(CliRun.Run("scenario", "run", folder["latin.json"]), 2, "is not UTF-8 (byte 10)");
        File.WriteAllText(folder["wide.json"], Start + "}", Encoding.Unicode);
        OneLine(CliRun.Run("scenario", "run", folder["wide.json"]), 2, "is not UTF-8 (byte 1)");
    }

    [Fact]
    public void A_run_that_needs_more_memory_than_there_is_says_both_numbers()
    {
        File.WriteAllText(folder["long.json"], Start + """, "replicates": 1000000, "months": 6000 }""");
        CliResult wrong = CliRun.Run("scenario", "run", folder["long.json"]);
        OneLine(wrong, 2, "use fewer --replicates");
        Assert.Matches("needs [0-9,]+ MB of memory and this machine has [0-9,]+ MB", wrong.Error);
    }

    [Fact]
    public void A_scenario_without_horizons_can_be_run_and_swept_but_not_compared()
    {
        File.WriteAllText(folder["own.json"], Start + """, "replicates": 16, "horizons": [] }""");
        Assert.Equal(0, CliRun.Run("scenario", "run", folder["own.json"]).ExitCode);
        Assert.Equal(0, CliRun.Of("scenario", "sweep", "own.json", "-o", "x.svg").In(folder.Path).Go().ExitCode);
        OneLine(CliRun.Run("scenario", "compare", folder["own.json"]), 2, "names no horizons");
    }

    [Fact]
    public void A_run_in_which_no_history_counts_says_so()
    {
        // In a crackdown from the start: the leadership never turns lax again, and agencies enforce by default.
        File.WriteAllText(folder["own.json"], Start + """, "replicates": 8, "stage": [{ "month": 0, "set": { "inertia": 5 }, "source": "x" }] }""");
        CliResult result = CliRun.Run("scenario", "run", folder["own.json"], "--json");
        Assert.True(result.ExitCode == 0, result.Error);
        using System.Text.Json.JsonDocument answer = System.Text.Json.JsonDocument.Parse(result.Bytes);
        Assert.Empty(Docs.SchemaCheck.Errors("urn:fangshou:scenario-run:1", answer.RootElement));
        Assert.Equal(0, answer.RootElement.GetProperty("data").GetProperty("result").GetProperty("counted").GetInt32());
        Assert.Contains("no history counts", answer.RootElement.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
        foreach (string file in (string[])["x.svg", "x.html"])
            OneLine(CliRun.Of("scenario", "run", "own.json", "-o", file).In(folder.Path).Go(), 2, "there is nothing to draw");
    }
}
