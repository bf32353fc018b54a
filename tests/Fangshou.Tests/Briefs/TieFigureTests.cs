using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using Fangshou.Briefs;
using Fangshou.Dockets;
using Fangshou.Interests;
using Fangshou.Tests.Interests;

namespace Fangshou.Tests.Briefs;

public class TieFigureTests
{
    static readonly string[] figures = ["ties", "backlog"];

    public static TheoryData<string, Language> Figures { get; } = new(from name in figures from language in Enum.GetValues<Language>() select (name, language));

    [Theory]
    [MemberData(nameof(Figures))]
    public void Figures_equal_the_ones_a_person_looked_at_in_every_culture(string name, Language language)
    {
        string golden = Path.Combine(ScenarioFigureTests.SourceFolder(), "Golden", $"{name}.{(language == Language.Chinese ? "zh" : "en")}.svg");
        string[] drawn = [.. new[] { "", "de-DE", "zh-CN", "tr-TR" }.Select(culture => ScenarioFigureTests.In(culture, () => Draw(name, new() { Language = language, Width = 900 })))];
        if (Environment.GetEnvironmentVariable("FANGSHOU_ACCEPT") == "1")
            File.WriteAllText(golden, drawn[0], new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        string expected = File.ReadAllText(golden);
        Assert.All(drawn, figure => Assert.Equal(expected, figure));
    }

    [Theory]
    [MemberData(nameof(Figures))]
    public void A_figure_describes_itself_and_keeps_its_words_inside(string name, Language language)
    {
        foreach (int width in (int[])[320, 900, 1120])
        {
            XElement svg = XElement.Parse(Draw(name, new() { Language = language, Width = width }));
            XNamespace ns = svg.Name.Namespace;
            Assert.True(svg.Element(ns + "title")!.Value.Length > 4);
            Assert.True(svg.Element(ns + "desc")!.Value.Length > 30);
            Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
            double height = double.Parse(svg.Attribute("height")!.Value, CultureInfo.InvariantCulture);
            Assert.All(svg.Elements(ns + "text"), text =>
            {
                Assert.InRange(Number(text, "x"), 0, width);
                Assert.InRange(Number(text, "y"), 0, height);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Figures))]
    public void Texts_of_one_line_do_not_run_into_each_other(string name, Language language)
    {
        foreach (int width in (int[])[900, 1120])
        {
            XElement svg = XElement.Parse(Draw(name, new() { Language = language, Width = width }));
            var texts = svg.Elements(svg.Name.Namespace + "text").Select(t =>
            {
                (double x, double wide) = (Number(t, "x"), Cells.Width(t.Value) * Number(t, "font-size") * 0.5);
                double left = t.Attribute("text-anchor")?.Value switch { "middle" => x - (wide / 2), "end" => x - wide, _ => x };
                return (t.Value, Y: Number(t, "y"), Left: left, Right: left + wide);
            }).ToArray();
            foreach (var line in texts.GroupBy(t => t.Y))
                Assert.All(line.OrderBy(t => t.Left).Zip(line.OrderBy(t => t.Left).Skip(1)), pair => Assert.True(pair.First.Right <= pair.Second.Left + 1, $"{width}: '{pair.First.Value}' runs into '{pair.Second.Value}'"));
        }
    }

    [Fact]
    public void A_png_is_drawn_at_two_device_pixels_per_pixel()
    {
        ChartOptions options = new() { Width = 400 };
        foreach (byte[] png in (byte[][])[TieNetworkFigure.Png(Ties(), options), BacklogFigure.Png("t", "n", Outlooks, options)])
            Assert.Equal(800, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
    }

    /// <summary>A tree of stars can be drawn without a crossing, and is, whatever the order of its rows.</summary>
    [Fact]
    public void What_needs_no_crossing_gets_none() => Gen.Shuffle(new[] { 0, 1, 2, 3, 4, 5, 6, 7 }).Sample(shuffled =>
    {
        List<(int, int, int)> edges = [.. Enumerable.Range(0, 8).SelectMany(i => ((int, int, int)[])[(0, i / 2, shuffled[i]), (2, (i + 1) / 2, shuffled[i])])];
        Assert.Equal(0, LayeredOrder.Of(4, 8, 5, edges).Crossings);
    });

    [Fact]
    public void The_order_is_a_permutation_whose_crossings_are_those_counted_pair_by_pair() => Gen.Select(Gen.Bool, Gen.Int[0, 4], Gen.Int[0, 6]).Array[1, 20].Sample(links =>
    {
        (int Column, int Side, int Middle)[] edges = [.. links.Select(link => (link.Item1 ? 0 : 2, link.Item2, link.Item3)).Distinct()];
        (int[] left, int[] middle, int[] right, int crossings) = LayeredOrder.Of(5, 7, 5, edges);
        Assert.Equal([0, 1, 2, 3, 4], left.Order());
        Assert.Equal([0, 1, 2, 3, 4, 5, 6], middle.Order());
        Assert.Equal([0, 1, 2, 3, 4], right.Order());
        Assert.Equal(crossings, Count(left, middle, right));
        Assert.True(crossings <= Count([0, 1, 2, 3, 4], [0, 1, 2, 3, 4, 5, 6], [0, 1, 2, 3, 4]));
        Assert.Equal(middle, LayeredOrder.Of(5, 7, 5, edges).Middle);

        int Count(int[] l, int[] m, int[] r)
        {
            int sum = 0;
            for (int i = 0; i < edges.Length; i++)
                for (int j = i + 1; j < edges.Length; j++)
                {
                    int[] side = edges[i].Column == 0 ? l : r;
                    int a = Array.IndexOf(side, edges[i].Side) - Array.IndexOf(side, edges[j].Side), b = Array.IndexOf(m, edges[i].Middle) - Array.IndexOf(m, edges[j].Middle);
                    sum += edges[i].Column == edges[j].Column && a * b < 0 ? 1 : 0;
                }

            return sum;
        }
    });

    static string Draw(string name, ChartOptions options) => name == "ties"
        ? TieNetworkFigure.Svg(Ties(), options)
        : BacklogFigure.Svg(options.Language == Language.Chinese ? "积压何时失控" : "When the backlog explodes", "16 · 85.7", Outlooks, options);

    static TieFigureInput Ties()
    {
        ImmutableArray<Tie> ties =
        [
            TieSample.Of("LOCAL:Northport", "Kite", "investor", 3), TieSample.Of("LOCAL:Northport", "Kite", "customer", 2), TieSample.Of("LOCAL:Southport", "Swift", "incubator", 2),
            TieSample.Of("LOCAL:Southport", "Drone firms in Southport", "incubator", 1), TieSample.Of("CAC", "Kite", "golden-share", 3), TieSample.Of("FUND:Sky", "Swift", "investor", 1),
            TieSample.Of("COURT:Northport courts", "Kite", "court-protection", 2), TieSample.Of("UNIV:Air University", "Swift", "research-supplier", 2), TieSample.Of("GOV:all towns", "Glider (Test Unit)", "customer", 3),
            TieSample.Of("SOE:Rail", "Glider", "employer", 1), TieSample.Of("LOCAL:Northport", "Glider", "tax-base", 1),
        ];
        return new("Invented ties", "an example", TieNetwork.Of(ties, TieSample.Actors), Holder.Name);
    }

    static ImmutableArray<CourtOutlook> Outlooks { get; } =
        [.. new[] { 0.5, 1, 1.2, 2 }.Select(times => CourtOutlook.Of(new CourtLoad { ArrivalsPerMonth = 1806, Judges = 16, MinutesPerCase = 600 / 7.0, Backlog = 3000 }, times, 36))];

    static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
