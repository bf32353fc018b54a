using System.Collections.Immutable;
using Fangshou.Numerics;

namespace Fangshou.Dockets;

/// <summary>How a difference between two courts would read if the suits counted were shared between them in one way.</summary>
/// <param name="FirstSuits">Suits of the first court.</param>
/// <param name="SecondSuits">Suits of the second.</param>
/// <param name="Difference">Difference of the shares won, with its interval.</param>
public sealed record VenueSplit(double FirstSuits, double SecondSuits, Bracketed Difference);

/// <summary>One claimant, one sort of suit, two courts: how much more of its suits it wins in the one.</summary>
/// <param name="First">The docket with the larger share won.</param>
/// <param name="Second">The other.</param>
/// <param name="Splits">The difference under their own counts, or, where only one count for both is known, under several ways to share it; empty without any count.</param>
public sealed record VenueContrast(Docket First, Docket Second, ImmutableArray<VenueSplit> Splits)
{
    // Where only the sum is known: the first court may have had nearly all of it, or hardly any.
    static readonly ImmutableArray<double> shares = [0.95, 0.5, 0.05];

    /// <summary>Every pair of dockets that differ in the court alone.</summary>
    /// <remarks>Intervals of differences: Newcombe (1998), method 10. A count that only one of the two tells is taken as that of both.</remarks>
    public static ImmutableArray<VenueContrast> Of(ImmutableArray<Docket> dockets)
    {
        Docket[] told = [.. dockets.Where(d => d.ClaimantWinRate is not null)];
        return
        [
            .. told.SelectMany((one, i) => told.Skip(i + 1).Where(two => two.Claimant == one.Claimant && two.Cause == one.Cause && two.Court != one.Court)
                .Select(two => one.ClaimantWinRate >= two.ClaimantWinRate ? new VenueContrast(one, two, Split(one, two)) : new VenueContrast(two, one, Split(two, one)))),
        ];
    }

    static ImmutableArray<VenueSplit> Split(Docket first, Docket second)
    {
        if (first.Cases > 0 && second.Cases > 0)
            return [Split(first, second, first.Cases.Value, second.Cases.Value)];
        return (first.Cases ?? second.Cases) is > 0 and double all ? [.. shares.Select(share => Split(first, second, share * all, (1 - share) * all))] : [];
    }

    static VenueSplit Split(Docket first, Docket second, double firstSuits, double secondSuits) =>
        new(firstSuits, secondSuits, CountIntervals.Difference(Wins(first.ClaimantWinRate!.Value, firstSuits), Wins(second.ClaimantWinRate!.Value, secondSuits)) is var (low, high)
            ? new(first.ClaimantWinRate.Value - second.ClaimantWinRate.Value, low, high) : default);

    /// <summary>A share won with Wilson's interval.</summary>
    /// <param name="rate">Share, 0…1.</param>
    /// <param name="suits">Of how many, &gt; 0.</param>
    internal static Bracketed Wins(double rate, double suits)
    {
        (double low, double high) = CountIntervals.Share(rate * suits, suits);
        return new(rate, low, high);
    }

    /// <summary>The share a docket's claimant wins, with Wilson's interval where suits are counted; null where no share is told.</summary>
    public static Bracketed? Wins(Docket docket)
    {
        ArgumentNullException.ThrowIfNull(docket);
        return docket.ClaimantWinRate is not { } rate ? null : docket.Cases is > 0 and double suits ? Wins(rate, suits) : new(rate, double.NaN, double.NaN);
    }
}
