using BenchmarkDotNet.Attributes;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;

namespace Fangshou.Bench;

/// <summary>The phases of every cell of the shipped package that has rows enough, with the default options. All cores.</summary>
/// <remarks>An iteration takes seconds: run with <c>--strategy Monitoring --warmupCount 1 --iterationCount 5</c>.</remarks>
[MemoryDiagnoser]
public class PhaseFitBench
{
    const int FewestRowsOfChild = 24;
    static readonly SignalOptions Signals = new();

    LedgerAsOf ledger = null!;
    Cell[] cells = [];

    /// <summary>Reads the package and chooses the cells: base cells, child sectors of China, and three areas of its platform economy.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Ledger.Ledger all = new ShippedPackage().Read();
        ledger = all.AsOf(AsOf.Latest);
        cells =
        [
            .. PhaseReader.BaseCells(ledger).Where(c => Rows(c) >= PhaseReader.FewestRows),
            .. ledger.Codebook.Sectors.Terms.Where(s => s.Parent.Length > 0).Select(s => new Cell("CN", s.Id)).Where(c => Rows(c) >= FewestRowsOfChild),
            .. new[] { "antitrust", "data-privacy", "labor" }.Select(area => new Cell("CN", "platform-economy", area)),
        ];
        Console.WriteLine($"{cells.Length} cells: {string.Join(", ", cells)}");
    }

    int Rows(Cell cell) => SignalBuilder.Build(ledger, cell, Lane.General, Signals).Months.Sum(m => m.Tighten + m.Ease);

    /// <summary>The pooled parameters of the general lane.</summary>
    [Benchmark]
    public bool GeneralPanel() => Reader().Panel(Lane.General).Diagnostics.Passed;

    /// <summary>Both lanes' panels, then each cell in the general lane. Returns how many fits pass the gate.</summary>
    [Benchmark]
    public int Everything()
    {
        PhaseReader reader = Reader();
        int passed = reader.Panel(Lane.Content).Diagnostics.Passed ? 1 : 0;
        foreach (Cell cell in cells)
            passed += reader.Read(cell, Lane.General).Path.Diagnostics.Passed ? 1 : 0;
        return passed;
    }

    PhaseReader Reader() => new(ledger, Signals, new FitOptions());
}
