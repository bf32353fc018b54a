using Fangshou.Phases;

namespace Fangshou.Tests.Phases.Recovery;

public class PoissonHmmRecovery
{
    [Fact]
    public void Planted_rates_and_transitions_are_found_again()
    {
        double[] transition = [.95, .04, .01, .10, .85, .05, .05, .15, .80], rates = [1.0, 6.0, 18.0];
        int[] counts = Planted.Chain([1, 0, 0], transition, rates, 20_000);
        var fit = PoissonHmm.Fit(counts, 3, new PoissonHmmOptions { Starts = 4, ShortIterations = 20, ToleranceNats = 1e-5 });
        Assert.True(fit.Converged);
        for (int j = 0; j < 3; j++)
            Assert.Equal(1, fit.Model.Rates[j] / rates[j], 0.03);
        for (int p = 0; p < 9; p++)
            Assert.Equal(transition[p], fit.Model.Transition[p], 0.02);
        Assert.True(fit.LogLikelihoodNats > PoissonHmm.Stationary(transition, rates).LogLikelihood(counts));
    }
}
