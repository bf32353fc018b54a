using System.Collections.Immutable;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Numerics;
using Fangshou.Phases;
using Fangshou.Signals;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Fangshou.Tests.Forecasts.Oracles;

/// <summary>The phases' months to come, against the laws of the model and against a plain simulation of the same one.</summary>
public class PhaseContinuationOracle
{
    const int Draws = 4_000, Longest = 240;

    static readonly PhasePriors priors = PhasePriors.General;

    /// <summary>A stay that has lasted d months goes on as its law says, given that it is at least so long; then the transition's row decides.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 20)]
    [InlineData(1, 3)]
    [InlineData(1, 15)]
    [InlineData(2, 8)]
    public void Stays_go_on_by_their_law_and_moves_follow_their_row(int phase, int lasted)
    {
        PooledParameters pooled = Pooled();
        CellChain chain = Chain(loud: true);
        Array.Fill(chain.Path, (phase + 1) % 3);
        chain.Path.AsSpan(chain.Path.Length - lasted).Fill(phase);
        PhaseContinuation onward = new(chain, priors, 0);
        onward.Set(pooled);

        double[] stay = new double[Longest], next = new double[Longest], transition = new double[9];
        chain.FillStay(pooled, phase, stay);
        pooled.FillTransition(transition);
        int[] lengths = new int[Longest + 1], moves = new int[3], following = new int[Longest + 1];
        int[] tighten = new int[2 * Longest], ease = new int[2 * Longest];
        for (int draw = 0; draw < Draws; draw++)
        {
            RandomStream random = new(9, (uint)draw, (uint)phase, (uint)lasted);
            onward.Draw(ref random, tighten, ease);
            int left = 0;
            while (left < tighten.Length && Phase(left) == phase)
                left++;
            lengths[Math.Min(lasted + left, Longest)]++;
            int to = Phase(left), end = left;
            moves[to]++;
            while (end < tighten.Length && Phase(end) == to)
                end++;
            if (to == (phase + 1) % 3 && end < tighten.Length)
                following[end - left]++;
        }

        double rest = stay[(lasted - 1)..].Sum();
        AssertLaw(lengths[lasted..], [.. stay[(lasted - 1)..].Select(p => p / rest)]);
        AssertLaw(moves, transition[(3 * phase)..(3 * (phase + 1))]);
        chain.FillStay(pooled, (phase + 1) % 3, next);
        AssertLaw(following[1..], next);

        int Phase(int t) => tighten[t] > 15 ? 1 : ease[t] > 15 ? 2 : 0;
    }

    [Fact]
    public void Counts_are_negative_binomial_around_the_rate_times_the_exposure()
    {
        PooledParameters pooled = Pooled();
        (pooled.TightenSize, pooled.EaseSize) = (2, 0.7);
        CellChain chain = Chain(loud: false);
        PhaseContinuation onward = new(chain, priors, Math.Log(1.5));
        onward.Set(pooled);
        // One month into a stay of six or more: the next five months are in its phase.
        double[] rates = [1.5 * 0.5, 1.5 * 0.5 * 8, 1.5 * 0.5 * 1.2], loosening = [1.5 * 0.3, 1.5 * 0.3 * 1.1, 1.5 * 0.3 * 5];
        for (int phase = 0; phase < 3; phase++)
        {
            Array.Fill(chain.Path, (phase + 1) % 3);
            chain.Path[^1] = phase;
            int[] restrictive = new int[5], easing = new int[5];
            List<int> tighten = [], ease = [];
            for (int draw = 0; draw < Draws; draw++)
            {
                RandomStream random = new(10, (uint)draw, (uint)phase, 0);
                onward.Draw(ref random, restrictive, easing);
                tighten.AddRange(restrictive);
                ease.AddRange(easing);
            }

            AssertCounts(tighten, rates[phase], 2);
            AssertCounts(ease, loosening[phase], 0.7);
        }

        static void AssertCounts(List<int> counts, double mean, double size) => AssertLaw(
            [.. Enumerable.Range(0, 60).Select(n => counts.Count(c => c == n))],
            [.. Enumerable.Range(0, 60).Select(n => Math.Exp(LogMass(n, mean, size)))]);
    }

