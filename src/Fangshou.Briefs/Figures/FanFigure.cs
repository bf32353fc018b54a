using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Scenarios;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>What a fan figure shows.</summary>
/// <param name="Title">The scenario, in a few words.</param>
/// <param name="Note">A line under the title: severity, replicates, seed.</param>
/// <param name="Scenario">One panel each; all begin with the same month.</param>
/// <param name="Baseline">The same quantities of the baseline, or none.</param>
/// <param name="BaselineName">What the baseline is; empty without one.</param>
public sealed record FanFigureInput(string Title, string Note, ImmutableArray<MonthlyQuantiles> Scenario, ImmutableArray<MonthlyQuantiles> Baseline, string BaselineName)
{
    /// <summary>What happened, over the panel of restrictive acts; null to show the histories alone.</summary>
    internal RecordedActs? Recorded { get; init; }
}

/// <summary>Month by month, between which values a half, eight and nine in ten of the simulated histories lie, with the median and the baseline's.</summary>
public static class FanFigure
{
    const string Colour = "#0072B2";
    const double PanelHeight = 138, PanelTitle = 26, ChangeRow = 14, Left = 46, Right = 18;
    const int Median = 3;

    // From outside in: lower and upper quantile, and opacity; the bands lie over each other.
    static readonly (int Low, int High, double Opacity)[] bands = [(0, 6, 0.16), (1, 5, 0.18), (2, 4, 0.3)];

    /// <summary>An SVG element, without XML declaration.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A width out of range.</exception>
    public static string Svg(FanFigureInput input, ChartOptions options) => Draw(input, options).Svg();

    /// <summary>PNG bytes, at two device pixels per CSS pixel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A width out of range.</exception>
    public static byte[] Png(FanFigureInput input, ChartOptions options) => Draw(input, options).Png();

    /// <summary>The panel's heading.</summary>
    internal static string Name(FanQuantity quantity, ChartOptions options) => quantity switch
    {
        FanQuantity.ActsInThreeMonths => options.Say("Restrictive acts in three months", "三个月内的限制性行动"),
        FanQuantity.Index => options.Say("Price index (1 in calm times)", "价格指数（平时为1）"),
        _ => options.Say("Job loss, share of jobs", "岗位损失比例"),
    };

    static FigureSheet Draw(FanFigureInput input, ChartOptions options)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(options);
        FigureSheet sheet = new(options, input.Title, Describe(input, options));
        double y = Legend(sheet, sheet.Head(input.Note), input, options);
        MonthlyQuantiles first = input.Scenario[0];
        FigureScale across = new(first.FirstMonth, first.FirstMonth + Math.Max(1, first.Values.Length - 1), Left, sheet.Width - Right);
        for (int i = 0; i < input.Scenario.Length; i++)
        {
            bool last = i == input.Scenario.Length - 1;
            Panel(sheet, y, input.Scenario[i], input.Baseline.Length > i ? input.Baseline[i] : null, across, options, isFirst: i == 0, isLast: last, input.Scenario[i].Quantity == FanQuantity.ActsInThreeMonths ? input.Recorded : null);
            y += PanelTitle + (i == 0 ? ChangeRow : 0) + PanelHeight + (last ? 36 : 14);
        }

