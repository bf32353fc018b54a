using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Forecasts;

namespace Fangshou.Briefs;

/// <summary>One reliability diagram.</summary>
/// <param name="Horizon">Months.</param>
/// <param name="Curve">What was said against what came.</param>
public sealed record ReliabilityPanel(int Horizon, Reliability Curve);

/// <summary>A backtest in one picture: the skill of every forecaster at every horizon, and below it whether the ensemble's probabilities can be taken at their word.</summary>
public static class BacktestFigure
{
    const double RowHeight = 24, Gap = 22, Square = 150;

    /// <summary>An SVG element, without XML declaration.</summary>
    /// <param name="title">What was forecast.</param>
    /// <param name="note">A line under the title.</param>
    /// <param name="scores">Scores of one swing and one group, all horizons and forecasters.</param>
    /// <param name="reliability">The ensemble's diagrams.</param>
    /// <param name="options">Width and language.</param>
    public static string Svg(string title, string note, ImmutableArray<SwingScore> scores, ImmutableArray<ReliabilityPanel> reliability, ChartOptions options) => Draw(title, note, scores, reliability, options).Svg();

    /// <summary>PNG bytes, at two device pixels per CSS pixel.</summary>
    /// <param name="title">What was forecast.</param>
    /// <param name="note">A line under the title.</param>
    /// <param name="scores">Scores of one swing and one group, all horizons and forecasters.</param>
    /// <param name="reliability">The ensemble's diagrams.</param>
    /// <param name="options">Width and language.</param>
    public static byte[] Png(string title, string note, ImmutableArray<SwingScore> scores, ImmutableArray<ReliabilityPanel> reliability, ChartOptions options) => Draw(title, note, scores, reliability, options).Png();

    static FigureSheet Draw(string title, string note, ImmutableArray<SwingScore> scores, ImmutableArray<ReliabilityPanel> reliability, ChartOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        FigureSheet sheet = new(options, title, Describe(scores, options));
        double y = Skill(sheet, sheet.Head(note) + 16, scores, options);
        y = Diagrams(sheet, y + 14, reliability, options);
        sheet.Foot(y, options.Say(
            "Whiskers: 90 % intervals by bootstrap of a branch's years. Bands: where the steps of a calibrated forecaster would lie in 9 of 10 cases; overlapping months make the true ones wider.",
            "须线：按行业分支与年份自助法的90%区间。灰带：校准良好的预测者的阶梯十次中九次落在其中；因月份重叠，真实的带更宽。"));
        return sheet;
    }

    /// <summary>Rows of forecasters, a panel a horizon: skill against climatology.</summary>
    static double Skill(FigureSheet sheet, double top, ImmutableArray<SwingScore> scores, ChartOptions options)
    {
        top = sheet.Paragraph(16, top, sheet.Width - 32, options.Say("Brier skill against climatology: right of the line is better than what always happened", "相对气候学基准的布里尔技巧：线右侧优于历史频率"), bold: true);
        string[] forecasters = [.. scores.Select(s => s.Forecaster).Distinct().Where(name => name != "climatology")];
        int[] horizons = [.. scores.Select(s => s.Horizon).Distinct().Order()];
        double names = forecasters.Select(name => FigureSheet.Measure(name, FigureSheet.TextSize)).DefaultIfEmpty().Max() + 30;
        double width = (sheet.Width - names - 16 - (horizons.Length * Gap)) / Math.Max(1, horizons.Length), upper = top + 24, lower = upper + (forecasters.Length * RowHeight);
        for (int i = 0; i < horizons.Length; i++)
        {
            double left = names + (i * (width + Gap)) + 8;
            FigureScale across = new(-0.5, 0.5, left, left + width);
            sheet.Text(left + (width / 2), upper - 8, OnsetCurveFigure.Within(horizons[i], options), Anchor.Middle);
            sheet.Line(across[0], upper, across[0], lower, Palette.Light.Quiet);
            foreach (double tick in (double[])[-0.5, 0, 0.5])
                sheet.Text(across[tick], lower + 16, tick.ToString("+0.0;−0.0;0", CultureInfo.InvariantCulture), tick < 0 ? Anchor.Start : tick > 0 ? Anchor.End : Anchor.Middle, FigureSheet.TickSize, Palette.Light.Quiet);
            for (int row = 0; row < forecasters.Length; row++)
            {
                double y = upper + ((row + 0.5) * RowHeight);
                if (scores.FirstOrDefault(s => s.Forecaster == forecasters[row] && s.Horizon == horizons[i])?.Against.FirstOrDefault(a => a.Baseline == "climatology")?.Skill is not { Value: { } value } skill)
                    continue;
                double Within(double x) => across[Math.Clamp(x, -0.5, 0.5)];
                if (skill is { Low: { } low, High: { } high })
                    sheet.Line(Within(low), y, Within(high), y, Palette.Light.Quiet, 1.6);
                sheet.Mark(Within(value), y, 4.5, value >= 0 ? "#0072B2" : Palette.Crackdown, value >= 0 ? ScottPlot.MarkerShape.FilledCircle : ScottPlot.MarkerShape.FilledSquare);
            }
        }

        for (int row = 0; row < forecasters.Length; row++)
            sheet.Text(16, upper + ((row + 0.5) * RowHeight) + 4, forecasters[row], bold: forecasters[row] == Stacking.Id);
        return lower + 26;
    }

