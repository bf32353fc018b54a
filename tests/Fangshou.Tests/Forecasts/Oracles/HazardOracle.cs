using System.Collections.Immutable;
using CsCheck;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Fangshou.Tests.Forecasts.Oracles;

/// <summary>The hazard from its definition: finite differences, direct products, planted effects, and the prior where nothing was seen.</summary>
public class HazardOracle
{
    const int Groups = 3;

    static readonly Gen<HazardRow[]> rows = Gen.Select(Gen.Int[0, Groups - 1], Gen.Double[-2, 2].Array[HazardCovariates.Number], Gen.Bool).Select((group, x, came) => new HazardRow(group, x, came)).Array[0, 40];

    [Fact]
    public void The_gradient_is_that_of_the_log_posterior() => Gen.Select(rows, Gen.Double[-1, 1].Array[1 + HazardCovariates.Number + Groups], Gen.Double[-4, 0]).Sample((some, at, prior) =>
    {
        Vector<double> score = HazardPosterior.Evaluate(some, Vector<double>.Build.Dense(at), prior).Score;
        for (int k = 0; k < at.Length; k++)
        {
            const double Step = 1e-5;
            double[] up = [.. at], down = [.. at];
            up[k] += Step;
            down[k] -= Step;
            double difference = (LogPosterior(some, up, prior) - LogPosterior(some, down, prior)) / (2 * Step);
            Assert.Equal(difference, score[k], 1e-4 * (1 + Math.Abs(difference)));
        }

        double height = LogPosterior(some, at, prior);
        Assert.Equal(height, HazardPosterior.Evaluate(some, Vector<double>.Build.Dense(at), prior).Height, 1e-9 * (1 + Math.Abs(height)));
    });

    [Fact]
    public void At_the_mode_the_log_posterior_is_flat() => Gen.Select(rows, Gen.Double[-4, 0]).Sample((some, prior) =>
    {
        (Vector<double> mode, Matrix<double> precision) = HazardPosterior.Mode(some, Groups, prior);
        Assert.True(HazardPosterior.Evaluate(some, mode, prior).Score.AbsoluteMaximum() < 1e-6);
        Assert.True((precision - precision.Transpose()).Enumerate().All(x => Math.Abs(x) < 1e-9));
    });

    /// <summary>20,000 months of known effects: every one comes back within four of its own standard deviations, and these are small.</summary>
    [Fact]
    public void Planted_effects_come_back()
    {
        double[] truth = [-3, 0.4, -0.3, 0, 0.6, 0.2, -0.5, 0.3, -0.3, 0];
        RandomStream random = new(11, 4, 4, 4);
        HazardRow[] months = new HazardRow[20_000];
        for (int i = 0; i < months.Length; i++)
        {
            double[] x = new double[HazardCovariates.Number];
            for (int k = 0; k < x.Length; k++)
                x[k] = random.Normal();
            int group = i % Groups;
            double predictor = Predictor(truth, x, group);
            months[i] = new HazardRow(group, x, random.Uniform() < 1 - Math.Exp(-Math.Exp(predictor)));
        }

        (Vector<double> mode, Matrix<double> precision) = HazardPosterior.Mode(months, Groups, Math.Log(-Math.Log(1 - SwingWindows.Prior(SwingKind.Crackdown, 1))));
        Matrix<double> covariance = precision.Inverse();
        for (int k = 1; k <= HazardCovariates.Number; k++)
        {
            double sd = Math.Sqrt(covariance[k, k]);
            Assert.InRange(sd, 0.005, 0.05);
            Assert.Equal(truth[k], mode[k], 4 * sd);
        }

        // The level and the groups are told apart only by the prior; their sums are what was planted.
        for (int group = 0; group < Groups; group++)
            Assert.Equal(truth[0] + truth[7 + group], mode[0] + mode[7 + group], 0.25);
    }

    /// <summary>A constant of 15 months teaches nothing: the forecast is the integral over the prior.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void With_no_month_to_learn_from_the_forecast_is_the_priors(int support)
    {
        Cell ai = new("CN", "ai");
        Month first = Month.Of(2015, 1), origin = first + (ForecastPanel.FewestMonths - 1);
        ForecastPanel panel = ForecastSample.Panel(ForecastSample.Ledger(
            [.. ForecastSample.Rows(first, new int[15]), .. Enumerable.Range(0, support).Select(i => ForecastSample.Row($"s-{i}", origin.FirstDay, direction: Direction.Support))]), origin, ai);
        Assert.Empty(SwingWindows.Of(panel, SwingKind.Crackdown, 1));
        HazardFit fit = HazardFit.Of(panel, SwingKind.Crackdown);
        double[] x = HazardCovariates.Of(panel, SwingKind.Crackdown)[0][^HazardCovariates.Number..];
        ImmutableArray<double> within = fit.Within("CN/ai", x);

        // ln of the first month's hazard is normal: α, β·x and u are independent normals.
        double mean = Math.Log(1 / 64.0), sd = Math.Sqrt(1 + 0.25 + (0.25 * x.Sum(value => value * value)));
        (double expected, double spread) = Integral(mean, sd, hazard => 1 - Math.Exp(-hazard));
        Assert.Equal(expected, within[0], 4 * spread / Math.Sqrt(200));
        Assert.True(support == 0 || x[5] > 0.5);
    }

