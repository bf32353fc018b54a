using CsCheck;
using Fangshou.Forecasts;
using Fangshou.Numerics;

namespace Fangshou.Tests.Forecasts;

/// <summary>Recalibration against its closed form, the parts of a mean score against Murphy's, the bands against forecasters of known quality.</summary>
public class ReliabilityTests
{
    /// <summary>Probabilities in tenths, so that ties are common and both ends occur.</summary>
    static readonly Gen<(double P, bool Y)[]> forecasts = Gen.Select(Gen.Int[0, 10].Select(i => i / 10.0), Gen.Bool).Array[1, 30];

    /// <summary>The isotonic share at i is the largest over j ≤ i of the smallest over k ≥ i of the mean from j to k (Robertson, Wright and Dykstra 1988).</summary>
    [Fact]
    public void Recalibrated_shares_are_those_of_the_max_min_formula() => forecasts.Sample(sample =>
    {
        (double P, int Count, int Events)[] groups = [.. sample.GroupBy(f => f.P).OrderBy(g => g.Key).Select(g => (g.Key, g.Count(), g.Count(f => f.Y)))];
        Reliability reliability = Of(sample);
        for (int i = 0; i < groups.Length; i++)
        {
            double expected = Enumerable.Range(0, i + 1).Max(j => Enumerable.Range(i, groups.Length - i).Min(k => Mean(groups[j..(k + 1)])));
            ReliabilityBlock block = Assert.Single(reliability.Blocks, b => b.From <= groups[i].P && groups[i].P <= b.To);
            Assert.Equal(expected, block.Recalibrated, 1e-12);
        }

        Assert.Equal(sample.Length, reliability.Blocks.Sum(b => b.Count));
        Assert.Equal(sample.Count(f => f.Y), reliability.Blocks.Sum(b => b.Events));
        Assert.All(reliability.Blocks.Zip(reliability.Blocks.Skip(1)), pair => Assert.True(pair.First.To < pair.Second.From && pair.First.Recalibrated < pair.Second.Recalibrated));

        static double Mean((double P, int Count, int Events)[] run) => (double)run.Sum(g => g.Events) / run.Sum(g => g.Count);
    });

    [Fact]
    public void The_parts_add_up_to_the_mean_score() => forecasts.Sample(sample =>
    {
        Reliability reliability = Of(sample);
        Check(reliability.Brier, ProperScores.Brier);
        Check(reliability.Log, ProperScores.Log);

        void Check(ScoreParts parts, Func<double, bool, double> score)
        {
            double rate = (double)sample.Count(f => f.Y) / sample.Length;
            Assert.Equal(sample.Average(f => score(f.P, f.Y)), parts.Mean, 1e-12);
            Assert.Equal(sample.Average(f => score(rate, f.Y)), parts.Uncertainty, 1e-12);
            Assert.Equal(parts.Mean, parts.Miscalibration - parts.Discrimination + parts.Uncertainty, 1e-12);
            Assert.True(parts.Miscalibration >= 0 && parts.Discrimination >= 0);
        }
    });

    /// <summary>Without this, miscalibration would not be what recalibrating can save at most.</summary>
    [Fact]
    public void No_other_rising_recalibration_loses_less_by_either_score() => Gen.Select(forecasts, Gen.Double[0, 1].Array[11]).Sample((sample, values) =>
    {
        Array.Sort(values);
        Reliability reliability = Of(sample);
        foreach (Func<double, bool, double> score in new Func<double, bool, double>[] { ProperScores.Brier, ProperScores.Log })
        {
            double best = sample.Sum(f => score(reliability.Blocks.Single(b => b.From <= f.P && f.P <= b.To).Recalibrated, f.Y));
            Assert.True(best <= sample.Sum(f => score(values[(int)Math.Round(f.P * 10)], f.Y)) + 1e-12);
        }
    });

