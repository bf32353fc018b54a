using System.Collections.Immutable;
using Fangshou.Claims;
using Fangshou.Dockets;
using Fangshou.Interests;
using Fangshou.Ledger;
using Fangshou.Mechanism;
using Fangshou.Phases;
using Fangshou.Scenarios;
using Fangshou.Signals;

namespace Fangshou.Tests.Claims;

/// <summary>The shipped claims and data, which a test may edit.</summary>
static class ShippedEvidence
{
    static readonly string data = Path.Combine(AppContext.BaseDirectory, "data"), scenarios = Path.Combine(AppContext.BaseDirectory, "scenarios");

    // Short chains: a test asks on which side of a half a probability lies, not for its digits.
    static readonly FitOptions quick = new() { Chains = 2, WarmUp = 100, Kept = 100, Thinning = 1, LargestRHat = 100, SmallestEffectiveSampleSize = 1 };

    internal static global::Fangshou.Ledger.Ledger Ledger { get; } = LedgerReader.Read(Open);

    internal static ImmutableArray<string> Ids { get; } = [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "claims"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    internal static Claim Read(string id)
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "claims", id + ".json"));
        return ClaimReader.Read(file, Ledger.Codebook);
    }

    /// <summary>The shipped evidence, its rows passed through edits.</summary>
    internal static Evidence With(
        Func<Event, IEnumerable<Event>>? events = null, Func<Tie, Tie?>? ties = null, Func<Docket, Docket>? dockets = null, ParameterSet? parameters = null, AsOf? asOf = null)
    {
        LedgerAsOf ledger = new global::Fangshou.Ledger.Ledger(Ledger.Events.SelectMany(e => events is null ? [e] : events(e)), Ledger.Codebook, Ledger.DataVersion, "edited").AsOf(asOf ?? AsOf.Latest);
        Dictionary<Lane, PhaseReader> readers = [];
        return new Evidence
        {
            Ledger = ledger,
            Ties = [.. TieReader.Read(Open, null, ledger.AsOf).Select(tie => ties is null ? tie : ties(tie)).OfType<Tie>()],
            Dockets = [.. DocketReader.Read(Open, null, ledger.AsOf).Select(docket => dockets is null ? docket : dockets(docket))],
            Phases = (cell, lane) => SignalBuilder.Build(ledger, cell, lane, new SignalOptions()).Months.IsEmpty ? null
                : (readers.TryGetValue(lane, out PhaseReader? reader) ? reader : readers[lane] = new PhaseReader(ledger, new SignalOptions(), quick)).Read(cell, lane).Path,
            Scenarios = question =>
            {
                Scenario scenario = ScenarioReader.Read(name => File.OpenRead(Path.Combine(scenarios, name)), question.Scenario + ".json");
                return ScenarioOutcome.Run(scenario with { Severity = question.Severity ?? scenario.Severity }, [parameters ?? ParameterSet.Core], 2, cancellation: TestContext.Current.CancellationToken);
            },
        };
    }

    static FileStream? Open(string name) => File.Exists(Path.Combine(data, name)) ? File.OpenRead(Path.Combine(data, name)) : null;
}
