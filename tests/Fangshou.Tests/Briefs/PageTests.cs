using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Fangshou.Briefs;
using Fangshou.Ledger;
using Spectre.Console;

namespace Fangshou.Tests.Briefs;

public class PageTests
{
    const string Hostile = "<script>alert(1)</script> [red]red[/] =cmd|'/c calc'!A1 | \"quoted\" & \u001b[31m \u202e ![x](javascript:1) `";

    public static TheoryData<string, Language> Pages { get; } = new(
        from kind in new[] { "txt", "md", "html", "svg" }
        from language in Enum.GetValues<Language>()
        select (kind, language));

    [Theory]
    [MemberData(nameof(Pages))]
    public void Pages_equal_the_ones_a_person_read_in_every_culture(string kind, Language language)
    {
        string golden = Path.Combine(SourceFolder(), "Golden", $"brief.{(language == Language.Chinese ? "zh" : "en")}.{kind}");
        string[] pages = [.. new[] { "", "de-DE", "zh-CN", "tr-TR" }.Select(culture => In(culture, () => Render(BriefSample.Brief, kind, language)))];
        if (Environment.GetEnvironmentVariable("FANGSHOU_ACCEPT") == "1")
            File.WriteAllText(golden, pages[0], new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

        string expected = File.ReadAllText(golden);
        Assert.All(pages, page => Assert.Equal(expected, page));
    }

    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.Chinese)]
    public void A_hostile_title_is_plain_text_on_every_page(Language language)
    {
        Event[] rows = [.. BriefSample.Rows.Select(e => e with { Title = Hostile, Sources = [new(e.Sources[0].Url, "<b>" + Hostile)] })];
        Brief brief = Brief.Compose(BriefSample.Input(rows));

        foreach (string kind in new[] { "html", "svg" })
        {
            string page = Render(brief, kind, language);
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<b>", page, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; [red]red[/]", page, StringComparison.Ordinal);
            Assert.DoesNotContain('\u001b', page);
            Assert.DoesNotContain('\u202e', page);
        }

        string markdown = Render(brief, "md", language);
        Assert.DoesNotContain("<script", markdown, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt; \\[red\\]red\\[/\\]", markdown, StringComparison.Ordinal);
        Assert.Empty(Find(markdown, @"(?<!\\)\]\(javascript"));

        string terminal = Render(brief, "txt", language);
        Assert.Contains("[red]red[/]", Unwrapped(terminal), StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', terminal);
        Assert.DoesNotContain('\u202e', terminal);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("not an address")]
    public void An_address_that_is_not_http_is_never_a_link(string url)
    {
        Event[] rows = [.. BriefSample.Rows.Select(e => e with { Sources = [new(url, "Somebody")] })];
        Brief brief = Brief.Compose(BriefSample.Input(rows));

        Assert.All(Hrefs(Render(brief, "html", Language.English)), href => Assert.StartsWith("#", href, StringComparison.Ordinal));
        Assert.DoesNotContain("](", Render(brief, "md", Language.English), StringComparison.Ordinal);
        Assert.DoesNotContain(url, Render(brief, "txt", Language.English), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.Chinese)]
    public void Every_link_is_the_source_of_a_row_or_a_place_in_the_page(Language language)
    {
        string html = Render(BriefSample.Brief, "html", language);
        HashSet<string> sources = [.. BriefSample.Rows.SelectMany(e => e.Sources).Where(s => s.Url.Length > 0).Select(s => new Uri(s.Url).AbsoluteUri)];
        HashSet<string> places = [.. Find(html, " id=\"([^\"]+)\"").Select(m => "#" + m.Groups[1].Value)];

        string[] hrefs = [.. Hrefs(html)];

        Assert.Contains(hrefs, href => href.StartsWith("http", StringComparison.Ordinal));
        Assert.All(hrefs, href => Assert.True(sources.Contains(href) || places.Contains(href), href));
        Assert.Empty(Find(html, @"\b(src|srcset|action|xlink:href)\s*="));
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
        Assert.Empty(Find(html, @"url\((?!#)"));
        Assert.Empty(Find(html, @"\son\w+\s*="));
    }

    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.Chinese)]
    public void Headings_descend_one_step_at_a_time_from_a_single_h1(Language language)
    {
        int[] levels = [.. Find(Render(BriefSample.Brief, "html", language), "<h([1-6])").Select(m => m.Groups[1].Value[0] - '0')];

        Assert.Equal(1, levels[0]);
        Assert.Single(levels, 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, $"h{pair.First} is followed by h{pair.Second}"));
    }

    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.Chinese)]
    public void No_id_stands_twice_and_every_reference_finds_its_id(Language language)
    {
        string html = Render(BriefSample.Brief, "html", language);
        string[] ids = [.. Find(html, " id=\"([^\"]+)\"").Select(m => m.Groups[1].Value)];
        string[] references = [.. Find(html, "(?:aria-labelledby|aria-describedby)=\"([^\"]+)\"|url\\(#([^)]+)\\)").Select(m => m.Groups[1].Value + m.Groups[2].Value)];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(references, reference => Assert.Contains(reference, ids));
    }

    [Fact]
    public void Every_table_has_a_caption_and_every_header_cell_a_scope()
    {
        string html = Render(BriefSample.Brief, "html", Language.English);

        Assert.All(Find(html, "<table[^>]*>\\s*(<\\w+)").Select(m => m.Groups[1].Value), first => Assert.Equal("<caption", first));
        Assert.All(Find(html, "<th[ >][^>]*").Select(m => m.Value), th => Assert.Contains("scope=", th, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.Chinese)]
    public void No_line_on_an_eighty_column_terminal_is_longer_but_for_addresses(Language language)
    {
        string[] lines = Render(BriefSample.Brief, "txt", language).Split('\n');

        Assert.All(lines.Where(line => !line.Contains("://", StringComparison.Ordinal)), line => Assert.True(Cells.Width(line) <= 80, line));
        Assert.All(lines, line => Assert.Equal(line.TrimEnd(), line));
    }

    [Theory]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("abcdefghij", 4, "abcd|efgh|ij")]
    [InlineData("一般监管。严管", 8, "一般监|管。严管")]
    [InlineData("", 8, "")]
    public void Lines_break_at_spaces_and_between_wide_characters(string text, int columns, string lines) =>
        Assert.Equal(lines.Split('|'), Cells.Wrap(text, columns));

    [Fact]
    public void A_brief_with_nothing_beside_its_lead_still_makes_every_page()
    {
        BriefInput input = BriefSample.Input() with { Other = null, Siblings = [], Influences = [], TippingPoints = [], Warnings = [] };
        Brief brief = Brief.Compose(input with { Lead = input.Lead with { Signals = input.Lead.Signals with { Events = [] }, Dwells = [] } });

        foreach ((string kind, Language language) in from kind in new[] { "txt", "md", "html", "svg" } from language in Enum.GetValues<Language>() select (kind, language))
            Assert.NotEmpty(Render(brief, kind, language));
        Assert.Empty(brief.KeyEvents);
    }

    [Fact]
    public void A_png_is_drawn_at_two_device_pixels_per_pixel()
    {
        byte[] png = PhaseFigure.Png(BriefSample.Brief.Lead, new() { Width = 600 });

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal(1200, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
    }

    internal static string Render(Brief brief, string kind, Language language) => kind switch
    {
        "html" => HtmlPage.Render(brief, language),
        "md" => MarkdownPage.Render(brief, language),
        "svg" => PhaseFigure.Svg(brief.Lead, new() { Language = language, CellName = Words.For(language).Name(brief.Cell, brief.Codebook), KeyEvents = brief.KeyEvents }),
        _ => Terminal(brief, language),
    };

    static string Terminal(Brief brief, Language language)
    {
        StringWriter writer = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer), Interactive = InteractionSupport.No });
        console.Profile.Width = 80;
        TerminalPage.Write(brief, language, console);
        return writer.ToString();
    }

    static string Unwrapped(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    static IEnumerable<Match> Find(string text, string pattern) => Regex.Matches(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(10));

    static IEnumerable<string> Hrefs(string html) => Find(html, "href=\"([^\"]*)\"").Select(m => System.Net.WebUtility.HtmlDecode(m.Groups[1].Value));

    static string In(string culture, Func<string> render)
    {
        string page = "";
        Thread thread = new(() => page = render()) { CurrentCulture = new CultureInfo(culture) };
        thread.Start();
        thread.Join();
        return page;
    }

    /// <summary>Where this file lies in the checkout; a deterministic build does not tell, so it is looked for above the built tests.</summary>
    static string SourceFolder()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Fangshou.slnx")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? throw new InvalidOperationException("the tests do not lie in a checkout"), "tests", "Fangshou.Tests", "Briefs");
    }
}
