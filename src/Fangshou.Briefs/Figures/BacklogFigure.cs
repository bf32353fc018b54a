using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Dockets;
using ScottPlot;

namespace Fangshou.Briefs;

/// <summary>Suits that wait in a court, month by month, for several streams of arrivals.</summary>
public static class BacklogFigure
{
    const double PlotHeight = 300, Left = 66;

    // Okabe and Ito's; dashes and marks tell the lines apart as well.
    static readonly (string Colour, MarkerShape Mark, bool Dashed)[] looks =
    [
        ("#0072B2", MarkerShape.FilledCircle, false), (Palette.Crackdown, MarkerShape.FilledSquare, true), (Palette.Easing, MarkerShape.FilledTriangleUp, false),
        (Palette.Support, MarkerShape.FilledDiamond, true), ("#E69F00", MarkerShape.OpenCircle, false), (Palette.Lax, MarkerShape.OpenSquare, true),
    ];

    /// <summary>An SVG element, without XML declaration.</summary>
    /// <param name="title">The court, in a few words.</param>
    /// <param name="note">A line under the title.</param>
    /// <param name="outlooks">One for each stream of arrivals, all over the same months.</param>
    /// <param name="options">Width and language.</param>
    public static string Svg(string title, string note, ImmutableArray<CourtOutlook> outlooks, ChartOptions options) => Draw(title, note, outlooks, options).Svg();

    /// <summary>PNG bytes, at two device pixels per CSS pixel.</summary>
    /// <param name="title">The court, in a few words.</param>
    /// <param name="note">A line under the title.</param>
    /// <param name="outlooks">One for each stream of arrivals, all over the same months.</param>
    /// <param name="options">Width and language.</param>
    public static byte[] Png(string title, string note, ImmutableArray<CourtOutlook> outlooks, ChartOptions options) => Draw(title, note, outlooks, options).Png();

    static FigureSheet Draw(string title, string note, ImmutableArray<CourtOutlook> outlooks, ChartOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        FigureSheet sheet = new(options, title, string.Join(' ', outlooks.Select(outlook => Describe(outlook, options))));
        string[] names = [.. outlooks.Select(outlook => Name(outlook, options))];
        double right = 28 + names.Select(name => FigureSheet.Measure(name, FigureSheet.TextSize)).DefaultIfEmpty().Max();
        double top = sheet.Paragraph(16, sheet.Head(note) + 16, sheet.Width - 32, options.Say("suits that wait; bands: 8 in 10 (80 %)", "待审案件；色带：十之八（80%）"), bold: true) + 2, bottom = top + PlotHeight;
        (_, double largest) = FigureScale.Around([0, 1, .. outlooks.SelectMany(outlook => outlook.Months).Select(month => month.P90)], 5);
        int horizon = outlooks.Select(outlook => outlook.Months.Length - 1).DefaultIfEmpty(1).Max();
        FigureScale across = new(0, horizon, Left, sheet.Width - right), up = new(0, largest, bottom, top);
        // Years and their halves where months are many; whole months where they are few.
        int step = horizon <= 12 ? 1 : horizon <= 36 ? 6 : 12 * ((horizon + 95) / 96);
        Axes(sheet, across, up, bottom, right, step, options);

        double[] labels = Labels([.. outlooks.Select(outlook => up[outlook.Months[^1].P50])], bottom);
        for (int i = 0; i < outlooks.Length; i++)
        {
            (string colour, MarkerShape mark, bool dashed) = looks[i % looks.Length];
            ImmutableArray<BacklogMonth> months = outlooks[i].Months;
            sheet.Area([.. months.Select(m => (across[m.Month], up[m.P90])), .. months.Reverse().Select(m => (across[m.Month], up[m.P10]))], colour, 0.22);
            (double X, double Y)[] line = [.. months.Select(m => (across[m.Month], up[m.P50]))];
            if (dashed)
                sheet.Dashes(line, colour, 2.2);
            else
                sheet.Path(line, colour, 2.2);
            foreach ((double x, double y) in line.Where((_, t) => t > 0 && t % step == 0))
                sheet.Mark(x, y, 4, colour, mark);
            sheet.Line(line[^1].X + 6, line[^1].Y, sheet.Width - right + 14, labels[i], colour);
            sheet.Text(sheet.Width - right + 17, labels[i] + 4, names[i]);
        }

        sheet.Foot(bottom + 34, options.Say(
            "A queue with chance arrivals and judges who do nothing else; it says when work outgrows judges, not how a court decides.",
            "排队模型：案件随机到达，法官只办理此类案件；说明工作量何时超出法官能力，不说明法院如何裁判。"));
        return sheet;
    }

    static void Axes(FigureSheet sheet, FigureScale across, FigureScale up, double bottom, double right, int step, ChartOptions options)
    {
        foreach (double tick in up.Ticks(5))
        {
            sheet.Line(Left, up[tick], sheet.Width - right + 4, up[tick], Palette.Light.Rule);
            sheet.Text(Left - 7, up[tick] + 4, Number(tick), Anchor.End, FigureSheet.TickSize, Palette.Light.Quiet);
        }

        for (int tick = 0; tick <= across.Largest; tick += step)
        {
            sheet.Line(across[tick], bottom, across[tick], bottom + 4, Palette.Light.Quiet);
            sheet.Text(across[tick], bottom + 17, FigureScale.Text(tick), Anchor.Middle, FigureSheet.TickSize, Palette.Light.Quiet);
        }

        sheet.Text((Left + sheet.Width - right) / 2, bottom + 32, options.Say("months", "月数"), Anchor.Middle, FigureSheet.TickSize, Palette.Light.Quiet);
    }

    /// <summary>Heights near the wanted ones, far enough apart to be read and none below the plot.</summary>
    static double[] Labels(double[] wanted, double bottom)
    {
        double[] placed = [.. wanted];
        double below = bottom + 17;
        foreach (int i in Enumerable.Range(0, wanted.Length).OrderByDescending(i => wanted[i]))
            below = placed[i] = Math.Min(wanted[i], below - 17);
        return placed;
    }

    static string Name(CourtOutlook outlook, ChartOptions options) => string.Create(CultureInfo.InvariantCulture,
        $"{Number(outlook.Load.ArrivalsPerMonth)}{options.Say(" a month", "件/月")} ({100 * outlook.Load.Utilisation:0} %)");

    static string Describe(CourtOutlook outlook, ChartOptions options)
    {
        BacklogMonth last = outlook.Months[^1];
        return options.Say(
            string.Create(CultureInfo.InvariantCulture, $"{Number(outlook.Load.ArrivalsPerMonth)} suits a month, {100 * outlook.Load.Utilisation:0} % of what the judges can do: after {last.Month} months {Number(last.P50)} wait (8 in 10: {Number(last.P10)} to {Number(last.P90)})."),
            string.Create(CultureInfo.InvariantCulture, $"每月{Number(outlook.Load.ArrivalsPerMonth)}件，为法官能力的{100 * outlook.Load.Utilisation:0}%：{last.Month}个月后待审{Number(last.P50)}件（十之八：{Number(last.P10)}至{Number(last.P90)}）。"));
    }

    static string Number(double suits) => suits.ToString("#,0", CultureInfo.InvariantCulture);
}
