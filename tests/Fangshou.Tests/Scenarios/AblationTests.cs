using System.Globalization;
using Fangshou.Mechanism;
using Fangshou.Scenarios;
using Fangshou.Tests.Mechanism;

namespace Fangshou.Tests.Scenarios;

/// <summary>What each part of the mechanism is needed for: the prototype's table, 100 replicates, with bands of three standard errors of a share of 700 histories and of a mean of its spells.</summary>
public class AblationTests(ITestOutputHelper output)
{
    const int Replicates = 100;
    const double NotTold = double.NaN;

    // Full cycles, crackdown mean, lax mean, ratio, drawdown, L-kurtosis, AI crackdowns per 15 years: as printed by the prototype (seed 1).
    static readonly (string Id, double[] Row)[] prototype =
    [
        ("none", [0.58, 20, 64, 21, 0.66, 0.52, 1.16]),
        ("career", [0, NotTold, NotTold, NotTold, NotTold, 0.24, 0]),
        ("harm", [0.04, 10, 60, 27, 0.58, 0.33, 0.02]),
        ("damage-feedback", [0, NotTold, NotTold, 17, 0.79, 0.20, 0.08]),
        ("damage", [0, NotTold, NotTold, 23, 0, 0.26, 0.13]),
        ("focusing", [0.22, 25, 90, 11, 0.55, 0.43, 0]),
        ("cascade", [0.21, 23, 64, 13, 0.51, 0.47, 0.91]),
        ("distortion", [0.53, 16, 50, 16, 0.58, 0.47, 1.31]),
        ("friction", [0.60, 17, 50, 20, 0.55, 0.53, 1.08]),
        ("both", [0.64, 14, 41, 9, 0.44, 0.39, 1.06]),
        ("protection", [0.56, 19, 61, 19, 0.63, 0.50, 1.21]),
        ("contagion", [0.51, 19, 64, 21, 0.63, 0.53, 1.17]),
        ("tail", [0.60, 19, 57, 22, 0.65, 0.51, 1.36]),
    ];

    // Half the width of the bands: about three standard errors of the difference of two such tables, and the rounding.
    static readonly double[] band = [0.09, 2, 8, 4.5, 0.06, 0.04, 0.30];

    public static TheoryData<string> Ids => [.. Ablation.All.Select(ablation => ablation.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Removing_a_part_does_what_it_does_in_the_prototype(string id)
    {
        World world = MechanismSample.China;
        (CycleStatistics others, CycleStatistics ai) = Ablation.All.Single(ablation => ablation.Id == id)
            .Run(world, [ParameterSet.Core], Replicates, 1, world.SectorIndex("ai"), 2, TestContext.Current.CancellationToken);
        double[] row = [others.FullCycles, others.Crackdown.Mean, others.Lax.Mean, others.OnsetRatio, others.Drawdown, others.LKurtosis, ai.Crackdowns];
        double[] expected = prototype.Single(line => line.Id == id).Row;
        output.WriteLine(string.Join("  ", row.Zip(expected, (a, b) => string.Create(CultureInfo.InvariantCulture, $"{a:F2} ({b:F2})"))));
        for (int i = 0; i < row.Length; i++)
            if (!double.IsNaN(expected[i]))
                Assert.InRange(row[i], expected[i] - band[i], expected[i] + band[i]);
    }

    [Fact]
    public void Every_part_of_the_table_is_shipped() => Assert.Equal(prototype.Select(line => line.Id), Ablation.All.Select(ablation => ablation.Id));
}
