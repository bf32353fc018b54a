using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Forecasts;
using Fangshou.Ledger;

namespace Fangshou.Briefs;

/// <summary>The probability that a swing has come, month by month, by every forecaster; the ensemble's line is the heavy one.</summary>
public static class OutlookFigure
{
    const double PlotHeight = 280, Left = 52;

    // Baselines are grey and broken; the others differ by Okabe and Ito's colours, and each line ends at its name.
    static readonly Dictionary<string, (string Colour, bool Dashed)> looks = new(StringComparer.Ordinal)
    {
        ["climatology"] = ("#767B82", true),
        ["persistence"] = ("#767B82", true),
        ["ewma"] = ("#767B82", true),
        ["phases"] = ("#0072B2", false),
        ["hazard"] = (Palette.Support, false),
        ["contagion"] = (Palette.Crackdown, false),
        ["mechanism"] = (Palette.Easing, false),
    };

    /// <summary>An SVG element, without XML declaration.</summary>
    /// <param name="title">What is forecast, in a line.</param>
    /// <param name="forecast">The forecast.</param>
    /// <param name="options">Width and language.</param>
    public static string Svg(string title, IssuedForecast forecast, ChartOptions options) => Draw(title, forecast, options).Svg();

    /// <summary>PNG bytes, at two device pixels per CSS pixel.</summary>
    /// <param name="title">What is forecast, in a line.</param>
    /// <param name="forecast">The forecast.</param>
    /// <param name="options">Width and language.</param>
    public static byte[] Png(string title, IssuedForecast forecast, ChartOptions options) => Draw(title, forecast, options).Png();

    /// <summary>The figure of what is said now, numbered or not, for a page that has its own heading.</summary>
    /// <param name="title">What is forecast, in a line.</param>
    /// <param name="origin">The month that horizons count from.</param>
    /// <param name="statements">Every forecaster's numbers, at least one, the ensemble's last.</param>
    /// <param name="options">Width and language.</param>
    internal static string Svg(string title, Month origin, ImmutableArray<Statement> statements, ChartOptions options) => Draw(title, "", origin, statements, options).Svg();

    static FigureSheet Draw(string title, IssuedForecast forecast, ChartOptions options)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        ArgumentNullException.ThrowIfNull(options);
        return Draw(title, $"{forecast.Number} · {forecast.IssuedAt} · {options.Say("knows", "信息截至")} {forecast.AsOf}", forecast.Origin, forecast.Statements, options);
    }

    static FigureSheet Draw(string title, string note, Month origin, ImmutableArray<Statement> statements, ChartOptions options)
    {
        Words words = Words.For(options.Language);
        FigureSheet sheet = new(options, title, string.Join(' ', statements.Select(s => $"{s.Forecaster}: {string.Join(", ", Outlook.Horizons.Select(h => $"{OnsetCurveFigure.Within(h, options)} {words.Percent(s.Outlook.Within[h - 1])}"))}.")));
        string what = statements[0].Outlook.Swing == SwingKind.Crackdown ? options.Say("P(a crackdown has set in)", "整治已开始的概率") : options.Say("P(the crackdown has given way)", "整治已缓和的概率");
        double top = sheet.Paragraph(16, sheet.Head(note) + 16, sheet.Width - 32, what, bold: true) - 2, bottom = top + PlotHeight;
        double right = 24 + statements.Max(s => FigureSheet.Measure(s.Forecaster, FigureSheet.TextSize));
        FigureScale across = new(0, ForecastPanel.LongestHorizon, Left, sheet.Width - right), up = new(0, 1, bottom, top);
        foreach (double tick in up.Ticks(5))
        {
            sheet.Line(Left, up[tick], sheet.Width - right, up[tick], Palette.Light.Rule);
            sheet.Text(Left - 7, up[tick] + 4, FigureScale.Text(100 * tick) + " %", Anchor.End, FigureSheet.TickSize, Palette.Light.Quiet);
        }

        foreach (int month in (int[])[0, 6, 12, 18, 24])
        {
            sheet.Line(across[month], bottom, across[month], bottom + 4, Palette.Light.Quiet);
            sheet.Text(across[month], bottom + 18, (origin + month).ToString(), Anchor.Middle, FigureSheet.TickSize, Palette.Light.Quiet);
        }

        double[] labels = FigureScale.Apart([.. statements.Select(s => up[s.Outlook.Within[^1]])]);
        double over = Math.Max(0, labels.Max() - bottom);
        for (int i = 0; i < statements.Length; i++)
        {
            Statement said = statements[i];
            (string colour, bool dashed) = looks.GetValueOrDefault(said.Forecaster, (Palette.Light.Ink, false));
            bool heavy = said.Forecaster == Stacking.Id;
            (double X, double Y)[] curve = [(across[0], up[0]), .. said.Outlook.Within.Select((p, h) => (across[h + 1], up[p]))];
            if (dashed)
                sheet.Dashes(curve, colour, 1.4);
            else
                sheet.Path(curve, colour, heavy ? 3.2 : 1.8);
            sheet.Line(curve[^1].X + 2, curve[^1].Y, sheet.Width - right + 12, labels[i] - over, colour);
            sheet.Text(sheet.Width - right + 15, labels[i] - over + 4, said.Forecaster, bold: heavy);
        }

        sheet.Foot(bottom + 30, string.Create(CultureInfo.InvariantCulture, $"{options.Say("Broken grey lines are baselines. A forecast of a rule on counted rows, not of law.", "灰色虚线为基准。预测的是按规则计数的结果，而非法律本身。")}"));
        return sheet;
    }
}
