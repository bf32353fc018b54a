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
    public static ImmutableArray<Tie> Ties(this PackageFolder package, AsOf asOf) => TieReader.Read(package.Open, Extended(package), asOf);

    /// <summary>Dockets known by a day.</summary>
    public static ImmutableArray<Docket> Dockets(this PackageFolder package, AsOf asOf) => DocketReader.Read(package.Open, Extended(package), asOf);

    /// <summary>Which acts are about which rules.</summary>
    public static ImmutableArray<RuleLink> RuleLinks(this PackageFolder package) => RuleLinkReader.Read(package.Open, Extended(package));

    /// <summary>The vocabularies that the package's own extend; null for the shipped one.</summary>
    static Codebook? Extended(PackageFolder package) => package.IsShipped ? null : PackageFolder.ShippedCodebook();
}
