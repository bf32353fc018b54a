using System.Collections.Immutable;

namespace Fangshou.Ledger;

/// <summary>One value of a series.</summary>
/// <param name="Date">Day of the value; of a period, its first day.</param>
/// <param name="KnownSince">The last day of its period; the day itself where it has none. Publishers are often some weeks later.</param>
/// <param name="Value">The value, in the series' unit.</param>
/// <param name="Source">Where it can be checked.</param>
public sealed record DriverValue(DateOnly Date, KnownSince KnownSince, double Value, Source Source);

/// <summary>Growth, unemployment, licences and the like: what regulators look at, and what comes of it. No model reads them.</summary>
/// <param name="Id">Name in series.csv, such as <c>YOUTH_UNEMP_16_24_NEW</c>.</param>
/// <param name="Unit">Unit, with notes on period and definition.</param>
/// <param name="Jurisdiction">The place measured.</param>
/// <param name="Values">By date.</param>
public sealed record DriverSeries(string Id, string Unit, string Jurisdiction, ImmutableArray<DriverValue> Values)
{
    /// <summary>The series with the values that could be known on a day; perhaps none.</summary>
    public DriverSeries At(AsOf asOf) => this with { Values = [.. Values.Where(value => asOf.Sees(value.KnownSince))] };
}

/// <summary>Reads series.csv.</summary>
public static class DriverSeriesReader
{
    const string Unverified = "UNVERIFIED", OfPeriod = "(dated first day";

    // A unit names the period of values that are dated by its first day; the longer names come before those that they hold.
    static readonly (string Word, int Months)[] periods = [("five-year", 60), ("half-year", 6), ("January to September", 9), ("quarter", 3), ("month", 1), ("year", 12)];

    /// <summary>The series of a package, in its order; none when it has no series.csv. Values from memory that nobody has checked are left out.</summary>
    /// <param name="open">Opens a file of the package, as for <see cref="LedgerReader.Read"/>.</param>
    /// <param name="shipped">Vocabularies that the package's own ones extend; null when it brings all.</param>
    /// <exception cref="LedgerFormatException">The table broke a rule; it holds every finding.</exception>
    public static ImmutableArray<DriverSeries> Read(Func<string, Stream?> open, Codebook? shipped) =>
    [
        .. ReadRows.Of(open, shipped, Schemas.Series)
            .Where(row => !row["source_publisher"].StartsWith(Unverified, StringComparison.Ordinal))
            .GroupBy(row => (Id: row["series"], Unit: row["unit"], Jurisdiction: row["jurisdiction"]))
            .Select(rows => new DriverSeries(rows.Key.Id, rows.Key.Unit, rows.Key.Jurisdiction, [.. rows.Select(row => Value(row, PeriodMonths(rows.Key.Unit))).OrderBy(value => value.Date)])),
    ];

    /// <summary>Months that a value of such a unit is about; 0 where it is of a day.</summary>
    internal static int PeriodMonths(string unit)
    {
        int dated = unit.IndexOf(OfPeriod, StringComparison.Ordinal);
        return dated < 0 ? 0 : periods.FirstOrDefault(period => unit[..dated].Contains(period.Word, StringComparison.Ordinal)).Months;
    }

    static DriverValue Value(ReadRow row, int months)
    {
        DateOnly date = row.Day("date")!.Value;
        return new DriverValue(date, new KnownSince(months == 0 ? date : date.AddMonths(months).AddDays(-1)), row.Number("value")!.Value, row.ReadSource());
    }
}
