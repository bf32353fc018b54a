using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fangshou.Surface.Tests.Docs;

public sealed class SchemaTests
{
    public static TheoryData<string> Forms =>
    [
        "phases-show", "phases-explain", "phases-score", "ledger-check", "ledger-list", "brief",
        "scenario-list", "scenario-params", "scenario-run", "scenario-sweep", "scenario-compare", "scenario-ablate", "scenario-calibrate", "scenario-sensitivity",
        "claims-check", "claims-show", "interests", "courts", "courts-queue",
        "compare", "strictness", "strictness-evaluate",
        "ledger-show", "data-package", "cells", "outlook", "scenario-show", "vocabularies",
        "forecast-issue", "forecast-list", "forecast-show", "forecast-resolve", "forecast-score", "forecast-export", "forecast-backtest",
        "workspace-init", "workspace-show", "workspace-export", "workspace-backup", "workspace-restore", "workspace-upgrade", "workspace-key", "workspace-user-add", "workspace-user-list", "workspace-user-change",
        "alerts-add", "alerts-list", "alerts-show", "alerts-check", "alerts-test",
        "candidate", "candidates", "revisions", "import",
    ];

    static string Id(string form) => SchemaCheck.All.Keys.Single(id => id.StartsWith($"urn:fangshou:{form}:", StringComparison.Ordinal));

    static JsonObject Example(string form) => JsonNode.Parse(SchemaCheck.All[Id(form)].GetProperty("examples")[0].GetRawText())!.AsObject();

    static List<string> Errors(string form, JsonNode value) => SchemaCheck.Errors(Id(form), JsonSerializer.SerializeToElement(value));

    [Theory]
    [MemberData(nameof(Forms))]
    public void The_example_of_a_form_keeps_to_it(string form) => Assert.Empty(Errors(form, Example(form)));

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_result_without_its_envelope_is_refused(string form) => Assert.NotEmpty(Errors(form, Example(form)["data"]!));

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_result_that_names_another_form_is_refused(string form)
    {
        JsonObject result = Example(form);
        result["schema"] = "fangshou/another/1";
        Assert.Single(Errors(form, result));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_required_part_of_a_form_is_missed_when_it_is_gone(string form)
    {
        foreach (string name in SchemaCheck.All[Id(form)].GetProperty("properties").GetProperty("data").GetProperty("required").EnumerateArray().Select(n => n.GetString()!))
        {
            JsonObject result = Example(form);
            Assert.True(result["data"]!.AsObject().Remove(name), $"The example of {form} lacks {name}.");
            Assert.Contains($"$.data lacks {name}", Errors(form, result));
        }
    }

    [Fact]
    public void Months_probabilities_and_intervals_are_held_to_their_ranges()
    {
        Assert.Contains("$.data.months[0].month does not match", Broken(d => d["months"]![0]!["month"] = "2031-13"), StringComparison.Ordinal);
        Assert.Contains("$.data.months[0].filtered.lax is above 1", Broken(d => d["months"]![0]!["filtered"]!["lax"] = 1.01), StringComparison.Ordinal);
        Assert.Contains("$.data.months[1].tighten is below 0", Broken(d => d["months"]![1]!["tighten"] = -1), StringComparison.Ordinal);
        Assert.Contains("$.data.months[1].tighten is not \"integer\"", Broken(d => d["months"]![1]!["tighten"] = 1.5), StringComparison.Ordinal);
        Assert.Contains("$.data.spells[0].phase is none of", Broken(d => d["spells"]![0]!["phase"] = "strict"), StringComparison.Ordinal);
        Assert.Contains("$.data.spells[0].startInterval has too few items", Broken(d => d["spells"]![0]!["startInterval"] = new JsonArray("2031-05")), StringComparison.Ordinal);
        Assert.Contains("$.data.content matches 0 of 2 forms", Broken(d => d["content"] = "none"), StringComparison.Ordinal);

        static string Broken(Action<JsonNode> change)
        {
            JsonObject result = Example("phases-show");
            change(result["data"]!);
            return Assert.Single(Errors("phases-show", result));
        }
    }

    [Fact]
    public void An_unknown_key_in_the_envelope_is_refused()
    {
        JsonObject result = Example("brief");
        result["asof"] = "2031-06-30";
        Assert.Contains("$ has asof, which the schema does not know", Errors("brief", result));
    }
}
