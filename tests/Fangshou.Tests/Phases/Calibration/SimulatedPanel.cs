using Fangshou.Numerics;
using Fangshou.Phases;

namespace Fangshou.Tests.Phases.Calibration;

/// <summary>Parameters drawn from the prior, and paths and counts drawn from them: written anew from the model's text, not with the sampler's code.</summary>
/// <param name="Pooled">The pooled parameters that were drawn.</param>
/// <param name="Own">Each cell's own ln rates and ln ratios.</param>
/// <param name="Paths">Each cell's phase by month.</param>
/// <param name="Signals">Each cell's counts.</param>
sealed record SimulatedPanel(PooledParameters Pooled, double[][] Own, int[][] Paths, CellSignal[] Signals)
{
    internal static SimulatedPanel Draw(PhasePriors priors, int cells, int months, ref RandomStream random)
    {
        PooledParameters pooled = DrawPooled(priors, ref random);
        double[][] own = new double[cells][];
        int[][] paths = new int[cells][];
        CellSignal[] signals = new CellSignal[cells];
        for (int c = 0; c < cells; c++)
        {
            own[c] = DrawOwn(pooled, priors.UsesEasing ? 4 : 2, ref random);
            paths[c] = DrawPath(pooled, priors, months, ref random);
            signals[c] = DrawSignal(pooled, own[c], paths[c], ref random);
        }

        return new SimulatedPanel(pooled, own, paths, signals);
    }

    static PooledParameters DrawPooled(PhasePriors priors, ref RandomStream random)
    {
        PooledParameters pooled = new(priors.Phases.Length);
        LogNormalPrior[] means = [priors.LaxTightening, priors.CrackdownRatio, priors.LaxLoosening, priors.EasingRatio];
        for (int i = 0; i < means.Length; i++)
        {
            pooled.Mean[i] = means[i].Mean + (means[i].Sd * random.Normal());
            pooled.Spread[i] = HalfNormal(priors.RateSpread, ref random);
        }

        pooled.EasingTightening = priors.EasingTighteningRatio.Mean + (priors.EasingTighteningRatio.Sd * random.Normal());
        pooled.CrackdownLoosening = priors.CrackdownLooseningRatio.Mean + (priors.CrackdownLooseningRatio.Sd * random.Normal());
        pooled.TightenSize = random.Gamma(priors.CountSize.Shape) / priors.CountSize.Rate;
        pooled.EaseSize = random.Gamma(priors.CountSize.Shape) / priors.CountSize.Rate;
        pooled.StaySpread = HalfNormal(priors.StaySpread, ref random);
        for (int k = 0; k < pooled.Phases; k++)
        {
            pooled.StayLogMean[k] = priors.MeanStay[k].Mean + (priors.MeanStay[k].Sd * random.Normal());
            pooled.SetNext(k, pooled.Phases == 2 ? 1 : random.Beta(priors.Following[k].Next, priors.Following[k].NextButOne));
        }

        return pooled;
    }

    static double HalfNormal(double scale, ref RandomStream random)
    {
        while (true)
        {
            double x = scale * Math.Abs(random.Normal());
            if (x >= 1e-3)
                return x;
        }
    }

    /// <summary>Normals around the pooled means; the crackdown ratio above its least and the easing ratio above 0, by inversion of the tail.</summary>
    static double[] DrawOwn(PooledParameters pooled, double least, ref RandomStream random)
    {
        double[] own = new double[PooledParameters.OwnRates];
        for (int i = 0; i < own.Length; i++)
        {
            double lowest = i switch { PooledParameters.Ratio => Math.Log(least), PooledParameters.LooseningRatio => 0, _ => double.NegativeInfinity };
            double beyond = (lowest - pooled.Mean[i]) / pooled.Spread[i];

            // Far out the tail is exponential to a part in a thousand, and its mass too small to invert.
            own[i] = beyond > 30
                ? lowest - (pooled.Spread[i] / beyond * Math.Log(random.Uniform()))
                : pooled.Mean[i] - (pooled.Spread[i] * MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, MathNet.Numerics.Distributions.Normal.CDF(0, 1, -beyond) * random.Uniform()));
        }