        sheet.Foot(y, options.Say("Simulated histories of a model with assumed parameters. Numbers describe the model, not China.", "数字来自参数为假设的模型所模拟的历史，描述模型，不描述中国。"));
        return sheet;
    }

    static double Legend(FigureSheet sheet, double y, FanFigureInput input, ChartOptions options)
    {
        (string Text, Action<double, double> Swatch)[] entries =
        [
            (options.Say("median", "中位数"), (x, at) => sheet.Line(x, at, x + 26, at, Colour, 2.2)),
            (options.Say("half of the histories (50 %)", "半数历史（50%）"), (x, at) => Swatch(x, at, 3)),
            (options.Say("8 in 10 (80 %)", "十之八（80%）"), (x, at) => Swatch(x, at, 2)),
            (options.Say("9 in 10 (90 %)", "十之九（90%）"), (x, at) => Swatch(x, at, 1)),
            .. input.Baseline.IsEmpty
                ? Array.Empty<(string, Action<double, double>)>()
                : [(options.Say($"median of the baseline: {input.BaselineName}", $"基线中位数：{input.BaselineName}"), (x, at) => sheet.Dashes([(x, at), (x + 26, at)], Palette.Light.Ink, 1.6))],
            .. input.Recorded is not { } recorded ? Array.Empty<(string, Action<double, double>)>() : [(recorded.Name, (x, at) => Mark(sheet, x, x + 26, at))],
        ];
        double x = 16, row = y + 14;
        foreach ((string text, Action<double, double> swatch) in entries)
        {
            double need = 32 + FigureSheet.Measure(text, FigureSheet.TextSize) + 14;
            if (x > 16 && x + need > sheet.Width)
                (x, row) = (16, row + 18);
            swatch(x, row - 4);
            sheet.Text(x + 32, row, text, colour: Palette.Light.Quiet);
            x += need;
        }

        return row + 14;

        void Swatch(double left, double at, int layers)
        {
            foreach ((_, _, double opacity) in bands.Take(layers))
                sheet.Box(left, at - 6, left + 26, at + 6, Colour, opacity);
        }
    }

    static void Panel(FigureSheet sheet, double top, MonthlyQuantiles fan, MonthlyQuantiles? baseline, FigureScale across, ChartOptions options, bool isFirst, bool isLast, RecordedActs? recorded)
    {
        double upper = top + PanelTitle + (isFirst ? ChangeRow : 0), lower = upper + PanelHeight;
        // The index and the job loss keep the calm value in sight; counts begin at 0.
        IEnumerable<double> shown = [.. fan.Values.SelectMany(row => row), .. baseline?.Values.Select(row => row[Median]) ?? [], .. recorded?.Acts.Select(acts => (double)acts) ?? [], .. Anchors(fan.Quantity)];
        (double least, double largest) = FigureScale.Around(shown, 4);
        FigureScale up = new(least, largest, lower, upper);
        sheet.Text(Left - 30, top + 15, Name(fan.Quantity, options), bold: true);
        foreach (double tick in up.Ticks(4))
        {
            sheet.Line(Left, up[tick], sheet.Width - Right, up[tick], Palette.Light.Rule);
            sheet.Text(Left - 7, up[tick] + 4, FigureScale.Text(tick), Anchor.End, FigureSheet.TickSize, Palette.Light.Quiet);
        }

        foreach ((int low, int high, double opacity) in bands)
            sheet.Area([.. Points(fan, low), .. Points(fan, high).Reverse()], Colour, opacity);
        sheet.Path(Points(fan, Median), Colour, 2.2);
        if (baseline is not null)
            sheet.Dashes(Points(baseline, Median), Palette.Light.Ink, 1.6);

        foreach ((int acts, int i) in (recorded?.Acts ?? []).Select((acts, i) => (acts, i)))
            Mark(sheet, across[recorded!.FirstMonth + i - 0.5], across[recorded.FirstMonth + i + 0.5], up[acts]);

        if (fan.Quantity == FanQuantity.ActsInThreeMonths && ScenarioOutcome.LeastActs <= largest)
        {
            double line = up[ScenarioOutcome.LeastActs];
            sheet.Line(Left, line, sheet.Width - Right, line, Palette.Crackdown, 1.4);
            string crackdown = options.Say(Invariant($"a crackdown: {ScenarioOutcome.LeastActs} or more"), Invariant($"整治：{ScenarioOutcome.LeastActs}次及以上"));
            sheet.Text(sheet.Width - Right - 4, line - 5, crackdown, Anchor.End, FigureSheet.TickSize, Palette.Light.CrackdownInk);
        }

        sheet.Line(across[0], upper - (isFirst ? ChangeRow : 4), across[0], lower, Palette.Light.Ink, 1.2);
        if (isFirst)
            sheet.Text(across[0] + 5, upper - 5, options.Say("month of change", "变化当月"), size: FigureSheet.TickSize);
        if (isLast)
        {
            foreach (double month in new FigureScale(across.Least / 12, across.Largest / 12, 0, 1).Ticks(6).Where(double.IsInteger))
                sheet.Text(across[month * 12], lower + 16, FigureScale.Text(month * 12), Anchor.Middle, FigureSheet.TickSize, Palette.Light.Quiet);
            sheet.Text((Left + sheet.Width - Right) / 2, lower + 31, options.Say("months after the change", "变化后的月数"), Anchor.Middle, FigureSheet.TickSize, Palette.Light.Quiet);
        }

        IEnumerable<(double X, double Y)> Points(MonthlyQuantiles of, int quantile) => of.Values.Select((row, t) => (across[of.FirstMonth + t], up[row[quantile]]));
    }

    /// <summary>One recorded month: a stroke with a light edge, which stands out from bands and lines of any colour.</summary>
    static void Mark(FigureSheet sheet, double left, double right, double y)
    {
        sheet.Line(left, y, right, y, Palette.Light.Ground, 5);
        sheet.Line(left, y, right, y, Palette.Light.CrackdownInk, 2.6);
    }

    static IEnumerable<double> Anchors(FanQuantity quantity) => quantity switch
    {
        FanQuantity.ActsInThreeMonths => [0, ScenarioOutcome.LeastActs],
        FanQuantity.Index => [0, 1],
        _ => [0, 0.1],
    };

    static string Describe(FanFigureInput input, ChartOptions options) => string.Join(' ', input.Scenario.Select(fan =>
    {
        ImmutableArray<double> year = fan.Values[Math.Clamp(12 - fan.FirstMonth, 0, fan.Values.Length - 1)];
        string name = Name(fan.Quantity, options);
        return options.Say(
            string.Create(CultureInfo.InvariantCulture, $"{name}, a year after the change: median {year[Median]:0.##}; 9 in 10 histories between {year[0]:0.##} and {year[6]:0.##}."),
            string.Create(CultureInfo.InvariantCulture, $"{name}，变化一年后：中位数{year[Median]:0.##}，十之九的历史在{year[0]:0.##}与{year[6]:0.##}之间。"));
    }));
}
