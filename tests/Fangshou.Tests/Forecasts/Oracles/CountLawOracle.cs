using System.Collections.Immutable;
using CsCheck;
using Fangshou.Forecasts;
using MathNet.Numerics;

namespace Fangshou.Tests.Forecasts.Oracles;

/// <summary>Laws of counts and cumulative probabilities against closed forms and plain sums.</summary>
public class CountLawOracle
{
    static readonly Gen<CountLaw> law = Gen.Select(Gen.Double[0.01, 12], Gen.Double[1.05, 6]).Select((mean, dispersion) => CountLaw.NegativeBinomial(mean, dispersion));

    static readonly Gen<CountLaw> any = Gen.OneOf(law, Gen.Int[0, 140].Array[1, 60].Select(counts => CountLaw.Empirical(counts)));

    [Fact]
    public void A_negative_binomial_has_its_mean_and_variance() => Gen.Select(Gen.Double[0.01, 12], Gen.Double[1.05, 4]).Sample((mean, dispersion) =>
    {
        CountLaw negative = CountLaw.NegativeBinomial(mean, dispersion);
        Assert.Equal(1, negative.Mass.Sum(), 1e-9);
        Assert.Equal(mean, negative.Mean, 1e-6 * (1 + mean));
        Assert.Equal(mean * dispersion, negative.Mass.Select((m, n) => m * (n - mean) * (n - mean)).Sum(), 1e-5 * (1 + mean));
    });

    [Fact]
    public void What_lies_beyond_the_largest_count_is_in_the_last_mass()
    {
        CountLaw wide = CountLaw.NegativeBinomial(150, 3);
        double size = 75, p = 1.0 / 3;
        Assert.Equal(SpecialFunctions.BetaRegularized(CountLaw.Largest, size, 1 - p), wide.Mass[^1], 1e-9);
        Assert.Equal(1, CountLaw.NegativeBinomial(0, 2).Of(0));
    }

    [Fact]
    public void Thinning_is_binomial_compounding() => Gen.Select(any, Gen.OneOf(Gen.Double[0, 1], Gen.Const(0.0), Gen.Const(1.0), Gen.Double[0.997, 1])).Sample((whole, share) =>
    {
        CountLaw thin = whole.Thinned(share);
        Assert.Equal(1, thin.Mass.Sum(), 1e-9);
        Assert.Equal(share * whole.Mean, thin.Mean, 1e-8 * (1 + whole.Mean));
        for (int k = 0; k < 15; k++)
        {
            double sum = 0;
            for (int n = k; n < whole.Mass.Length; n++)
                sum += whole.Mass[n] * Math.Exp(SpecialFunctions.BinomialLn(n, k)) * Math.Pow(share, k) * Math.Pow(1 - share, n - k);
            Assert.Equal(sum, thin.Of(k), 1e-10);
        }
    }, iter: 60);

    [Fact]
    public void A_mixture_has_the_mixed_masses() => Gen.Select(any, any, Gen.Double[0, 1]).Sample((one, other, w) =>
    {
        CountLaw mixed = CountLaw.Mixture([w, 1 - w], [one.Rounded(), other]);
        Assert.Equal(1, mixed.Mass.Sum(), 1e-9);
        for (int n = 0; n <= CountLaw.Largest; n++)
            Assert.Equal((w * one.Rounded().Of(n)) + ((1 - w) * other.Of(n)), mixed.Of(n), 1e-15);
    });

    [Fact]
    public void Rounding_keeps_a_law_and_does_nothing_the_second_time() => any.Sample(whole =>
    {
        CountLaw once = whole.Rounded();
        Assert.Equal(1, once.Mass.Sum(), 1e-12);
        Assert.All(once.Mass, m => Assert.InRange(m, 0, 1));
        Assert.Equal<double>(once.Mass, once.Rounded().Mass);
        Assert.True(once.Mass[^1] > 0);
        Assert.Equal(whole.Mean, once.Mean, 0.01);
    });

    [Fact]
    public void A_quantile_is_the_least_count_with_enough_mass_up_to_it() => Gen.Select(any, Gen.Double[0.001, 0.999]).Sample((whole, p) =>
    {
        int q = whole.Quantile(p);
        Assert.True(whole.Mass.Take(q + 1).Sum() >= p - 1e-12);
        Assert.True(q == 0 || whole.Mass.Take(q).Sum() < p + 1e-12);
    });

    [Fact]
    public void Nothing_that_was_drawn_or_lies_next_to_it_is_impossible() => Gen.Int[0, 140].Array[1, 60].Sample(counts =>
    {
        CountLaw drawn = CountLaw.Empirical(counts);
        Assert.Equal(1, drawn.Mass.Sum(), 1e-12);
        for (int n = 0; n <= Math.Min(counts.Max() + 1, CountLaw.Largest); n++)
            Assert.True(drawn.Of(n) > 0, $"{n}");
        for (int n = 0; n < CountLaw.Largest; n++)
            Assert.Equal(counts.Count(c => c == n) / (double)counts.Length, drawn.Of(n), 0.6 / counts.Length);
    });

    static readonly Gen<double[]> rising = Gen.Double[0, 0.999].Array[5].Select(p => p.Order().ToArray());

    [Fact]
    public void Between_hits_its_points_and_has_an_even_hazard_between_them() => rising.Sample(points =>
    {
        ImmutableArray<int> horizons = Outlook.Horizons;
        double[] within = [0, .. Outlook.Between([.. horizons], points)];
        Assert.Equal(25, within.Length);
        for (int i = 0, from = 0; i < horizons.Length; from = horizons[i++])
        {
            Assert.Equal(points[i], within[horizons[i]], 1e-9);
            double[] hazards = [.. Enumerable.Range(from + 1, horizons[i] - from).Select(h => 1 - ((1 - within[h]) / (1 - within[h - 1])))];
            Assert.All(hazards, hazard => Assert.Equal(hazards[0], hazard, 1e-9));
            Assert.All(hazards, hazard => Assert.InRange(hazard, -1e-12, 1));
        }
    });

    [Fact]
    public void Between_never_falls_whatever_it_is_given() => Gen.Double[0, 1].Array[5].Sample(points =>
    {
        ImmutableArray<double> within = Outlook.Between([.. Outlook.Horizons], points);
        for (int h = 1; h < within.Length; h++)
            Assert.True(within[h] >= within[h - 1]);
        for (int i = 0; i < points.Length; i++)
            Assert.Equal(points[..(i + 1)].Max(), within[Outlook.Horizons[i] - 1], 1e-9);
    });

    [Fact]
    public void Not_even_by_a_bit_that_rounding_takes()
    {
        ImmutableArray<double> within = Outlook.Between([.. Outlook.Horizons], [0, 0, 809e-12, 30.0 / 53, 0]);
        Assert.Equal(within.Order(), within);
    }
}
