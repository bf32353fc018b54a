using System.Collections.Immutable;
using Fangshou.Forecasts;
using Fangshou.Ledger;

namespace Fangshou.Tests.Forecasts;

/// <summary>What baselines learn, counted again with a pencil; and what a panel knows.</summary>
public class BaselinesTests
{
    const int Months = 130;

    static readonly Month start = Month.Of(2008, 1);

    static readonly Cell ai = new("CN", "ai"), fintech = new("CN", "fintech");

    static readonly int[] one = [.. Enumerable.Range(0, Months).Select(t => t % 37 == 20 ? 4 : t % 11 == 0 ? 1 : 0)], two = [.. Enumerable.Range(0, Months).Select(t => t is 60 or 61 ? 3 : t % 17 == 3 ? 1 : 0)];

    static readonly ForecastPanel panel = ForecastSample.Panel(
        ForecastSample.Ledger([.. ForecastSample.Rows(start, one), .. ForecastSample.Rows(start, two, sector: "fintech")]), start + (Months - 1), ai, fintech);

    // Windows that end in months still being coded teach nothing either.
    static readonly int settled = panel.Cells[0].Signals.Months.Count(month => !month.Provisional);

    static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public void Climatology_is_the_share_of_past_windows_with_a_swing_and_a_year_of_the_prior()
    {
        Outlook said = new Climatology().Learn(panel, None).Forecast(panel, panel.Cells[0])!;
        foreach (int horizon in Outlook.Horizons)
            Assert.Equal(Rate(said.Swing, horizon, (_, _) => true), said.Within[horizon - 1], 1e-9);
        Assert.Contains(true, SwingRule.Code(one, new int[Months]));
    }

    [Fact]
    public void Persistence_counts_only_windows_that_began_in_the_same_state()
    {
        Outlook said = new Persistence().Learn(panel, None).Forecast(panel, panel.Cells[1])!;
        bool[] crackdown = SwingRule.Code(two, new int[Months]);
        Assert.True(crackdown[61] && !crackdown[^1] && Months - 1 - Array.LastIndexOf(crackdown, true) > 24);
        foreach (int horizon in Outlook.Horizons)
            Assert.Equal(Rate(SwingKind.Crackdown, horizon, (state, t) => Array.IndexOf(state, true, 0, t) >= 0 && t - Array.LastIndexOf(state, true, t) > 24), said.Within[horizon - 1], 1e-9);
    }

    [Fact]
    public void Counts_are_as_wide_as_the_rule_has_missed()
    {
        // The rule: half an observation a month.
        CountBaseline baseline = new CountBaseline((_, _, horizon) => horizon / 2.0).Learn(panel);
        ImmutableArray<CountLaw> laws = baseline.Laws(panel.Cells[0]);
        for (int i = 0; i < Outlook.Horizons.Length; i++)
        {
            int horizon = Outlook.Horizons[i];
            List<double> missed = [1];
            foreach (int[] acts in (int[][])[one, two])
                for (int t = 14; t + horizon < settled; t++)
                    missed.Add(Math.Pow(acts[(t + 1)..(t + 1 + horizon)].Sum() - (horizon / 2.0), 2) / (horizon / 2.0));
            double mean = laws[i].Mean, variance = laws[i].Mass.Select((m, n) => m * (n - mean) * (n - mean)).Sum();
            Assert.Equal(horizon / 2.0, mean, 1e-6);
            Assert.Equal(Math.Max(1.05, missed.Average()), variance / mean, 1e-4);
        }

        // Nor is nothing ever quite expected.
        ForecastPanel quiet = ForecastSample.Panel(ForecastSample.Ledger(ForecastSample.Rows(start, new int[Months])), start + (Months - 1), ai);
        Assert.Equal(12.0 / 144, new CountBaseline((_, _, _) => 0).Learn(quiet).Laws(quiet.Cells[0])[3].Mean, 1e-6);
    }

    [Fact]
    public void The_weighted_average_forgets_a_fifth_a_month()
    {
        Assert.Equal((0.2 * 3) + (0.8 * 0.2 * 5), Counts.Ewma([5, 3, 9], 1, WeightedAverage.Lambda), 1e-12);
        Outlook said = new WeightedAverage().Learn(panel, None).Forecast(panel, panel.Cells[0])!;
        Assert.Equal(6 * Counts.Ewma(one, Months - 1, 0.8), said.Counts[2].Mean, 1e-4);
    }

    [Fact]
    public void Windows_that_are_not_over_teach_nothing()
    {
        Assert.InRange(settled, Months - 12, Months - 1);
        Assert.All(SwingWindows.Of(panel, SwingKind.Crackdown, 12), w => Assert.InRange(w.Month, 14, settled - 13));
        int quiet = panel.Cells.Sum(past => Enumerable.Range(14, settled - 12 - 14).Count(t => !past.Crackdown[t]));
        Assert.Equal(quiet, SwingWindows.Of(panel, SwingKind.Crackdown, 12).Count());
    }

