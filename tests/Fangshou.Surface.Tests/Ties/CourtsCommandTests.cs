using System.Text.Json;
using Fangshou.Surface.Tests.Docs;

namespace Fangshou.Surface.Tests.Ties;

public sealed class CourtsCommandTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    static JsonElement Answer(string form, params string[] arguments)
    {
        CliResult result = CliRun.Run(["courts", .. arguments, "--json"]);
        Assert.True(result.ExitCode == 0, result.Error);
        JsonElement answer = JsonDocument.Parse(result.Output).RootElement;
        Assert.Empty(SchemaCheck.Errors($"urn:fangshou:{form}:1", answer));
        return answer.GetProperty("data");
    }

    [Fact]
    public void Every_docket_is_shown_with_what_it_is_held_against()
    {
        JsonElement[] dockets = [.. Answer("courts").GetProperty("dockets").EnumerateArray()];
        Assert.Equal(File.ReadLines(Path.Combine(Repository.Root, "data", "dockets.csv")).Count(line => line.StartsWith("doc-", StringComparison.Ordinal)), dockets.Length);
        JsonElement pace = dockets.Single(d => d.GetProperty("claimant").GetString() == "FIRM:Lakala" && d.GetProperty("yearlyPerJudge").ValueKind == JsonValueKind.Number);
        double country = pace.GetProperty("countryPerJudge").GetProperty("median").GetDouble();
        Assert.True(pace.GetProperty("yearlyPerJudge").GetDouble() > 4 * country);
        Assert.All(dockets.Where(d => d.GetProperty("winRate").ValueKind == JsonValueKind.Object && d.GetProperty("cases").ValueKind == JsonValueKind.Number), d =>
        {
            JsonElement wins = d.GetProperty("winRate");
            Assert.InRange(wins.GetProperty("value").GetDouble(), wins.GetProperty("interval")[0].GetDouble(), wins.GetProperty("interval")[1].GetDouble());
        });
    }

    [Fact]
    public void Two_courts_of_one_claimant_are_contrasted_and_the_reason_left_open()
    {
        JsonElement contrast = Assert.Single(Answer("courts", "--claimant", "tencent").GetProperty("contrasts").EnumerateArray());
        Assert.All(contrast.GetProperty("splits").EnumerateArray(), split => Assert.True(split.GetProperty("interval")[0].GetDouble() > 0));
        string screen = CliRun.Run("courts", "--claimant", "tencent").Output;
        Assert.Contains("Galanter 1974", screen, StringComparison.Ordinal);
        Assert.Contains("41 points", screen, StringComparison.Ordinal);
        Assert.DoesNotContain("Galanter", CliRun.Run("courts", "--claimant", "lakala").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_narrow_and_a_table_holds_one_line_for_each_docket()
    {
        string csv = CliRun.Run("courts", "--cell", "CN-GD", "--claimant", "Lakala", "--format", "csv").Output;
        Assert.StartsWith("id,court,place,jurisdiction,year_from,year_to,claimant,", csv, StringComparison.Ordinal);
        Assert.Equal(3, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(Answer("courts", "--cell", "CN-ZJ").GetProperty("dockets").EnumerateArray(), d => Assert.Equal("CN-ZJ", d.GetProperty("jurisdiction").GetString()));
        Assert.True(Answer("courts", "--as-of", "2016-06-30").GetProperty("dockets").EnumerateArray().All(d => d.GetProperty("yearTo").GetInt32() < 2016));
        Assert.Contains("胜诉率", CliRun.Run("courts", "--claimant", "Lakala", "--lang", "zh").Output, StringComparison.Ordinal);
    }

    /// <summary>130,000 suits in six years at 1,400 a judge and year: worked out by hand.</summary>
    [Fact]
    public void The_lenders_case_is_worked_through_from_its_dockets()
    {
        JsonElement data = Answer("courts-queue", "queue", "--claimant", "Lakala", "--times", "1,2", "--months", "24");
        Assert.Equal(2, data.GetProperty("takenFrom").GetArrayLength());
        Assert.Equal(130_000 / 72.0, data.GetProperty("arrivalsPerMonth").GetDouble(), 1e-9);
        Assert.Equal(120_000 / 1400.0, data.GetProperty("minutesPerCase").GetDouble(), 1e-9);
        Assert.Equal(130_000 / 6.0 / 1400, data.GetProperty("judgesWorth").GetDouble(), 1e-9);
        Assert.Equal(16, data.GetProperty("judges").GetInt32());
        JsonElement now = data.GetProperty("outlooks")[0], doubled = data.GetProperty("outlooks")[1];
        Assert.Equal(JsonValueKind.Object, now.GetProperty("steady").ValueKind);
        Assert.Equal(JsonValueKind.Null, doubled.GetProperty("steady").ValueKind);
        Assert.Equal(31, doubled.GetProperty("leastJudges").GetDouble());
        // 3,611 come and 1,867 can go.
        double growth = (2 * 130_000 / 72.0) - (16 * 1400 / 12.0);
        Assert.Equal(24 * growth, doubled.GetProperty("months")[24].GetProperty("fluid").GetDouble(), 1e-6);
        Assert.Equal(16 * 1400 / growth, doubled.GetProperty("monthsToYearsWork").GetDouble(), 1e-9);
    }

    [Fact]
    public void A_court_of_ones_own_needs_no_ledger()
    {
        JsonElement data = Answer("courts-queue", "queue", "--arrivals", "90", "--judges", "1", "--minutes", "100", "--times", "1", "--backlog", "50", "--data", folder.Path);
        Assert.Equal(0.9, data.GetProperty("outlooks")[0].GetProperty("steady").GetProperty("waitProbability").GetDouble(), 1e-12);
        Assert.Equal(50, data.GetProperty("outlooks")[0].GetProperty("months")[0].GetProperty("p50").GetDouble());
        string csv = CliRun.Run("courts", "queue", "--arrivals", "90", "--judges", "1", "--minutes", "100", "--months", "6", "--times", "1,2", "--format", "csv").Output;
        Assert.StartsWith("times,month,fluid,p10,p50,p90\n", csv, StringComparison.Ordinal);
        Assert.Equal(15, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void The_backlog_is_drawn()
    {
        foreach (string name in (string[])["one.svg", "two.svg", "three.png"])
            Assert.Equal(0, CliRun.Of("courts", "queue", "--claimant", "Lakala", "-o", name).In(folder.Path).Go().ExitCode);
        Assert.Equal(File.ReadAllBytes(folder["one.svg"]), File.ReadAllBytes(folder["two.svg"]));
        Assert.Contains("3,611 a month (193 %)", File.ReadAllText(folder["one.svg"]), StringComparison.Ordinal);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(folder["three.png"])[..4]);
    }

    [Theory]
    [InlineData(2, "did you mean 'queue'", "courts", "qeue")]
    [InlineData(3, "nearest: Lakala", "courts", "--claimant", "Lakela")]
    [InlineData(2, "no sector and no area", "courts", "--cell", "CN/ai")]
    [InlineData(2, "not a known jurisdiction", "courts", "--cell", "XX")]
    [InlineData(3, "no docket of US", "courts", "--cell", "US")]
    [InlineData(3, "no docket is known as of", "courts", "--as-of", "1990-01-01")]
    [InlineData(2, "--arrivals, --judges, --minutes missing", "courts", "queue")]
    [InlineData(2, "'-1' is not a number from 0", "courts", "queue", "--arrivals", "-1", "--judges", "3", "--minutes", "60")]
    [InlineData(2, "--judges: '0'", "courts", "queue", "--arrivals", "9", "--judges", "0", "--minutes", "60")]
    [InlineData(2, "--minutes must be above 0", "courts", "queue", "--arrivals", "9", "--judges", "2", "--minutes", "0")]
    [InlineData(2, "--times: 'x'", "courts", "queue", "--claimant", "Lakala", "--times", "1,x")]
    [InlineData(2, "at most 6", "courts", "queue", "--claimant", "Lakala", "--times", "1,2,3,4,5,6,7")]
    [InlineData(2, "--months: '0'", "courts", "queue", "--claimant", "Lakala", "--months", "0")]
    [InlineData(2, "tell no suits for each judge", "courts", "queue", "--claimant", "Tencent")]
    [InlineData(3, "no docket has a claimant", "courts", "queue", "--claimant", "Nobody")]
    public void Wrong_input_gets_one_clear_message(int exitCode, string part, params string[] arguments)
    {
        CliResult result = CliRun.Run(arguments);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains(part, result.Error, StringComparison.Ordinal);
        Assert.StartsWith("fangshou: ", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
