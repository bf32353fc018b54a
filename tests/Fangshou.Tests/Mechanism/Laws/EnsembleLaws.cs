using CsCheck;
using Fangshou.Mechanism;

namespace Fangshou.Tests.Mechanism.Laws;

/// <summary>An ensemble's numbers depend on its plan alone: not on threads, on parts, on a stop and a resumption.</summary>
public class EnsembleLaws
{
    const int Months = 40, Replicates = 50;

    static readonly RunPlan plan = MechanismSample.Plan(MechanismSample.China, [ParameterSet.Core, ParameterSet.Default], Replicates, Months, 7);

    static readonly History whole = EnsembleRun.Run(plan, 1);

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public void Threads_change_nothing(int threads) => AssertSame(EnsembleRun.Run(plan, threads));

    [Fact]
    public void A_part_of_the_replicates_has_the_numbers_that_it_has_in_the_whole() => Gen.Int[0, 5].Sample(
        part =>
        {
            int first = part * RunPlan.GroupSize;
            History some = EnsembleRun.Run(plan with { FirstReplicate = first, Replicates = Math.Min(RunPlan.GroupSize, Replicates - first) }, 1);
            for (int r = 0; r < some.Replicates; r++)
                AssertSame(some, r, first + r);
        },
        iter: 6,
        threads: 1);

    [Fact]
    public void A_run_that_was_stopped_saved_and_resumed_ends_as_one_that_was_not() => Gen.Int[1, 30].Sample(
        looks =>
        {
            EnsembleRun run = new(plan);
            using CancellationTokenSource stop = new();
            StopAfter progress = new(looks, stop);
            try
            {
                run.Advance(2, progress, stop.Token);
            }
            catch (OperationCanceledException)
            {
                // With few groups left, the run may also have reached its end first.
            }

            using MemoryStream saved = new();
            run.Save(saved);
            saved.Position = 0;
            EnsembleRun resumed = EnsembleRun.Resume(plan, saved);
            Assert.Equal(run.Progress, resumed.Progress);
            resumed.Advance(3, null, CancellationToken.None);
            Assert.True(resumed.IsComplete);
            AssertSame(resumed.History);
        },
        iter: 10,
        threads: 1);

    [Fact]
    public void Replicates_that_were_saved_in_mid_run_go_on_where_they_were() => Gen.Int[1, Months - 1].Sample(
        month =>
        {
            EnsembleRun run = new(plan);
            run.AdvanceTo(month, 2, null, CancellationToken.None);
            using MemoryStream saved = new();
            run.Save(saved);
            saved.Position = 0;
            EnsembleRun resumed = EnsembleRun.Resume(plan, saved);
            Assert.Equal((double)month / Months, resumed.Progress, 12);
            resumed.Advance(2, null, CancellationToken.None);
            AssertSame(resumed.History);
        },
        iter: 10,
        threads: 1);

    /// <summary>A token that says stop while groups begin leaves some that have done nothing.</summary>
    [Fact]
    public void A_run_that_was_stopped_before_its_first_month_can_be_saved_and_resumed()
    {
        EnsembleRun run = new(plan);
        using CancellationTokenSource stop = new();
        stop.Cancel();
        for (int group = 0; group < plan.Groups; group++)
            run.RunGroup(group, Months, stop.Token);
        Assert.Equal(0, run.Progress);
        using MemoryStream saved = new();
        run.Save(saved);
        saved.Position = 0;
        EnsembleRun resumed = EnsembleRun.Resume(plan, saved);
        resumed.Advance(2, null, CancellationToken.None);
        AssertSame(resumed.History);
    }

    [Fact]
    public void Progress_never_falls_and_ends_at_one()
    {
        List<double> told = [];
        new EnsembleRun(plan).Advance(4, new Listener(told), CancellationToken.None);
        Assert.Equal(told.Order(), told);
        Assert.Equal(1, told[^1]);
    }

    [Fact]
    public void A_checkpoint_of_another_plan_is_refused()
    {
        EnsembleRun run = new(plan);
        using MemoryStream saved = new();
        run.Save(saved);
        foreach (RunPlan other in new[] { plan with { Seed = 8 }, plan with { Months = 41 }, plan with { Parameters = [ParameterSet.Core] }, plan with { Interventions = [] }, plan with { Interventions = [.. plan.Interventions, new Intervention { Month = 20, Roles = [new RoleMove(1, Move.Scale, 0.5)] }] } })
        {
            saved.Position = 0;
            Assert.Contains("another run", Assert.Throws<FormatException>(() => EnsembleRun.Resume(other, saved)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_checkpoint_that_is_cut_off_or_foreign_is_refused()
    {
        EnsembleRun run = new(plan);
        run.Advance(1, null, CancellationToken.None);
        using MemoryStream saved = new();
        run.Save(saved);
        byte[] bytes = saved.ToArray();
        foreach (int length in new[] { 0, 7, 40, bytes.Length / 2, bytes.Length - 1 })
            Assert.Throws<FormatException>(() => EnsembleRun.Resume(plan, new MemoryStream(bytes, 0, length)));
        Assert.Throws<FormatException>(() => EnsembleRun.Resume(plan, new MemoryStream(new byte[100])));
        Assert.Throws<FormatException>(() => EnsembleRun.Resume(plan, new MemoryStream([.. bytes, 0])));
    }

    [Fact]
    public void State_hashes_tell_runs_apart_in_the_month_in_which_they_part()
    {
        History other = EnsembleRun.Run(plan with { Interventions = [.. plan.Interventions, new Intervention { Month = 20, Incidents = [new PlantedIncident(1, 30)] }] }, 2);
        Assert.All(Enumerable.Range(0, 20), month => Assert.Equal(whole.StateHash(month), other.StateHash(month)));
        Assert.All(Enumerable.Range(20, Months - 20), month => Assert.NotEqual(whole.StateHash(month), other.StateHash(month)));
    }

    static void AssertSame(History other)
    {
        for (int month = 0; month < Months; month++)
            Assert.Equal(whole.StateHash(month), other.StateHash(month));
        for (int r = 0; r < Replicates; r++)
            AssertSame(other, r, r);
    }

    static void AssertSame(History some, int replicate, int inWhole)
    {
        foreach (Series series in plan.Series)
            for (int month = 0; month < Months; month++)
                for (int s = 0; s < whole.Sectors; s++)
                    if (some.At(series, replicate, month, s) != whole.At(series, inWhole, month, s))
                        Assert.Fail($"{series} of sector {s}, replicate {inWhole}, month {month} differs.");
    }

    sealed class Listener(List<double> told) : IProgress<double>
    {
        public void Report(double value) => told.Add(value);
    }

    sealed class StopAfter(int looks, CancellationTokenSource stop) : IProgress<double>
    {
        int seen;

        public void Report(double value)
        {
            if (Interlocked.Increment(ref seen) >= looks)
                stop.Cancel();
        }
    }
}
