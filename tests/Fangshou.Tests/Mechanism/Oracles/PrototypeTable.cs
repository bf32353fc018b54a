using System.Globalization;
using Fangshou.Mechanism;

namespace Fangshou.Tests.Mechanism.Oracles;

/// <summary>The table of what emerged in the prototype (400 replicates, seven sectors, months 120–300, seed 2024), within three Monte-Carlo standard errors.</summary>
public class PrototypeTable(ITestOutputHelper output)
{
    const int Replicates = 400, Batches = 20;

    static readonly int[] others = [0, 1, 2, 3, 4, 5, 6];

    // Printed by the prototype's command base: value and the half unit of its last digit.
    static readonly (string Name, double Value, double Rounding, Func<CycleStatistics, double> Read)[] table =
    [
        ("full cycles", 0.58, 0.005, s => s.FullCycles),
        ("crackdowns", 1.36, 0.005, s => s.Crackdowns),
        ("lax, mean", 64, 0.5, s => s.Lax.Mean),
        ("lax, spread", 30, 0.5, s => s.Lax.Spread),
        ("crackdown, mean", 20, 0.5, s => s.Crackdown.Mean),
        ("crackdown, spread", 8, 0.5, s => s.Crackdown.Spread),
        ("easing, mean", 22, 0.5, s => s.Easing.Mean),
        ("easing, spread", 12, 0.5, s => s.Easing.Spread),
        ("onset ratio", 21.0, 0.05, s => s.OnsetRatio),
        ("drawdown", 0.65, 0.005, s => s.Drawdown),
        ("lag", 19, 0.5, s => s.LagMonths),
        ("L-kurtosis", 0.53, 0.005, s => s.LKurtosis),
        ("clustering", 0.91, 0.005, s => s.Clustering),
        ("clustering by chance", 0.68, 0.005, s => s.ClusteringByChance),
        ("triggered", 0.58, 0.005, s => s.Triggered),
        ("harm at onset", 0.88, 0.005, s => s.HarmAtOnset),
        ("seen at onset", 0.37, 0.005, s => s.SeenAtOnset),
        ("cascade", 1.7, 0.05, s => s.CascadeMonths),
    ];

    [Fact]
    public void Statistics_are_those_of_the_prototype_within_three_standard_errors()
    {
        CycleStatistics whole = Measure(0, Replicates);
        CycleStatistics[] parts = [.. Enumerable.Range(0, Batches).Select(batch => Measure(RunPlan.GroupSize * 50 * (batch + 1), RunPlan.GroupSize * 5))];
        foreach ((string name, double value, double rounding, Func<CycleStatistics, double> read) in table)
        {
            // Batches of 40; both tables are of 400, and both are estimates.
            double[] batch = [.. parts.Select(read)];
            double mean = batch.Average(), error = Math.Sqrt(batch.Sum(b => (b - mean) * (b - mean)) / (Batches - 1) * 40 / Replicates * 2);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {read(whole):F3}, prototype {value}, standard error of the difference {error:F3}"));
            Assert.InRange(read(whole), value - rounding - (3 * error), value + rounding + (3 * error));
        }

        static CycleStatistics Measure(int first, int replicates)
        {
            History history = EnsembleRun.Run(
                new RunPlan
                {
                    World = MechanismSample.China,
                    Parameters = [ParameterSet.Core],
                    Replicates = replicates,
                    FirstReplicate = first,
                    Months = 300,
                    Seed = 2024,
                    Series = CycleStatistics.Series,
                },
                2);
            return CycleStatistics.Of(history, BlindReading.Of(history, 120, 2), [.. others]);
        }
    }
}
