using System.Text;
using Fangshou.Briefs;
using Microsoft.Playwright;

namespace Fangshou.Browser.Tests;

public class BriefPageTests(Browser browser) : IClassFixture<Browser>
{
    public static TheoryData<Language, int, bool> Views { get; } = new(
        from language in Enum.GetValues<Language>()
        from width in new[] { 1280, 390 }
        from dark in new[] { false, true }
        select (language, width, dark));

    public static TheoryData<Language> Languages { get; } = new(Enum.GetValues<Language>());

    [Theory]
    [MemberData(nameof(Views))]
    public async Task The_page_is_never_wider_than_its_window(Language language, int width, bool dark)
    {
        IPage page = await browser.OpenAsync(language, width, dark);

        Assert.Equal(width, await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth"));
        string[] beyond = await PageChecks.Beyond(page);
        Assert.Empty(beyond);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Every_text_stands_out_from_what_is_behind_it(Language language, int width, bool dark)
    {
        IPage page = await browser.OpenAsync(language, width, dark);

        string[] faint = await PageChecks.Faint(page);

        Assert.Empty(faint);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task It_prints_on_two_pages_of_A4(Language language)
    {
        IPage page = await browser.OpenAsync(language);

        byte[] pdf = await page.PdfAsync(new() { PreferCSSPageSize = true });

        string text = Encoding.Latin1.GetString(pdf);
        int pages = 0;
        for (int at = text.IndexOf("/Type /Page\n", StringComparison.Ordinal); at >= 0; at = text.IndexOf("/Type /Page\n", at + 1, StringComparison.Ordinal))
            pages++;
        Assert.Equal(2, pages);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task It_runs_no_script_and_asks_for_nothing_but_itself(Language language)
    {
        List<string> requests = [], complaints = [];
        IPage page = await browser.OpenAsync(language, before: p =>
        {
            p.Request += (_, request) => requests.Add(request.Url);
            p.Console += (_, message) => complaints.Add(message.Text);
        });

        Assert.Equal(page.Url, Assert.Single(requests));
        Assert.Empty(complaints);
        Assert.Equal(0, await page.EvaluateAsync<int>("document.scripts.length"));
        Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('link, iframe, object, embed, img, base, form').length"));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public async Task Every_link_has_a_name_and_leads_to_the_web_or_to_a_place_in_the_page(Language language)
    {
        IPage page = await browser.OpenAsync(language);

        string[] wrong = await page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('a')].filter(a => {
                const href = a.getAttribute('href') || '', name = (a.getAttribute('aria-label') || a.textContent).trim();
                const leads = href.startsWith('#') ? !!document.getElementById(href.slice(1)) : /^https?:\/\/[^\s]+$/.test(href);
                return !name || !leads;
            }).map(a => a.outerHTML.slice(0, 200))
            """);

        Assert.Empty(wrong);
        Assert.True(await page.EvaluateAsync<int>("document.querySelectorAll('a[href^=http]').length") > 20);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task The_outline_the_figures_and_the_tables_make_sense_to_a_screen_reader(Language language, int width, bool dark)
    {
        IPage page = await browser.OpenAsync(language, width, dark);

        string[] wrong = await page.EvaluateAsync<string[]>("""
            () => {
              const wrong = [], check = (good, text) => { if (!good) wrong.push(text); };
              check(/^(en|zh-Hans)$/.test(document.documentElement.lang), 'lang');
              check(document.title.length > 10, 'title');
              const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map(h => +h.tagName[1]);
              check(levels.filter(l => l === 1).length === 1 && levels[0] === 1, 'one h1, first');
              levels.forEach((l, i) => check(i === 0 || l <= levels[i - 1] + 1, 'heading level ' + i));
              for (const selector of ['header', 'main', 'footer']) check(document.querySelectorAll('body > ' + selector).length === 1, selector);
              for (const e of document.querySelectorAll('[aria-labelledby], [aria-describedby]'))
                for (const id of [e.getAttribute('aria-labelledby'), e.getAttribute('aria-describedby')])
                  check(!id || document.getElementById(id)?.textContent.trim(), 'names nothing: ' + id);
              for (const img of document.querySelectorAll('[role=img]')) {
                check(img.hasAttribute('aria-labelledby') && img.hasAttribute('aria-describedby'), 'figure without words');
                check(!img.querySelector('a, [tabindex]'), 'a link hidden in an image');
              }
              for (const table of document.querySelectorAll('table')) {
                check(table.caption?.textContent.trim(), 'table without caption');
                check([...table.querySelectorAll('th')].every(th => ['col', 'row'].includes(th.scope)), 'th without scope');
                check([...table.tBodies[0].rows].every(r => r.cells.length === table.tHead.rows[0].cells.length), 'ragged table');
              }
              for (const e of document.querySelectorAll('.scroll')) check(e.tabIndex === 0 && e.getAttribute('aria-label'), 'scroll region without name or focus');
              const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
              check(new Set(ids).size === ids.length, 'an id stands twice');
              return wrong;
            }
            """);

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(1280, ".wide", ".narrow")]
    [InlineData(390, ".narrow", ".wide")]
    public async Task The_figure_fits_the_window(int width, string shown, string hidden)
    {
        IPage page = await browser.OpenAsync(Language.English, width);

        Assert.True(await page.Locator(shown).First.IsVisibleAsync());
        Assert.False(await page.Locator(hidden).First.IsVisibleAsync());
        double smallest = await page.EvaluateAsync<double>(
            "s => Math.min(...[...document.querySelectorAll(s + ' text')].map(t => parseFloat(t.getAttribute('font-size')) * t.ownerSVGElement.getBoundingClientRect().width / t.ownerSVGElement.viewBox.baseVal.width))",
            shown);
        Assert.True(smallest >= 9.5, $"text of {smallest} pixels");
    }

    [Fact]
    public async Task A_mark_in_the_figure_can_be_clicked_and_reached_by_keyboard()
    {
        IPage page = await browser.OpenAsync(Language.English);

        int covered = await page.EvaluateAsync<int>("""
            () => [...document.querySelectorAll('.wide a')].filter(a => {
                a.scrollIntoView({ block: 'center' });
                const r = a.querySelector('.target').getBoundingClientRect();
                return document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2)?.closest('a') !== a;
            }).length
            """);
        Assert.Equal(0, covered);

        await page.EvaluateAsync("window.scrollTo(0, 0)");
        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("#text", await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"));
        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.getBoundingClientRect().left >= 0"));
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        Assert.StartsWith("http", await page.EvaluateAsync<string>("document.activeElement.getAttribute('href')"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dark_and_light_differ_and_paper_is_always_light()
    {
        IPage page = await browser.OpenAsync(Language.English, dark: true);
        const string Ground = "getComputedStyle(document.documentElement).backgroundColor";

        Assert.Equal("rgb(20, 23, 27)", await page.EvaluateAsync<string>(Ground));
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        Assert.Equal("rgb(253, 252, 249)", await page.EvaluateAsync<string>(Ground));
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, Media = Media.Print });
        Assert.Equal("rgb(255, 255, 255)", await page.EvaluateAsync<string>(Ground));
    }
}
