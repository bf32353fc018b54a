using System.Text.Json;

namespace Fangshou.Surface.Tests.Phases;

public sealed class PhasesCommandTests : IDisposable
{
    readonly PlantedPackage package = new();

    public void Dispose() => package.Dispose();

    CliResult Run(params string[] arguments) => RunOn(package, arguments);

    static CliResult RunOn(PlantedPackage package, params string[] arguments) =>
        CliRun.Of([.. arguments, "--data", package.Path]).With("FANGSHOU_CACHE", package.Cache).Go();

    static JsonElement Data(CliResult result)
    {
        Assert.True(result.ExitCode is 0 or 5, result.Error);
        return JsonDocument.Parse(result.Output).RootElement.GetProperty("data");
    }

    [Fact]
    public void A_planted_crackdown_in_an_unknown_sector_is_dated_and_scored()
    {
        JsonElement data = Data(Run("phases", "show", PlantedPackage.Cell, "--json"));
        JsonElement spell = data.GetProperty("spells").EnumerateArray().First(s => s.GetProperty("phase").GetString() == "crackdown");
        Assert.Contains(spell.GetProperty("start").GetString(), (string[])["2018-02", "2018-03", "2018-04"]);
        Assert.Equal(JsonValueKind.Null, data.GetProperty("spells").EnumerateArray().Last().GetProperty("end").ValueKind);
        Assert.All(data.GetProperty("months").EnumerateArray(), m =>
        {
            JsonElement p = m.GetProperty("smoothed");
            Assert.Equal(1, p.GetProperty("lax").GetDouble() + p.GetProperty("crackdown").GetDouble() + p.GetProperty("easing").GetDouble(), 1e-9);
        });

        JsonElement score = Data(Run("phases", "score", "--json"));
        Assert.True(score.GetProperty("monthsInAgreement").GetDouble() >= 0.85, score.ToString());
        Assert.True(score.GetProperty("medianAbsoluteOnsetErrorMonths").GetDouble() <= 3, score.ToString());
        Assert.Equal(PlantedPackage.Cell, score.GetProperty("cells")[0].GetProperty("cell").GetString());
    }

    [Fact]
    public void Threads_and_the_cache_never_change_a_byte()
    {
        CliResult one = Run("phases", "show", PlantedPackage.Cell, "--json", "--threads", "1");
        CliResult cached = Run("phases", "show", PlantedPackage.Cell, "--json");
        Directory.Delete(package.Cache, recursive: true);
        CliResult two = Run("phases", "show", PlantedPackage.Cell, "--json", "--threads", "2");
        Assert.Equal(one.Bytes, cached.Bytes);
        Assert.Equal(one.Bytes, two.Bytes);
    }

    /// <summary>Phases are read from signals: what leaves these as they are is not read again, and what moves one is.</summary>
    [Fact]
    public void Another_wording_of_a_row_is_answered_from_the_cache_and_another_direction_is_not()
    {
        string events = Path.Combine(package.Path, "events.csv"), rows = File.ReadAllText(events);
        string[] show = ["phases", "show", PlantedPackage.Cell, "--json"];
        string first = Data(Run(show)).GetProperty("months").ToString();
        int kept = Directory.GetFiles(package.Cache).Length;

        File.WriteAllText(events, rows.Replace("The ministry limits digging", "The ministry curbs digging", StringComparison.Ordinal));
        CliResult reworded = Run(show);
        Assert.Equal(first, Data(reworded).GetProperty("months").ToString());
        Assert.Equal(kept, Directory.GetFiles(package.Cache).Length);
        // It is what would be read without any cache.
        Assert.Equal(reworded.Bytes, CliRun.Of([.. show, "--data", package.Path]).With("FANGSHOU_CACHE", "off").Go().Bytes);

        string[] lines = rows.Split('\n');
        int at = Array.FindLastIndex(lines, line => line.Contains(",tighten,", StringComparison.Ordinal));
        lines[at] = lines[at].Replace(",tighten,", ",ease,", StringComparison.Ordinal);
        File.WriteAllText(events, string.Join('\n', lines));
        Assert.NotEqual(first, Data(Run(show)).GetProperty("months").ToString());
        Assert.True(Directory.GetFiles(package.Cache).Length > kept);
    }

