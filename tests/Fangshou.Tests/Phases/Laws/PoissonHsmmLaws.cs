using CsCheck;
using Fangshou.Phases;
using Fangshou.Tests.Fixtures;
using Fangshou.Tests.Phases.Oracles;

namespace Fangshou.Tests.Phases.Laws;

public class PoissonHsmmLaws
{
    sealed record Case(double[] Start, double[] Transition, StayLaw[] Stays, double[] Rates, int[] Counts)
    {
        internal PoissonHsmm Model => new(Start, Transition, Stays, Rates);
    }

    static readonly Gen<StayLaw> AnyStay = Gen.OneOf(
        Gen.Double[0.05, 0.95].Array[1, 12].Select(h => StayLaw.FromHazard(h)),
        ChainGen.Distribution(4).Select(m => StayLaw.FromMass(m)),
        Gen.Double[1, 30].Select(StayLaw.Geometric),
        Gen.Select(Gen.Int[1, 4], Gen.Double[0.1, 9], Gen.Double[0.2, 5]).Select((low, extra, size) => StayLaw.ShiftedNegativeBinomial(low, low + extra, size, 12)));

    static Gen<Case> Cases(int shortest, int longest) => Gen.Int[2, 3].SelectMany(k => Gen.Select(
        ChainGen.Distribution(k),
        ChainGen.Distribution(k - 1).Array[k].Select(rows => Embedded(rows)),
        AnyStay.Array[k],
        Gen.Double[0.1, 10].Array[k],
        Gen.Int[0, 12].Array[shortest, longest],
        (start, transition, stays, rates, counts) => new Case(start, transition, stays, rates, counts)));

    [Fact]
    public void Likelihood_equals_the_sum_over_every_sequence_of_stays() => Cases(1, 8).Sample(
        c =>
        {
            var every = new SegmentEnumeration(c.Start, c.Transition, c.Stays, c.Rates, c.Counts);
            Assert.Equal(Math.Log(every.Likelihood), c.Model.LogLikelihood(c.Counts), 1e-9);
        },
        iter: 200);

    [Fact]
    public void Smoothed_probabilities_equal_those_of_every_sequence_of_stays_weighed() => Cases(1, 8).Sample(
        c =>
        {
            double[] smoothed = new double[c.Counts.Length * c.Rates.Length];
            c.Model.Smooth(c.Counts, smoothed);
            PoissonHmmLaws.AssertClose(new SegmentEnumeration(c.Start, c.Transition, c.Stays, c.Rates, c.Counts).Smoothed, smoothed, 1e-10);
        },
        iter: 200);

    [Fact]
    public void A_chain_under_way_is_a_fresh_one_seen_late()
    {
        // After a long unobserved run the fresh chain has forgotten its start. A count that every state gives with the same chance says nothing.
        double[] transition = [0, .7, .3, .6, 0, .4, .5, .5, 0], rates = [2, 2, 2];
        StayLaw[] stays = [StayLaw.FromMass([.2, .3, .5]), StayLaw.ShiftedNegativeBinomial(2, 6, 2, 40), StayLaw.Geometric(4)];
        double[] filtered = new double[3 * 2_000];
        new PoissonHsmm([1, 0, 0], transition, stays, rates).Filter(new int[2_000], filtered);
        var stationary = PoissonHsmm.Stationary(transition, stays, rates);
        PoissonHmmLaws.AssertClose(filtered.AsSpan()[^3..], stationary.Start.AsSpan(), 1e-9);

        // And it stays as it is: the ages are right too.
        stationary.Filter(new int[2_000], filtered);
        foreach (double[] row in filtered.Chunk(3))
            PoissonHmmLaws.AssertClose(stationary.Start.AsSpan(), row, 1e-9);
    }

