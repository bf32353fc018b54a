using System.Globalization;
using Fangshou.Mechanism;
using Fangshou.Numerics;

namespace Fangshou.Tests.Mechanism;

/// <summary>The blind reading finds the mechanism's cycles and hardly any where their order, or their changes, were taken away.</summary>
public class NullRunTests(ITestOutputHelper output)
{
    const int Replicates = 100, Months = 300, From = 120;
    const double LeastReal = 0.45, MostShuffled = 0.12, MostConstant = 0.01;

    static readonly RunPlan plan = new() { World = MechanismSample.China, Parameters = [ParameterSet.Core], Replicates = Replicates, Months = Months, Seed = 2024, Series = CycleStatistics.Series };

    [Fact]
    public void Cycles_are_found_in_the_order_in_which_they_happened() => Assert.True(FullCycles(EnsembleRun.Run(plan, 2)) > LeastReal);

    /// <summary>The same months in another order: restrictive and loosening acts stay together.</summary>
    [Fact]
    public void Shuffled_months_show_few_cycles()
    {
        History history = EnsembleRun.Run(plan, 2);
        for (int r = 0; r < Replicates; r++)
            for (int s = 0; s < history.Sectors; s++)
            {
                RandomStream random = new(3, (uint)r, (uint)s, 0);
                for (int t = Months - 1; t > From; t--)
                {
                    int other = From + Math.Min((int)(random.Uniform() * (t - From + 1)), t - From);
                    Swap(history, Series.Restrictive, r, s, t, other);
                    Swap(history, Series.Loosening, r, s, t, other);
                }
            }

        Assert.True(FullCycles(history) <= MostShuffled);
    }

    [Fact]
    public void Constant_rates_show_no_cycles()
    {
        History history = EnsembleRun.Run(plan, 2);
        foreach (Series series in new[] { Series.Restrictive, Series.Loosening })
            for (int s = 0; s < history.Sectors; s++)
            {
                double rate = Enumerable.Range(0, Replicates).Average(r => MeasuredSpell.Rate(history, series, r, s, From, Months - From));
                for (int r = 0; r < Replicates; r++)
                {
                    RandomStream random = new(4, (uint)r, (uint)s, (uint)series);
                    for (int t = From; t < Months; t++)
                        At(history, series, r, s, t) = random.Poisson(rate);
                }
            }

        Assert.True(FullCycles(history) <= MostConstant);
    }

    double FullCycles(History history)
    {
        double share = CycleStatistics.Of(history, BlindReading.Of(history, From, 2), [0, 1, 2, 3, 4, 5, 6]).FullCycles;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{share:F3} of the sector histories show a full cycle"));
        return share;
    }

    static void Swap(History history, Series series, int replicate, int sector, int month, int other) =>
        (At(history, series, replicate, sector, month), At(history, series, replicate, sector, other)) = (At(history, series, replicate, sector, other), At(history, series, replicate, sector, month));

    static ref float At(History history, Series series, int replicate, int sector, int month) =>
        ref history.Row(series, replicate / RunPlan.GroupSize, month)[(sector * RunPlan.GroupSize) + (replicate % RunPlan.GroupSize)];
}
