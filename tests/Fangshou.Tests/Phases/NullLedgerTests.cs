using System.Globalization;
using Fangshou.Phases;
using Fangshou.Signals;

namespace Fangshou.Tests.Phases;

/// <summary>The reading finds no pendulum where there is none: the shipped base cells with their months shuffled, or at a constant rate.</summary>
public class NullLedgerTests(ITestOutputHelper output)
{
    const uint Replicates = 36;
    const double MostShuffled = 0.10, MostConstant = 0.01;

    static readonly FitOptions shortChains = new() { Kept = 250, WarmUp = 250, Thinning = 2, Chains = 2, LargestRHat = double.PositiveInfinity, SmallestEffectiveSampleSize = 0 };

    [SlowFact]
    public void Shuffled_months_seldom_show_a_full_cycle() => AssertFew(NullLedger.Shuffled, MostShuffled);

    [SlowFact]
    public void Constant_rates_hardly_ever_show_a_full_cycle() => AssertFew(NullLedger.ConstantRate, MostConstant);

    /// <summary>Without this, a reading that never finds anything would pass.</summary>
    [SlowFact]
    public void The_real_order_of_months_shows_more_full_cycles_than_chance()
    {
        (int cycles, int cells) = Count(ShippedCells.General);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"real: {cycles} of {cells} cells"));
        Assert.True(cycles > MostShuffled * cells, $"{cycles} of {cells} cells show a full cycle.");
    }

    [Fact]
    public void Shuffling_keeps_every_months_counts_together() => Assert.All(ShippedCells.General, series =>
    {
        SignalSeries shuffled = NullLedger.Shuffled(series, 1, 0);
        Assert.Equal(Counts(series).Order(), Counts(shuffled).Order());
        Assert.NotEqual(Counts(series), Counts(shuffled));
        Assert.Equal(series.Months.Select(m => (m.Month, m.LogCoverage, m.Provisional)), shuffled.Months.Select(m => (m.Month, m.LogCoverage, m.Provisional)));

        static IEnumerable<(int, int, bool)> Counts(SignalSeries s) => s.Months.Select(m => (m.Acts, m.Ease, m.Standing));
    });

    [Fact]
    public void Constant_rates_keep_the_mean_and_the_variance_of_a_Poisson_count()
    {
        // Pearson's dispersion over all cells and months: 1 for Poisson counts.
        double squares = 0, months = 0, drawn = 0, expected = 0;
        foreach (SignalSeries series in ShippedCells.General)
        {
            double exposure = series.Months.Sum(m => Math.Exp(m.LogCoverage)), rate = series.Months.Sum(m => m.Restrictive) / exposure;
            for (uint replicate = 0; replicate < 20; replicate++)
                foreach (SignalMonth month in NullLedger.ConstantRate(series, 1, replicate).Months)
                {
                    double mean = rate * Math.Exp(month.LogCoverage);
                    squares += (month.Restrictive - mean) * (month.Restrictive - mean) / mean;
                    months++;
                    drawn += month.Restrictive;
                    expected += mean;
                }
        }

        Assert.InRange(drawn / expected, 0.97, 1.03);
        Assert.InRange(squares / months, 0.97, 1.03);
    }

    [Fact]
    public void The_same_seed_gives_the_same_null_ledger_and_another_replicate_another()
    {
        SignalSeries series = ShippedCells.General[0];
        Assert.Equal(NullLedger.Shuffled(series, 7, 3).Months, NullLedger.Shuffled(series, 7, 3).Months);
        Assert.NotEqual(NullLedger.Shuffled(series, 7, 3).Months, NullLedger.Shuffled(series, 7, 4).Months);
        Assert.Equal(NullLedger.ConstantRate(series, 7, 3).Months, NullLedger.ConstantRate(series, 7, 3).Months);
        Assert.NotEqual(NullLedger.ConstantRate(series, 7, 3).Months, NullLedger.ConstantRate(series, 8, 3).Months);
    }

    void AssertFew(Func<SignalSeries, ulong, uint, SignalSeries> make, double most)
    {
        int cycles = 0, cells = 0;
        for (uint replicate = 0; replicate < Replicates; replicate++)
        {
            (int found, int read) = Count([.. ShippedCells.General.Select(s => make(s, 20240601, replicate))]);
            cycles += found;
            cells += read;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cycles} of {cells} null cells, {(double)cycles / cells:P1}"));
        Assert.True(cycles <= most * cells, $"{cycles} of {cells} null cells show a full cycle.");
    }

    /// <summary>How many cells show at least one full cycle, the panel being learned on these very cells.</summary>
    (int WithCycle, int Cells) Count(SignalSeries[] cells)
    {
        PhasePanel panel = PhasePanel.Fit(cells, PhasePriors.General, shortChains, cancel: TestContext.Current.CancellationToken);
        int found = 0;
        foreach (SignalSeries series in cells)
        {
            PhasePath path = PhaseFit.Run(series, panel, TestContext.Current.CancellationToken).Path;
            if (PhaseCycles.Count(path) == 0)
                continue;
            found++;
            output.WriteLine($"{series.Cell}: {string.Join(' ', path.Spells.Select(s => $"{s.Phase.ToString()[0]}{(s.Confirmed ? "" : "?")}{s.Start}"))}");
        }

        return (found, cells.Length);
    }
}
