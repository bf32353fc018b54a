using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using Fangshou.Briefs;

namespace Fangshou.Tests.Briefs;

public class HeatmapFigureTests
{
    static readonly ImmutableArray<HeatCell> cells = [new(["10 rules in force (3 grave, 2 local)", "first 2019-11"], 1), new(["no rule"], 0), new(["1 rule"], 0.1), new(["nothing to compare"], double.NaN)];

    static string Draw(int width) => HeatmapFigure.Svg("How strict", "A note", "A foot", ["China", "United States"], ["all areas", "content control"], cells, new() { Width = width });

    [Theory]
    [InlineData(320)]
    [InlineData(1000)]
    public void Every_number_is_written_and_stays_inside(int width)
    {
        XElement svg = XElement.Parse(Draw(width));
        XElement[] texts = [.. svg.Elements(svg.Name.Namespace + "text")];
        string words = string.Concat(texts.Select(text => text.Value)).Replace(" ", "", StringComparison.Ordinal);
        Assert.All(cells.SelectMany(cell => cell.Lines), line => Assert.Contains(line.Replace(" ", "", StringComparison.Ordinal), words, StringComparison.Ordinal));
        Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
        double height = double.Parse(svg.Attribute("height")!.Value, CultureInfo.InvariantCulture);
        Assert.All(texts, text =>
        {
            Assert.InRange(double.Parse(text.Attribute("x")!.Value, CultureInfo.InvariantCulture), 0, width);
            Assert.InRange(double.Parse(text.Attribute("y")!.Value, CultureInfo.InvariantCulture), 0, height);
        });
    }

    [Fact]
    public void The_description_tells_the_cells_to_those_who_do_not_see_them() =>
        Assert.Contains("content control, China: 1 rule.", XElement.Parse(Draw(900)).Elements().First(e => e.Name.LocalName == "desc").Value, StringComparison.Ordinal);

    [Fact]
    public void Cells_that_do_not_fill_the_map_are_refused() =>
        Assert.Throws<ArgumentException>(() => HeatmapFigure.Svg("t", "n", "f", ["a"], ["b"], cells, new()));
}
