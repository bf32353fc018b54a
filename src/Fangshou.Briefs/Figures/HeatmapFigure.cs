using System.Collections.Immutable;

namespace Fangshou.Briefs;

/// <summary>A cell of a heatmap.</summary>
/// <param name="Lines">What is written in it, the main number first.</param>
/// <param name="Shade">How dark it is, 0…1; NaN where there is nothing to compare.</param>
public sealed record HeatCell(ImmutableArray<string> Lines, double Shade)
{
    /// <summary>Address that the cell leads to, within a page; empty for none.</summary>
    internal string Link { get; init; } = "";
}

/// <summary>Rows and columns of cells that are shaded by a number and say it in words: the shade only leads the eye.</summary>
public static class HeatmapFigure
{
    const double Gap = 4, Inset = 8, LineHeight = 16, LeastNames = 110, Darkest = 0.8;

    /// <summary>An SVG element, without XML declaration.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="note">A line under the title.</param>
    /// <param name="foot">Last words: what the shade stands for, and what the numbers cannot tell.</param>
    /// <param name="columns">Names of the columns.</param>
    /// <param name="rows">Names of the rows.</param>
    /// <param name="cells">Row by row.</param>
    /// <param name="options">Width and language.</param>
    /// <exception cref="ArgumentException">There are not as many cells as rows times columns.</exception>
    public static string Svg(string title, string note, string foot, ImmutableArray<string> columns, ImmutableArray<string> rows, ImmutableArray<HeatCell> cells, ChartOptions options) =>
        Draw(title, note, foot, columns, rows, cells, options).Svg();

    /// <summary>PNG bytes, at two device pixels per CSS pixel.</summary>
    /// <inheritdoc cref="Svg"/>
    public static byte[] Png(string title, string note, string foot, ImmutableArray<string> columns, ImmutableArray<string> rows, ImmutableArray<HeatCell> cells, ChartOptions options) =>
        Draw(title, note, foot, columns, rows, cells, options).Png();

    static FigureSheet Draw(string title, string note, string foot, ImmutableArray<string> columns, ImmutableArray<string> rows, ImmutableArray<HeatCell> cells, ChartOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (cells.Length != rows.Length * columns.Length)
            throw new ArgumentException($"{cells.Length} cells do not fill {rows.Length} rows of {columns.Length}.", nameof(cells));
        FigureSheet sheet = new(options, title, string.Join(' ', cells.Select((cell, i) => $"{rows[i / columns.Length]}, {columns[i % columns.Length]}: {string.Join("; ", cell.Lines)}.")));
        double names = Math.Max(LeastNames, Math.Min(sheet.Width / 4, rows.Select(row => FigureSheet.Measure(row, FigureSheet.TextSize)).DefaultIfEmpty().Max() + 20));
        double width = (sheet.Width - names - 16) / columns.Length, y = sheet.Head(note) + 22;
        for (int c = 0; c < columns.Length; c++)
            sheet.Text(names + (c * width) + Inset, y - 6, columns[c], bold: true);
        int letters = Math.Max(4, (int)((width - Gap - (2 * Inset)) / FigureSheet.Measure("n", FigureSheet.TextSize)));
        for (int r = 0; r < rows.Length; r++)
        {
            (string Text, bool Bold)[][] lines = [.. cells.Skip(r * columns.Length).Take(columns.Length).Select(cell => cell.Lines.SelectMany((line, i) => Cells.Wrap(line, letters).Select(part => (part, i == 0))).ToArray())];
            string[] name = [.. Cells.Wrap(rows[r], Math.Max(4, (int)((names - 20) / FigureSheet.Measure("n", FigureSheet.TextSize))))];
            double height = (Math.Max(name.Length, lines.Max(l => l.Length)) * LineHeight) + Inset;
            for (int line = 0; line < name.Length; line++)
                sheet.Text(16, y + ((line + 1) * LineHeight), name[line], bold: true);
            for (int c = 0; c < columns.Length; c++)
            {
                HeatCell cell = cells[(r * columns.Length) + c];
                Cell(sheet, names + (c * width), y, width - Gap, height, lines[c], cell.Shade);
                if (cell.Link.Length > 0)
                    sheet.Link(names + (c * width), y, width - Gap, height, cell.Link, $"{rows[r]}, {columns[c]}{options.Say(": ", "：")}{cell.Lines[0]}");
            }

            y += height + Gap;
        }

        sheet.Foot(y, foot);
        return sheet;
    }

    static void Cell(FigureSheet sheet, double left, double top, double width, double height, (string Text, bool Bold)[] lines, double shade)
    {
        sheet.Box(left, top, left + width, top + height, Palette.Light.Rule, 0.35);
        if (shade > 0)
            sheet.Box(left, top, left + width, top + height, Palette.Crackdown, Darkest * Math.Min(1, shade));
        for (int line = 0; line < lines.Length; line++)
            sheet.Text(left + Inset, top + ((line + 1) * LineHeight), lines[line].Text, colour: Palette.Light.Ink, bold: lines[line].Bold);
    }
}
