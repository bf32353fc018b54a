using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Store;

/// <summary>Events as <c>ledger list</c> and <c>ledger show</c> answer.</summary>
static class EventReply
{
    const int NeighboursEachSide = 3;

    /// <summary>A list.</summary>
    /// <param name="ledger">What was known.</param>
    /// <param name="cell">The cell as it was asked for; null for the whole ledger.</param>
    /// <param name="events">The events.</param>
    public static Reply List(LedgerAsOf ledger, string? cell, ImmutableArray<Event> events) => new()
    {
        Schema = "ledger-list/1",
        AsOf = ledger.AsOf.ToString(),
        DataVersion = ledger.DataVersion,
        Data = new { Cell = cell, Events = events },
        Rows = new Rows(EventView.Columns, [.. events.Select(EventView.Cells)]),
    };

    /// <summary>One event with its neighbours in time.</summary>
    public static Reply One(LedgerAsOf ledger, Event shown, Cell cell, ImmutableArray<Event> before, ImmutableArray<Event> after) => new()
    {
        Schema = "ledger-show/1",
        AsOf = ledger.AsOf.ToString(),
        DataVersion = ledger.DataVersion,
        Data = new { Event = shown, Cell = cell, Before = before, After = after },
        Rows = new Rows(EventView.Columns, [EventView.Cells(shown)]),
    };

    /// <summary>The event of an id.</summary>
    /// <exception cref="RefusedException">There is none, or it became known later; the message names the nearest.</exception>
    public static Event Find(string id, Ledger.Ledger whole, LedgerAsOf ledger) => ledger.Events.FirstOrDefault(e => e.Id == id) ?? throw NotFound(id, whole, ledger);

    /// <summary>The cell that an event's neighbours are taken from unless another is asked for.</summary>
    public static Cell CellOf(Event e) => new(e.Jurisdiction, e.Sectors[0]);

    /// <summary>The events of a cell next to an event in time. Where the cell does not hold the event itself, they are those by date.</summary>
    public static (ImmutableArray<Event> Before, ImmutableArray<Event> After) Neighbours(LedgerAsOf ledger, Event shown, Cell cell)
    {
        ImmutableArray<Event> inCell = ledger.In(cell);
        int place = inCell.Count(e => e.Date.CompareTo(shown.Date) < 0 || (e.Date == shown.Date && string.CompareOrdinal(e.Id, shown.Id) < 0));
        int after = place < inCell.Length && inCell[place].Id == shown.Id ? place + 1 : place;
        return ([.. inCell[..place].TakeLast(NeighboursEachSide)], [.. inCell[after..].Take(NeighboursEachSide)]);
    }

    static RefusedException NotFound(string id, Ledger.Ledger whole, LedgerAsOf ledger)
    {
        if (whole.Events.FirstOrDefault(e => e.Id == id) is { } later)
            return new RefusedException(Fault.NotFound, $"'{id}' is known only since {later.KnownSince}; the ledger is read as of {ledger.AsOf}.");
        string[] nearest = Texts.Nearest(id, ledger.Events.Select(e => e.Id), 5);
        string hint = nearest.Length > 0 ? $"nearest are {string.Join(", ", nearest)}." : "fangshou ledger list shows them all.";
        return new RefusedException(Fault.NotFound, $"there is no event '{Texts.Printable(id)}'; {hint}");
    }
}
