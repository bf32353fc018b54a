using Fangshou.Phases;

namespace Fangshou.Tests.Phases.Recovery;

public class PoissonHsmmRecovery
{
    [Fact]
    public void Planted_stays_are_found_again_and_found_not_to_be_geometric()
    {
        // Regular stays, far from memoryless: 6 + a negative binomial of mean 14 and size 8; and 3…9, all alike.
        var planted = StayLaw.ShiftedNegativeBinomial(6, 20, 8, 120);
        double[] first = [.. Enumerable.Range(1, 120).Select(planted.Mass)], second = [0, 0, .2, .1, .1, .2, .1, .2, .1], rates = [1, 9];
        int[] counts = Planted.Stays([0, 1, 1, 0], [first, second], rates, 2_000);

        var fit = PoissonHsmm.Fit(counts, 2, new PoissonHsmmOptions { LongestTabulated = 60, ToleranceNats = 1e-4 });
        Assert.True(fit.Converged);
        Assert.Equal(1, fit.Model.Rates[0] / rates[0], 0.1);
        Assert.Equal(1, fit.Model.Rates[1] / rates[1], 0.1);
        Assert.Equal(20, fit.Model.Stays[0].Mean, 1.5);
        Assert.Equal(5.9, fit.Model.Stays[1].Mean, 0.6);

        var geometric = PoissonHsmm.Fit(counts, 2, new PoissonHsmmOptions { Family = StayFamily.Geometric, ToleranceNats = 1e-4 });
        Assert.True(fit.LogLikelihoodNats > geometric.LogLikelihoodNats + 50);

        var free = PoissonHsmm.Fit(counts, 2, new PoissonHsmmOptions { Family = StayFamily.Nonparametric, LongestTabulated = 50, MaxIterations = 60 });
        for (int d = 1; d <= 9; d++)
            Assert.Equal(second[d - 1], free.Model.Stays[1].Mass(d), 0.1);
    }
}
