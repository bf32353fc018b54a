using System.Numerics;
using Fangshou.Numerics;

namespace Fangshou.Calibration;

/// <summary>The Sobol' sequence: points of the unit cube that fill it more evenly than chance, in up to 64 dimensions.</summary>
/// <remarks>
/// In Gray-code order (Antonov and Saleev 1979). Any 2ᵏ points from index 0 on fall one into each of 2ᵏ equal slices of every coordinate,
/// shifted or not. Direction numbers of Joe and Kuo (2008).
/// </remarks>
public static class SobolSequence
{
    const uint ShiftStream = 0x50B0_0001;

    const double Unit = 1.0 / (1L << 32);

    /// <summary>Fills a grid with points of the sequence as published: index 0 is the origin, index 1 the centre.</summary>
    /// <param name="dimensions">D, 1…64.</param>
    /// <param name="first">Index of the first point, ≥ 0.</param>
    /// <param name="points">Receives the points. n×D row-major, overwritten; multiples of 2⁻³² in [0, 1).</param>
    /// <exception cref="ArgumentException">D or the first index is out of range, or the grid is not a whole number of rows.</exception>
    /// <remarks>O(n·D), no random numbers.</remarks>
    public static void Fill(int dimensions, int first, Span<double> points)
    {
        Check(dimensions, first, points.Length);
        Fill(first, new uint[dimensions], 0, points);
    }

    /// <summary>Fills a grid with the points from index 0 on, each coordinate under a random digital shift: the same bits of all its values flipped.</summary>
    /// <param name="dimensions">D, 1…64.</param>
    /// <param name="seed">Names the shifts.</param>
    /// <param name="points">Receives the points. n×D row-major, overwritten; each value in (0, 1).</param>
    /// <exception cref="ArgumentException">D is out of range, or the grid is not a whole number of rows.</exception>
    /// <remarks>O(n·D). Each point by itself is uniform, so averages are unbiased. Source: L'Ecuyer and Lemieux (2002), in Modeling Uncertainty, 419–474.</remarks>
    public static void FillShifted(int dimensions, ulong seed, Span<double> points)
    {
        Check(dimensions, 0, points.Length);
        uint[] shift = new uint[dimensions];
        for (uint d = 0; d < shift.Length; d++)
            shift[d] = Philox.Scramble(0, d, 0, ShiftStream, (uint)(seed & uint.MaxValue), (uint)(seed >> 32)).X0;
        Fill(0, shift, 0.5 * Unit, points);
    }

    static void Fill(int first, uint[] shift, double half, Span<double> points)
    {
        int dimensions = shift.Length;
        uint[] directions = SobolDirections.Table(dimensions);
        Span<uint> value = stackalloc uint[dimensions];
        shift.CopyTo(value);
        uint gray = (uint)first ^ ((uint)first >> 1);
        for (int bit = 0; bit < SobolDirections.Bits; bit++)
        {
            if (((gray >> bit) & 1) == 1)
                Flip(directions, bit, value);
        }

        uint index = (uint)first;
        for (int at = 0; at < points.Length; at += dimensions)
        {
            for (int d = 0; d < dimensions; d++)
                points[at + d] = (value[d] * Unit) + half;
            Flip(directions, BitOperations.TrailingZeroCount(~index), value);
            index++;
        }
    }

    static void Flip(uint[] directions, int bit, Span<uint> value)
    {
        for (int d = 0; d < value.Length; d++)
            value[d] ^= directions[(d * SobolDirections.Bits) + bit];
    }

    static void Check(int dimensions, int first, int length)
    {
        Faults faults = new();
        faults.Within(dimensions, 1, SobolDirections.MostDimensions, nameof(dimensions));
        faults.Within(first, 0, int.MaxValue / 2, nameof(first));
        faults.Require(dimensions < 1 || length % dimensions == 0, $"{length} values are no whole number of rows of {dimensions} dimensions");
        faults.Throw("points");
    }
}
