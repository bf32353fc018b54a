using System.Text;

namespace Fangshou.Briefs;

/// <summary>What every page is written on: one self-contained HTML file without script, that loads nothing.</summary>
/// <param name="words">Language of the page.</param>
sealed class HtmlSheet(Words words)
{
    const int Wide = 1040, Narrow = 358;

    readonly StringBuilder html = new();

    internal void Line(string line) => html.Append(line).Append('\n');

    /// <summary>Everything before the page's header.</summary>
    /// <param name="title">Plain text.</param>
    /// <param name="css">Rules beside those of all pages.</param>
    /// <param name="sort">Class of the body; empty for none.</param>
    internal void Open(string title, string css = "", string sort = "")
    {
        Line("<!DOCTYPE html>");
        Line($"<html lang=\"{words.Tag}\">");
        Line("<head>");
        Line("<meta charset=\"utf-8\">");
        Line("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">");
        Line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        Line("<meta name=\"color-scheme\" content=\"light dark\">");
        Line("<meta name=\"referrer\" content=\"no-referrer\">");
        Line($"<title>{E(title)}</title>");
        Line($"<style>\n{HtmlStyle.Css}{css}{(css.Length > 0 ? "\n" : "")}</style>");
        Line("</head>");
        Line(sort.Length > 0 ? $"<body class=\"{sort}\">" : "<body>");
        Line($"<a class=\"skip\" href=\"#text\">{E(words.SkipToText)}</a>");
    }

    /// <summary>What was written so far.</summary>
    internal string Markup => html.ToString();

    /// <summary>The whole page.</summary>
    internal string Close()
    {
        Line("</body>");
        Line("</html>");
        return html.ToString();
    }

    internal void Section(string id, string heading, Action content)
    {
        Line($"<section{(id == "limits" ? " class=\"limits\"" : "")} aria-labelledby=\"{id}\">");
        Line($"<h2 id=\"{id}\">{E(heading)}</h2>");
        content();
        Line("</section>");
    }

    /// <summary>A table whose first column names the rows.</summary>
    /// <param name="caption">Plain text.</param>
    /// <param name="columns">Cells of the head, as markup.</param>
    /// <param name="rows">Cells, as markup.</param>
    internal void Table(string caption, IEnumerable<string> columns, IEnumerable<IEnumerable<string>> rows)
    {
        Line("<table>");
        Line($"<caption>{E(caption)}</caption>");
        Line($"<thead><tr>{string.Concat(columns.Select(c => $"<th scope=\"col\">{c}</th>"))}</tr></thead>");
        Line("<tbody>");
        foreach (IEnumerable<string> row in rows)
            Line($"<tr><th scope=\"row\">{row.First()}</th>{string.Concat(row.Skip(1).Select(cell => $"<td>{cell}</td>"))}</tr>");
        Line("</tbody>");
        Line("</table>");
    }

    /// <summary>A figure, drawn for wide windows and for narrow ones.</summary>
    internal void Drawing(string id, Language language, Func<ChartOptions, string> draw)
    {
        Line($"<div class=\"wide\">{draw(new ChartOptions { Language = language, Width = Wide, Standalone = false, IdPrefix = id + "-wide" })}</div>");
        Line($"<div class=\"narrow\">{draw(new ChartOptions { Language = language, Width = Narrow, Standalone = false, IdPrefix = id + "-narrow" })}</div>");
    }

    static string E(string text) => PlainText.Html(text);
}
