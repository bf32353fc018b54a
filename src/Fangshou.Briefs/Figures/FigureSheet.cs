using System.Text;
using ScottPlot;
using SkiaSharp;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>A sheet on which a figure is drawn once, in pixels from its upper left corner, and then written as SVG or PNG.</summary>
/// <remarks>Shapes are drawn by ScottPlot. In the SVG the words are plain text elements in a generic font, so that the same input gives the same bytes on every machine.</remarks>
sealed class FigureSheet
{
    internal const double TitleSize = 15, TextSize = 12, TickSize = 11;

    // Pixels a column of text takes, as a share of the size of its letters: generous, because the viewer's font is not known.
    const double Letter = 0.58;

    readonly ChartOptions options;
    readonly string title;
    readonly string description;
    readonly List<Action<Plot>> shapes = [];
    readonly List<FigureText> texts = [];
    readonly List<string> links = [];

    /// <param name="options">Width and language.</param>
    /// <param name="title">What the figure shows, in a line.</param>
    /// <param name="description">The same in sentences with its main numbers, for those who do not see it.</param>
    internal FigureSheet(ChartOptions options, string title, string description)
    {
        if (options.Width is < 320 or > 4000)
            throw new ArgumentOutOfRangeException(nameof(options), options.Width, "A figure is 320 to 4000 pixels wide.");
        this.options = options;
        this.title = title;
        this.description = description;
    }

    internal double Width => options.Width;

    /// <summary>Set once it is known, before the sheet is written.</summary>
    internal double Height { get; set; }

    /// <summary>Width that a text needs at most.</summary>
    internal static double Measure(string text, double size) => Cells.Width(text) * size * Letter;

    internal void Area(IEnumerable<(double X, double Y)> outline, string colour, double opacity)
    {
        (double X, double Y)[] corners = [.. outline];
        shapes.Add(plot =>
        {
            ScottPlot.Plottables.Polygon polygon = plot.Add.Polygon([.. corners.Select(At)]);
            polygon.FillColor = Color.FromHex(colour).WithAlpha(opacity);
            polygon.LineWidth = 0;
            polygon.MarkerSize = 0;
        });
    }

    internal void Box(double left, double top, double right, double bottom, string colour, double opacity = 1) => shapes.Add(plot =>
    {
        ScottPlot.Plottables.Rectangle box = plot.Add.Rectangle(left, right, Height - bottom, Height - top);
        box.FillColor = Color.FromHex(colour).WithAlpha(opacity);
        box.LineWidth = 0;
    });

    internal void Line(double x1, double y1, double x2, double y2, string colour, double width = 1) => shapes.Add(plot =>
    {
        ScottPlot.Plottables.LinePlot line = plot.Add.Line(x1, Height - y1, x2, Height - y2);
        line.Color = Color.FromHex(colour);
        line.LineWidth = (float)width;
    });

    /// <summary>A line through points.</summary>
    internal void Path(IEnumerable<(double X, double Y)> points, string colour, double width)
    {
        (double X, double Y)[] through = [.. points];
        shapes.Add(plot =>
        {
            ScottPlot.Plottables.Scatter line = plot.Add.ScatterLine(through.Select(At).ToArray());
            line.Color = Color.FromHex(colour);
            line.LineWidth = (float)width;
        });
    }

    /// <summary>A broken line through points. Each dash is a line of its own, because the drawing library cannot write patterns into an SVG.</summary>
    internal void Dashes(IEnumerable<(double X, double Y)> points, string colour, double width)
    {
        const double On = 8, Off = 5;
        List<(double X, double Y)> dash = [];
        (double X, double Y)? before = null;
        (bool isOn, double left) = (true, On);
        foreach ((double X, double Y) point in points)
        {
            if (before is not { } at)
            {
                (before, dash) = (point, [point]);
                continue;
            }

            for (double length = Length(at, point); length > 0; length = Length(at, point))
            {
                double step = Math.Min(left, length);
                at = step == length ? point : (at.X + ((point.X - at.X) * step / length), at.Y + ((point.Y - at.Y) * step / length));
                left -= step;
                if (isOn)
                    dash.Add(at);
                if (left > 0)
                    continue;
                if (isOn)
                    Path(dash, colour, width);
                (isOn, dash) = (!isOn, [at]);
                left = isOn ? On : Off;
            }

            before = point;
        }

        if (isOn && dash.Count > 1)
            Path(dash, colour, width);

        static double Length((double X, double Y) a, (double X, double Y) b) => Math.Sqrt(((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y)));
    }

    internal void Mark(double x, double y, double radius, string colour, MarkerShape shape = MarkerShape.FilledCircle) => shapes.Add(plot =>
    {
        ScottPlot.Plottables.Marker marker = plot.Add.Marker(x, Height - y, shape, (float)(2 * radius), Color.FromHex(colour));
        marker.LineWidth = 1.8f;
    });

