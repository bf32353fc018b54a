using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Strictness;

/// <summary>What a later act does to an earlier rule.</summary>
public enum RuleRelation
{
    /// <summary>The rule, or a part of it, takes effect or is put to use.</summary>
    Applies,

    /// <summary>Some of it is lifted; the rest stands.</summary>
    Narrows,

    /// <summary>Its start is put off.</summary>
    Delays,

    /// <summary>A court or its maker stops it for the time being.</summary>
    Suspends,

    /// <summary>A new rule takes its place.</summary>
    Replaces,

    /// <summary>It is gone.</summary>
    Repeals,
}

/// <summary>A later act on an earlier rule: one row of rule-links.csv.</summary>
/// <param name="Act">Id of the later event.</param>
/// <param name="Relation">What it does.</param>
/// <param name="Rule">Id of the event by which the rule came.</param>
public sealed record RuleLink(string Act, RuleRelation Relation, string Rule);

/// <summary>Reads links between acts.</summary>
public static class RuleLinkReader
{
    /// <summary>The links of a package, in its order; none when it has no rule-links.csv.</summary>
    /// <param name="open">Opens a file of the package, as for <see cref="LedgerReader.Read"/>.</param>
    /// <param name="shipped">Vocabularies that the package's own ones extend; null when it brings all.</param>
    /// <exception cref="LedgerFormatException">The table broke a rule; it holds every finding.</exception>
    /// <remarks>A link to an event that the ledger does not hold, or not yet, does nothing; <c>data verify</c> finds the former.</remarks>
    public static ImmutableArray<RuleLink> Read(Func<string, Stream?> open, Codebook? shipped) =>
        [.. ReadRows.Of(open, shipped, Schemas.RuleLinks).Select(row => new RuleLink(row["act"], Relation(row["relation"]), row["rule"]))];

    static RuleRelation Relation(string word) => word switch
    {
        "narrows" => RuleRelation.Narrows,
        "delays" => RuleRelation.Delays,
        "suspends" => RuleRelation.Suspends,
        "replaces" => RuleRelation.Replaces,
        "repeals" => RuleRelation.Repeals,
        _ => RuleRelation.Applies,
    };
}
