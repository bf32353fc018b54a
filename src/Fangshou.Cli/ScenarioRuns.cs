using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Mechanism;
using Fangshou.Scenarios;

namespace Fangshou.Cli;

/// <summary>Runs scenarios, after a look at whether they can be run and how much memory they need.</summary>
static class ScenarioRuns
{
    /// <summary>Stops before a run that cannot be made on this machine.</summary>
    /// <param name="run">The command.</param>
    /// <param name="plan">The run.</param>
    /// <param name="atOnce">How many runs of that size are kept at the same time.</param>
    /// <exception cref="CommandException">The plan has faults, or needs more memory than there is (exit 2).</exception>
    public static void Require(CommandRun run, RunPlan plan, int atOnce)
    {
        if (plan.Faults() is { IsEmpty: false } faults)
            throw new CommandException(ExitCode.Usage, string.Join(' ', faults));
        decimal needed = (decimal)plan.MemoryNeeded(run.Settings.Threads) * atOnce, there = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        run.Detail($"memory needed: {Megabytes(needed)} of {Megabytes(there)}");
        long groups = (plan.Replicates + RunPlan.GroupSize - 1) / RunPlan.GroupSize, longest = groups * RunPlan.GroupSize * plan.Months * plan.World.Sectors.Length;
        if (needed > there || longest > Array.MaxLength)
            throw new CommandException(ExitCode.Usage, needed > there
                ? $"the run needs {Megabytes(needed)} of memory and this machine has {Megabytes(there)}; use fewer --replicates."
                : string.Create(CultureInfo.InvariantCulture, $"the run would record {longest} numbers a series and {Array.MaxLength} is the most; use fewer --replicates."));
    }

    /// <summary>Runs a scenario from its start to its end.</summary>
    public static ScenarioOutcome Outcome(CommandRun run, ScenarioRequest request, Scenario scenario, IProgress<double>? progress)
    {
        EnsembleRun ensemble = new(scenario.Plan(request.Parameters, ScenarioOutcome.Series));
        ensemble.Advance(run.Settings.Threads, progress, run.Cancellation);
        return Outcome(request, scenario, ensemble.History, run.Settings.Threads);
    }

    /// <summary>The outcome of a finished run, weighed as the request says.</summary>
    public static ScenarioOutcome Outcome(ScenarioRequest request, Scenario scenario, History history, int threads) =>
        ScenarioOutcome.Of(scenario, history, threads) with { Weights = request.Conditioning?.Weights ?? [] };

    static string Megabytes(decimal bytes) => string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(bytes / (1 << 20)):#,0} MB");
}

/// <summary>A scenario at several severities, one after another: each is run once and only its summary kept.</summary>
sealed class SeverityRuns(CommandRun run, ScenarioRequest request, StagedProgress progress)
{
    readonly Dictionary<double, (ScenarioSummary Summary, ImmutableArray<BandCheck> Bands)> known = [];

    /// <summary>Takes an outcome that was run already.</summary>
    public void Add(ScenarioOutcome outcome) => known[outcome.Scenario.Severity] =
    (
        ScenarioSummary.Of(outcome),
        [.. outcome.Scenario.Expected.Where(band => band.Severity == outcome.Scenario.Severity).Select(band => new BandCheck(band, outcome.OnsetWithin(band.WithinMonths)))]
    );

    public ScenarioSummary Summary(double severity) => At(severity).Summary;

    /// <summary>Every expected band of the file, in its order.</summary>
    public ImmutableArray<BandCheck> Bands() => [.. request.Scenario.Expected.Select(band => At(band.Severity).Bands.First(check => check.Band == band))];

    (ScenarioSummary Summary, ImmutableArray<BandCheck> Bands) At(double severity)
    {
        if (!known.ContainsKey(severity))
        {
            Add(ScenarioRuns.Outcome(run, request, request.Scenario with { Severity = severity }, progress));
            progress.Next();
        }

        return known[severity];
    }
}
