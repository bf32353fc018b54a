using Fangshou.Numerics;

namespace Fangshou.Calibration;

/// <summary>Steps from one point to another by a normal law whose covariance is that of a weighted cloud of points, times a factor.</summary>
sealed class NormalKernel
{
    readonly int d;
    readonly double[] root;

    /// <summary>Takes the covariance of a cloud.</summary>
    /// <param name="points">n×D row-major.</param>
    /// <param name="weights">n, ≥ 0, sum 1.</param>
    /// <param name="factor">Times the covariance; above 0.</param>
    /// <param name="ridge">Added to every variance, above 0: a flat cloud can still be stepped out of.</param>
    internal NormalKernel(ReadOnlySpan<double> points, ReadOnlySpan<double> weights, double factor, double ridge)
    {
        d = points.Length / weights.Length;
        root = new double[d * d];
        double[] mean = new double[d];
        for (int n = 0; n < weights.Length; n++)
            for (int i = 0; i < d; i++)
                mean[i] += weights[n] * points[(n * d) + i];
        for (int n = 0; n < weights.Length; n++)
            for (int i = 0; i < d; i++)
                for (int j = 0; j <= i; j++)
                    root[(i * d) + j] += factor * weights[n] * (points[(n * d) + i] - mean[i]) * (points[(n * d) + j] - mean[j]);
        for (int i = 0; i < d; i++)
            root[(i * d) + i] += ridge;
        Factor(ridge);
    }

    /// <summary>One step.</summary>
    internal void Move(ReadOnlySpan<double> from, ref RandomStream random, Span<double> to)
    {
        from.CopyTo(to);
        for (int j = 0; j < d; j++)
        {
            double normal = random.Normal();
            for (int i = j; i < d; i++)
                to[i] += root[(i * d) + j] * normal;
        }
    }

    /// <summary>Changes coordinates so that a step is standard normal in all of them.</summary>
    /// <param name="point">D, overwritten.</param>
    internal void Whiten(Span<double> point)
    {
        for (int i = 0; i < d; i++)
        {
            for (int j = 0; j < i; j++)
                point[i] -= root[(i * d) + j] * point[j];
            point[i] /= root[(i * d) + i];
        }
    }

    /// <summary>Cholesky in place; a pivot lost to rounding becomes the ridge.</summary>
    void Factor(double ridge)
    {
        for (int i = 0; i < d; i++)
            for (int j = 0; j <= i; j++)
            {
                double rest = root[(i * d) + j];
                for (int k = 0; k < j; k++)
                    rest -= root[(i * d) + k] * root[(j * d) + k];
                root[(i * d) + j] = i == j ? Math.Sqrt(Math.Max(rest, ridge)) : rest / root[(j * d) + j];
            }
    }
}
