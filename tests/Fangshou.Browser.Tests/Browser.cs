using Fangshou.Briefs;
using Fangshou.Tests.Briefs;
using Microsoft.Playwright;

namespace Fangshou.Browser.Tests;

/// <summary>One Chromium for all tests of a class, with the sample pages in both languages as files.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>Names of the sample pages.</summary>
    internal const string Brief = "brief", Scenario = "scenario", Claim = "claim";

    static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/google-chrome"];

    internal static readonly string[] Switches =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    /// <summary>The browser of this machine; null where there is none.</summary>
    internal static string? Executable { get; } = Places.FirstOrDefault(File.Exists);

    /// <summary>Why tests are skipped where there is none.</summary>
    internal static string Missing => $"No browser at {string.Join(" or ", Places)}.";

    readonly string folder = Directory.CreateTempSubdirectory("fangshou-browser-").FullName;
    IPlaywright? playwright;
    IBrowser? chromium;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Executable is not { } executable)
            return;

        foreach (Language language in Enum.GetValues<Language>())
        {
            await File.WriteAllTextAsync(FileOf(Brief, language), HtmlPage.Render(BriefSample.Brief, language));
            await File.WriteAllTextAsync(FileOf(Scenario, language), ScenarioPage.Render(ScenarioSample.Report, language));
            await File.WriteAllTextAsync(FileOf(Claim, language), ClaimPage.Render(ClaimSample.Report, language));
        }

        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = executable, Args = Switches });
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
            await chromium.DisposeAsync();
        playwright?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Opens a sample page in a fresh context; skips the test where there is no browser.</summary>
    public async Task<IPage> OpenAsync(Language language, int width = 1280, bool dark = false, Action<IPage>? before = null, string name = Brief)
    {
        Assert.SkipWhen(chromium is null, Missing);
        IBrowserContext context = await chromium!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Offline = true,
        });
        IPage page = await context.NewPageAsync();
        before?.Invoke(page);
        await page.GotoAsync(new Uri(FileOf(name, language)).AbsoluteUri);
        return page;
    }

    string FileOf(string name, Language language) => Path.Combine(folder, $"{name}-{language}.html");
}
