using Fangshou.Claims;
using Fangshou.Ledger;
using Fangshou.Scenarios;

namespace Fangshou.Store;

/// <summary>The evidence that claims are asked of as known on any day.</summary>
sealed class ClaimEvidence(IPackage package, Ledger.Ledger whole, ReadingOptions options)
{
    // What the mechanism does depends on no day.
    readonly Dictionary<ScenarioQuestion, ScenarioOutcome?> outcomes = [];

    public Codebook Codebook => whole.Codebook;

    public Evidence AsOf(AsOf asOf)
    {
        LedgerAsOf ledger = whole.AsOf(asOf);
        Readings readings = new(whole, asOf, options);
        return new Evidence
        {
            Ledger = ledger,
            Ties = package.Ties(ledger.AsOf),
            Dockets = package.Dockets(ledger.AsOf),
            Phases = readings.Path,
            Scenarios = question => outcomes.TryGetValue(question, out ScenarioOutcome? known) ? known : outcomes[question] = ScenarioFolder.Outcome(question, options.Threads, options.Cancellation),
        };
    }
}