    /// <summary>A vertical or horizontal interval with caps at both ends.</summary>
    internal void Whisker(double x1, double y1, double x2, double y2, string colour, double width = 1.5)
    {
        const double Cap = 4;
        (double dx, double dy) = x1 == x2 ? (Cap, 0.0) : (0.0, Cap);
        Line(x1, y1, x2, y2, colour, width);
        Line(x1 - dx, y1 - dy, x1 + dx, y1 + dy, colour, width);
        Line(x2 - dx, y2 - dy, x2 + dx, y2 + dy, colour, width);
    }

    internal void Text(double x, double y, string text, Anchor anchor = Anchor.Start, double size = TextSize, string? colour = null, bool bold = false) =>
        texts.Add(new FigureText(x, y, text, anchor, size, colour ?? Palette.Light.Ink, bold));

    /// <summary>A part of the figure that leads somewhere; in SVG only.</summary>
    /// <param name="left">Left edge.</param>
    /// <param name="top">Upper edge.</param>
    /// <param name="width">Width.</param>
    /// <param name="height">Height.</param>
    /// <param name="address">Where to.</param>
    /// <param name="tip">What is there, for those who do not see it.</param>
    internal void Link(double left, double top, double width, double height, string address, string tip) => links.Add(
        $"<a href=\"{PlainText.Html(address)}\" aria-label=\"{PlainText.Html(tip)}\"><rect class=\"target\" x=\"{FigureSvg.Number(left)}\" y=\"{FigureSvg.Number(top)}\" width=\"{FigureSvg.Number(width)}\" height=\"{FigureSvg.Number(height)}\" fill=\"transparent\"/></a>\n");

    /// <summary>Lines of text below each other.</summary>
    /// <returns>Where the next line would stand.</returns>
    internal double Paragraph(double x, double y, double width, string text, double size = TextSize, string? colour = null, bool bold = false)
    {
        foreach (string line in Cells.Wrap(text, Math.Max(8, (int)(width / (size * Letter)))))
        {
            Text(x, y, line, Anchor.Start, size, colour, bold);
            y += Math.Round(size * 1.35);
        }

        return y;
    }

    /// <summary>The title of a figure that stands alone, and a note under it; nothing within a page that has them.</summary>
    /// <returns>The upper edge of what follows.</returns>
    internal double Head(string note)
    {
        if (!options.Standalone)
            return 4;
        double y = Paragraph(16, 26, Width - 32, title, TitleSize, bold: true);
        return Paragraph(16, y - 1, Width - 32, note, TextSize, Palette.Light.Quiet) - 4;
    }

    /// <summary>The last words of a figure that stands alone; sets its height.</summary>
    internal void Foot(double y, string note) =>
        Height = options.Standalone ? Paragraph(16, y + 16, Width - 32, note, TickSize, Palette.Light.Quiet) - 3 : y;

    internal string Svg()
    {
        (int width, int height) = (options.Width, (int)Math.Ceiling(Height));
        Height = height;
        string id = options.IdPrefix;
        StringBuilder svg = new();
        svg.Append(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure\" role=\"{(links.Count > 0 ? "group" : "img")}\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-family=\"system-ui, sans-serif\">\n"));
        svg.Append(Invariant($"<title id=\"{id}-title\">{PlainText.Html(title)}</title>\n"));
        svg.Append(Invariant($"<desc id=\"{id}-desc\">{PlainText.Html(description)}</desc>\n"));
        if (options.Standalone)
            svg.Append(Invariant($"<rect width=\"{width}\" height=\"{height}\" fill=\"{Palette.Light.Ground}\"/>\n"));
        using Plot plot = Draw();
        foreach (System.Xml.Linq.XElement shape in FigureSvg.Leaves(plot.GetSvgXml(width, height)))
            FigureSvg.Shape(svg, shape);
        foreach (FigureText text in texts)
            FigureSvg.Text(svg, text, new Pixel(text.X, text.Y));
        foreach (string link in links)
            svg.Append(link);
        return svg.Append("</svg>").ToString();
    }

    /// <summary>At two device pixels per CSS pixel.</summary>
    internal byte[] Png()
    {
        (int width, int height) = (options.Width, (int)Math.Ceiling(Height));
        Height = height;
        using Plot plot = Draw();
        using SKSurface surface = SKSurface.Create(new SKImageInfo(width * FigureBitmap.Scale, height * FigureBitmap.Scale));
        plot.FigureBackground.Color = Color.FromHex(Palette.Light.Ground);
        surface.Canvas.Scale(FigureBitmap.Scale);
        plot.Render(surface.Canvas, width, height);
        foreach (FigureText text in texts)
            FigureBitmap.Write(surface.Canvas, text, new Pixel(text.X, text.Y));
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    Plot Draw()
    {
        Plot plot = new();
        plot.Layout.Frameless();
        plot.HideGrid();
        plot.FigureBackground.Color = Colors.Transparent;
        plot.DataBackground.Color = Colors.Transparent;
        plot.Axes.SetLimits(0, options.Width, 0, Height);
        foreach (Action<Plot> shape in shapes)
            shape(plot);
        return plot;
    }

    Coordinates At((double X, double Y) point) => new(point.X, Height - point.Y);
}
