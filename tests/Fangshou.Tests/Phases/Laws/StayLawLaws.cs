using CsCheck;
using Fangshou.Phases;
using MathNet.Numerics;

namespace Fangshou.Tests.Phases.Laws;

public class StayLawLaws
{
    [Fact]
    public void A_law_made_from_its_mass_gives_that_mass_back() => Gen.Double[0, 1].Array[1, 30].Where(w => w.Sum() > 0.1).Sample(weights =>
    {
        double[] mass = [.. weights.Select(w => w / weights.Sum())];
        var law = StayLaw.FromMass(mass);
        for (int d = 1; d <= mass.Length; d++)
            Assert.Equal(mass[d - 1], law.Mass(d), 1e-12);
        Assert.Equal(0, law.Survival(mass.Length + 1), 1e-9);
        Assert.Equal(mass.Index().Sum(m => (m.Index + 1) * m.Item), law.Mean, 1e-9);
    });

    [Fact]
    public void What_a_mass_leaves_over_is_a_geometric_tail()
    {
        var law = StayLaw.FromMass([0.1, 0.2, 0.3]);
        Assert.Equal(0.4, law.Survival(4), 1e-12);
        Assert.Equal(0.3 / 0.7, law.Hazard(3), 1e-12);
        Assert.Equal(0.3 / 0.7, law.Hazard(50), 1e-12);
        Assert.Equal(1, Enumerable.Range(1, 500).Sum(law.Mass), 1e-12);
        Assert.Equal(Enumerable.Range(1, 500).Sum(d => d * law.Mass(d)), law.Mean, 1e-9);
    }

    [Fact]
    public void Negative_binomial_stays_have_the_masses_of_the_formula() =>
        Gen.Select(Gen.Int[1, 8], Gen.Double[-2, 5], Gen.Double[-4.5, 6.9]).Sample((minimum, logExtra, logSize) =>
        {
            double extra = Math.Exp(logExtra), size = Math.Exp(logSize), p = size / (size + extra);
            var law = StayLaw.ShiftedNegativeBinomial(minimum, minimum + extra, size, 1_000);
            for (int d = 1; d < minimum; d++)
                Assert.Equal(0, law.Mass(d));
            for (int n = 0; n <= 1_000 - minimum; n += 7)
            {
                double expected = Math.Exp(
                    SpecialFunctions.GammaLn(n + size) - SpecialFunctions.GammaLn(size) - SpecialFunctions.GammaLn(n + 1.0)
                    + (size * Math.Log(p)) + (n * Math.Log(1 - p)));
                Assert.Equal(expected, law.Mass(minimum + n), 1e-10);
            }
        });

    [Fact]
    public void A_negative_binomial_of_size_one_is_geometric()
    {
        StayLaw one = StayLaw.ShiftedNegativeBinomial(1, 20, 1, 50), geometric = StayLaw.Geometric(20);
        for (int d = 1; d <= 200; d += 3)
            Assert.Equal(geometric.Mass(d), one.Mass(d), 1e-15);
        Assert.Equal(20, one.Mean, 1e-10);
    }

    [Fact]
    public void What_is_no_law_is_refused_with_its_reason()
    {
        Refuses("at least one", () => StayLaw.FromHazard([]));
        Refuses("hazard at length 2", () => StayLaw.FromHazard([0.5, 1.5]));
        Refuses("at least one", () => StayLaw.FromMass([]));
        Refuses("mass at length 1", () => StayLaw.FromMass([-0.5]));
        Refuses("more than 1", () => StayLaw.FromMass([0.5, 0.6]));
        Refuses("one observation or more", () => StayLaw.Geometric(0.5));
        Refuses("longer than the shortest", () => StayLaw.ShiftedNegativeBinomial(6, 6, 1, 20));
        Refuses("size", () => StayLaw.ShiftedNegativeBinomial(6, 9, 0, 20));
        Refuses("longest", () => StayLaw.ShiftedNegativeBinomial(6, 9, 1, 5));

        static void Refuses(string reason, Action act) =>
            Assert.Contains(reason, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);
    }
}
