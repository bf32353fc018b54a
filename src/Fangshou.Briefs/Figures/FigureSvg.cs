using System.Globalization;
using System.Text;
using System.Xml.Linq;
using ScottPlot;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>Pieces of SVG that all figures write in the same way.</summary>
static class FigureSvg
{
    internal static void Shape(StringBuilder svg, XElement shape)
    {
        svg.Append('<').Append(shape.Name.LocalName);
        foreach (XAttribute attribute in shape.Attributes().Where(a => !a.IsNamespaceDeclaration && a.Name.LocalName != "stroke-miterlimit"))
            svg.Append(Invariant($" {attribute.Name.LocalName}=\"{PlainText.Html(attribute.Value)}\""));
        svg.Append("/>\n");
    }

    internal static void Text(StringBuilder svg, FigureText text, Pixel at)
    {
        string anchor = text.Anchor switch { Anchor.Start => "", Anchor.Middle => " text-anchor=\"middle\"", _ => " text-anchor=\"end\"" };
        string weight = text.Bold ? " font-weight=\"600\"" : "";
        svg.Append(Invariant($"<text x=\"{Number(at.X)}\" y=\"{Number(at.Y)}\" font-size=\"{Number(text.Size)}\" fill=\"{text.Colour}\"{anchor}{weight}>{PlainText.Html(text.Text)}</text>\n"));
    }

    /// <summary>The shapes of a drawing, without its clip paths, groups and white space.</summary>
    internal static IEnumerable<XElement> Leaves(string svg)
    {
        foreach (XElement element in XDocument.Parse(svg).Root!.Elements())
        {
            if (element.Name.LocalName == "clipPath")
                continue;
            if (element.Name.LocalName == "g")
            {
                foreach (XElement shape in element.Descendants().Where(e => !e.HasElements))
                    yield return shape;
            }
            else
            {
                yield return element;
            }
        }
    }

    /// <summary>Two decimals at most: enough for a screen, and the same on every machine.</summary>
    internal static string Number(double value) => Math.Round(value, 2).ToString("0.##", CultureInfo.InvariantCulture);
}
