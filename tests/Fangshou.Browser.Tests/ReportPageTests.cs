using Fangshou.Briefs;
using Microsoft.Playwright;

namespace Fangshou.Browser.Tests;

/// <summary>The pages of one column: a scenario and a claim.</summary>
public class ReportPageTests(Browser browser) : IClassFixture<Browser>
{
    public static TheoryData<string, Language, int, bool> Views { get; } = new(
        from name in new[] { Browser.Scenario, Browser.Claim }
        from language in Enum.GetValues<Language>()
        from width in new[] { 1280, 500, 390 }
        from dark in new[] { false, true }
        select (name, language, width, dark));

    [Theory]
    [MemberData(nameof(Views))]
    public async Task The_page_is_never_wider_than_its_window_and_its_texts_stand_out(string name, Language language, int width, bool dark)
    {
        IPage page = await browser.OpenAsync(language, width, dark, name: name);
        Assert.Equal(width, await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth"));
        Assert.Empty(await PageChecks.Beyond(page));
        Assert.Empty(await PageChecks.Faint(page));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task The_words_of_the_figures_stand_out_and_stay_inside(string name, Language language, int width, bool dark)
    {
        IPage page = await browser.OpenAsync(language, width, dark, name: name);
        string[] wrong = await page.EvaluateAsync<string[]>("""
            () => {
              const parse = c => (c.match(/[\d.]+/g) || []).map(Number);
              const lum = ([r, g, b]) => { const f = [r, g, b].map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * f[0] + .7152 * f[1] + .0722 * f[2]; };
              const ground = lum(parse(getComputedStyle(document.documentElement).backgroundColor));
              return [...document.querySelectorAll('svg text')].filter(e => e.checkVisibility()).flatMap(e => {
                const a = lum(parse(getComputedStyle(e).fill)), ratio = (Math.max(a, ground) + .05) / (Math.min(a, ground) + .05);
                const r = e.getBoundingClientRect(), s = e.closest('svg').getBoundingClientRect();
                const out = r.left < s.left - 1 || r.right > s.right + 1 || r.top < s.top - 1 || r.bottom > s.bottom + 1;
                return ratio < 4.5 || out ? [`${ratio.toFixed(2)} ${out ? 'outside' : ''} ${e.textContent}`] : [];
              });
            }
            """);
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(Browser.Scenario)]
    [InlineData(Browser.Claim)]
    public async Task It_runs_no_script_and_asks_for_nothing_but_itself(string name)
    {
        List<string> requests = [], complaints = [];
        IPage page = await browser.OpenAsync(
            Language.English,
            before: p =>
            {
                p.Request += (_, request) => requests.Add(request.Url);
                p.Console += (_, message) => complaints.Add(message.Text);
            },
            name: name);
        Assert.Equal([page.Url], requests);
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData(Language.English)]
    [InlineData(Language.Chinese)]
    public async Task The_rows_of_a_claim_open_by_keyboard_and_keep_within_the_window(Language language)
    {
        IPage page = await browser.OpenAsync(language, 390, name: Browser.Claim);
        ILocator summary = page.Locator("summary");
        await summary.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal(7, await page.EvaluateAsync<int>("[...document.querySelectorAll('details li')].filter(e => e.checkVisibility()).length"));
        Assert.Equal(390, await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth"));
        Assert.Empty(await PageChecks.Faint(page));
    }
}
