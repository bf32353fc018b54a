using System.Collections.Immutable;
using System.Text;
using Fangshou.Briefs;
using Fangshou.Scenarios;

namespace Fangshou.Tests.Briefs;

/// <summary>A small fixed scenario with numbers set by hand, so that figures and pages do not change with the model.</summary>
static class ScenarioSample
{
    const string World = """
        { "id": "toy", "title": "A toy", "note": "Invented.",
          "sectors": [
            { "id": "kites", "firms": 3, "saturation": 20, "growth": 0.02, "mission": 0.5, "contentExposure": 0.1, "harm": [1, 0, 0, 0, 1] },
            { "id": "drones", "firms": 3, "saturation": 20, "growth": 0.02, "mission": 0.5, "contentExposure": 0.1, "harm": [1, 0, 0, 0, 1] }
          ],
          "agencies": [{ "id": "SAMR", "mandate": [1, 0, 0, 0, 1], "orientation": 0.5, "capacity": 1, "career": 1.1, "speed": 0.5 }],
          "localities": [{ "id": "Hangzhou", "otherRevenue": 3, "roles": 1, "judges": 5 }] }
        """;

    const string File = """
        { "id": "string-snaps", "title": "A string <snaps>", "hypothesis": "One accident & the signal flips.", "verdict": "Holds.", "world": "toy.json", "sector": "kites",
          "seed": 7, "replicates": 16, "months": 48, "changeMonth": 12, "horizons": [12, 24], "severity": 8, "severities": [0, 4, 8],
          "stage": [{ "month": 6, "reborn": [{ "sector": "kites" }], "source": "Assumption." }],
          "levers": [
            { "month": 12, "set": { "career": 1.5 }, "scale": { "judges": 2 }, "source": "Assumption: half." },
            { "month": 12, "every": 2, "until": 16, "incidents": [{ "sector": "drones", "severity": 1.5 }], "sectors": [{ "id": "kites", "trait": "mission", "scale": 0.5 }], "source": "Assumption." }
          ],
          "expected": [{ "severity": 8, "within": 12, "least": 0.2, "largest": 0.6 }, { "severity": 0, "within": 24, "least": 0, "largest": 0.01 }] }
        """;

    internal static Scenario Scenario { get; } = ScenarioReader.Read(
        name => name switch { "toy.json" => Stream(World), "string-snaps.json" => Stream(File), _ => null }, "string-snaps.json");

    internal static FanFigureInput Fan { get; } = new(
        Scenario.Title, "incident of severity 8 · 16 histories · seed 7", [.. Enum.GetValues<FanQuantity>().Select(q => Quantiles(q, 1))], [.. Enum.GetValues<FanQuantity>().Select(q => Quantiles(q, 0.2))], "without the levers");

    internal static ImmutableArray<ScenarioSummary> Sweep { get; } = [Summary(0, 0, 1), Summary(4, 3, 5), Summary(8, 8, 9)];

    internal static ImmutableArray<PairedDifference> Differences { get; } =
    [
        new("onset-within-12", 0.25, 0.5, 0.25, 0.031, 0.469, 16), new("signal-tight-within-12", 0.5, 0.75, 0.25, 0.03, 0.47, 16), new("fines", 0.1, 0.05, -0.05, -0.11, 0.01, 16),
    ];

    internal static ImmutableArray<TornadoBar> Bars { get; } =
    [
        new("A string snaps", Differences[0]),
        new("A scenario with a name that is by far too long to stand in front of its own value, whatever the width of the figure may be", Differences[0] with { Difference = -0.4, Low = -0.5, High = -0.3 }),
        new("Nothing", Differences[0] with { Difference = 0, Low = 0, High = 0 }),
        new("No history counts", Differences[0] with { Difference = double.NaN, Low = double.NaN, High = double.NaN }),
    ];

    internal static ImmutableArray<string> Rows { get; } = ["nothing", "wind", "string"];

    internal static ImmutableArray<SmallPanel> Panels { get; } =
    [
        new("full cycles, share", [0.58, 0.6, 0]), new("crackdown, months", [20, 14.5, double.NaN]), new("a change, which may fall", [0.1, -0.4, 0.3], FromZero: false),
    ];

    internal static ScenarioReport Report { get; } = new()
    {
        Scenario = Scenario,
        Parameters = ParameterSource.Core,
        Set = [new("career", 1.5)],
        Result = Sweep[2],
        Baseline = Sweep[1],
        Differences = Differences,
        Fan = Fan,
        Sweep = Sweep,
        Bands = [new BandCheck(Scenario.Expected[0], Sweep[2].Onset[0].Probability), new BandCheck(Scenario.Expected[1], Sweep[0].Onset[1].Probability)],
        ProgramVersion = "0.0.0",
        Command = "fangshou scenario run string-snaps --severity 8 -o x.html",
    };

    internal static ScenarioSummary Summary(double severity, int within12, int within24, int counted = 16) => new()
    {
        Severity = severity,
        Counted = counted,
        Onset = [new(12, Estimate.Share(within12, counted)), new(24, Estimate.Share(within24, counted))],
        Delay = within12 < 5 ? [] : [1, 2, 4],
        FlipWithinMonth = Estimate.Share(within12, counted),
        FlipWithinYear = Estimate.Share(within24, counted),
        Fall = severity / 20,
        JobLoss = severity / 40,
        Fines = severity / 80,
        Backlog = 0,
        Stay = severity < 6 ? [] : [9, 14, double.NaN],
        FirstAct = severity < 1 ? [] : [0.4, 2.1, 9],
        SpillOver = severity / 100,
    };

    /// <summary>A wave that begins with the change and ebbs.</summary>
    static MonthlyQuantiles Quantiles(FanQuantity quantity, double strength)
    {
        (double calm, double swing) = quantity switch { FanQuantity.ActsInThreeMonths => (0, 12.0), FanQuantity.Index => (1, -0.6), _ => (0, 0.4) };
        return new(quantity, -6, [.. Enumerable.Range(-6, 42).Select(Row)]);

        // The sorted spread around the median, times a parabola in time.
        ImmutableArray<double> Row(int month) =>
            [.. ((double[])[0.2, 0.4, 0.7, 1, 1.2, 1.5, 1.8]).Select(q => calm + (swing * strength * q / 1.8 * Math.Max(0, month * (30.0 - month) / 225))).Order()];
    }

    static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
