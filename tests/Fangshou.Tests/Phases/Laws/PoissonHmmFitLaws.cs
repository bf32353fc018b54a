using CsCheck;
using Fangshou.Numerics;
using Fangshou.Phases;

namespace Fangshou.Tests.Phases.Laws;

public class PoissonHmmFitLaws
{
    static readonly Gen<int[]> Series = Gen.Int[0, 30].Array[6, 60].Where(x => x.Distinct().Count() >= 4);

    [Theory]
    [InlineData(ChainStart.Stationary)]
    [InlineData(ChainStart.Free)]
    public void An_iteration_never_lowers_the_likelihood(ChainStart start) => Gen.Select(Series, Gen.Int[1, 4]).Sample(
        (counts, states) =>
        {
            var options = new PoissonHmmOptions { Start = start, Starts = 2, ShortIterations = 1, MaxIterations = 60 };
            var fit = PoissonHmm.Fit(counts, states, options);
            for (int n = 1; n < fit.Trace.Length; n++)
                Assert.True(fit.Trace[n] >= fit.Trace[n - 1] - 1e-9, $"Iteration {n} fell from {fit.Trace[n - 1]:R} to {fit.Trace[n]:R}.");
        },
        iter: 60);

    [Fact]
    public void A_fit_with_a_stationary_start_has_the_start_that_its_chain_leaves_unchanged() => Series.Sample(
        counts =>
        {
            var model = PoissonHmm.Fit(counts, 3, new PoissonHmmOptions { Starts = 2, MaxIterations = 100 }).Model;
            for (int j = 0; j < 3; j++)
                Assert.Equal(model.Start[j], Enumerable.Range(0, 3).Sum(i => model.Start[i] * model.Transition[(i * 3) + j]), 1e-10);
        },
        iter: 20);

    [Fact]
    public void The_slope_of_the_stationary_distribution_is_its_difference_quotient() => ChainGen.Case(4, 1, 1).Sample(c =>
    {
        double[] scratch = new double[16], delta = new double[4], moved = new double[4], slope = new double[4];
        MarkovChain.Stationary(c.Transition, delta, scratch);
        MarkovChain.StationarySlope(c.Transition, delta, c.Start, slope, scratch);

        // Move a little mass within row 1 from column 2 to column 0.
        const double Step = 1e-6;
        double[] nearby = [.. c.Transition];
        (nearby[4], nearby[6]) = (nearby[4] + Step, nearby[6] - Step);
        MarkovChain.Stationary(nearby, moved, scratch);
        double quotient = Enumerable.Range(0, 4).Sum(j => c.Start[j] * (Math.Log(moved[j]) - Math.Log(delta[j]))) / Step;
        Assert.Equal(quotient, delta[1] * (slope[0] - slope[2]), 1e-3 * (1 + Math.Abs(quotient)));
    });

    [Fact]
    public void The_same_series_and_seed_give_the_same_bits()
    {
        int[] counts = [.. Enumerable.Range(0, 80).Select(t => t * 37 % 23)];
        var (one, two) = (PoissonHmm.Fit(counts, 3), PoissonHmm.Fit(counts, 3));
        Assert.Equal(one.Trace, two.Trace);
        Assert.Equal(one.Model.Transition, two.Model.Transition);
    }

    [Fact]
    public void An_iteration_allocates_nothing()
    {
        int[] counts = [.. Enumerable.Range(0, 500).Select(t => t * 37 % 23)];
        foreach (int states in (int[])[3, 4])
        {
            var em = new PoissonHmmEm(new CountSeries(counts), states, ChainStart.Stationary);
            em.Begin([.. Enumerable.Range(1, states).Select(j => 5.0 * j)], [.. Enumerable.Repeat(1.0 / states, states * states)]);
            em.Iterate();
            long before = GC.GetAllocatedBytesForCurrentThread();
            em.Iterate();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused_with_its_reason()
    {
        Refuses("empty", () => PoissonHmm.Fit([], 1));
        Refuses("at least two", () => PoissonHmm.Fit([3], 1));
        Refuses("Observation 1 is -2", () => PoissonHmm.Fit([3, -2], 1));
        Refuses("3 states cannot be told apart by 2 distinct", () => PoissonHmm.Fit([1, 2, 1, 2], 3));
        Refuses("states", () => PoissonHmm.Fit([1, 2], 0));
        Refuses("Starts lies between", () => PoissonHmm.Fit([1, 2], 1, new PoissonHmmOptions { Starts = 0 }));
        Refuses("tolerance", () => PoissonHmm.Fit([1, 2], 1, new PoissonHmmOptions { ToleranceNats = double.NaN }));
        Refuses("Row 1 sums to 0.9", () => _ = new PoissonHmm([0.5, 0.5], [0.5, 0.5, 0.5, 0.4], [1, 2]));
        Refuses("rate of state 1", () => _ = new PoissonHmm([0.5, 0.5], [0.5, 0.5, 0.5, 0.5], [1, double.NaN]));
        Refuses("3 values where 4", () => _ = new PoissonHmm([0.5, 0.5], [0.5, 0.5, 0.5], [1, 2]));
        Refuses("cannot leave", () => PoissonHmm.Stationary([1, 0, 0, 1], [1, 2]));
        Refuses("No sequence of states", () => PoissonHmm.Stationary([1], [0]).Filter([0, 1], new double[2]));
        Refuses("1 values where 2", () => PoissonHmm.Stationary([1], [1]).Smooth([0, 1], new double[1]));
        Assert.Equal(double.NegativeInfinity, PoissonHmm.Stationary([1], [0]).LogLikelihood([0, 1]));

        static void Refuses(string reason, Action act) =>
            Assert.Contains(reason, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);
    }
}
