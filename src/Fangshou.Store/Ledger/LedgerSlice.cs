using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Ledger;

namespace Fangshou.Store;

/// <summary>A place in a list of rows by date: just behind a row, which need not be there any more.</summary>
/// <param name="Date">The row's date.</param>
/// <param name="Id">Its id.</param>
readonly record struct LedgerCursor(DateOnly Date, string Id)
{
    /// <summary>Reads <c>2020-11-03_cn-2020-11-03-ant-ipo-suspended</c>; null when it is none.</summary>
    public static LedgerCursor? Parse(string text) =>
        text.Length is > 11 and <= 300 && text[10] == '_' && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? new LedgerCursor(date, text[11..])
            : null;

    public static LedgerCursor Of(Event e) => new(e.Date.Day, e.Id);

    /// <summary>True when the row stands behind this place, in the order of dates and ids.</summary>
    public bool IsBefore(Event e) => e.Date.Day != Date ? e.Date.Day > Date : string.CompareOrdinal(e.Id, Id) > 0;

    public override string ToString() => $"{Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}_{Id}";
}

/// <summary>Some rows of a list, and where the ones before and after them begin.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Total">Rows of the whole list.</param>
/// <param name="First">Position of the first of them in the list, from 1; 0 when there is none.</param>
/// <param name="Previous">The place after which the rows before these begin; empty for the beginning of the list, null when there are none.</param>
/// <param name="Next">The place after which the next rows begin; null when there are none.</param>
sealed record LedgerSlice(ImmutableArray<Event> Rows, int Total, int First, string? Previous, string? Next)
{
    /// <summary>So many rows behind a place.</summary>
    /// <param name="oldestFirst">All rows, by date and id.</param>
    /// <param name="after">The place; null for the beginning.</param>
    /// <param name="size">Rows at most, 1 or more.</param>
    /// <param name="newestFirst">True to go backwards in time.</param>
    public static LedgerSlice Of(ImmutableArray<Event> oldestFirst, LedgerCursor? after, int size, bool newestFirst)
    {
        ImmutableArray<Event> all = newestFirst ? [.. oldestFirst.Reverse()] : oldestFirst;
        int from = after is not { } place ? 0
            : newestFirst ? all.Count(e => place.IsBefore(e) || (e.Date.Day == place.Date && e.Id == place.Id))
            : all.Count(e => !place.IsBefore(e));
        int to = Math.Min(from + size, all.Length);
        return new LedgerSlice(
            all[from..to], all.Length, from < to ? from + 1 : 0,
            from == 0 ? null : from <= size ? "" : LedgerCursor.Of(all[from - size - 1]).ToString(),
            to < all.Length ? LedgerCursor.Of(all[to - 1]).ToString() : null);
    }
}
