namespace Fangshou.Tests.Phases;

/// <summary>Series drawn from a known truth by numbers that depend on the position alone.</summary>
static class Planted
{
    internal static int[] Chain(double[] start, double[] transition, double[] rates, int length)
    {
        int[] counts = new int[length];
        int k = rates.Length, state = 0;
        for (int t = 0; t < length; t++)
        {
            state = Pick(t == 0 ? start : transition.AsSpan(state * k, k), Uniform((uint)t, 0));
            counts[t] = Poisson(rates[state], Uniform((uint)t, 1));
        }
        return counts;
    }

    /// <summary>Stays of lengths drawn from a mass function on 1…D, states in the order of the embedded chain.</summary>
    internal static int[] Stays(double[] transition, double[][] lengths, double[] rates, int length)
    {
        int[] counts = new int[length];
        int k = rates.Length, state = 0, left = 0;
        for (int t = 0; t < length; t++)
        {
            if (left == 0)
            {
                state = t == 0 ? 0 : Pick(transition.AsSpan(state * k, k), Uniform((uint)t, 0));
                left = 1 + Pick(lengths[state], Uniform((uint)t, 2));
            }
            left--;
            counts[t] = Poisson(rates[state], Uniform((uint)t, 1));
        }
        return counts;
    }

    static int Pick(ReadOnlySpan<double> distribution, double u)
    {
        int last = distribution.Length - 1;
        for (int j = 0; j < last; j++)
        {
            if ((u -= distribution[j]) < 0)
                return j;
        }
        return last;
    }

    /// <summary>Poisson by inversion.</summary>
    static int Poisson(double rate, double u)
    {
        double p = Math.Exp(-rate);
        int count = 0;
        while ((u -= p) > 0 && count < 1_000)
            p *= rate / ++count;
        return count;
    }

    static double Uniform(uint position, uint stream)
    {
        unchecked
        {
            ulong z = 0x9E3779B97F4A7C15UL * (((ulong)stream << 32) + position + 1);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }
}
