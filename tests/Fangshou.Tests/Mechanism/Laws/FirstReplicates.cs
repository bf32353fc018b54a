using CsCheck;
using Fangshou.Mechanism;

namespace Fangshou.Tests.Mechanism.Laws;

/// <summary>An ensemble looked at while it grows.</summary>
public class FirstReplicates
{
    [Fact]
    public void They_are_those_of_a_run_of_so_many_and_the_rest_follows_to_the_same_end() => Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40], Gen.Int[1, 3]).Sample(
        (some, more, threads) =>
        {
            RunPlan plan = MechanismSample.Plan(MechanismSample.China, [ParameterSet.Default], 40, 30, 7);
            EnsembleRun run = new(plan);
            Assert.Equal(Numbers(EnsembleRun.Run(plan with { Replicates = some }, 1)), Numbers(run.First(some, threads, CancellationToken.None)));
            History kept = run.First(some, threads, CancellationToken.None);
            Assert.Equal(Numbers(EnsembleRun.Run(plan with { Replicates = more }, 1)), Numbers(run.First(more, threads, CancellationToken.None)));
            run.Advance(threads, null, CancellationToken.None);
            Assert.True(run.IsComplete);
            Assert.Equal(Numbers(EnsembleRun.Run(plan, 1)), Numbers(run.History));
            Assert.Equal(some, kept.Replicates);
        },
        iter: 20);

    [Theory]
    [InlineData(0)]
    [InlineData(41)]
    public void More_than_there_are_or_none_are_refused(int replicates) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EnsembleRun(MechanismSample.Plan(MechanismSample.China, [ParameterSet.Default], 40, 30, 7)).First(replicates, 1, CancellationToken.None));

    static float[] Numbers(History history) =>
    [
        .. from series in history.Plan.Series
           from replicate in Enumerable.Range(0, history.Replicates)
           from month in Enumerable.Range(0, history.Months)
           from sector in Enumerable.Range(0, history.Sectors)
           select history.At(series, replicate, month, sector),
    ];
}
