using System.Collections.Immutable;
using Fangshou.Numerics;

namespace Fangshou.Strictness;

/// <summary>A term found in a text.</summary>
/// <param name="Term">The term.</param>
/// <param name="Sentence">Number of the sentence, from 0.</param>
/// <param name="Place">Where in the sentence it begins.</param>
/// <param name="Text">What stands there.</param>
/// <param name="Line">On which line of the file.</param>
public sealed record TermHit(StrictnessTerm Term, int Sentence, int Place, string Text, int Line);

/// <summary>How often a category occurs.</summary>
/// <param name="Category">Which.</param>
/// <param name="Count">Hits.</param>
/// <param name="PerThousand">Hits per 1,000 characters that are no white space; NaN for an empty text.</param>
/// <param name="Low">Lower end of the exact 95 % interval of a Poisson rate.</param>
/// <param name="High">Upper end.</param>
public sealed record TermRate(TermCategory Category, int Count, double PerThousand, double Low, double High);

/// <summary>Share of strict hits among those that are strict or soft; only ever told with its parts.</summary>
/// <param name="Strict">Obligations, prohibitions, and sanctions with or without amounts.</param>
/// <param name="Soft">Exemptions, promotional clauses and vague terms.</param>
/// <param name="Low">Lower end of its 95 % interval; NaN where there are no hits.</param>
/// <param name="High">Upper end.</param>
public sealed record StrictnessIndex(int Strict, int Soft, double Low, double High)
{
    /// <summary>0…1; NaN where there are no hits.</summary>
    public double Value => Strict + Soft == 0 ? double.NaN : (double)Strict / (Strict + Soft);
}

/// <summary>What the terms tell of a text.</summary>
/// <param name="Text">The text.</param>
/// <param name="Characters">Its characters that are no white space.</param>
/// <param name="Hits">In their order.</param>
public sealed record TextStrictness(RuleText Text, int Characters, ImmutableArray<TermHit> Hits)
{
    const int Draws = 1000;
    const double Tail = 0.025, Thousand = 1000;

    /// <summary>The language of most of its characters.</summary>
    public TextLanguage Language => 2 * Text.Sentences.Where(s => s.Language == TextLanguage.Chinese).Sum(s => s.Characters) > Characters ? TextLanguage.Chinese : TextLanguage.English;

    /// <summary>Counts the terms in a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="terms">The terms; each is looked for in sentences of its language.</param>
    /// <remarks>Of hits that overlap the one that begins first counts, then the longest, then the term that comes first. O(characters · terms).</remarks>
    public static TextStrictness Of(RuleText text, ImmutableArray<StrictnessTerm> terms)
    {
        ArgumentNullException.ThrowIfNull(text);
        ILookup<TextLanguage, StrictnessTerm> byLanguage = terms.ToLookup(term => term.Language);
        return new TextStrictness(
            text, text.Sentences.Sum(sentence => sentence.Characters),
            [.. text.Sentences.SelectMany((sentence, i) => In(sentence, byLanguage[sentence.Language]).Select(hit => new TermHit(hit.Term, i, hit.Place, sentence.Text.Substring(hit.Place, hit.Length), sentence.LineOf(hit.Place))))]);
    }

    static IEnumerable<(StrictnessTerm Term, int Place, int Length)> In(Sentence sentence, IEnumerable<StrictnessTerm> terms)
    {
        List<(StrictnessTerm Term, int Place, int Length)> found = [];
        foreach (StrictnessTerm term in terms)
            foreach (System.Text.RegularExpressions.ValueMatch match in term.Pattern.EnumerateMatches(sentence.Text))
                found.Add((term, match.Index, match.Length));
        int free = 0;
        foreach ((StrictnessTerm term, int place, int length) in found.OrderBy(hit => hit.Place).ThenByDescending(hit => hit.Length))
        {
            if (place < free)
                continue;
            yield return (term, place, length);
            free = place + length;
        }
    }

    /// <summary>How often a category occurs.</summary>
    public TermRate Rate(TermCategory category)
    {
        int count = Hits.Count(hit => hit.Term.Category == category);
        (double low, double high) = CountIntervals.Poisson(count);
        double scale = Characters == 0 ? double.NaN : Thousand / Characters;
        return new TermRate(category, count, count * scale, low * scale, high * scale);
    }

    /// <summary>The share of strict hits with its interval.</summary>
    /// <param name="seed">Seed of the draws.</param>
    /// <remarks>
    /// Each end of the interval is the wider of two: the percentile of 1,000 texts of as many sentences drawn from this one with replacement (Efron 1979), because hits come in bunches,
    /// and Wilson's (1927), because few sentences drawn again are always the same. O(1,000 · sentences).
    /// </remarks>
    public StrictnessIndex Index(ulong seed)
    {
        int[] strict = new int[Text.Sentences.Length], soft = new int[Text.Sentences.Length];
        foreach (TermHit hit in Hits)
        {
            if (IsStrict(hit.Term.Category))
                strict[hit.Sentence]++;
            else if (IsSoft(hit.Term.Category))
                soft[hit.Sentence]++;
        }

        List<double> drawn = new(Draws);
        for (uint draw = 0; draw < Draws && strict.Length > 0; draw++)
        {
            RandomStream stream = new(seed, draw, 0, 0);
            int strictHits = 0, softHits = 0;
            for (int i = 0; i < strict.Length; i++)
            {
                int sentence = (int)(stream.Uniform() * strict.Length);
                strictHits += strict[sentence];
                softHits += soft[sentence];
            }

            if (strictHits + softHits > 0)
                drawn.Add((double)strictHits / (strictHits + softHits));
        }

        drawn.Sort();
        double[] sorted = [.. drawn];
        int all = strict.Sum() + soft.Sum();
        if (all == 0)
            return new StrictnessIndex(0, 0, double.NaN, double.NaN);
        (double low, double high) = CountIntervals.Share(strict.Sum(), all);
        return new StrictnessIndex(strict.Sum(), soft.Sum(), Math.Min(low, Quantiles.OfSorted(sorted, Tail)), Math.Max(high, Quantiles.OfSorted(sorted, 1 - Tail)));
    }

    /// <summary>True for what makes a text strict.</summary>
    public static bool IsStrict(TermCategory category) => category is TermCategory.Obligation or TermCategory.Prohibition or TermCategory.Sanction or TermCategory.SanctionAmount;

    /// <summary>True for what makes it soft.</summary>
    public static bool IsSoft(TermCategory category) => category is TermCategory.Exemption or TermCategory.Promotion or TermCategory.Vague;
}
