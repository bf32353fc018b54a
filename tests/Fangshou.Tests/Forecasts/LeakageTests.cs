using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Forecasts;
using Fangshou.Ledger;

namespace Fangshou.Tests.Forecasts;

/// <summary>No forecast knows what came after its day: whatever is planted, changed or deleted there, its bits stay as they are.</summary>
public class LeakageTests
{
    static readonly CancellationToken none = TestContext.Current.CancellationToken;

    public static TheoryData<int, int> Origins => new() { { 2018, 12 }, { 2020, 10 } };

    [Theory]
    [MemberData(nameof(Origins))]
    public void What_comes_after_the_origin_changes_no_bit_of_any_forecaster(int year, int month)
    {
        Month origin = Month.Of(year, month);
        DateOnly day = origin.LastDay;
        string[] told = Said(ForecastSample.Shipped(), origin);

        // All seven speak, or the test would say little.
        Assert.Equal(7, told.Select(line => line.Split(' ')[2]).Distinct().Count());

        Assert.Equal(told, Said(ForecastSample.Shipped(more: Burst(origin + 1)), origin));
        Assert.Equal(told, Said(ForecastSample.Shipped(row => row.KnownSince.Day > day ? [] : [row]), origin));
        Assert.Equal(told, Said(ForecastSample.Shipped(row => [row.Until > day ? row with { Until = day.AddDays(1) } : row]), origin));
    }

    /// <summary>The same rows a month earlier, when they could be known, change what every forecaster says: the test above can fail.</summary>
    [Fact]
    public void What_comes_before_the_origin_changes_all_of_them()
    {
        Month origin = Month.Of(2020, 10);
        Dictionary<string, string[]> before = By(Said(ForecastSample.Shipped(), origin)), after = By(Said(ForecastSample.Shipped(more: Burst(origin)), origin));
        Assert.All(before, said => Assert.NotEqual(said.Value, after.GetValueOrDefault(said.Key)));

        static Dictionary<string, string[]> By(string[] told) => told.GroupBy(line => line.Split(' ')[2]).ToDictionary(group => group.Key, group => group.ToArray());
    }

    /// <summary>Phases are kept between forecasters that share them; what they learned of a later day must not be taken for that of an earlier one.</summary>
    [Fact]
    public void Forecasters_that_have_seen_a_later_day_say_of_an_earlier_one_what_new_ones_say()
    {
        Month late = Month.Of(2021, 6), early = Month.Of(2018, 12);
        ImmutableArray<IForecaster> old = ForecastSample.All();
        Assert.NotEqual(Said(ForecastSample.Shipped(), early), Said(ForecastSample.Shipped(), late, old));
        Assert.Equal(Said(ForecastSample.Shipped(), early), Said(ForecastSample.Shipped(), early, old));
    }

    /// <summary>A row dated only to the year becomes known at its end, whatever month it stands in.</summary>
    [Fact]
    public void A_row_that_is_dated_earlier_but_known_later_changes_nothing()
    {
        Month origin = Month.Of(2020, 10);
        Event[] vague = [.. Burst(Month.Of(2020, 1)).Select(row => row with { Precision = DatePrecision.Year })];
        Assert.Equal(Said(ForecastSample.Shipped(), origin), Said(ForecastSample.Shipped(more: vague), origin));
    }

    [Fact]
    public void The_ensemble_and_its_weights_do_not_know_what_came_after()
    {
        Month last = Month.Of(2019, 12);
        RollingOrigin rolling = new() { First = Month.Of(2014, 1), Last = Month.Of(2020, 6) };
        (Backtest told, ImmutableArray<PastForecast> one) = Mixed(ForecastSample.Shipped(), rolling);
        (Backtest planted, ImmutableArray<PastForecast> other) = Mixed(ForecastSample.Shipped(more: Burst(last + 1)), rolling);

        string[] Until(ImmutableArray<PastForecast> all) => [.. all.Where(f => f.Forecaster == Stacking.Id && f.Origin <= last).Select(ForecastSample.Bits)];
        Assert.Equal(72 * ForecastSample.Few.Length, Until(one).Length);
        Assert.Equal(Until(one), Until(other));

        // The weights were learned, are the same at the origin, and differ once the outcomes do.
        Stacking Weights(Backtest backtest, ImmutableArray<PastForecast> made, Month origin) => Stacking.Learn(made, backtest.At(origin));
        ImmutableArray<double> at = Weights(told, one, last).Weights(SwingKind.Crackdown, 6);
        Assert.NotEqual(0.2, at[0], 0.01);
        Assert.Equal(at, Weights(planted, other, last).Weights(SwingKind.Crackdown, 6));
        Assert.NotEqual(Weights(told, one, last + 6).Weights(SwingKind.Crackdown, 6), Weights(planted, other, last + 6).Weights(SwingKind.Crackdown, 6));

        // Nor does what the members say later enter the weights of now.
        Assert.Equal(at, Weights(told, [.. one.Where(f => f.Origin <= last)], last).Weights(SwingKind.Crackdown, 6));

        static (Backtest, ImmutableArray<PastForecast>) Mixed(global::Fangshou.Ledger.Ledger ledger, RollingOrigin rolling)
        {
            Backtest backtest = new(ledger.AsOf, ForecastSample.Few, [new Climatology(), new Hazard()], ForecastSample.Options, rolling);
            return (backtest, backtest.Stacked([.. rolling.Years.SelectMany(year => backtest.Year(year, 2, none))], 2, none));
        }
    }

    static string[] Said(global::Fangshou.Ledger.Ledger ledger, Month origin, ImmutableArray<IForecaster>? forecasters = null) =>
        ForecastSample.Bits(new Backtest(ledger.AsOf, ForecastSample.Few, forecasters ?? ForecastSample.All(), ForecastSample.Options, new RollingOrigin { First = origin, Last = origin }).Year(origin.Year, 2, none));

    /// <summary>In each cell: bans and a freeze, easing, support, incidents and falling markets.</summary>
    static IEnumerable<Event> Burst(Month month)
    {
        for (int i = 0; i < ForecastSample.Few.Length; i++)
        {
            Cell cell = ForecastSample.Few[i];
            for (int k = 0; k < 18; k++)
            {
                Direction direction = (k / 3) switch { 0 or 1 or 2 => Direction.Tighten, 3 => Direction.Ease, 4 => Direction.Support, _ => Direction.None };
                Event row = ForecastSample.Row(string.Create(CultureInfo.InvariantCulture, $"planted-{i}-{k:00}"), month.FirstDay.AddDays(k), cell.Jurisdiction, cell.Sector!, direction, 5, k % 2 == 0 ? "ban" : "approval-freeze");
                yield return k == 17 ? row with { Kind = EventKind.Market } : row;
            }
        }
    }
}
