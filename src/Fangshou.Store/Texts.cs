using System.Text;

namespace Fangshou.Store;

/// <summary>Small services for messages.</summary>
static class Texts
{
    /// <summary>Text that no terminal takes for a command: control characters become their escapes, and it is cut at so many characters.</summary>
    public static string Printable(string text, int most = 120)
    {
        StringBuilder safe = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (safe.Length >= most)
                return safe.Append('…').ToString();
            if (Rune.IsControl(rune))
                safe.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                safe.Append(rune);
        }

        return safe.ToString();
    }

    /// <summary>A word as a shell takes it back.</summary>
    public static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || "_./:=,+@%-".Contains(c, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>"did you mean '--format'?" when something is near, else the list of what there is.</summary>
    public static string DidYouMean(string text, IEnumerable<string> known)
    {
        string[] names = [.. known];
        string? nearest = Nearest(text, names).FirstOrDefault();
        return nearest is null ? $"known are {string.Join(", ", names)}." : $"did you mean '{nearest}'?";
    }

    /// <summary>The names near enough to be a slip of the finger, nearest first; at most <paramref name="count"/>.</summary>
    public static string[] Nearest(string text, IEnumerable<string> known, int count = 3)
    {
        string cut = text.Length > 200 ? text[..200] : text;
        return
        [
            .. known
                .Select(name => (Name: name, Distance: name.StartsWith(cut, StringComparison.Ordinal) && cut.Length > 2 ? 0 : Distance(cut, name)))
                .Where(n => n.Distance <= Math.Max(2, Math.Max(cut.Length, n.Name.Length) / 3))
                .OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal)
                .Take(count)
                .Select(n => n.Name),
        ];
    }

    /// <summary>Edit distance in which two neighbouring letters changed round count as one slip (optimal string alignment).</summary>
    static int Distance(string a, string b)
    {
        int[,] cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
            cost[i, 0] = i;
        for (int j = 0; j <= b.Length; j++)
            cost[0, j] = j;
        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                cost[i, j] = Math.Min(
                    Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1,
                    cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
            }
        }

        return cost[a.Length, b.Length];
    }
}
