using System.Text;
using Fangshou.Mechanism;
using Fangshou.Scenarios;

namespace Fangshou.Tests.Scenarios;

/// <summary>Scenario files: what is shipped can be read, and what is wrong is said with its place and the allowed range.</summary>
public class ScenarioReaderTests
{
    static readonly string folder = Path.Combine(AppContext.BaseDirectory, "scenarios");

    public static TheoryData<string> Shipped => [.. Directory.GetFiles(folder, "*.json").Select(Path.GetFileName).OfType<string>().Order()];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_shipped_scenario_can_be_read_and_planned(string file)
    {
        Scenario scenario = ScenarioReader.Read(Open, file);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), scenario.Id);
        Assert.Empty(scenario.Plan([ParameterSet.Core], ScenarioOutcome.Series).Faults());
        Assert.All(scenario.Levers, lever => Assert.NotEmpty(lever.Source));
        Assert.EndsWith(".", scenario.Hypothesis, StringComparison.Ordinal);
    }

    [Fact]
    public void All_scenarios_of_the_model_are_shipped() => Assert.True(Shipped.Count >= 16);

    [Theory]
    [InlineData("\"levers\": [{ \"month\": 144, \"set\": { \"growth-facton\": 0.5 }, \"source\": \"x\" }]", "levers[0].set.growth-facton is no parameter; nearest: growth-faction")]
    [InlineData("\"levers\": [{ \"month\": 144, \"set\": { \"growth-faction\": 7 }, \"source\": \"x\" }]", "growth-faction is 7; from 0 to 5 is allowed")]
    [InlineData("\"levers\": [{ \"month\": 204, \"set\": { \"growth-faction\": 1 }, \"source\": \"x\" }]", "levers[0].month is 204; a whole number from 0 to 203 is expected")]
    [InlineData("\"levers\": [{ \"month\": 144, \"set\": { \"growth-faction\": NaN }, \"source\": \"x\" }]", "is not valid JSON")]
    [InlineData("\"levers\": [{ \"month\": 144, \"set\": { \"growth-faction\": \"NaN\" }, \"source\": \"x\" }]", "growth-faction is \"NaN\"; a finite number is expected")]
    [InlineData("\"levers\": [{ \"month\": 144, \"scale\": { \"judges\": -2 }, \"source\": \"x\" }]", "judges is scaled by -2; 0 or more is allowed")]
    [InlineData("\"levers\": [{ \"month\": 144, \"set\": { \"slump\": 1 } }]", "levers[0].source is missing")]
    [InlineData("\"levers\": [{ \"month\": 144, \"set\": { \"slump\": 1 }, \"source\": \"\" }]", "every assumption says where it comes from")]
    [InlineData("\"levers\": [{ \"month\": 144, \"sectors\": [{ \"id\": \"ia\", \"trait\": \"mission\", \"set\": 1 }], \"source\": \"x\" }]", "levers[0].sectors[0].id is 'ia'; the world has ai")]
    [InlineData("\"levers\": [{ \"month\": 144, \"sectors\": [{ \"id\": \"ai\", \"trait\": \"size\", \"set\": 1 }], \"source\": \"x\" }]", "trait is 'size'; mission, growth, saturation, contentExposure are known")]
    [InlineData("\"levers\": [{ \"month\": 144, \"incidents\": [{ \"sector\": \"ai\", \"severity\": -1 }], \"source\": \"x\" }]", "severity is -1; from 0 to 1000 is allowed")]
    [InlineData("\"levers\": [{ \"month\": 144, \"roles\": [{ \"locality\": \"Hangzou\", \"set\": 0 }], \"source\": \"x\" }]", "levers[0].roles[0].locality is 'Hangzou'; the world has Hangzhou")]
    [InlineData("\"levers\": [{ \"month\": 144, \"roles\": [{ \"locality\": \"Hangzhou\", \"set\": 11 }], \"source\": \"x\" }]", "levers[0].roles[0] moves roles by 11; they are set from 0 to 10, and scaled by 0 or more")]
    [InlineData("\"levers\": [{ \"month\": 144, \"roles\": [{ \"locality\": \"Hangzhou\", \"scale\": -1 }], \"source\": \"x\" }]", "levers[0].roles[0] moves roles by -1")]
    [InlineData("\"levers\": [{ \"month\": 144, \"roles\": [{ \"locality\": \"Hangzhou\" }], \"source\": \"x\" }]", "levers[0].roles[0] needs one of set, scale and add")]
    [InlineData("\"levers\": [{ \"month\": 144, \"roles\": [{ \"locality\": \"Hangzhou\", \"set\": 0, \"trait\": \"roles\" }], \"source\": \"x\" }]", "levers[0].roles[0].trait is not known")]
    [InlineData("\"replicates\": 1000000000", "replicates is 1000000000; a whole number from 1 to 1000000 is expected")]
    [InlineData("\"replicates\": 0", "replicates is 0")]
    [InlineData("\"months\": 100", "changeMonth is 144; the run has 100 months")]
    [InlineData("\"severity\": 1e9", "severity is 1000000000; from 0 to 1000 is allowed")]
    [InlineData("\"severities\": [1, -1]", "severities holds -1")]
    [InlineData("\"horizons\": [60]", "horizons holds 60; from 1 to 59 months lie after")]
    [InlineData("\"sector\": \"banks\"", "sector is 'banks'")]
    [InlineData("\"parameters\": \"best\"", "parameters is 'best'; core, full and calibrated are known")]
    [InlineData("\"hypotheses\": \"x\"", "hypotheses is not known; nearest: hypothesis")]
    [InlineData("\"levers\": {}", "levers is an object; a list [ … ] is expected")]
    [InlineData("\"expected\": [{ \"within\": 12, \"least\": 0.9, \"largest\": 0.1 }]", "is no band of probabilities")]
    [InlineData("\"world\": \"worlds/mars.json\"", "there is no world 'worlds/mars.json'")]
    public void A_fault_is_named_with_its_place_and_what_is_allowed(string member, string message)
    {
        string text = $$"""{ "id": "own", "extends": "ai-honeymoon.json", "title": "t", "hypothesis": "h.", {{member}} }""";
        Assert.Contains(message, Refused(("own.json", text)), StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        string message = Refused(("own.json", """{ "id": "own", "extends": "ai-honeymoon.json", "title": 3, "hypothesis": "h.", "replicates": -1, "colour": 1 }"""));
        Assert.Contains("title is a number; a text is expected", message, StringComparison.Ordinal);
        Assert.Contains("replicates is -1", message, StringComparison.Ordinal);
        Assert.Contains("colour is not known", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_extend_each_other_in_a_circle_are_refused()
    {
        string message = Refused(("own.json", """{ "id": "a", "extends": "b.json" }"""), ("b.json", """{ "id": "b", "extends": "own.json" }"""));
        Assert.Contains("own.json extends itself: own.json → b.json → own.json", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{ \"id\": \"\\ud800\" }")]
    [InlineData("null")]
    public void What_is_no_scenario_is_refused_without_a_trace(string text) => Assert.NotEmpty(Refused(("own.json", text)));

    [Fact]
    public void A_missing_file_is_named() => Assert.Contains("there is no scenario nothing.json", Assert.Throws<FormatException>(() => ScenarioReader.Read(Open, "nothing.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_lever_that_repeats_acts_in_each_of_its_months()
    {
        Scenario wave = ScenarioReader.Read(Open, "deepfake-wave.json");
        Assert.Equal([144, 146, 148, 150, 152, 154, 156, 158, 160, 162, 164, 166], wave.Levers.Single().Interventions.Select(now => now.Month));
    }

    [Fact]
    public void A_place_that_leaves_plays_no_role_from_that_month()
    {
        Scenario leaves = ScenarioReader.Read(Open, "one-place-leaves.json");
        Intervention now = leaves.Levers.Single().Interventions.Single();
        Assert.Equal(leaves.ChangeMonth, now.Month);
        Assert.Equal(new RoleMove(leaves.World.LocalityIndex("Hangzhou"), Move.Set, 0), now.Roles.Single());
        Assert.Equal(-1, leaves.World.LocalityIndex("Hefei"));
    }

    static string Refused(params (string Name, string Text)[] files) => Assert.Throws<FormatException>(() => ScenarioReader.Read(
        name => files.FirstOrDefault(file => file.Name == name) is { Name: not null } own ? new MemoryStream(Encoding.UTF8.GetBytes(own.Text)) : Open(name), "own.json")).Message;

    static FileStream? Open(string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path) ? File.OpenRead(path) : null;
    }
}
