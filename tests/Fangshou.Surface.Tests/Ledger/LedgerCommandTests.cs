using System.Text.Json;
using Fangshou.Tests.Ledger;

namespace Fangshou.Surface.Tests.Ledger;

public sealed class LedgerCommandTests : IDisposable
{
    readonly TempFolder folder = new();
    readonly string package;

    public LedgerCommandTests() => package = folder.Write(new MemoryPackage().Set("datapackage.json", """{ "name": "toy", "version": "1.2.3", "resources": [] }""").Events(
    [
        MemoryPackage.FirstRow,
        MemoryPackage.SecondRow,
        .. Enumerable.Range(1, 9).Select(i => MemoryPackage.Row($"cn-ai-{i}", date: $"2022-0{i}-15", sectors: "generative-ai")),
    ]));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_sound_ledger_checks_with_exit_code_nought()
    {
        CliResult check = CliRun.Run("ledger", "check", package);
        Assert.Equal(0, check.ExitCode);
        Assert.Contains("No findings. version 1.2.3", check.Output, StringComparison.Ordinal);
        Assert.Empty(check.Error);
    }

    [Fact]
    public void Findings_of_a_single_file_carry_its_own_name()
    {
        File.WriteAllText(folder["mine.csv"], "");
        Assert.Contains("mine.csv", CliRun.Run("ledger", "check", folder["mine.csv"]).Output, StringComparison.Ordinal);
        Assert.StartsWith("fangshou: ", CliRun.Run("ledger", "list", "--data", folder["mine.csv"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_silences_notes_and_verbose_adds_some()
    {
        string[] list = ["ledger", "list", "--data", package, "-o", folder["out"]];
        Assert.Contains("wrote ", CliRun.Run(list).Error, StringComparison.Ordinal);
        Assert.Empty(CliRun.Run([.. list, "--quiet"]).Error);
        Assert.Empty(CliRun.Of(list).With("FANGSHOU_QUIET", "true").Go().Error);
        Assert.Contains("version 1.2.3, 11 events", CliRun.Run([.. list, "--verbose"]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_envelope_says_what_the_answer_rests_on()
    {
        CliResult list = CliRun.Run("ledger", "list", "--data", package, "--cell", "CN/fintech", "--json");
        using JsonDocument json = JsonDocument.Parse(list.Output);
        Assert.Equal(
            ["schema", "asOf", "dataVersion", "modelVersion", "seed", "warnings", "data"],
            json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("fangshou/ledger-list/1", "2022-09-15", "1.2.3"), (Text("schema"), Text("asOf"), Text("dataVersion")));
        JsonElement only = Assert.Single(json.RootElement.GetProperty("data").GetProperty("events").EnumerateArray());
        Assert.Equal(("cn-2020-11-03-halt", "2020-11-03", "tighten"), (only.GetProperty("id").GetString(), only.GetProperty("date").GetString(), only.GetProperty("direction").GetString()));

        string Text(string name) => json.RootElement.GetProperty(name).GetString()!;
    }

    [Theory]
    [InlineData(11)]
    [InlineData(10, "--cell", "CN/ai")]
    [InlineData(10, "--cell", "CN/artificial-intelligence")]
    [InlineData(1, "--cell", "CN-GD")]
    [InlineData(1, "--direction", "none")]
    [InlineData(11, "--direction", "none", "--direction", "tighten")]
    [InlineData(1, "--kind", "incident")]
    [InlineData(10, "--actor", "CSRC")]
    [InlineData(1, "--actor", "FIRM:Some Games")]
    [InlineData(1, "--severity-min", "4")]
    [InlineData(3, "--from", "2022-02", "--to", "2022-04")]
    [InlineData(9, "--from", "2022", "--to", "2022")]
    [InlineData(2, "--as-of", "2021-12-31")]
    [InlineData(1, "--as-of", "2021-07-30")]
    public void Filters_leave_the_rows_asked_for(int rows, params string[] filter)
    {
        CliResult list = CliRun.Run(["ledger", "list", "--data", package, "--format", "csv", .. filter]);
        Assert.Equal(0, list.ExitCode);
        Assert.Equal(rows, list.Output.TrimEnd('\n').Split('\n').Length - 1);
    }

    [Fact]
    public void Csv_goes_out_as_it_came_in()
    {
        CliResult list = CliRun.Run("ledger", "list", "--data", package, "--format", "csv", "--to", "2020");
        Assert.Equal($"{MemoryPackage.EventHeader}\n{MemoryPackage.FirstRow}\n", list.Output);
    }

    [Fact]
    public void A_formula_among_findings_is_made_harmless_in_csv()
    {
        string broken = folder.Write(new MemoryPackage().Change("events.csv", "The exchange halts a listing", "=1+1"), "broken");
        Assert.Contains(",\"'=1+1\",", CliRun.Run("ledger", "check", broken, "--format", "csv").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_is_shown_with_its_fields_sources_and_three_neighbours_on_each_side()
    {
        CliResult show = CliRun.Run("ledger", "show", "cn-ai-5", "--data", package);
        Assert.Equal(0, show.ExitCode);
        Assert.Contains("https://example.org/x", show.Output, StringComparison.Ordinal);
        Assert.Contains("no end on record", show.Output, StringComparison.Ordinal);
        foreach (int i in (int[])[2, 3, 4, 6, 7, 8])
            Assert.Contains($"cn-ai-{i}", show.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("cn-ai-1", show.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("cn-ai-9", show.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_id_comes_with_the_nearest_ones()
    {
        CliResult show = CliRun.Run("ledger", "show", "cn-2020-11-03-hatl", "--data", package);
        Assert.Equal(3, show.ExitCode);
        Assert.Contains("nearest are cn-2020-11-03-halt", show.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_of_the_future_is_not_shown()
    {
        CliResult show = CliRun.Run("ledger", "show", "cn-ai-5", "--data", package, "--as-of", "2022-05-14");
        Assert.Equal(3, show.ExitCode);
        Assert.Contains("known only since 2022-05-15", show.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_are_the_same_bytes_in_four_cultures()
    {
        foreach (string[] command in (string[][])[["list"], ["list", "--json"], ["list", "--format", "csv"], ["show", "cn-2020-11-03-halt"], ["list", "--lang", "zh"]])
        {
            byte[] invariant = CliRun.Of(["ledger", .. command, "--data", package]).Under("").Go().Bytes;
            Assert.NotEmpty(invariant);
            foreach (string culture in (string[])["de-DE", "zh-CN", "tr-TR"])
                Assert.Equal(invariant, CliRun.Of(["ledger", .. command, "--data", package]).Under(culture).Go().Bytes);
        }
    }

    [Fact]
    public void A_file_is_written_whole_and_leaves_nothing_beside_it()
    {
        string file = folder["out.csv"];
        CliResult list = CliRun.Run("ledger", "list", "--data", package, "--format", "csv", "-o", file);
        Assert.Equal((0, 0), (list.ExitCode, list.Bytes.Length));
        Assert.StartsWith("id,date", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal(["out.csv"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_a_usage_error_and_keeps_what_was_there()
    {
        Assert.Equal(2, CliRun.Run("ledger", "list", "--data", package, "-o", folder["no/such/folder"]).ExitCode);
        Assert.Equal(2, CliRun.Run("ledger", "list", "--data", package, "-o", folder.Path).ExitCode);
        File.WriteAllText(folder["kept"], "old");
        Assert.Equal(2, CliRun.Run("ledger", "list", "--data", package, "--cell", "XX", "-o", folder["kept"]).ExitCode);
        Assert.Equal("old", File.ReadAllText(folder["kept"]));
    }

    [Fact]
    public void The_package_is_verified_against_its_description()
    {
        Assert.Equal(0, CliRun.Run("data", "verify", "--data", package).ExitCode);
        File.WriteAllText(Path.Combine(package, "datapackage.json"), """
            { "name": "toy", "version": "1.2.3", "resources": [ { "name": "areas", "path": "vocabularies/areas.csv", "schema": { "fields": [
              { "name": "id", "type": "string", "constraints": { "enum": ["content-control", "data-privacy"] } } ] } } ] }
            """);
        CliResult verify = CliRun.Run("data", "verify", "--data", package);
        Assert.Equal(4, verify.ExitCode);
        Assert.Contains("'financial-stability' is not one of the allowed values", verify.Output, StringComparison.Ordinal);
        Assert.Contains("vocabularies/areas.csv", CliRun.Run("data", "package", "--data", package).Output, StringComparison.Ordinal);
    }
}
