using System.Collections.Immutable;

namespace Fangshou.Interests;

/// <summary>How a firm stands among its rivals before and after a local government gives up its ties.</summary>
public sealed record FirmStanding
{
    /// <summary>The firm.</summary>
    public required string Firm { get; init; }

    /// <summary>Its local bond, 0…1.</summary>
    public required double Before { get; init; }

    /// <summary>What is left of it.</summary>
    public required double After { get; init; }

    /// <summary>Its share of the local bonds of all the firms compared, 0…1.</summary>
    public required double ShareBefore { get; init; }

    /// <summary>Its share of the bonds that are left; NaN when none is.</summary>
    public required double ShareAfter { get; init; }

    /// <summary>Local roles that nobody plays any more.</summary>
    public required ImmutableArray<string> RolesLost { get; init; }

    /// <summary>Local governments that stay.</summary>
    public required ImmutableArray<string> StillHeldBy { get; init; }

    /// <summary>Ids of the local ties to it that end: those of which the leaver is the only local holder.</summary>
    public required ImmutableArray<string> TiesLost { get; init; }

    /// <summary>Ids of the local ties to it that stay.</summary>
    public required ImmutableArray<string> TiesKept { get; init; }

    /// <summary>True when its bond shrinks.</summary>
    public bool Loses => After < Before;

    /// <summary>True when its share rises. Bonds are multiples of 4⁻⁹, so that sums of them are exact and equal shares equal to the bit.</summary>
    public bool Gains => ShareAfter > ShareBefore;

    internal static FirmStanding Of(FirmBond before, FirmBond? after, double all, double kept, ImmutableArray<Tie> localTies)
    {
        HashSet<string> staying = [.. after?.Localities ?? []];
        return new FirmStanding
        {
            Firm = before.Firm,
            Before = before.Bond,
            After = after?.Bond ?? 0,
            ShareBefore = before.Bond / all,
            ShareAfter = (after?.Bond ?? 0) / kept,
            RolesLost = [.. before.LocalRoles.Where(role => after is null || !after.LocalRoles.Contains(role))],
            StillHeldBy = after?.Localities ?? [],
            TiesLost = [.. localTies.Where(tie => !tie.Holders.Any(staying.Contains)).Select(tie => tie.Id)],
            TiesKept = [.. localTies.Where(tie => tie.Holders.Any(staying.Contains)).Select(tie => tie.Id)],
        };
    }
}
