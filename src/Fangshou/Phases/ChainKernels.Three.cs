using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Fangshou.Phases;

static partial class ChainKernels
{
    /// <summary>A row of three states; a span of them needs one bounds check a row and keeps its entries in registers.</summary>
    [StructLayout(LayoutKind.Sequential)]
    readonly record struct Triple(double A, double B, double C)
    {
        internal double Sum
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => A + B + C;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static double Dot(in Triple x, in Triple y) => (x.A * y.A) + (x.B * y.B) + (x.C * y.C);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static Triple Times(in Triple x, in Triple y) => new(x.A * y.A, x.B * y.B, x.C * y.C);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static Triple Scale(in Triple x, double by) => new(x.A * by, x.B * by, x.C * by);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal static Triple AddScaled(in Triple x, in Triple y, double by) => new(x.A + (y.A * by), x.B + (y.B * by), x.C + (y.C * by));
    }

    static ReadOnlySpan<Triple> Rows3(ReadOnlySpan<double> rows) => MemoryMarshal.Cast<double, Triple>(rows);

    /// <summary><see cref="Forward"/> for K = 3, with the chain's nine entries and the state's three values held in registers.</summary>
    /// <remarks>Differs from <see cref="Forward"/> by rounding only. The time is the latency of three multiply-adds per observation.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Forward3(
        ReadOnlySpan<double> start, ReadOnlySpan<double> transition, ReadOnlySpan<double> emission, ReadOnlySpan<int> codes, Span<double> forward)
    {
        var e = Rows3(emission);
        var f = MemoryMarshal.Cast<double, Triple>(forward);
        Triple from0 = new(transition[0], transition[1], transition[2]);
        Triple from1 = new(transition[3], transition[4], transition[5]);
        Triple from2 = new(transition[6], transition[7], transition[8]);
        Triple predicted = new(start[0], start[1], start[2]);
        long rescalings = 0;
        double sum = 1;

        for (int t = 0; t < codes.Length; t++)
        {
            var now = Triple.Times(predicted, e[codes[t]]);
            sum = now.Sum;
            while (sum < Tiny)
            {
                if (!(sum > 0))
                    return double.NegativeInfinity;
                now = Triple.Scale(now, Huge);
                sum = now.Sum;
                rescalings++;
            }
            f[t] = now;
            predicted = Triple.AddScaled(Triple.AddScaled(Triple.Scale(from0, now.A), from1, now.B), from2, now.C);
        }
        return Math.Log(sum) - (rescalings * LogHugeNats);
    }

    /// <summary><see cref="Expect"/> for K = 3, with all sums held in registers.</summary>
    /// <returns>False, and sums that mean nothing, when zeros in Γ drove some posterior out of range: then <see cref="Expect"/> must do it.</returns>
    /// <remarks>Otherwise differs from <see cref="Expect"/> by rounding only.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool Expect3(
        ReadOnlySpan<double> transition, ReadOnlySpan<double> emission, ReadOnlySpan<double> distinct, ReadOnlySpan<int> codes,
        ReadOnlySpan<double> forward, ChainCounts counts)
    {
        var e = Rows3(emission);
        var f = Rows3(forward);
        Triple from0 = new(transition[0], transition[1], transition[2]);
        Triple from1 = new(transition[3], transition[4], transition[5]);
        Triple from2 = new(transition[6], transition[7], transition[8]);
        Triple pairs0 = default, pairs1 = default, pairs2 = default, occupancy = default, weighted = default;

        int last = codes.Length - 1;
        Triple backward = new(1, 1, 1);
        var posterior = Triple.Scale(f[last], 1 / f[last].Sum);
        occupancy = posterior;
        weighted = Triple.Scale(posterior, distinct[codes[last]]);
        for (int t = last - 1; t >= 0; t--)
        {
            var weight = Triple.Times(e[codes[t + 1]], backward);
            backward = new(Triple.Dot(from0, weight), Triple.Dot(from1, weight), Triple.Dot(from2, weight));
            while (backward.Sum is > 0 and < Tiny)
                (weight, backward) = (Triple.Scale(weight, Huge), Triple.Scale(backward, Huge));

            var now = f[t];
            posterior = Triple.Times(now, backward);
            double inverse = 1 / posterior.Sum;
            posterior = Triple.Scale(posterior, inverse);
            occupancy = Triple.AddScaled(occupancy, posterior, 1);
            weighted = Triple.AddScaled(weighted, posterior, distinct[codes[t]]);
            pairs0 = Triple.AddScaled(pairs0, weight, now.A * inverse);
            pairs1 = Triple.AddScaled(pairs1, weight, now.B * inverse);
            pairs2 = Triple.AddScaled(pairs2, weight, now.C * inverse);
        }

        Write(counts.First, posterior);
        Write(counts.Occupancy, occupancy);
        Write(counts.WeightedSum, weighted);
        Write(counts.Pairs, Triple.Times(pairs0, from0));
        Write(counts.Pairs.AsSpan(3), Triple.Times(pairs1, from1));
        Write(counts.Pairs.AsSpan(6), Triple.Times(pairs2, from2));
        return double.IsFinite(occupancy.Sum);
    }

    static void Write(Span<double> to, in Triple row) => (to[0], to[1], to[2]) = (row.A, row.B, row.C);
}
