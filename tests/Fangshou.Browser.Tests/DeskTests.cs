using System.Diagnostics.CodeAnalysis;
using Microsoft.Playwright;

namespace Fangshou.Browser.Tests;

/// <summary>The writing half of the ledger, as somebody works with it who has a keyboard, another colour scheme or a narrow window.</summary>
public class DeskTests(Site site) : IClassFixture<Site>
{
    const string Row = "cn-2021-04-10-samr-alibaba-fine", Other = "cn-2020-11-03-ant-ipo-suspended";

    // Any two of language, width and colours meet in one of these.
    static readonly (string Language, int Width, bool Dark)[] looks = [("en", 1280, false), ("en", 360, true), ("zh", 1280, true), ("zh", 360, false)];

    public static TheoryData<string, string, int, bool> Views { get; } = new(
        from address in (string[])[$"/ledger/suggest?row={Row}", "/ledger/suggest", $"/ledger/suggest?retire={Row}", "/ledger/suggest?table=series.csv", "/ledger/review?state=all", "/ledger/import", $"/events/{Row}", "/ledger"]
        // The same parts everywhere: two looks that differ in everything.
        from look in (IEnumerable<(string Language, int Width, bool Dark)>)[looks[0], looks[3] with { Dark = true }]
        select (address, look.Language, look.Width, look.Dark));

