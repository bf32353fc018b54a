using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Interests;

/// <summary>A firm whose local bond shrinks.</summary>
/// <param name="Firm">The firm.</param>
/// <param name="Before">Its local bond, 0…1.</param>
/// <param name="After">What is left of it.</param>
/// <param name="RolesLost">Local roles that nobody plays any more.</param>
/// <param name="StillHeldBy">Local governments that stay.</param>
public sealed record FirmLoss(string Firm, double Before, double After, ImmutableArray<string> RolesLost, ImmutableArray<string> StillHeldBy);

/// <summary>What becomes of firms' local bonds when one local government, with all that reports to it, gives up its ties.</summary>
public sealed record Withdrawal
{
    /// <summary>Id of the local government.</summary>
    public required string Body { get; init; }

    /// <summary>Its ties in force, and those of bodies that report to it, in order of the table.</summary>
    public required ImmutableArray<Tie> Ties { get; init; }

    /// <summary>Firms whose bond shrinks or whose local roles become fewer; the largest loss first.</summary>
    public required ImmutableArray<FirmLoss> Losses { get; init; }

    /// <summary>Firms that keep a local bond unchanged, and so stand better beside the others; by name.</summary>
    public required ImmutableArray<string> Unchanged { get; init; }

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
        FirmLoss[] compared = [.. before.Where(bond => bond.IsReached).Select(bond => Compare(bond, after.GetValueOrDefault(bond.Firm)))];
        return new Withdrawal
        {
            Body = body,
            Ties = [.. ties.Where(tie => tie.Holders.Any(holder => Holder.IsWithin(holder, body, actors)))],
            Losses = [.. compared.Where(IsLoss).OrderByDescending(loss => loss.Before - loss.After).ThenBy(loss => loss.Firm, StringComparer.Ordinal)],
            Unchanged = [.. compared.Where(loss => !IsLoss(loss)).Select(loss => loss.Firm)],
            Firms = before.Length,
            IndexBefore = before.Average(bond => bond.Bond),
            IndexAfter = before.Average(bond => after.TryGetValue(bond.Firm, out FirmBond? kept) ? kept.Bond : 0),
            ReachBefore = before.Average(bond => bond.IsReached ? 1.0 : 0),
            ReachAfter = before.Average(bond => after.TryGetValue(bond.Firm, out FirmBond? kept) && kept.IsReached ? 1.0 : 0),
        };
    }

    static bool IsLoss(FirmLoss loss) => loss.After < loss.Before || !loss.RolesLost.IsEmpty;

    static FirmLoss Compare(FirmBond before, FirmBond? after) => new(
        before.Firm, before.Bond, after?.Bond ?? 0, [.. before.LocalRoles.Where(role => after is null || !after.LocalRoles.Contains(role))], after?.Localities ?? []);
}
