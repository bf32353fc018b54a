using System.Globalization;
using System.Text;
using Fangshou.Ledger;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>A series of a few values as a small line, its ends told in numbers.</summary>
static class SeriesFigure
{
    const int Width = 260, Height = 84;
    const double Top = 20, Bottom = 62, Side = 6;

    /// <summary>An SVG whose line takes its colour from the page (class line).</summary>
    /// <param name="series">At least one value.</param>
    /// <param name="title">Says what it shows, for those who hear the page.</param>
    internal static string Svg(DriverSeries series, string title)
    {
        DriverValue first = series.Values[0], last = series.Values[^1];
        (double least, double largest) = (series.Values.Min(v => v.Value), series.Values.Max(v => v.Value));
        // A flat line lies in the middle.
        FigureScale up = largest > least ? new(least, largest, Bottom, Top) : new(least - 1, least + 1, Bottom, Top);
        FigureScale across = last.Date > first.Date ? new(first.Date.DayNumber, last.Date.DayNumber, Side, Width - Side) : new(first.Date.DayNumber - 1, first.Date.DayNumber + 1, Side, Width - Side);
        string Point(DriverValue v) => $"{FigureSvg.Number(across[v.Date.DayNumber])},{FigureSvg.Number(up[v.Value])}";
        StringBuilder svg = new();
        svg.Append(Invariant($"<svg class=\"series\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-label=\"{PlainText.Html(title)}\">"));
        if (series.Values.Length > 1)
            svg.Append(Invariant($"<polyline class=\"line\" points=\"{string.Join(' ', series.Values.Select(Point))}\"/>"));
        foreach (DriverValue v in series.Values)
            svg.Append(Invariant($"<circle class=\"point\" cx=\"{FigureSvg.Number(across[v.Date.DayNumber])}\" cy=\"{FigureSvg.Number(up[v.Value])}\" r=\"2.5\"><title>{Day(v)}: {FigureScale.Text(v.Value)}</title></circle>"));
        if (series.Values.Length > 1)
            Ends(svg, first, up, Side, "");
        Ends(svg, last, up, series.Values.Length > 1 ? Width - Side : across[last.Date.DayNumber], series.Values.Length > 1 ? " text-anchor=\"end\"" : " text-anchor=\"middle\"");
        return svg.Append("</svg>").ToString();
    }

    static void Ends(StringBuilder svg, DriverValue v, FigureScale up, double x, string anchor) => svg
        .Append(Invariant($"<text x=\"{FigureSvg.Number(x)}\" y=\"{FigureSvg.Number(up[v.Value] - 7)}\"{anchor}>{Short(v.Value)}</text>"))
        .Append(Invariant($"<text class=\"quiet\" x=\"{FigureSvg.Number(x)}\" y=\"{Height - 4}\"{anchor}>{Day(v)}</text>"));

    // Three figures are enough above a line this small; a tooltip holds the whole number.
    static string Short(double value) => FigureScale.Text(Math.Round(value, Math.Abs(value) switch { >= 100 => 0, >= 10 => 1, _ => 2 }));

    static string Day(DriverValue v) => v.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
