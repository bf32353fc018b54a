using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Fangshou.Phases;

/// <summary>How long a stay lasts: a minimum plus a negative binomial, cut at the longest stay; tabulated once for all means.</summary>
/// <remarks>
/// With n months beyond the shortest stay, P(n) ∝ c(n)·xⁿ, where c is the law at a reference mean and x the ratio of successive
/// months over the reference's. The sums that likelihoods need are thus polynomials in x with fixed, positive coefficients.
/// Immutable; shared by all chains.
/// </remarks>
internal sealed class StayTable
{
    // Any mean would do: it only keeps the coefficients and the powers of x within range.
    const double ReferenceBeyond = 60;
    const int Lanes = 16;

    static readonly ConcurrentDictionary<(double, int, int), StayTable> Tables = new();

    readonly double size, referenceRatio;
    readonly int shortest, longest;

    // c(n) and n·c(n), followed by zeros so that whole vectors can be read.
    readonly double[] coefficient, moment;

    StayTable(double size, int shortest, int longest)
    {
        this.size = size;
        this.shortest = shortest;
        this.longest = longest;
        referenceRatio = ReferenceBeyond / (ReferenceBeyond + size);
        int lengths = longest - shortest + 1;
        coefficient = new double[lengths + Lanes];
        moment = new double[lengths + Lanes];
        LogCoefficient = new double[lengths];
        LogCoefficient[0] = size * Math.Log(size / (size + ReferenceBeyond));
        coefficient[0] = Math.Exp(LogCoefficient[0]);
        for (int n = 1; n < lengths; n++)
        {
            LogCoefficient[n] = LogCoefficient[n - 1] + Math.Log((size + n - 1) / n * referenceRatio);
            coefficient[n] = Math.Exp(LogCoefficient[n]);
            moment[n] = n * coefficient[n];
        }
    }

    /// <summary>ln c(n), n = 0…D − shortest.</summary>
    internal double[] LogCoefficient { get; }

    /// <summary>The table of one law; made once.</summary>
    /// <param name="size">Size of the negative binomial, &gt; 0.</param>
    /// <param name="shortest">Shortest stay, months, ≥ 1.</param>
    /// <param name="longest">D, months, at least the shortest stay.</param>
    internal static StayTable Of(double size, int shortest, int longest) =>
        Tables.GetOrAdd((size, shortest, longest), static key => new StayTable(key.Item1, key.Item2, key.Item3));

    /// <summary>x of a mean stay. At least the shortest stay plus half a month is used.</summary>
    internal double Step(double mean)
    {
        double beyond = Math.Max(0.5, mean - shortest);
        return beyond / (beyond + size) / referenceRatio;
    }

    /// <summary>P(d months), d = 1…D, normalised.</summary>
    /// <param name="mean">Mean stay before the cut, months.</param>
    /// <param name="probabilities">Receives D values.</param>
    internal void Fill(double mean, Span<double> probabilities)
    {
        double x = Step(mean), x2 = x * x, x3 = x2 * x;
        Vector256<double> power = Vector256.Create(1, x, x2, x3) / Sums(x).Total, next = Vector256.Create(x2 * x2);
        probabilities[..(shortest - 1)].Clear();
        Span<double> rest = probabilities[(shortest - 1)..longest];
        ref double c = ref MemoryMarshal.GetArrayDataReference(coefficient);
        ref double p = ref MemoryMarshal.GetReference(rest);
        int n = 0;
        for (; n <= rest.Length - 4; n += 4)
        {
            (Vector256.LoadUnsafe(ref c, (nuint)n) * power).StoreUnsafe(ref p, (nuint)n);
            power *= next;
        }

        for (int lane = 0; n < rest.Length; n++, lane++)
            rest[n] = coefficient[n] * power[lane];
    }

    /// <summary>Σ c(n)·xⁿ and Σ n·c(n)·xⁿ: the mean stay is the shortest plus their quotient.</summary>
    internal (double Total, double Moment) Sums(double x) => (Sum(coefficient, 0, x), Sum(moment, 0, x));

    /// <summary>Σ c(from + m)·xᵐ over m = 0…: P(at least so many months beyond the shortest) up to the factor x to the power of "from".</summary>
    internal double Tail(double x, int from) => Sum(coefficient, from, x);

    /// <summary>The same for the sum of P(at least n) over n from "from" on: a stay that was under way before it was seen and after.</summary>
    internal double TailOfTails(double x, int from)
    {
        double tail = 0, sum = 0;
        for (int n = LogCoefficient.Length - 1; n >= from; n--)
        {
            tail = coefficient[n] + (x * tail);
            sum = tail + (x * sum);
        }

        return sum;
    }

    /// <summary>Horner's rule in sixteen interleaved polynomials of x¹⁶: positive terms only, so nothing cancels.</summary>
    static double Sum(double[] coefficients, int from, double x)
    {
        double x2 = x * x, x4 = x2 * x2, x8 = x4 * x4;
        Vector256<double> next = Vector256.Create(x8 * x8), step = Vector256.Create(x4);
        Vector256<double> sum0 = default, sum1 = default, sum2 = default, sum3 = default;
        ReadOnlySpan<double> live = coefficients.AsSpan(from);
        ref double c = ref MemoryMarshal.GetReference(live);

        // The last vector read ends within the padding, whatever "from" is.
        for (int n = (live.Length / Lanes * Lanes) - Lanes; n >= 0; n -= Lanes)
        {
            sum0 = (sum0 * next) + Vector256.LoadUnsafe(ref c, (nuint)n);
            sum1 = (sum1 * next) + Vector256.LoadUnsafe(ref c, (nuint)n + 4);
            sum2 = (sum2 * next) + Vector256.LoadUnsafe(ref c, (nuint)n + 8);
            sum3 = (sum3 * next) + Vector256.LoadUnsafe(ref c, (nuint)n + 12);
        }

        Vector256<double> sum = sum0 + (step * (sum1 + (step * (sum2 + (step * sum3)))));
        return sum[0] + (x * (sum[1] + (x * (sum[2] + (x * sum[3])))));
    }
}
