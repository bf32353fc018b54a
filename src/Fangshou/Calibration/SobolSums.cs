using System.Runtime.Intrinsics;

namespace Fangshou.Calibration;

/// <summary>Weighted sums of products of model outputs, for eight resamples at once: all that Sobol' indices need.</summary>
/// <remarks>
/// Outputs come in blocks of N rows: A, B, then A with parameter i from B (i = 1…D), then, for second order, B with parameter i from A.
/// Sums are taken in a fixed order and in four lanes on every machine, so their bits depend on nothing but the numbers.
/// </remarks>
sealed class SobolSums
{
    /// <summary>Resamples that one pass handles: as many running sums as fit in registers.</summary>
    internal const int Lanes = 8;

    // Short enough that a chunk of every block stays in the second-level cache.
    const int Chunk = 512;

    readonly int n;
    readonly double[] blocks;
    readonly (int X, int Y)[] products;

    /// <summary>Takes the outputs, their mean subtracted.</summary>
    /// <param name="centred">Blocks of N rows, then one block of ones.</param>
    /// <param name="n">N, a multiple of 4.</param>
    /// <param name="d">D.</param>
    /// <param name="second">Whether the blocks for second order are there.</param>
    internal SobolSums(double[] centred, int n, int d, bool second)
    {
        (blocks, this.n) = (centred, n);
        int ones = (centred.Length / n) - 1;
        List<(int, int)> pairs = [(0, ones), (1, ones), (0, 0), (1, 1), (0, 1)];
        for (int i = 0; i < d; i++)
        {
            int ab = 2 + i, ba = 2 + d + i;
            pairs.AddRange([(0, ab), (1, ab), (ab, ab)]);
            if (second)
                pairs.AddRange([(0, ba), (1, ba), (ba, ba)]);
        }

        for (int i = 0; second && i < d; i++)
            for (int j = 0; j < d; j++)
            {
                if (i != j)
                    pairs.Add((2 + d + i, 2 + j));
            }

        products = [.. pairs];
    }

    /// <summary>Number of sums: 5 + 3·D, with second order 5 + 6·D + D·(D − 1).</summary>
    internal int Count => products.Length;

    /// <summary>Takes every sum under eight weightings of the rows.</summary>
    /// <param name="weights">By weighting, then by row. 8×N.</param>
    /// <param name="sums">Receives the sums, by product, then by weighting. <see cref="Count"/>×8.</param>
    /// <param name="scratch">4·8·<see cref="Count"/> values, overwritten.</param>
    /// <remarks>O(N·<see cref="Count"/>), no allocation.</remarks>
    internal void Take(ReadOnlySpan<double> weights, Span<double> sums, Span<double> scratch)
    {
        const int Wide = 4 * Lanes;
        scratch[..(Count * Wide)].Clear();
        for (int start = 0; start < n; start += Chunk)
        {
            int length = Math.Min(Chunk, n - start);
            for (int q = 0; q < products.Length; q++)
                Add(
                    blocks.AsSpan((products[q].X * n) + start, length), blocks.AsSpan((products[q].Y * n) + start, length),
                    weights[start..], n, scratch.Slice(q * Wide, Wide));
        }

        for (int i = 0; i < Count * Lanes; i++)
            sums[i] = scratch[4 * i] + scratch[(4 * i) + 1] + (scratch[(4 * i) + 2] + scratch[(4 * i) + 3]);
    }

    static void Add(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> weights, int stride, Span<double> sum)
    {
        ReadOnlySpan<double> w0 = weights[..x.Length], w1 = weights.Slice(stride, x.Length), w2 = weights.Slice(2 * stride, x.Length);
        ReadOnlySpan<double> w3 = weights.Slice(3 * stride, x.Length), w4 = weights.Slice(4 * stride, x.Length), w5 = weights.Slice(5 * stride, x.Length);
        ReadOnlySpan<double> w6 = weights.Slice(6 * stride, x.Length), w7 = weights.Slice(7 * stride, x.Length);
        Vector256<double> s0 = At(sum, 0), s1 = At(sum, 4), s2 = At(sum, 8), s3 = At(sum, 12), s4 = At(sum, 16), s5 = At(sum, 20), s6 = At(sum, 24), s7 = At(sum, 28);
        for (int i = 0; i + 4 <= x.Length; i += 4)
        {
            Vector256<double> product = At(x, i) * At(y, i);
            s0 += product * At(w0, i);
            s1 += product * At(w1, i);
            s2 += product * At(w2, i);
            s3 += product * At(w3, i);
            s4 += product * At(w4, i);
            s5 += product * At(w5, i);
            s6 += product * At(w6, i);
            s7 += product * At(w7, i);
        }

        s0.CopyTo(sum);
        s1.CopyTo(sum[4..]);
        s2.CopyTo(sum[8..]);
        s3.CopyTo(sum[12..]);
        s4.CopyTo(sum[16..]);
        s5.CopyTo(sum[20..]);
        s6.CopyTo(sum[24..]);
        s7.CopyTo(sum[28..]);
    }

    static Vector256<double> At(ReadOnlySpan<double> values, int at) => Vector256.Create(values.Slice(at, 4));
}
