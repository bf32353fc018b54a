using System.Collections.Immutable;
using Fangshou.Forecasts;
using Fangshou.Ledger;

namespace Fangshou.Tests.Forecasts;

/// <summary>Forecasts as they would have been made: the same however the work is cut up, and never taught by what was left out.</summary>
public class BacktestTests
{
    static readonly CancellationToken none = TestContext.Current.CancellationToken;

    static readonly Cell ai = new("CN", "ai"), fintech = new("CN", "fintech"), gaming = new("CN", "gaming");

    static readonly Month start = Month.Of(2010, 1);

    [Fact]
    public void The_bits_depend_neither_on_threads_nor_on_which_years_were_made_before()
    {
        RollingOrigin rolling = new() { First = Month.Of(2018, 11), Last = Month.Of(2019, 2) };
        Backtest one = Make(1), two = Make(2);
        string[] first = ForecastSample.Bits(one.Year(2018, 1, none)), second = ForecastSample.Bits(one.Year(2019, 1, none));
        Assert.Equal(second, ForecastSample.Bits(two.Year(2019, 2, none)));
        Assert.Equal(first, ForecastSample.Bits(two.Year(2018, 2, none)));
        Assert.Equal([.. Enumerable.Repeat("2018-11", 4), .. Enumerable.Repeat("2018-12", 4)], first.Where(line => line.Contains("climatology", StringComparison.Ordinal)).Select(line => line.Split(' ')[1]));
        Assert.Empty(one.Year(2017, 1, none));

        Backtest Make(int threads) => new(ForecastSample.Shipped().AsOf, ForecastSample.Few, ForecastSample.All(threads), ForecastSample.Options, rolling);
    }

    [Fact]
    public void What_a_branch_taught_is_forgotten_when_it_is_left_out_but_its_own_past_still_counts()
    {
        int[] bursts = Repeat(60, 24), quiet = Repeat(60, 40);
        RollingOrigin origin = new() { First = Month.Of(2019, 12), Last = Month.Of(2019, 12), LeavesOutBranch = true };
        ImmutableArray<PastForecast> Said(int[] own, bool leaves) =>
            new Backtest(World(own, bursts).AsOf, [ai, fintech, gaming], ForecastSample.Baselines, ForecastSample.Options, origin with { LeavesOutBranch = leaves }).Year(2019, 1, none);

        // The states at the origin are the same, and only ai's earlier months differ.
        ImmutableArray<PastForecast> one = Said(bursts, true), other = Said(quiet, true), pooled = Said(bursts, false), pooledOther = Said(quiet, false);
        Assert.Equal(SwingKind.Crackdown, Of(one, ai, "climatology").Swing);
        Assert.Equal(Of(one, ai, "climatology").Within, Of(other, ai, "climatology").Within);
        Assert.NotEqual(Of(pooled, ai, "climatology").Within, Of(pooledOther, ai, "climatology").Within);

        // The last burst is long over in both, so the weighted average is nearly the same number.
        Assert.Equal(Of(one, ai, "ewma").Within[11], Of(other, ai, "ewma").Within[11], 2e-3);
        Assert.True(Math.Abs(Of(pooled, ai, "ewma").Within[11] - Of(pooledOther, ai, "ewma").Within[11]) > 5e-3);

        // Its own mean count is its own.
        Assert.NotEqual(Of(one, ai, "climatology").Counts[3].Mean, Of(other, ai, "climatology").Counts[3].Mean, 1e-3);

        // The other cells are taught by it in either case.
        Assert.NotEqual(Of(one, gaming, "climatology").Within, Of(other, gaming, "climatology").Within);
        Assert.All(one.Select(f => f.Cell).Distinct(), cell => Assert.Equal(3, one.Count(f => f.Cell == cell)));
    }

    [Fact]
    public void A_branch_that_is_left_out_moves_no_parameter_in_any_way()
    {
        CellPast[] Cells(int[] own) => [.. Panel(own).LeavingOut("ai").Taught];
        Assert.Equal([fintech, gaming], Cells(Repeat(60, 24)).Select(past => past.Cell));

        // The same cell asked of forecasters that learned from ledgers with and without its bursts.
        ForecastPanel asked = Panel(Repeat(60, 24));
        foreach (IForecaster forecaster in (IForecaster[])[.. ForecastSample.Baselines, new Hazard()])
        {
            string Said(int[] own, string? left) => ForecastSample.Bits(forecaster.Learn(left is null ? Panel(own) : Panel(own).LeavingOut(left), none).Forecast(asked, asked.Find(ai)!)!);
            Assert.Equal(Said(Repeat(60, 24), "ai"), Said(Repeat(60, 40), "ai"));
            Assert.NotEqual(Said(Repeat(60, 24), null), Said(Repeat(60, 40), null));
        }

        static ForecastPanel Panel(int[] own) => ForecastSample.Panel(World(own, Repeat(60, 24)), Month.Of(2019, 12), ai, fintech, gaming);
    }

    /// <summary>A cell that nobody knew on the day of learning rests on nothing but what all cells share.</summary>
    [Fact]
    public void The_phases_share_nothing_of_a_branch_that_is_left_out()
    {
        Cell american = new("US", "gaming");
        ForecastPanel asked = ForecastSample.Panel(ForecastSample.Ledger(ForecastSample.Rows(start, Repeat(60, 30), jurisdiction: "US", sector: "gaming")), Month.Of(2019, 12), american);
        Assert.Equal(Said(Repeat(60, 24), "ai"), Said(Repeat(60, 40), "ai"));
        Assert.NotEqual(Said(Repeat(60, 24), null), Said(Repeat(60, 40), null));

        string Said(int[] own, string? left)
        {
            // Bursts throughout, so that every cell has the dozen rows of a base cell.
            ForecastPanel panel = ForecastSample.Panel(World([.. own.Select(n => 3 * n)], Repeat(119, 24)), Month.Of(2019, 12), ai, fintech, gaming);
            return ForecastSample.Bits(new PhasePredictive(3, 2) { Sweeps = (40, 40) }.Learn(left is null ? panel : panel.LeavingOut(left), none).Forecast(asked, asked.Cells[0])!);
        }
    }

    [Fact]
    public void The_years_are_those_of_the_origins()
    {
        RollingOrigin rolling = new() { First = Month.Of(2014, 11), Last = Month.Of(2016, 2) };
        Assert.Equal([2014, 2015, 2016], rolling.Years);
        Assert.Equal(["2014-11", "2014-12"], rolling.Of(2014).Select(m => m.ToString()));
        Assert.Equal(12, rolling.Of(2015).Count());
        Assert.Equal(["2016-01", "2016-02"], rolling.Of(2016).Select(m => m.ToString()));
        Assert.Empty(rolling.Of(2017));
        Assert.Empty((rolling with { Last = Month.Of(2014, 10) }).Years);
    }

    static Outlook Of(ImmutableArray<PastForecast> said, Cell cell, string forecaster) => said.Single(f => f.Cell == cell && f.Forecaster == forecaster).Outlook;

    /// <summary>Four acts in one month of every so many, from 2010 to 2019, none in the last two years.</summary>
    static int[] Repeat(int months, int every) => [.. Enumerable.Range(0, 120).Select(t => t < months && t >= 20 && t % every == 0 ? 4 : 0)];

    static global::Fangshou.Ledger.Ledger World(int[] own, int[] others) => ForecastSample.Ledger(
        [.. ForecastSample.Rows(start, own), .. ForecastSample.Rows(start, others, sector: "fintech"), .. ForecastSample.Rows(start, others, sector: "gaming")]);
}
