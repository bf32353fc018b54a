using Fangshou.Numerics;

namespace Fangshou.Calibration;

/// <summary>Points of the unit cube of which each coordinate falls once into each of n equal strata.</summary>
public static class LatinHypercube
{
    const uint OrderStream = 0x1A71_0001, PlaceStream = 0x1A71_0002;

    /// <summary>Fills a grid with n points.</summary>
    /// <param name="dimensions">D ≥ 1.</param>
    /// <param name="seed">Names the random numbers.</param>
    /// <param name="points">Receives the points. n×D row-major, overwritten; n ≥ 1; each value in (0, 1).</param>
    /// <exception cref="ArgumentException">The grid is empty or not a whole number of rows.</exception>
    /// <remarks>O(n·D). A place within each stratum is uniform. Source: McKay, Beckman and Conover (1979), Technometrics 21:239–245.</remarks>
    public static void Fill(int dimensions, ulong seed, Span<double> points) => Fill(dimensions, seed, 0, points);

    /// <summary>The same, with a number that tells designs of one seed apart.</summary>
    internal static void Fill(int dimensions, ulong seed, uint design, Span<double> points)
    {
        if (dimensions < 1 || points.Length == 0 || points.Length % dimensions != 0)
            throw new ArgumentException($"{points.Length} values are no whole number of rows, at least one, of {dimensions} dimensions, at least one.", nameof(points));

        int n = points.Length / dimensions;
        int[] stratum = new int[n];
        for (int d = 0; d < dimensions; d++)
        {
            RandomStream order = new(seed, (uint)d, design, OrderStream), place = new(seed, (uint)d, design, PlaceStream);
            for (int i = 0; i < n; i++)
            {
                // The inside-out shuffle of Fisher and Yates.
                int j = Math.Min((int)(order.Uniform() * (i + 1)), i);
                stratum[i] = stratum[j];
                stratum[j] = i;
            }

            for (int i = 0; i < n; i++)
                points[(i * dimensions) + d] = Math.Min((stratum[i] + place.Uniform()) / n, Math.BitDecrement((stratum[i] + 1.0) / n));
        }
    }
}
