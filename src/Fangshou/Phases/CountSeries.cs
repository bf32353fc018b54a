using MathNet.Numerics;

namespace Fangshou.Phases;

/// <summary>A series of counts, coded by distinct value: what a Poisson kernel reads instead of the counts.</summary>
sealed class CountSeries
{
    /// <summary>The distinct counts, ascending. V.</summary>
    internal double[] Distinct { get; }

    /// <summary>ln(count!) of each distinct count. V.</summary>
    internal double[] LogFactorial { get; }

    /// <summary>How often each distinct count occurs. V.</summary>
    internal int[] Occurrences { get; }

    /// <summary>Index of each observation's count in <see cref="Distinct"/>. T.</summary>
    internal int[] Codes { get; }

    internal int Length => Codes.Length;

    /// <summary>Codes a series.</summary>
    /// <exception cref="ArgumentException">The series is empty or holds a negative count; the message names the observation.</exception>
    internal CountSeries(ReadOnlySpan<int> counts)
    {
        if (counts.IsEmpty)
            throw new ArgumentException("The series of counts is empty.", nameof(counts));
        for (int t = 0; t < counts.Length; t++)
        {
            if (counts[t] < 0)
                throw new ArgumentException($"Observation {t} is {counts[t]}; counts are 0 or more.", nameof(counts));
        }

        int[] sorted = counts.ToArray();
        Array.Sort(sorted);
        int[] distinct = [.. sorted.Distinct()];
        Distinct = Array.ConvertAll(distinct, x => (double)x);
        LogFactorial = Array.ConvertAll(distinct, x => SpecialFunctions.GammaLn(x + 1.0));
        Occurrences = new int[distinct.Length];
        Codes = new int[counts.Length];
        for (int t = 0; t < counts.Length; t++)
            Occurrences[Codes[t] = Array.BinarySearch(distinct, counts[t])]++;
    }

    /// <summary>Count below which a share of the series lies, by the nearest rank.</summary>
    /// <param name="share">0…1.</param>
    internal double Quantile(double share)
    {
        double rank = share * Length, seen = 0;
        for (int v = 0; v < Distinct.Length; v++)
        {
            seen += Occurrences[v];
            if (seen >= rank)
                return Distinct[v];
        }
        return Distinct[^1];
    }

    /// <summary>Mean count.</summary>
    internal double Mean
    {
        get
        {
            double sum = 0;
            for (int v = 0; v < Distinct.Length; v++)
                sum += Distinct[v] * Occurrences[v];
            return sum / Length;
        }
    }
}
