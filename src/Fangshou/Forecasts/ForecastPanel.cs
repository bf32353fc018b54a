using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Signals;

namespace Fangshou.Forecasts;

/// <summary>All that a forecaster may know: the cells of a ledger cut at a day.</summary>
public sealed class ForecastPanel
{
    /// <summary>Longest horizon, months.</summary>
    public const int LongestHorizon = 24;

    /// <summary>Tightening and easing rows that a cell has at least to be among those that are forecast.</summary>
    public const int FewestRows = 12;

    /// <summary>Months known that a cell has at least.</summary>
    public const int FewestMonths = SwingRule.ShortestMemory + SwingRule.Window;

    readonly string? leftOut;

    ForecastPanel(LedgerAsOf ledger, Month origin, SignalOptions options, ImmutableArray<CellPast> cells, string? leftOut = null)
    {
        this.leftOut = leftOut;
        Ledger = ledger;
        Origin = origin;
        Options = options;
        Cells = cells;
    }

    /// <summary>The day of knowledge.</summary>
    public AsOf AsOf => Ledger.AsOf;

    /// <summary>The last complete month; horizons count from the month after it.</summary>
    public Month Origin { get; }

    /// <summary>How rows were counted.</summary>
    public SignalOptions Options { get; }

    /// <summary>The cells, in the order asked for; those of which too few months were known are left out.</summary>
    public ImmutableArray<CellPast> Cells { get; }

    internal LedgerAsOf Ledger { get; }

    /// <summary>Every root jurisdiction with every sector that has enough rows.</summary>
    /// <remarks>Of today's ledger this picks with hindsight what was worth coding; no forecaster sees more of it than its day allows.</remarks>
    public static ImmutableArray<Cell> CellsOf(LedgerAsOf ledger, SignalOptions options)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        return
        [
            .. from jurisdiction in ledger.Codebook.Jurisdictions.Terms
               where jurisdiction.Parent.Length == 0
               from sector in ledger.Codebook.Sectors.Terms
               let cell = new Cell(jurisdiction.Id, sector.Id)
               where SignalBuilder.Build(ledger, cell, Lane.General, options).Months.Sum(m => m.Tighten + m.Ease) >= FewestRows
               select cell,
        ];
    }

    /// <summary>The cells as known on the ledger's day.</summary>
    /// <param name="ledger">What was known.</param>
    /// <param name="cells">Which cells; their areas are left out of account only where they name none.</param>
    /// <param name="options">How rows become signals.</param>
    /// <remarks>O(cells · rows).</remarks>
    public static ForecastPanel Of(LedgerAsOf ledger, ImmutableArray<Cell> cells, SignalOptions options)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        Month month = Month.Of(ledger.AsOf.Day), origin = ledger.AsOf.Day == month.LastDay ? month : month + -1;
        return new ForecastPanel(ledger, origin, options, [.. cells.Select(cell => Past(ledger, cell, options, origin)).OfType<CellPast>()]);
    }

    /// <summary>The past of a cell; null when too little was known.</summary>
    public CellPast? Find(Cell cell) => Cells.FirstOrDefault(past => past.Cell == cell);

    /// <summary>The cells that forecasters learn from what is common to all: all but those of the branch that is left out.</summary>
    public IEnumerable<CellPast> Taught => Cells.Where(Teaches);

    /// <summary>Whether these are all cells.</summary>
    internal bool TeachesAll => Cells.All(Teaches);

    /// <summary>Whether a cell is among those.</summary>
    internal bool Teaches(CellPast past) => Root(past.Cell) != leftOut;

    /// <summary>The same panel with one branch of the sector tree, in all jurisdictions, left out of what is learned from.</summary>
    /// <param name="root">Id of the root sector.</param>
    public ForecastPanel LeavingOut(string root) => new(Ledger, Origin, Options, Cells, root);

    /// <summary>The root of a cell's sector.</summary>
    public string Root(Cell cell) => Ledger.Codebook.Sectors.Root(cell.Sector) ?? "";

    static CellPast? Past(LedgerAsOf ledger, Cell cell, SignalOptions options, Month origin)
    {
        SignalSeries series = SignalBuilder.Build(ledger, cell, Lane.General, options);
        if (series.Months.IsEmpty)
            return null;
        ImmutableArray<SignalMonth> months = [.. series.Months.Where(m => m.Month <= origin)];
        if (months.Length < FewestMonths)
            return null;
        ILookup<Month, Event> market = ledger.In(cell).Where(e => e.Kind == EventKind.Market).ToLookup(e => e.Month);
        return new CellPast(series with { Months = months }, [.. months.Select(m => market[m.Month].Count())]);
    }
}
