using Fangshou.Forecasts;
using Fangshou.Numerics;
using MathNet.Numerics.Distributions;

namespace Fangshou.Tests.Forecasts;

/// <summary>Skill and its interval against closed forms of simple cases.</summary>
public class SkillScoreTests
{
    [Fact]
    public void Skill_is_the_share_of_the_baselines_loss_that_is_saved()
    {
        SkillScore skill = Of([0.1, 0.3, 0.2], [0.4, 0.2, 0.6], [1, 2, 3]);
        Assert.Equal(0.5, skill.Value!.Value, 1e-15);
        Assert.Equal((3, SkillScore.Drawn), (skill.Blocks, skill.Resamples));
    }

    [Fact]
    public void Half_the_loss_everywhere_is_a_skill_of_a_half_without_doubt()
    {
        SkillScore skill = Of([0.25, 0.5, 0.125], [0.5, 1, 0.25], [1, 2, 3]);
        Assert.Equal((0.5, 0.5, 0.5), (skill.Value!.Value, skill.Low!.Value, skill.High!.Value));
        SkillScore worse = Of([0.5, 1, 0.25], [0.25, 0.5, 0.125], [1, 2, 3]);
        Assert.Equal((-1.0, -1.0, -1.0), (worse.Value!.Value, worse.Low!.Value, worse.High!.Value));
    }

    /// <summary>The baseline loses 1 in each of 100 blocks, the forecaster 1 in 30 of them and 0 elsewhere: resampled losses are binomial.</summary>
    [Fact]
    public void The_interval_of_shares_is_binomial()
    {
        int[] blocks = [.. Enumerable.Range(0, 100)];
        SkillScore skill = Of([.. blocks.Select(b => b < 30 ? 1.0 : 0)], [.. blocks.Select(_ => 1.0)], blocks);
        int low = Enumerable.Range(0, 101).First(k => Binomial.CDF(0.3, 100, k) >= 0.05), high = Enumerable.Range(0, 101).First(k => Binomial.CDF(0.3, 100, k) >= 0.95);
        Assert.Equal(0.7, skill.Value!.Value, 1e-12);
        Assert.Equal(1 - (high / 100.0), skill.Low!.Value, 0.0101);
        Assert.Equal(1 - (low / 100.0), skill.High!.Value, 0.0101);
    }

    /// <summary>Of two blocks, both are drawn in half of the resamples and one alone in a quarter each: the interval spans the two.</summary>
    [Fact]
    public void With_two_blocks_the_interval_spans_both()
    {
        SkillScore skill = Of([0, 1], [1, 2], [7, 3]);
        Assert.Equal((0.5, 1.0), (skill.Low!.Value, skill.High!.Value));
    }

    /// <summary>For many blocks the ratio of means is normal, with the variance of loss − ratio · baseline over blocks times their mean squared (the delta method).</summary>
    [Fact]
    public void With_many_blocks_the_interval_is_that_of_a_ratio_of_means()
    {
        const int Blocks = 400;
        RandomStream random = new(5, 1, 1, 1);
        double[] loss = new double[Blocks], baseline = new double[Blocks];
        for (int b = 0; b < Blocks; b++)
        {
            baseline[b] = random.Gamma(2);
            loss[b] = (0.5 * baseline[b]) + (0.3 * random.Gamma(1));
        }

        SkillScore skill = Of(loss, baseline, [.. Enumerable.Range(0, Blocks)]);
        double ratio = loss.Sum() / baseline.Sum();
        double error = Math.Sqrt(loss.Zip(baseline, (l, m) => Math.Pow(l - (ratio * m), 2)).Sum()) / baseline.Sum();
        Assert.Equal(1 - ratio - (1.645 * error), skill.Low!.Value, 0.15 * error);
        Assert.Equal(1 - ratio + (1.645 * error), skill.High!.Value, 0.15 * error);
    }

    [Fact]
    public void Losses_that_go_together_count_as_one_block()
    {
        double[] loss = [.. Enumerable.Range(0, 240).Select(i => i / 12 % 3 == 0 ? 1.0 : 0.1)], baseline = [.. loss.Select(_ => 0.5)];
        SkillScore once = Of([.. loss.Where((_, i) => i % 12 == 0)], [.. baseline.Take(20)], [.. Enumerable.Range(0, 20)]);
        SkillScore repeated = Of(loss, baseline, [.. Enumerable.Range(0, 240).Select(i => i / 12)]), apart = Of(loss, baseline, [.. Enumerable.Range(0, 240)]);
        Assert.Equal(once.Low!.Value, repeated.Low!.Value, 1e-12);
        Assert.Equal(once.High!.Value, repeated.High!.Value, 1e-12);
        Assert.True(apart.High - apart.Low < 0.5 * (repeated.High - repeated.Low));
    }

    [Fact]
    public void A_baseline_that_lost_nothing_leaves_no_skill()
    {
        SkillScore skill = Of([0.1, 0], [0, 0], [1, 2]);
        Assert.Equal(new SkillScore(null, null, null, 2, 0), skill);
    }

    /// <summary>The baseline loses in one of three blocks, and (2/3)³ of the resamples miss it.</summary>
    [Fact]
    public void Where_many_resamples_have_no_skill_there_is_no_interval()
    {
        SkillScore skill = Of([0.1, 0.1, 0.1], [1, 0, 0], [1, 2, 3]);
        Assert.Equal(0.7, skill.Value!.Value, 1e-12);
        Assert.Null(skill.Low);
        Assert.Null(skill.High);
        Assert.Equal(19.0 / 27, (double)skill.Resamples / SkillScore.Drawn, 0.05);
    }

    [Fact]
    public void One_block_has_no_interval() => Assert.Equal(new SkillScore(0.5, null, null, 1, 0), Of([1, 0.5], [2, 1], [4, 4]));

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_one_others()
    {
        string[] blocks = ["ai 2019", "gaming 2019", "ai 2020", "ai 2020", "gaming 2020", "ai 2021"];
        double[] loss = [0.1, 0.25, 0.3, 0.4, 0.2, 0.6], baseline = [0.3, 0.2, 0.5, 0.5, 0.1, 0.7];
        Assert.Equal(SkillScore.Of<string>(loss, baseline, blocks, 1), SkillScore.Of<string>(loss, baseline, blocks, 1));
        Assert.NotEqual(SkillScore.Of<string>(loss, baseline, blocks, 1), SkillScore.Of<string>(loss, baseline, blocks, 2));
    }

    [Fact]
    public void What_are_no_losses_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Of([], [], []));
        Assert.Throws<ArgumentException>(() => Of([1], [1, 2], [1]));
        Assert.Throws<ArgumentException>(() => Of([1], [1], [1, 2]));
        Assert.Contains("Forecast 1", Assert.Throws<ArgumentException>(() => Of([1, -1], [1, 1], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Of([1], [double.PositiveInfinity], [1]));
    }

    static SkillScore Of(double[] loss, double[] baseline, int[] blocks) => SkillScore.Of<int>(loss, baseline, blocks, 11);
}
