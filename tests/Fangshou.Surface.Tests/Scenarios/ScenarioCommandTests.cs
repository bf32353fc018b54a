using System.Text.Json;
using System.Text.RegularExpressions;
using Fangshou.Scenarios;
using Fangshou.Surface.Tests.Docs;

namespace Fangshou.Surface.Tests.Scenarios;

public sealed partial class ScenarioCommandTests : IDisposable
{
    // Enough to see that a command works, few enough to be quick.
    static readonly string[] few = ["--replicates", "40"];

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    static CliResult Done(CliResult result)
    {
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }

    static JsonElement Answer(string form, CliResult result)
    {
        JsonElement answer = JsonDocument.Parse(Done(result).Output).RootElement;
        Assert.Empty(SchemaCheck.Errors($"urn:fangshou:{form}:1", answer));
        return answer;
    }

    static JsonElement Data(string form, CliResult result) => Answer(form, result).GetProperty("data");

    [Fact]
    public void Every_shipped_scenario_is_listed_under_the_name_of_its_file()
    {
        JsonElement list = Data("scenario-list", CliRun.Run("scenario", "list", "--json")).GetProperty("scenarios");
        string[] files = [.. Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];
        Assert.Equal(files, list.EnumerateArray().Select(s => s.GetProperty("id").GetString()));
        Assert.StartsWith("id,title,hypothesis,verdict\n", Done(CliRun.Run("scenario", "list", "--format", "csv")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_parameters_are_told_whole_or_one_by_one()
    {
        JsonElement all = Data("scenario-params", CliRun.Run("scenario", "params", "--json")).GetProperty("parameters");
        Assert.True(all.GetArrayLength() > 60, $"Only {all.GetArrayLength()} parameters.");
        JsonElement one = Data("scenario-params", CliRun.Run("scenario", "params", "career", "--json")).GetProperty("parameters");
        Assert.Equal("career", Assert.Single(one.EnumerateArray()).GetProperty("key").GetString());
        CliResult shown = Done(CliRun.Run("scenario", "params", "career"));
        Assert.Contains("promotion tournament", shown.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_tells_its_probabilities_as_numbers_and_as_natural_frequencies()
    {
        JsonElement answer = Answer("scenario-run", CliRun.Run("scenario", "run", "big-ai-misuse", "--parameters", "core", "--json"));
        Assert.Equal(11, answer.GetProperty("seed").GetInt32());
        JsonElement data = answer.GetProperty("data");
        double p = data.GetProperty("result").GetProperty("onset")[0].GetProperty("probability").GetDouble();
        Assert.InRange(p, 0.48, 0.696);
        Assert.Matches("^About [56] in 10 simulated histories see a crackdown set in within 12 months of the change\\.$", data.GetProperty("sentences")[0].GetString()!);
        Assert.True(data.GetProperty("bands").GetProperty("judged").GetBoolean());
        Assert.Equal(9, data.GetProperty("bands").GetProperty("checks").GetArrayLength());
        Assert.All(data.GetProperty("bands").GetProperty("checks").EnumerateArray(), band => Assert.True(band.GetProperty("holds").GetBoolean()));

        JsonElement months = data.GetProperty("months");
        Assert.Equal(60, months.GetArrayLength());
        Assert.All(months.EnumerateArray(), month => Assert.All(
            (string[])["acts", "index", "jobLoss"],
            quantity =>
            {
                double[] quantiles = [.. month.GetProperty(quantity).EnumerateArray().Select(q => q.GetDouble())];
                Assert.Equal(quantiles.Order(), quantiles);
            }));
    }

    [Theory]
    [InlineData("--replicates", "48")]
    [InlineData("--seed", "12")]
    [InlineData("--parameters", "full")]
    [InlineData("--parameters", "calibrated")]
    [InlineData("--set", "career=2")]
    public void Bands_are_judged_only_as_the_file_means_them(string option, string value)
    {
        JsonElement bands = Data("scenario-run", CliRun.Run(["scenario", "run", "boom", option, value, "--json", .. option == "--parameters" ? Array.Empty<string>() : ["--parameters", "core"]])).GetProperty("bands");
        Assert.False(bands.GetProperty("judged").GetBoolean());
        Assert.Contains("were not judged", bands.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, bands.GetProperty("checks").GetArrayLength());
    }

    [Fact]
    public void A_seed_takes_the_place_of_the_files_only_when_the_user_gave_it()
    {
        string[] run = ["scenario", "run", "boom", .. few, "--json"];
        Assert.Equal(11, Answer("scenario-run", CliRun.Run(run)).GetProperty("seed").GetInt32());
        Assert.Equal(1, Answer("scenario-run", CliRun.Run([.. run, "--seed", "1"])).GetProperty("seed").GetInt32());
        Assert.Equal(7, Answer("scenario-run", CliRun.Of(run).With("FANGSHOU_SEED", "7").Go()).GetProperty("seed").GetInt32());
        File.WriteAllText(folder["fangshou.json"], """{ "seed": 1 }""");
        Assert.Equal(1, Answer("scenario-run", CliRun.Of(run).In(folder.Path).Go()).GetProperty("seed").GetInt32());
    }

    [Fact]
    public void Threads_change_no_byte()
    {
        string[] run = ["scenario", "run", "growth-faction-weakened", "--severity", "8", .. few, "--json", "--threads"];
        Assert.Equal(Done(CliRun.Run([.. run, "1"])).Bytes, Done(CliRun.Run([.. run, "3"])).Bytes);
    }

    /// <summary>The real program on the processor's widest vectors, on narrower ones, without any, with and without recompilation, on 1, 2 and 8 threads.</summary>
    [Theory]
    [InlineData("1", "DOTNET_EnableAVX512", "0")]
    [InlineData("2", "DOTNET_EnableAVX2", "0")]
    [InlineData("8", "DOTNET_EnableAVX", "0")]
    [InlineData("2", "DOTNET_EnableHWIntrinsic", "0")]
    [InlineData("2", "DOTNET_TieredCompilation", "1")]
    [InlineData("2", "DOTNET_TieredPGO", "0")]
    public void Neither_vectors_nor_threads_nor_compilation_change_a_byte(string threads, string variable, string value)
    {
        string[] run = ["scenario", "run", "mission-halved", "--severity", "12", .. few, "--json", "--threads"];
        Assert.Equal(Done(CliRun.Run([.. run, "2"])).Bytes, Done(CliRun.Of([.. run, threads]).With(variable, value).Go()).Bytes);
    }

    [Fact]
    public void A_run_from_today_weighs_histories_by_a_real_cells_past()
    {
        JsonElement data = Data("scenario-run", CliRun.Run("scenario", "run", "big-ai-misuse", "--severity", "2", "--from-today", "CN/ride-hailing", "--replicates", "1600", "--json"));
        JsonElement past = data.GetProperty("fromToday");
        Assert.Equal("CN/ride-hailing", past.GetProperty("cell").GetString());
        Assert.Equal("ride-hailing", data.GetProperty("scenario").GetProperty("sector").GetString());
        Assert.InRange(past.GetProperty("effectiveSampleSize").GetDouble(), 50, 1600);
        Assert.False(data.GetProperty("bands").GetProperty("judged").GetBoolean());
    }

    [Fact]
    public void A_run_from_today_is_refused_where_too_few_histories_look_like_the_cell()
    {
        CliResult refused = CliRun.Run("scenario", "run", "boom", "--from-today", "CN/ai", "--replicates", "64");
        Assert.Equal(5, refused.ExitCode);
        Assert.Matches("50 are needed|nothing can be said|no weights make the 64 simulated histories look like", refused.Error);
        Assert.Empty(refused.Output);
    }

    [Fact]
    public void A_world_without_an_ensemble_is_run_on_the_defaults_and_says_so()
    {
        File.WriteAllText(folder["mine.json"], File.ReadAllText(Path.Combine(Repository.Root, "scenarios", "worlds", "china.json")).Replace("\"id\": \"china\"", "\"id\": \"mine\"", StringComparison.Ordinal));
        File.WriteAllText(folder["own.json"], """{ "id": "own", "extends": "ai-honeymoon.json", "title": "Mine", "hypothesis": "None.", "world": "mine.json", "replicates": 24 }""");
        CliResult result = Done(CliRun.Run("scenario", "run", folder["own.json"], "--json"));
        Assert.Contains("no calibrated ensemble for the world 'mine'", result.Error, StringComparison.Ordinal);
        Assert.Equal("full", Data("scenario-run", result).GetProperty("scenario").GetProperty("parameters").GetString());
        CliResult refused = CliRun.Run("scenario", "run", folder["own.json"], "--parameters", "calibrated");
        Assert.Equal(2, refused.ExitCode);
    }

    [Fact]
    public void A_table_can_be_had_as_Parquet()
    {
        Done(CliRun.Of(["scenario", "sweep", "boom", "--severities", "0,8", .. few, "--format", "parquet", "-o", "x.parquet"]).In(folder.Path).Go());
        byte[] file = File.ReadAllBytes(folder["x.parquet"]), piped = Done(CliRun.Run(["scenario", "sweep", "boom", "--severities", "0,8", .. few, "--format", "parquet"])).Bytes;
        Assert.Equal("PAR1"u8.ToArray(), file[..4]);
        Assert.Equal("PAR1"u8.ToArray(), file[^4..]);
        Assert.Equal(file, piped);
        CliResult refused = CliRun.Run("phases", "explain", "CN/none", "--format", "parquetto");
        Assert.Equal(2, refused.ExitCode);
    }

    [Fact]
    public void Sensitivity_names_the_career_incentive_first_for_the_onset_ratio()
    {
        JsonElement effects = Data("scenario-sensitivity", CliRun.Run("scenario", "sensitivity", "--json")).GetProperty("found").GetProperty("effects");
        string strongest = effects.EnumerateArray().MaxBy(e => e.GetProperty("facts").EnumerateArray().Single(f => f.GetProperty("statistic").GetString() == "onset-ratio").GetProperty("muStar").GetProperty("value").GetDouble())
            .GetProperty("parameter").GetString()!;
        Assert.Equal("career", strongest);
    }

    /// <summary>A short calibration; the shipped one takes minutes.</summary>
    [SlowFact]
    public void A_calibration_tells_how_well_the_facts_are_met_and_writes_an_ensemble()
    {
        string[] calibrate = ["scenario", "calibrate", "--particles", "320", "--generations", "2", "--replicates", "8"];
        JsonElement data = Data("scenario-calibrate", CliRun.Run([.. calibrate, "--json"]));
        Assert.Equal(2, data.GetProperty("generations").GetArrayLength());
        Done(CliRun.Of([.. calibrate, "-o", "x.csv", "--threads", "1"]).In(folder.Path).Go());
        ParameterEnsemble ensemble = ParameterEnsemble.Read(File.ReadAllBytes(folder["x.csv"]));
        Assert.Equal(data.GetProperty("contentHash").GetString(), ensemble.ContentHash);
        Assert.Equal(320, ensemble.Sets.Length);
    }

    [Fact]
    public void The_csv_of_a_run_holds_the_quantiles_of_each_month()
    {
        string[] lines = Done(CliRun.Run(["scenario", "run", "boom", .. few, "--format", "csv"])).Output.TrimEnd('\n').Split('\n');
        Assert.Equal("month,quantity,p5,p10,p25,p50,p75,p90,p95", lines[0]);
        Assert.Equal(1 + (3 * 60), lines.Length);
    }

    [Fact]
    public void A_sweep_has_a_row_a_severity_in_rising_order()
    {
        CliResult result = CliRun.Run("scenario", "sweep", "big-ai-misuse", "--json");
        JsonElement rows = Data("scenario-sweep", result).GetProperty("severities");
        Assert.Equal([0, 1, 2, 4, 8, 12, 16, 24, 32, 64], rows.EnumerateArray().Select(row => row.GetProperty("severity").GetDouble()));
        double[] within = [.. rows.EnumerateArray().Select(row => row.GetProperty("onset")[0].GetProperty("probability").GetDouble())];
        Assert.True(within[1] < 0.05 && within[^1] > 0.80, $"The curve goes from {within[1]} to {within[^1]}.");
        Assert.StartsWith("severity,counted,onset_12,onset_12_se,", Done(CliRun.Run(["scenario", "sweep", "boom", "--severities", "4,0", .. few, "--format", "csv"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Scenarios_are_compared_with_their_baselines_on_common_random_numbers()
    {
        CliResult result = CliRun.Run("scenario", "compare", "boom", "slump-deepens", "big-ai-misuse", "--severity", "8", "--json");
        JsonElement answer = Answer("scenario-compare", result);
        double[] differences = [.. answer.GetProperty("data").GetProperty("comparisons").EnumerateArray().Select(c => c.GetProperty("differences")[0].GetProperty("difference").GetDouble())];
        Assert.InRange(differences[0], 0.1, 0.4);
        Assert.InRange(differences[1], -0.4, -0.05);
        Assert.Equal(0, differences[2]);
        Assert.Contains("its own baseline", answer.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Ablations_tell_which_parts_the_pendulum_needs()
    {
        JsonElement rows = Data("scenario-ablate", CliRun.Run("scenario", "ablate", "--replicates", "16", "--json")).GetProperty("ablations");
        Assert.Equal(Ablation.All.Concat(Ablation.All).Select(a => a.Id), rows.EnumerateArray().Select(row => row.GetProperty("id").GetString()));
        Assert.InRange(rows[0].GetProperty("fullCycles").GetDouble(), 0.3, 0.9);
        Assert.Equal(["core", "calibrated"], rows.EnumerateArray().Select(row => row.GetProperty("parameters").GetString()).Distinct());
        Assert.Equal(0, rows[1].GetProperty("fullCycles").GetDouble());
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("crackdownMonths").ValueKind);
    }

    [Theory]
    [InlineData("run", "growth-faction-weakened")]
    [InlineData("sweep", "boom")]
    [InlineData("compare", "boom")]
    [InlineData("ablate", "ai-honeymoon")]
    public void Each_answer_is_drawn_as_svg_with_the_same_bytes_and_as_png(string verb, string scenario)
    {
        string[] command = ["scenario", verb, scenario, "--replicates", "16", "-o"];
        foreach (string file in (string[])["a.svg", "b.svg", "c.png"])
            Done(CliRun.Of([.. command, file]).In(folder.Path).Go());
        string svg = File.ReadAllText(folder["a.svg"]);
        Assert.StartsWith("<svg ", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.Equal(svg, File.ReadAllText(folder["b.svg"]));
        Assert.Equal("PNG"u8.ToArray(), File.ReadAllBytes(folder["c.png"])[1..4]);
    }

    [Theory]
    [InlineData("en", "big-ai-misuse", "Numbers describe the model, not China.")]
    [InlineData("zh", "mission-halved", "数字描述模型，不描述中国。")]
    public void The_page_of_a_scenario_needs_nothing_but_itself(string language, string scenario, string limit)
    {
        Done(CliRun.Of("scenario", "run", scenario, "--replicates", "40", "--severity", "8", "--lang", language, "-o", "page.html").In(folder.Path).Go());
        string page = File.ReadAllText(folder["page.html"]);
        Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
        Assert.Contains(limit, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.Contains($"fangshou scenario run {scenario} --severity 8 --replicates 40 --parameters calibrated --seed 11", page, StringComparison.Ordinal);

        int[] levels = [.. Heading().Matches(page).Select(m => m.Groups["level"].Value[0] - '0')];
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
        string[] ids = [.. Id().Matches(page).Select(m => m.Groups["id"].Value)];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(Reference().Matches(page).SelectMany(m => m.Groups["id"].Value.Split(' ')), reference => Assert.Contains(reference, ids));
    }

    [Fact]
    public void A_scenario_of_the_users_own_extends_a_shipped_one_with_a_file_beside_it()
    {
        File.WriteAllText(folder["own.json"], """{ "id": "own", "extends": "middle.json", "title": "Mine", "hypothesis": "None.", "severity": 4 }""");
        File.WriteAllText(folder["middle.json"], """{ "id": "middle", "extends": "ai-honeymoon.json", "title": "Between", "hypothesis": "None.", "replicates": 24 }""");
        JsonElement scenario = Data("scenario-run", CliRun.Run("scenario", "run", folder["own.json"], "--json")).GetProperty("scenario");
        Assert.Equal(24, scenario.GetProperty("replicates").GetInt32());
        Assert.Equal("ai", scenario.GetProperty("sector").GetString());
    }

    [Fact]
    public void Verbose_tells_the_memory_before_the_run() =>
        Assert.Matches("memory needed: [0-9,]+ MB of [0-9,]+ MB", Done(CliRun.Run(["scenario", "run", "boom", .. few, "--verbose"])).Error);

    [SlowFact]
    public void Every_expected_band_of_every_shipped_scenario_holds()
    {
        int judged = 0;
        foreach (string file in Directory.GetFiles(Path.Combine(Repository.Root, "scenarios"), "*.json"))
        {
            string id = Path.GetFileNameWithoutExtension(file);
            foreach (JsonElement band in Data("scenario-run", CliRun.Run("scenario", "run", id, "--parameters", "core", "--json")).GetProperty("bands").GetProperty("checks").EnumerateArray())
            {
                judged++;
                Assert.True(band.GetProperty("holds").GetBoolean(), $"{id}: {band}");
            }
        }

        Assert.True(judged > 30, $"Only {judged} bands were judged.");
    }

    [GeneratedRegex("<h(?<level>[1-6])", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Heading();

    [GeneratedRegex(" id=\"(?<id>[^\"]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Id();

    [GeneratedRegex("aria-(?:labelledby|describedby)=\"(?<id>[^\"]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Reference();
}
