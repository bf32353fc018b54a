using System.Globalization;
using Fangshou.Ledger;

namespace Fangshou.Store;

/// <summary>Reads the days that users write: 2021-04-10, 2021-04 or 2021.</summary>
static class DateText
{
    /// <summary>The first day meant; the beginning of time when null.</summary>
    /// <exception cref="RefusedException">Nothing of the kind.</exception>
    public static DateOnly First(string? text, string option) => text is null ? DateOnly.MinValue : Period(text, option).First;

    /// <summary>The last day meant; the end of time when null.</summary>
    /// <exception cref="RefusedException">Nothing of the kind.</exception>
    public static DateOnly Last(string? text, string option) => text is null ? DateOnly.MaxValue : Period(text, option).Last;

    static (DateOnly First, DateOnly Last) Period(string text, string option)
    {
        if (TryExact("yyyy-MM-dd", out DateOnly day))
            return (day, day);
        if (TryExact("yyyy-MM", out DateOnly month))
            return (month, Month.Of(month).LastDay);
        if (TryExact("yyyy", out DateOnly year))
            return (year, new DateOnly(year.Year, 12, 31));
        throw new RefusedException(Fault.Usage, $"{option}: '{Texts.Printable(text)}' is no day such as 2021-04-10, month such as 2021-04, or year.");

        bool TryExact(string format, out DateOnly first) =>
            DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out first);
    }
}

/// <summary>Dates as exact as they are known.</summary>
static class EventText
{
    public static string Date(Event e)
    {
        DateOnly day = e.Date.Day;
        return e.Precision switch
        {
            DatePrecision.Month => day.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            DatePrecision.Quarter => string.Create(CultureInfo.InvariantCulture, $"{day.Year} Q{((day.Month - 1) / 3) + 1}"),
            DatePrecision.Year => day.ToString("yyyy", CultureInfo.InvariantCulture),
            _ => e.Date.ToString(),
        };
    }
}
