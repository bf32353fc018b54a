using Fangshou.Numerics;

namespace Fangshou.Tests.Numerics.Oracles;

public class ProductLimitOracle
{
    /// <summary>Weeks of remission under 6-mercaptopurine; minus: still in remission (Freireich and others 1963, Blood 21:699, table 2, as in every textbook of survival).</summary>
    static readonly int[] weeks = [6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35];

    static readonly Duration[] remission = [.. weeks.Select(w => new Duration(Math.Abs(w), w > 0)).OrderBy(d => d.Months)];

    /// <summary>The published curve steps at 6 (.857), 7 (.807), 10 (.753), 13 (.690), 16 (.627), 22 (.538) and 23 (.448).</summary>
    [Theory]
    [InlineData(0.142, 6)]
    [InlineData(0.144, 7)]
    [InlineData(0.193, 7)]
    [InlineData(0.2, 10)]
    [InlineData(0.246, 10)]
    [InlineData(0.248, 13)]
    [InlineData(0.31, 16)]
    [InlineData(0.38, 22)]
    [InlineData(0.47, 23)]
    [InlineData(0.5, 23)]
    [InlineData(0.55, 23)]
    [InlineData(0.56, double.NaN)]
    public void Quantiles_are_the_published_ones(double probability, double expected) => Assert.Equal(expected, ProductLimit.Quantile(remission, probability));

    [Fact]
    public void A_weight_counts_as_so_many()
    {
        Duration[] weighted = [.. remission.Select((d, i) => d with { Weight = 1 + (i % 3) })], repeated = [.. weighted.SelectMany(d => Enumerable.Repeat(d with { Weight = 1 }, (int)d.Weight))];
        foreach (double p in (double[])[0.05, 0.15, 0.25, 0.35, 0.45])
            Assert.Equal(ProductLimit.Quantile(repeated, p), ProductLimit.Quantile(weighted, p));
    }

    [Fact]
    public void Of_nothing_nothing_is_known() => Assert.Equal(double.NaN, ProductLimit.Quantile([], 0.5));
}
