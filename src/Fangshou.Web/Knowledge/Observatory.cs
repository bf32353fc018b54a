using System.Collections.Immutable;
using Fangshou.Briefs;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;
using Fangshou.Store;

namespace Fangshou.Web.Knowledge;

/// <summary>All that pages read: the ledger, and what is worked out from it, as known on any day.</summary>
/// <remarks>What takes seconds is worked out in the background; pages say how far it is. Safe for many threads.</remarks>
sealed class Observatory
{
    /// <summary>How long a page waits before it says that it is not ready.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);

    const int DaysKept = 24, BriefsKept = 400;

    readonly IPackage package;
    readonly ReadingOptions options;
    readonly bool forecasts;
    readonly Lazy<Ledger.Ledger> ledger;
    readonly LongAnswers<(AsOf, bool, Cell?), Board> boards;
    readonly LongAnswers<(AsOf, Cell), Brief> briefs;
    readonly LongAnswers<(AsOf, Cell), Explanation> explanations;
    readonly LongAnswers<AsOf, Outlooks> swings;

    /// <param name="package">The package.</param>
    /// <param name="options">How cells are read.</param>
    /// <param name="forecasts">False to forecast nothing, which spares minutes of work.</param>
    /// <param name="gates">Let so much be worked on at once.</param>
    /// <param name="closing">Stops what is being worked on.</param>
    public Observatory(IPackage package, ReadingOptions options, bool forecasts, WorkGates gates, CancellationToken closing)
    {
        this.forecasts = forecasts;
        this.package = package;
        Tables = new SideTables(package);
        // One core is left to readers.
        this.options = options with { Threads = Math.Max(1, Math.Min(options.Threads, Environment.ProcessorCount - 1)) };
        ledger = new(package.Read);
        boards = new(DaysKept, gates.Fits, ReadBoard, closing);
        briefs = new(BriefsKept, gates.Fits, ReadBrief, closing);
        explanations = new(BriefsKept, gates.Fits, ReadExplanation, closing);
        swings = new(DaysKept, gates.Outlooks, ReadOutlooks, closing);
    }

    /// <summary>What stands beside the events.</summary>
    public SideTables Tables { get; }

    /// <summary>The package.</summary>
    public IPackage Package => package;

    /// <summary>The whole ledger.</summary>
    public Ledger.Ledger Ledger => ledger.Value;

    /// <summary>How cells are read.</summary>
    public ReadingOptions Options => options;

    /// <summary>The first day of which a board is offered: the ledger is thin before.</summary>
    public DateOnly FirstDay { get; } = new(2005, 1, 1);

    /// <summary>The day up to which the ledger is coded.</summary>
    public DateOnly LastDay => Day(AsOf.Latest).Day;

    /// <summary>A day with a date: the latest becomes the day up to which the ledger is coded.</summary>
    public AsOf Day(AsOf asOf) => Ledger.AsOf(asOf).AsOf;

    /// <summary>The board of a day.</summary>
    /// <param name="asOf">The day.</param>
    /// <param name="areas">True for the areas of sectors too, which take longer.</param>
    /// <param name="cancellation">Stops the waiting, not the work.</param>
    /// <param name="patience">How long to wait; null for as long as a page does.</param>
    public Task<Pending<Board>> Board(AsOf asOf, bool areas, CancellationToken cancellation, TimeSpan? patience = null) => boards.Within((Day(asOf), areas, null), patience ?? Patience, cancellation);

    /// <summary>The areas of one sector that have rows enough to be read.</summary>
    public Task<Pending<Board>> Parts(Cell sector, AsOf asOf, CancellationToken cancellation) => boards.Within((Day(asOf), true, sector with { Area = null }), Patience, cancellation);

    /// <summary>The brief of a cell on a day.</summary>
    /// <exception cref="RefusedException">Nothing was known about it.</exception>
    public Task<Pending<Brief>> Brief(Cell cell, AsOf asOf, CancellationToken cancellation) => briefs.Within((Day(asOf), cell), Patience, cancellation);

