using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Interests;

/// <summary>How closely public bodies are bound to one firm, from the ties in force on a day.</summary>
public sealed record FirmBond
{
    /// <summary>The firm, its units with it.</summary>
    public required string Firm { get; init; }

    /// <summary>Local bond, 0…1: 1 − Π (1 − step · s) over the roles that local governments play towards the firm, s the strongest such tie of the role.</summary>
    public required double Bond { get; init; }

    /// <summary>Distinct roles of all public bodies, each counted as its strongest tie's strength over 3. 0…9.</summary>
    public required double WeightedRoles { get; init; }

    /// <summary>Roles that local governments play, in the codebook's order.</summary>
    public required ImmutableArray<string> LocalRoles { get; init; }

    /// <summary>Roles that other public bodies play.</summary>
    public required ImmutableArray<string> OtherRoles { get; init; }

    /// <summary>Ids of the local governments, in alphabetical order.</summary>
    public required ImmutableArray<string> Localities { get; init; }

    /// <summary>Strength held by each sort of holder, in the order of <see cref="HolderKind"/>; a tie's strength is shared evenly by its holders. 7.</summary>
    public required ImmutableArray<double> StrengthByKind { get; init; }

    /// <summary>True when a local government has a tie to it.</summary>
    public bool IsReached => !Localities.IsEmpty;

    /// <summary>The bonds of every named firm, by name; groups of firms have none.</summary>
    /// <param name="ties">Ties in force.</param>
    /// <param name="actors">The vocabulary of holders.</param>
    /// <param name="step">Bond of one unit of strength, above 0 and at most 1/3.</param>
    /// <remarks>O(ties · firms named in each).</remarks>
    public static ImmutableArray<FirmBond> Of(ImmutableArray<Tie> ties, Vocabulary actors, double step = Alignment.Step)
    {
        ArgumentNullException.ThrowIfNull(actors);
        return
        [
            .. ties.SelectMany(tie => tie.NamedFirms.Select(firm => (Firm: firm, Tie: tie)))
                .GroupBy(pair => pair.Firm, pair => pair.Tie, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => One(group.Key, [.. group], actors, step)),
        ];
    }

    static FirmBond One(string firm, ImmutableArray<Tie> ties, Vocabulary actors, double step)
    {
        double free = 1, weighted = 0;
        List<string> localRoles = [], otherRoles = [];
        foreach (string role in RoleYear.Roles)
        {
            int strongest = 0, strongestLocal = 0, strongestOther = 0;
            foreach (Tie tie in ties.Where(tie => tie.Role == role))
            {
                strongest = Math.Max(strongest, tie.Strength);
                if (tie.Holders.Any(holder => Holder.Kind(holder, actors) == HolderKind.Locality))
                    strongestLocal = Math.Max(strongestLocal, tie.Strength);
                if (tie.Holders.Any(holder => Holder.Kind(holder, actors) != HolderKind.Locality))
                    strongestOther = Math.Max(strongestOther, tie.Strength);
            }

            free *= 1 - (step * strongestLocal);
            weighted += strongest / 3.0;
            if (strongestLocal > 0)
                localRoles.Add(role);
            if (strongestOther > 0)
                otherRoles.Add(role);
        }

        return new FirmBond
        {
            Firm = firm,
            Bond = 1 - free,
            WeightedRoles = weighted,
            LocalRoles = [.. localRoles],
            OtherRoles = [.. otherRoles],
            Localities = [.. ties.SelectMany(tie => tie.Holders).Where(holder => Holder.Kind(holder, actors) == HolderKind.Locality).Distinct().Order(StringComparer.Ordinal)],
            StrengthByKind =
            [
                .. Enum.GetValues<HolderKind>().Select(kind => ties.Sum(tie => (double)tie.Strength * tie.Holders.Count(holder => Holder.Kind(holder, actors) == kind) / tie.Holders.Length)),
            ],
        };
    }
}
