using System.Collections.Immutable;
using MathNet.Numerics;

namespace Fangshou.Forecasts;

/// <summary>The distribution of a count.</summary>
/// <param name="Mass">P(n), n = 0…N; the last stands for N or more. Sums to 1.</param>
public sealed record CountLaw(ImmutableArray<double> Mass)
{
    /// <summary>N: the largest count told apart.</summary>
    public const int Largest = 120;

    /// <summary>A negative binomial.</summary>
    /// <param name="mean">Mean, at least 0.</param>
    /// <param name="dispersion">Variance over mean, above 1; the Poisson law is its limit at 1.</param>
    internal static CountLaw NegativeBinomial(double mean, double dispersion)
    {
        double[] mass = new double[Largest + 1];
        if (mean <= 0)
        {
            mass[0] = 1;
            return new CountLaw([.. mass]);
        }

        double size = mean / (dispersion - 1), p = 1 / dispersion, rest = 1;
        for (int n = 0; n < Largest; n++)
        {
            mass[n] = Math.Exp(SpecialFunctions.GammaLn(size + n) - SpecialFunctions.GammaLn(size) - SpecialFunctions.GammaLn(n + 1.0) + (size * Math.Log(p)) + (n * Math.Log(1 - p)));
            rest -= mass[n];
        }

        mass[Largest] = Math.Max(0, rest);
        return new CountLaw([.. mass]);
    }

    /// <summary>From how often each count came; a little mass is spread so that nothing is impossible.</summary>
    /// <param name="counts">Draws.</param>
    internal static CountLaw Empirical(ReadOnlySpan<int> counts)
    {
        const double Spread = 0.5;
        double[] mass = new double[Largest + 1];
        foreach (int count in counts)
            mass[Math.Min(count, Largest)]++;
        // Half a draw, spread evenly up to a little beyond the largest one.
        int top = Array.FindLastIndex(mass, m => m > 0) + 2;
        for (int n = 0; n <= Math.Min(top, Largest); n++)
            mass[n] += Spread / (top + 1);
        double total = mass.Sum();
        return new CountLaw([.. mass.Select(m => m / total)]);
    }

    /// <summary>The law of how many are left when each is kept with a probability, independently.</summary>
    /// <param name="share">0…1.</param>
    /// <remarks>O(N²).</remarks>
    public CountLaw Thinned(double share)
    {
        if (share >= 1)
            return this;
        double[] kept = new double[Mass.Length];
        // The binomial by its recursion from the likelier end, whose term cannot vanish.
        bool fromNone = share <= 0.5;
        double rarer = fromNone ? share : 1 - share, odds = rarer / (1 - rarer);
        for (int n = 0; n < Mass.Length; n++)
        {
            double term = Math.Pow(1 - rarer, n) * Mass[n];
            for (int k = 0; k <= n; k++)
            {
                kept[fromNone ? k : n - k] += term;
                term *= odds * (n - k) / (k + 1);
            }
        }

        return new CountLaw([.. kept]);
    }

    /// <summary>P(n); of <see cref="Largest"/>, P(that many or more).</summary>
    internal double Of(int n) => n < Mass.Length ? Mass[n] : 0;

    /// <summary>The law to six decimals, without the zeros at its end: what is kept of a forecast.</summary>
    internal CountLaw Rounded()
    {
        double[] rounded = [.. Mass.Select(m => Math.Round(m, 6))];
        int top = Math.Max(0, Array.FindLastIndex(rounded, m => m > 0));
        // What rounding took or gave stays where most of the mass is.
        int most = rounded.IndexOf(rounded.Max());
        rounded[most] = Math.Round(rounded[most] + 1 - rounded.Sum(), 6);
        return new CountLaw([.. rounded[..(top + 1)]]);
    }

    /// <summary>Mean.</summary>
    public double Mean => Mass.Select((m, n) => m * n).Sum();

    /// <summary>The least count with at least so much mass up to it.</summary>
    /// <param name="p">0…1.</param>
    public int Quantile(double p)
    {
        double sum = 0;
        for (int n = 0; n < Mass.Length; n++)
            if ((sum += Mass[n]) >= p)
                return n;
        return Mass.Length - 1;
    }

    /// <summary>A mixture of laws.</summary>
    internal static CountLaw Mixture(ReadOnlySpan<double> weights, ImmutableArray<CountLaw> laws)
    {
        double[] mass = new double[Largest + 1];
        for (int i = 0; i < laws.Length; i++)
            for (int n = 0; n < mass.Length; n++)
                mass[n] += weights[i] * laws[i].Of(n);
        return new CountLaw([.. mass]);
    }
}