    [Theory]
    [MemberData(nameof(Views))]
    public async Task It_stands_out_stays_within_the_window_and_nothing_complains(string address, string language, int width, bool dark)
    {
        (IPage page, List<string> complaints) = await site.OpenAsync($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={language}", width, dark);
        Assert.Empty(complaints);
        await PageChecks.StandsOutWithin(page, width);
    }

    [Fact]
    public async Task A_change_is_suggested_approved_and_read_in_the_history_by_keyboard_alone()
    {
        // The workspace is made after the first board was read; a page that waits for it loads anew, and takes the focus along.
        (IPage page, List<string> complaints) = await site.OpenAsync("/ledger/suggest");
        await page.GotoAsync($"{site.Address}/events/{Row}");
        await Reach(page, "a[href^='/ledger/suggest']");
        await Enter(page, @"/ledger/suggest\?");
        await Type(page, "#f-title", "A fine of 18.2 billion yuan");
        await Type(page, "#f-why", "Shorter.");
        await Type(page, "#f-source", "https://example.org/fine");
        await Enter(page, "/ledger/review/[0-9]+$");
        Assert.Equal("A fine of 18.2 billion yuan", await page.Locator(".diff ins").InnerTextAsync());

        await Type(page, "#f-comment", "Checked.");
        await Reach(page, "button[value=approve]");
        await Enter(page, "/ledger/review/[0-9]+$");
        await Assertions.Expect(page.Locator("main .dateline")).ToContainTextAsync("It is approved.");
        await Reach(page, $"a[href='/events/{Row}']");
        await Enter(page, $"/events/{Row}$");
        Assert.Equal("A fine of 18.2 billion yuan", await page.Locator("h1").InnerTextAsync());
        await Assertions.Expect(page.Locator(".history li").First).ToContainTextAsync("A fine of 18.2 billion yuan");
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Faults_and_conflicts_are_read_out_lead_to_their_fields_and_look_right_everywhere()
    {
        foreach ((string language, int width, bool dark) in looks)
        {
            (IPage page, _) = await site.OpenAsync($"/ledger/suggest?row={Other}&lang={language}", width, dark);
            (IPage rival, _) = await site.OpenAsync($"/ledger/suggest?row={Other}&lang={language}", width, dark, script: false);
            await page.FillAsync("#f-title", "=1+1");
            await page.FillAsync("#f-until", "yesterday");
            await Send(page, "/ledger/suggest");
            Assert.Equal("true", await page.Locator("#f-title").GetAttributeAsync("aria-invalid"));
            Assert.Equal(1, await page.Locator("[role=alert]").CountAsync());
            await PageChecks.StandsOutWithin(page, width);
            await page.ClickAsync("a[href='#f-until']");
            await page.Keyboard.PressAsync("Tab");
            Assert.StartsWith("f-", await page.EvaluateAsync<string>("document.activeElement.id"), StringComparison.Ordinal);

            await page.FillAsync("#f-title", $"Title {language} {width}");
            await page.FillAsync("#f-until", "");
            await Reasoned(page);
            await Send(page, "/ledger/review/[0-9]+");
            await PageChecks.StandsOutWithin(page, width);
            await PageChecks.Leads(page, () => page.ClickAsync("button[value=approve]"), "/ledger/review/[0-9]+");
            await Assertions.Expect(page.Locator("button[value=approve]")).ToHaveCountAsync(0);
            await PageChecks.StandsOutWithin(page, width);

            // The rival saw the row before; without script too he is shown both, and may go on.
            await rival.FillAsync("#f-title", $"Rival {language} {width}");
            await Reasoned(rival);
            await Send(rival, "/ledger/suggest");
            Assert.Contains($"Title {language} {width}", await rival.Locator(".conflict").InnerTextAsync(), StringComparison.Ordinal);
            await Send(rival, "/ledger/review/[0-9]+");
            await PageChecks.Leads(rival, () => rival.ClickAsync("button[value=reject]"), "/ledger/review/[0-9]+");
        }
    }

    [Fact]
    public async Task A_file_is_previewed_mended_on_the_page_and_proposed()
    {
        foreach ((string language, int width, bool dark) in looks)
        {
            (IPage page, _) = await site.OpenAsync($"/ledger/import?lang={language}", width, dark);
            await page.SetInputFilesAsync("#f-file", new FilePayload { Name = "a.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes($"id,severity\n{Row},9\n{Other},2\n") });
            await Reasoned(page);
            await page.ClickAsync("button[value=preview]");
            await Assertions.Expect(page.Locator("table.lines tbody tr")).ToHaveCountAsync(2);
            Assert.Equal(1, await page.Locator("table.lines .wrong").CountAsync());
            await PageChecks.StandsOutWithin(page, width);
            await page.ClickAsync("summary");
            await page.FillAsync("textarea[name=csv]", $"id,severity\n{Row},2\n{Other},2\n");
            await page.ClickAsync("button[value=preview]");
            await Assertions.Expect(page.Locator("table.lines .wrong")).ToHaveCountAsync(0);
            await PageChecks.Leads(page, () => page.ClickAsync("button[value=propose]"), @"/ledger/review\?");
            await PageChecks.Leads(page, () => page.Locator("tbody th a").Last.ClickAsync(), "/ledger/review/[0-9]+");
            await PageChecks.StandsOutWithin(page, width);
            await page.ClickAsync("button[value=reject-all]");
            await Assertions.Expect(page.Locator("button[value=reject-all]")).ToHaveCountAsync(0);
        }
    }

    static async Task Reasoned(IPage page)
    {
        await page.FillAsync("#f-why", "Because.");
        await page.FillAsync("#f-source", "https://example.org/a");
    }

    static Task Send(IPage page, [StringSyntax(StringSyntaxAttribute.Regex)] string to) => PageChecks.Leads(page, () => page.Locator("form.suggest > button[type=submit]").First.ClickAsync(), to);

    static Task Enter(IPage page, [StringSyntax(StringSyntaxAttribute.Regex)] string to) => PageChecks.Leads(page, () => page.Keyboard.PressAsync("Enter"), to);

    /// <summary>Presses Tab until the focus is where it should be, and shows.</summary>
    static async Task Reach(IPage page, string selector)
    {
        for (int i = 0; i < 200; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
                return;
            }
        }

        Assert.Fail($"The tab key does not reach {selector}.");
    }

    static async Task Type(IPage page, string selector, string text)
    {
        await Reach(page, selector);
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync(text);
    }
}
