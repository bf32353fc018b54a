using CsCheck;
using Fangshou.Phases;
using Fangshou.Tests.Fixtures;
using MathNet.Numerics.Integration;

namespace Fangshou.Tests.Phases.Oracles;

/// <summary>The single change in British coal-mining disasters, 1851–1962.</summary>
public class CoalChangePoint
{
    const int FirstYear = 1851;

    [Fact]
    public void The_series_has_its_191_explosions_in_112_years()
    {
        Assert.Equal(112, PublishedSeries.CoalDisasters.Length);
        Assert.Equal(191, PublishedSeries.CoalDisasters.ToArray().Sum());
    }

    [Fact]
    public void With_gamma_1_1_priors_the_posterior_is_the_exact_one()
    {
        var change = PoissonChangePoint.Infer(PublishedSeries.CoalDisasters);
        Assert.Equal(1891, FirstYear + change.MostProbable);
        Assert.Equal(.2450, change.LastOfFirst[1891 - FirstYear], 1e-4);
        Assert.Equal(.1848, change.LastOfFirst[1890 - FirstYear], 1e-4);
        Assert.Equal(.1432, change.LastOfFirst[1889 - FirstYear], 1e-4);
        Assert.Equal(3.06424, change.MeanRateBefore, 1e-5);
        Assert.Equal(.92237, change.MeanRateAfter, 1e-5);
        Assert.Equal(1, change.LastOfFirst.Sum(), 1e-12);
    }

    [Fact]
    public void With_gamma_2_1_priors_the_posterior_is_that_of_the_literature()
    {
        var change = PoissonChangePoint.Infer(PublishedSeries.CoalDisasters, shape: 2);
        (int K, double P)[] published = [(41, .238), (40, .184), (39, .146), (37, .100)];
        foreach (var (k, p) in published)
            Assert.Equal(p, change.LastOfFirst[k - 1], 1e-3);
    }

    [Fact]
    public void The_evidence_is_the_integral_over_both_rates()
    {
        // Two observations: one change, one term. ∫Γ(λ; 2, 3)·Poisson(x | λ) dλ, by quadrature.
        double change = PoissonChangePoint.Infer([4, 1], 2, 3).LogEvidenceNats;
        Assert.Equal(Math.Log(Marginal(4) * Marginal(1)), change, 1e-9);

        static double Marginal(int count) => GaussLegendreRule.Integrate(
            rate => 9 * rate * Math.Exp(-3 * rate) * PathEnumeration.Poisson(count, rate), 0, 20, 128);
    }

    [Fact]
    public void Turning_time_round_turns_the_posterior_round() => Gen.Int[0, 20].Array[2, 40].Sample(counts =>
    {
        var (forth, back) = (PoissonChangePoint.Infer(counts), PoissonChangePoint.Infer([.. counts.Reverse()]));
        Assert.Equal(forth.MeanRateBefore, back.MeanRateAfter, 1e-9);
        for (int t = 0; t < forth.LastOfFirst.Length; t++)
            Assert.Equal(forth.LastOfFirst[t], back.LastOfFirst[^(t + 1)], 1e-9);
    });

    [Fact]
    public void What_holds_no_change_is_refused_with_its_reason()
    {
        Refuses("two observations", () => PoissonChangePoint.Infer([]));
        Refuses("two observations", () => PoissonChangePoint.Infer([1]));
        Refuses("Observation 1 is -1", () => PoissonChangePoint.Infer([1, -1]));
        Refuses("shape", () => PoissonChangePoint.Infer([1, 1], 0));
        Refuses("rate", () => PoissonChangePoint.Infer([1, 1], 1, double.NaN));

        static void Refuses(string reason, Action act) =>
            Assert.Contains(reason, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);
    }
}
