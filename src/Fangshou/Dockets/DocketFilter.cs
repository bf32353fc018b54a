using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Dockets;

/// <summary>Which dockets are meant; an empty part asks for nothing.</summary>
public sealed record DocketFilter
{
    /// <summary>Jurisdiction with its subdivisions; null for all. Dockets have no sector and no area.</summary>
    public Cell? Cell { get; init; }

    /// <summary>Part of the claimant's name.</summary>
    public string Claimant { get; init; } = "";

    /// <summary>Part of the cause.</summary>
    public string Cause { get; init; } = "";

    /// <summary>Those of the dockets that are meant, in the same order.</summary>
    /// <remarks>O(dockets).</remarks>
    public ImmutableArray<Docket> In(ImmutableArray<Docket> dockets, Codebook codebook)
    {
        ArgumentNullException.ThrowIfNull(codebook);
        return
        [
            .. dockets.Where(docket =>
                (Cell is not { } cell || codebook.Jurisdictions.Includes(cell.Jurisdiction, docket.Jurisdiction))
                && docket.Claimant.Contains(Claimant, StringComparison.OrdinalIgnoreCase) && docket.Cause.Contains(Cause, StringComparison.OrdinalIgnoreCase)),
        ];
    }
}
