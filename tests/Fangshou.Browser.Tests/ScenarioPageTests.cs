using Fangshou.Briefs;
using Microsoft.Playwright;

namespace Fangshou.Browser.Tests;

public class ScenarioPageTests(Browser browser) : IClassFixture<Browser>
{
    public static TheoryData<Language, int, bool> Views { get; } = new(
        from language in Enum.GetValues<Language>()
        from width in new[] { 1280, 500, 390 }
        from dark in new[] { false, true }
        select (language, width, dark));

    [Theory]
    [MemberData(nameof(Views))]
    public async Task The_page_is_never_wider_than_its_window_and_its_texts_stand_out(Language language, int width, bool dark)
    {
        IPage page = await browser.OpenAsync(language, width, dark, name: Browser.Scenario);
        Assert.Equal(width, await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth"));
        Assert.Empty(await PageChecks.Beyond(page));
        Assert.Empty(await PageChecks.Faint(page));
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task The_words_of_the_figures_stand_out_and_stay_inside(Language language, int width, bool dark)
    {
        IPage page = await browser.OpenAsync(language, width, dark, name: Browser.Scenario);
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

    [Fact]
    public async Task It_runs_no_script_and_asks_for_nothing_but_itself()
    {
        List<string> requests = [], complaints = [];
        IPage page = await browser.OpenAsync(
            Language.English,
            before: p =>
            {
                p.Request += (_, request) => requests.Add(request.Url);
                p.Console += (_, message) => complaints.Add(message.Text);
            },
            name: Browser.Scenario);
        Assert.Equal([page.Url], requests);
        Assert.Empty(complaints);
    }
}
