using System.Text.Json;

namespace Fangshou.Surface.Tests.Phases;

/// <summary>What the shipped ledger says of sectors whose story is known; the figures stand in docs/method/phases.md.</summary>
public sealed class ShippedReadings : IDisposable
{
    readonly TempFolder cache = new();

    public void Dispose() => cache.Dispose();

    [SlowFact]
    public void Crackdowns_that_are_known_are_dated_where_they_are_known()
    {
        JsonElement platforms = Show("CN/platform-economy");
        JsonElement crackdown = Crackdowns(platforms).Single(c => Overlaps(c, "2021-01", "2021-12"));
        Assert.InRange(Text(crackdown, "start"), "2020-08", "2021-02");

        // From two months before the first softening (March 2022) to the last fine; the reading stands at the early bound.
        Assert.InRange(Text(crackdown, "end"), "2022-01", "2023-07");

        Assert.Contains(Crackdowns(Show("CN/online-education")), c => Within(c, "2020-12", "2021-07"));
        Assert.Contains(Crackdowns(Show("CN/p2p-lending")), c => Within(c, "2015-09", "2016-10"));

        // The licence freezes of 2018 and of July 2021 to April 2022.
        JsonElement[] gaming = Crackdowns(Show("CN/gaming"));
        Assert.Contains(gaming, c => Overlaps(c, "2018-04", "2018-12"));
        Assert.Contains(gaming, c => Overlaps(c, "2021-08", "2022-03"));
    }

    [SlowFact]
    public void The_eve_of_the_crackdown_was_lax_and_knows_nothing_later()
    {
        CliResult brief = Run("brief", "CN/platform-economy", "--as-of", "2020-10-31", "--json");
        Assert.DoesNotMatch("2020-1[12]|202[1-9]-", brief.Output);
        Assert.Equal("lax", MostProbable(Months(Show("CN/platform-economy", "--as-of", "2020-10-31"))[^1]));
    }

    [SlowFact]
    public void In_April_2024_content_was_held_tighter_than_the_rest_of_artificial_intelligence()
    {
        JsonElement ai = Show("CN/ai", "--as-of", "2024-04-09");
        double general = Strict(Months(ai)[^1]), content = Strict(Months(ai.GetProperty("content"))[^1]);
        Assert.Equal("lax", MostProbable(Months(ai)[^1]));
        Assert.InRange(content - general, 0.1, 1);
    }

    CliResult Run(params string[] arguments)
    {
        CliResult result = CliRun.Of(arguments).With("FANGSHOU_CACHE", cache.Path).Go();
        Assert.True(result.ExitCode == 0, result.Error);
        return result;
    }

    JsonElement Show(params string[] arguments) => JsonDocument.Parse(Run(["phases", "show", .. arguments, "--json"]).Output).RootElement.GetProperty("data");

    static JsonElement[] Months(JsonElement data) => [.. data.GetProperty("months").EnumerateArray()];

    static JsonElement[] Crackdowns(JsonElement data) => [.. data.GetProperty("spells").EnumerateArray().Where(s => Text(s, "phase") == "crackdown")];

    static string Text(JsonElement spell, string name) => spell.GetProperty(name).GetString() ?? "9999-12";

    static bool Within(JsonElement spell, string from, string to) => string.CompareOrdinal(Text(spell, "start"), from) >= 0 && string.CompareOrdinal(Text(spell, "start"), to) <= 0;

    static bool Overlaps(JsonElement spell, string from, string to) => string.CompareOrdinal(Text(spell, "start"), from) <= 0 && string.CompareOrdinal(Text(spell, "end"), to) >= 0;

    static double Strict(JsonElement month) => month.GetProperty("smoothed").GetProperty("crackdown").GetDouble();

    static string MostProbable(JsonElement month) => month.GetProperty("smoothed").EnumerateObject().MaxBy(p => p.Value.GetDouble()).Name;
}
