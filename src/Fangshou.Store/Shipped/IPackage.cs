using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Store;

/// <summary>A data package, wherever it lies.</summary>
interface IPackage
{
    /// <summary>For messages.</summary>
    string Name { get; }

    /// <summary>The vocabularies that its own ones extend; null when it brings all.</summary>
    Codebook? Base { get; }

    /// <summary>Opens a file of the package; null when it has none of that name.</summary>
    /// <param name="name">Path inside the package, with <c>/</c>.</param>
    Stream? Open(string name);

    /// <summary>The whole ledger.</summary>
    /// <exception cref="LedgerFormatException">The package broke a rule.</exception>
    Ledger.Ledger Read();
}

/// <summary>What is asked of any package.</summary>
static class Packages
{
    /// <summary>Everything that <c>data verify</c> finds: the tables against the codebook and against their description.</summary>
    public static LedgerReport Verify(this IPackage package)
    {
        PackageDescription description = PackageDescription.Read(package.Open);
        LedgerReport report = LedgerCheck.Run(package.Open, package.Base);
        // A broken line of a table is reported by both; once is enough.
        return report with { Findings = [.. report.Findings.Concat(description.Findings).Distinct().Order()] };
    }

    /// <summary>The findings of a report without the complaint that there is no description: a package need not have one.</summary>
    public static ImmutableArray<Finding> Faults(LedgerReport report) =>
        [.. report.Findings.Where(f => f is not { File: "datapackage.json", Rule: Rules.MissingFile })];
}
