using System.Globalization;
using System.Net;
using System.Text;

namespace Fangshou.Briefs;

/// <summary>Makes text from data rows harmless in each kind of page. Titles, publishers and addresses are data, never markup.</summary>
static class PlainText
{
    /// <summary>One line without control or direction-changing characters.</summary>
    /// <remarks>Escape sequences could repaint a terminal; direction overrides could disguise an address.</remarks>
    internal static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            UnicodeCategory category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                clean.Append(' ');
            else if (category is not (UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned))
                clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    /// <summary>For HTML and SVG, in text and in double-quoted attributes.</summary>
    internal static string Html(string text) => WebUtility.HtmlEncode(Clean(text));

    /// <summary>For Markdown, in running text and in table cells.</summary>
    internal static string Markdown(string text)
    {
        StringBuilder escaped = new(text.Length + 8);
        foreach (char c in Clean(text))
        {
            // Entities rather than backslashes where a careless converter would let HTML through.
            if (c is '<' or '>' or '&')
            {
                escaped.Append(c switch { '<' => "&lt;", '>' => "&gt;", _ => "&amp;" });
                continue;
            }

            if (c is '\\' or '`' or '*' or '_' or '{' or '}' or '[' or ']' or '#' or '|' or '~' or '!')
                escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>For the terminal: clean, with ordinary spaces.</summary>
    internal static string Terminal(string text) => Clean(text).Replace('\u00a0', ' ');

    /// <summary>The address when it is an absolute http or https one, else null.</summary>
    internal static string? WebAddress(string url) =>
        Uri.TryCreate(Clean(url), UriKind.Absolute, out Uri? uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? uri.AbsoluteUri
            : null;

    /// <summary>The address as a Markdown link destination in angle brackets.</summary>
    internal static string MarkdownAddress(string address) =>
        $"<{address.Replace("<", "%3C", StringComparison.Ordinal).Replace(">", "%3E", StringComparison.Ordinal).Replace("|", "%7C", StringComparison.Ordinal)}>";
}
