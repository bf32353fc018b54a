using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fangshou.Mechanism;
using Fangshou.Scenarios;
using Fangshou.Tests.Mechanism;

namespace Fangshou.Tests.Scenarios;

/// <summary>The calibrated ensemble that scenarios run on is the one that the calibration made, and meets the facts that the page says it meets.</summary>
public class ShippedEnsembleTests(ITestOutputHelper output)
{
    const int LeastSets = 200;
    const ulong OtherSeed = 99;

    static readonly string folder = Path.Combine(AppContext.BaseDirectory, "scenarios", "ensembles");

    static readonly ParameterEnsemble ensemble = ParameterEnsemble.Read(File.ReadAllBytes(Path.Combine(folder, "china.csv")));

    [Fact]
    public void The_file_is_the_one_that_its_description_names()
    {
        using JsonDocument description = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "china.json")));
        Assert.Equal(description.RootElement.GetProperty("sha256").GetString(), ensemble.ContentHash);
        Assert.Equal(RunPlan.ModelVersion, description.RootElement.GetProperty("model").GetString());
        Assert.Equal(MechanismSample.China.Id, description.RootElement.GetProperty("world").GetString());
        Assert.Equal(ensemble.Sets.Length, description.RootElement.GetProperty("particles").GetInt32());
    }

    [Fact]
    public void It_has_sets_enough_and_each_lies_in_the_priors()
    {
        Assert.True(ensemble.EffectiveSampleSize >= LeastSets);
        Assert.All(ensemble.Sets, set => Assert.All(ParameterTable.Rows, row =>
        {
            if (MechanismCalibration.Calibrated.Contains(row.Parameter))
                Assert.InRange(set[row.Parameter], row.PriorLow!.Value, row.PriorHigh!.Value);
            else
                Assert.Equal(row.Default, set[row.Parameter]);
        }));
        Assert.True(ensemble.Sets.Select(set => set[MechanismParameter.Career]).Distinct().Count() >= LeastSets);
    }

    /// <summary>On random numbers that the calibration did not see: all facts but one within a tolerance and a half, and closer than the defaults.</summary>
    [Fact]
    public void It_meets_the_facts_but_for_the_largest_fine()
    {
        MechanismCalibration calibration = new(MechanismSample.China, ParameterSet.Default, 8, MechanismSample.China.SectorIndex("ai"));
        CycleStatistics found = calibration.Measure(ensemble.Draw(50), OtherSeed, 400, 2), defaults = calibration.Measure([ParameterSet.Default], OtherSeed, 400, 2);
        foreach (StylizedFact fact in StylizedFact.All)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{fact.Statistic}: {fact.Of(found):F2}, target {fact.Value} ± {fact.Tolerance}, missed by {fact.Missed(found):F1}; defaults {fact.Of(defaults):F2}"));
        ImmutableArray<string> missed = [.. StylizedFact.All.Where(fact => !(fact.Missed(found) <= 1.5)).Select(fact => fact.Statistic)];
        Assert.Equal(["largest-fine"], missed);
        Assert.True(Distance(found) < Distance(defaults) / 2);

        static double Distance(CycleStatistics statistics) => Math.Sqrt(StylizedFact.All.Sum(fact => fact.Missed(statistics) * fact.Missed(statistics)));
    }
}
