using CsCheck;
using Fangshou.Ledger;
using Fangshou.Numerics;
using Fangshou.Phases;
using Fangshou.Signals;
using MathNet.Numerics;

namespace Fangshou.Tests.Phases.Laws;

public class PhaseFitLaws
{
    const int Months = 90;

    static readonly FitOptions Short = new() { Seed = 7, Chains = 4, WarmUp = 20, Kept = 40, Thinning = 2, LargestRHat = double.PositiveInfinity, SmallestEffectiveSampleSize = 0 };

    // Lax, a burst of tightening, then easing: enough for paths and parameters that move.
    static SignalSeries Planted(string sector, int shift)
    {
        SignalMonth[] months =
        [
            .. Enumerable.Range(0, Months).Select(t =>
            {
                int phase = (t + shift) % Months / 30, tighten = phase == 1 ? 2 + (t % 3) : t % 7 == 0 ? 1 : 0, ease = phase == 2 && t % 2 == 0 ? 1 : 0;
                return new SignalMonth(Month.Of(2016, 1) + t, tighten, 0, tighten, ease, 0, 0, 0, 0, 0, 0, Standing: false, t < 48 ? -0.2 : 0.1, Provisional: false);
            }),
        ];
        return new SignalSeries
        {
            Cell = new Cell("CN", sector),
            Lane = Lane.General,
            AsOf = new AsOf(new DateOnly(2023, 7, 1)),
            DataVersion = "planted",
            Months = [.. months],
            Events = [],
        };
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_number_of_threads_changes_no_draw_and_no_phase(int threads)
    {
        (PhasePanel panel, PhaseFit fit) = Run(1);
        (PhasePanel otherPanel, PhaseFit otherFit) = Run(threads);

        foreach (string parameter in new[] { "mean ln lax tightening", "tightening size", "stay spread", "ln mean stay crackdown", "next after easing" })
        {
            double[] draws = panel.Draws(parameter);
            Assert.True(draws.Distinct().Count() > draws.Length / 2);
            Assert.Equal(draws, otherPanel.Draws(parameter));
        }

        Assert.Equal(fit.Path.Filtered, otherFit.Path.Filtered);
        Assert.Equal(fit.Path.Smoothed, otherFit.Path.Smoothed);
        Assert.Equal(fit.Path.Dwells, otherFit.Path.Dwells);
        Assert.Equal(fit.Path.Diagnostics, otherFit.Path.Diagnostics);
        Assert.Equal(fit.Path.Spells.Select(s => s.ToString()), otherFit.Path.Spells.Select(s => s.ToString()));

        static (PhasePanel, PhaseFit) Run(int threads)
        {
            PhasePanel panel = PhasePanel.Fit([Planted("search", 0), Planted("gaming", 17)], PhasePriors.General, Short with { Threads = threads });
            return (panel, PhaseFit.Run(Planted("search", 0), panel));
        }
    }

    static readonly Gen<(PhasePriors Priors, PooledParameters Pooled, CellChain Cell)> Drawn = Gen.Select(
        Gen.Int[6, 200], Gen.UInt, Gen.Double[0.5, 8], (months, seed, size) =>
        {
            PhasePriors priors = PhasePriors.General with { StaySize = [size, 4, 2], LongestStay = 120, ShortestStay = 6 };
            RandomStream random = new(seed, 0, 0, 0);
            PooledParameters pooled = PooledStep.Begin(priors, ref random);
            (int, double)[] tighten = [.. Enumerable.Range(0, months).Select(t => (random.Poisson(t % 60 < 20 ? 3 : 0.4), t < 70 ? -0.3 : 0.2))];
            (int, double)[] ease = [.. tighten.Select(m => (random.Poisson(0.3), m.Item2))];
            CellChain cell = new(new CellSignal(CountClasses.Of(tighten), CountClasses.Of(ease)), priors);
            cell.Begin(pooled);
            cell.DrawPath(pooled, ref random);
            return (priors, pooled, cell);
        });

    /// <summary>The rates of a wide cell are those of one sector, so its counts speak as a narrow cell's with its rates multiplied by the breadth.</summary>
    [Fact]
    public void A_wide_cell_is_a_narrow_one_at_a_higher_rate() => Gen.Select(Gen.UInt, Gen.Double[-2.5, 2.5]).Sample((seed, logBreadth) =>
    {
        RandomStream random = new(seed, 0, 0, 1);
        PooledParameters pooled = PooledStep.Begin(PhasePriors.General, ref random);
        CellChain wide = new(new CellSignal(Planted("ai", 0) with { LogBreadth = logBreadth }), PhasePriors.General), narrow = new(new CellSignal(Planted("ai", 0)), PhasePriors.General);
        wide.Begin(pooled);
        narrow.Begin(pooled);
        narrow.Own[PooledParameters.Base] += logBreadth;
        narrow.Own[PooledParameters.Loosening] += logBreadth;
        Assert.Equal(narrow.Filter(pooled), wide.Filter(pooled), 1e-9);
        Assert.Equal(narrow.Filtered.ToArray(), wide.Filtered.ToArray(), (a, b) => Math.Abs(a - b) < 1e-9);
    });

    [Fact]
    public void No_drawn_crackdown_is_below_the_least_ratio_of_its_lane()
    {
        foreach (PhasePriors priors in (PhasePriors[])[PhasePriors.General, PhasePriors.Content])
        {
            RandomStream random = new(3, 0, 0, 2);
            PooledParameters pooled = PooledStep.Begin(priors, ref random);

            // Eight months say nothing of a crackdown: its ratio roams over all that the prior allows.
            SignalSeries series = Planted("ai", 0);
            CellChain cell = new(new CellSignal(series with { Months = series.Months[..8] }), priors);
            cell.Begin(pooled);
            double least = double.PositiveInfinity;
            for (uint sweep = 0; sweep < 400; sweep++)
            {
                PhasePanel.Sweep(pooled, [cell], priors, 5, 0, sweep);
                least = Math.Min(least, Math.Exp(cell.Own[PooledParameters.Ratio]));
            }

            Assert.InRange(least, priors.LeastCrackdownRatio, 1.2 * priors.LeastCrackdownRatio);
        }
    }

    [Fact]
    public void The_likelihood_of_stays_equals_the_sum_over_the_stays_of_the_path() =>
        Gen.Select(Drawn, Gen.Int[0, 2], Gen.Double[1.5, 5.5]).Sample((d, phase, logMean) =>
        {
            double[] meanBefore = [.. d.Cell.MeanStay];
            double actual = d.Cell.LogLikelihoodOfStays(d.Pooled, phase, logMean);
            double[] mass = StayMass(Math.Exp(logMean), d.Priors.StaySize[phase], d.Priors);
            meanBefore[phase] = mass.Select((p, i) => (i + 1) * p).Sum();

            Assert.Equal(meanBefore[phase], d.Cell.MeanStay[phase], 1e-11 * meanBefore[phase]);
            double expected = Lengths(d.Cell.Path, phase, mass) - Math.Log(meanBefore.Select((m, k) => m * d.Pooled.Visits[k]).Sum());
            Assert.Equal(expected, actual, 1e-10 * (1 + Math.Abs(expected)));
        });

    [Fact]
    public void The_likelihood_of_all_stays_counts_the_start_once() =>
        Gen.Select(Drawn, Gen.Double[0.01, 1]).Sample((d, spread) =>
        {
            double cycle = 0, expected = 0;
            for (int k = 0; k < 3; k++)
            {
                d.Cell.StayEffect[k] = 0.7 - k;
                double[] mass = StayMass(Math.Exp(d.Pooled.StayLogMean[k] + (spread * d.Cell.StayEffect[k])), d.Priors.StaySize[k], d.Priors);
                cycle += d.Pooled.Visits[k] * mass.Select((p, i) => (i + 1) * p).Sum();
                expected += Lengths(d.Cell.Path, k, mass);
            }

            expected -= Math.Log(cycle);
            Assert.Equal(expected, d.Cell.LogLikelihoodOfStays(d.Pooled, spread), 1e-10 * (1 + Math.Abs(expected)));
        });

    [Fact]
    public void Likelihoods_of_rate_and_size_differ_from_the_sum_over_months_by_a_constant() =>
        Gen.Select(Drawn, Gen.Bool, Gen.Double[-2, 2], Gen.Double[0.2, 9]).Sample((d, easing, logRate, size) =>
        {
            int own = easing ? PooledParameters.Loosening : PooledParameters.Base;
            double[] actual = new double[2], expected = new double[2];
            for (int i = 0; i < 2; i++)
            {
                d.Cell.Own[own] = i == 0 ? 0.1 : logRate;
                if (easing)
                    d.Pooled.EaseSize = i == 0 ? 3 : size;
                else
                    d.Pooled.TightenSize = i == 0 ? 3 : size;
                expected[i] = Counts(d.Cell, d.Pooled, easing);
                actual[i] = d.Cell.LogLikelihoodOfSize(d.Pooled, easing, i == 0 ? 3 : size) + RateTerm(d.Cell, d.Pooled, easing);
            }

            Assert.Equal(expected[1] - expected[0], actual[1] - actual[0], 1e-9 * (1 + Math.Abs(expected[0])));

            // With the size held, the likelihood of the rate alone says the same.
            double before = d.Cell.LogLikelihoodOfOwn(d.Pooled, own);
            d.Cell.Own[own] = 0.1;
            double change = expected[1] - Counts(d.Cell, d.Pooled, easing);
            Assert.Equal(change, before - d.Cell.LogLikelihoodOfOwn(d.Pooled, own), 1e-9 * (1 + Math.Abs(expected[0])));
        });

    static double Counts(CellChain cell, PooledParameters pooled, bool easing)
    {
        CountClasses classes = easing ? cell.Signal.Ease : cell.Signal.Tighten;
        double size = easing ? pooled.EaseSize : pooled.TightenSize, sum = 0;
        for (int t = 0; t < cell.Path.Length; t++)
        {
            int i = classes.OfMonth[t], y = classes.Count[i];
            double mean = Math.Exp(cell.LogRate(pooled, easing, cell.Path[t]) + classes.LogExposure[classes.Group[i]]);
            sum += SpecialFunctions.GammaLn(size + y) - SpecialFunctions.GammaLn(size) - SpecialFunctions.GammaLn(y + 1)
                + (size * Math.Log(size / (size + mean))) + (y * Math.Log(mean / (size + mean)));
        }

        return sum;
    }

    /// <summary>Σ events · ln rate, which the likelihood of the size leaves out.</summary>
    static double RateTerm(CellChain cell, PooledParameters pooled, bool easing)
    {
        CountClasses classes = easing ? cell.Signal.Ease : cell.Signal.Tighten;
        return cell.Path.Select((k, t) => classes.Count[classes.OfMonth[t]] * cell.LogRate(pooled, easing, k)).Sum();
    }

    static double[] StayMass(double mean, double size, PhasePriors priors)
    {
        double beyond = Math.Max(0.5, mean - priors.ShortestStay);
        double[] mass = new double[priors.LongestStay];
        for (int n = 0; n + priors.ShortestStay <= mass.Length; n++)
            mass[n + priors.ShortestStay - 1] = Math.Exp(
                SpecialFunctions.GammaLn(size + n) - SpecialFunctions.GammaLn(size) - SpecialFunctions.GammaLn(n + 1)
                + (size * Math.Log(size / (size + beyond))) + (n * Math.Log(beyond / (beyond + size))));
        double total = mass.Sum();
        return [.. mass.Select(p => p / total)];
    }

    static double Lengths(int[] path, int phase, double[] mass)
    {
        double sum = 0;
        for (int begin = 0, end; begin < path.Length; begin = end)
        {
            end = begin;
            while (end < path.Length && path[end] == path[begin])
                end++;
            if (path[begin] != phase)
                continue;
            bool first = begin == 0, last = end == path.Length;
            int length = end - begin;
            double share = 0;
            for (int d = length; d <= mass.Length; d++)
                share += !first && !last ? (d == length ? mass[d - 1] : 0) : first && last ? mass[d - 1] * (d - length + 1) : mass[d - 1];
            sum += Math.Log(share);
        }

        return sum;
    }
}
