using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Fangshou.Numerics;

namespace Fangshou.Strictness;

/// <summary>A text with what people say of it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Label">A class.</param>
/// <param name="Level">How strict it is, higher is stricter; null when the classes have no order.</param>
public sealed record LabelledText(string Text, string Label, double? Level = null);

/// <summary>How well a method finds the labels of texts that it was not trained on.</summary>
/// <param name="Name">Which method.</param>
/// <param name="Correct">Texts labelled rightly.</param>
/// <param name="Total">All texts.</param>
/// <param name="Low">Lower end of Wilson's 95 % interval of the accuracy.</param>
/// <param name="High">Upper end.</param>
/// <param name="Balanced">Mean of the shares found of each class; one over their number for a method that always says the same.</param>
/// <param name="OnlyThis">Texts that this method labels rightly and the plain bag of words wrongly.</param>
/// <param name="OnlyWords">The reverse.</param>
public sealed record MethodScore(string Name, int Correct, int Total, double Low, double High, double Balanced, int OnlyThis, int OnlyWords)
{
    /// <summary>Share labelled rightly.</summary>
    public double Accuracy => (double)Correct / Total;
}

/// <summary>What an evaluation found.</summary>
/// <param name="Classes">Texts by label, in alphabetical order.</param>
/// <param name="Scores">Majority, words, terms, words and terms, and the rule where the labels are regulatory and constitutive.</param>
/// <param name="Tau">Kendall's τ-b between the strictness index of a text and its level, with its 95 % interval; null when levels are missing.</param>
public sealed record StrictnessEvaluation(ImmutableArray<(string Label, int Count)> Classes, ImmutableArray<MethodScore> Scores, (double Value, double Low, double High)? Tau)
{
    /// <summary>Parts that the texts are shared out to; each is held out once.</summary>
    public const int Folds = 5;

    const int Draws = 200;
    const string Words = "words", Regulatory = "regulatory", Constitutive = "constitutive";

