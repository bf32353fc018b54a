using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Ledger;
using Fangshou.Mechanism;
using Fangshou.Phases;
using Fangshou.Scenarios;
using Fangshou.Signals;

namespace Fangshou.Cli;

/// <summary>The last months of a real cell, from which a scenario is to start.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Sector">Its sector.</param>
/// <param name="AsOf">As known on this day.</param>
/// <param name="Phases">P(phase) month by month, each from all that was known on that day; the last month last.</param>
sealed record RealPast(string Cell, string Sector, string AsOf, ImmutableArray<PhaseProbabilities> Phases)
{
    /// <summary>Replicates unless the user gives a number: most of them will weigh little.</summary>
    public const int Replicates = 4000;

    // So many months before the change are read: those that are compared, and a stay more, since the first one read may be cut short.
    const int MonthsRead = Conditioning.LongestBack + (2 * BlindReading.ShortestStay);

    /// <summary>Reads the cell's phases in the general lane.</summary>
    /// <exception cref="CommandException">The cell is unknown (exit 2) or has no rows (exit 3).</exception>
    public static RealPast Read(CommandRun run, string text)
    {
        Readings readings = run.OpenReadings();
        Cell cell = CommandRun.ParseCell(text, readings.Ledger.Codebook);
        PhasePath path = readings.Require(cell, Lane.General);
        (int _, ImmutableArray<string> warnings) = CommandRun.Gate(path, null);
        foreach (string warning in warnings)
            run.Note($"warning: {warning}");
        return new RealPast(cell.ToString(), cell.Sector ?? "", path.Signals.AsOf.ToString(), path.Smoothed);
    }

    /// <summary>The request with its replicates weighed.</summary>
    /// <exception cref="CommandException">Too few histories look like the cell (exit 5).</exception>
    public ScenarioRequest Weigh(ScenarioRequest request, History history, int threads)
    {
        Scenario scenario = request.Scenario;
        int from = Math.Max(0, scenario.ChangeMonth - MonthsRead);
        if (scenario.ChangeMonth <= from)
            throw new CommandException(ExitCode.Usage, "--from-today: the scenario's change comes in its first month, so there is no past to compare.");
        Conditioning conditioning = Conditioning.Of(history, scenario.Sector, from, scenario.ChangeMonth, Phases, threads);
        if (conditioning.Gap > Conditioning.LargestGap)
            throw new CommandException(
                ExitCode.MissedGate,
                string.Create(CultureInfo.InvariantCulture, $"no weights make the {history.Replicates} simulated histories look like {Cell} on {AsOf}: in some month a phase keeps a share that is {conditioning.Gap:0 %} off. Use more --replicates, or another scenario."));
        return conditioning.Suffices ? request with { Conditioning = conditioning } : throw new CommandException(
            ExitCode.MissedGate,
            string.Create(CultureInfo.InvariantCulture, $"the {history.Replicates} simulated histories are worth {conditioning.EffectiveSampleSize:0} that look like {Cell} on {AsOf}; {Conditioning.LeastEffective:0} are needed. Use more --replicates."));
    }

    /// <summary>Stops where hardly any weight is on histories in which a crackdown could still set in.</summary>
    /// <exception cref="CommandException">The cell is in a crackdown already (exit 5).</exception>
    public void Require(ScenarioRequest request, ScenarioOutcome outcome)
    {
        double open = Enumerable.Range(0, outcome.Onset.Length).Where(r => outcome.Onset[r] != ScenarioOutcome.NotCounted).Sum(r => request.Conditioning!.Weights[r]);
        if (outcome.OnsetWithin(1).Effective >= Conditioning.LeastEffective)
            return;
        throw new CommandException(
            ExitCode.MissedGate,
            string.Create(CultureInfo.InvariantCulture, $"{Cell} on {AsOf} is likely in a crackdown already: {1 - open:0 %} of the weight is on histories in one, and the rest is worth {outcome.OnsetWithin(1).Effective:0} histories, so nothing can be said about an onset. Use more --replicates, or an earlier --as-of."));
    }

    /// <summary>The request without the scenario's own stage, which the real past takes the place of, and about the cell's sector where the world has it.</summary>
    public ScenarioRequest Stage(ScenarioRequest request, string option)
    {
        int sector = request.Scenario.World.SectorIndex(Sector);
        return request with
        {
            Scenario = request.Scenario with { Stage = [], Sector = sector >= 0 ? sector : request.Scenario.Sector },
            Departures = [.. request.Departures, option],
        };
    }

    /// <summary>What was done, in a sentence.</summary>
    public string Sentence(CommandRun run, Conditioning conditioning) => run.Say(
        string.Create(CultureInfo.InvariantCulture, $"Weighed to look like {Cell} as known on {AsOf}, {conditioning.MonthsBack} months back: worth {conditioning.EffectiveSampleSize:0} independent histories."),
        string.Create(CultureInfo.InvariantCulture, $"按 {Cell}（截至 {AsOf}）过去 {conditioning.MonthsBack} 个月的情形加权：相当于 {conditioning.EffectiveSampleSize:0} 条独立历史。"));
}