    [Fact]
    public void Geometric_stays_are_a_Markov_chain() => ChainGen.AnyCase(1, 120).Sample(c =>
    {
        var (transition, stays) = Split(c.Transition, c.States, 1);
        PoissonHsmm semi = new(c.Start, transition, stays, c.Rates), semiUnderWay = PoissonHsmm.Stationary(transition, stays, c.Rates);
        PoissonHmm chain = new(c.Start, c.Transition, c.Rates), chainUnderWay = PoissonHmm.Stationary(c.Transition, c.Rates);
        Assert.Equal(chain.LogLikelihood(c.Counts), semi.LogLikelihood(c.Counts), 1e-9);
        Assert.Equal(chainUnderWay.LogLikelihood(c.Counts), semiUnderWay.LogLikelihood(c.Counts), 1e-9);

        double[] expected = new double[c.Counts.Length * c.States], actual = new double[expected.Length];
        chain.Smooth(c.Counts, expected);
        semi.Smooth(c.Counts, actual);
        PoissonHmmLaws.AssertClose(expected, actual, 1e-10);
        chain.Filter(c.Counts, expected);
        semi.Filter(c.Counts, actual);
        PoissonHmmLaws.AssertClose(expected, actual, 1e-10);
    });

    [Theory]
    [InlineData(2, 1, 342.3183)]
    [InlineData(3, 1, 329.4603)]
    [InlineData(3, 107, 329.4603)]
    [InlineData(4, 30, 327.8316)]
    public void Geometric_stays_give_the_published_likelihood_of_the_earthquakes(int states, int longest, double minusLogLikelihood)
    {
        var chain = PoissonHmm.Fit(PublishedSeries.Earthquakes, states);
        var (transition, stays) = Split([.. chain.Model.Transition], states, longest);
        double actual = PoissonHsmm.Stationary(transition, stays, chain.Model.Rates.AsSpan()).LogLikelihood(PublishedSeries.Earthquakes);
        Assert.Equal(chain.LogLikelihoodNats, actual, 1e-9);
        Assert.Equal(minusLogLikelihood, -actual, 1e-3);
    }

    [Fact]
    public void Later_observations_never_change_what_was_filtered_before() => Cases(2, 60).Sample(c =>
    {
        int k = c.Rates.Length, cut = c.Counts.Length / 2;
        double[] whole = new double[c.Counts.Length * k], part = new double[cut * k];
        c.Model.Filter(c.Counts, whole);
        c.Model.Filter(c.Counts.AsSpan(0, cut), part);
        PoissonHmmLaws.AssertClose(part, whole.AsSpan(0, part.Length), 1e-12);
    });

    [Fact]
    public void Rows_sum_to_one_and_filter_and_smoother_agree_at_the_end() => Cases(1, 150).Sample(c =>
    {
        int k = c.Rates.Length;
        double[] filtered = new double[c.Counts.Length * k], smoothed = new double[filtered.Length];
        Assert.Equal(c.Model.Filter(c.Counts, filtered), c.Model.Smooth(c.Counts, smoothed));
        foreach (double[] row in filtered.Chunk(k).Concat(smoothed.Chunk(k)))
            Assert.Equal(1, row.Sum(), 1e-12);
        PoissonHmmLaws.AssertClose(filtered.AsSpan()[^k..], smoothed.AsSpan()[^k..], 1e-12);
    });

    [Fact]
    public void Expected_stays_account_for_every_observation() => Cases(2, 100).Sample(c =>
    {
        c.Model.Expect(new CountSeries(c.Counts), out var sums);
        Assert.Equal(c.Counts.Length - 1, sums.AtRisk.Sum(), 1e-8);
        Assert.Equal(sums.Ended.Sum(), sums.Pairs.Sum(), 1e-8);
        for (int cell = 0; cell < sums.Ended.Length; cell++)
            Assert.True(sums.Ended[cell] <= sums.AtRisk[cell] + 1e-10);
    });

    internal static double[] Embedded(double[][] rows) =>
        [.. rows.Index().SelectMany(r => r.Item.Take(r.Index).Append(0).Concat(r.Item.Skip(r.Index)))];

    /// <summary>A Markov chain as stays and changes; the hazards written out up to <paramref name="longest"/>.</summary>
    static (double[] Transition, StayLaw[] Stays) Split(double[] chain, int k, int longest)
    {
        double[] transition = new double[k * k];
        var stays = new StayLaw[k];
        for (int i = 0; i < k; i++)
        {
            double leave = 1 - chain[(i * k) + i];
            stays[i] = StayLaw.FromHazard([.. Enumerable.Repeat(leave, longest)]);
            for (int j = 0; j < k; j++)
                transition[(i * k) + j] = i == j ? 0 : chain[(i * k) + j] / leave;
        }
        return (transition, stays);
    }
}
