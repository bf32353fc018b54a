using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Interests;

/// <summary>Which ties are meant; an empty part asks for nothing.</summary>
public sealed record TieFilter
{
    /// <summary>Jurisdiction with its subdivisions, and sector with its children.</summary>
    public required Cell Cell { get; init; }

    /// <summary>Roles.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>Beginnings of holders' ids, such as LOCAL:.</summary>
    public ImmutableArray<string> Holders { get; init; } = [];

    /// <summary>Those of the ties that are meant, in the same order.</summary>
    /// <remarks>O(ties).</remarks>
    public ImmutableArray<Tie> In(ImmutableArray<Tie> ties, Codebook codebook)
    {
        ArgumentNullException.ThrowIfNull(codebook);
        return
        [
            .. ties.Where(tie =>
                codebook.Jurisdictions.Includes(Cell.Jurisdiction, tie.Jurisdiction)
                && (Cell.Sector is null || tie.Sectors.Any(sector => codebook.Sectors.Includes(Cell.Sector, sector)))
                && (Roles.IsEmpty || Roles.Contains(tie.Role))
                && (Holders.IsEmpty || tie.Holders.Any(holder => Holders.Any(start => holder.StartsWith(start, StringComparison.Ordinal))))),
        ];
    }
}
