using CsCheck;
using Fangshou.Phases;
using Fangshou.Tests.Fixtures;

namespace Fangshou.Tests.Phases.Laws;

public class PoissonHsmmFitLaws
{
    [Theory]
    [InlineData(StayFamily.Geometric, 1)]
    [InlineData(StayFamily.ShiftedNegativeBinomial, 1)]
    [InlineData(StayFamily.ShiftedNegativeBinomial, 3)]
    [InlineData(StayFamily.Nonparametric, 1)]
    [InlineData(StayFamily.Nonparametric, 3)]
    public void An_iteration_never_lowers_the_likelihood(StayFamily family, int minimum) =>
        Gen.Select(Gen.Int[0, 30].Array[12, 60].Where(x => x.Distinct().Count() >= 4), Gen.Int[2, 3]).Sample(
            (counts, states) =>
            {
                var options = new PoissonHsmmOptions { Family = family, MinimumStay = minimum, LongestTabulated = 20, MaxIterations = 30 };
                var fit = PoissonHsmm.Fit(counts, states, options);
                for (int n = 1; n < fit.Trace.Length; n++)
                    Assert.True(fit.Trace[n] >= fit.Trace[n - 1] - 1e-9, $"Iteration {n} fell from {fit.Trace[n - 1]:R} to {fit.Trace[n]:R}.");
            },
            iter: 12);

    [Fact]
    public void Fitting_geometric_stays_is_fitting_a_Markov_chain()
    {
        var chain = PoissonHmm.Fit(PublishedSeries.Earthquakes, 2, new PoissonHmmOptions { Start = ChainStart.Free });
        var semi = PoissonHsmm.Fit(PublishedSeries.Earthquakes, 2, new PoissonHsmmOptions { Family = StayFamily.Geometric, ToleranceNats = 1e-10 });
        Assert.True(semi.Converged);
        Assert.Equal(chain.LogLikelihoodNats, semi.LogLikelihoodNats, 1e-6);
        Assert.Equal(chain.Parameters, semi.Parameters);
        Assert.Equal(1 / (1 - chain.Model.Transition[0]), semi.Model.Stays[0].Mean, 1e-2);
    }

    [Fact]
    public void A_richer_family_of_stays_is_never_less_likely()
    {
        double geometric = Fit(StayFamily.Geometric), negativeBinomial = Fit(StayFamily.ShiftedNegativeBinomial), free = Fit(StayFamily.Nonparametric);
        Assert.True(negativeBinomial > geometric - 1e-3);
        Assert.True(free > negativeBinomial);

        static double Fit(StayFamily family) => PoissonHsmm.Fit(PublishedSeries.Earthquakes, 2, new PoissonHsmmOptions { Family = family }).LogLikelihoodNats;
    }

    [Fact]
    public void No_stay_but_the_last_is_shorter_than_the_shortest_allowed()
    {
        var fit = PoissonHsmm.Fit(PublishedSeries.Earthquakes, 3, new PoissonHsmmOptions { MinimumStay = 6, LongestTabulated = 60 });
        foreach (var stay in fit.Model.Stays)
        {
            Assert.Equal(1, stay.Survival(6), 1e-12);
            Assert.True(stay.Mean > 6);
        }
    }

    [Fact]
    public void What_cannot_be_fitted_is_refused_with_its_reason()
    {
        Refuses("empty", () => PoissonHsmm.Fit([], 2));
        Refuses("Observation 2 is -1", () => PoissonHsmm.Fit([0, 1, -1], 2));
        Refuses("cannot be told apart", () => PoissonHsmm.Fit([1, 1, 1], 2));
        Refuses("states", () => PoissonHsmm.Fit([1, 2, 1], 1));
        Refuses("LongestTabulated lies between 9", () => PoissonHsmm.Fit([1, 2, 1], 2, new PoissonHsmmOptions { MinimumStay = 9, LongestTabulated = 5 }));
        Refuses("Geometric stays", () => PoissonHsmm.Fit([1, 2, 1], 2, new PoissonHsmmOptions { MinimumStay = 9, Family = StayFamily.Geometric }));
        Refuses("follows itself", () => _ = new PoissonHsmm([1, 0], [.5, .5, 1, 0], [StayLaw.Geometric(2), StayLaw.Geometric(2)], [1, 2]));
        Refuses("1 values where 2", () => _ = new PoissonHsmm([1, 0], [0, 1, 1, 0], [StayLaw.Geometric(2)], [1, 2]));
        Refuses("two states", () => _ = new PoissonHsmm([1], [0], [StayLaw.Geometric(2)], [1]));
        Refuses("may never end", () => PoissonHsmm.Stationary([0, 1, 1, 0], [StayLaw.Geometric(2), StayLaw.FromHazard([0])], [1, 2]));
        Refuses("There is no state", () => PoissonHsmm.Stationary([], [], []));

        static void Refuses(string reason, Action act) =>
            Assert.Contains(reason, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);
    }
}