    /// <summary>
    /// The probability of a crackdown within h months in a cell that was quiet, from two draws of the parameters: filtered month by month over (phase, months in it) by the
    /// model's definition, then simulated forward and coded as a whole series.
    /// </summary>
    [Fact]
    public void The_forecast_agrees_with_a_plain_simulation_of_the_same_model()
    {
        RandomStream planting = new(3, 0, 0, 0);
        int[] acts = [.. Enumerable.Range(0, 150).Select(t => t is >= 40 and < 58 ? 1 + planting.Poisson(2) : planting.Poisson(0.25))];
        int[] eased = [.. Enumerable.Range(0, 150).Select(t => t is >= 58 and < 75 ? planting.Poisson(0.8) : planting.Poisson(0.05))];
        Month first = Month.Of(2005, 1);
        Cell ai = new("CN", "ai");
        ForecastPanel panel = ForecastSample.Panel(ForecastSample.Ledger(ForecastSample.Rows(first, acts, eased)), first + 149, ai);
        CellPast cell = panel.Cells[0];
        Assert.Equal(SwingKind.Crackdown, cell.Next);
        FitOptions options = new() { Chains = 2, WarmUp = 100, Kept = 20, Thinning = 1, LargestRHat = double.PositiveInfinity, SmallestEffectiveSampleSize = 0, Threads = 1 };
        PhasePanel shared = PhasePanel.Fit([cell.Signals], priors, options, null, TestContext.Current.CancellationToken);
        PhaseFit fit = PhaseFit.Run(cell.Signals, shared, TestContext.Current.CancellationToken);
        Assert.Equal(2, fit.ExplainedDraws);

        const int Paths = 10_000;
        Outlook said = new LearnedPhases(5, shared, new() { [ai] = fit }) { PathsPerDraw = Paths }.Forecast(panel, cell);
        double[] one = Simulate(fit, 0, cell, Paths), two = Simulate(fit, 1, cell, Paths);
        for (int h = 1; h <= 24; h++)
        {
            double all = 2 * Paths, share = ((said.Within[h - 1] * (all + 2)) - (2 * SwingWindows.Prior(SwingKind.Crackdown, h))) / all, simulated = (one[h - 1] + two[h - 1]) / 2;
            Assert.Equal(simulated, share, 4 * Math.Sqrt(2 * Math.Max(simulated, 1e-3) / all));
        }

        // Neither never nor always, or there is nothing to compare.
        Assert.InRange(said.Within[23], 0.1, 0.9);
    }

    static double[] Simulate(PhaseFit fit, int draw, CellPast cell, int paths)
    {
        PooledParameters pooled = new(3);
        CellChain chain = new(new CellSignal(cell.Signals), priors);
        fit.Load(draw, pooled, chain);
        double[][] stay = [.. Enumerable.Range(0, 3).Select(k =>
        {
            double[] p = new double[Longest];
            chain.FillStay(pooled, k, p);
            return p;
        })];
        double AtLeast(int k, int d) => d > Longest ? 0 : stay[k][(d - 1)..].Sum();
        double[][] atLeast = [.. Enumerable.Range(0, 3).Select(k => Enumerable.Range(0, Longest + 2).Select(d => d == 0 ? 1 : AtLeast(k, d)).ToArray())];
        double[] transition = new double[9], means = [.. stay.Select(p => p.Select((m, d) => m * (d + 1)).Sum())];
        pooled.FillTransition(transition);

        // weight[k][e]: P(months so far, in phase k for e months); a first stay was under way before it was seen, so its months are kept apart.
        int months = cell.Months;
        double[,] weight = new double[3, months + 1];
        double cycle = Enumerable.Range(0, 3).Sum(k => pooled.Visits[k] * means[k]);
        for (int t = 0; t < months; t++)
        {
            double[,] next = new double[3, months + 1];
            for (int k = 0; k < 3; k++)
            {
                if (t == 0)
                {
                    next[k, 1] = pooled.Visits[k] * means[k] / cycle;
                    continue;
                }

                for (int e = 1; e <= t; e++)
                {
                    // The first stay ends in equilibrium: P(at least e) over its sum from e on.
                    double ends = e == t ? atLeast[k][Math.Min(e, Longest + 1)] / Math.Max(1e-300, atLeast[k].Skip(e).Sum()) : stay[k][e - 1] / Math.Max(1e-300, atLeast[k][e]);
                    next[k, e + 1] += weight[k, e] * (1 - ends);
                    for (int to = 0; to < 3; to++)
                        next[to, 1] += weight[k, e] * ends * transition[(3 * k) + to];
                }
            }

            double scale = 0;
            for (int k = 0; k < 3; k++)
            {
                double exposure = cell.Signals.Months[t].LogCoverage + cell.Signals.LogBreadth;
                double emission = Math.Exp(LogMass(cell.Restrictive[t], Math.Exp(chain.LogRate(pooled, easing: false, k) + exposure), pooled.TightenSize)
                    + LogMass(cell.Ease[t], Math.Exp(chain.LogRate(pooled, easing: true, k) + exposure), pooled.EaseSize));
                for (int e = 1; e <= t + 1; e++)
                    scale += next[k, e] *= emission;
            }

            for (int k = 0; k < 3; k++)
                for (int e = 1; e <= t + 1; e++)
                    next[k, e] /= scale;
            weight = next;
        }

        double onward = cell.Signals.LogBreadth + cell.Signals.Months.TakeLast(12).Average(m => m.LogCoverage);
        double[] flat = [.. weight.Cast<double>()], within = new double[24];
        for (int path = 0; path < paths; path++)
        {
            RandomStream random = new(77, (uint)path, (uint)draw, 2);
            int at = random.Index(flat), phase = at / (months + 1), lasted = at % (months + 1);
            int[] acts = new int[24], easing = new int[24];
            for (int h = 0; h < 24; h++)
            {
                if (random.Uniform() < stay[phase][lasted - 1] / atLeast[phase][lasted])
                    (phase, lasted) = (random.Index(transition.AsSpan(3 * phase, 3)), 0);
                lasted++;
                acts[h] = random.NegativeBinomial(Math.Exp(chain.LogRate(pooled, easing: false, phase) + onward), pooled.TightenSize);
                easing[h] = random.NegativeBinomial(Math.Exp(chain.LogRate(pooled, easing: true, phase) + onward), pooled.EaseSize);
            }

            int turn = Array.IndexOf(SwingRule.Code([.. cell.Restrictive, .. acts], [.. cell.Ease, .. easing]), true, months);
            for (int h = turn < 0 ? 24 : turn - months; h < 24; h++)
                within[h] += 1.0 / paths;
        }

        return within;
    }

