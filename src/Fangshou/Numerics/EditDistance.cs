namespace Fangshou.Numerics;

/// <summary>How many letters must be added, dropped or replaced to turn one word into another; upper and lower case are the same (Levenshtein 1966).</summary>
static class EditDistance
{
    /// <summary>The known words nearest to a misspelt one.</summary>
    internal static IEnumerable<string> Nearest(string name, IEnumerable<string> known, int count) =>
        known.OrderBy(word => Between(name, word)).ThenBy(word => word, StringComparer.Ordinal).Take(count);

    static int Between(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int substitution = diagonal + (char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
