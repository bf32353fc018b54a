using System.Text;
using System.Xml.Linq;
using Fangshou.Phases;
using ScottPlot;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>Joins the drawn shapes with hatches, words, tooltips and links into one SVG element.</summary>
static class FigureOverlay
{
    const double SmallestTarget = 9;

    /// <param name="layout">Where everything stands.</param>
    /// <param name="shapes">The drawn shapes, in drawing order.</param>
    /// <param name="pixel">From months and height to pixels of the drawing.</param>
    internal static string Compose(FigureLayout layout, IEnumerable<XElement> shapes, Func<double, double, Pixel> pixel)
    {
        PhaseFigureOptions options = layout.Options;
        Words words = Words.For(options.Language);
        string id = options.IdPrefix;
        int height = (int)Math.Ceiling(layout.Height);
        StringBuilder svg = new();
        svg.Append(Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"figure\" role=\"group\" aria-labelledby=\"{id}-title\" viewBox=\"0 0 {options.Width} {height}\" width=\"{options.Width}\" height=\"{height}\" font-family=\"system-ui, sans-serif\">\n"));
        svg.Append(Invariant($"<g role=\"img\" aria-labelledby=\"{id}-title\" aria-describedby=\"{id}-desc\">\n"));
        svg.Append(Invariant($"<title id=\"{id}-title\">{PlainText.Html(words.FigureTitle(layout.Lane, options.CellName))}</title>\n"));
        svg.Append(Invariant($"<desc id=\"{id}-desc\">{PlainText.Html(words.FigureDescription(layout.Lane))}</desc>\n"));
        Hatches(svg, id);
        if (options.Standalone)
            svg.Append(Invariant($"<rect width=\"{options.Width}\" height=\"{height}\" fill=\"{Palette.Light.Ground}\"/>\n"));
        foreach (XElement shape in shapes)
            FigureSvg.Shape(svg, shape);

        foreach (Band band in layout.Bands)
        {
            Pixel from = pixel(layout.X(band.From), layout.RibbonTop), to = pixel(layout.X(band.To) + 1, layout.RibbonBottom);
            string fill = band.Phase switch { Phase.Crackdown => $"url(#{id}-hatch-c)", Phase.Easing => $"url(#{id}-hatch-e)", _ => "transparent" };
            svg.Append(Box(from, to, fill, words.BandTip(band.Phase, band.Probability, new(band.From, band.To))));
        }

        if (layout.Provisional is { } span)
            svg.Append(Box(pixel(layout.X(span.From), layout.RibbonTop), pixel(layout.X(span.To) + 1, layout.AxisTop), $"url(#{id}-hatch-p)", words.Labels.Provisional + ": " + words.Format(span)));
        foreach (FigureText text in layout.Texts)
            FigureSvg.Text(svg, text, pixel(text.X, text.Y));
        svg.Append("</g>\n");

        foreach (Mark mark in layout.Marks)
            Link(svg, mark, options.Address(mark.Event), pixel(mark.X, mark.Y), words);
        return svg.Append("</svg>").ToString();
    }

    static void Hatches(StringBuilder svg, string id)
    {
        string ink = Palette.OnFill;
        svg.Append("<defs>")
            .Append(Invariant($"<pattern id=\"{id}-hatch-c\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path d=\"M0 0V6\" stroke=\"{ink}\" stroke-opacity=\"0.28\" stroke-width=\"1.5\"/></pattern>"))
            .Append(Invariant($"<pattern id=\"{id}-hatch-e\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><circle cx=\"1.5\" cy=\"1.5\" r=\"0.9\" fill=\"{ink}\" fill-opacity=\"0.32\"/><circle cx=\"4.5\" cy=\"4.5\" r=\"0.9\" fill=\"{ink}\" fill-opacity=\"0.32\"/></pattern>"))
            .Append(Invariant($"<pattern id=\"{id}-hatch-p\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(-45)\"><path d=\"M0 0V7\" stroke=\"{Palette.Light.Ink}\" stroke-opacity=\"0.45\" stroke-width=\"1.2\"/></pattern>"))
            .Append("</defs>\n");
    }

    static string Box(Pixel from, Pixel to, string fill, string tip) =>
        $"<rect x=\"{FigureSvg.Number(from.X)}\" y=\"{FigureSvg.Number(from.Y)}\" width=\"{FigureSvg.Number(to.X - from.X)}\" height=\"{FigureSvg.Number(to.Y - from.Y)}\" fill=\"{fill}\"><title>{PlainText.Html(tip)}</title></rect>\n";

    static void Link(StringBuilder svg, Mark mark, string? address, Pixel at, Words words)
    {
        string tip = PlainText.Html(words.EventTip(mark.Event, mark.Event.Title, Publisher.Of(mark.Event)));
        string target = $"<circle class=\"target\" cx=\"{FigureSvg.Number(at.X)}\" cy=\"{FigureSvg.Number(at.Y)}\" r=\"{FigureSvg.Number(Math.Max(mark.Radius + 1, SmallestTarget))}\" fill=\"transparent\"/>";
        svg.Append(address is null
            ? $"<g><title>{tip}</title>{target}</g>\n"
            : $"<a href=\"{PlainText.Html(address)}\" aria-label=\"{tip}\"><title>{tip}</title>{target}</a>\n");
    }
}
