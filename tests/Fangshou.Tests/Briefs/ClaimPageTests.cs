using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Fangshou.Briefs;
using Fangshou.Claims;
using Fangshou.Ledger;
using TestResult = Fangshou.Claims.TestResult;

namespace Fangshou.Tests.Briefs;

public class ClaimPageTests
{
    public static TheoryData<string, Language> Pages { get; } = new(from kind in (string[])["html", "md"] from language in Enum.GetValues<Language>() select (kind, language));

    public static TheoryData<Language> Languages { get; } = new(Enum.GetValues<Language>());

    [Theory]
    [MemberData(nameof(Pages))]
    public void Pages_equal_the_ones_a_person_read_in_every_culture(string kind, Language language)
    {
        string golden = Path.Combine(ScenarioFigureTests.SourceFolder(), "Golden", $"claim.{(language == Language.Chinese ? "zh" : "en")}.{kind}");
        string[] pages = [.. new[] { "", "de-DE", "zh-CN", "tr-TR" }.Select(culture => ScenarioFigureTests.In(culture, () => Render(ClaimSample.Report, kind, language)))];
        if (Environment.GetEnvironmentVariable("FANGSHOU_ACCEPT") == "1")
            File.WriteAllText(golden, pages[0], new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        string expected = File.ReadAllText(golden);
        Assert.All(pages, page => Assert.Equal(expected, page));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_link_is_the_source_of_the_claim_or_of_a_row_or_a_place_in_the_page(Language language)
    {
        string html = Render(ClaimSample.Report, "html", language);
        HashSet<string> known =
        [
            ClaimSample.Report.Result.Claim.Source, .. ClaimSample.Report.Rows.Values.SelectMany(row => row.Sources).Select(source => source.Url).Where(url => url.StartsWith("https:", StringComparison.Ordinal)),
            .. Find(html, " id=\"([^\"]+)\"").Select(id => "#" + id),
        ];
        string[] links = [.. Find(html, "href=\"([^\"]*)\"").Select(WebUtility.HtmlDecode)!];
        Assert.Contains("https://example.org/docket", links);
        Assert.All(links, link => Assert.Contains(link, known));
        Assert.Empty(Find(html, @"(\b(?:src|srcset|action|xlink:href)\s*=|@import|<script|<b>|url\((?!#)|\son\w+\s*=)"));
        Assert.DoesNotContain("javascript", Render(ClaimSample.Report, "md", language), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Headings_descend_step_by_step_and_no_id_or_reference_is_lost(Language language)
    {
        string html = Render(ClaimSample.Report, "html", language);
        int[] levels = [.. Find(html, "<h([1-6])").Select(level => level[0] - '0')];
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
        string[] ids = [.. Find(html, " id=\"([^\"]+)\"")];
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(Find(html, "(?:aria-labelledby|aria-describedby)=\"([^\"]+)\""), reference => Assert.Contains(reference, ids));
        Assert.All(Find(html, "<table[^>]*>\\s*<(\\w+)"), first => Assert.Equal("caption", first));
        Assert.All(Find(html, "(<th[ >][^>]*)"), th => Assert.Contains("scope=", th, StringComparison.Ordinal));
    }

    [Fact]
    public void No_verdict_is_told_by_a_sign_alone()
    {
        string html = Render(ClaimSample.Report, "html", Language.English);
        string[] afterSign = [.. Find(html, "<span class=\"(?:sign|letter)\" aria-hidden=\"true\">[✓✗±?]</span>(.{24})")];
        Assert.Equal(2 + (3 * ClaimSample.Report.Result.Tests.Length), afterSign.Length);
        Assert.All(afterSign, text => Assert.Matches("unseen|<strong>|outcome", text));
    }

    [Fact]
    public void Lists_of_more_than_five_rows_are_folded_and_all_rows_are_there()
    {
        string html = Render(ClaimSample.Report, "html", Language.English);
        string[] folded = [.. Find(html, "(?s)<details>(.*?)</details>")];
        Assert.Equal(7, Find(Assert.Single(folded), "(<li>)").Count());
        Assert.Equal(7 + 5 + 2 + 1 + 1 + 1 + 1 + 2, Find(html, "(<li><span class=\"date\">)").Count());
    }

    [Fact]
    public void Both_verdicts_and_the_change_are_told_when_it_was_said_before_the_knowledge_date()
    {
        string both = Render(ClaimSample.Report, "html", Language.English);
        Assert.Contains("from not enough evidence on the day it was said to mixed on the knowledge date", both, StringComparison.Ordinal);
        string alone = Render(ClaimSample.Report with { Then = null, AsOf = new AsOf(ClaimSample.Report.Result.Claim.On) }, "html", Language.English);
        Assert.DoesNotContain("when it was said", alone, StringComparison.Ordinal);
        Assert.DoesNotContain("lies before the day", alone, StringComparison.Ordinal);
        string before = Render(ClaimSample.Report with { Then = null, AsOf = new AsOf(new DateOnly(2020, 1, 1)) }, "html", Language.English);
        Assert.Contains("The knowledge date lies before the day on which it was said.", before, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_strip_says_its_figure_in_words_and_nothing_runs_beyond_it(Language language)
    {
        ClaimWords words = new(language);
        foreach ((TestResult test, int width) in from test in ClaimSample.Drawn from width in (int[])[320, 358, 900, 1040] select (test, width))
        {
            XElement svg = XElement.Parse(ClaimFigure.Svg(test, new() { Language = language, Width = width }));
            XNamespace ns = svg.Name.Namespace;
            Assert.Equal(words.Say(test.Test.Says, test.Test.SaysZh), svg.Element(ns + "title")!.Value);
            Assert.Contains(words.Outcome(test.Verdict), svg.Element(ns + "desc")!.Value, StringComparison.Ordinal);
            Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
            var texts = svg.Elements(ns + "text").Select(t =>
            {
                (double x, double wide) = (Number(t, "x"), Cells.Width(t.Value) * Number(t, "font-size") * 0.5);
                double left = t.Attribute("text-anchor")?.Value switch { "middle" => x - (wide / 2), "end" => x - wide, _ => x };
                return (t.Value, Y: Number(t, "y"), Left: left, Right: left + wide);
            }).ToArray();
            Assert.All(texts, t => Assert.True(t.Left >= 0 && t.Right <= width && t.Y > 0 && t.Y < Number(svg, "height"), $"{width}: '{t.Value}'"));
            foreach (var line in texts.GroupBy(t => t.Y))
                Assert.All(line.OrderBy(t => t.Left).Zip(line.OrderBy(t => t.Left).Skip(1)), pair => Assert.True(pair.First.Right <= pair.Second.Left + 1, $"{width}: '{pair.First.Value}' runs into '{pair.Second.Value}'"));
        }

        static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Numbers_lie_on_their_line_in_their_order()
    {
        foreach (TestResult test in ClaimSample.Drawn)
        {
            ClaimScale line = ClaimScale.For(test, 36, 1004, 8, new ClaimWords(Language.English));
            Measurement found = test.Found;
            Assert.True(line[found.Low] <= line[found.Value] && line[found.Value] <= line[found.High], test.Test.Says);
            Assert.Equal(found.Value.CompareTo(test.Test.Threshold), line[found.Value].CompareTo(line[test.Test.Threshold]));
            Assert.InRange(line[found.Low], 36, 1004);
            Assert.InRange(line[found.High], 36, 1004);
            Assert.InRange(line.Ticks.Length, 2, 10);
            Assert.All(line.Ticks, tick => Assert.True(line.Holds(tick.At), $"{test.Test.Says} {tick.Text}"));
        }
    }

    [Fact]
    public void A_png_is_drawn_and_a_test_without_a_number_is_not()
    {
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], ClaimFigure.Png(ClaimSample.Drawn[0], new() { Width = 400 })[..4]);
        Assert.Throws<ArgumentException>(() => ClaimFigure.Svg(ClaimSample.Report.Result.Tests[^1], new()));
    }

    [Fact]
    public void Thresholds_that_make_no_sense_are_told_and_not_drawn_beyond_reason()
    {
        Assert.Equal("700 %", new ClaimWords(Language.English).Number(7, MeasureUnit.Share));
        TestResult sample = ClaimSample.Drawn[1];
        Assert.False(ClaimFigure.CanDraw(sample with { Test = sample.Test with { Threshold = 1e300 } }));
        foreach (TestResult test in ClaimSample.Drawn)
            foreach (double threshold in (double[])[-1e14, -3, 0, 1e-12, 1e14])
                Assert.DoesNotContain("NaN", ClaimFigure.Svg(test with { Test = test.Test with { Threshold = threshold } }, new() { Width = 320 }), StringComparison.Ordinal);
    }

    static string Render(ClaimReport report, string kind, Language language) => kind == "md" ? ClaimMarkdown.Render(report, language) : ClaimPage.Render(report, language);

    /// <summary>The first group of every match.</summary>
    static IEnumerable<string> Find(string text, string pattern) => Regex.Matches(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(10)).Select(m => m.Groups[1].Value);
}
