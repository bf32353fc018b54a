using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Fangshou.Phases;

// Three states, the case that matters most. The forward pass is bound by the latency of its chain of multiply-adds, and scalar code
// has the shortest one. The backward pass has fifteen sums beside its chain, and one vector of four lanes (the fourth idle) holds each
// row of them. Lane sums are written out, so that every machine adds in the same order.
static partial class ChainKernels
{
    /// <summary>Values past the last row that <see cref="Expect3"/> may read and ignore: it takes three states in a vector of four.</summary>
    internal const int Spare = 1;

    [StructLayout(LayoutKind.Sequential)]
    readonly record struct Triple(double A, double B, double C);

    /// <summary><see cref="Forward"/> for K = 3, with the chain's nine entries held in registers.</summary>
    /// <param name="start">As for <see cref="Forward"/>.</param>
    /// <param name="transition">As for <see cref="Forward"/>.</param>
    /// <param name="emission">As for <see cref="Forward"/>; values past V×3 are ignored.</param>
    /// <param name="codes">As for <see cref="Forward"/>.</param>
    /// <param name="forward">As for <see cref="Forward"/>; values past T×3 are left alone.</param>
    /// <returns>As for <see cref="Forward"/>, from which it differs by rounding only.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Forward3(
        ReadOnlySpan<double> start, ReadOnlySpan<double> transition, ReadOnlySpan<double> emission, ReadOnlySpan<int> codes, Span<double> forward)
    {
        var e = MemoryMarshal.Cast<double, Triple>(emission);
        var f = MemoryMarshal.Cast<double, Triple>(forward);
        Triple from0 = new(transition[0], transition[1], transition[2]);
        Triple from1 = new(transition[3], transition[4], transition[5]);
        Triple from2 = new(transition[6], transition[7], transition[8]);
        var (p0, p1, p2) = (start[0], start[1], start[2]);
        long rescalings = 0;
        double sum = 1;

        for (int t = 0; t < codes.Length; t++)
        {
            var likelihood = e[codes[t]];
            double a = p0 * likelihood.A, b = p1 * likelihood.B, c = p2 * likelihood.C;
            sum = a + b + c;
            while (sum < Tiny)
            {
                if (!(sum > 0))
                    return double.NegativeInfinity;
                a *= Huge;
                b *= Huge;
                c *= Huge;
                sum = a + b + c;
                rescalings++;
            }
            f[t] = new Triple(a, b, c);
            p0 = (a * from0.A) + (b * from1.A) + (c * from2.A);
            p1 = (a * from0.B) + (b * from1.B) + (c * from2.B);
            p2 = (a * from0.C) + (b * from1.C) + (c * from2.C);
        }
        return Math.Log(sum) - (rescalings * LogHugeNats);
    }

    /// <summary><see cref="Expect"/> for K = 3, with all sums held in vector registers.</summary>
    /// <param name="transition">As for <see cref="Expect"/>.</param>
    /// <param name="emission">As for <see cref="Expect"/>, and <see cref="Spare"/> finite values more.</param>
    /// <param name="distinct">As for <see cref="Expect"/>.</param>
    /// <param name="codes">As for <see cref="Expect"/>.</param>
    /// <param name="forward">As left by <see cref="Forward3"/>, and <see cref="Spare"/> finite values more.</param>
    /// <param name="counts">Receives the sums.</param>
    /// <returns>False, and sums that mean nothing, when zeros in Γ drove some posterior out of range: then <see cref="Expect"/> must do it.</returns>
    /// <remarks>Differs from <see cref="Expect"/> by rounding only.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool Expect3(
        ReadOnlySpan<double> transition, ReadOnlySpan<double> emission, ReadOnlySpan<double> distinct, ReadOnlySpan<int> codes,
        ReadOnlySpan<double> forward, ChainCounts counts)
    {
        var into0 = Vector256.Create(transition[0], transition[3], transition[6], 0);
        var into1 = Vector256.Create(transition[1], transition[4], transition[7], 0);
        var into2 = Vector256.Create(transition[2], transition[5], transition[8], 0);
        var tiny = Vector256.Create(Tiny);
        Vector256<double> pairs0 = default, pairs1 = default, pairs2 = default;

        int last = codes.Length - 1;
        var backward = Vector256.Create(1.0, 1, 1, 0);
        var posterior = Row(forward, last) * backward;
        posterior *= Vector256.Create(1 / Sum3(posterior));
        var occupancy = posterior;
        var weighted = posterior * distinct[codes[last]];
        for (int t = last - 1; t >= 0; t--)
        {
            var weight = Row(emission, codes[t + 1]) * backward;
            var to0 = Vector256.Shuffle(weight, Vector256.Create(0L, 0, 0, 0));
            var to1 = Vector256.Shuffle(weight, Vector256.Create(1L, 1, 1, 1));
            var to2 = Vector256.Shuffle(weight, Vector256.Create(2L, 2, 2, 2));
            backward = (to0 * into0) + (to1 * into1) + (to2 * into2);

            var now = Row(forward, t);
            posterior = now * backward;
            var inverse = Vector256.Create(1 / Sum3(posterior));
            posterior *= inverse;
            occupancy += posterior;
            weighted += posterior * distinct[codes[t]];
            now *= inverse;
            pairs0 += now * to0;
            pairs1 += now * to1;
            pairs2 += now * to2;
            while (Vector256.LessThanAll(backward, tiny))
            {
                if (backward == Vector256<double>.Zero)
                    return false;
                backward *= Huge;
            }
        }

        for (int i = 0; i < 3; i++)
        {
            (counts.First[i], counts.Occupancy[i], counts.WeightedSum[i]) = (posterior[i], occupancy[i], weighted[i]);
            counts.Pairs[3 * i] = pairs0[i] * into0[i];
            counts.Pairs[(3 * i) + 1] = pairs1[i] * into1[i];
            counts.Pairs[(3 * i) + 2] = pairs2[i] * into2[i];
        }
        return double.IsFinite(Sum3(occupancy));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<double> Row(ReadOnlySpan<double> rows, int row) => Vector256.Create(rows.Slice(3 * row, 4));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static double Sum3(Vector256<double> row) => row[0] + row[1] + row[2];
}
