using System.Collections.Immutable;

namespace Fangshou.Briefs;

/// <summary>One statistic of a small multiple.</summary>
/// <param name="Name">What it is, with its unit.</param>
/// <param name="Values">One a row; NaN where nothing of the kind happened.</param>
/// <param name="FromZero">True to begin its axis at 0.</param>
public sealed record SmallPanel(string Name, ImmutableArray<double> Values, bool FromZero = true);

/// <summary>Small panels side by side, one a statistic, with a dot a row and a line at the first row, to which all others are compared.</summary>
public static class SmallMultiplesFigure
{
    const double RowHeight = 24, Gap = 20, LeastPanel = 92;

    /// <summary>An SVG element, without XML declaration.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="note">A line under the title.</param>
    /// <param name="rows">Names of the rows; the first is what the others are compared with.</param>
    /// <param name="panels">Statistics, each with a value a row.</param>
    /// <param name="options">Width and language.</param>
    public static string Svg(string title, string note, ImmutableArray<string> rows, ImmutableArray<SmallPanel> panels, ChartOptions options) => Draw(title, note, rows, panels, options).Svg();

    /// <summary>PNG bytes, at two device pixels per CSS pixel.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="note">A line under the title.</param>
    /// <param name="rows">Names of the rows; the first is what the others are compared with.</param>
    /// <param name="panels">Statistics, each with a value a row.</param>
    /// <param name="options">Width and language.</param>
    public static byte[] Png(string title, string note, ImmutableArray<string> rows, ImmutableArray<SmallPanel> panels, ChartOptions options) => Draw(title, note, rows, panels, options).Png();

    static FigureSheet Draw(string title, string note, ImmutableArray<string> rows, ImmutableArray<SmallPanel> panels, ChartOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (SmallPanel panel in panels)
            if (panel.Values.Length != rows.Length)
                throw new ArgumentException($"The panel {panel.Name} has {panel.Values.Length} values for {rows.Length} rows.", nameof(panels));
        FigureSheet sheet = new(options, title, string.Join(' ', panels.Select(panel => $"{panel.Name}: {string.Join(", ", rows.Zip(panel.Values, (row, value) => $"{row} {Shown(value)}"))}.")));
        double names = rows.Select(row => FigureSheet.Measure(row, FigureSheet.TextSize)).DefaultIfEmpty().Max() + 30;
        int across = Math.Clamp((int)((sheet.Width - names - 12) / (LeastPanel + Gap)), 1, Math.Max(1, panels.Length));
        double width = (sheet.Width - names - 12 - (across * Gap)) / across, y = sheet.Head(note) + 6;
        for (int first = 0; first < panels.Length; first += across)
            y = Strip(sheet, y, names, width, options.Say("removed:", "去除："), rows, [.. panels.Skip(first).Take(across)]);
        sheet.Foot(y - 6, options.Say(
            "The line in each panel stands where nothing is removed; a dash: nothing of the kind happened. Numbers describe the model, not China.",
            "每格竖线为未去除任何部分时的数值；横线表示未出现此类情形。数字描述模型，不描述中国。"));
        return sheet;
    }

    /// <summary>One strip of panels over the same rows.</summary>
    static double Strip(FigureSheet sheet, double top, double names, double width, string heading, ImmutableArray<string> rows, ImmutableArray<SmallPanel> panels)
    {
        int columns = (int)(width / FigureSheet.Measure("n", FigureSheet.TextSize));
        string[][] titles = [.. panels.Select(panel => Cells.Wrap(panel.Name, columns).ToArray())];
        double upper = top + (titles.Max(lines => lines.Length) * 16) + 8, lower = upper + (rows.Length * RowHeight);
        sheet.Text(16, upper - 8, heading, colour: Palette.Light.Quiet);
        for (int r = 0; r < rows.Length; r++)
        {
            double y = upper + ((r + 0.5) * RowHeight);
            sheet.Text(16, y + 4, rows[r], bold: r == 0);
            sheet.Line(names, y, sheet.Width - 12, y, Palette.Light.Rule, 0.6);
        }

        for (int p = 0; p < panels.Length; p++)
        {
            double left = names + 8 + (p * (width + Gap));
            for (int line = 0; line < titles[p].Length; line++)
                sheet.Text(left, upper - 8 - ((titles[p].Length - 1 - line) * 16), titles[p][line], bold: true);
            Panel(sheet, panels[p], left, width, upper, lower);
        }

        return lower + 32;
    }

    static void Panel(FigureSheet sheet, SmallPanel panel, double left, double width, double upper, double lower)
    {
        (double least, double largest) = FigureScale.Around(panel.FromZero ? panel.Values.Append(0) : panel.Values, 2);
        FigureScale across = new(least, largest, left + 5, left + width - 5);
        foreach (double tick in across.Ticks(2))
        {
            sheet.Line(across[tick], lower, across[tick], lower + 4, Palette.Light.Quiet);
            sheet.Text(across[tick], lower + 17, FigureScale.Text(tick), Anchor.Middle, FigureSheet.TickSize, Palette.Light.Quiet);
        }

        sheet.Line(left, lower, left + width, lower, Palette.Light.Quiet);
        if (double.IsFinite(panel.Values[0]))
            sheet.Line(across[panel.Values[0]], upper, across[panel.Values[0]], lower, Palette.Light.Ink, 1.2);
        for (int r = 0; r < panel.Values.Length; r++)
        {
            double y = upper + ((r + 0.5) * RowHeight), value = panel.Values[r];
            if (double.IsFinite(value))
                sheet.Mark(across[value], y, r == 0 ? 5.5 : 4.5, r == 0 ? Palette.Light.Ink : "#0072B2");
            else
                sheet.Text(left + 5, y + 4, "–", Anchor.Middle, colour: Palette.Light.Quiet);
        }
    }

    static string Shown(double value) => double.IsFinite(value) ? FigureScale.Text(Math.Round(value, 2)) : "–";
}
