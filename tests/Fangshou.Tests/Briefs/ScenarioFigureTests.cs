using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Fangshou.Briefs;
using Fangshou.Scenarios;

namespace Fangshou.Tests.Briefs;

public class ScenarioFigureTests
{
    static readonly string[] figures = ["fan", "curve", "tornado", "multiples"];

    public static TheoryData<string, Language> Figures { get; } = new(from name in figures from language in Enum.GetValues<Language>() select (name, language));

    public static TheoryData<string, Language> All { get; } = new(from name in (string[])[.. figures, "page"] from language in Enum.GetValues<Language>() select (name, language));

    [Theory]
    [MemberData(nameof(All))]
    public void Figures_and_pages_equal_the_ones_a_person_looked_at_in_every_culture(string name, Language language)
    {
        string golden = Path.Combine(SourceFolder(), "Golden", $"scenario-{name}.{(language == Language.Chinese ? "zh" : "en")}.{(name == "page" ? "html" : "svg")}");
        string[] drawn = [.. new[] { "", "de-DE", "zh-CN", "tr-TR" }.Select(culture => In(culture, () => Draw(name, new() { Language = language })))];
        if (Environment.GetEnvironmentVariable("FANGSHOU_ACCEPT") == "1")
            File.WriteAllText(golden, drawn[0], new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        string expected = File.ReadAllText(golden);
        Assert.All(drawn, figure => Assert.Equal(expected, figure));
    }

    [Theory]
    [MemberData(nameof(Figures))]
    public void A_figure_has_a_title_and_a_description_and_tells_its_words_as_text(string name, Language language)
    {
        XElement svg = XElement.Parse(Draw(name, new() { Language = language }));
        XNamespace ns = svg.Name.Namespace;
        Assert.Equal("img", svg.Attribute("role")!.Value);
        Assert.Equal(svg.Element(ns + "title")!.Attribute("id")!.Value, svg.Attribute("aria-labelledby")!.Value);
        Assert.Equal(svg.Element(ns + "desc")!.Attribute("id")!.Value, svg.Attribute("aria-describedby")!.Value);
        Assert.True(svg.Element(ns + "title")!.Value.Length > 5);
        Assert.True(svg.Element(ns + "desc")!.Value.Length > 30);
        Assert.True(svg.Elements(ns + "text").Count() > 8);
        Assert.Contains(language == Language.Chinese ? "不描述中国" : "not China", svg.Value, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Figures))]
    public void A_figure_holds_no_number_that_is_none_and_no_shape_outside_itself(string name, Language language)
    {
        foreach (int width in (int[])[320, 358, 900, 1120])
        {
            string drawn = Draw(name, new() { Language = language, Width = width });
            Assert.DoesNotContain("NaN", drawn, StringComparison.Ordinal);
            Assert.DoesNotContain("∞", drawn, StringComparison.Ordinal);
            Assert.DoesNotContain("−0<", drawn, StringComparison.Ordinal);
            XElement svg = XElement.Parse(drawn);
            double height = double.Parse(svg.Attribute("height")!.Value, CultureInfo.InvariantCulture);
            foreach (XElement text in svg.Elements(svg.Name.Namespace + "text"))
            {
                Assert.InRange(double.Parse(text.Attribute("x")!.Value, CultureInfo.InvariantCulture), 0, width);
                Assert.InRange(double.Parse(text.Attribute("y")!.Value, CultureInfo.InvariantCulture), 0, height);
            }

            // Coordinates of the paths, x and y in turn.
            foreach (string path in svg.Elements(svg.Name.Namespace + "path").Select(p => p.Attribute("d")!.Value))
            {
                double[] numbers = [.. Regex.Matches(path, @"-?[0-9]+(\.[0-9]+)?", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture))];
                Assert.All(numbers.Index().Where(n => n.Index % 2 == 0), n => Assert.InRange(n.Item, -10, width + 10));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Figures))]
    public void Texts_of_one_line_do_not_run_into_each_other(string name, Language language)
    {
        foreach (int width in (int[])[358, 900, 1120])
        {
            XElement svg = XElement.Parse(Draw(name, new() { Language = language, Width = width }));
            var texts = svg.Elements(svg.Name.Namespace + "text").Select(t =>
            {
                (double x, double size) = (Number(t, "x"), Number(t, "font-size"));
                // Letters of a common screen font are half as wide as high; a wide character is as wide as high.
                double wide = Cells.Width(t.Value) * size * 0.5;
                double left = t.Attribute("text-anchor")?.Value switch { "middle" => x - (wide / 2), "end" => x - wide, _ => x };
                return (t.Value, Y: Number(t, "y"), Left: left, Right: left + wide);
            }).ToArray();
            foreach (var line in texts.GroupBy(t => t.Y))
                Assert.All(line.OrderBy(t => t.Left).Zip(line.OrderBy(t => t.Left).Skip(1)), pair => Assert.True(pair.First.Right <= pair.Second.Left + 1, $"{width}: '{pair.First.Value}' runs into '{pair.Second.Value}'"));
        }

        static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData(319)]
    [InlineData(4001)]
    public void A_width_out_of_range_is_refused(int width) =>
        Assert.All(figures, name => Assert.Throws<ArgumentOutOfRangeException>(() => Draw(name, new() { Width = width })));

    [Fact]
    public void A_png_is_drawn_at_two_device_pixels_per_pixel()
    {
        ChartOptions options = new() { Width = 400 };
        foreach (byte[] png in (byte[][])
        [
            FanFigure.Png(ScenarioSample.Fan, options), OnsetCurveFigure.Png("t", "n", ScenarioSample.Sweep, options), TornadoFigure.Png(ScenarioSample.Bars, 12, "n", options),
            SmallMultiplesFigure.Png("t", "n", ScenarioSample.Rows, ScenarioSample.Panels, options),
        ])
        {
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
            Assert.Equal(800, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        }
    }

    [Fact]
    public void Figures_without_data_are_drawn_empty()
    {
        Assert.StartsWith("<svg", TornadoFigure.Svg([], 12, "", new()), StringComparison.Ordinal);
        Assert.StartsWith("<svg", OnsetCurveFigure.Svg("t", "", [ScenarioSample.Summary(0, 0, 0, counted: 0)], new()), StringComparison.Ordinal);
        ImmutableArray<MonthlyQuantiles> one = [new(FanQuantity.JobLoss, 0, [[0, 0, 0, 0, 0, 0, 0]])];
        Assert.DoesNotContain("NaN", FanFigure.Svg(new("t", "", one, [], ""), new()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_panel_with_another_number_of_values_than_rows_is_refused() =>
        Assert.Throws<ArgumentException>(() => SmallMultiplesFigure.Svg("t", "", ["a"], ScenarioSample.Panels, new()));

    [Theory]
    [InlineData(0, 30, 4, "0 10 20 30")]
    [InlineData(-0.4, 0.6, 5, "-0.4 -0.2 0 0.2 0.4 0.6")]
    [InlineData(0, 1, 5, "0 0.2 0.4 0.6 0.8 1")]
    public void Ticks_are_round_numbers_and_no_zero_is_negative(double least, double largest, int count, string ticks) =>
        Assert.Equal(ticks, string.Join(' ', new FigureScale(least, largest, 0, 100).Ticks(count).Select(t => Math.Round(t, 9).ToString(CultureInfo.InvariantCulture))));

    [Fact]
    public void A_scale_holds_all_its_values_and_takes_no_notice_of_those_that_are_none()
    {
        Assert.Equal((0, 1), FigureScale.Around([double.NaN], 4));
        Assert.Equal((0, 30), FigureScale.Around([0, 21, double.NaN], 3));
        (double least, double largest) = FigureScale.Around([5, 5], 4);
        Assert.True(least <= 5 && largest > least);
    }

    [Fact]
    public void The_page_escapes_what_a_file_says_and_loads_nothing()
    {
        string page = Draw("page", new());
        Assert.Contains("A string &lt;snaps&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<snaps>", page, StringComparison.Ordinal);
        Assert.Empty(Regex.Matches(page, @"\b(src|srcset|action|xlink:href)\s*=|@import|<script|url\((?!#)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)));
        Assert.Contains("1 of the 2 expected bands of the file hold.", page, StringComparison.Ordinal);
        Assert.Contains("12 … 16 (3&#215;)", page, StringComparison.Ordinal);
        Assert.All(Regex.Matches(page, "<table[^>]*>\\s*(?<first><\\w+)", RegexOptions.None, TimeSpan.FromSeconds(5)).Select(m => m.Groups["first"].Value), first => Assert.Equal("<caption", first));
        string unjudged = ScenarioPage.Render(ScenarioSample.Report with { NotJudged = "Not judged: the seed differs.", Bands = [] }, Language.English);
        Assert.Contains("Not judged: the seed differs.", unjudged, StringComparison.Ordinal);
    }

    static string Draw(string name, ChartOptions options) => name switch
    {
        "fan" => FanFigure.Svg(ScenarioSample.Fan, options),
        "curve" => OnsetCurveFigure.Svg(ScenarioSample.Scenario.Title, "note", ScenarioSample.Sweep, options),
        "tornado" => TornadoFigure.Svg(ScenarioSample.Bars, 12, "note", options),
        "multiples" => SmallMultiplesFigure.Svg("Which parts", "note", ScenarioSample.Rows, ScenarioSample.Panels, options),
        _ => ScenarioPage.Render(ScenarioSample.Report, options.Language),
    };

    internal static string In(string culture, Func<string> render)
    {
        string page = "";
        Thread thread = new(() => page = render()) { CurrentCulture = new CultureInfo(culture) };
        thread.Start();
        thread.Join();
        return page;
    }

    /// <summary>Where this file lies in the checkout; a deterministic build does not tell, so it is looked for above the built tests.</summary>
    internal static string SourceFolder()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Fangshou.slnx")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("the tests do not lie in a checkout"), "tests", "Fangshou.Tests", "Briefs");
    }
}
