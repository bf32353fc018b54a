using System.Collections.Immutable;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Mechanism;
using Fangshou.Phases;
using Fangshou.Scenarios;
using Fangshou.Tests.Forecasts;
using Fangshou.Tests.Mechanism;

namespace Fangshou.Tests.Scenarios;

/// <summary>The simulator as a forecaster: with histories whose turns are planted, its shares are what counting gives.</summary>
public class MechanismForecasterTests
{
    const int Replicates = 160, Sector = 2;

    static readonly Cell ai = new("CN", "ai"), american = new("US", "ai");

    static readonly Month start = Month.Of(2005, 1), last = start + 179;

    // Twelve years without an act: the phases are sure that the cell is lax.
    static readonly ForecastPanel quiet = ForecastSample.Panel(
        ForecastSample.Ledger([.. ForecastSample.Rows(start, [.. Enumerable.Range(0, 180).Select(t => t is >= 14 and < 30 ? 3 : 0)], [.. Enumerable.Range(0, 180).Select(t => t is >= 30 and < 36 ? 1 : 0)]), .. ForecastSample.Rows(start, new int[180], jurisdiction: "US")]), last, ai, american);

    static readonly PhasePredictive phases = new(3, 2) { Sweeps = (40, 40) };

    static CancellationToken None => TestContext.Current.CancellationToken;

    /// <summary>All replicates have the same quiet past, so that each weighs the same; replicate r turns in month r + 1 where r is below 24.</summary>
    [Fact]
    public void Of_histories_that_weigh_the_same_it_counts_those_that_turn()
    {
        History history = Planted((r, month) => r < 24 && month == MechanismForecaster.Change + r ? 3 : 0);
        MechanismForecaster forecaster = new(phases, history, "CN", Sector, 2);
        Outlook said = forecaster.Learn(quiet, None).Forecast(quiet, quiet.Find(ai)!)!;
        Assert.Equal([.. Enumerable.Range(1, 24), .. Enumerable.Repeat(25, Replicates - 24)], forecaster.Turns(Sector, SwingKind.Crackdown));
        Assert.All(forecaster.Turns(Sector, SwingKind.Easing), turn => Assert.Equal(0, turn));
        Assert.Equal(SwingKind.Crackdown, said.Swing);
        Assert.Empty(said.Counts);
        for (int h = 1; h <= 24; h++)
            Assert.Equal((h + (2 * SwingWindows.Prior(SwingKind.Crackdown, h))) / (Replicates + 2), said.Within[h - 1], 1e-9);
    }

    /// <summary>Two thirds of the histories are in a crackdown at the origin; of them it says nothing about the next one.</summary>
    [Fact]
    public void Histories_in_another_state_do_not_count()
    {
        History history = Planted((r, month) => r % 4 == 0 && month == MechanismForecaster.Change - 1 ? 3 : r % 4 == 1 && month == MechanismForecaster.Change + 5 ? 3 : 0);
        MechanismForecaster forecaster = new(phases, history, "CN", Sector, 2);
        int[] turns = forecaster.Turns(Sector, SwingKind.Crackdown);
        Assert.All(Enumerable.Range(0, Replicates), r => Assert.Equal((r % 4) switch { 0 => 0, 1 => 6, _ => 25 }, turns[r]));
        int[] easing = forecaster.Turns(Sector, SwingKind.Easing);
        // Three acts and then nothing: it has faded when six months have passed.
        Assert.All(Enumerable.Range(0, Replicates), r => Assert.Equal(r % 4 == 0 ? 6 : 0, easing[r]));
    }

    [Fact]
    public void It_codes_months_like_the_ledger()
    {
        History history = EnsembleRun.Run(MechanismForecaster.Plan(MechanismSample.China, [ParameterSet.Core], 3) with { Replicates = 64 }, 2);
        MechanismForecaster forecaster = new(phases, history, "CN", Sector, 1);
        int[] crackdown = forecaster.Turns(Sector, SwingKind.Crackdown), easing = forecaster.Turns(Sector, SwingKind.Easing);
        int first = MechanismForecaster.Change - 48;
        for (int r = 0; r < 64; r++)
        {
            int[] Months(Series series) => [.. Enumerable.Range(first, 72).Select(t => (int)history.At(series, r, t, Sector))];
            bool[] state = SwingRule.Code(Months(Series.Restrictive), Months(Series.Loosening));
            int turn = Array.IndexOf(state, !state[47], 48);
            Assert.Equal(turn < 0 ? 25 : turn - 47, state[47] ? easing[r] : crackdown[r]);
            Assert.Equal(0, state[47] ? crackdown[r] : easing[r]);
        }
    }

    [Fact]
    public void It_says_nothing_abroad()
    {
        MechanismForecaster forecaster = new(phases, Planted((_, _) => 0), "CN", Sector, 2);
        ILearnedForecaster learned = forecaster.Learn(quiet, None);
        Assert.Null(learned.Forecast(quiet, quiet.Find(american)!));
        Assert.NotNull(learned.Forecast(quiet, quiet.Find(ai)!));
    }

    [Fact]
    public void It_says_nothing_where_too_few_histories_are_alike()
    {
        // Every history but forty is full of acts up to the origin, as no quiet cell is.
        History loud = Planted((r, month) => r >= 40 && month < MechanismForecaster.Change ? 6 : 0);
        Assert.Null(new MechanismForecaster(phases, loud, "CN", Sector, 2).Learn(quiet, None).Forecast(quiet, quiet.Find(ai)!));
        History all = Planted((_, month) => month < MechanismForecaster.Change ? 6 : 0);
        Assert.Null(new MechanismForecaster(phases, all, "CN", Sector, 2).Learn(quiet, None).Forecast(quiet, quiet.Find(ai)!));
    }

    /// <summary>The weights of a reading that ends at the change are those of the whole run up to it.</summary>
    [Fact]
    public void Conditioning_on_a_reading_is_conditioning_on_its_run()
    {
        History history = EnsembleRun.Run(MechanismForecaster.Plan(MechanismSample.China, [ParameterSet.Core], 3) with { Replicates = 200 }, 2);
        ImmutableArray<PhaseProbabilities> past = [.. Enumerable.Repeat(new PhaseProbabilities(0.7, 0.1, 0.2), 40)];
        Conditioning run = Conditioning.Of(history, 0, 120, 180, past, 2), reading = Conditioning.Of(BlindReading.Of(history, 120, 180, 1), 0, past);
        Assert.Equal<double>(run.Weights, reading.Weights);
        Assert.Equal((run.Gap, run.MonthsBack), (reading.Gap, reading.MonthsBack));
        Assert.Throws<ArgumentException>(() => Conditioning.Of(BlindReading.Of(history, 120, 180, 1), 0, []));
        Assert.Throws<ArgumentException>(() => Conditioning.Of(history, 0, 180, 180, past, 1));
    }

    /// <summary>Sectors of the shipped world whose restrictive acts are planted; nothing loosens.</summary>
    static History Planted(Func<int, int, int> acts)
    {
        History history = new(MechanismForecaster.Plan(MechanismSample.China, [ParameterSet.Core], 1) with { Replicates = Replicates });
        for (int r = 0; r < Replicates; r++)
            for (int month = 0; month < history.Months; month++)
                for (int s = 0; s < history.Sectors; s++)
                    history.Row(Series.Restrictive, r / RunPlan.GroupSize, month)[(s * RunPlan.GroupSize) + (r % RunPlan.GroupSize)] = acts(r, month);
        return history;
    }
}
