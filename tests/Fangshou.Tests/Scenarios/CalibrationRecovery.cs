using System.Globalization;
using Fangshou.Calibration;
using Fangshou.Mechanism;
using Fangshou.Scenarios;
using Fangshou.Tests.Mechanism;

namespace Fangshou.Tests.Scenarios;

/// <summary>Parameters that were planted in a simulated world are found again from its statistics.</summary>
public class CalibrationRecovery(ITestOutputHelper output)
{
    const int Replicates = 12;

    static readonly MechanismParameter[] planted = [MechanismParameter.Career, MechanismParameter.DamageWeight, MechanismParameter.SalienceDecay];

    [SlowFact]
    public void Planted_parameters_lie_in_their_intervals_and_the_intervals_are_narrower_than_the_prior()
    {
        PriorSpace priors = new([.. planted.Select(p => ParameterTable.Of(p)).Select(row => Prior.Uniform(row.Key, row.PriorLow!.Value, row.PriorHigh!.Value))]);
        int covered = 0, narrower = 0, told = 0;
        foreach (double[] truth in new double[][] { [2.6, 3.9, 0.45], [3.8, 2.6, 0.30] })
        {
            double[] observed = new double[StylizedFact.All.Length];
            Summarise(truth, 12345, observed);
            AbcPosterior found = AbcReplenishment.Run(
                priors, Summarise, [.. observed], new AbcOptions { Particles = 80, Generations = 6, Scales = [.. StylizedFact.All.Select(fact => fact.Tolerance)] }, cancel: TestContext.Current.CancellationToken);
            for (int i = 0; i < planted.Length; i++)
            {
                ParameterRow row = ParameterTable.Of(planted[i]);
                (double low, double high) = (found.Quantile(i, 0.05), found.Quantile(i, 0.95));
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Key}: {truth[i]}, found {low:F2}…{high:F2} of {row.PriorLow}…{row.PriorHigh}, tolerance {found.Generations[^1].Tolerance:F2}"));
                told++;
                covered += truth[i] >= low && truth[i] <= high ? 1 : 0;
                narrower += high - low < 0.7 * (row.PriorHigh - row.PriorLow) ? 1 : 0;
            }
        }

        // Of six 90 % intervals fewer than four hold the truth by chance once in sixty times; the seed is fixed.
        Assert.True(covered >= 4, $"{covered} of {told} planted values lie in their 90 % intervals.");
        Assert.True(narrower >= 4, $"{narrower} of {told} intervals are narrower than seven tenths of the prior.");
    }

    static void Summarise(ReadOnlySpan<double> parameters, ulong seed, Span<double> summaries)
    {
        ParameterSet set = ParameterSet.Core;
        for (int i = 0; i < planted.Length; i++)
            set = set.With(planted[i], parameters[i]);
        CycleStatistics statistics = new MechanismCalibration(MechanismSample.China, set, Replicates, 7).Measure([set], seed, Replicates, 1);
        for (int i = 0; i < summaries.Length; i++)
            summaries[i] = StylizedFact.All[i].Of(statistics);
    }
}
