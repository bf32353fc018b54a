using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;
using ScottPlot;

namespace Fangshou.Briefs;

/// <summary>
/// The time line of a lane: phase bands shaded by probability, tightening above and easing below the axis, events and
/// incidents as marks that link to their sources, provisional months hatched.
/// </summary>
/// <remarks>
/// The geometry is drawn once for SVG and PNG. In the SVG the words are plain text elements in a generic font, so the bytes
/// do not depend on the fonts of the machine: the same input gives the same bytes.
/// </remarks>
public static class PhaseFigure
{
    /// <summary>Draws a path that stands alone, such as for <c>phases show</c>.</summary>
    /// <exception cref="ArgumentException">The path has no months, or its probabilities do not match them.</exception>
    public static string Svg(PhasePath path, PhaseFigureOptions options) => Svg(Read(path), options);

    /// <summary>Draws a path that stands alone as PNG, at two device pixels per CSS pixel.</summary>
    /// <exception cref="ArgumentException">The path has no months, or its probabilities do not match them.</exception>
    public static byte[] Png(PhasePath path, PhaseFigureOptions options) => Png(Read(path), options);

    /// <summary>An SVG element, without XML declaration, ready for a page or a file.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size out of range.</exception>
    public static string Svg(LaneReading lane, PhaseFigureOptions options)
    {
        FigureLayout layout = new(lane, options);
        using Plot plot = Draw(layout);
        string drawn = plot.GetSvgXml(options.Width, (int)Math.Ceiling(layout.Height));
        return FigureOverlay.Compose(layout, FigureSvg.Leaves(drawn), (x, y) => plot.GetPixel(new Coordinates(x, y)));
    }

    /// <summary>PNG bytes, at two device pixels per CSS pixel. Its words need a font that has them on this machine.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A size out of range.</exception>
    public static byte[] Png(LaneReading lane, PhaseFigureOptions options)
    {
        FigureLayout layout = new(lane, options);
        using Plot plot = Draw(layout);
        return FigureBitmap.Png(layout, plot);
    }

    static LaneReading Read(PhasePath path)
    {
        Brief.Require(path);
        return LaneReading.Of(path);
    }

    static Plot Draw(FigureLayout layout)
    {
        Plot plot = new();
        plot.Layout.Frameless();
        plot.HideGrid();
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.SetLimits(
            -layout.Left / layout.PixelsPerMonth,
            layout.Months.Length + (layout.Right / layout.PixelsPerMonth),
            0,
            Math.Ceiling(layout.Height));

        foreach (Band band in layout.Bands)
        {
            (double from, double to) = (layout.X(band.From), layout.X(band.To) + 1);
            Fill(plot, from, to, layout.AxisTop, layout.RibbonBottom, Palette.Fill(band.Phase), TintOf(band.Shade));
            Fill(plot, from, to, layout.RibbonBottom, layout.RibbonTop, Palette.Fill(band.Phase), OpacityOf(band.Shade));
        }

        foreach (Month year in layout.Years())
            Stroke(plot, layout.X(year), layout.AxisTop - 14, layout.X(year), layout.BarsTop, Palette.Light.Rule, 1);
        Stroke(plot, 0, layout.AxisTop, layout.Months.Length, layout.AxisTop, Palette.Light.Rule, 1);

        foreach (SignalMonth month in layout.Months)
        {
            double x = layout.X(month.Month);
            if (month.TightenSeverity > 0)
                Fill(plot, x + 0.14, x + 0.86, layout.Baseline, layout.Baseline + (month.TightenSeverity * layout.PixelsPerSeverity), Palette.Crackdown, 1);
            if (month.EaseSeverity > 0)
                Fill(plot, x + 0.14, x + 0.86, layout.Baseline - (month.EaseSeverity * layout.PixelsPerSeverity), layout.Baseline, Palette.Easing, 1);
        }

        Stroke(plot, 0, layout.Baseline, layout.Months.Length, layout.Baseline, Palette.Light.Ink, 1);
        DrawTurns(plot, layout);
        foreach (Mark mark in layout.Marks)
            DrawMark(plot, mark);
        return plot;
    }

    /// <summary>Under each turn, the months between which it lies with a chance of 8 in 10.</summary>
    static void DrawTurns(Plot plot, FigureLayout layout)
    {
        double y = layout.RibbonBottom - 5;
        foreach (Spell spell in layout.Lane.Path.Spells.Skip(1))
        {
            double from = Math.Max(0, layout.X(spell.StartInterval.From)), to = Math.Min(layout.Months.Length, layout.X(spell.StartInterval.To) + 1);
            if (spell.Start < layout.First || layout.Last < spell.Start)
                continue;
            Stroke(plot, from, y, to, y, Palette.Light.Ink, 1.5);
            Stroke(plot, from, y - 3, from, y + 3, Palette.Light.Ink, 1.5);
            Stroke(plot, to, y - 3, to, y + 3, Palette.Light.Ink, 1.5);
        }
    }

    static void DrawMark(Plot plot, Mark mark)
    {
        MarkerShape shape = mark.Event.Kind switch
        {
            EventKind.Action => MarkerShape.FilledSquare,
            EventKind.Signal => MarkerShape.FilledCircle,
            EventKind.Incident => MarkerShape.FilledTriangleUp,
            EventKind.Interest => MarkerShape.FilledDiamond,
            _ => MarkerShape.FilledTriangleDown,
        };
        string colour = mark.Event.Direction switch
        {
            Direction.Tighten => Palette.Crackdown,
            Direction.Ease => Palette.Easing,
            Direction.Support => Palette.Support,
            _ => Palette.Light.Ink,
        };
        // A diamond of the same span looks smaller than a square, and must hold a number too.
        double span = 2 * mark.Radius * (shape == MarkerShape.FilledDiamond ? 1.25 : 1);
        plot.Add.Marker(mark.X, mark.Y, shape, (float)span, Color.FromHex(colour));
    }

    static void Fill(Plot plot, double left, double right, double bottom, double top, string colour, double opacity)
    {
        ScottPlot.Plottables.Rectangle rectangle = plot.Add.Rectangle(left, right, bottom, top);
        rectangle.FillColor = Color.FromHex(colour).WithAlpha(opacity);
        rectangle.LineWidth = 0;
    }

    static void Stroke(Plot plot, double x1, double y1, double x2, double y2, string colour, double width)
    {
        ScottPlot.Plottables.LinePlot line = plot.Add.Line(x1, y1, x2, y2);
        line.Color = Color.FromHex(colour);
        line.LineWidth = (float)width;
    }

    /// <summary>Opacity of the ribbon.</summary>
    static double OpacityOf(Shade shade) => shade switch { Shade.Hard => 1, Shade.Middle => 0.55, Shade.Light => 0.35, _ => 0.18 };

    /// <summary>Opacity of the ground under the bars.</summary>
    static double TintOf(Shade shade) => shade switch { Shade.Hard => 0.14, Shade.Middle => 0.09, Shade.Light => 0.06, _ => 0.03 };
}
