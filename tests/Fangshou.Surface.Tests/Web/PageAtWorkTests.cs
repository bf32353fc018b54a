using System.Diagnostics;

namespace Fangshou.Surface.Tests.Web;

/// <summary>A page of which a part is still being worked out is shown, and kept for nobody: who asks again would be told the same.</summary>
/// <remarks>The part is the forecast, which takes seconds even where every reading is kept.</remarks>
public sealed class PageAtWorkTests
{
    const string Page = "/cells/CN/ai";

    static readonly TimeSpan patience = TimeSpan.FromMinutes(4);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_is_to_keep_it()
    {
        await using RunningDashboard forecasting = new("--forecasts", "on");
        await forecasting.InitializeAsync();
        Assert.True(await IsAtWork(forecasting), "The forecast was there at once.");
    }

    [SlowFact]
    public async Task Once_all_of_it_is_there_it_is_kept()
    {
        await using RunningDashboard forecasting = new("--forecasts", "on");
        await forecasting.InitializeAsync();
        for (long begun = Stopwatch.GetTimestamp(); await IsAtWork(forecasting); await Task.Delay(500, Stop))
            Assert.True(Stopwatch.GetElapsedTime(begun) < patience, "A part of the page was not worked out in time.");
        using HttpResponseMessage again = await forecasting.Get(Page, cancellation: Stop);
        Assert.True(again.Headers.Contains("Age"), "The page was not kept.");
    }

    /// <summary>True while a part is being worked out, and the page says so to caches too.</summary>
    static async Task<bool> IsAtWork(RunningDashboard server)
    {
        using HttpResponseMessage response = await server.Get(Page, cancellation: Stop);
        bool atWork = (await response.Content.ReadAsStringAsync(Stop)).Contains("class=\"at-work\"", StringComparison.Ordinal);
        Assert.Equal(atWork, response.Headers.CacheControl is { NoStore: true });
        return atWork;
    }
}
