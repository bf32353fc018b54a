using CsCheck;
using Fangshou.Numerics;
using Fangshou.Phases;
using Fangshou.Tests.Phases.Oracles;

namespace Fangshou.Tests.Phases.Laws;

public class SemiMarkovLaws
{
    const int K = 3, D = 5, T = 7;

    static readonly Gen<double[]> Dwell =
        Gen.Double[0, 1].Array[D].Where(w => w.Sum() > 0.1).Select(w => w.Select(x => x < 0.2 ? 0 : x).ToArray()).Where(w => w.Sum() > 0.1);

    static readonly Gen<double[]> Transition = Gen.Double[0.01, 0.99].Array[K].Select(p =>
        new[] { 0, p[0], 1 - p[0], p[1], 0, 1 - p[1], p[2], 1 - p[2], 0 });

    static readonly Gen<(SemiMarkovModel Model, double[] LogEmission)> Case = Gen.Select(
        Dwell.Array[K], Transition, Gen.Double[0.001, 1].Array[T * K], Gen.Int[1, T],
        (dwell, transition, emission, months) => (Make(dwell, transition), emission[..(months * K)].Select(x => Math.Log(x)).ToArray()));

    static SemiMarkovModel Make(double[][] dwell, double[] transition)
    {
        SemiMarkovModel model = new(K, D);
        for (int k = 0; k < K; k++)
            model.SetDwell(k, dwell[k]);
        model.SetTransition(transition);
        return model;
    }

    [Fact]
    public void Likelihood_smoothing_and_best_path_equal_the_enumeration_of_every_path() => Case.Sample(c =>
    {
        (double logLikelihood, double[] expected, int[] _, double logBest, _) = SemiMarkovEnumeration.Run(c.Model, c.LogEmission);
        double[] smoothed = new double[c.LogEmission.Length];
        int[] path = new int[c.LogEmission.Length / K];

        Assert.Equal(logLikelihood, c.Model.Smooth(c.LogEmission, smoothed), 1e-9);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], smoothed[i], 1e-9);
        Assert.Equal(logBest, c.Model.Viterbi(c.LogEmission, path), 1e-9);
    });

    [Fact]
    public void The_last_filtered_month_equals_the_last_smoothed_month() => Case.Sample(c =>
    {
        double[] filtered = new double[c.LogEmission.Length], smoothed = new double[c.LogEmission.Length];
        double a = c.Model.Filter(c.LogEmission, filtered), b = c.Model.Smooth(c.LogEmission, smoothed);
        Assert.Equal(a, b);
        for (int k = 1; k <= K; k++)
            Assert.Equal(filtered[^k], smoothed[^k], 1e-10);
    });

    [Fact]
    public void Later_months_never_change_what_was_filtered_before() => Case.Sample(c =>
    {
        int months = c.LogEmission.Length / K;
        double[] whole = new double[c.LogEmission.Length];
        c.Model.Filter(c.LogEmission, whole);
        for (int cut = 1; cut <= months; cut++)
        {
            double[] part = new double[cut * K];
            c.Model.Filter(c.LogEmission.AsSpan(0, cut * K), part);
            Assert.Equal(part, whole[..(cut * K)]);
        }
    });

    [Fact]
    public void Drawn_paths_appear_as_often_as_the_enumeration_says()
    {
        SemiMarkovModel model = Make([[0, .5, .3, .2, 0], [.1, .2, .3, .2, .2], [0, 0, 1, 1, 1]], [0, .9, .1, .7, 0, .3, .8, .2, 0]);
        double[] logEmission = [.. Enumerable.Range(0, 6 * K).Select(i => Math.Log(0.1 + (((i * 37) % 11) / 11.0)))];
        Dictionary<string, double> expected = SemiMarkovEnumeration.Run(model, logEmission).Posterior;

        SemiMarkovPass pass = new(K, 6);
        pass.SetEmission(logEmission);
        pass.Forward(model);
        int[] path = new int[6];
        Dictionary<string, int> seen = [];
        const int Draws = 200_000;
        RandomStream random = new(7, 0, 0, 0);
        for (int i = 0; i < Draws; i++)
        {
            pass.Sample(model, ref random, path);
            string key = string.Concat(path);
            seen[key] = seen.GetValueOrDefault(key) + 1;
        }

        foreach ((string key, double p) in expected)
            Assert.True(
                Math.Abs(seen.GetValueOrDefault(key) - (Draws * p)) <= 5 * Math.Sqrt(Draws * p * (1 - p)) + 1e-6,
                $"{key}: expected {Draws * p:F1}, seen {seen.GetValueOrDefault(key)}");
    }

    [Fact]
    public void Months_beyond_the_longest_stay_are_filled_by_several_stays() => Case.Sample(c =>
    {
        double[] flat = new double[40 * K], smoothed = new double[40 * K];
        Assert.Equal(0, c.Model.Smooth(flat, smoothed), 1e-9);
        for (int t = 0; t < 40; t++)
            for (int k = 0; k < K; k++)
                Assert.Equal(c.Model.Initial[k], smoothed[(t * K) + k], 1e-6);
    });

    [Fact]
    public void A_signal_that_no_phase_can_make_has_likelihood_zero()
    {
        SemiMarkovModel model = Make([[1, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1]], [0, .5, .5, .5, 0, .5, .5, .5, 0]);
        double[] logEmission = [0, 0, 0, double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity];
        Assert.Equal(double.NegativeInfinity, model.Smooth(logEmission, new double[6]));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void An_impossible_log_probability_is_named_by_month_and_phase(double value)
    {
        SemiMarkovModel model = Make([[1, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1]], [0, .5, .5, .5, 0, .5, .5, .5, 0]);
        ArgumentException error = Assert.Throws<ArgumentException>(() => model.Filter([0, 0, 0, 0, value, 0], new double[6]));
        Assert.Contains("month 2, phase 1", error.Message, StringComparison.Ordinal);
    }
}
