using System.Collections.Immutable;
using Fangshou.Dockets;
using Fangshou.Interests;
using Fangshou.Ledger;
using Fangshou.Strictness;

namespace Fangshou.Store;

/// <summary>The tables of a package beside its ledger.</summary>
static class PackageTables
{
    /// <summary>Ties known by a day.</summary>
    public static ImmutableArray<Tie> Ties(this IPackage package, AsOf asOf) => TieReader.Read(package.Open, package.Base, asOf);

    /// <summary>Dockets known by a day.</summary>
    public static ImmutableArray<Docket> Dockets(this IPackage package, AsOf asOf) => DocketReader.Read(package.Open, package.Base, asOf);

    /// <summary>Which acts are about which rules.</summary>
    public static ImmutableArray<RuleLink> RuleLinks(this IPackage package) => RuleLinkReader.Read(package.Open, package.Base);
}
