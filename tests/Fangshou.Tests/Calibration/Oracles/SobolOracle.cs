using System.Collections.Immutable;
using Fangshou.Calibration;

namespace Fangshou.Tests.Calibration.Oracles;

/// <summary>Functions whose shares of variance are known in closed form.</summary>
public class SobolOracle(ITestOutputHelper output)
{
    static readonly SobolOptions large = new() { BasePoints = 1 << 14, SecondOrder = true };

    /// <summary>V8: a = 7, b = 0.1. Ishigami and Homma (1990).</summary>
    [Fact]
    public void Ishigami_shares_are_those_of_its_closed_form()
    {
        PriorSpace space = new(Angle("x1"), Angle("x2"), Angle("x3"));
        SobolIndices found = SobolIndices.Run(
            space,
            (x, _, y) => y[0] = Math.Sin(x[0]) + (7 * Math.Pow(Math.Sin(x[1]), 2)) + (0.1 * Math.Pow(x[2], 4) * Math.Sin(x[0])),
            ["y"], large, cancel: TestContext.Current.CancellationToken)[0];
        Report(found);
        Assert.Equal(13.844588, found.Variance, 0.01 * 13.844588);
        Assert.Equal(3.5, found.Mean, 0.01);
        AssertClose([0.313905, 0.442411, 0], found.First, 0.01);
        AssertClose([0.557589, 0.442411, 0.243684], found.Total, 0.01);
        AssertClose([0, 0.243684, 0], [.. found.Pairs.Select(p => p.Index)], 0.01);
        Assert.Equal(("x1", "x3"), (found.Pairs[1].First, found.Pairs[1].Second));

        static Prior Angle(string name) => Prior.Uniform(name, -Math.PI, Math.PI);
    }

    /// <summary>Product of (|4x − 2| + a)/(1 + a): Sobol' (1993).</summary>
    [Fact]
    public void The_g_functions_shares_are_those_of_its_closed_form()
    {
        double[] a = [0, 1, 4.5, 9, 99, 99], partial = [.. a.Select(c => 1 / (3 * (1 + c) * (1 + c)))];
        double variance = partial.Aggregate(1.0, (p, v) => p * (1 + v)) - 1;
        PriorSpace space = new([.. a.Select((_, i) => Prior.Uniform($"x{i}", 0, 1))]);
        SobolIndices found = SobolIndices.Run(
            space,
            (x, _, y) =>
            {
                y[0] = 1;
                for (int i = 0; i < x.Length; i++)
                    y[0] *= (Math.Abs((4 * x[i]) - 2) + a[i]) / (1 + a[i]);
            },
            ["g"], large, cancel: TestContext.Current.CancellationToken)[0];
        Report(found);
        Assert.Equal(variance, found.Variance, 0.01 * variance);
        AssertClose([.. partial.Select(v => v / variance)], found.First, 0.01);
        AssertClose([.. partial.Select(v => v * (1 + variance) / (1 + v) / variance)], found.Total, 0.01);
        AssertClose(
            [.. partial.Index().SelectMany(p => partial[(p.Index + 1)..].Select(q => p.Item * q / variance))],
            [.. found.Pairs.Select(p => p.Index)], 0.01);
    }

    [Fact]
    public void In_an_additive_model_first_and_total_shares_are_the_same()
    {
        // Variances 1/12·4², 3²·0.5² and 2²·(variance of a log-uniform on 1…e).
        PriorSpace space = new(Prior.Uniform("u", 0, 4), Prior.Normal("n", 1, 0.5), Prior.LogUniform("l", 1, Math.E));
        double mean = Math.E - 1, logUniform = ((Math.E * Math.E) - 1) / 2 - (mean * mean);
        double[] parts = [16 / 12.0, 9 * 0.25, 4 * logUniform];
        SobolIndices found = SobolIndices.Run(space, (x, _, y) => y[0] = x[0] + (3 * x[1]) - (2 * x[2]), ["y"], large, cancel: TestContext.Current.CancellationToken)[0];
        Report(found);
        double[] shares = [.. parts.Select(v => v / parts.Sum())];
        AssertClose(shares, found.First, 0.01);
        AssertClose(shares, found.Total, 0.01);
        Assert.All(found.Pairs, p => Assert.Equal(0, p.Index.Value, 0.01));
    }

    void Report(SobolIndices found) => output.WriteLine(
        $"V {found.Variance:R}\nS  {string.Join(" ", found.First)}\nST {string.Join(" ", found.Total)}\nS2 {string.Join(" ", found.Pairs.Select(p => p.Index))}");

    static void AssertClose(double[] expected, ImmutableArray<IntervalEstimate> actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i].Value, tolerance);
            Assert.InRange(expected[i], actual[i].Low - 1e-6, actual[i].High + 1e-6);
        }
    }
}
