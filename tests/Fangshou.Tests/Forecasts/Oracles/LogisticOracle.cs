using CsCheck;
using Fangshou.Forecasts;
using Fangshou.Numerics;

namespace Fangshou.Tests.Forecasts.Oracles;

/// <summary>The regression on one number, from the definition of its posterior.</summary>
public class LogisticOracle
{
    [Fact]
    public void The_fit_is_where_the_log_posterior_is_flat_and_highest() =>
        Gen.Select(Gen.Int[0, 60].SelectMany(n => Gen.Select(Gen.Double[0, 3].Array[n], Gen.Bool.Array[n])), Gen.Double[-5, 3]).Sample((rows, prior) =>
        {
            LogisticRegression fit = LogisticRegression.Fit(rows.Item1, rows.Item2, prior);
            double L(double a, double b) => LogPosterior(rows.Item1, rows.Item2, prior, a, b);
            const double Step = 1e-4;
            double scale = 1 + rows.Item1.Length;
            Assert.Equal(0, (L(fit.Intercept + Step, fit.Slope) - L(fit.Intercept - Step, fit.Slope)) / (2 * Step), 1e-5 * scale);
            Assert.Equal(0, (L(fit.Intercept, fit.Slope + Step) - L(fit.Intercept, fit.Slope - Step)) / (2 * Step), 1e-5 * scale);
            Assert.True(L(fit.Intercept, fit.Slope) >= L(prior, 0));
        });

    /// <summary>Many rows that contradict the prior: a full step of Newton's method would jump from one end of the curve to the other for ever.</summary>
    [Theory]
    [InlineData(20, true)]
    [InlineData(3000, true)]
    [InlineData(3000, false)]
    public void Rows_that_contradict_the_prior_win(int rows, bool came)
    {
        double[] x = [.. Enumerable.Range(0, rows).Select(i => i % 7 / 5.0)];
        LogisticRegression fit = LogisticRegression.Fit(x, [.. x.Select(_ => came)], came ? -4.2 : 4.2);
        Assert.All(x, value => Assert.Equal(came ? 1 : 0, fit.Probability(value), 0.5));
        Assert.Equal(0, Slope(x, came, came ? -4.2 : 4.2, fit), 1e-6 * rows);

        static double Slope(double[] x, bool came, double prior, LogisticRegression fit) => prior - fit.Intercept + x.Sum(value => (came ? 1 : 0) - fit.Probability(value));
    }

    [Fact]
    public void Planted_effects_come_back()
    {
        RandomStream random = new(3, 1, 2, 3);
        double[] x = new double[20_000];
        bool[] came = new bool[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = 2 * random.Uniform();
            came[i] = random.Uniform() < 1 / (1 + Math.Exp(-(-3 + (1.2 * x[i]))));
        }

        LogisticRegression fit = LogisticRegression.Fit(x, came, -3);
        Assert.Equal(-3, fit.Intercept, 0.2);
        Assert.Equal(1.2, fit.Slope, 0.15);
        Assert.Equal(new LogisticRegression(-4, 0), LogisticRegression.Fit([], [], -4));
    }

    static double LogPosterior(double[] x, bool[] came, double prior, double a, double b)
    {
        double sum = (-0.5 * (a - prior) * (a - prior)) - (0.5 * b * b);
        for (int i = 0; i < x.Length; i++)
            sum -= Math.Log(1 + Math.Exp(came[i] ? -(a + (b * x[i])) : a + (b * x[i])));
        return sum;
    }
}
