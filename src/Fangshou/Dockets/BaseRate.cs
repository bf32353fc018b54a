using System.Collections.Immutable;
using Fangshou.Numerics;

namespace Fangshou.Dockets;

/// <summary>What a docket's number is to be held against: the same number of comparable dockets.</summary>
/// <param name="Median">Their median.</param>
/// <param name="Least">The smallest of them.</param>
/// <param name="Largest">The largest.</param>
/// <param name="Rows">Ids of the dockets, oldest first.</param>
public sealed record BaseRate(double Median, double Least, double Largest, ImmutableArray<string> Rows)
{
    /// <summary>Suits below which a share of suits won is no rate, but a case.</summary>
    public const int LeastSuits = 20;

    /// <summary>The yearly suits for each judge of the country's courts, all claimants, in the years nearest to the docket's; null without any.</summary>
    /// <param name="docket">The docket.</param>
    /// <param name="all">All dockets known.</param>
    public static BaseRate? OfLoad(Docket docket, ImmutableArray<Docket> all)
    {
        ArgumentNullException.ThrowIfNull(docket);
        string country = docket.Jurisdiction.Split('-')[0];
        Docket[] national = [.. all.Where(d => d.Id != docket.Id && d.Claimant == "all" && d.Jurisdiction == country && d.YearlyPerJudge is not null)];
        if (docket.YearlyPerJudge is null || national.Length == 0 || (docket.Claimant == "all" && docket.Jurisdiction == country))
            return null;
        int nearest = national.Min(Apart);
        return Of(national.Where(d => Apart(d) == nearest), d => d.YearlyPerJudge!.Value);

        // Years twice, so that the middle of a span is whole.
        int Apart(Docket other) => Math.Abs(other.YearFrom + other.YearTo - docket.YearFrom - docket.YearTo);
    }

    /// <summary>The shares that other claimants win against the same sort of respondent; null without any. Dockets of a few suits do not count.</summary>
    /// <param name="docket">The docket.</param>
    /// <param name="all">All dockets known.</param>
    public static BaseRate? OfWins(Docket docket, ImmutableArray<Docket> all)
    {
        ArgumentNullException.ThrowIfNull(docket);
        return docket.ClaimantWinRate is null || docket.RespondentSort.Length == 0
            ? null
            : Of(
                all.Where(d => d.ClaimantWinRate is not null && d.Claimant != docket.Claimant && d.RespondentSort == docket.RespondentSort && d.Cases is null or >= LeastSuits),
                d => d.ClaimantWinRate!.Value);
    }

    static BaseRate? Of(IEnumerable<Docket> dockets, Func<Docket, double> number)
    {
        Docket[] found = [.. dockets];
        double[] sorted = [.. found.Select(number).Order()];
        return sorted.Length == 0 ? null : new(Quantiles.OfSorted(sorted, 0.5), sorted[0], sorted[^1], [.. found.Select(d => d.Id)]);
    }
}
