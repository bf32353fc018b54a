using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Scenarios;
using ScottPlot;

namespace Fangshou.Briefs;

/// <summary>The probability that a crackdown sets in, by the severity of the incident, with 95 % intervals.</summary>
public static class OnsetCurveFigure
{
    const double PlotHeight = 280, Left = 52, NarrowWidth = 560;

    // Okabe and Ito's blue, vermilion, green, purple; the marks and dashes tell the curves apart as well.
    static readonly (string Colour, MarkerShape Mark, bool Dashed)[] looks =
    [
        ("#0072B2", MarkerShape.FilledCircle, false), (Palette.Crackdown, MarkerShape.FilledSquare, true), (Palette.Easing, MarkerShape.FilledTriangleUp, false),
        (Palette.Support, MarkerShape.FilledDiamond, true),
    ];

    /// <summary>An SVG element, without XML declaration.</summary>
    /// <param name="title">The scenario, in a few words.</param>
    /// <param name="note">A line under the title.</param>
    /// <param name="sweep">One entry a severity, all with the same horizons.</param>
    /// <param name="options">Width and language.</param>
    public static string Svg(string title, string note, ImmutableArray<ScenarioSummary> sweep, ChartOptions options) => Draw(title, note, sweep, options).Svg();

    /// <summary>PNG bytes, at two device pixels per CSS pixel.</summary>
    /// <param name="title">The scenario, in a few words.</param>
    /// <param name="note">A line under the title.</param>
    /// <param name="sweep">One entry a severity, all with the same horizons.</param>
    /// <param name="options">Width and language.</param>
    public static byte[] Png(string title, string note, ImmutableArray<ScenarioSummary> sweep, ChartOptions options) => Draw(title, note, sweep, options).Png();

    static FigureSheet Draw(string title, string note, ImmutableArray<ScenarioSummary> sweep, ChartOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ScenarioSummary[] points = [.. sweep.Where(s => s.Counted > 0).OrderBy(s => s.Severity)];
        FigureSheet sheet = new(options, title, Describe(points, options));
        int horizons = points.Length == 0 ? 0 : points[0].Onset.Length;
        string[] names = [.. Enumerable.Range(0, horizons).Select(h => Within(points[0].Onset[h].Months, options))];
        double right = 24 + names.Select(name => FigureSheet.Measure(name, FigureSheet.TextSize)).DefaultIfEmpty().Max();
        double headed = sheet.Paragraph(16, sheet.Head(note) + 16, sheet.Width - 32, options.Say("P(a crackdown sets in), 95 % intervals", "出现整治的概率（95%区间）"), bold: true);
        double top = headed - 2, bottom = top + PlotHeight;
        (double least, double largest) = FigureScale.Around([0, .. points.Select(p => p.Severity)], 8);
        FigureScale across = new(least, Math.Max(largest, least + 1), Left + 10, sheet.Width - right), up = new(0, 1, bottom, top);

        foreach (double tick in up.Ticks(5))
        {
            sheet.Line(Left, up[tick], sheet.Width - right + 6, up[tick], Palette.Light.Rule);
            sheet.Text(Left - 7, up[tick] + 4, FigureScale.Text(100 * tick) + " %", Anchor.End, FigureSheet.TickSize, Palette.Light.Quiet);
        }

        foreach (double tick in across.Ticks(8))
        {
            sheet.Line(across[tick], bottom, across[tick], bottom + 4, Palette.Light.Quiet);
            sheet.Text(across[tick], bottom + 18, FigureScale.Text(tick), Anchor.Middle, FigureSheet.TickSize, Palette.Light.Quiet);
        }

        string axis = options.Say("severity of the incident (1: a week of national headlines; 10: a great scandal)", "事件严重程度（1：全国头条一周；10：重大丑闻）");
        double next = Center(sheet, bottom + 36, axis, (Left + sheet.Width - right) / 2, sheet.Width - 32);
        // Whiskers of one severity stand beside each other, but never so far that curves seem to part.
        double beside = Math.Min(8, 0.4 * (across[1] - across[0])), radius = sheet.Width < NarrowWidth ? 3.2 : 4.5;
        double[] labels = FigureScale.Apart([.. Enumerable.Range(0, horizons).Select(h => up[points[^1].Onset[h].Probability.Value])]);
        for (int h = 0; h < horizons; h++)
        {
            (string colour, MarkerShape mark, bool dashed) = looks[h % looks.Length];
            double shift = (h - ((horizons - 1) / 2.0)) * beside;
            (double X, double Y)[] curve = [.. points.Select(p => (across[p.Severity] + shift, up[p.Onset[h].Probability.Value]))];
            foreach (ScenarioSummary point in points)
            {
                (double low, double high) = point.Onset[h].Probability.Interval();
                sheet.Whisker(across[point.Severity] + shift, up[low], across[point.Severity] + shift, up[high], colour);
            }

            if (dashed)
                sheet.Dashes(curve, colour, 2);
            else
                sheet.Path(curve, colour, 2);
            foreach ((double x, double y) in curve)
                sheet.Mark(x, y, radius, colour, mark);
            double label = labels[h];
            sheet.Line(curve[^1].X + 6, curve[^1].Y, sheet.Width - right + 12, label, colour);
            sheet.Text(sheet.Width - right + 15, label + 4, names[h]);
        }

        sheet.Foot(next, options.Say("Simulated histories of a model with assumed parameters. Numbers describe the model, not China.", "数字来自参数为假设的模型所模拟的历史，描述模型，不描述中国。"));
        return sheet;
    }

    internal static string Within(int months, ChartOptions options) =>
        string.Create(CultureInfo.InvariantCulture, $"{options.Say("within ", "")}{months}{options.Say(months == 1 ? " month" : " months", "个月内")}");

    static double Center(FigureSheet sheet, double y, string text, double x, double width)
    {
        foreach (string line in Cells.Wrap(text, (int)(width / FigureSheet.Measure("n", FigureSheet.TickSize))))
        {
            sheet.Text(x, y, line, Anchor.Middle, FigureSheet.TickSize, Palette.Light.Quiet);
            y += 15;
        }

        return y;
    }

    static string Describe(ScenarioSummary[] points, ChartOptions options)
    {
        Words words = Words.For(options.Language);
        return string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture,
            $"{options.Say("Severity", "严重程度")} {p.Severity:0.##}: {string.Join(", ", p.Onset.Select(o => $"{Within(o.Months, options)} {words.Percent(o.Probability.Value)}"))}.")));
    }
}
