using Fangshou.Claims;

namespace Fangshou.Briefs;

/// <summary>A test as a strip: the number found with its interval on a line, the threshold, and the side on which the test holds.</summary>
public static class ClaimFigure
{
    const double Side = 36, NarrowWidth = 560;
    const string Holds = "#0072B2";

    // Ticks beyond it have more digits than room.
    const double LargestThreshold = 1e15;

    /// <summary>True when there is a number to draw, and a threshold that fits on a line with it.</summary>
    public static bool CanDraw(TestResult test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return test.Found.Lacking.Length == 0 && !double.IsNaN(test.Found.Value) && Math.Abs(test.Test.Threshold) < LargestThreshold;
    }

    /// <summary>An SVG element, without XML declaration.</summary>
    /// <param name="test">A test that <see cref="CanDraw"/>.</param>
    /// <param name="options">Width and language.</param>
    /// <exception cref="ArgumentException">The test cannot be drawn.</exception>
    public static string Svg(TestResult test, ChartOptions options) => Draw(test, options).Svg();

    /// <summary>PNG bytes, at two device pixels per CSS pixel.</summary>
    /// <inheritdoc cref="Svg"/>
    public static byte[] Png(TestResult test, ChartOptions options) => Draw(test, options).Png();

    static FigureSheet Draw(TestResult test, ChartOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!CanDraw(test))
            throw new ArgumentException("The test has no number, or a threshold too large to draw.", nameof(test));
        ClaimWords words = new(options.Language);
        string value = words.Figure(test).Replace('\u00a0', ' '), threshold = words.Say($"holds at {words.Threshold(test)}", $"{words.Threshold(test)} 时成立").Replace('\u00a0', ' ');
        FigureSheet sheet = new(options, words.Say(test.Test.Says, test.Test.SaysZh), $"{value}; {threshold}; {words.Outcome(test.Verdict)}.");
        double top = sheet.Head($"{ClaimWords.Mark(test.Verdict)} {words.Outcome(test.Verdict)}");
        (double line, double axis) = (top + 48, top + 62);
        ClaimScale across = ClaimScale.For(test, Side, sheet.Width - Side, sheet.Width < NarrowWidth ? 4 : 8, words);
        double limit = across[test.Test.Threshold];

        (double from, double to) = test.Test.Side == Claims.Side.AtLeast ? (limit, sheet.Width - Side) : (Side, limit);
        if (to > from)
            sheet.Box(from, line - 12, to, axis, Holds, 0.14);
        sheet.Line(Side, axis, sheet.Width - Side, axis, Palette.Light.Quiet);
        foreach ((double at, string text) in across.Ticks)
        {
            sheet.Line(across[at], axis, across[at], axis + 4, Palette.Light.Quiet);
            sheet.Text(across[at], axis + 16, text, Anchor.Middle, FigureSheet.TickSize, Palette.Light.Quiet);
        }

        // The line of the threshold begins at its own words, unless those of the value lie between.
        (double left, double right) = Label(sheet, across[test.Found.Value], top + 29, value, bold: true);
        Label(sheet, limit, top + 12, threshold);
        sheet.Line(limit, limit > left - 3 && limit < right + 3 ? line - 13 : top + 16, limit, axis + 4, Palette.Light.Ink, 2);
        if (test.Found.IsUncertain)
            Interval(sheet, across, test.Found, line);
        sheet.Mark(across[test.Found.Value], line, 5, Palette.Light.Ink);
        sheet.Foot(axis + 21, words.Say("Dot: the number found; whisker: its interval, where there is one; shaded: where the test holds.", "圆点：所得数值；须线：区间（如有）；阴影：检验成立的一侧。"));
        return sheet;
    }

    /// <summary>Caps only where the interval ends within the strip.</summary>
    static void Interval(FigureSheet sheet, ClaimScale across, Measurement found, double y)
    {
        sheet.Line(across[found.Low], y, across[found.High], y, Palette.Light.Ink, 1.8);
        foreach (double end in (double[])[found.Low, found.High])
            if (across.Holds(end))
                sheet.Line(across[end], y - 5, across[end], y + 5, Palette.Light.Ink, 1.8);
    }

    /// <summary>A text over a place, moved in where it would reach beyond the sheet.</summary>
    /// <returns>From where to where it reaches.</returns>
    static (double Left, double Right) Label(FigureSheet sheet, double x, double y, string text, bool bold = false)
    {
        double width = FigureSheet.Measure(text, FigureSheet.TextSize);
        if (x - (width / 2) < 4)
        {
            sheet.Text(4, y, text, bold: bold);
            return (4, 4 + width);
        }

        if (x + (width / 2) > sheet.Width - 4)
        {
            sheet.Text(sheet.Width - 4, y, text, Anchor.End, bold: bold);
            return (sheet.Width - 4 - width, sheet.Width - 4);
        }

        sheet.Text(x, y, text, Anchor.Middle, bold: bold);
        return (x - (width / 2), x + (width / 2));
    }
}
