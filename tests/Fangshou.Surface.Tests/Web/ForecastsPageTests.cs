using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Xml.Linq;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Web.Knowledge;

namespace Fangshou.Surface.Tests.Web;

[Collection(DashboardCollection.Name)]
public sealed class ForecastsPageTests(RunningDashboard dashboard) : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("/forecasts?asOf=2006-01-01", "Too little was known on 2006-01-01", "fangshou forecast issue CN/ai")]
    [InlineData("/forecasts?asOf=2006-01-01&lang=zh", "所知太少", "fangshou forecast issue CN/ai")]
    public async Task Where_nothing_can_be_told_the_page_says_why_and_what_to_do(string address, params string[] parts)
    {
        string page = await dashboard.Page(address);
        Assert.All(parts, part => Assert.Contains(part, page, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/forecasts/1")]
    [InlineData("/forecasts/x")]
    [InlineData("/forecasts/99999999999999999999?asOf=2024-01-01")]
    public async Task A_forecast_that_is_not_there_is_not_found(string address) =>
        Assert.Contains("there is no forecast", await dashboard.Refusal(address, HttpStatusCode.NotFound), StringComparison.Ordinal);

    [SlowFact]
    public async Task The_ladder_of_the_past_is_that_of_the_command()
    {
        string page = await dashboard.Page("/forecasts");
        CliResult result = CliRun.Of("forecast", "backtest", "--format", "csv").With("FANGSHOU_CACHE", RunningDashboard.Cache).Waiting(TimeSpan.FromMinutes(10)).Go();
        string[][] lines = [.. result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))];
        int score = Array.IndexOf(lines[0], "score"), asked = Array.IndexOf(lines[0], "questions"), came = Array.IndexOf(lines[0], "events");
        string[][] ensemble = [.. lines.Where(line => line[0] is "all" or "2024 on" && line[1] is "crackdown" or "easing" && line[3] == "ensemble")];
        Assert.NotEmpty(ensemble);
        Assert.All(ensemble, line => Assert.Matches(
            string.Create(CultureInfo.InvariantCulture, $">ensemble</th>\\s*<td class=\"n\">{line[came]} / {line[asked]}</td>\\s*<td class=\"n\">{double.Parse(line[score], CultureInfo.InvariantCulture):0.0000}</td>"), page));
        Assert.Contains("the baseline to beat is", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_day_knows_only_what_was_issued_and_resolved_by_then()
    {
        Codebook codebook = PackageFolder.ShippedCodebook()!;
        ForecastWorkspace workspace = FolderForecasts.Open(folder.Path, codebook);
        (IssuedForecast first, _) = workspace.Issue(Draft(new DateOnly(2024, 4, 10), 0.3));
        (IssuedForecast second, _) = workspace.Issue(Draft(new DateOnly(2025, 4, 10), 0.5));
        workspace.Resolve(new StoredOutcome(1, ForecastFile.HashOf(first), "2025-06-30", "1", Void: false, Turned: 3, Known: 12, new int?[5], [new int?[5], new int?[5]]));

        AsOf before = new(new DateOnly(2024, 4, 9)), between = new(new DateOnly(2024, 12, 31)), after = new(new DateOnly(2025, 12, 31));
        Assert.Empty(ForecastAnswers.Issued(workspace, before));
        Assert.Equal([1], ForecastAnswers.Issued(workspace, between).Select(f => f.Number));
        Assert.Equal([1, 2], ForecastAnswers.Issued(workspace, after).Select(f => f.Number));
        Assert.Null(ForecastAnswers.SupersededBy(workspace, first, between));
        Assert.Equal(second.Number, ForecastAnswers.SupersededBy(workspace, first, after));
        Assert.Null(ForecastAnswers.OutcomeOf(workspace, first, between));
        Assert.Equal(3, ForecastAnswers.OutcomeOf(workspace, first, after)?.Turned);
        Assert.Equal(3, ForecastAnswers.OutcomeOf(workspace, first, AsOf.Latest)?.Turned);
    }

    [Fact]
    public async Task The_feed_tells_each_forecast_and_later_what_came_of_it()
    {
        ForecastWorkspace workspace = FolderForecasts.Open(folder.Path, PackageFolder.ShippedCodebook()!);
        (IssuedForecast first, _) = workspace.Issue(Draft(new DateOnly(2024, 4, 10), 0.3));
        workspace.Issue(Draft(new DateOnly(2025, 4, 10), 0.5));
        await using RunningDashboard own = new("--forecasts", "off", "--workspace", folder.Path);
        await own.InitializeAsync();
        XNamespace atom = "http://www.w3.org/2005/Atom";
        XElement[] Entries(string feed) => [.. XElement.Parse(feed).Elements(atom + "entry")];

        XElement[] open = Entries(await own.Client.GetStringAsync("/forecasts.atom", TestContext.Current.CancellationToken));
        Assert.Equal(["tag:fangshou.invalid,2026:forecasts/2", "tag:fangshou.invalid,2026:forecasts/1"], open.Select(entry => entry.Element(atom + "id")!.Value));
        Assert.StartsWith("2024-04-10", open[1].Element(atom + "updated")!.Value, StringComparison.Ordinal);
        Assert.Contains("with 30", open[1].Element(atom + "summary")!.Value, StringComparison.Ordinal);
        Assert.Single(Entries(await own.Client.GetStringAsync("/forecasts.atom?asOf=2024-12-31", TestContext.Current.CancellationToken)));

        workspace.Resolve(new StoredOutcome(1, ForecastFile.HashOf(first), "2025-06-30", "1", Void: false, Turned: 3, Known: 12, new int?[5], [new int?[5], new int?[5]]));
        XElement told = Entries(await own.Client.GetStringAsync("/forecasts.atom", TestContext.Current.CancellationToken))[0];
        Assert.Equal("tag:fangshou.invalid,2026:forecasts/1", told.Element(atom + "id")!.Value);
        Assert.StartsWith("2025-06-30", told.Element(atom + "updated")!.Value, StringComparison.Ordinal);
        Assert.Contains("came in 2024-06", told.Element(atom + "summary")!.Value, StringComparison.Ordinal);
    }

    static IssuedForecast Draft(DateOnly issued, double probability) => new()
    {
        Number = 0,
        Cell = new Cell("CN", "ai"),
        AsOf = new AsOf(issued.AddDays(-1)),
        IssuedAt = new IssuedAt(issued),
        Origin = Month.Of(issued.Year, issued.Month - 1),
        Swing = SwingKind.Crackdown,
        DataVersion = "1",
        DataHash = "ab",
        ModelVersion = IssuedForecast.Version,
        Seed = 1,
        Coverage = true,
        Rule = "A rule.",
        Previous = "",
        Statements = [new Statement("ensemble", new Outlook(SwingKind.Crackdown, [.. Enumerable.Repeat(probability, 24)], []))],
        Weights = [.. Outlook.Horizons.Select(_ => ImmutableArray.Create(0.2, 0.2, 0.2, 0.2, 0.2))],
        Severe = [0.3, 0.1],
    };
}
