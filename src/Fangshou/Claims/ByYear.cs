using System.Collections.Immutable;
using static System.FormattableString;

namespace Fangshou.Claims;

/// <summary>A count or a share in each calendar year of a time, and one number told from them. A year that the time or the day of knowledge cuts short is told and not compared.</summary>
/// <param name="Part">The events whose share is asked for; null to count those of <paramref name="Whole"/>.</param>
/// <param name="Whole">Which events; has a first day.</param>
/// <param name="Of">Which number.</param>
/// <param name="Since">For a change, the first of the later years; else not read.</param>
/// <remarks>
/// The least (largest) has as its interval the least (largest) of both ends of the years' own, so that a test on it holds, or fails, exactly when every year or one of them does.
/// A change of counts is the ratio of the rates of the later whole years and the earlier ones, of shares the difference, each pooled over its years.
/// O(years × events).
/// </remarks>
public sealed record ByYear(EventFilter? Part, EventFilter Whole, YearNumber Of, int Since) : Measure
{
    /// <inheritdoc/>
    public override Measurement Take(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ImmutableArray<YearFigure> years = Years(evidence);
        YearFigure[] whole = [.. years.Where(year => year.IsWhole)];
        return (Of == YearNumber.Change ? Change(evidence, whole) : Extreme(whole)) with { Years = years };
    }

    ImmutableArray<YearFigure> Years(Evidence evidence)
    {
        DateOnly known = evidence.Ledger.AsOf.Day, first = Whole.From ?? throw new InvalidOperationException("A figure by year needs a first day."), last = Whole.To < known ? Whole.To.Value : known;
        if (first > last)
            return [];
        return
        [
            .. Enumerable.Range(first.Year, last.Year - first.Year + 1)
                .Select(year => new YearFigure(year, new DateOnly(year, 1, 1) >= first && new DateOnly(year, 12, 31) <= last, Whole.Within(year, year).In(evidence.Ledger).Length, Asked(year, year).Take(evidence))),
        ];
    }

    Measurement Extreme(YearFigure[] whole)
    {
        MeasureUnit unit = Part is null ? MeasureUnit.Count : MeasureUnit.Share;
        Measurement[] told = [.. whole.Select(year => year.Found).Where(found => found.Lacking.Length == 0)];
        if (told.Length == 0)
            return Measurement.None(unit, whole.Length == 0 ? "no whole year of the time asked about had passed." : "no whole year has such events.");
        Func<IEnumerable<double>, double> pick = Of == YearNumber.Least ? Enumerable.Min : Enumerable.Max;
        return new Measurement(pick(told.Select(f => f.Value)), pick(told.Select(f => f.Low)), pick(told.Select(f => f.High)), unit, [.. told.SelectMany(f => f.Rows)]);
    }

    Measurement Change(Evidence evidence, YearFigure[] whole)
    {
        int[] later = [.. whole.Select(year => year.Year).Where(year => year >= Since)], earlier = [.. whole.Select(year => year.Year).Where(year => year < Since)];
        if (later.Length == 0 || earlier.Length == 0)
            return Measurement.None(Part is null ? MeasureUnit.Ratio : MeasureUnit.Points, Invariant($"no whole year {(later.Length == 0 ? "since" : "before")} {Since} lies in the time asked about and had passed."));
        Measure change = Part is null
            ? new RateRatio(Whole.Within(later[0], later[^1]), Whole.Within(earlier[0], earlier[^1]))
            : new Difference(Asked(later[0], later[^1]), Asked(earlier[0], earlier[^1]));
        return change.Take(evidence);
    }

    Measure Asked(int first, int last) => Part is null ? new EventCount(Whole.Within(first, last)) : new EventShare(Part.Within(first, last), Whole.Within(first, last));
}

/// <summary>A number told from figures by year.</summary>
public enum YearNumber
{
    /// <summary>The least of a whole year.</summary>
    Least,

    /// <summary>The largest of a whole year.</summary>
    Largest,

    /// <summary>The whole years from one on against those before it.</summary>
    Change,
}

/// <summary>What was found in a calendar year.</summary>
/// <param name="Year">The year.</param>
/// <param name="IsWhole">False when the time asked about, or the day of knowledge, cuts it short.</param>
/// <param name="Events">How many events there are: those that are counted, or those of which a share is told.</param>
/// <param name="Found">The figure, with the rows of that year behind it.</param>
public sealed record YearFigure(int Year, bool IsWhole, int Events, Measurement Found);
