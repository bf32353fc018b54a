using System.Globalization;

namespace Fangshou.Ledger;

/// <summary>The day an event happened or took effect (or the first day of its month, quarter or year, by its precision).</summary>
public readonly record struct EventDate(DateOnly Day) : IComparable<EventDate>
{
    /// <inheritdoc/>
    public int CompareTo(EventDate other) => Day.CompareTo(other.Day);

    /// <summary>ISO 8601, such as <c>2020-11-03</c>.</summary>
    public override string ToString() => Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>The first day on which anyone following the press could know of an event.</summary>
/// <remarks>Taken as the last day of the period that the event's date stands for: a row dated "November 2020" is known from 30 November.</remarks>
public readonly record struct KnownSince(DateOnly Day) : IComparable<KnownSince>
{
    /// <inheritdoc/>
    public int CompareTo(KnownSince other) => Day.CompareTo(other.Day);

    /// <summary>ISO 8601.</summary>
    public override string ToString() => Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>The knowledge date: nothing that became known after this day may be used or shown.</summary>
public readonly record struct AsOf(DateOnly Day)
{
    /// <summary>Everything the ledger holds. The ledger replaces it by the day its newest row became known.</summary>
    public static AsOf Latest { get; } = new(DateOnly.MaxValue);

    /// <summary>True when something known since <paramref name="known"/> may be used.</summary>
    public bool Sees(KnownSince known) => known.Day <= Day;

    /// <summary>ISO 8601.</summary>
    public override string ToString() => Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A calendar month, the time step of every signal and phase.</summary>
/// <param name="Index">Months since January of year 0 (year · 12 + month − 1).</param>
public readonly record struct Month(int Index) : IComparable<Month>
{
    /// <summary>The month that holds <paramref name="day"/>.</summary>
    public static Month Of(DateOnly day) => new((day.Year * 12) + day.Month - 1);

    /// <summary>The month of a year and a month number 1…12.</summary>
    public static Month Of(int year, int number) => new((year * 12) + number - 1);

    /// <summary>Reads <c>2020-11</c>.</summary>
    /// <exception cref="FormatException">Anything else.</exception>
    public static Month Parse(string text) => Of(DateOnly.ParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture));

    /// <summary>Calendar year.</summary>
    public int Year => Index / 12;

    /// <summary>1…12.</summary>
    public int Number => (Index % 12) + 1;

    /// <summary>The month's first day.</summary>
    public DateOnly FirstDay => new(Year, Number, 1);

    /// <summary>The month's last day.</summary>
    public DateOnly LastDay => FirstDay.AddMonths(1).AddDays(-1);

    /// <summary>The month <paramref name="months"/> later (earlier when negative).</summary>
    public static Month operator +(Month month, int months) => new(month.Index + months);

    /// <summary>Months from <paramref name="right"/> to <paramref name="left"/>.</summary>
    public static int operator -(Month left, Month right) => left.Index - right.Index;

    /// <summary>Earlier than.</summary>
    public static bool operator <(Month left, Month right) => left.Index < right.Index;

    /// <summary>Later than.</summary>
    public static bool operator >(Month left, Month right) => left.Index > right.Index;

    /// <summary>Not later than.</summary>
    public static bool operator <=(Month left, Month right) => left.Index <= right.Index;

    /// <summary>Not earlier than.</summary>
    public static bool operator >=(Month left, Month right) => left.Index >= right.Index;

    /// <inheritdoc/>
    public int CompareTo(Month other) => Index.CompareTo(other.Index);

    /// <summary><c>2020-11</c>.</summary>
    public override string ToString() => FirstDay.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
