using Fangshou.Mechanism;

namespace Fangshou.Tests.Mechanism;

/// <summary>The table of parameters is complete, and its numbers agree with each other.</summary>
public class ParameterTableTests
{
    [Fact]
    public void Every_parameter_has_a_row_with_its_meaning_unit_and_reason()
    {
        Assert.Equal(Enum.GetValues<MechanismParameter>(), ParameterTable.Rows.Select(row => row.Parameter));
        Assert.Equal(ParameterTable.Rows.Length, ParameterTable.Rows.Select(row => row.Key).Distinct().Count());
        Assert.All(ParameterTable.Rows, row =>
        {
            Assert.NotEmpty(row.Meaning);
            Assert.NotEmpty(row.Unit);
            Assert.NotEmpty(row.Equation);
            Assert.NotEmpty(row.Rationale);
        });
    }

    [Fact]
    public void Defaults_core_values_and_priors_lie_in_the_allowed_range() => Assert.All(ParameterTable.Rows, row =>
    {
        Assert.InRange(row.Default, row.Least, row.Largest);
        Assert.InRange(row.Core, row.Least, row.Largest);
        Assert.Equal(row.PriorLow is null, row.PriorHigh is null);
        if (row.PriorLow is not { } low || row.PriorHigh is not { } high)
            return;
        Assert.True(row.Least <= low && low < high && high <= row.Largest, $"{row.Key}: the prior {low}…{high} does not lie in {row.Least}…{row.Largest}.");
        Assert.InRange(row.Default, low, high);
    });

    [Fact]
    public void A_value_out_of_range_is_refused_with_the_range()
    {
        foreach (double value in new[] { 0.99, double.NaN, double.PositiveInfinity, double.NegativeInfinity, -1 })
        {
            ArgumentException refused = Assert.Throws<ArgumentException>(() => ParameterSet.Core.With(MechanismParameter.SeverityTail, value));
            Assert.Contains("severity-tail", refused.Message, StringComparison.Ordinal);
            Assert.Contains("from 1.01 to 10", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(2, ParameterSet.Core.With(MechanismParameter.SeverityTail, 2)[MechanismParameter.SeverityTail]);
        Assert.Equal(1.25, ParameterSet.Core[MechanismParameter.SeverityTail]);
    }

    /// <summary>A parameter that nothing reads would be a promise that is not kept.</summary>
    [Fact]
    public void Every_parameter_moves_something()
    {
        ulong standard = Hash(ParameterSet.Default);
        string[] idle = [.. ParameterTable.Rows.Where(row => Hash(ParameterSet.Default.With(row.Parameter, Other(row))) == standard).Select(row => row.Key)];
        Assert.Empty(idle);

        static double Other(ParameterRow row)
        {
            double other = row.PriorLow ?? ((row.Default + row.Largest) / 2);
            return other == row.Default ? row.PriorHigh!.Value : other;
        }

        // Fines and the fate of drafts leave no trace in the state, so that the acts are hashed, not the state.
        static ulong Hash(ParameterSet set)
        {
            History history = EnsembleRun.Run(MechanismSample.Plan(MechanismSample.China, [set], 64, 240, 12), 2);
            ulong hash = StateMix.Start;
            foreach (Series series in new[] { Series.Fine, Series.Draft, Series.ContentActs, Series.Restrictive, Series.Loosening })
                for (int r = 0; r < history.Replicates; r++)
                    for (int t = 0; t < history.Months; t++)
                        for (int s = 0; s < history.Sectors; s++)
                            hash = StateMix.Add(hash, BitConverter.SingleToUInt32Bits(history.At(series, r, t, s)));
            return hash;
        }
    }
}
