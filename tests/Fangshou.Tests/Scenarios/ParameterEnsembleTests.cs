using System.Collections.Immutable;
using System.Text;
using Fangshou.Mechanism;
using Fangshou.Scenarios;

namespace Fangshou.Tests.Scenarios;

/// <summary>Files of weighted parameter sets.</summary>
public class ParameterEnsembleTests
{
    [Fact]
    public void A_file_gives_sets_and_weights()
    {
        ParameterEnsemble ensemble = Read("weight,career,anger\n0.25,2,0.1\n0.75,4,0.3\n");
        Assert.Equal([2.0, 4.0], ensemble.Sets.Select(set => set[MechanismParameter.Career]));
        Assert.Equal([0.1, 0.3], ensemble.Sets.Select(set => set[MechanismParameter.Anger]));
        Assert.Equal([0.25, 0.75], ensemble.Weights);
        Assert.Equal(ParameterSet.Default[MechanismParameter.Peers], ensemble.Sets[0][MechanismParameter.Peers]);
        Assert.Equal(1 / 0.625, ensemble.EffectiveSampleSize, 1e-12);
    }

    [Theory]
    [InlineData(4, 1, 3)]
    [InlineData(100, 25, 75)]
    [InlineData(1, 0, 1)]
    public void A_draw_has_each_set_as_often_as_its_weight_says(int count, int first, int second)
    {
        ImmutableArray<ParameterSet> drawn = Read("weight,career\n0.25,2\n0.75,4\n").Draw(count);
        Assert.Equal(first, drawn.Count(set => set[MechanismParameter.Career] == 2));
        Assert.Equal(second, drawn.Count(set => set[MechanismParameter.Career] == 4));
    }

    [Theory]
    [InlineData("", "The file is empty")]
    [InlineData("weight,career\n", "no row")]
    [InlineData("career,weight\n2,1\n", "The first column is 'career'")]
    [InlineData("weight,carer\n1,2\n", "Column 2: 'carer' is no parameter")]
    [InlineData("weight,career\n1,x\n", "Row 2, column 2: 'x' is no number")]
    [InlineData("weight,career\n1,99\n", "Row 2: career is 99; from 0 to 20 is allowed")]
    [InlineData("weight,career\n-1,2\n", "Row 2: the weight is -1")]
    [InlineData("weight,career\n1,NaN\n", "career is NaN")]
    [InlineData("weight,career\n1,2,3\n", "Row 2 has 3 cells, the header 2")]
    public void A_fault_is_named_with_row_and_column(string text, string message) => Assert.Contains(message, Assert.Throws<FormatException>(() => Read(text)).Message, StringComparison.Ordinal);

    static ParameterEnsemble Read(string text) => ParameterEnsemble.Read(Encoding.UTF8.GetBytes(text));
}
