using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Fangshou.Briefs;
using Fangshou.Forecasts;
using Fangshou.Ledger;

namespace Fangshou.Tests.Briefs;

public class ForecastFigureTests
{
    static readonly string[] figures = ["outlook", "backtest"];

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
        foreach (int width in (int[])[480, 900, 1120])
        {
            XElement svg = XElement.Parse(Draw(name, new() { Language = language, Width = width }));
            XNamespace ns = svg.Name.Namespace;
            Assert.True(svg.Element(ns + "title")!.Value.Length > 4);
            Assert.True(svg.Element(ns + "desc")!.Value.Length > 30);
            Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
            double height = Number(svg, "height");
            Assert.All(svg.Elements(ns + "text"), text =>
            {
                Assert.InRange(Number(text, "x"), 0, width);
                Assert.InRange(Number(text, "y"), 0, height);
            });
        }
    }

    /// <summary>Labels at the ends of lines must be told apart, even of forecasters that all end near 1.</summary>
    [Fact]
    public void Names_at_the_ends_of_lines_stand_apart()
    {
        XElement svg = XElement.Parse(OutlookFigure.Svg("All sure", Forecast([.. Enumerable.Range(0, 24).Select(_ => 0.99)]), new() { Width = 900 }));
        double[] heights = [.. svg.Elements(svg.Name.Namespace + "text").Where(t => t.Value is "climatology" or "contagion" or "ensemble").Select(t => Number(t, "y")).Order()];
        Assert.Equal(3, heights.Length);
        Assert.All(heights.Zip(heights.Skip(1)), pair => Assert.True(pair.Second - pair.First >= 16));
    }

    static string Draw(string name, ChartOptions options) => name == "outlook"
        ? OutlookFigure.Svg("CN/ai: a crackdown sets in", Forecast([.. Enumerable.Range(1, 24).Select(h => h / 60.0)]), options)
        : BacktestFigure.Svg("How well", "invented", Scores(), [new ReliabilityPanel(6, Reliability.Of([.. Said], [.. Said.Select((p, i) => i % 10 < 10 * p)], 1))], options);

    static IEnumerable<double> Said => Enumerable.Range(0, 200).Select(i => (i % 8) / 10.0);

    static ImmutableArray<SwingScore> Scores() =>
    [
        .. from horizon in Outlook.Horizons
           from forecaster in (string[])["climatology", "contagion", "ensemble"]
           let skill = forecaster == "climatology" ? 0 : (forecaster == "ensemble" ? 0.2 : 0.3) - (horizon / 50.0)
           let parts = new ScoreParts(0.06, 0.01, 0.02, 0.07)
           select new SwingScore(
               "all", forecaster, SwingKind.Crackdown, horizon, 100, 9, parts, parts, 0.2,
               forecaster == "climatology" ? [] : [new AgainstBaseline("climatology", new SkillScore(skill, skill - 0.1, skill + 0.1, 20, 2000), Test)]),
    ];

    static PairedTest Test => PairedTest.Of([1.0, 2], [2.0, 1], [Month.Of(2020, 1), Month.Of(2020, 2)], 1);

    static IssuedForecast Forecast(ImmutableArray<double> within) => new()
    {
        Number = 3,
        Cell = new Cell("CN", "ai"),
        AsOf = new AsOf(new DateOnly(2024, 4, 9)),
        IssuedAt = new IssuedAt(new DateOnly(2024, 4, 10)),
        Origin = Month.Of(2024, 3),
        Swing = SwingKind.Crackdown,
        DataVersion = "0.0.0",
        DataHash = "",
        ModelVersion = IssuedForecast.Version,
        Seed = 1,
        Coverage = true,
        Rule = "",
        Previous = "",
        Statements = [.. ((string[])["climatology", "contagion", "ensemble"]).Select((id, i) => new Statement(id, new Outlook(SwingKind.Crackdown, [.. within.Select(p => Math.Min(1, p * (1 + (0.2 * i))))], [])))],
        Weights = [],
        Severe = [],
    };

    static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);
}
