using System.Collections.Immutable;
using Fangshou.Mechanism;

namespace Fangshou.Scenarios;

/// <summary>A probability that a scenario's file expects.</summary>
/// <param name="Severity">Of the incident planted at the month of change; 0 for none.</param>
/// <param name="WithinMonths">Horizon.</param>
/// <param name="Least">Lower end of the band, 0…1.</param>
/// <param name="Largest">Upper end of it.</param>
public readonly record struct ExpectedBand(double Severity, int WithinMonths, double Least, double Largest);

/// <summary>Which parameters a scenario runs on.</summary>
public enum ParameterSource
{
    /// <summary>The eighteen core equations with their default values.</summary>
    Core,

    /// <summary>The default values with all extensions.</summary>
    Full,

    /// <summary>The calibrated ensemble, with all extensions: many sets that meet the stylized facts.</summary>
    Calibrated,
}

/// <summary>A change from outside, with the reason for its size.</summary>
/// <param name="Interventions">What is done, in order of month.</param>
/// <param name="Source">Where the assumption comes from.</param>
public sealed record Lever(ImmutableArray<Intervention> Interventions, string Source);

/// <summary>A question to the mechanism: what would happen in one sector if something changed.</summary>
public sealed record Scenario
{
    /// <summary>A slug, for example "ai-honeymoon".</summary>
    public required string Id { get; init; }

    /// <summary>In a few words.</summary>
    public required string Title { get; init; }

    /// <summary>What theory lets expect, written before the run.</summary>
    public required string Hypothesis { get; init; }

    /// <summary>What came of it once it had been run; says with which parameters.</summary>
    public string Verdict { get; init; } = "";

    /// <summary>Sectors, agencies, places.</summary>
    public required World World { get; init; }

    /// <summary>The parameters that it runs on unless a run chooses others.</summary>
    public ParameterSource Parameters { get; init; } = ParameterSource.Calibrated;

    /// <summary>Position of the sector in question.</summary>
    public required int Sector { get; init; }

    /// <summary>Names the random numbers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Replicates.</summary>
    public required int Replicates { get; init; }

    /// <summary>Months.</summary>
    public required int Months { get; init; }

    /// <summary>The month from which outcomes are counted; levers and the planted incident act from here on.</summary>
    public required int ChangeMonth { get; init; }

    /// <summary>What sets the stage, in the baseline as well.</summary>
    public ImmutableArray<Lever> Stage { get; init; } = [];

    /// <summary>What the baseline lacks.</summary>
    public ImmutableArray<Lever> Levers { get; init; } = [];

    /// <summary>Severities for a sweep.</summary>
    public ImmutableArray<double> Severities { get; init; } = [];

    /// <summary>Severity of the incident planted at the month of change, 0 for none.</summary>
    public double Severity { get; init; }

    /// <summary>Horizons for which probabilities are told, months.</summary>
    public ImmutableArray<int> Horizons { get; init; } = [12, 60];

    /// <summary>What the file expects with the core parameters.</summary>
    public ImmutableArray<ExpectedBand> Expected { get; init; } = [];

    /// <summary>The same stage without the levers.</summary>
    public Scenario Baseline => this with { Levers = [], Expected = [] };

    /// <summary>The plan of a run.</summary>
    /// <param name="parameters">One set, or several that take turns.</param>
    /// <param name="series">What to record.</param>
    public RunPlan Plan(ImmutableArray<ParameterSet> parameters, ImmutableArray<Series> series)
    {
        IEnumerable<Intervention> planted = Severity > 0 ? [new Intervention { Month = ChangeMonth, Incidents = [new PlantedIncident(Sector, Severity)] }] : [];
        return new RunPlan
        {
            World = World,
            Parameters = parameters,
            Replicates = Replicates,
            Months = Months,
            Seed = Seed,
            Interventions = [.. Stage.Concat(Levers).SelectMany(lever => lever.Interventions).Concat(planted).OrderBy(now => now.Month)],
            Series = series,
        };
    }
}
