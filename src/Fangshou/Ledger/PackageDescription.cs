using System.Collections.Immutable;
using System.Text.Json;

namespace Fangshou.Ledger;

/// <summary>One table that a data package describes.</summary>
/// <param name="Name">Name of the resource.</param>
/// <param name="Path">Path inside the package.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Rows">Rows found, without the header.</param>
/// <param name="Columns">Columns described, in order.</param>
public sealed record DescribedTable(string Name, string Path, string Title, int Rows, ImmutableArray<string> Columns);

/// <summary>What datapackage.json (Data Package v2, Table Schema v2) says about the tables, held against them.</summary>
/// <param name="Name">Name of the package.</param>
/// <param name="Version">Its version, or "unversioned".</param>
/// <param name="Tables">The tables described, in order.</param>
/// <param name="Findings">Where description and tables disagree, sorted; empty when they agree.</param>
public sealed record PackageDescription(string Name, string Version, ImmutableArray<DescribedTable> Tables, ImmutableArray<Finding> Findings)
{
    /// <summary>Reads the description and every table that it names; never throws for what a file holds.</summary>
    /// <param name="open">Opens a file of the package by its path inside it; null when there is none.</param>
    /// <remarks>
    /// Checked are: paths, columns and their order; types; required, unique, pattern, enum, minimum, maximum, maxLength;
    /// primary keys; foreign keys; and the <c>vocabulary</c> of list columns. O(bytes) time.
    /// </remarks>
    public static PackageDescription Read(Func<string, Stream?> open)
    {
        FindingList findings = new();
        PackageDescription nothing = new("", "unversioned", [], []);
        using Stream? stream = open(PackageTables.DescriptorFile);
        if (stream is null)
        {
            findings.Add(PackageTables.DescriptorFile, 0, "", "", Rules.MissingFile, "the package has no datapackage.json.");
            return nothing with { Findings = findings.Sorted() };
        }

        using JsonDocument? document = DescriptorJson.Parse(stream, findings);
        if (document is not null && document.RootElement is { ValueKind: JsonValueKind.Object } root)
        {
            DescribedTables tables = new(open, findings);
            ImmutableArray<DescribedTable> described = tables.Check(root);
            return new PackageDescription(
                DescribedTables.Text(root, "name"), DescribedTables.Text(root, "version") is { Length: > 0 } version ? version : "unversioned",
                described, findings.Sorted());
        }

        if (document is not null)
            findings.Add(PackageTables.DescriptorFile, 1, "", "", Rules.Description, "the description of the package is no JSON object.");
        return nothing with { Findings = findings.Sorted() };
    }
}
