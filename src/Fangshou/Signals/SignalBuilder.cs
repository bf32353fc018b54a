using System.Collections.Frozen;
using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Signals;

/// <summary>Counts a cell's rows by month. Only a ledger cut at a knowledge date can be counted.</summary>
public static class SignalBuilder
{
    // Added to a year's incidents before taking logs, so that thin years do not swing the offset.
    const double CoveragePseudoRows = 2;

    // The ledger is thin beyond its last dense month: a month below this share of the usual is still being coded.
    const double UsualShare = 0.5;

    /// <summary>The monthly signals of a cell in one lane.</summary>
    /// <param name="ledger">What was known.</param>
    /// <param name="cell">What it is about. With area content-control, use the content lane.</param>
    /// <param name="lane">General or content.</param>
    /// <param name="options">Coverage and the length of open restrictions.</param>
    /// <returns>Months from the sector's first row to the month of the knowledge date; none when the cell has no rows.</returns>
    /// <remarks>O(rows). A row counts once in a cell, however many actors, sectors or areas it names.</remarks>
    public static SignalSeries Build(LedgerAsOf ledger, Cell cell, Lane lane, SignalOptions options)
    {
        ImmutableArray<Event> sector = ledger.In(cell with { Area = null });
        ImmutableArray<Event> rows = [.. ledger.In(cell).Where(e => LaneRule.Counts(e, cell, lane) && (e.Direction != Direction.None || e.Kind == EventKind.Incident))];
        ImmutableArray<SignalMonth> months = [];
        if (!sector.IsEmpty)
        {
            Month first = sector[0].Month, last = Month.Of(ledger.AsOf.Day);
            int count = last - first + 1;
            double[] exposure = Exposure(ledger, cell, first, count, options);
            (int[] inForce, bool[] standing) = InForce(rows, cell, first, count, ledger.AsOf, options);
            int provisional = ProvisionalMonths(ledger);
            ILookup<Month, Event> byMonth = rows.ToLookup(e => e.Month);
            FrozenSet<string> acts = Acts(rows);
            months = [.. Enumerable.Range(0, count).Select(i => Tally(first + i, [.. byMonth[first + i]], acts, inForce[i], standing[i], exposure[i], count - i <= provisional))];
        }

        return new SignalSeries { Cell = cell, Lane = lane, AsOf = ledger.AsOf, DataVersion = ledger.DataVersion, Options = options, LogBreadth = CellBreadth.Log(cell, lane, ledger.Codebook), Months = months, Events = rows };
    }

    /// <summary>The series as if one of its rows had never been coded; its coverage is left as it was.</summary>
    internal static SignalSeries Without(SignalSeries series, Event row)
    {
        ImmutableArray<Event> rows = series.Events.Remove(row);
        Month first = series.Months[0].Month;
        (int[] inForce, bool[] standing) = InForce(rows, series.Cell, first, series.Months.Length, series.AsOf, series.Options);
        ILookup<Month, Event> byMonth = rows.ToLookup(e => e.Month);
        FrozenSet<string> acts = Acts(rows);
        return series with
        {
            Events = rows,
            Months = [.. series.Months.Select((m, i) => Tally(m.Month, [.. byMonth[m.Month]], acts, inForce[i], standing[i], m.LogCoverage, m.Provisional))],
        };
    }

    static SignalMonth Tally(Month month, Event[] rows, FrozenSet<string> acts, int inForce, bool standing, double exposure, bool provisional)
    {
        (int tighten, int tightenSeverity) = Sum(e => e.Direction == Direction.Tighten);
        (int ease, int easeSeverity) = Sum(e => e.Direction == Direction.Ease);
        (int support, int supportSeverity) = Sum(e => e.Direction == Direction.Support);
        (int incidents, int incidentSeverity) = Sum(e => e.Kind == EventKind.Incident);
        return new SignalMonth(
            month, tighten, tightenSeverity, rows.Count(e => e.Direction == Direction.Tighten && acts.Contains(e.Id)), ease, easeSeverity, support, supportSeverity, incidents, incidentSeverity, inForce, standing, exposure, provisional);

        (int, int) Sum(Func<Event, bool> which) => (rows.Count(which), rows.Where(which).Sum(e => e.Severity));
    }