        return own;
    }

    /// <summary>The first stay in equilibrium, the following ones whole, the last cut off by the end of the series.</summary>
    static int[] DrawPath(PooledParameters pooled, PhasePriors priors, int months, ref RandomStream random)
    {
        int phases = pooled.Phases;
        double[][] stays = [.. Enumerable.Range(0, phases).Select(_ => Array.Empty<double>())];
        for (int k = 0; k < phases; k++)
            stays[k] = StayMass(Math.Exp(pooled.StayLogMean[k] + (pooled.StaySpread * random.Normal())), priors.StaySize[k], priors);

        // How often each phase is entered in the long run, by walking the moves.
        double[] visits = [.. Enumerable.Repeat(1.0 / phases, phases)];
        for (int round = 0; round < 500; round++)
        {
            double[] after = [.. visits.Select(v => v / 2)];
            for (int k = 0; k < phases; k++)
            {
                after[(k + 1) % phases] += visits[k] / 2 * pooled.Next[k];
                after[(k + 2) % phases] += visits[k] / 2 * (1 - pooled.Next[k]);
            }

            visits = after;
        }

        int phase = random.Index([.. visits.Select((v, k) => v * stays[k].Select((p, i) => p * (i + 1)).Sum())]);
        int left = 1 + random.Index([.. stays[phase].Select((_, i) => stays[phase][i..].Sum())]);
        int[] path = new int[months];
        for (int t = 0; t < months; t++)
        {
            if (left == 0)
            {
                phase = (phase + (phases == 2 || random.Uniform() < pooled.Next[phase] ? 1 : 2)) % phases;
                left = 1 + random.Index(stays[phase]);
            }

            path[t] = phase;
            left--;
        }

        return path;
    }

    /// <summary>P(d months), d = 1…D: the shortest stay plus a negative binomial, cut off at D.</summary>
    internal static double[] StayMass(double mean, double size, PhasePriors priors)
    {
        double beyond = Math.Max(0.5, mean - priors.ShortestStay);
        double[] mass = new double[priors.LongestStay];
        for (int n = 0; n + priors.ShortestStay <= mass.Length; n++)
            mass[n + priors.ShortestStay - 1] = Math.Exp(
                MathNet.Numerics.SpecialFunctions.GammaLn(size + n) - MathNet.Numerics.SpecialFunctions.GammaLn(size) - MathNet.Numerics.SpecialFunctions.FactorialLn(n)
                + (size * Math.Log(size / (size + beyond))) + (n * Math.Log(beyond / (size + beyond))));
        double total = mass.Sum();
        return [.. mass.Select(p => p / total)];
    }

    static CellSignal DrawSignal(PooledParameters pooled, double[] own, int[] path, ref RandomStream random)
    {
        (int, double)[] tighten = new (int, double)[path.Length], ease = new (int, double)[path.Length];
        for (int t = 0; t < path.Length; t++)
        {
            // Three densities of coverage, a third of the time each.
            double coverage = (t * 3 / path.Length - 1) * 0.3;
            double logTighten = own[PooledParameters.Base] + (path[t] switch { 1 => own[PooledParameters.Ratio], 2 => pooled.EasingTightening, _ => 0 });
            double logEase = own[PooledParameters.Loosening] + (path[t] switch { 1 => pooled.CrackdownLoosening, 2 => own[PooledParameters.LooseningRatio], _ => 0 });
            tighten[t] = (random.NegativeBinomial(Math.Exp(logTighten + coverage), pooled.TightenSize), coverage);
            ease[t] = (random.NegativeBinomial(Math.Exp(logEase + coverage), pooled.EaseSize), coverage);
        }

        return new CellSignal(CountClasses.Of(tighten), CountClasses.Of(ease));
    }
}