    static readonly Regex word = new("[a-z]+|[\u3400-\u9FFF]", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>Labels every text by methods trained on the other folds.</summary>
    /// <param name="texts">At least ten texts of two labels or more.</param>
    /// <param name="terms">The terms.</param>
    /// <param name="seed">Seed of the draws for the interval of τ.</param>
    /// <exception cref="ArgumentException">Too few texts or labels.</exception>
    /// <remarks>A text's fold follows from its own bytes (SHA-256 modulo 5), so that equal texts are never on both sides and the order of texts changes nothing. O(texts · (characters · terms + texts)).</remarks>
    public static StrictnessEvaluation Of(ImmutableArray<LabelledText> texts, ImmutableArray<StrictnessTerm> terms, ulong seed)
    {
        if (texts.Length < 2 * Folds || texts.Select(t => t.Label).Distinct().Count() < 2)
            throw new ArgumentException($"An evaluation needs {2 * Folds} texts or more, of two labels or more; here are {texts.Length} texts of {texts.Select(t => t.Label).Distinct().Count()}.", nameof(texts));
        ImmutableArray<LabelledText> sorted = [.. texts.OrderBy(t => t.Text, StringComparer.Ordinal).ThenBy(t => t.Label, StringComparer.Ordinal)];
        TextStrictness[] read = [.. sorted.Select(t => TextStrictness.Of(RuleText.Read("", t.Text), terms))];
        int[] folds = [.. sorted.Select(t => Fold(t.Text))];
        string[][] words = [.. read.Select(WordsOf)], found = [.. read.Select(TermsOf)];
        string[] truth = [.. sorted.Select(t => t.Label)];

        string[] byWords = Held(words, truth, folds);
        List<(string Name, string[] Labels)> methods = [("majority", Held([.. words.Select(_ => Array.Empty<string>())], truth, folds)), (Words, byWords), ("terms", Held(found, truth, folds)), ("words-and-terms", Held([.. words.Zip(found, (w, f) => (string[])[.. w, .. f])], truth, folds))];
        if (truth.All(label => label is Regulatory or Constitutive))
            methods.Add(("rule", [.. read.Select(Rule)]));
        return new StrictnessEvaluation(
            [.. truth.CountBy(label => label).OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Value))],
            [.. methods.Select(method => Score(method.Name, method.Labels, byWords, truth))],
            sorted.All(t => t.Level is not null) ? RankCorrelation([.. read.Select(Smoothed)], [.. sorted.Select(t => t.Level!.Value)], seed) : null);
    }

    /// <summary>0…4, by the text's own bytes.</summary>
    public static int Fold(string text) => (int)(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text))) % Folds);

    /// <summary>Labels by a classifier trained on the other folds; without tokens, that is the majority.</summary>
    static string[] Held(string[][] tokens, string[] truth, int[] folds)
    {
        string[] labels = new string[truth.Length];
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] others = [.. Enumerable.Range(0, truth.Length).Where(i => folds[i] != fold)];
            if (others.Length == truth.Length)
                continue;
            NaiveBayes classifier = new(others.Select(i => ((IEnumerable<string>)tokens[i], truth[i])));
            for (int i = 0; i < truth.Length; i++)
                if (folds[i] == fold)
                    labels[i] = classifier.Label(tokens[i]);
        }

        return labels;
    }

    static MethodScore Score(string name, string[] labels, string[] byWords, string[] truth)
    {
        int correct = labels.Zip(truth).Count(p => p.First == p.Second);
        (double low, double high) = CountIntervals.Share(correct, truth.Length);
        double balanced = Enumerable.Range(0, truth.Length).GroupBy(i => truth[i]).Average(g => g.Average(i => labels[i] == truth[i] ? 1.0 : 0));
        return new MethodScore(
            name, correct, truth.Length, low, high, balanced,
            Enumerable.Range(0, truth.Length).Count(i => labels[i] == truth[i] && byWords[i] != truth[i]),
            Enumerable.Range(0, truth.Length).Count(i => labels[i] != truth[i] && byWords[i] == truth[i]));
    }

    static string[] WordsOf(TextStrictness read) =>
        [.. read.Text.Sentences.SelectMany(sentence => word.Matches(sentence.Text.ToLowerInvariant()).Select(match => match.Value))];

    static string[] TermsOf(TextStrictness read) =>
        read.Hits.IsEmpty ? ["#none"] : [.. read.Hits.SelectMany(hit => (string[])[$"#{hit.Term.Category}", $"#{hit.Term.Id}{(IsPassive(read, hit) ? " be" : "")}"])];

    /// <summary>Nothing is learnt: a text regulates when it obliges, forbids, permits or punishes somebody who acts; in the passive nobody does.</summary>
    static string Rule(TextStrictness read) =>
        read.Hits.Any(hit => (TextStrictness.IsStrict(hit.Term.Category) || hit.Term.Category == TermCategory.Permission) && !IsPassive(read, hit)) ? Regulatory : Constitutive;

    /// <summary>True for "shall be", "may not be": the rule names what is done and not who has to do it (Crawford and Ostrom's attribute is missing).</summary>
    static bool IsPassive(TextStrictness read, TermHit hit) =>
        read.Text.Sentences[hit.Sentence].Text.AsSpan(hit.Place + hit.Text.Length).StartsWith(" be ", StringComparison.OrdinalIgnoreCase);

    /// <summary>The index with one hit added to either side, so that a text without hits lies in the middle.</summary>
    static double Smoothed(TextStrictness read)
    {
        int strict = read.Hits.Count(hit => TextStrictness.IsStrict(hit.Term.Category)), soft = read.Hits.Count(hit => TextStrictness.IsSoft(hit.Term.Category));
        return (strict + 1.0) / (strict + soft + 2);
    }

    static (double Value, double Low, double High) RankCorrelation(double[] x, double[] y, ulong seed)
    {
        List<double> drawn = new(Draws);
        for (uint draw = 0; draw < Draws; draw++)
        {
            RandomStream stream = new(seed, draw, 1, 0);
            int[] chosen = new int[x.Length];
            for (int i = 0; i < chosen.Length; i++)
                chosen[i] = (int)(stream.Uniform() * x.Length);
            double tau = KendallTau([.. chosen.Select(i => x[i])], [.. chosen.Select(i => y[i])]);
            if (!double.IsNaN(tau))
                drawn.Add(tau);
        }

        drawn.Sort();
        double[] sorted = [.. drawn];
        return (KendallTau(x, y), Quantiles.OfSorted(sorted, 0.025), Quantiles.OfSorted(sorted, 0.975));
    }

    /// <summary>Kendall's τ-b (1945), with ties on both sides; NaN where one side does not vary. O(n²).</summary>
    internal static double KendallTau(double[] x, double[] y)
    {
        long agree = 0, variesX = 0, variesY = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = i + 1; j < x.Length; j++)
            {
                int a = x[i].CompareTo(x[j]), b = y[i].CompareTo(y[j]);
                agree += a * b;
                variesX += Math.Abs(a);
                variesY += Math.Abs(b);
            }
        }

        return variesX == 0 || variesY == 0 ? double.NaN : agree / Math.Sqrt((double)variesX * variesY);
    }
}
