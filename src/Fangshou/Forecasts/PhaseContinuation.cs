using Fangshou.Numerics;
using Fangshou.Phases;

namespace Fangshou.Forecasts;

/// <summary>Draws months after a path's end.</summary>
/// <param name="chain">The cell, with a path.</param>
/// <param name="priors">Its lane's priors.</param>
/// <param name="logExposure">ln of coverage times breadth in the months to come.</param>
sealed class PhaseContinuation(CellChain chain, PhasePriors priors, double logExposure)
{
    readonly int phases = priors.Phases.Length;
    readonly double[] stays = new double[priors.Phases.Length * priors.LongestStay];
    readonly double[] transition = new double[priors.Phases.Length * priors.Phases.Length], tighten = new double[priors.Phases.Length], ease = new double[priors.Phases.Length];
    double tightenSize, easeSize;

    /// <summary>Takes on the parameters of a draw.</summary>
    internal void Set(PooledParameters pooled)
    {
        (tightenSize, easeSize) = (pooled.TightenSize, pooled.EaseSize);
        pooled.FillTransition(transition);
        for (int k = 0; k < phases; k++)
        {
            chain.FillStay(pooled, k, stays.AsSpan(k * priors.LongestStay, priors.LongestStay));
            tighten[k] = Math.Exp(chain.LogRate(pooled, easing: false, k) + logExposure);
            ease[k] = Math.Exp(chain.LogRate(pooled, easing: true, k) + logExposure);
        }
    }

    /// <summary>Draws the months after the chain's path.</summary>
    internal void Draw(ref RandomStream random, Span<int> restrictive, Span<int> easing)
    {
        int phase = chain.Path[^1], lasted = 1;
        while (lasted < chain.Path.Length && chain.Path[^(lasted + 1)] == phase)
            lasted++;
        int left = Length(ref random, phase, lasted) - lasted;
        for (int h = 0; h < restrictive.Length; h++)
        {
            if (left == 0)
            {
                phase = random.Index(transition.AsSpan(phase * phases, phases));
                left = Length(ref random, phase, 0);
            }

            left--;
            restrictive[h] = random.NegativeBinomial(tighten[phase], tightenSize);
            easing[h] = random.NegativeBinomial(ease[phase], easeSize);
        }
    }

    /// <summary>The whole length of a stay that has lasted some months; the longest, when it has lasted that long.</summary>
    int Length(ref RandomStream random, int phase, int lasted)
    {
        ReadOnlySpan<double> stay = stays.AsSpan(phase * priors.LongestStay, priors.LongestStay);
        if (lasted >= stay.Length)
            return lasted + 1;
        double rest = 0;
        foreach (double p in stay[Math.Max(lasted - 1, 0)..])
            rest += p;
        double u = random.Uniform() * rest;
        for (int d = Math.Max(lasted, 1); d <= stay.Length; d++)
            if ((u -= stay[d - 1]) <= 0)
                return d;
        return Math.Max(lasted, stay.Length);
    }
}
