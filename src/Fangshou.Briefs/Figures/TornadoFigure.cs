using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Scenarios;

namespace Fangshou.Briefs;

/// <summary>A scenario's bar.</summary>
/// <param name="Name">The scenario, in a few words.</param>
/// <param name="Difference">Its probability less the baseline's, on common random numbers.</param>
public sealed record TornadoBar(string Name, PairedDifference Difference);

/// <summary>How far each scenario moves the probability of an onset away from its baseline: the largest on top.</summary>
public static class TornadoFigure
{
    const double RowHeight = 42, Side = 22;

    /// <summary>An SVG element, without XML declaration.</summary>
    /// <param name="bars">Scenarios, in any order.</param>
    /// <param name="months">The horizon.</param>
    /// <param name="note">A line under the title.</param>
    /// <param name="options">Width and language.</param>
    public static string Svg(ImmutableArray<TornadoBar> bars, int months, string note, ChartOptions options) => Draw(bars, months, note, options).Svg();

    /// <summary>PNG bytes, at two device pixels per CSS pixel.</summary>
    /// <param name="bars">Scenarios, in any order.</param>
    /// <param name="months">The horizon.</param>
    /// <param name="note">A line under the title.</param>
    /// <param name="options">Width and language.</param>
    public static byte[] Png(ImmutableArray<TornadoBar> bars, int months, string note, ChartOptions options) => Draw(bars, months, note, options).Png();

    static FigureSheet Draw(ImmutableArray<TornadoBar> bars, int months, string note, ChartOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        TornadoBar[] sorted = [.. bars.OrderByDescending(b => Math.Abs(Known(b.Difference.Difference))).ThenBy(b => b.Name, StringComparer.Ordinal)];
        string title = string.Create(CultureInfo.InvariantCulture, $"{options.Say("What each scenario does to P(crackdown within ", "各情景对")}{months}{options.Say(" months)", "个月内出现整治概率的影响")}");
        FigureSheet sheet = new(options, title, string.Join(' ', sorted.Select(bar => $"{bar.Name}: {Value(bar.Difference, options)}.")));
        double top = sheet.Head(note) + 26, bottom = top + (sorted.Length * RowHeight) + 4;
        (double least, double largest) = FigureScale.Around([-0.05, 0.05, .. sorted.SelectMany(b => new[] { b.Difference.Low, b.Difference.High, b.Difference.Difference })], 6);
        FigureScale across = new(least, largest, Side, sheet.Width - Side);

        foreach (double tick in across.Ticks(6))
        {
            // Behind the bars only: a line through a name cannot be read past.
            for (int i = 0; i < sorted.Length; i++)
                sheet.Line(across[tick], top + (i * RowHeight) + 19, across[tick], top + (i * RowHeight) + 38, Palette.Light.Rule);
            sheet.Text(across[tick], bottom + 15, Signed(tick), Anchor.Middle, FigureSheet.TickSize, Palette.Light.Quiet);
        }

        for (int i = 0; i < sorted.Length; i++)
        {
            PairedDifference d = sorted[i].Difference;
            double y = top + (i * RowHeight), bar = y + 28;
            if (double.IsFinite(d.Difference))
            {
                string colour = d.Difference < 0 ? Palette.Lax : Palette.Crackdown;
                sheet.Box(Math.Min(across[0], across[d.Difference]), bar - 7, Math.Max(across[0], across[d.Difference]), bar + 7, colour, 0.75);
                if (double.IsFinite(d.Low))
                    sheet.Whisker(across[d.Low], bar, across[d.High], bar, Palette.Light.Ink);
            }

            string value = Value(d, options);
            double room = sheet.Width - (2 * Side) - FigureSheet.Measure(value, FigureSheet.TextSize) - 10;
            sheet.Text(Side, y + 15, Cut(sorted[i].Name, room));
            sheet.Text(sheet.Width - Side, y + 15, value, Anchor.End, colour: Palette.Light.Quiet);
        }

        for (int i = 0; i < sorted.Length; i++)
            sheet.Line(across[0], top + (i * RowHeight) + 18, across[0], top + (i * RowHeight) + 38, Palette.Light.Ink, 1.6);
        sheet.Line(across[0], top - 4, across[0], top + 3, Palette.Light.Ink, 1.6);
        sheet.Text(across[0], top - 8, options.Say("baseline", "基线"), Anchor.Middle, FigureSheet.TickSize, bold: true);
        sheet.Text(sheet.Width / 2, bottom + 31, options.Say("difference, percentage points; whiskers: 95 % interval", "差值（百分点）；须线：95%区间"), Anchor.Middle, FigureSheet.TickSize, Palette.Light.Quiet);
        sheet.Foot(bottom + 36, options.Say(
            "Scenario and baseline run on common random numbers: the same firms, shocks and incidents, so that only the levers differ. Numbers describe the model, not China.",
            "情景与基线使用共同随机数：企业、冲击、事件相同，只有所设变化不同。数字描述模型，不描述中国。"));
        return sheet;
    }

    static double Known(double x) => double.IsFinite(x) ? x : 0;

    static string Value(PairedDifference d, ChartOptions options) => double.IsFinite(d.Difference)
        ? $"{Signed(d.Difference)} {options.Say("points", "个百分点")}{(double.IsFinite(d.Low) ? $" ({Signed(d.Low)} … {Signed(d.High)})" : "")}"
        : options.Say("not known", "未知");

    static string Signed(double share) => Math.Round(100 * share).ToString("+0;−0;0", CultureInfo.InvariantCulture);

    static string Cut(string name, double room) => FigureSheet.Measure(name, FigureSheet.TextSize) <= room ? name : Cells.Wrap(name, (int)(room / FigureSheet.Measure("n", FigureSheet.TextSize)) - 1).First() + "…";
}
