using System.Collections.Immutable;
using Fangshou.Forecasts;
using Fangshou.Ledger;

namespace Fangshou.Tests.Forecasts;

/// <summary>A forecaster that sees the future is caught by its scores; honest ones are not.</summary>
public class CheatTests
{
    static readonly ImmutableArray<Cell> cells = [.. ForecastPanel.CellsOf(ForecastSample.Shipped().AsOf(AsOf.Latest), ForecastSample.Options).Where(cell => cell.Jurisdiction == "CN")];

    [Fact]
    public void The_ceiling_catches_whoever_peeks_and_nobody_else()
    {
        global::Fangshou.Ledger.Ledger ledger = ForecastSample.Shipped();
        Truth truth = new(ledger.AsOf(AsOf.Latest), cells, ForecastSample.Options);
        RollingOrigin rolling = new() { First = Month.Of(2019, 1), Last = Month.Of(2021, 12) };
        Backtest backtest = new(ledger.AsOf, cells, [.. ForecastSample.Baselines, new Hazard(), new Peeking("cheat", truth, 1), new Peeking("half a cheat", truth, 0.5)], ForecastSample.Options, rolling);
        CancellationToken none = TestContext.Current.CancellationToken;
        ImmutableArray<PastForecast> made = [.. rolling.Years.SelectMany(year => backtest.Year(year, 2, none))];
        ForecastScores scores = ForecastScores.Of(
            ScoredForecast.Of(made, truth, cell => ledger.Codebook.Sectors.Root(cell.Sector) ?? ""), [new ScoreGroup("all", _ => true)], 3, 2);

        SwingScore[] long_ = [.. scores.Swings.Where(s => s.Swing == SwingKind.Crackdown && s.Horizon > SwingRule.Window)];
        Assert.All(long_.Where(s => s.Forecaster.EndsWith("cheat", StringComparison.Ordinal)), s => Assert.True(s.LooksLikeLeakage, $"{s.Forecaster} at {s.Horizon}"));
        Assert.Equal(6, long_.Count(s => s.LooksLikeLeakage));
        Assert.All(scores.Swings.Where(s => !s.Forecaster.EndsWith("cheat", StringComparison.Ordinal)), s => Assert.False(s.LooksLikeLeakage, $"{s.Forecaster} at {s.Horizon}"));
        Assert.All(long_, s => Assert.True(s.Events >= 10));
    }

    /// <summary>Tells what will come, mixed with what is said before any row is read.</summary>
    sealed class Peeking(string id, Truth truth, double share) : IForecaster, ILearnedForecaster
    {
        public string Id => id;

        public int LearnsEvery => 1;

        public ILearnedForecaster Learn(ForecastPanel panel, CancellationToken cancel) => this;

        public Outlook? Forecast(ForecastPanel panel, CellPast cell)
        {
            int? turned = truth.Of(cell.Cell, panel.Origin, cell.Next)?.Turned;
            return new Outlook(cell.Next, [.. Enumerable.Range(1, ForecastPanel.LongestHorizon).Select(h => (share * (turned <= h ? 1 : 0)) + ((1 - share) * SwingWindows.Prior(cell.Next, h)))], []);
        }
    }
}
