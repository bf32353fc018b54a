using System.Collections.Immutable;
using Fangshou.Claims;
using Fangshou.Ledger;
using Fangshou.Mechanism;
using Fangshou.Phases;

namespace Fangshou.Briefs;

/// <summary>All that the page of a claim shows.</summary>
public sealed record ClaimReport
{
    /// <summary>What came of the claim.</summary>
    public required ClaimResult Result { get; init; }

    /// <summary>The knowledge date.</summary>
    public required AsOf AsOf { get; init; }

    /// <summary>What came of it on the evidence of the day it was said; null when that day is not before the knowledge date.</summary>
    public ClaimResult? Then { get; init; }

    /// <summary>The rows of the evidence by id.</summary>
    public required ImmutableDictionary<string, EvidenceRow> Rows { get; init; }

    /// <summary>Version of the data package.</summary>
    public required string DataVersion { get; init; }

    /// <summary>Seed of the phases' fit.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Version of the program.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>The command that makes the page.</summary>
    public required string Command { get; init; }

    /// <summary>What is measured, a measure for each test.</summary>
    internal IEnumerable<Measure> Measures => Result.Tests.Select(test => test.Test.Measure);

    /// <summary>Versions of the models that tests rest on; none when all rest on rows.</summary>
    internal IEnumerable<string> Models =>
    [
        .. Measures.Any(ReadsPhases) ? [PhaseFit.ModelVersion] : (string[])[],
        .. Measures.Any(RunsMechanism) ? [RunPlan.ModelVersion] : (string[])[],
    ];

    /// <summary>The rows behind a test, each once.</summary>
    internal IEnumerable<EvidenceRow> Behind(TestResult test) => test.Found.Rows.Distinct().Select(id => Rows[id]);

    internal static bool ReadsPhases(Measure measure) => measure is PhaseProbability or PhaseOnset or SpellCount or CycleCount || measure is Difference d && (ReadsPhases(d.Of) || ReadsPhases(d.Less));

    internal static bool RunsMechanism(Measure measure) => measure is ScenarioResult || measure is Difference d && (RunsMechanism(d.Of) || RunsMechanism(d.Less));
}
