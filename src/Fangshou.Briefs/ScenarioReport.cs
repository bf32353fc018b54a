using System.Collections.Immutable;
using Fangshou.Scenarios;

namespace Fangshou.Briefs;

/// <summary>All that the page of a scenario shows.</summary>
public sealed record ScenarioReport
{
    /// <summary>What was asked.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>Which parameters it ran on.</summary>
    public required ParameterSource Parameters { get; init; }

    /// <summary>Parameters that the user set, by key.</summary>
    public ImmutableArray<KeyValuePair<string, double>> Set { get; init; } = [];

    /// <summary>What came of it.</summary>
    public required ScenarioSummary Result { get; init; }

    /// <summary>What came of the baseline; null when the scenario is one itself.</summary>
    public ScenarioSummary? Baseline { get; init; }

    /// <summary>Scenario less baseline, on common random numbers; empty without one.</summary>
    public ImmutableArray<PairedDifference> Differences { get; init; } = [];

    /// <summary>Month by month.</summary>
    public required FanFigureInput Fan { get; init; }

    /// <summary>The same scenario at other severities; empty where the file names none.</summary>
    public ImmutableArray<ScenarioSummary> Sweep { get; init; } = [];

    /// <summary>The file's expected bands beside what came out; empty where they were not judged.</summary>
    public ImmutableArray<BandCheck> Bands { get; init; } = [];

    /// <summary>Why the bands were not judged; empty where they were.</summary>
    public string NotJudged { get; init; } = "";

    /// <summary>Version of the program.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>The command that makes the page.</summary>
    public required string Command { get; init; }
}