    /// <summary>What the runtime compiles, when, and for which processor: each must leave every bit as it is.</summary>
    [Theory]
    [InlineData("DOTNET_TieredCompilation", "1")]
    [InlineData("DOTNET_EnableFMA", "0")]
    [InlineData("DOTNET_EnableAVX2", "0")]
    public void Neither_recompilation_nor_the_width_of_vectors_changes_a_byte(string variable, string value)
    {
        byte[] usual = Fresh().Bytes;
        Assert.NotEmpty(usual);
        Assert.Equal(usual, Fresh((variable, value)).Bytes);

        CliResult Fresh(params (string Name, string Value)[] settings)
        {
            CliRun run = CliRun.Of("phases", "show", PlantedPackage.Cell, "--json", "--data", package.Path).With("FANGSHOU_CACHE", "off");
            foreach ((string name, string value) in settings)
                run.With(name, value);
            return run.Go();
        }
    }

    [Fact]
    public void A_cache_file_that_was_tampered_with_is_not_believed()
    {
        CliResult first = Run("phases", "show", PlantedPackage.Cell, "--json");
        string[] files = Directory.GetFiles(package.Cache);
        Assert.NotEmpty(files);
        foreach (string file in files)
            File.WriteAllText(file, File.ReadAllText(file).Replace("0.9", "0.1", StringComparison.Ordinal));
        Assert.Equal(first.Bytes, Run("phases", "show", PlantedPackage.Cell, "--json").Bytes);
    }

    [Fact]
    public void Events_after_the_as_of_date_change_no_byte_of_the_brief()
    {
        using PlantedPackage later = new(
            PlantedPackage.Row("cn-later-1", "2021-12-30", "tighten", 5, "The ministry ends all digging at once")
            + PlantedPackage.Row("cn-later-2", "2022-02-01", "tighten", 5, "The ministry closes the last mine"));
        string[] brief = ["brief", PlantedPackage.Cell, "--as-of", "2019-03-15"];
        CliResult before = Run(brief), after = RunOn(later, brief);
        Assert.Equal(before.Output, after.Output);
        Assert.DoesNotContain("2019-04", before.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ends all digging", before.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_explanation_names_rows_of_the_month_that_they_moved()
    {
        JsonElement influences = Data(Run("phases", "explain", PlantedPackage.Cell, "--month", "2018-03", "--json")).GetProperty("influences");
        Assert.NotEmpty(influences.EnumerateArray());
        Assert.All(influences.EnumerateArray(), i => Assert.Equal("2018-03", i.GetProperty("month").GetString()));
        Assert.Contains(influences.EnumerateArray(), i => i.GetProperty("date").GetString()!.StartsWith("2018-0", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("phase.svg", "<svg")]
    [InlineData("phase.png", "PNG")]
    [InlineData("phase.csv", "cell,lane,month")]
    public void A_path_is_written_as_picture_or_table(string file, string mark)
    {
        string path = Path.Combine(package.Path, file);
        CliResult result = file.EndsWith(".csv", StringComparison.Ordinal)
            ? Run("phases", "show", PlantedPackage.Cell, "-o", path, "--format", "csv")
            : Run("phases", "show", PlantedPackage.Cell, "-o", path);
        Assert.True(result.ExitCode is 0 or 5, result.Error);
        Assert.Contains(mark, System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(path)[..64]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("brief.html", "<!DOCTYPE html>")]
    [InlineData("brief.md", "# ")]
    [InlineData("brief.txt", "China")]
    public void A_brief_is_written_as_page_or_text(string file, string mark)
    {
        string path = Path.Combine(package.Path, file);
        CliResult result = Run("brief", PlantedPackage.Cell, "-o", path);
        Assert.True(result.ExitCode is 0 or 5, result.Error);
        string text = File.ReadAllText(path);
        Assert.StartsWith(mark, text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_cell_without_rows_is_not_found_and_an_unknown_one_is_a_usage_error()
    {
        Assert.Equal(3, Run("phases", "show", "US/asteroid-mining").ExitCode);
        CliResult unknown = Run("brief", "CN/asteroid-minng");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("asteroid-mining", unknown.Error, StringComparison.Ordinal);
        Assert.Equal(2, Run("phases", "explain", PlantedPackage.Cell, "--month", "March").ExitCode);
        CliResult outside = Run("phases", "explain", PlantedPackage.Cell, "--month", "1999-01");
        Assert.Equal(3, outside.ExitCode);
        Assert.Contains("1999-01 is outside the record", outside.Error, StringComparison.Ordinal);
    }
}
