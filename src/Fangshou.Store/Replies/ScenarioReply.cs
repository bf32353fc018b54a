using System.Collections.Immutable;
using Fangshou.Mechanism;
using Fangshou.Scenarios;

namespace Fangshou.Store;

/// <summary>Scenarios before they are run: what is asked.</summary>
static class ScenarioReply
{
    /// <summary>All, as <c>scenario list</c> answers.</summary>
    public static Reply List(ImmutableArray<Scenario> scenarios) => new()
    {
        Schema = "scenario-list/1",
        ModelVersion = RunPlan.ModelVersion,
        Data = new { Scenarios = scenarios.Select(s => new { s.Id, s.Title, s.Hypothesis, s.Verdict }) },
        Rows = new Rows(["id", "title", "hypothesis", "verdict"], [.. scenarios.Select(s => new[] { s.Id, s.Title, s.Hypothesis, s.Verdict })]),
    };

    /// <summary>One, with all that its run rests on.</summary>
    public static Reply Show(Scenario scenario) => new()
    {
        Schema = "scenario-show/1",
        ModelVersion = RunPlan.ModelVersion,
        Seed = scenario.Seed,
        Data = new
        {
            scenario.Id,
            scenario.Title,
            scenario.Hypothesis,
            scenario.Verdict,
            World = scenario.World.Id,
            Sector = scenario.World.Sectors[scenario.Sector].Id,
            scenario.Parameters,
            scenario.Replicates,
            scenario.Months,
            scenario.ChangeMonth,
            scenario.Severity,
            scenario.Severities,
            scenario.Horizons,
            Stage = scenario.Stage.Select(View),
            Levers = scenario.Levers.Select(View),
            Expected = scenario.Expected.Select(band => new { band.Severity, band.WithinMonths, band.Least, band.Largest }),
        },
    };

    static object View(Lever lever) => new { Months = lever.Interventions.Select(now => now.Month).Distinct(), lever.Source };
}
