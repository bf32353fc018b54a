using CsCheck;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Numerics;

namespace Fangshou.Tests.Forecasts;

/// <summary>The paired test against examples by hand, against the sums written out over all pairs, and against losses that are equal in truth.</summary>
public class PairedTestTests
{
    static readonly Month first = Month.Of(2014, 1);

    /// <summary>Up to three forecasts an origin, and origins without any.</summary>
    static readonly Gen<(double Loss, double Other, int Origin)[]> losses = Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[0, 40]).Array[60, 90];

    /// <summary>Differences 1…12: with one month ahead the test is Student's, mean 6.5 over √(13/12).</summary>
    [Fact]
    public void One_month_ahead_it_is_the_t_test_of_the_mean()
    {
        PairedTest test = Of([.. Enumerable.Range(1, 12)], 1);
        Assert.Equal(6.5, test.MeanDifference);
        Assert.Equal(6.5 / Math.Sqrt(13.0 / 12), test.Statistic!.Value, 1e-12);
        Assert.Equal(TwoSided(test.Statistic.Value, 11), test.PValue!.Value, 1e-9);
    }

    /// <summary>Deviations −1 −1 1 1 …: autocovariances 1 and 1/12, so 1 + 2/12 with equal weights and 1 + 1/12 with falling ones.</summary>
    [Fact]
    public void Two_months_ahead_it_counts_neighbouring_origins()
    {
        PairedTest test = Of([0, 0, 2, 2, 0, 0, 2, 2, 0, 0, 2, 2], 2);
        Assert.Equal(1 / Math.Sqrt(14.0 / 144) * Math.Sqrt((12 + 1 - 4 + (2.0 / 12)) / 12), test.Statistic!.Value, 1e-12);
        Assert.Equal(2.8031, test.Statistic.Value, 1e-4);
    }

    /// <summary>Deviations −1 1 −1 1 …: with equal weights the variance would be 1 − 22/12; with falling ones it is 1/12.</summary>
    [Fact]
    public void The_variance_never_turns_negative()
    {
        PairedTest test = Of([0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2], 2);
        Assert.Equal(12 * Math.Sqrt((12 + 1 - 4 + (2.0 / 12)) / 12), test.Statistic!.Value, 1e-9);
    }

    [Fact]
    public void It_is_what_the_sums_over_all_pairs_of_origins_say() => Gen.Select(losses, Gen.Int[1, 12]).Sample((sample, horizon) =>
    {
        PairedTest test = PairedTest.Of([.. sample.Select(s => s.Loss)], [.. sample.Select(s => s.Other)], [.. sample.Select(s => first + s.Origin)], horizon);
        (int Month, double Difference)[] origins = [.. sample.GroupBy(s => s.Origin).Select(g => (g.Key, g.Average(s => s.Loss - s.Other)))];
        (double statistic, _) = WrittenOut(origins, horizon);
        Assert.Equal(origins.Length, test.Origins);
        if (test.Statistic is { } t)
        {
            Assert.Equal(statistic, t, 1e-8 * (1 + Math.Abs(t)));
            Assert.Equal(TwoSided(t, origins.Length - 1), test.PValue!.Value, 1e-7);
        }
        else
        {
            Assert.True(origins.Length < Math.Max(12, 2 * horizon));
        }
    });

    [Fact]
    public void Swapping_the_two_turns_the_sign_alone() => Gen.Select(losses, Gen.Int[1, 6]).Sample((sample, horizon) =>
    {
        double[] loss = [.. sample.Select(s => s.Loss)], other = [.. sample.Select(s => s.Other)];
        Month[] origins = [.. sample.Select(s => first + s.Origin)];
        PairedTest one = PairedTest.Of(loss, other, origins, horizon), swapped = PairedTest.Of(other, loss, origins, horizon);
        Assert.Equal((-one.MeanDifference, -one.Statistic, one.PValue), (swapped.MeanDifference, swapped.Statistic, swapped.PValue));
    });

    [Fact]
    public void Cells_that_swing_together_count_as_one()
    {
        double[] differences = [.. Enumerable.Range(0, 24).Select(i => i % 5 / 2.0)];
        Month[] origins = [.. Enumerable.Range(0, 24).Select(i => first + i)];
        double[] copies = [.. differences, .. differences, .. differences, .. differences];
        PairedTest many = PairedTest.Of(copies, new double[96], [.. origins, .. origins, .. origins, .. origins], 3);
        Assert.Equal(Of(differences, 3), many);
    }

    /// <summary>
    /// Sums of h independent numbers at neighbouring origins: equal in truth, overlapping as forecasts of h months do. Of 100 series of 120 origins the test
    /// tells 6, 7 and 10 apart at the 5 % level; with Bartlett's weights alone it would be 11, 12 and 15. The docstring says so.
    /// </summary>
    [Theory]
    [InlineData(1, 0.05, 0.05)]
    [InlineData(3, 0.06, 0.11)]
    [InlineData(6, 0.07, 0.12)]
    [InlineData(12, 0.10, 0.145)]
    public void Losses_that_are_equal_in_truth_are_seldom_told_apart(int horizon, double share, double bartlettAlone)
    {
        const int Series = 2000, Origins = 120;
        (int rejected, int byBartlett) = (0, 0);
        for (uint s = 0; s < Series; s++)
        {
            RandomStream random = new(20201103, s, (uint)horizon, 1);
            double[] shocks = new double[Origins + horizon - 1];
            for (int i = 0; i < shocks.Length; i++)
                shocks[i] = random.Normal();
            double[] differences = [.. Enumerable.Range(0, Origins).Select(t => shocks.AsSpan(t, horizon).ToArray().Sum())];
            rejected += Of(differences, horizon).PValue < 0.05 ? 1 : 0;

            // The 97.5 % quantile of Student's t with 119 degrees of freedom.
            byBartlett += Math.Abs(WrittenOut([.. differences.Select((d, t) => (t, d))], horizon).Bartlett) > 1.9801 ? 1 : 0;
        }

        Assert.Equal(share, (double)rejected / Series, 0.02);
        Assert.Equal(bartlettAlone, (double)byBartlett / Series, 0.02);
    }

    [Fact]
    public void Where_nothing_can_be_tested_it_says_why()
    {
        Undefined(Of([.. Enumerable.Range(0, 11)], 1), "11 origins are too few for 1 months ahead; 12 are needed");
        Undefined(Of([.. Enumerable.Range(0, 23)], 12), "23 origins are too few for 12 months ahead; 24 are needed");
        Undefined(Of(new double[20], 1), "the two lose the same at every origin");
        Undefined(Of([.. Enumerable.Repeat(0.1, 20)], 3), "the two differ by the same amount at every origin");
        Assert.NotNull(Of([.. Enumerable.Range(0, 24)], 12).PValue);

        static void Undefined(PairedTest test, string why)
        {
            Assert.Equal((null, null, why), (test.Statistic, test.PValue, test.Undefined));
            Assert.True(double.IsFinite(test.MeanDifference));
        }
    }

    [Fact]
    public void What_are_no_losses_is_refused()
    {
        Assert.Throws<ArgumentException>(() => PairedTest.Of([], [], [], 1));
        Assert.Throws<ArgumentException>(() => PairedTest.Of([1], [1], [first, first], 1));
        Assert.Throws<ArgumentException>(() => PairedTest.Of([1], [double.NaN], [first], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedTest.Of([1], [1], [first], 0));
    }

    /// <summary>The differences as losses of the first, raised by a constant that both lose.</summary>
    static PairedTest Of(double[] differences, int horizon)
    {
        double[] other = [.. differences.Select(d => Math.Max(0, -d))];
        return PairedTest.Of([.. differences.Select(d => Math.Max(0, d))], other, [.. differences.Select((_, t) => first + t)], horizon);
    }

    /// <summary>Every pair of origins, with equal weights within the horizon and with falling ones.</summary>
    static (double Statistic, double Bartlett) WrittenOut((int Month, double Difference)[] origins, int horizon)
    {
        double n = origins.Length, mean = origins.Average(o => o.Difference), equal = 0, falling = 0;
        foreach ((int month, double difference) in origins)
        {
            foreach ((int otherMonth, double otherDifference) in origins)
            {
                int lag = Math.Abs(month - otherMonth);
                double product = (difference - mean) * (otherDifference - mean) / n;
                equal += lag < horizon ? product : 0;
                falling += lag < horizon ? product * (horizon - lag) / horizon : 0;
            }
        }

        double correction = Math.Sqrt((n + 1 - (2 * horizon) + (horizon * (horizon - 1) / n)) / n);
        return (mean / Math.Sqrt(Math.Max(equal, falling) / n) * correction, mean / Math.Sqrt(falling / n) * correction);
    }

    /// <summary>1 less the integral of Student's density from −|t| to |t|, by Simpson's rule after x = √ν tan θ: ∝ ∫ cos θ to the power ν − 1.</summary>
    static double TwoSided(double t, int freedom)
    {
        double angle = Math.Atan(Math.Abs(t) / Math.Sqrt(freedom));
        return 1 - (Integral(angle) / Integral(Math.PI / 2));

        double Integral(double to)
        {
            const int Steps = 4000;
            double sum = 0;
            for (int i = 0; i <= Steps; i++)
                sum += (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2) * Math.Pow(Math.Cos(to * i / Steps), freedom - 1);
            return sum * to / Steps / 3;
        }
    }
}