    /// <summary>The ids of the rows that are acts of an authority, an act's entry into force left out.</summary>
    internal static FrozenSet<string> Acts(ImmutableArray<Event> rows)
    {
        List<Event> acts = [];
        foreach (Event row in rows.Where(LaneRule.IsAuthority))
            if (!acts.Any(earlier => LaneRule.IsEntryIntoForce(row, earlier)))
                acts.Add(row);
        return acts.Select(e => e.Id).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>ln of the coverage of each month: how much of it lies before the knowledge date, and how densely its time is covered.</summary>
    /// <remarks>
    /// Density is read from incidents of the jurisdiction in the calendar year and the one before it: harm comes to light without a regulator's act, and the
    /// growth of archives raises its number. Market rows would not do: prices fall because regulators act, and a crackdown would explain itself away.
    /// Incidents of the cell's whole branch of the sector tree are counted, because the ledger was collected branch by branch.
    /// </remarks>
    static double[] Exposure(LedgerAsOf ledger, Cell cell, Month first, int count, SignalOptions options)
    {
        double[] exposure = new double[count];
        Month last = first + (count - 1);
        exposure[^1] = Math.Log((double)ledger.AsOf.Day.Day / last.LastDay.Day);
        if (!options.Coverage)
            return exposure;

        Event[] incidents = [.. ledger.In(new Cell(cell.Jurisdiction, ledger.Codebook.Sectors.Root(cell.Sector))).Where(e => e.Kind == EventKind.Incident)];
        int years = last.Year - first.Year + 1;
        double[] rows = new double[years];
        for (int i = 0; i < years; i++)
        {
            int year = first.Year + i;

            // The running year is covered only so far: its rows are brought to a full year.
            double share = year == ledger.AsOf.Day.Year ? ledger.AsOf.Day.DayOfYear / 365.25 : 1;
            rows[i] = CoveragePseudoRows + (incidents.Count(e => e.Date.Day.Year == year || e.Date.Day.Year == year - 1) / (1 + share));
        }

        double mean = rows.Average();
        for (int i = 0; i < count; i++)
            exposure[i] += Math.Log(rows[(first + i).Year - first.Year] / mean);
        return exposure;
    }

    static (int[] InForce, bool[] Standing) InForce(ImmutableArray<Event> rows, Cell cell, Month first, int count, AsOf asOf, SignalOptions options)
    {
        int[] inForce = new int[count];
        bool[] standing = new bool[count];
        foreach (Event row in rows.Where(e => LaneRule.IsTemporaryRestriction(e) && Holds(e, cell)))
        {
            Month last = LastMonthInForce(row, asOf, options);
            for (Month month = row.Month; month <= last && month - first < count; month += 1)
            {
                inForce[month - first]++;
                standing[month - first] |= month > row.Month;
            }
        }

        return (inForce, standing);
    }

    /// <summary>Whether a temporary restriction stands in each of the months after a month, if nothing more is learned of any: one without an end on record for as long as it is assumed to.</summary>
    internal static bool[] StandingAfter(SignalSeries series, Month month, int months)
    {
        bool[] standing = new bool[months];
        foreach (Event row in series.Events.Where(e => e.Month <= month && LaneRule.IsTemporaryRestriction(e) && Holds(e, series.Cell)))
        {
            DateOnly end = row.Until ?? row.Date.Day.AddMonths(series.Options.LongestOpenRestrictionMonths), longest = row.Date.Day.AddMonths(series.Options.LongestRestrictionMonths);
            int last = Month.Of(end < longest ? end : longest) - month;
            for (int h = 1; h <= Math.Min(last, months); h++)
                standing[h - 1] = true;
        }

        return standing;
    }

    /// <summary>A freeze of one trade does not hold the whole branch above it: the row must name the cell's own sector.</summary>
    static bool Holds(Event row, Cell cell) => cell.Sector is null || row.Sectors.Contains(cell.Sector);

    /// <summary>The last month of a temporary restriction: of its end on record, or else of the knowledge date, if the longest assumed stay is not over before.</summary>
    public static Month LastMonthInForce(Event row, AsOf asOf, SignalOptions options)
    {
        DateOnly assumed = row.Date.Day.AddMonths(options.LongestOpenRestrictionMonths), longest = row.Date.Day.AddMonths(options.LongestRestrictionMonths);
        DateOnly end = row.Until ?? (assumed < asOf.Day ? assumed : asOf.Day);
        return Month.Of(end < longest ? end : longest);
    }

    /// <summary>How many of the last months are still being coded: a tenth of rows become known later than that, or the ledger thins out before its end.</summary>
    internal static int ProvisionalMonths(LedgerAsOf ledger)
    {
        if (ledger.Events.IsEmpty)
            return 0;
        Month last = Month.Of(ledger.AsOf.Day);
        int[] lags = [.. ledger.Events.Where(e => last - e.Month < 36).Select(e => Month.Of(e.KnownSince.Day) - e.Month).Order()];
        int byLag = lags.Length == 0 ? 0 : lags[(int)(0.9 * (lags.Length - 1))] + 1;

        ILookup<Month, Event> byMonth = ledger.Events.ToLookup(e => e.Month);
        int[] usual = [.. Enumerable.Range(1, 24).Select(i => byMonth[last + (-i - 3)].Count()).Order()];
        double least = UsualShare * usual[usual.Length / 2];
        int thin = 0;
        while (thin < 12 && byMonth[last + -thin].Count() < least)
            thin++;
        return Math.Max(1, Math.Max(byLag, thin));
    }
}