    [Fact]
    public void Within_is_one_less_the_product_of_the_months_that_it_does_not_come()
    {
        (ForecastPanel panel, HazardFit fit) = Learned();
        for (int cell = 0; cell < panel.Cells.Length; cell++)
        {
            CellPast past = panel.Cells[cell];
            double[] x = HazardCovariates.Of(panel, SwingKind.Crackdown)[cell][((past.Months - 1) * HazardCovariates.Number)..];
            string[] groups = ["CN/ai", "CN/fintech"];
            int group = Array.IndexOf(groups, $"CN/{past.Cell.Sector}");
            double[] expected = new double[24];
            foreach (double[] draw in fit.Coefficients)
            {
                double staysAway = 1;
                for (int h = 0; h < 24; h++)
                {
                    double predictor = draw[0] + draw[7 + group];
                    for (int k = 0; k < 6; k++)
                    {
                        double fading = (x[k] - fit.Units.Mean[k]) / fit.Units.Sd[k] * Math.Pow(fit.Units.Fading[k], h);
                        double clock = ((x[4] * Math.Exp(-h / 24.0)) - fit.Units.Mean[4]) / fit.Units.Sd[4];
                        predictor += draw[1 + k] * (k == 4 ? clock : fading);
                    }

                    staysAway *= Math.Exp(-Math.Exp(predictor));
                    expected[h] += (1 - staysAway) / fit.Coefficients.Length;
                }
            }

            ImmutableArray<double> within = fit.Within($"CN/{past.Cell.Sector}", x);
            for (int h = 0; h < 24; h++)
                Assert.Equal(expected[h], within[h], 1e-12);
        }
    }

    [Fact]
    public void Draws_have_the_mode_as_their_mean()
    {
        (_, HazardFit fit) = Learned();
        for (int k = 0; k < fit.Mode.Count; k++)
        {
            double[] drawn = [.. fit.Coefficients.Select(draw => draw[k])];
            double mean = drawn.Average(), sd = Math.Sqrt(drawn.Average(d => (d - mean) * (d - mean)));
            Assert.Equal(fit.Mode[k], mean, 4 * sd / Math.Sqrt(drawn.Length));
            Assert.InRange(sd, 0.05, 1.1);
        }
    }

    static (ForecastPanel Panel, HazardFit Fit) Learned()
    {
        int[] bursts = [.. Enumerable.Range(0, 120).Select(t => t % 30 == 20 ? 4 : 0)], later = [.. Enumerable.Range(0, 120).Select(t => t % 40 == 30 ? 5 : t % 7 == 0 ? 1 : 0)];
        Month first = Month.Of(2010, 1);
        ForecastPanel panel = ForecastSample.Panel(
            ForecastSample.Ledger([.. ForecastSample.Rows(first, bursts), .. ForecastSample.Rows(first, later, sector: "fintech")]), first + 119, new Cell("CN", "ai"), new Cell("CN", "fintech"));
        return (panel, HazardFit.Of(panel, SwingKind.Crackdown));
    }

    static double Predictor(double[] at, double[] x, int group)
    {
        double predictor = at[0] + at[1 + x.Length + group];
        for (int k = 0; k < x.Length; k++)
            predictor += at[1 + k] * x[k];
        return predictor;
    }

    static double LogPosterior(HazardRow[] rows, double[] at, double prior)
    {
        double sum = -0.5 * (at[0] - prior) * (at[0] - prior);
        for (int k = 1; k < at.Length; k++)
            sum -= 0.5 * at[k] * at[k] / 0.25;
        foreach (HazardRow row in rows)
        {
            double rate = Math.Exp(Predictor(at, row.X, row.Group));
            sum += row.Came ? Math.Log(1 - Math.Exp(-rate)) : -rate;
        }

        return sum;
    }

    /// <summary>Mean and standard deviation of a function of a log-normal number, by a fine sum.</summary>
    static (double Mean, double Sd) Integral(double mean, double sd, Func<double, double> f)
    {
        double weight = 0, sum = 0, square = 0;
        for (double z = -8; z <= 8; z += 0.001)
        {
            double w = Math.Exp(-0.5 * z * z), value = f(Math.Exp(mean + (sd * z)));
            (weight, sum, square) = (weight + w, sum + (w * value), square + (w * value * value));
        }

        return (sum / weight, Math.Sqrt((square / weight) - (sum / weight * (sum / weight))));
    }
}
