using Fangshou.Signals;

namespace Fangshou.Phases;

/// <summary>A cell's series as the sampler reads it: months grouped into classes of equal count and equal coverage.</summary>
/// <remarks>Coverage changes by calendar year, so a handful of classes stands for hundreds of months: likelihoods cost O(classes).</remarks>
internal sealed class CellSignal
{
    internal CellSignal(SignalSeries series)
    {
        Months = series.Months.Length;
        Tighten = CountClasses.Of([.. series.Months.Select(m => (m.Restrictive, m.LogCoverage))]);
        Ease = CountClasses.Of([.. series.Months.Select(m => (m.Ease, m.LogCoverage))]);
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

/// <summary>The distinct pairs of count and coverage of a series.</summary>
/// <param name="Count">Events a month, by class.</param>
/// <param name="LogExposure">Log coverage, by class.</param>
/// <param name="Exposure">Its exponential, by class.</param>
/// <param name="OfMonth">The class of each month.</param>
internal sealed record CountClasses(int[] Count, double[] LogExposure, double[] Exposure, int[] OfMonth)
{
    internal static CountClasses Of((int Count, double LogCoverage)[] months)
    {
        (int Count, double LogCoverage)[] classes = [.. months.Distinct().Order()];
        Dictionary<(int, double), int> index = classes.Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i);
        return new CountClasses(
            [.. classes.Select(c => c.Count)],
            [.. classes.Select(c => c.LogCoverage)],
            [.. classes.Select(c => Math.Exp(c.LogCoverage))],
            [.. months.Select(m => index[m])]);
    }

    /// <summary>ln p(class | rate, size) for every class: negative binomial with mean rate · exposure. Writes one row.</summary>
    internal void LogProbabilities(double logRate, double size, Span<double> row)
    {
        double rate = Math.Exp(logRate), logSize = Math.Log(size);
        for (int i = 0; i < row.Length; i++)
        {
            int y = Count[i];
            row[i] = LogRising(size, y) - LogFactorial(y) + (size * logSize) + (y * (logRate + LogExposure[i])) - ((size + y) * Math.Log(size + (rate * Exposure[i])));
        }
    }

    /// <summary>Σ months ln p up to terms without the rate.</summary>
    /// <param name="monthsOfClass">How many months of each class are in the phase.</param>
    /// <param name="logRate">ln events a month at average coverage.</param>
    /// <param name="size">Inverse overdispersion.</param>
    internal double LogLikelihoodOfRate(ReadOnlySpan<int> monthsOfClass, double logRate, double size)
    {
        double rate = Math.Exp(logRate), sum = 0;
        for (int i = 0; i < monthsOfClass.Length; i++)
            if (monthsOfClass[i] > 0)
                sum += monthsOfClass[i] * ((Count[i] * logRate) - ((size + Count[i]) * Math.Log(size + (rate * Exposure[i]))));
        return sum;
    }

    /// <summary>Σ months ln p up to terms without the size.</summary>
    internal double LogLikelihoodOfSize(ReadOnlySpan<int> monthsOfClass, double logRate, double size)
    {
        double rate = Math.Exp(logRate), logSize = Math.Log(size), sum = 0;
        for (int i = 0; i < monthsOfClass.Length; i++)
            if (monthsOfClass[i] > 0)
                sum += monthsOfClass[i] * (LogRising(size, Count[i]) + (size * logSize) - ((size + Count[i]) * Math.Log(size + (rate * Exposure[i]))));
        return sum;
    }

    /// <summary>ln Γ(size + y) − ln Γ(size): y is small, so the product is quicker and exact.</summary>
    static double LogRising(double size, int y)
    {
        double sum = 0, product = 1;
        for (int i = 0; i < y; i++)
        {
            product *= size + i;
            if (product > 1e200)
            {
                sum += Math.Log(product);
                product = 1;
            }
        }

        return sum + Math.Log(product);
    }

    static double LogFactorial(int y) => MathNet.Numerics.SpecialFunctions.FactorialLn(y);
}
