namespace Fangshou.Calibration;

/// <summary>The rows of the unit cube on which a model runs for its Sobol' indices.</summary>
/// <remarks>
/// Blocks of N rows: A, B, then for each parameter A with its column from B, then, for second order, for each parameter B with its column
/// from A. A and B are the two halves of a shifted Sobol' sequence in 2·D dimensions. Source: Saltelli (2002), Comput. Phys. Commun. 145:280–297.
/// </remarks>
public sealed class SobolDesign
{
    const int MostParameters = SobolDirections.MostDimensions / 2;

    readonly double[] sequence;
    readonly int d, n;

    /// <summary>Makes the design.</summary>
    /// <param name="parameters">D, 1…32.</param>
    /// <param name="options">Base points N, whether second order, and seed.</param>
    /// <exception cref="ArgumentException">An option or the number of parameters is out of its range.</exception>
    /// <remarks>O(N·D): only A and B are kept, 16·N·D bytes; other rows are put together when asked for.</remarks>
    public SobolDesign(int parameters, SobolOptions options)
    {
        Faults faults = new();
        options.Check(faults);
        CheckParameters(parameters, faults);
        faults.Throw(nameof(options));
        (d, n) = (parameters, options.BasePoints);
        sequence = new double[2 * d * n];
        SobolSequence.FillShifted(2 * d, options.Seed, sequence);
        Rows = RowsOf(d, options);
    }

    /// <summary>Number of rows: N·(D + 2), with second order N·(2·D + 2).</summary>
    public int Rows { get; }

    /// <summary>Writes one row.</summary>
    /// <param name="row">0…<see cref="Rows"/> − 1.</param>
    /// <param name="unit">Receives the point. D, overwritten; each value in (0, 1).</param>
    /// <exception cref="ArgumentException">There is no such row, or the span has another length than D.</exception>
    public void FillRow(int row, Span<double> unit)
    {
        if (row < 0 || row >= Rows)
            throw new ArgumentException($"row is {row}; it must be 0…{Rows - 1}.", nameof(row));
        if (unit.Length != d)
            throw new ArgumentException($"unit has {unit.Length} values for {d} parameters.", nameof(unit));
        int block = row / n;
        ReadOnlySpan<double> point = sequence.AsSpan(row % n * 2 * d, 2 * d), a = point[..d], b = point[d..];
        bool fromA = block == 0 || (block >= 2 && block < d + 2);
        (fromA ? a : b).CopyTo(unit);
        if (block >= 2)
        {
            int swapped = (block - 2) % d;
            unit[swapped] = (fromA ? b : a)[swapped];
        }
    }

    internal static void CheckParameters(int parameters, Faults faults) => faults.Within(parameters, 1, MostParameters, "The number of parameters");

    internal static int RowsOf(int parameters, SobolOptions options) => options.BasePoints * ((options.SecondOrder ? 2 * parameters : parameters) + 2);
}
