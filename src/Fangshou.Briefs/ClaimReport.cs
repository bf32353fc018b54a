using System.Collections.Immutable;
using System.Reflection;
using Fangshou.Claims;
using Fangshou.Ledger;
using Fangshou.Mechanism;
using Fangshou.Phases;
using Fangshou.Store;

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

    /// <summary>What a claim's page tells, with the verdict of the day on which it was said where that came earlier.</summary>
    /// <param name="all">The evidence of any day.</param>
    /// <param name="evidence">That of the knowledge date.</param>
    /// <param name="result">What came of the claim on it.</param>
    /// <param name="seed">Of the phases' fit.</param>
    /// <param name="command">The command that makes the page.</param>
    internal static ClaimReport Of(ClaimEvidence all, Evidence evidence, ClaimResult result, ulong seed, string command)
    {
        AsOf said = new(result.Claim.On);
        return new ClaimReport
        {
            Result = result,
            AsOf = evidence.Ledger.AsOf,
            Then = said.Day < evidence.Ledger.AsOf.Day ? result.Claim.Check(all.AsOf(said)) : null,
            Rows = evidence.Rows(),
            DataVersion = evidence.Ledger.DataVersion,
            Seed = seed,
            ProgramVersion = typeof(ClaimReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "",
            Command = command,
        };
    }

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
