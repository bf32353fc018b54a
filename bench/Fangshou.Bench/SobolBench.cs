using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Fangshou.Calibration;

namespace Fangshou.Bench;

/// <summary>Sobol' indices of ten parameters: 2¹⁴ base points, second order, 100 resamples. All cores; the model's own time is not counted.</summary>
[MemoryDiagnoser]
public class SobolBench
{
    static readonly SobolOptions options = new() { BasePoints = 1 << 14, SecondOrder = true, Resamples = 100 };
    static readonly ImmutableArray<string> names = [.. Enumerable.Range(1, 10).Select(i => $"x{i}")];

    double[] outputs = [];

    /// <summary>Outputs of Sobol's g-function on the design.</summary>
    [GlobalSetup]
    public void Setup()
    {
        SobolDesign design = new(names.Length, options);
        outputs = new double[design.Rows];
        double[] unit = new double[names.Length];
        for (int row = 0; row < outputs.Length; row++)
        {
            design.FillRow(row, unit);
            outputs[row] = unit.Index().Aggregate(1.0, (product, x) => product * (Math.Abs((4 * x.Item) - 2) + x.Index) / (1 + x.Index));
        }
    }

    /// <summary>Every row of the design, written once.</summary>
    [Benchmark]
    public double Design()
    {
        SobolDesign design = new(names.Length, options);
        Span<double> unit = stackalloc double[names.Length];
        double sum = 0;
        for (int row = 0; row < design.Rows; row++)
        {
            design.FillRow(row, unit);
            sum += unit[0];
        }

        return sum;
    }

    /// <summary>All indices with their intervals.</summary>
    [Benchmark]
    public double Estimate() => SobolIndices.Estimate("g", names, outputs, options).Variance;
}
