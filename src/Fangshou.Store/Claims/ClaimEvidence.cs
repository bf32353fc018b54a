using Fangshou.Claims;
using Fangshou.Dockets;
using Fangshou.Interests;
using Fangshou.Ledger;
using Fangshou.Scenarios;

namespace Fangshou.Store;

/// <summary>The evidence that claims are asked of as known on any day.</summary>
sealed class ClaimEvidence(PackageFolder package, Ledger.Ledger whole, ReadingOptions options)
{
    // What the mechanism does depends on no day.
    readonly Dictionary<ScenarioQuestion, ScenarioOutcome?> outcomes = [];

    public Codebook Codebook => whole.Codebook;

    public Evidence AsOf(AsOf asOf)
    {
        LedgerAsOf ledger = whole.AsOf(asOf);
        Readings readings = new(whole, asOf, options);
        Codebook? shipped = package.IsShipped ? null : PackageFolder.ShippedCodebook();
        return new Evidence
        {
            Ledger = ledger,
            Ties = TieReader.Read(package.Open, shipped, ledger.AsOf),
            Dockets = DocketReader.Read(package.Open, shipped, ledger.AsOf),
            Phases = readings.Path,
            Scenarios = question => outcomes.TryGetValue(question, out ScenarioOutcome? known) ? known : outcomes[question] = ScenarioFolder.Outcome(question, options.Threads, options.Cancellation),
        };
    }
}
