using System.Collections.Immutable;
using Fangshou.Briefs;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Phases;

namespace Fangshou.Web.Knowledge;

/// <summary>One cell on the board.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Lead">Its lane: general, or content where the cell's area is content control.</param>
/// <param name="Content">Its content lane where it leads with the general one and content was read.</param>
/// <param name="Rows">Tightening and easing rows of the lead.</param>
public sealed record BoardRow(Cell Cell, LaneReading Lead, LaneReading? Content, int Rows)
{
    /// <summary>The bands of its sparkline, drawn once for all who read the board.</summary>
    internal string Bands { get; } = Sparkline.Bands(Lead.Path);

    /// <summary>What came in the last month known that was no provisional quiet: rows of the last month.</summary>
    public int NewRows => Lead.Path.Signals.Months[^1] is var last ? last.Tighten + last.Ease + last.Support + last.Incidents : 0;

    /// <summary>By how much the present phase became more probable in the last month; null on a path of one month.</summary>
    public double? Change => Lead.Path.Smoothed is { Length: > 1 } smoothed ? Lead.Probability - smoothed[^2][Lead.Phase] : null;
}

/// <summary>Where the pendulum hangs everywhere, as known on a day.</summary>
public sealed record Board(LedgerAsOf Ledger, ImmutableArray<BoardRow> Rows, ImmutableArray<string> Warnings);

/// <summary>How likely the next swing is, by every forecaster and, last, the ensemble, as known on a day.</summary>
public sealed record Outlooks(ImmutableDictionary<Cell, ImmutableArray<Statement>> ByCell);

/// <summary>Which rows moved a cell's reading, month by month, as known on a day.</summary>
public sealed record Explanation(PhasePath Path, ImmutableArray<EventInfluence> Influences)
{
    /// <summary>The rows that moved a month, the most moving first.</summary>
    public IEnumerable<EventInfluence> Of(Month month) => Influences.Where(i => i.Month == month);

    /// <summary>The month that a row moved most; null when it moved none.</summary>
    public EventInfluence? Largest(string id) => Influences.Where(i => i.Event.Id == id).MaxBy(i => Math.Abs(i.LogOddsChange));
}
