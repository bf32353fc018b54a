using CsCheck;
using Fangshou.Forecasts;

namespace Fangshou.Tests.Forecasts;

/// <summary>Average precision against a published example, closed forms and the sum written out.</summary>
public class PrecisionRecallTests
{
    static readonly Gen<(double P, bool Y)[]> forecasts = Gen.Select(Gen.Int[0, 10].Select(i => i / 10.0), Gen.Bool).Array[1, 30];

    /// <summary>The example in the documentation of scikit-learn's average_precision_score: 0.83….</summary>
    [Fact]
    public void The_example_of_the_documentation()
    {
        PrecisionRecall curve = PrecisionRecall.Of([0.1, 0.4, 0.35, 0.8], [false, false, true, true]);
        Assert.Equal(5.0 / 6, curve.AveragePrecision!.Value, 1e-15);
        Assert.Equal([new(0.8, 0.5, 1), new(0.4, 0.5, 0.5), new(0.35, 1, 2.0 / 3), new(0.1, 1, 0.5)], curve.Points);
        Assert.Equal(0.5, curve.BaseRate);
    }

    [Fact]
    public void It_is_the_sum_over_thresholds() => forecasts.Where(s => s.Any(f => f.Y)).Sample(sample =>
    {
        double area = 0, before = 0;
        foreach (double threshold in sample.Select(f => f.P).Distinct().OrderDescending())
        {
            (double P, bool Y)[] alarms = [.. sample.Where(f => f.P >= threshold)];
            double recall = (double)alarms.Count(f => f.Y) / sample.Count(f => f.Y), precision = (double)alarms.Count(f => f.Y) / alarms.Length;
            area += (recall - before) * precision;
            before = recall;
        }

        Assert.Equal(area, Of(sample).AveragePrecision!.Value, 1e-12);
    });

    [Fact]
    public void Neither_order_nor_size_matters_only_the_ranking() => forecasts.SelectMany(f => Gen.Shuffle(f).Select(s => (f, s))).Sample(pair =>
        Assert.Equal(Of(pair.f).AveragePrecision, Of([.. pair.s.Select(f => (f.P * f.P / 2, f.Y))]).AveragePrecision));

    [Fact]
    public void One_probability_for_all_is_worth_the_base_rate() =>
        Assert.Equal(0.3, Of([.. Enumerable.Range(0, 10).Select(i => (0.2, i < 3))]).AveragePrecision!.Value, 1e-15);

    [Fact]
    public void A_perfect_ranking_is_worth_1() =>
        Assert.Equal(1, Of([.. Enumerable.Range(0, 10).Select(i => (i / 10.0, i >= 7))]).AveragePrecision);

    /// <summary>The m events come last of n: the j-th of them has precision j / (n − m + j).</summary>
    [Fact]
    public void The_worst_ranking_is_worth_less_than_the_base_rate_but_not_nothing()
    {
        double expected = Enumerable.Range(1, 3).Sum(j => j / (7.0 + j)) / 3;
        Assert.Equal(expected, Of([.. Enumerable.Range(0, 10).Select(i => (i / 10.0, i < 3))]).AveragePrecision!.Value, 1e-15);
        Assert.True(expected < 0.3);
    }

    [Fact]
    public void Without_an_event_there_is_none()
    {
        PrecisionRecall curve = Of([(0.1, false), (0.9, false)]);
        Assert.Null(curve.AveragePrecision);
        Assert.Empty(curve.Points);
        Assert.Equal((0.0, 2), (curve.BaseRate, curve.Forecasts));
    }

    [Fact]
    public void With_nothing_but_events_it_is_1() => Assert.Equal((1.0, 1.0), (Of([(0.1, true), (0.9, true)]).AveragePrecision!.Value, Of([(0.1, true)]).BaseRate));

    [Fact]
    public void What_is_no_set_of_forecasts_is_refused()
    {
        Assert.Throws<ArgumentException>(() => PrecisionRecall.Of([], []));
        Assert.Throws<ArgumentException>(() => PrecisionRecall.Of([0.1, 0.2], [true]));
        Assert.Throws<ArgumentException>(() => PrecisionRecall.Of([double.NaN], [true]));
    }

    static PrecisionRecall Of((double P, bool Y)[] sample) => PrecisionRecall.Of([.. sample.Select(f => f.P)], [.. sample.Select(f => f.Y)]);
}
