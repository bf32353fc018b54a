using System.Runtime.Intrinsics;
using Fangshou.Numerics;
using Fangshou.Signals;

namespace Fangshou.Phases;

/// <summary>A cell's series as the sampler reads it: months grouped into classes of equal count and equal exposure (coverage times breadth).</summary>
/// <remarks>Coverage changes by calendar year, so a handful of classes stands for hundreds of months: likelihoods cost O(classes).</remarks>
internal sealed class CellSignal
{
    internal CellSignal(SignalSeries series)
    {
        Months = series.Months.Length;
        Tighten = CountClasses.Of([.. series.Months.Select(m => (m.Restrictive, m.LogCoverage + series.LogBreadth))]);
        Ease = CountClasses.Of([.. series.Months.Select(m => (m.Ease, m.LogCoverage + series.LogBreadth))]);
    }

    internal CellSignal(CountClasses tighten, CountClasses ease)
    {
        Months = tighten.OfMonth.Length;
        Tighten = tighten;
        Ease = ease;
    }

    /// <summary>T.</summary>
    internal int Months { get; }

    internal CountClasses Tighten { get; }

    internal CountClasses Ease { get; }
}

/// <summary>The distinct pairs of count and exposure of a series.</summary>
/// <param name="Count">Events a month, by class.</param>
/// <param name="Group">The exposure of each class, an index of the next two.</param>
/// <param name="LogExposure">Distinct log exposures.</param>
/// <param name="Exposure">Their exponentials, then zeros up to a multiple of four: whole vectors.</param>
/// <param name="OfMonth">The class of each month.</param>
internal sealed record CountClasses(int[] Count, int[] Group, double[] LogExposure, double[] Exposure, int[] OfMonth)
{
    internal static CountClasses Of((int Count, double LogExposure)[] months)
    {
        (int Count, double LogExposure)[] classes = [.. months.Distinct().Order()];
        Dictionary<(int, double), int> index = classes.Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i);
        double[] logExposures = [.. classes.Select(c => c.LogExposure).Distinct().Order()];
        double[] exposure = new double[PhaseCounts.Padded(logExposures.Length)];
        for (int g = 0; g < logExposures.Length; g++)
            exposure[g] = Math.Exp(logExposures[g]);
        return new CountClasses(
            [.. classes.Select(c => c.Count)],
            [.. classes.Select(c => Array.BinarySearch(logExposures, c.LogExposure))],
            logExposures,
            exposure,
            [.. months.Select(m => index[m])]);
    }

    /// <summary>Largest count.</summary>
    internal int Largest { get; } = Count.Length == 0 ? 0 : Count.Max();

    /// <summary>ln p(class | rate, size) for every phase and class: negative binomial with mean rate · exposure.</summary>
    /// <param name="logRates">ln events a month at exposure one, by phase.</param>
    /// <param name="size">Inverse overdispersion.</param>
    /// <param name="table">Receives a row of classes for each phase.</param>
    internal void LogProbabilities(ReadOnlySpan<double> logRates, double size, Span<double> table)
    {
        // ln (Γ(size + y) / Γ(size) / y!): counts are small, so one logarithm a count is quicker than a gamma function and exact.
        Span<double> rising = Largest < 1024 ? stackalloc double[Largest + 1] : new double[Largest + 1];
        Span<double> logTotal = stackalloc double[Exposure.Length];
        rising[0] = size * Math.Log(size);
        for (int y = 1; y < rising.Length; y++)
            rising[y] = rising[y - 1] + Math.Log((size + y - 1) / y);

        for (int k = 0; k < logRates.Length; k++)
        {
            Span<double> row = table.Slice(k * Count.Length, Count.Length);
            Vector256<double> rate = Vector256.Create(Math.Exp(logRates[k])), sizes = Vector256.Create(size);
            for (int g = 0; g < logTotal.Length; g += Vector256<double>.Count)
                VectorMath.Log(sizes + (rate * Vector256.Create(Exposure.AsSpan(g)))).CopyTo(logTotal[g..]);
            for (int i = 0; i < row.Length; i++)
            {
                int y = Count[i], g = Group[i];
                row[i] = rising[y] + (y * (logRates[k] + LogExposure[g])) - ((size + y) * logTotal[g]);
            }
        }
    }
}
