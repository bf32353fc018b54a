using System.Collections.Immutable;
using Fangshou.Briefs;
using Fangshou.Mechanism;
using Fangshou.Scenarios;

namespace Fangshou.Web.Lab;

/// <summary>A scenario and its baseline on common random numbers, so many replicates at a time: it moves only while somebody asks.</summary>
sealed class LiveEnsemble(LabRequest request)
{
    // The figure begins a year before the change, so that one sees what it changes.
    const int MonthsBefore = 12;

    readonly EnsembleRun run = new(request.Scenario.Plan(request.Parameters, ScenarioOutcome.Series));
    readonly EnsembleRun? without = request.Baseline is { } baseline ? new EnsembleRun(baseline.Plan(request.Parameters, ScenarioOutcome.Series)) : null;
    readonly Lock moving = new();

    public LabRequest Request => request;

    /// <summary>What the first replicates say; runs those that have not been run yet.</summary>
    /// <param name="replicates">How many, 1…R.</param>
    /// <param name="threads">Never changes a number.</param>
    /// <param name="cancellation">Stops it; what is done is kept.</param>
    public LabResult First(int replicates, int threads, CancellationToken cancellation)
    {
        lock (moving)
        {
            ScenarioOutcome outcome = ScenarioOutcome.Of(request.Scenario, run.First(replicates, threads, cancellation), threads);
            ScenarioOutcome? baseline = without is null ? null : ScenarioOutcome.Of(request.Baseline!, without.First(replicates, threads, cancellation), threads);
            return new LabResult(request, replicates, outcome, baseline);
        }
    }

    /// <summary>Month by month, as the figure takes it.</summary>
    public static FanFigureInput Fan(LabResult result, Language language)
    {
        ScenarioWords words = new(language);
        return new FanFigureInput(result.Request.Scenario.Title, words.Note(result.Outcome.Scenario), Quantiles(result.Outcome), result.Baseline is null ? [] : Quantiles(result.Baseline), words.Baseline(result.Request.Scenario));
    }

    static ImmutableArray<MonthlyQuantiles> Quantiles(ScenarioOutcome outcome) => [.. Enum.GetValues<FanQuantity>().Select(quantity => MonthlyQuantiles.Of(outcome, quantity, MonthsBefore))];
}

/// <summary>What so many replicates say.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Replicates">How many.</param>
/// <param name="Outcome">Of the scenario.</param>
/// <param name="Baseline">Of what it is compared with; null when it is a baseline itself.</param>
sealed record LabResult(LabRequest Request, int Replicates, ScenarioOutcome Outcome, ScenarioOutcome? Baseline);
