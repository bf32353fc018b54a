using MathNet.Numerics.LinearAlgebra;

namespace Fangshou.Forecasts;

/// <summary>Who triggers how many of whom: the mean number of events in one cell that an event in another triggers directly.</summary>
/// <remarks>
/// An event triggers <i>self</i> events in its own cell, <i>area</i> times their similarity in each other one, and <i>campaign</i> in all others
/// together, shared out evenly, so that its size does not hang on the number of cells. The matrix is symmetric because similarity is.
/// </remarks>
static class BranchingMatrix
{
    /// <summary>C×C, row-major; rows are "from", columns are "to".</summary>
    internal static double[] Build(int cells, double self, double area, double campaign, ReadOnlySpan<double> similarity)
    {
        double[] matrix = new double[cells * cells];
        for (int from = 0; from < cells; from++)
        {
            for (int to = 0; to < cells; to++)
            {
                int at = (from * cells) + to;
                matrix[at] = from == to ? self : (area * similarity[at]) + (campaign / (cells - 1));
            }
        }
        return matrix;
    }

    /// <summary>The eigenvalues from the largest down, each with its eigenvector of length 1. The process explodes once the first is 1.</summary>
    internal static (double[] Radii, double[][] Directions) Spectrum(double[] matrix, int cells)
    {
        // Entries are not negative, so that by Perron and Frobenius no eigenvalue lies further from 0 than the largest.
        var found = Matrix<double>.Build.Dense(cells, cells, matrix).Evd(Symmetricity.Symmetric);
        int[] order = [.. Enumerable.Range(0, cells).OrderByDescending(i => found.EigenValues[i].Real)];
        return ([.. order.Select(i => found.EigenValues[i].Real)], [.. order.Select(i => found.EigenVectors.Column(i).ToArray())]);
    }
}
