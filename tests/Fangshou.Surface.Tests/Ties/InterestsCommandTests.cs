using System.Text.Json;
using Fangshou.Surface.Tests.Docs;

namespace Fangshou.Surface.Tests.Ties;

public sealed class InterestsCommandTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    static JsonElement Answer(params string[] arguments)
    {
        CliResult result = CliRun.Run(["interests", .. arguments, "--json"]);
        Assert.True(result.ExitCode == 0, result.Error);
        JsonElement answer = JsonDocument.Parse(result.Output).RootElement;
        Assert.Empty(SchemaCheck.Errors("urn:fangshou:interests:1", answer));
        return answer.GetProperty("data");
    }

    static double Value(JsonElement part, string name) => part.GetProperty(name).GetProperty("value").GetDouble();

    [Fact]
    public void A_sectors_index_is_told_with_its_parts_which_give_it_back()
    {
        JsonElement data = Answer("CN/ai");
        Assert.Equal("cell", data.GetProperty("subject").GetString());
        Assert.All(data.GetProperty("sectors").EnumerateArray(), sector =>
        {
            double bond = sector.GetProperty("bondOfReached").ValueKind == JsonValueKind.Null ? 0 : Value(sector, "bondOfReached");
            Assert.Equal(Value(sector, "index"), Value(sector, "reach") * bond, 1e-12);
        });
        Assert.Equal("CN/ai", data.GetProperty("sectors")[0].GetProperty("cell").GetString());
        Assert.Equal(data.GetProperty("firms").GetArrayLength(), data.GetProperty("sectors")[0].GetProperty("firms").GetInt32());
        Assert.Equal(Value(data.GetProperty("sectors")[0], "index"), data.GetProperty("firms").EnumerateArray().Average(firm => firm.GetProperty("bond").GetDouble()), 1e-12);
        Assert.All(data.GetProperty("years").EnumerateArray(), year => Assert.Equal(year.GetProperty("total").GetInt32(), year.GetProperty("byRole").EnumerateObject().Sum(role => role.Value.GetInt32())));
    }

    [Fact]
    public void A_tie_shows_only_once_it_was_known()
    {
        JsonElement then = Answer("CN/ai", "--as-of", "2024-04-09"), now = Answer("CN/ai");
        Assert.All(then.GetProperty("ties").EnumerateArray(), tie => Assert.True(string.CompareOrdinal(tie.GetProperty("since").GetString(), "2024-04-09") <= 0));
        Assert.True(then.GetProperty("ties").GetArrayLength() < now.GetProperty("ties").GetArrayLength());
        Assert.Contains("DeepSeek", Names(now));
        Assert.DoesNotContain("Zhipu AI", Names(Answer("CN/ai", "--as-of", "2023-01-01")));

        static IEnumerable<string?> Names(JsonElement data) => data.GetProperty("firms").EnumerateArray().Select(firm => firm.GetProperty("firm").GetString());
    }

    [Theory]
    [InlineData("deepseek", "firm", "DeepSeek")]
    [InlineData("Alibaba", "firm", "Alibaba")]
    [InlineData("CXMT", "firm", "Changxin Xinqiao")]
    [InlineData("Hefei", "body", "LOCAL:Hefei")]
    [InlineData("LOCAL:Hefei", "body", "LOCAL:Hefei")]
    [InlineData("MOST", "body", "MOST")]
    [InlineData("CN-AH", "cell", "CN-AH")]
    [InlineData("CN/artificial-intelligence", "cell", "CN/ai")]
    public void A_firm_a_place_and_a_cell_are_told_apart(string asked, string subject, string name)
    {
        JsonElement data = Answer(asked);
        Assert.Equal((subject, name), (data.GetProperty("subject").GetString(), data.GetProperty("name").GetString()));
        Assert.NotEqual(0, data.GetProperty("ties").GetArrayLength());
        Assert.Equal(subject == "cell", data.GetProperty("sectors").GetArrayLength() > 0);
    }

    [Fact]
    public void A_province_answers_for_its_cities()
    {
        string[] anhui = [.. Ids(Answer("Anhui"))], hefei = [.. Ids(Answer("Hefei"))];
        Assert.NotEmpty(hefei);
        Assert.Empty(hefei.Except(anhui));
        Assert.NotEmpty(anhui.Except(hefei));

        static IEnumerable<string> Ids(JsonElement data) => data.GetProperty("ties").EnumerateArray().Select(tie => tie.GetProperty("id").GetString()!);
    }

    [Fact]
    public void A_withdrawal_tells_who_loses_and_names_the_scenario()
    {
        JsonElement without = Answer("CN/ai", "--without", "Beijing").GetProperty("without");
        Assert.Equal("LOCAL:Beijing", without.GetProperty("body").GetString());
        JsonElement[] losses = [.. without.GetProperty("losses").EnumerateArray()];
        Assert.NotEmpty(losses);
        Assert.Equal(
            without.GetProperty("indexBefore").GetDouble() - without.GetProperty("indexAfter").GetDouble(),
            losses.Sum(loss => loss.GetProperty("before").GetDouble() - loss.GetProperty("after").GetDouble()) / without.GetProperty("firms").GetInt32(), 1e-12);
        Assert.All(losses, loss => Assert.DoesNotContain(loss.GetProperty("stillHeldBy").EnumerateArray(), body => body.GetString()!.StartsWith("LOCAL:Beijing", StringComparison.Ordinal)));

        CliResult screen = CliRun.Run("interests", "CN/ai", "--without", "Beijing");
        string command = without.GetProperty("scenario").GetString()!;
        string[] words = command.Split(' ')[1..];
        Assert.All(words, word => Assert.Contains(word, screen.Output, StringComparison.Ordinal));
        Assert.Equal("one-place-leaves", words[2]);
        CliResult run = CliRun.Run([.. words, "--replicates", "16"]);
        Assert.True(run.ExitCode == 0, run.Error);

        string csv = CliRun.Run("interests", "CN/ai", "--without", "Beijing", "--format", "csv").Output;
        Assert.StartsWith("cell,firm,bond_before,bond_after,share_before,share_after,roles_lost,still_held_by,ties_lost,ties_kept\n", csv, StringComparison.Ordinal);
        JsonElement sector = Assert.Single(without.GetProperty("sectors").EnumerateArray());
        string[] firms = [.. sector.GetProperty("gains").EnumerateArray().Concat(sector.GetProperty("losses").EnumerateArray()).Select(firm => firm.GetProperty("firm").GetString()!).Distinct()];
        Assert.Equal(firms.Length, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1);
        Assert.All(firms, firm => Assert.Contains(firm, screen.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("CN/ai", "Beijing", "CN/ai")]
    [InlineData("CN", "Hefei", "CN/ai CN/displays CN/electric-vehicles CN/robotics")]
    [InlineData("Nio", "Hefei", "CN/electric-vehicles")]
    [InlineData("Hefei", "Anhui", "CN/ai CN/displays CN/electric-vehicles CN/robotics")]
    public void Who_gains_is_told_among_rivals_with_the_rows_that_hold_them(string about, string place, string cells)
    {
        JsonElement data = Answer(about, "--without", place), without = data.GetProperty("without");
        JsonElement[] sectors = [.. without.GetProperty("sectors").EnumerateArray()];
        Assert.Equal(cells.Split(' '), sectors.Select(sector => sector.GetProperty("cell").GetString()));
        string[] given = [.. Answer("CN", "--without", place).GetProperty("without").GetProperty("ties").EnumerateArray().Select(id => id.GetString()!)];
        HashSet<string> known = [.. Answer("CN").GetProperty("ties").EnumerateArray().Select(tie => tie.GetProperty("id").GetString()!)];
        foreach (JsonElement sector in sectors)
        {
            JsonElement[] firms = [.. sector.GetProperty("gains").EnumerateArray().Concat(sector.GetProperty("losses").EnumerateArray()).DistinctBy(firm => firm.GetProperty("firm").GetString())];
            Assert.Equal(1, firms.Sum(firm => firm.GetProperty("shareBefore").GetDouble()), 1e-12);
            if (sector.GetProperty("indexAfter").GetDouble() > 0)
                Assert.Equal(1, firms.Sum(firm => firm.GetProperty("shareAfter").GetDouble()), 1e-12);
            Assert.All(sector.GetProperty("gains").EnumerateArray(), firm =>
            {
                Assert.True(firm.GetProperty("shareAfter").GetDouble() > firm.GetProperty("shareBefore").GetDouble());
                Assert.NotEmpty(Ids(firm, "tiesKept"));
                Assert.All(Ids(firm, "tiesKept"), id => Assert.Contains(id, known));
            });
            // A row of several holders ends for a firm only when nobody else local holds it.
            Assert.All(sector.GetProperty("losses").EnumerateArray(), firm => Assert.All(Ids(firm, "tiesLost"), id => Assert.Contains(id, given)));
        }

        static string[] Ids(JsonElement firm, string member) => [.. firm.GetProperty(member).EnumerateArray().Select(id => id.GetString()!)];
    }

    [Fact]
    public void A_place_whose_ties_are_elsewhere_changes_nothing()
    {
        JsonElement without = Answer("CN/semiconductors", "--without", "Hangzhou").GetProperty("without");
        Assert.Equal(0, without.GetProperty("losses").GetArrayLength());
        Assert.Equal(0, without.GetProperty("sectors").GetArrayLength());
        Assert.Equal(without.GetProperty("indexBefore").GetDouble(), without.GetProperty("indexAfter").GetDouble());
        Assert.Contains("No bond shrinks", CliRun.Run("interests", "CN/semiconductors", "--without", "Hangzhou").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_holds_one_line_for_each_tie_and_speaks_Chinese_when_asked()
    {
        JsonElement data = Answer("DeepSeek");
        string csv = CliRun.Run("interests", "DeepSeek", "--format", "csv").Output;
        Assert.StartsWith("id,since,until,jurisdiction,holder,firm,sector,role,strength,title,source_url,source_publisher,confidence\n", csv, StringComparison.Ordinal);
        Assert.Equal(data.GetProperty("ties").GetArrayLength(), csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1);
        string chinese = CliRun.Run("interests", "DeepSeek", "--lang", "zh").Output;
        Assert.Contains("政策制定者", chinese, StringComparison.Ordinal);
        Assert.Contains("杭州市", chinese, StringComparison.Ordinal);
    }

    [Fact]
    public void The_network_is_drawn_with_the_same_bytes_each_time()
    {
        foreach (string name in (string[])["one.svg", "two.svg", "three.png"])
            Assert.Equal(0, CliRun.Of("interests", "CN/ai", "-o", name).In(folder.Path).Go().ExitCode);
        Assert.Equal(File.ReadAllBytes(folder["one.svg"]), File.ReadAllBytes(folder["two.svg"]));
        string svg = File.ReadAllText(folder["one.svg"]);
        Assert.All(["Zhipu AI", "Hangzhou", "MOST", "DeepSeek"], name => Assert.Contains($">{name}</text>", svg, StringComparison.Ordinal));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], File.ReadAllBytes(folder["three.png"])[..4]);
    }

    [Theory]
    [InlineData(2, "missing", "interests")]
    [InlineData(3, "nearest: DeepSeek", "interests", "Depseek")]
    [InlineData(3, "nearest: Hefei", "interests", "Hefie")]
    [InlineData(3, "nearest: ai", "interests", "CN/aii")]
    [InlineData(3, "no tie of FR", "interests", "FR")]
    [InlineData(3, "no tie is known as of", "interests", "DeepSeek", "--as-of", "1990-01-01")]
    [InlineData(2, "leave the area out", "interests", "CN/ai/antitrust")]
    [InlineData(2, "MOST is no local government", "interests", "CN/ai", "--without", "MOST")]
    [InlineData(3, "nearest: Hangzhou", "interests", "CN/ai", "--without", "Hangzou")]
    [InlineData(2, "did you mean '--without'", "interests", "CN/ai", "--withot", "Hefei")]
    public void Wrong_input_gets_one_clear_message(int exitCode, string part, params string[] arguments)
    {
        CliResult result = CliRun.Run(arguments);
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Empty(result.Output);
        Assert.Contains(part, result.Error, StringComparison.Ordinal);
        Assert.StartsWith("fangshou: ", result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_package_without_ties_says_so()
    {
        File.Copy(Path.Combine(Repository.Root, "data", "events.csv"), folder["events.csv"]);
        CliResult result = CliRun.Of("interests", "CN", "--data", folder.Path).Go();
        Assert.Equal(3, result.ExitCode);
        Assert.Contains("interests.csv", result.Error, StringComparison.Ordinal);
    }
}
