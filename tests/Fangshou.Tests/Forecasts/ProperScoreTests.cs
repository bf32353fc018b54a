using CsCheck;
using Fangshou.Forecasts;
using Fangshou.Numerics;
using MathNet.Numerics.Distributions;

namespace Fangshou.Tests.Forecasts;

/// <summary>Scores of single forecasts against closed forms, against other forms of the same score, and for propriety.</summary>
public class ProperScoreTests
{
    static readonly Gen<double[]> shares = Gen.Int[0, 20].Array[1, 8].Where(w => w.Sum() > 0).Select(w => w.Select(x => (double)x / w.Sum()).ToArray());

    [Fact]
    public void A_sure_and_right_forecast_has_a_Brier_score_of_0_and_a_sure_and_wrong_one_of_1()
    {
        Assert.Equal((0.0, 1.0), (ProperScores.Brier(1, true), ProperScores.Brier(1, false)));
        Assert.Equal((1.0, 0.0), (ProperScores.Brier(0, true), ProperScores.Brier(0, false)));
        Assert.Equal(0.49, ProperScores.Brier(0.3, true), 15);
    }

    [Fact]
    public void The_log_score_is_in_nats_and_never_infinite()
    {
        Assert.Equal(Math.Log(2), ProperScores.Log(0.5, true), 15);
        Assert.Equal(-Math.Log(0.2), ProperScores.Log(0.8, false), 15);
        Assert.Equal(9.210340372, ProperScores.Log(0, true), 1e-9);
        Assert.Equal(9.210340372, ProperScores.Log(1, false), 1e-9);
        Assert.Equal(1.00005e-4, ProperScores.Log(1, true), 1e-9);
    }

    /// <summary>The truth is on the grid, and in the last case inside the floor.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(0.00005)]
    public void No_probability_expects_to_lose_less_than_the_true_one(double truth)
    {
        foreach (double said in Enumerable.Range(0, 101).Select(i => i / 100.0).Append(0.00005))
        {
            Assert.True(said == truth || Expected(ProperScores.Brier, said) > Expected(ProperScores.Brier, truth), $"Brier: {said}");
            Assert.True(Expected(ProperScores.Log, said) >= Expected(ProperScores.Log, truth), $"log: {said}");
        }

        double Expected(Func<double, bool, double> score, double p) => (truth * score(p, true)) + ((1 - truth) * score(p, false));
    }

    [Fact]
    public void No_distribution_of_a_count_expects_to_lose_less_than_the_true_one() => Gen.Select(shares, shares).Sample((truth, said) =>
        Assert.True(ExpectedCount(truth, said) >= ExpectedCount(truth, truth) - 1e-12));

    [Fact]
    public void No_distribution_of_an_onset_expects_to_lose_less_than_the_true_one() => Gen.Select(shares, shares, (a, b) => (A: a, B: b)).Where(p => p.A.Length == p.B.Length).Sample(p =>
    {
        // The last share is of no onset within the months ahead.
        Assert.True(Expected(p.A, p.B) >= Expected(p.A, p.A) - 1e-12);

        static double Expected(double[] truth, double[] said) =>
            truth.Select((q, t) => q * ProperScores.OnsetCrps(Cumulative(said).AsSpan(0, said.Length - 1), t + 1 < truth.Length ? t + 1 : null)).Sum();
    });

    [Fact]
    public void No_interval_expects_to_lose_less_than_the_one_between_the_quantiles() => shares.Sample(truth =>
    {
        double[] reached = Cumulative(truth);
        int low = Array.FindIndex(reached, f => f >= 0.05), high = Array.FindIndex(reached, f => f >= 0.95);
        for (int l = 0; l < truth.Length; l++)
        {
            for (int u = l; u < truth.Length; u++)
                Assert.True(Expected(l, u) >= Expected(low, high) - 1e-12);
        }

        double Expected(int l, int u) => truth.Select((q, k) => q * ProperScores.Interval(l, u, k)).Sum();
    });

    [Fact]
    public void An_onset_forecast_scores_the_sum_of_the_Brier_scores_of_its_horizons() => Gen.Select(shares, Gen.Int[1, 12]).Sample((share, onset) =>
    {
        double[] reached = Cumulative(share);
        Assert.Equal(reached.Select((f, i) => ProperScores.Brier(f, onset <= i + 1)).Sum(), ProperScores.OnsetCrps(reached, onset), 1e-12);
    });

    [Fact]
    public void An_onset_beyond_the_horizon_is_none_within_it()
    {
        double[] reached = [0.1, 0.2, 0.4];
        Assert.Equal(0.01 + 0.04 + 0.16, ProperScores.OnsetCrps(reached, null), 15);
        Assert.Equal(ProperScores.OnsetCrps(reached, null), ProperScores.OnsetCrps(reached, 4));
        Assert.Equal(0.01 + 0.04 + 0.36, ProperScores.OnsetCrps(reached, 3), 15);
        Assert.Equal(2, ProperScores.OnsetCrps([0, 0, 0, 1, 1], 2));
        Assert.Equal(0, ProperScores.OnsetCrps([], null));
    }

