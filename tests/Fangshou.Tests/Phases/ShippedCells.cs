using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;

namespace Fangshou.Tests.Phases;

/// <summary>The base cells of China, the US and the EU as the shipped ledger has them.</summary>
static class ShippedCells
{
    static readonly Lazy<SignalSeries[]> general = new(Read);

    /// <summary>Their signals in the general lane, as known at the newest row.</summary>
    internal static SignalSeries[] General => general.Value;

    static SignalSeries[] Read()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "data");
        LedgerAsOf ledger = LedgerReader.Read(name => File.Exists(Path.Combine(folder, name)) ? File.OpenRead(Path.Combine(folder, name)) : null).AsOf(AsOf.Latest);
        return
        [
            .. PhaseReader.BaseCells(ledger)
                .Where(c => c.Jurisdiction is "CN" or "US" or "EU")
                .Select(c => SignalBuilder.Build(ledger, c, Lane.General, new SignalOptions()))
                .Where(s => s.Months.Sum(m => m.Tighten + m.Ease) >= PhaseReader.FewestRows),
        ];
    }
}
