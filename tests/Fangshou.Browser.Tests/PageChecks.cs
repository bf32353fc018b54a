using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Fangshou.Browser.Tests;

/// <summary>What must hold for every page, asked in the browser.</summary>
static class PageChecks
{
    const int PatienceMilliseconds = 30_000;

    /// <summary>Does what leads to another page, and waits until that has loaded.</summary>
    /// <param name="page">Where one is.</param>
    /// <param name="act">Leads on.</param>
    /// <param name="address">What the next address must match.</param>
    /// <remarks>The page itself is asked: Playwright's <c>WaitForURLAsync</c> and <c>WaitForLoadStateAsync</c> look first and listen afterwards, and lose a page that arrives in between (playwright-dotnet issue 3364).</remarks>
    internal static async Task Leads(IPage page, Func<Task> act, [StringSyntax(StringSyntaxAttribute.Regex)] string address)
    {
        await page.EvaluateAsync("document.documentElement.dataset.former = ''");
        await act();
        await Assertions.Expect(page.Locator("html:not([data-former])")).ToBeAttachedAsync(new() { Timeout = PatienceMilliseconds });
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(address, RegexOptions.None, TimeSpan.FromSeconds(1)));
        for (long begun = Stopwatch.GetTimestamp(); await page.EvaluateAsync<string>("document.readyState") != "complete"; await Task.Delay(20))
            Assert.True(Stopwatch.GetElapsedTime(begun).TotalMilliseconds < PatienceMilliseconds, $"{address} did not load.");
    }

    /// <summary>Nothing reaches beyond the window, every text stands out, and the rules of WCAG 2.2 that a program can try hold.</summary>
    internal static async Task StandsOutWithin(IPage page, int width)
    {
        Assert.Empty(await Beyond(page));
        int needed = await page.EvaluateAsync<int>("document.scrollingElement.scrollWidth");
        Assert.True(needed == width, $"{page.Url} needs {needed} pixels where there are {width}.");
        Assert.Empty(await Faint(page));
        AxeResult found = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } });
        Assert.Empty(found.Violations.SelectMany(rule => rule.Nodes.Select(node => $"{rule.Id}: {node.Html}")));
    }

    /// <summary>Elements that reach beyond the window.</summary>
    internal static Task<string[]> Beyond(IPage page) => page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('main *, header *, footer *')]
                .filter(e => e.checkVisibility() && !e.closest('.skip, .scroll, .across, .unseen, details') && !(e.closest('thead') && e.closest('.stack')))
                .filter(e => { const r = e.getBoundingClientRect(); return r.width > 0 && (r.right > innerWidth + 1 || r.left < -1); })
                .map(e => e.outerHTML.slice(0, 120))
            """);

    /// <summary>Texts with less than 4.5 times the luminance of what is behind them, or the other way round.</summary>
    internal static Task<string[]> Faint(IPage page) => page.EvaluateAsync<string[]>("""
            () => {
              const parse = c => (c.match(/[\d.]+/g) || []).map(Number);
              const lum = ([r, g, b]) => { const f = [r, g, b].map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * f[0] + .7152 * f[1] + .0722 * f[2]; };
              const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] === 1) return c; } return [255, 255, 255]; };
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              const faint = [];
              for (let n = walker.nextNode(); n; n = walker.nextNode()) {
                const e = n.parentElement;
                if (!n.data.trim() || e.closest('svg') || !e.checkVisibility()) continue;
                const a = lum(parse(getComputedStyle(e).color)), b = lum(ground(e));
                const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
                if (ratio < 4.5) faint.push(ratio.toFixed(2) + ' ' + n.data.trim().slice(0, 60));
              }
              return faint;
            }
            """);
}
