using System.Globalization;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Store;

namespace Fangshou.Web.Pages;

/// <summary>What the page of a cell shows, as its address says.</summary>
/// <param name="Month">The month that is explained; null for the one in which the present phase began.</param>
/// <param name="From">First month of the figure; null for the first of the record.</param>
/// <param name="To">Last month of the figure; null for the last of the record.</param>
sealed record CellView(Month? Month, Month? From, Month? To)
{
    /// <summary>Reads the address.</summary>
    /// <exception cref="RefusedException">A value is no month, or the span ends before it begins; the message names each.</exception>
    internal static CellView Of(PageContext here)
    {
        List<string> faults = [];
        CellView view = new(Read("month"), Read("from"), Read("to"));
        if (view.From is { } from && view.To is { } to && to < from)
            faults.Add($"to: {to} lies before from {from}.");
        return faults.Count == 0 ? view : throw new RefusedException(Fault.Usage, string.Join(' ', faults));

        Month? Read(string key)
        {
            string text = here.Value(key);
            if (text.Length == 0)
                return null;
            if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
                return Ledger.Month.Of(day);
            faults.Add($"{key}: '{Texts.Printable(text)}' is not a month such as 2020-11.");
            return null;
        }
    }

    /// <summary>The months of the record that the figure shows: at least one, whatever was asked for.</summary>
    public MonthInterval Shown(Month first, Month last)
    {
        Month from = Within(From ?? first, first, last);
        return new MonthInterval(from, Within(To ?? last, from, last));
    }

    static Month Within(Month month, Month first, Month last) => month < first ? first : last < month ? last : month;
}
