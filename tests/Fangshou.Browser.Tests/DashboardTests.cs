using Microsoft.Playwright;

namespace Fangshou.Browser.Tests;

/// <summary>Every page of the dashboard, walked as people with different windows, eyes and hands would.</summary>
public class DashboardTests(Site site) : IClassFixture<Site>
{
    static readonly string[] addresses =
    [
        "/", "/?jurisdiction=US&phase=crackdown", "/cells/CN/ai", "/lab?severity=16&replicates=80", "/compare?sector=ai", "/compare?sector=ai&at=CN/content-control",
        "/ties?of=CN/ai", "/courts", "/ledger?search=algorithm", "/events/cn-2020-11-01-fyp-online-education", "/about",
    ];

    // Where people work; the pages of the ledger's desk have tests of their own.
    static readonly string[] offices = ["/alerts", "/alerts/new?rule=the+phase+of+CN/ai+changes", "/account", "/users", "/audit", "/lab/runs", "/lab?severity=16&replicates=80&real=CN/ai&change=2023-04"];

    // What they show is worked out in a minute or more.
    static readonly string[] slow = ["/?area=*&sort=since", "/?asOf=2020-10-31&jurisdiction=CN", "/forecasts", "/claims", "/claims/the-onset-was-sudden"];

    public static TheoryData<string, string, int, bool> Views { get; } = new(
    [
        .. from address in addresses
           // Any two of language, width and colours meet in one of these.
           from look in ((string Language, int Width, bool Dark)[])[("en", 1280, false), ("en", 360, true), ("zh", 1280, true), ("zh", 360, false)]
           select (address, look.Language, look.Width, look.Dark),
        .. from address in offices
           // Built of the same parts: two looks that differ in everything.
           from look in ((string Language, int Width, bool Dark)[])[("en", 1280, false), ("zh", 360, true)]
           select (address, look.Language, look.Width, look.Dark),
    ]);

    public static TheoryData<string> Addresses { get; } = [.. addresses, .. offices];

    [SlowFact]
    public async Task Pages_that_take_minutes_are_held_to_the_same()
    {
        foreach (string address in slow)
        {
            await It_stands_out_stays_within_the_window_and_nothing_complains(address, "en", 1280, false);
            await It_stands_out_stays_within_the_window_and_nothing_complains(address, "zh", 360, true);
            await It_says_the_same_without_script(address);
        }
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task It_stands_out_stays_within_the_window_and_nothing_complains(string address, string language, int width, bool dark)
    {
        (IPage page, List<string> complaints) = await site.OpenAsync(In(address, language), width, dark);
        Assert.Empty(complaints);
        Assert.Equal(language == "zh" ? "zh-Hans" : "en", await page.Locator("html").GetAttributeAsync("lang"));
        await PageChecks.StandsOutWithin(page, width);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Every_link_and_field_is_reached_by_the_tab_key_in_order_and_shows_it(string address)
    {
        (IPage page, _) = await site.OpenAsync(address);
        int expected = await page.EvaluateAsync<int>("""
            () => [...document.querySelectorAll('a[href], button:enabled, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')].filter(e => e.checkVisibility()).length
            """);
        HashSet<string> reached = [];
        for (int i = 0; i < (3 * expected) + 20; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            string? at = await page.EvaluateAsync<string?>("""
                () => {
                  const e = document.activeElement;
                  if (!e || e === document.body) return null;
                  const all = [...document.querySelectorAll('*')], style = getComputedStyle(e), shape = e.querySelector?.('.target');
                  const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || shape && getComputedStyle(shape).stroke !== 'none';
                  return `${all.indexOf(e)} ${shown ? 'shown' : 'unseen ' + e.outerHTML.slice(0, 100)}`;
                }
                """);
            if (at is null)
                break;
            Assert.DoesNotContain("unseen", at, StringComparison.Ordinal);
            reached.Add(at);
        }

        Assert.Equal(expected, reached.Count);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task It_says_the_same_without_script(string address)
    {
        (IPage page, List<string> complaints) = await site.OpenAsync(address, script: false);
        (IPage scripted, _) = await site.OpenAsync(address);
        Assert.Empty(complaints);
        await scripted.EvaluateAsync("document.querySelectorAll('.cursor').forEach(e => e.remove())");
        // The crosshair of a figure and the live part of the laboratory are all that only a script can do.
        const string Served = "main > :not(.live)";
        string[] lines = await Lines(page);
        Assert.Equal(await Lines(scripted), lines);
        Assert.True(lines.Sum(line => line.Length) > 50);

        // In any order: a form may stand beside its figure with a script, and below it without.
        static async Task<string[]> Lines(IPage page) =>
            [.. (await page.Locator(Served).AllInnerTextsAsync()).SelectMany(text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Filters_are_a_form_whose_answer_is_an_address()
    {
        (IPage page, _) = await site.OpenAsync("/", script: false);
        int all = await page.Locator("table.board tbody tr").CountAsync();
        await page.SelectOptionAsync("select[name=jurisdiction]", "US");
        await PageChecks.Leads(page, () => page.ClickAsync("form.filter button"), "jurisdiction=US");
        int american = await page.Locator("table.board tbody tr").CountAsync();
        Assert.InRange(american, 1, all - 1);
    }

    [Fact]
    public async Task The_slider_moves_the_page_through_time()
    {
        (IPage page, List<string> complaints) = await site.OpenAsync("/ledger?asOf=2021-09-30");
        ILocator slider = page.Locator("input[type=range]");
        await slider.FocusAsync();
        await PageChecks.Leads(page, () => page.Keyboard.PressAsync("ArrowLeft"), "asOf=2021-08-31");
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task The_laboratory_runs_live_is_paused_stepped_shared_by_its_link_and_opened_again()
    {
        (IPage page, List<string> complaints) = await site.OpenAsync("/lab?severity=16&replicates=1600&scenario=big-ai-misuse");
        ILocator told = page.Locator(".live output"), pause = page.Locator("[data-do=pause]");
        await page.ClickAsync("[data-do=run]");
        await Assertions.Expect(told).ToContainTextAsync("/ 1600");
        await pause.ClickAsync();
        string paused = await told.InnerTextAsync();
        int done = int.Parse(paused.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(done, 80, 1520);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.Equal(paused, await told.InnerTextAsync());
        await page.ClickAsync("[data-do=step]");
        await Assertions.Expect(told).ToContainTextAsync($"{done + 80} / 1600");
        await Assertions.Expect(pause).ToBeDisabledAsync();
        await page.ClickAsync("[data-do=run]");
        await Assertions.Expect(told).ToContainTextAsync("1600 / 1600", new() { Timeout = 60_000 });

        // All of the histories say live what the page says without script, and so does whoever opens the link.
        string sentence = await page.Locator("section[aria-labelledby=result] .reading").First.InnerTextAsync();
        Assert.Contains(sentence, await told.InnerTextAsync(), StringComparison.Ordinal);
        string link = (await page.GetByText("Link to these settings").GetAttributeAsync("href"))!;
        (IPage again, List<string> more) = await site.OpenAsync(link, script: false);
        Assert.Equal(await page.Locator("section[aria-labelledby=result]").InnerTextAsync(), await again.Locator("section[aria-labelledby=result]").InnerTextAsync());
        // A stream that is paused is a request that is broken off.
        Assert.DoesNotContain(complaints, complaint => !complaint.Contains("/ensembles/stream", StringComparison.Ordinal) || !complaint.Contains("ERR_ABORTED", StringComparison.Ordinal));
        Assert.Empty(more);
    }

    static string In(string address, string language) => $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={language}";
}
