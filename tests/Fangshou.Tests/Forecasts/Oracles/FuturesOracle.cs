using CsCheck;
using Fangshou.Forecasts;
using Fangshou.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Fangshou.Tests.Forecasts.Oracles;

public class FuturesOracle
{
    static readonly double[][] recent = [[1, 9.5, 9.9], [9.7], [], [2, 3, 4, 9.99]];

    static readonly EventTimes past = new(recent, 10);

    [Fact]
    public void The_mean_of_the_futures_is_the_expected_intensity()
    {
        const int Futures = 20_000, Months = 12;
        ContagionFutures drawn = ContagionFutures.Simulate(ContagionGen.Four, past, new() { Count = Futures, Months = Months });
        double[,] expected = Expected(ContagionGen.Four, Excitation.AtEnd(past, ContagionGen.Four.DecayPerMonth).Levels, Months);
        double worst = 0;
        for (int month = 0; month < Months; month++)
        {
            for (int cell = 0; cell < 4; cell++)
            {
                double[] counts = [.. Enumerable.Range(0, Futures).Select(f => (double)drawn[f, month, cell])];
                double mean = counts.Average(), error = Math.Sqrt(counts.Sum(c => (c - mean) * (c - mean)) / (Futures - 1.0) / Futures);
                worst = Math.Max(worst, Math.Abs(mean - expected[month, cell]) / error);
            }
        }

        // The largest of 48 standard normals exceeds 4 with probability .003.
        Assert.InRange(worst, .5, 4);
    }

    [Fact]
    public void Clusters_and_thinning_draw_from_one_distribution()
    {
        const int Futures = 20_000, Months = 3;
        Contagion model = ContagionGen.Four;
        double[] levels = Excitation.AtEnd(past, model.DecayPerMonth).Levels;
        ContagionFutures drawn = ContagionFutures.Simulate(model, past, new() { Count = Futures, Months = Months });
        int[] clusters = new int[40], thinned = new int[40];
        for (int f = 0; f < Futures; f++)
        {
            RandomStream random = new(11, (uint)f, 0, 0);
            int total = 0;
            for (int month = 0; month < Months; month++)
                total += drawn[f, month, 0] + drawn[f, month, 1] + drawn[f, month, 2] + drawn[f, month, 3];
            clusters[Math.Min(39, total)]++;
            thinned[Math.Min(39, Thinning.Draw(model, 0, Months, ref random, levels).Sum(t => t.Length))]++;
        }

        // Two samples of one size: chi-squared with as many degrees of freedom as totals that were seen, less one.
        int[] seen = [.. Enumerable.Range(0, 40).Where(i => clusters[i] + thinned[i] > 10)];
        double distance = seen.Sum(i => Math.Pow(clusters[i] - thinned[i], 2) / (clusters[i] + thinned[i]));
        Assert.True(seen.Length > 15);
        Assert.InRange(distance, 0, MathNet.Numerics.Distributions.ChiSquared.InvCDF(seen.Length - 1, .999));
    }

    [Fact]
    public void A_future_depends_on_its_number_alone()
    {
        ContagionFutures all = ContagionFutures.Simulate(ContagionGen.Four, past, new() { Count = 40, Months = 5 });
        Gen.Int[0, 39].Sample(first =>
        {
            ContagionFutures some = ContagionFutures.Simulate(ContagionGen.Four, past, new() { First = first, Count = 40 - first, Months = 5 });
            Assert.True(all.Counts.AsSpan()[(first * 20)..].SequenceEqual(some.Counts.AsSpan()));
        });
        Assert.False(all.Counts.AsSpan().SequenceEqual(ContagionFutures.Simulate(ContagionGen.Four, past, new() { Count = 40, Months = 5, Seed = 2 }).Counts.AsSpan()));
    }

    [Fact]
    public void Nothing_happens_without_baseline_and_past()
    {
        Contagion silent = ContagionGen.Four with { BaselinesPerMonth = [0, 0, 0, 0] };
        Assert.Equal(0, ContagionFutures.Simulate(silent, new([[], [], [], []], 10)).Counts.Sum());
        Assert.NotEqual(0, ContagionFutures.Simulate(silent, past).Counts.Sum());
    }

    [Fact]
    public void What_explodes_or_is_out_of_range_is_refused()
    {
        ArgumentException refused = Assert.Throws<ArgumentException>(() => ContagionFutures.Simulate(
            ContagionGen.Four with { Self = 1.5 }, past, new() { First = -1, Count = 0, Months = 601 }));
        foreach (string fault in (string[])["First is -1, but must be 0…", "Count is 0,", "Months is 601, but must be 1…600", "the spectral radius is 1."])
            Assert.Contains(fault, refused.Message, StringComparison.Ordinal);
        Assert.Contains(
            "draw them in parts",
            Assert.Throws<ArgumentException>(() => ContagionFutures.Simulate(ContagionGen.Four, past, new() { Count = 1_000_000, Months = 600 })).Message,
            StringComparison.Ordinal);
    }

    /// <summary>
    /// Expected events by month and cell: the mean intensity m follows m' = β(μ − (1 − bᵀ)m), whose solution goes through the eigenvectors of the
    /// symmetric b (Dassios and Zhao 2011, Adv. Appl. Prob. 43:814–846, for one cell).
    /// </summary>
    static double[,] Expected(Contagion model, double[] levels, int months)
    {
        int cells = model.Cells;
        var eigen = Matrix<double>.Build.Dense(cells, cells, model.Branching()).Evd(Symmetricity.Symmetric);
        var baseline = Vector<double>.Build.Dense([.. model.BaselinesPerMonth]);
        var start = baseline + (Matrix<double>.Build.Dense(cells, cells, model.Branching()) * Vector<double>.Build.Dense(levels));
        var (base1, start1) = (eigen.EigenVectors.Transpose() * baseline, eigen.EigenVectors.Transpose() * start);
        double[,] expected = new double[months, cells];
        for (int month = 0; month < months; month++)
        {
            var along = Vector<double>.Build.Dense(cells, k =>
            {
                double rate = model.DecayPerMonth * (1 - eigen.EigenValues[k].Real), steady = model.DecayPerMonth * base1[k] / rate;
                return steady + ((start1[k] - steady) * (Math.Exp(-rate * month) - Math.Exp(-rate * (month + 1))) / rate);
            });
            var here = eigen.EigenVectors * along;
            for (int cell = 0; cell < cells; cell++)
                expected[month, cell] = here[cell];
        }
        return expected;
    }
}
