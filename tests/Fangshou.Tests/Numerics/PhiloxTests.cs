using Fangshou.Numerics;

namespace Fangshou.Tests.Numerics;

public class PhiloxTests
{
    // The published known answers of the Random123 distribution (V11).
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Known_answers(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint x0, uint x1, uint x2, uint x3) =>
        Assert.Equal((x0, x1, x2, x3), Philox.Scramble(c0, c1, c2, c3, k0, k1));

    [Fact]
    public void A_stream_gives_the_same_numbers_wherever_it_is_opened_and_another_name_gives_others()
    {
        RandomStream a = new(42, 1, 2, 3), b = new(42, 1, 2, 3), c = new(42, 1, 2, 4);
        double[] first = [.. Enumerable.Range(0, 5).Select(_ => a.Uniform())];
        double[] again = [.. Enumerable.Range(0, 5).Select(_ => b.Uniform())], other = [.. Enumerable.Range(0, 5).Select(_ => c.Uniform())];
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    static double[] Draw(int n, Func<RandomStream, double> one) => [.. Enumerable.Range(0, n).Select(i => one(new RandomStream(5, (uint)i, 0, 0)))];

    [Theory]
    [InlineData(0.4)]
    [InlineData(2.5)]
    [InlineData(40)]
    public void Gamma_draws_have_the_moments_of_their_law(double shape)
    {
        double[] x = Draw(100_000, s => s.Gamma(shape));
        Assert.Equal(shape, x.Average(), 5 * Math.Sqrt(shape / x.Length));
        Assert.Equal(shape, x.Select(v => (v - shape) * (v - shape)).Average(), shape * 0.06);
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(12)]
    [InlineData(300)]
    public void Poisson_draws_have_the_moments_of_their_law(double mean)
    {
        double[] x = Draw(100_000, s => s.Poisson(mean));
        Assert.Equal(mean, x.Average(), 5 * Math.Sqrt(mean / x.Length));
        Assert.Equal(mean, x.Select(v => (v - mean) * (v - mean)).Average(), mean * 0.04);
    }

    [Fact]
    public void Negative_binomial_draws_have_mean_and_variance_of_their_law()
    {
        double[] x = Draw(100_000, s => s.NegativeBinomial(2.5, 1.7));
        Assert.Equal(2.5, x.Average(), 0.05);
        Assert.Equal(2.5 + (2.5 * 2.5 / 1.7), x.Select(v => (v - 2.5) * (v - 2.5)).Average(), 0.3);
    }
}
