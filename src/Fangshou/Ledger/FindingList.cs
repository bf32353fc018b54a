using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Fangshou.Ledger;

/// <summary>Collects findings while a package is read.</summary>
sealed class FindingList
{
    const int ShownLength = 80;

    readonly List<Finding> findings = [];

    public int Count => findings.Count;

    public void Add(string file, int row, string column, string value, string rule, string message, ImmutableArray<string> allowed = default) =>
        findings.Add(new Finding(file, row, column, Shown(value), rule, message, allowed.IsDefault ? [] : allowed));

    public ImmutableArray<Finding> Sorted() => [.. findings.Order()];

    /// <summary>Text that can be printed to any terminal: control and direction-changing characters become escapes.</summary>
    public static string Shown(string value)
    {
        if (value.Length <= ShownLength && !value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return value;
        StringBuilder text = new();
        foreach (Rune rune in value.EnumerateRunes())
        {
            if (text.Length >= ShownLength)
                return text.Append('…').ToString();
            if (IsUnprintable(rune))
                text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                text.Append(rune);
        }

        return text.ToString();
    }

    /// <summary>Control characters, and the marks that turn the direction of text (they can make a title read as another).</summary>
    public static bool IsUnprintable(Rune rune) =>
        Rune.IsControl(rune) || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x2028 or 0x2029 or 0xFEFF;
}