    static double Diagrams(FigureSheet sheet, double top, ImmutableArray<ReliabilityPanel> reliability, ChartOptions options)
    {
        if (reliability.IsEmpty)
            return top;
        top = sheet.Paragraph(16, top + 12, sheet.Width - 32, options.Say("Ensemble: share that came true, by what was said; each panel as wide as what was said", "组合预测：所称概率与实际发生比例"), bold: true) + 22;
        double step = (sheet.Width - 60) / reliability.Length, side = Math.Min(Square, step - 40), bottom = top + side;
        for (int i = 0; i < reliability.Length; i++)
        {
            Reliability curve = reliability[i].Curve;
            double left = 52 + (i * step), most = Math.Min(1, Math.Ceiling(10 * Math.Max(curve.Bands[^1].High, Math.Max(curve.Bands[^1].Probability, curve.Blocks[^1].Recalibrated))) / 10);
            FigureScale across = new(0, most, left, left + side), up = new(0, most, bottom, top);
            sheet.Text(left + (side / 2), top - 8, OnsetCurveFigure.Within(reliability[i].Horizon, options), Anchor.Middle);
            sheet.Area([.. curve.Bands.Select(b => (across[b.Probability], up[b.Low])), .. curve.Bands.Reverse().Select(b => (across[b.Probability], up[b.High]))], "#767B82", 0.25);
            sheet.Line(across[0], up[0], across[most], up[most], Palette.Light.Quiet);
            sheet.Path([.. curve.Blocks.SelectMany(b => new[] { (across[b.From], up[b.Recalibrated]), (across[b.To], up[b.Recalibrated]) })], "#0072B2", 2.2);
            foreach (double tick in (double[])[0, most])
            {
                sheet.Text(across[tick], bottom + 16, FigureScale.Text(100 * tick) + " %", Anchor.Middle, FigureSheet.TickSize, Palette.Light.Quiet);
                sheet.Text(left - 6, up[tick] + 4, FigureScale.Text(100 * tick) + " %", Anchor.End, FigureSheet.TickSize, Palette.Light.Quiet);
            }

            sheet.Line(left, bottom, left + side, bottom, Palette.Light.Rule);
            sheet.Line(left, top, left, bottom, Palette.Light.Rule);
        }

        return bottom + 26;
    }

    static string Describe(ImmutableArray<SwingScore> scores, ChartOptions options) => string.Join(' ', scores
        .Where(s => s.Forecaster == Stacking.Id && s.Against.Any(a => a.Baseline == "climatology"))
        .Select(s => string.Create(CultureInfo.InvariantCulture, $"{OnsetCurveFigure.Within(s.Horizon, options)}: {s.Events} / {s.Questions}, {options.Say("skill of the ensemble", "组合预测技巧")} {s.Against.First(a => a.Baseline == "climatology").Skill.Value:0.00}.")));
}