    [Fact]
    public void A_point_forecast_of_a_count_scores_its_distance() => Gen.Select(Gen.Int[0, 9], Gen.Int[0, 30], Gen.Int[0, 5]).Sample((k, observed, beyond) =>
    {
        double[] point = new double[k + 1 + beyond];
        point[k] = 1;
        Assert.Equal(Math.Abs(k - observed), ProperScores.CountCrps(point, observed));
    });

    /// <summary>E|X − y| − E|X − X′|/2: Gneiting and Raftery (2007), equation 21.</summary>
    [Fact]
    public void A_count_scores_its_expected_distance_less_half_of_that_between_two_draws() => Gen.Select(shares, Gen.Int[0, 12]).Sample((share, observed) =>
    {
        double expected = 0;
        for (int i = 0; i < share.Length; i++)
        {
            expected += share[i] * Math.Abs(i - observed);
            for (int j = 0; j < share.Length; j++)
                expected -= share[i] * share[j] * Math.Abs(i - j) / 2;
        }

        Assert.Equal(expected, ProperScores.CountCrps(share, observed), 1e-12);
    });

    /// <summary>A fine grid of counts is a continuous quantity: the CRPS of N(0, 1) at 0 is (√2 − 1)/√π = 0.2336950.</summary>
    [Theory]
    [InlineData(0, 0.2336950)]
    [InlineData(1, 0.6024414)]
    [InlineData(-2.5, 1.9398185)]
    public void Counts_on_a_fine_grid_score_as_a_normal_does(double observed, double published)
    {
        const double Step = 1.0 / 512;
        const int Half = 8 * 512;
        double[] probabilities = [.. Enumerable.Range(-Half, (2 * Half) + 1).Select(k => Below((k + 0.5) * Step) - Below((k - 0.5) * Step))];
        double score = Step * ProperScores.CountCrps(probabilities, Half + (int)(observed / Step));
        Assert.Equal(published, score, 1e-6);
        Assert.Equal(Crps.OfNormal(0, 1, observed), score, 1e-6);

        static double Below(double x) => Normal.CDF(0, 1, x);
    }

    /// <summary>The score is 2/α = 20 times the sum of the two quantile losses, at α/2 and 1 − α/2.</summary>
    [Fact]
    public void An_interval_scores_twenty_times_the_quantile_losses_of_its_ends() => Gen.Select(Gen.Double[-5, 5], Gen.Double[0, 5], Gen.Double[-12, 12]).Sample((low, width, x) =>
    {
        double high = low + width;
        Assert.Equal(20 * (Loss(low, 0.05) + Loss(high, 0.95)), ProperScores.Interval(low, high, x), 1e-9);

        double Loss(double quantile, double level) => ((x <= quantile ? 1 : 0) - level) * (quantile - x);
    });

    [Fact]
    public void What_is_no_forecast_is_refused()
    {
        foreach (double wrong in new[] { -0.1, 1.1, double.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => ProperScores.Brier(wrong, true));
            Assert.Throws<ArgumentOutOfRangeException>(() => ProperScores.Log(wrong, true));
            Assert.Contains("Month 2", Assert.Throws<ArgumentException>(() => ProperScores.OnsetCrps([0.1, wrong], 1)).Message, StringComparison.Ordinal);
        }

        Assert.Contains("Month 3", Assert.Throws<ArgumentException>(() => ProperScores.OnsetCrps([0.1, 0.3, 0.2], 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ProperScores.OnsetCrps([0.1], 0));
        Assert.Throws<ArgumentException>(() => ProperScores.CountCrps([0.5, 0.4], 0));
        Assert.Throws<ArgumentException>(() => ProperScores.CountCrps([], 0));
        Assert.Throws<ArgumentException>(() => ProperScores.CountCrps([1.5, -0.5], 0));
        Assert.Throws<ArgumentException>(() => ProperScores.CountCrps([double.NaN, 1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProperScores.CountCrps([1], -1));
        Assert.Throws<ArgumentException>(() => ProperScores.Interval(2, 1, 0));
        Assert.Throws<ArgumentException>(() => ProperScores.Interval(0, 1, double.NaN));
    }

    static double ExpectedCount(double[] truth, double[] said) => truth.Select((q, k) => q * ProperScores.CountCrps(said, k)).Sum();

    static double[] Cumulative(double[] share)
    {
        double[] reached = new double[share.Length];
        double sum = 0;
        for (int i = 0; i < share.Length; i++)
            reached[i] = Math.Min(1, sum += share[i]);
        return reached;
    }
}
