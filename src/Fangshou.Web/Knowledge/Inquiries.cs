using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;
using Fangshou.Store;

namespace Fangshou.Web.Knowledge;

/// <summary>The lanes of a cell, and what to know before reading them.</summary>
public sealed record CellPaths(PhasePath Lead, PhasePath? Content, ImmutableArray<string> Warnings);

/// <summary>Which rows moved the reading of a cell.</summary>
public sealed record CellDetail(ImmutableArray<EventInfluence> Influences);

/// <summary>Single questions of the API that take seconds the first time. Safe for many threads.</summary>
sealed class Inquiries
{
    const int CellsKept = 400;

    readonly Observatory observatory;
    readonly LongAnswers<(AsOf, Cell), CellPaths> paths;
    readonly LongAnswers<(AsOf, Cell), CellDetail> details;

    public Inquiries(Observatory observatory, WorkGates gates, CancellationToken closing)
    {
        this.observatory = observatory;
        paths = new(CellsKept, gates.Inquiries, ReadPaths, closing);
        details = new(CellsKept, gates.Inquiries, ReadDetail, closing);
    }

    /// <summary>The phases of a cell on a day.</summary>
    /// <exception cref="RefusedException">Nothing was known about it.</exception>
    public Task<Pending<CellPaths>> Paths(Cell cell, AsOf day, CancellationToken cancellation) => paths.Within((day, cell), Observatory.Patience, cancellation);

    /// <summary>What moved the reading of a cell.</summary>
    public Task<Pending<CellDetail>> Detail(Cell cell, AsOf day, CancellationToken cancellation) => details.Within((day, cell), Observatory.Patience, cancellation);

    CellPaths ReadPaths((AsOf Day, Cell Cell) asked, IProgress<double> progress, CancellationToken cancellation)
    {
        Readings readings = Readings(asked.Day, progress, cancellation);
        Lane lane = LaneRule.Of(asked.Cell);
        PhasePath lead = readings.Require(asked.Cell, lane);
        PhasePath? content = lane == Lane.General && asked.Cell.Area is null ? readings.Path(asked.Cell, Lane.Content) : null;
        return new CellPaths(lead, content, Store.Readings.Warnings(lead, content));
    }

    CellDetail ReadDetail((AsOf Day, Cell Cell) asked, IProgress<double> progress, CancellationToken cancellation) =>
        new(Readings(asked.Day, progress, cancellation).Detail(asked.Cell, LaneRule.Of(asked.Cell)).Influences);

    Readings Readings(AsOf day, IProgress<double> progress, CancellationToken cancellation) =>
        new(observatory.Ledger, day, observatory.Options with { Progress = _ => progress, Cancellation = cancellation });
}
