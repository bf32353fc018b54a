using Fangshou.Phases;
using Fangshou.Tests.Fixtures;

namespace Fangshou.Tests.Phases.Oracles;

/// <summary>The earthquake figures of Zucchini and MacDonald (2009), chapters 3 and 6: stationary start, maximised likelihood.</summary>
public class EarthquakeHmm
{
    [Theory]
    [InlineData(1, 391.9189)]
    [InlineData(2, 342.3183)]
    [InlineData(3, 329.4603)]
    [InlineData(4, 327.8316)]
    public void Stationary_likelihood_is_the_published_one(int states, double minusLogLikelihood)
    {
        var fit = PoissonHmm.Fit(PublishedSeries.Earthquakes, states);
        Assert.True(fit.Converged);
        Assert.Equal(minusLogLikelihood, -fit.LogLikelihoodNats, 5e-4);
        Assert.Equal(fit.LogLikelihoodNats, fit.Model.LogLikelihood(PublishedSeries.Earthquakes), 1e-9);
    }

    [Theory]
    [InlineData(1, new[] { 19.3645 })]
    [InlineData(2, new[] { 15.472, 26.125 })]
    [InlineData(3, new[] { 13.146, 19.721, 29.714 })]
    [InlineData(4, new[] { 11.283, 13.853, 19.695, 29.700 })]
    public void Rates_are_the_published_ones(int states, double[] rates)
    {
        var fit = PoissonHmm.Fit(PublishedSeries.Earthquakes, states);
        for (int j = 0; j < states; j++)
            Assert.Equal(rates[j], fit.Model.Rates[j], 2e-3);
    }

    [Fact]
    public void Criteria_transitions_and_stationary_distribution_of_three_states_are_the_published_ones()
    {
        var fit = PoissonHmm.Fit(PublishedSeries.Earthquakes, 3);
        Assert.Equal(676.92, fit.Aic, 5e-3);
        Assert.Equal(700.98, fit.Bic, 5e-3);
        AssertAll([.955, .024, .021, .050, .899, .051, .000, .197, .803], [.. fit.Model.Transition]);
        AssertAll([.444, .405, .152], [.. fit.Model.Start]);

        static void AssertAll(double[] expected, double[] actual)
        {
            for (int i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], actual[i], 1e-3);
        }
    }

    [Fact]
    public void A_free_start_is_never_less_likely_than_a_stationary_one()
    {
        var free = PoissonHmm.Fit(PublishedSeries.Earthquakes, 3, new PoissonHmmOptions { Start = ChainStart.Free });
        var stationary = PoissonHmm.Fit(PublishedSeries.Earthquakes, 3);
        Assert.True(free.LogLikelihoodNats > stationary.LogLikelihoodNats);
        Assert.Equal(11, free.Parameters);
        Assert.Equal(9, stationary.Parameters);
    }
}