    [Fact]
    public void A_day_within_a_month_knows_the_months_before_it()
    {
        LedgerAsOf middle = ForecastSample.Ledger([.. ForecastSample.Rows(start, one), ForecastSample.Row("now", (start + 40).FirstDay, severity: 4)]).AsOf(new AsOf((start + 40).FirstDay.AddDays(14)));
        ForecastPanel cut = ForecastPanel.Of(middle, [ai, fintech, new Cell("US", "ai")], ForecastSample.Options);
        Assert.Equal((start + 39, 40, 1), (cut.Origin, cut.Cells[0].Months, cut.Cells.Length));
        Assert.Equal(one[..40], cut.Cells[0].Restrictive);
        Assert.Empty(ForecastPanel.Of(ForecastSample.Ledger(ForecastSample.Rows(start, one)).AsOf(new AsOf((start + 13).LastDay)), [ai], ForecastSample.Options).Cells);
        Assert.Single(ForecastPanel.Of(ForecastSample.Ledger(ForecastSample.Rows(start, one)).AsOf(new AsOf((start + 14).LastDay)), [ai], ForecastSample.Options).Cells);
    }

    [Fact]
    public void Cells_with_a_dozen_rows_are_forecast()
    {
        int[] eleven = [.. Enumerable.Repeat(1, 11)], twelve = [.. eleven, 1];
        global::Fangshou.Ledger.Ledger ledger = ForecastSample.Ledger([.. ForecastSample.Rows(start, twelve, sector: "gaming"), .. ForecastSample.Rows(start, eleven, jurisdiction: "US"), .. ForecastSample.Rows(start, twelve, sector: "chat-bots")]);
        Assert.Equal([new("CN", "ai"), new("CN", "generative-ai"), new("CN", "chat-bots"), new("CN", "gaming")], ForecastPanel.CellsOf(ledger.AsOf(AsOf.Latest), ForecastSample.Options));
    }

    [Fact]
    public void Shares_of_grave_acts_are_drawn_towards_those_of_all_cells()
    {
        ForecastPanel grave = ForecastSample.Panel(
            ForecastSample.Ledger([.. ForecastSample.Rows(start, one), .. ForecastSample.Rows(start, two, sector: "fintech"), ForecastSample.Row("a", (start + 50).FirstDay, severity: 3), ForecastSample.Row("b", (start + 51).FirstDay, severity: 4)]), start + (Months - 1), ai, fintech);
        double all = one.Sum() + two.Sum() + 2, own = one.Sum() + 2;
        double[] expected = [(2 + (4 * 3 / (all + 2))) / (own + 4), (1 + (4 * 2 / (all + 2))) / (own + 4)];
        Assert.Equal(expected.Select(s => Math.Round(s, 6)), grave.Cells[0].SevereShares(grave));
    }

    /// <summary>Six covariates by hand, in a cell of which everything is known.</summary>
    [Fact]
    public void Covariates_are_what_their_names_say()
    {
        Event[] more =
        [
            ForecastSample.Row("i", (start + 127).FirstDay, direction: Direction.None, severity: 4), ForecastSample.Row("j", (start + 126).FirstDay, direction: Direction.None, severity: 4),
            ForecastSample.Row("s", (start + 129).FirstDay, direction: Direction.Support), ForecastSample.Row("m", (start + 128).FirstDay, direction: Direction.None) with { Kind = EventKind.Market },
        ];
        ForecastPanel known = ForecastSample.Panel(ForecastSample.Ledger([.. ForecastSample.Rows(start, one), .. ForecastSample.Rows(start, two, sector: "fintech"), .. more]), start + (Months - 1), ai, fintech);
        double[] x = HazardCovariates.Of(known, SwingKind.Crackdown)[0][^6..];
        bool[] crackdown = SwingRule.Code(one, new int[Months]);
        int ended = Array.LastIndexOf(crackdown, true) + 1;
        double[] expected =
        [
            Math.Log(1 + 4), Math.Log(1 + (0.2 * 0.8) + (0.2 * Math.Pow(0.8, 129))), Math.Log(1 + Counts.Ewma(one, 129, 0.8)), Math.Log(1 + Counts.Ewma(two, 129, 0.8)),
            Math.Exp(-(129 - ended) / 24.0), Math.Log(1 + 0.2),
        ];
        Assert.False(crackdown[^1]);
        for (int k = 0; k < 6; k++)
            Assert.Equal(expected[k], x[k], 1e-12);
        Assert.Equal(6, HazardCovariates.Names(SwingKind.Crackdown).Length);
        Assert.Equal(Math.Exp(-3 / 24.0) * 0.7, HazardCovariates.Later(SwingKind.Crackdown, 0.7, 3), 1e-12);
        Assert.Equal(Math.Log(8), HazardCovariates.Later(SwingKind.Easing, Math.Log(5), 3), 1e-12);
    }

    static double Rate(SwingKind swing, int horizon, Func<bool[], int, bool> which)
    {
        int came = 0, windows = 0;
        foreach (int[] acts in (int[][])[one, two])
        {
            bool[] state = SwingRule.Code(acts, new int[Months]);
            for (int t = 14; t + horizon < settled; t++)
            {
                if (state[t] != (swing == SwingKind.Easing) || !which(state, t))
                    continue;
                windows++;
                came += state.AsSpan(t + 1, horizon).Contains(!state[t]) ? 1 : 0;
            }
        }

        double prior = 1 - Math.Exp(-horizon / (swing == SwingKind.Crackdown ? 64.0 : 20));
        return (came + (12 * prior)) / (windows + 12);
    }
}
