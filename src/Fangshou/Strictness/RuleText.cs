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
    public int LineOf(int place) => Lines.Last(line => line.Place <= place).Line;

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
        string[] lines = Comment().Replace(text.ReplaceLineEndings("\n"), comment => new string('\n', comment.Value.Count(c => c == '\n'))).Split('\n');
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
            int from = 0;
            for (int i = 0; i < whole.Length; i++)
            {
                if (i + 1 < whole.Length && !Ends(whole, i))
                    continue;
                Add(whole, from, i + 1);
                from = i + 1;
            }

            paragraph.Clear();
            starts.Clear();
        }

        void Add(string whole, int from, int to)
        {
            while (from < to && char.IsWhiteSpace(whole[from]))
                from++;
            if (from == to)
                return;
            int first = starts.FindLastIndex(start => start.Place <= from);
            sentences.Add(new Sentence(
                whole[from..to].TrimEnd(),
                [(0, starts[first].Line), .. starts.Skip(first + 1).Where(start => start.Place < to).Select(start => (start.Place - from, start.Line))]));
        }
    }

    static bool Ends(string text, int at) => text[at] switch
    {
        '。' or '；' or '！' or '？' => true,
        '!' or '?' or ';' => char.IsWhiteSpace(text[at + 1]),
        '.' => char.IsWhiteSpace(text[at + 1]) && !Short().IsMatch(text.AsSpan(Math.Max(0, at - 8), at - Math.Max(0, at - 8))),
        _ => false,
    };

    [GeneratedRegex("<!--.*?-->", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\[(?<words>[^\]]*)\]\([^)]*\)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
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
