using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Fangshou.Strictness;

/// <summary>A sentence of a text.</summary>
/// <param name="Text">Its words on one line.</param>
/// <param name="Lines">Where in it a line of the file begins: place in the sentence, number of the line from 1; the first entry has place 0.</param>
public sealed record Sentence(string Text, ImmutableArray<(int Place, int Line)> Lines)
{
    /// <summary>Its language, by its letters: a Chinese character weighs as much as two Latin letters.</summary>
    public TextLanguage Language
    {
        get
        {
            int wide = Text.Count(IsChinese), latin = Text.Count(char.IsAsciiLetter);
            return 2 * wide >= latin && wide > 0 ? TextLanguage.Chinese : TextLanguage.English;
        }
    }

    /// <summary>Characters that are no white space.</summary>
    public int Characters => Text.EnumerateRunes().Count(rune => !Rune.IsWhiteSpace(rune));

    /// <summary>The line of the file on which a place of the sentence stands.</summary>
    public int LineOf(int place)
    {
        int low = 0, high = Lines.Length;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            (low, high) = Lines[middle].Place <= place ? (middle, high) : (low, middle);
        }

        return Lines[low].Line;
    }

    static bool IsChinese(char c) => c is >= '\u3400' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF';
}

/// <summary>A rule's own text, in sentences.</summary>
/// <param name="Name">What it is called in answers, such as a path.</param>
/// <param name="Sentences">In their order.</param>
public sealed partial record RuleText(string Name, ImmutableArray<Sentence> Sentences)
{
    /// <summary>Splits a text into sentences.</summary>
    /// <param name="name">What it is called in answers.</param>
    /// <param name="text">Plain text or Markdown: comments, code blocks, marks of headings, lists and quotes, emphasis and the targets of links are left out. Web addresses too.</param>
    /// <remarks>
    /// A blank line, a heading and an item of a list begin a new paragraph; other line ends are spaces (nothing between Chinese characters). A sentence ends with its paragraph,
    /// at 。；！？ and at . ; ! ? before a space, except after a single letter, "No", "Art", "para" and the like. O(characters).
    /// </remarks>
    public static RuleText Read(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ImmutableArray<Sentence>.Builder sentences = ImmutableArray.CreateBuilder<Sentence>();
        StringBuilder paragraph = new();
        List<(int Place, int Line)> starts = [];
        string[] lines = WithoutComments(text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')).Split('\n');
        bool isCode = false;
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                isCode = !isCode;
                continue;
            }

            string line = isCode ? "" : Emphasis().Replace(Address().Replace(Link().Replace(lines[i], "${words}"), ""), "").Trim();
            string bare = Mark().Replace(line, "").TrimStart();
            if (bare.Length == 0 || bare.Length < line.Length)
                Close();
            if (bare.Length == 0)
                continue;
            if (paragraph.Length > 0 && !(paragraph[^1] > '\u2E7F' && bare[0] > '\u2E7F'))
                paragraph.Append(' ');
            starts.Add((paragraph.Length, i + 1));
            paragraph.Append(bare);
            if (line.StartsWith('#'))
                Close();
        }

        Close();
        return new RuleText(name, sentences.DrainToImmutable());

        void Close()
        {
            string whole = paragraph.ToString();
            for (int i = 0, from = 0, start = 0; i < whole.Length; i++)
            {
                if (i + 1 < whole.Length && !Ends(whole, i))
                    continue;
                start = Add(whole, from, i + 1, start);
                from = i + 1;
            }

            paragraph.Clear();
            starts.Clear();
        }

        // The last line that begins before the sentence does, for the next to go on from.
        int Add(string whole, int from, int to, int start)
        {
            while (from < to && char.IsWhiteSpace(whole[from]))
                from++;
            while (start + 1 < starts.Count && starts[start + 1].Place <= from)
                start++;
            if (from < to)
                sentences.Add(new Sentence(
                    whole[from..to].TrimEnd(),
                    [(0, starts[start].Line), .. starts.Skip(start + 1).TakeWhile(next => next.Place < to).Select(next => (next.Place - from, next.Line))]));
            return start;
        }
    }

    /// <summary>Without Markdown's comments; their line ends stay. One that is never closed is text.</summary>
    static string WithoutComments(string text)
    {
        StringBuilder kept = new(text.Length);
        int from = 0;
        for (int open = text.IndexOf("<!--", StringComparison.Ordinal); open >= 0; open = text.IndexOf("<!--", from, StringComparison.Ordinal))
        {
            int close = text.IndexOf("-->", open + 4, StringComparison.Ordinal);
            if (close < 0)
                break;
            kept.Append(text, from, open - from).Append('\n', text.AsSpan(open, close - open).Count('\n'));
            from = close + 3;
        }

        return kept.Append(text, from, text.Length - from).ToString();
    }

    static bool Ends(string text, int at) => text[at] switch
    {
        '。' or '；' or '！' or '？' => true,
        '!' or '?' or ';' => char.IsWhiteSpace(text[at + 1]),
        '.' => char.IsWhiteSpace(text[at + 1]) && !Short().IsMatch(text.AsSpan(Math.Max(0, at - 8), at - Math.Max(0, at - 8))),
        _ => false,
    };

    [GeneratedRegex(@"\[(?<words>[^\[\]]*)\]\([^()\[\]\s]*\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Link();

    [GeneratedRegex(@"https?://[^\s)）\]]+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex(@"\*\*|__|`", RegexOptions.NonBacktracking)]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"^(#+\s|>\s?|[-*+•]\s|\d+[.)]\s)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Mark();

    [GeneratedRegex(@"(^|[\s(])([A-Za-z]|[Nn]os?|[Aa]rts?|[Pp]aras?|e\.g|i\.e|cf|Mr|Ms|Dr|vs|[Ss]ec|[Cc]h)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Short();
}
