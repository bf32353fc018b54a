using System.Collections.Immutable;
using Fangshou.Dockets;
using Fangshou.Interests;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Scenarios;
using Fangshou.Signals;

namespace Fangshou.Claims;

/// <summary>What claims are asked of, all of it as known on one day.</summary>
public sealed record Evidence
{
    /// <summary>The events.</summary>
    public required LedgerAsOf Ledger { get; init; }

    /// <summary>Ties of public bodies to firms.</summary>
    public required ImmutableArray<Tie> Ties { get; init; }

    /// <summary>Counts of suits.</summary>
    public required ImmutableArray<Docket> Dockets { get; init; }

    /// <summary>The phases of a cell in a lane; null when nothing about it is known.</summary>
    public required Func<Cell, Lane, PhasePath?> Phases { get; init; }

    /// <summary>The outcome of a shipped scenario at a severity; null when there is no such scenario.</summary>
    public required Func<ScenarioQuestion, ScenarioOutcome?> Scenarios { get; init; }

    /// <summary>Every event, tie and docket by its id; of two with the same id, which no valid package has, the later.</summary>
    public ImmutableDictionary<string, EvidenceRow> Rows()
    {
        ImmutableDictionary<string, EvidenceRow>.Builder rows = ImmutableDictionary.CreateBuilder<string, EvidenceRow>(StringComparer.Ordinal);
        foreach (EvidenceRow row in (IEnumerable<EvidenceRow>)[.. Ledger.Events.Select(EvidenceRow.Of), .. Ties.Select(EvidenceRow.Of), .. Dockets.Select(EvidenceRow.Of)])
            rows[row.Id] = row;
        return rows.ToImmutable();
    }
}

/// <summary>A run of the mechanism that a claim rests on.</summary>
/// <param name="Scenario">Id of the scenario.</param>
/// <param name="Severity">Severity of the planted incident; null for the file's own.</param>
/// <param name="Parameters">Which parameters.</param>
public readonly record struct ScenarioQuestion(string Scenario, double? Severity, ParameterSource Parameters);