    /// <summary>Which rows moved a cell's reading, as known on a day.</summary>
    /// <exception cref="RefusedException">Nothing was known about it.</exception>
    public Task<Pending<Explanation>> Explanation(Cell cell, AsOf asOf, CancellationToken cancellation) => explanations.Within((Day(asOf), cell), Patience, cancellation);

    /// <summary>The ensemble's outlooks of a day. The first time takes a minute or two; a page never waits for it.</summary>
    public Pending<Outlooks> Outlooks(AsOf asOf) => swings.Now(Day(asOf));

    /// <summary>The same, for a caller who waits.</summary>
    public Task<Pending<Outlooks>> Outlooks(AsOf asOf, TimeSpan patience, CancellationToken cancellation) => swings.Within(Day(asOf), patience, cancellation);

    Board ReadBoard((AsOf Day, bool Areas, Cell? Of) asked, IProgress<double> progress, CancellationToken cancellation)
    {
        Readings readings = new(Ledger, asked.Day, options with { Cancellation = cancellation });
        LedgerAsOf known = readings.Ledger;
        Cell[] cells = [.. BoardCells(readings, asked.Areas, asked.Of)];
        List<BoardRow> rows = [];
        for (int i = 0; i < cells.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            Lane lane = LaneRule.Of(cells[i]);
            if (readings.Path(cells[i], lane) is { } path)
            {
                PhasePath? content = lane == Lane.General && cells[i].Area is null && readings.Rows(cells[i], Lane.Content) > 0 ? readings.Path(cells[i], Lane.Content) : null;
                rows.Add(new BoardRow(cells[i], LaneReading.Of(path), content is null ? null : LaneReading.Of(content), readings.Rows(cells[i], lane)));
            }

            progress.Report((i + 1.0) / cells.Length);
        }

        return new Board(known, [.. rows], Readings.Warnings([.. rows.Select(r => r.Lead.Path)]));
    }

    /// <summary>Root jurisdictions with every sector, and where they are asked for with every area of one, that have rows enough to be read.</summary>
    static IEnumerable<Cell> BoardCells(Readings readings, bool areas, Cell? of)
    {
        LedgerAsOf known = readings.Ledger;
        foreach (Cell cell in of is { } one ? [one] : ForecastPanel.CellsOf(known, readings.Signals))
        {
            yield return cell;
            foreach (Term area in areas ? known.Codebook.Areas.Terms : [])
            {
                Cell part = cell with { Area = area.Id };
                if (readings.Rows(part, LaneRule.Of(part)) >= ForecastPanel.FewestRows)
                    yield return part;
            }
        }
    }

    Brief ReadBrief((AsOf Day, Cell Cell) asked, IProgress<double> progress, CancellationToken cancellation) =>
        MorningBrief.Of(new Readings(Ledger, asked.Day, options with { Progress = _ => progress, Cancellation = cancellation }), asked.Cell);

    Explanation ReadExplanation((AsOf Day, Cell Cell) asked, IProgress<double> progress, CancellationToken cancellation)
    {
        Readings readings = new(Ledger, asked.Day, options with { Progress = _ => progress, Cancellation = cancellation });
        Lane lane = LaneRule.Of(asked.Cell);
        PhasePath path = readings.Require(asked.Cell, lane);
        return new Explanation(path, readings.Detail(asked.Cell, lane).Influences);
    }

    Outlooks ReadOutlooks(AsOf asOf, IProgress<double> progress, CancellationToken cancellation)
    {
        if (!forecasts)
            return new Outlooks(ImmutableDictionary<Cell, ImmutableArray<Statement>>.Empty);
        ForecastRuns runs = new(Ledger, asOf, options with { Progress = work => work == LongWork.PastForecasts ? progress : null, Cancellation = cancellation });
        return new Outlooks(runs.Now().ToImmutableDictionary(said => said.Cell, said => said.Statements));
    }
}