    static double LogMass(int n, double mean, double size) =>
        SpecialFunctions.GammaLn(size + n) - SpecialFunctions.GammaLn(size) - SpecialFunctions.GammaLn(n + 1.0) + (size * Math.Log(size / (size + mean))) + (n * Math.Log(mean / (size + mean)));

    /// <summary>Chi-square over cells of at least five expected.</summary>
    static void AssertLaw(int[] counts, double[] law)
    {
        double total = counts.Sum(), statistic = 0, expected = 0, seen = 0;
        int cells = 0;
        Assert.True(total > 200);
        for (int i = 0; i < law.Length; i++)
        {
            expected += total * law[i];
            seen += counts[i];
            if (expected < 5 && i < law.Length - 1)
                continue;
            if (expected > 0)
            {
                statistic += (seen - expected) * (seen - expected) / expected;
                cells++;
            }

            Assert.True(expected > 0 || seen == 0, $"{i}");
            (expected, seen) = (0, 0);
        }

        Assert.True(ChiSquared.CDF(Math.Max(1, cells - 1), statistic) < 0.9999, $"{statistic} over {cells}");
    }

    static PooledParameters Pooled()
    {
        PooledParameters pooled = new(3) { EasingTightening = Math.Log(1.2), CrackdownLoosening = Math.Log(1.1), TightenSize = 50, EaseSize = 50, StaySpread = 0 };
        double[] stays = [30, 14, 10], next = [0.8, 0.7, 0.6];
        for (int k = 0; k < 3; k++)
        {
            pooled.StayLogMean[k] = Math.Log(stays[k]);
            pooled.SetNext(k, next[k]);
        }

        return pooled;
    }

    /// <summary>A cell whose phases can be told from any one month when it is loud: none, or around a hundred, of either kind.</summary>
    static CellChain Chain(bool loud)
    {
        ImmutableArray<SignalMonth> months = ForecastSample.Past(new int[40], new int[40]).Signals.Months;
        CellChain chain = new(new CellSignal(new SignalSeries { Cell = new Cell("CN", "ai"), Lane = Lane.General, AsOf = AsOf.Latest, DataVersion = "", Months = months, Events = [] }), priors);
        (chain.Own[PooledParameters.Base], chain.Own[PooledParameters.Ratio]) = loud ? (Math.Log(0.02), Math.Log(5_000)) : (Math.Log(0.5), Math.Log(8));
        (chain.Own[PooledParameters.Loosening], chain.Own[PooledParameters.LooseningRatio]) = loud ? (Math.Log(0.02), Math.Log(5_000)) : (Math.Log(0.3), Math.Log(5));
        return chain;
    }
}
