using Fangshou.Numerics;

namespace Fangshou.Strictness;

/// <summary>Multinomial naive Bayes with add-one smoothing (McCallum and Nigam 1998): which label makes a bag of tokens most likely.</summary>
sealed class NaiveBayes
{
    readonly string[] labels;
    readonly double[] logPrior, logTotal;
    readonly Dictionary<string, int>[] counts;
    readonly HashSet<string> vocabulary = new(StringComparer.Ordinal);

    /// <param name="examples">Bags with their labels, at least one. Their order changes nothing.</param>
    internal NaiveBayes(IEnumerable<(IEnumerable<string> Tokens, string Label)> examples)
    {
        (string[] Tokens, string Label)[] all = [.. examples.Select(e => (e.Tokens.ToArray(), e.Label))];
        labels = [.. all.Select(e => e.Label).Distinct().Order(StringComparer.Ordinal)];
        counts = [.. labels.Select(_ => new Dictionary<string, int>(StringComparer.Ordinal))];
        int[] totals = new int[labels.Length], sizes = new int[labels.Length];
        foreach ((string[] tokens, string label) in all)
        {
            int k = Array.IndexOf(labels, label);
            sizes[k]++;
            foreach (string token in tokens)
            {
                counts[k][token] = counts[k].GetValueOrDefault(token) + 1;
                totals[k]++;
                vocabulary.Add(token);
            }
        }

        logPrior = [.. sizes.Select(size => RealMath.Log((double)size / all.Length))];
        logTotal = [.. totals.Select(total => RealMath.Log(total + (double)vocabulary.Count))];
    }

    /// <summary>The most likely label; of equals the first in alphabetical order. Tokens that no example holds tell nothing.</summary>
    internal string Label(IEnumerable<string> tokens)
    {
        double[] score = [.. logPrior];
        foreach (string token in tokens.Where(vocabulary.Contains))
            for (int k = 0; k < labels.Length; k++)
                score[k] += RealMath.Log(counts[k].GetValueOrDefault(token) + 1.0) - logTotal[k];
        return labels[Array.IndexOf(score, score.Max())];
    }
}
