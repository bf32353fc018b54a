using Fangshou.Claims;
using Fangshou.Dockets;
using Fangshou.Interests;
using Fangshou.Ledger;
using Fangshou.Scenarios;

namespace Fangshou.Cli;

/// <summary>The evidence that claims are asked of in one run of a command, as known on any day.</summary>
sealed class ClaimEvidence
{
    readonly CommandRun run;
    readonly Ledger.Ledger whole;

    // What the mechanism does depends on no day.
    readonly Dictionary<ScenarioQuestion, ScenarioOutcome?> outcomes = [];

    ClaimEvidence(CommandRun run, Ledger.Ledger whole) => (this.run, this.whole) = (run, whole);

    public static ClaimEvidence Open(CommandRun run) => new(run, run.OpenLedger());

    public Codebook Codebook => whole.Codebook;

    public Evidence AsOf(AsOf asOf)
    {
        LedgerAsOf ledger = whole.AsOf(asOf);
        Readings readings = new(run, whole, ledger);
        PackageFolder package = run.Package();
        Codebook? shipped = package.IsShipped ? null : PackageFolder.ShippedCodebook();
        return new Evidence
        {
            Ledger = ledger,
            Ties = TieReader.Read(package.Open, shipped, ledger.AsOf),
            Dockets = DocketReader.Read(package.Open, shipped, ledger.AsOf),
            Phases = readings.Path,
            Scenarios = question => outcomes.TryGetValue(question, out ScenarioOutcome? known) ? known : outcomes[question] = ScenarioRuns.Outcome(run, question),
        };
    }
}
