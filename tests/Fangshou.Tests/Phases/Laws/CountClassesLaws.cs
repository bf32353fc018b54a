using CsCheck;
using Fangshou.Phases;

namespace Fangshou.Tests.Phases.Laws;

public class CountClassesLaws
{
    static readonly Gen<(double Rate, double Size, double Coverage)> Case = Gen.Select(Gen.Double[0.02, 6], Gen.Double[0.3, 30], Gen.Double[-1, 1]);

    [Fact]
    public void A_count_has_the_negative_binomial_probability_of_its_mean_and_size() => Case.Sample(c =>
    {
        const int Most = 12;
        CountClasses classes = CountClasses.Of([.. Enumerable.Range(0, Most).Select(y => (y, c.Coverage))]);
        double[] row = new double[Most];
        classes.LogProbabilities([Math.Log(c.Rate)], c.Size, row);

        // The textbook's parametrisation: size r and probability r / (r + mean).
        double mean = c.Rate * Math.Exp(c.Coverage);
        MathNet.Numerics.Distributions.NegativeBinomial expected = new(c.Size, c.Size / (c.Size + mean));
        for (int y = 0; y < Most; y++)
            Assert.Equal(expected.ProbabilityLn(y), row[y], 1e-9);
    });
}