    /// <summary>Murphy (1973), J. Appl. Meteorol. 12:595–600: reliability and resolution over groups of one probability.</summary>
    [Fact]
    public void Where_shares_rise_already_the_parts_are_those_of_Murphy()
    {
        (double P, int Count, int Events)[] groups = [(0.1, 20, 1), (0.3, 10, 2), (0.6, 8, 5), (1, 4, 4)];
        double n = groups.Sum(g => g.Count), rate = groups.Sum(g => g.Events) / n;
        Reliability reliability = Of([.. groups.SelectMany(g => Enumerable.Range(0, g.Count).Select(i => (g.P, i < g.Events)))]);
        Assert.Equal(groups.Sum(g => g.Count * Square(g.P - ((double)g.Events / g.Count))) / n, reliability.Brier.Miscalibration, 1e-12);
        Assert.Equal(groups.Sum(g => g.Count * Square(rate - ((double)g.Events / g.Count))) / n, reliability.Brier.Discrimination, 1e-12);
        Assert.Equal(rate * (1 - rate), reliability.Brier.Uncertainty, 1e-12);
        Assert.Equal(4, reliability.Blocks.Length);
        Assert.Equal(rate, reliability.BaseRate, 1e-15);
    }

    /// <summary>By hand: shares 1/2, 2/3, 0/1 pool to 3/6; the loss is 0.04 + 0.64 + 0.16 + 0.36 + 0.16 + 0.81.</summary>
    [Fact]
    public void Forecasts_that_tell_nothing_apart_pool_to_the_base_rate()
    {
        Reliability reliability = Of([(0.2, false), (0.2, true), (0.6, true), (0.6, false), (0.6, true), (0.9, false)]);
        Assert.Equal([new ReliabilityBlock(0.2, 0.9, 0.5, 6, 3)], reliability.Blocks);
        Assert.Equal((2.17 / 6) - 0.25, reliability.Brier.Miscalibration, 1e-12);
        Assert.Equal((0.0, 0.25), (reliability.Brier.Discrimination, reliability.Brier.Uncertainty));
    }

    [Fact]
    public void Saying_it_in_other_numbers_of_the_same_order_changes_miscalibration_alone() => forecasts.Sample(sample =>
    {
        Reliability said = Of(sample), squeezed = Of([.. sample.Select(f => (0.25 + (f.P * f.P / 2), f.Y))]);
        Assert.Equal(said.Brier.Discrimination, squeezed.Brier.Discrimination);
        Assert.Equal(said.Brier.Uncertainty, squeezed.Brier.Uncertainty);
        Assert.Equal(said.Log.Discrimination, squeezed.Log.Discrimination);
        Assert.Equal(said.Blocks.Select(b => (b.Recalibrated, b.Count)), squeezed.Blocks.Select(b => (b.Recalibrated, b.Count)));
    });

    [Fact]
    public void The_order_of_the_forecasts_changes_not_a_bit() => forecasts.SelectMany(f => Gen.Shuffle(f).Select(s => (f, s))).Sample(pair =>
    {
        Reliability one = Of(pair.f), other = Of(pair.s);
        Assert.Equal(one.Brier, other.Brier);
        Assert.Equal(one.Log, other.Log);
        Assert.Equal(one.Blocks, other.Blocks);
        Assert.Equal(one.Bands, other.Bands);
    }, iter: 20);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Where_all_outcomes_are_alike_all_loss_is_miscalibration(bool happened)
    {
        Reliability reliability = Of([(0.1, happened), (0.5, happened), (0.9, happened)]);
        Assert.Equal([new ReliabilityBlock(0.1, 0.9, happened ? 1 : 0, 3, happened ? 3 : 0)], reliability.Blocks);
        Assert.Equal(new ScoreParts(reliability.Brier.Mean, reliability.Brier.Mean, 0, 0), reliability.Brier);
        Assert.Equal(0, reliability.Log.Discrimination);
    }

    [Fact]
    public void A_single_forecast_is_a_diagram_too()
    {
        Reliability reliability = Of([(0.7, true)]);
        Assert.Equal([new ReliabilityBlock(0.7, 0.7, 1, 1, 1)], reliability.Blocks);
        Assert.Equal([new ConsistencyBand(0.7, 0, 1)], reliability.Bands);
    }

    [Fact]
    public void What_is_said_for_sure_has_a_band_without_width()
    {
        Reliability reliability = Of([(0, false), (0, false), (0.5, true), (0.5, false), (1, true)]);
        Assert.Equal(new ConsistencyBand(0, 0, 0), reliability.Bands[0]);
        Assert.Equal(new ConsistencyBand(1, 1, 1), reliability.Bands[2]);
    }

