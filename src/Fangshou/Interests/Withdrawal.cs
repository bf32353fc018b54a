using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Interests;

/// <summary>What becomes of firms' local bonds when one local government, with all that reports to it, gives up its ties.</summary>
public sealed record Withdrawal
{
    /// <summary>Id of the local government.</summary>
    public required string Body { get; init; }

    /// <summary>Its ties in force, and those of bodies that report to it, in order of the table.</summary>
    public required ImmutableArray<Tie> Ties { get; init; }

    /// <summary>Every firm with a local bond before it, by name. Their shares sum to 1 before, and after unless no bond is left.</summary>
    public required ImmutableArray<FirmStanding> Standings { get; init; }

    /// <summary>Firms whose bond shrinks; the largest loss first.</summary>
    public ImmutableArray<FirmStanding> Losses => [.. Standings.Where(firm => firm.Loses).OrderByDescending(firm => firm.Before - firm.After).ThenBy(firm => firm.Firm, StringComparer.Ordinal)];

    /// <summary>Firms whose share of all bonds rises, the largest rise first; one that loses less than the others may be among them. None gains a bond.</summary>
    public ImmutableArray<FirmStanding> Gains => [.. Standings.Where(firm => firm.Gains).OrderByDescending(firm => firm.ShareAfter - firm.ShareBefore).ThenBy(firm => firm.Firm, StringComparer.Ordinal)];

    /// <summary>Firms that keep a local bond unchanged; by name.</summary>
    public ImmutableArray<string> Unchanged => [.. Standings.Where(firm => !firm.Loses).Select(firm => firm.Firm)];

    /// <summary>Firms named by any tie in force before it. N.</summary>
    public required int Firms { get; init; }

    /// <summary>Mean local bond of these firms before.</summary>
    public required double IndexBefore { get; init; }

    /// <summary>Mean local bond of the same firms after.</summary>
    public required double IndexAfter { get; init; }

    /// <summary>Share of these firms with a local tie before.</summary>
    public required double ReachBefore { get; init; }

    /// <summary>Share of the same firms with a local tie after.</summary>
    public required double ReachAfter { get; init; }

    /// <summary>By which factor an unchanged firm's bond grows beside the mean; 1 when nothing changes, infinite when no bond is left.</summary>
    public double RelativeGain => IndexBefore == IndexAfter ? 1 : IndexBefore / IndexAfter;

    /// <summary>Takes a body out of the ties in force; null when these name no firm.</summary>
    /// <param name="ties">Ties in force on one day.</param>
    /// <param name="body">Id of a local government.</param>
    /// <param name="actors">The vocabulary of holders.</param>
    public static Withdrawal? Of(ImmutableArray<Tie> ties, string body, Vocabulary actors)
    {
        ImmutableArray<FirmBond> before = FirmBond.Of(ties, actors);
        if (before.IsEmpty)
            return null;
        ImmutableArray<Tie> left =
        [
            .. ties.Select(tie => tie with { Holders = [.. tie.Holders.Where(holder => !Holder.IsWithin(holder, body, actors))] }).Where(tie => !tie.Holders.IsEmpty),
        ];
        Dictionary<string, FirmBond> after = FirmBond.Of(left, actors).ToDictionary(bond => bond.Firm, StringComparer.Ordinal);
        double all = before.Sum(bond => bond.Bond), kept = before.Sum(bond => after.GetValueOrDefault(bond.Firm)?.Bond ?? 0);
        return new Withdrawal
        {
            Body = body,
            Ties = [.. ties.Where(tie => tie.Holders.Any(holder => Holder.IsWithin(holder, body, actors)))],
            Standings =
            [
                .. before.Where(bond => bond.IsReached)
                    .Select(bond => FirmStanding.Of(bond, after.GetValueOrDefault(bond.Firm), all, kept, LocalTies(ties, bond.Firm, actors))),
            ],
            Firms = before.Length,
            IndexBefore = all / before.Length,
            IndexAfter = kept / before.Length,
            ReachBefore = before.Average(bond => bond.IsReached ? 1.0 : 0),
            ReachAfter = before.Average(bond => after.GetValueOrDefault(bond.Firm)?.IsReached == true ? 1.0 : 0),
        };
    }

    static ImmutableArray<Tie> LocalTies(ImmutableArray<Tie> ties, string firm, Vocabulary actors) =>
        [.. ties.Where(tie => tie.NamedFirms.Contains(firm) && tie.Holders.Any(holder => Holder.Kind(holder, actors) == HolderKind.Locality))];
}
