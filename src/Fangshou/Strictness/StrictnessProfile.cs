using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Numerics;

namespace Fangshou.Strictness;

/// <summary>A share of acts, with the rows on both sides.</summary>
/// <param name="Part">Ids of those that are of the sort, in date order.</param>
/// <param name="Whole">Ids of all.</param>
public sealed record ActShare(ImmutableArray<string> Part, ImmutableArray<string> Whole)
{
    /// <summary>0…1; NaN when there are no acts.</summary>
    public double Value => Whole.IsEmpty ? double.NaN : (double)Part.Length / Whole.Length;

    /// <summary>95 % interval (Wilson 1927); NaN when there are no acts.</summary>
    public (double Low, double High) Interval => Whole.IsEmpty ? (double.NaN, double.NaN) : CountIntervals.Share(Part.Length, Whole.Length);
}

/// <summary>Acts over a time.</summary>
/// <param name="Acts">Ids, in date order.</param>
/// <param name="Years">The time, years, above 0.</param>
public sealed record ActRate(ImmutableArray<string> Acts, double Years)
{
    /// <summary>Acts a year.</summary>
    public double PerYear => Acts.Length / Years;

    /// <summary>Exact 95 % interval of the rate of a Poisson process (Garwood 1936).</summary>
    public (double Low, double High) Interval
    {
        get
        {
            (double low, double high) = CountIntervals.Poisson(Acts.Length);
            return (low / Years, high / Years);
        }
    }
}

/// <summary>Money taken in one currency.</summary>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Amount">Sum, units of the currency.</param>
/// <param name="Acts">Ids of the acts that it comes from.</param>
public sealed record MoneyTaken(string Currency, decimal Amount, ImmutableArray<string> Acts);

/// <summary>When the first binding rule came.</summary>
/// <param name="Act">The first act.</param>
/// <param name="Earliest">First day it can have been made, by its precision.</param>
/// <param name="Latest">Last such day.</param>
public sealed record FirstRule(string Act, DateOnly Earliest, DateOnly Latest)
{
    const double DaysPerMonth = 365.2425 / 12;

    /// <summary>Months after another first rule, with the bounds that the precision of the two dates leaves.</summary>
    public (double Months, double Low, double High) After(FirstRule other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Months(Earliest, other.Earliest), this == other ? 0 : Months(Earliest, other.Latest), this == other ? 0 : Months(Latest, other.Earliest));

        static double Months(DateOnly to, DateOnly from) => (to.DayNumber - from.DayNumber) / DaysPerMonth;
    }

    internal static FirstRule? Of(IEnumerable<Event> acts) =>
        acts.OrderBy(e => e.Date).ThenBy(e => e.Id, StringComparer.Ordinal).FirstOrDefault() is { } first ? new FirstRule(first.Id, first.Date.Day, first.KnownSince.Day) : null;
}

/// <summary>How strict a jurisdiction is on a sector in an area, in parts; there is no sum of them.</summary>
public sealed record StrictnessProfile
{
    /// <summary>Vocabulary id; its subdivisions count.</summary>
    public required string Jurisdiction { get; init; }

    /// <summary>Which area.</summary>
    public required AreaScope Area { get; init; }

    /// <summary>Binding rules ever made, those that no longer stand too.</summary>
    public required ImmutableArray<StandingRule> Rules { get; init; }

    /// <summary>The first binding rule by anybody in the jurisdiction; null when there is none.</summary>
    public FirstRule? First { get; init; }

    /// <summary>The first by its centre.</summary>
    public FirstRule? FirstOfCentre { get; init; }

    /// <summary>Binding acts on somebody named, in the window.</summary>
    public required ActRate Enforcement { get; init; }

    /// <summary>Money taken by them, one entry a currency, in alphabetical order.</summary>
    public required ImmutableArray<MoneyTaken> Money { get; init; }

    /// <summary>Of the tightening acts in the window, those that bind.</summary>
    public required ActShare Binding { get; init; }

    /// <summary>Of the binding acts in the window, the grave ones.</summary>
    public required ActShare Grave { get; init; }

    /// <summary>Of the tightening acts in the window, those of each camp; empty where no acting body has a score.</summary>
    public required ImmutableArray<CampShare> Camps { get; init; }

    /// <summary>The rules that stand.</summary>
    public ImmutableArray<StandingRule> InForce => [.. Rules.Where(rule => rule.Stands)];
}
