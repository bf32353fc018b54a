using System.Collections.Immutable;
using Fangshou.Numerics;

namespace Fangshou.Ledger;

/// <summary>One entry of a controlled vocabulary.</summary>
/// <param name="Id">What the tables hold.</param>
/// <param name="Parent">The entry that includes this one; empty for a root.</param>
/// <param name="TitleEn">English name; the id where the table gives none.</param>
/// <param name="TitleZh">Chinese name; the English one where the table gives none.</param>
/// <param name="Aliases">Other spellings that readers accept.</param>
/// <param name="Properties">The table's other columns by name.</param>
public sealed record Term(
    string Id, string Parent, string TitleEn, string TitleZh, ImmutableArray<string> Aliases, ImmutableDictionary<string, string> Properties);

/// <summary>A controlled vocabulary: the allowed values of a column, perhaps as a tree.</summary>
public sealed class Vocabulary
{
    readonly Dictionary<string, Term> byName = new(StringComparer.Ordinal);

    /// <summary>Makes a vocabulary; a later term with the same id replaces an earlier one.</summary>
    /// <param name="name">What the column is called in messages, such as <c>sector</c>.</param>
    /// <param name="terms">The entries, in the table's order.</param>
    public Vocabulary(string name, IEnumerable<Term> terms)
    {
        Name = name;
        Dictionary<string, Term> unique = new(StringComparer.Ordinal);
        foreach (Term term in terms)
            unique[term.Id] = term;
        Terms = [.. unique.Values];
        foreach (Term term in Terms)
            foreach (string alias in term.Aliases)
                byName[alias] = term;
        foreach (Term term in Terms)
            byName[term.Id] = term;
    }

    /// <summary>What the column is called in messages.</summary>
    public string Name { get; }

    /// <summary>All entries.</summary>
    public ImmutableArray<Term> Terms { get; }

    /// <summary>The entry of an id or alias, or null.</summary>
    public Term? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The canonical id of an id or alias.</summary>
    /// <exception cref="FormatException">Unknown; the message lists the nearest known ones.</exception>
    public string Require(string name) => Find(name)?.Id
        ?? throw new FormatException($"'{name}' is not a known {Name}; nearest: {string.Join(", ", Nearest(name))}.");

    /// <summary>True when <paramref name="id"/> is <paramref name="ancestor"/> or below it in the tree.</summary>
    public bool Includes(string ancestor, string id)
    {
        // Bounded by the number of terms, so that a cycle in a user's tree ends.
        for (int step = 0; step <= Terms.Length; step++)
        {
            if (id == ancestor)
                return true;
            if (Find(id) is not { Parent.Length: > 0 } term)
                return false;
            id = Find(term.Parent)?.Id ?? term.Parent;
        }

        return false;
    }

    /// <summary>The root above an entry: itself when it has no parent; null for null.</summary>
    public string? Root(string? id)
    {
        for (int step = 0; step <= Terms.Length && id is not null && Find(id) is { Parent.Length: > 0 } term; step++)
            id = Find(term.Parent)?.Id ?? term.Parent;
        return id;
    }

    /// <summary>The children of an entry, in the table's order.</summary>
    public ImmutableArray<Term> Children(string id) => [.. Terms.Where(t => t.Parent.Length > 0 && (Find(t.Parent)?.Id ?? t.Parent) == id)];

    /// <summary>Up to five known ids nearest to <paramref name="name"/> by edit distance.</summary>
    public ImmutableArray<string> Nearest(string name) =>
        [.. EditDistance.Nearest(name, byName.Keys, 5)];
}

/// <summary>The vocabularies that a ledger's values are checked against.</summary>
public sealed record Codebook
{
    /// <summary>Countries, the Union, subdivisions: a tree.</summary>
    public required Vocabulary Jurisdictions { get; init; }

    /// <summary>Sectors: a tree.</summary>
    public required Vocabulary Sectors { get; init; }

    /// <summary>What rules protect.</summary>
    public required Vocabulary Areas { get; init; }

    /// <summary>Forms an act takes.</summary>
    public required Vocabulary Instruments { get; init; }

    /// <summary>Bodies, firms, publics.</summary>
    public required Vocabulary Actors { get; init; }

    /// <summary>Tiers in the hierarchy.</summary>
    public required Vocabulary ActorLevels { get; init; }

    /// <summary>SHA-256 of the tables that it was read from, lower-case hex; empty when it was made in code.</summary>
    public string ContentHash { get; init; } = "";
}
