using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Web.Knowledge;

namespace Fangshou.Web.Pages;

/// <summary>Finds the row that an address names, or what became of it.</summary>
static class EventLookup
{
    /// <summary>The row, or the retired id whose row it was; never both.</summary>
    /// <exception cref="RefusedException">There is no such id, or it was not known on the day.</exception>
    public static (Event? Event, RetiredId? Retired) Find(string id, LedgerAsOf ledger, Ledger.Ledger whole, SideTables tables)
    {
        if (ledger.Events.FirstOrDefault(e => e.Id == id) is { } found)
            return (found, null);
        if (tables.Retired.FirstOrDefault(r => r.Id == id) is { } retired && (retired.Successor.Length == 0 || ledger.Events.Any(e => e.Id == retired.Successor)))
            return (null, retired);
        // When it became known is not told: the page of a day knows nothing later.
        if (whole.Events.Any(e => e.Id == id))
            throw new RefusedException(Fault.NotFound, $"'{Texts.Printable(id)}' was not known on {ledger.AsOf}.");
        string[] nearest = Texts.Nearest(id, ledger.Events.Select(e => e.Id));
        throw new RefusedException(Fault.NotFound, $"there is no event '{Texts.Printable(id)}'{(nearest.Length > 0 ? $"; nearest are {string.Join(", ", nearest)}." : ".")}");
    }
}