    /// <summary>One group of 100 is not pooled with anything: the band lies between the quantiles of a binomial, 42 and 58 of 100.</summary>
    [Fact]
    public void The_band_of_a_single_probability_is_binomial()
    {
        ConsistencyBand band = Assert.Single(Of([.. Enumerable.Range(0, 100).Select(i => (0.5, i < 50))]).Bands);
        Assert.Equal(0.42, band.Low, 0.0101);
        Assert.Equal(0.58, band.High, 0.0101);
    }

    /// <summary>Nine probabilities in each of 300 series, within four standard errors; a little more than 90 % because shares of 200 forecasts are steps.</summary>
    [Fact]
    public void Bands_hold_nine_of_ten_values_of_a_calibrated_forecaster()
    {
        const int Series = 300;
        double[] shares = [.. Enumerable.Range(0, Series).Select(i => ShareInside((uint)i, p => p))];
        double mean = shares.Average(), error = Math.Sqrt(shares.Average(s => Square(s - mean)) / Series);
        Assert.InRange(mean, 0.9 - (4 * error), 0.915 + (4 * error));
        Assert.True(error < 0.01);
    }

    [Fact]
    public void Bands_do_not_hold_an_overconfident_forecaster() =>
        Assert.True(Enumerable.Range(0, 20).Average(i => ShareInside((uint)i, p => 0.5 + ((p - 0.5) / 3))) < 0.4);

    /// <summary>Twice the true probability is said: miscalibration is the mean of the squared excess, E p² = 0.4²/3.</summary>
    [Fact]
    public void Miscalibration_sees_a_forecaster_who_says_twice_the_truth()
    {
        const int Count = 6000;
        (double P, bool Y)[] honest = Draw(1, Count, i => 0.4 * (i + 0.5) / Count, p => p);
        ScoreParts calibrated = Of(honest).Brier, doubled = Of([.. honest.Select(f => (2 * f.P, f.Y))]).Brier;
        Assert.InRange(calibrated.Miscalibration, 0, 0.002);
        Assert.Equal(0.16 / 3, doubled.Miscalibration, 0.006);
        Assert.Equal(calibrated.Discrimination, doubled.Discrimination, 12);

        // What the truth itself tells apart: the variance of p, 0.4²/12.
        Assert.Equal(0.16 / 12, calibrated.Discrimination, 0.003);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_one_others()
    {
        (double P, bool Y)[] sample = Draw(3, 200, i => (i + 0.5) / 200, p => p);
        Assert.Equal(Of(sample).Bands, Of(sample).Bands);
        Assert.NotEqual(Of(sample).Bands, Of(sample, seed: 8).Bands);
    }

    [Fact]
    public void What_is_no_set_of_forecasts_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Reliability.Of([], [], 1));
        Assert.Throws<ArgumentException>(() => Reliability.Of([0.1], [true, false], 1));
        foreach (double wrong in new[] { -0.1, 1.1, double.NaN })
            Assert.Contains("Forecast 1", Assert.Throws<ArgumentException>(() => Reliability.Of([0.1, wrong], [true, false], 1)).Message, StringComparison.Ordinal);
    }

    /// <summary>Share of probabilities whose recalibrated value lies in its band, where the truth is a function of what is said.</summary>
    static double ShareInside(uint series, Func<double, double> truth)
    {
        Reliability reliability = Of(Draw(100 + series, 9 * 200, i => ((i % 9) + 1) / 10.0, truth), seed: series);
        return reliability.Bands.Average(band =>
        {
            double recalibrated = reliability.Blocks.Single(b => b.From <= band.Probability && band.Probability <= b.To).Recalibrated;
            return band.Low <= recalibrated && recalibrated <= band.High ? 1.0 : 0.0;
        });
    }

    static (double P, bool Y)[] Draw(uint series, int count, Func<int, double> said, Func<double, double> truth)
    {
        RandomStream random = new(20201103, series, 1, 1);
        (double P, bool Y)[] drawn = new (double P, bool Y)[count];
        for (int i = 0; i < count; i++)
            drawn[i] = (said(i), random.Uniform() <= truth(said(i)));
        return drawn;
    }

    static Reliability Of((double P, bool Y)[] sample, ulong seed = 7) => Reliability.Of([.. sample.Select(f => f.P)], [.. sample.Select(f => f.Y)], seed);

    static double Square(double x) => x * x;
}
