using System.Runtime.Intrinsics;
using Fangshou.Numerics;

namespace Fangshou.Phases;

/// <summary>What one path makes of one signal: months and events by phase and exposure, all that the likelihoods of rates and sizes need.</summary>
internal sealed class PhaseCounts
{
    readonly CountClasses classes;
    readonly int phases, width;

    // By phase and coverage.
    readonly int[] monthsOf, eventsOf;

    // The same without exposures that the phase never meets; rows padded with zeros to whole vectors.
    readonly double[] exposure, months, events;
    readonly int[] used, eventsOfPhase;

    // Months with more than i events, in any phase: no path changes them.
    readonly int[] above;

    internal PhaseCounts(CountClasses classes, int phases)
    {
        this.classes = classes;
        this.phases = phases;
        width = classes.Exposure.Length;
        monthsOf = new int[phases * width];
        eventsOf = new int[phases * width];
        exposure = new double[phases * width];
        months = new double[phases * width];
        events = new double[phases * width];
        used = new int[phases];
        eventsOfPhase = new int[phases];
        above = new int[classes.Largest];
        foreach (int i in classes.OfMonth)
            for (int n = 0; n < classes.Count[i]; n++)
                above[n]++;
    }

    /// <summary>The next multiple of a vector's four lanes.</summary>
    internal static int Padded(int count) => (count + Vector256<double>.Count - 1) / Vector256<double>.Count * Vector256<double>.Count;

    /// <summary>Takes a new path. O(T).</summary>
    internal void Gather(ReadOnlySpan<int> path)
    {
        Array.Clear(monthsOf);
        Array.Clear(eventsOf);
        ReadOnlySpan<int> ofMonth = classes.OfMonth, count = classes.Count, group = classes.Group;
        for (int t = 0; t < path.Length; t++)
        {
            int i = ofMonth[t], at = (path[t] * width) + group[i];
            monthsOf[at]++;
            eventsOf[at] += count[i];
        }

        for (int k = 0; k < phases; k++)
            Compact(k);
    }

    void Compact(int phase)
    {
        int row = phase * width, at = row, total = 0;
        for (int g = row; g < row + width; g++)
        {
            if (monthsOf[g] == 0)
                continue;
            exposure[at] = classes.Exposure[g - row];
            months[at] = monthsOf[g];
            events[at] = eventsOf[g];
            total += eventsOf[g];
            at++;
        }

        used[phase] = Padded(at - row);
        eventsOfPhase[phase] = total;
        for (; at < row + used[phase]; at++)
            exposure[at] = months[at] = events[at] = 0;
    }

    /// <summary>Σ ln p(months of one phase), up to terms without the rate.</summary>
    /// <param name="phase">0…K−1.</param>
    /// <param name="logRate">ln events a month at exposure one.</param>
    /// <param name="size">Inverse overdispersion.</param>
    internal double LogLikelihoodOfRate(int phase, double logRate, double size) =>
        (eventsOfPhase[phase] * logRate) - Shared(phase, Math.Exp(logRate), size);

    /// <summary>Σ ln p(all months), up to terms without the size.</summary>
    /// <param name="logRates">ln events a month at exposure one, by phase.</param>
    /// <param name="size">Inverse overdispersion.</param>
    internal double LogLikelihoodOfSize(ReadOnlySpan<double> logRates, double size)
    {
        double sum = classes.OfMonth.Length * size * Math.Log(size);
        for (int n = 0; n < above.Length; n++)
            sum += above[n] * Math.Log(size + n);
        for (int k = 0; k < phases; k++)
            sum -= Shared(k, Math.Exp(logRates[k]), size);
        return sum;
    }

    /// <summary>Σ (size · months + events) · ln(size + rate · exposure) over the exposures of a phase.</summary>
    double Shared(int phase, double rate, double size)
    {
        int length = used[phase], row = phase * width;
        ReadOnlySpan<double> e = exposure.AsSpan(row, length), m = months.AsSpan(row, length), y = events.AsSpan(row, length);
        Vector256<double> rates = Vector256.Create(rate), sizes = Vector256.Create(size), sum = default;
        for (int g = 0; g < length; g += Vector256<double>.Count)
            sum += ((sizes * Vector256.Create(m[g..])) + Vector256.Create(y[g..])) * VectorMath.Log(sizes + (rates * Vector256.Create(e[g..])));
        return sum[0] + sum[1] + (sum[2] + sum[3]);
    }
}
