using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Calibration;
using Fangshou.Numerics;

namespace Fangshou.Tests.Calibration.Samplers;

/// <summary>V10: true values rank uniformly among the sampler's draws (Talts and others 2018), and do not when a part of it is left out.</summary>
/// <remarks>
/// Mean and deviation of four normal draws, seen through their sample mean and the logarithm of their sample deviation. What is observed is moved
/// by a uniform step within the tolerance: given that, the sampler's target is the exact posterior (noisy ABC: Fearnhead and Prangle 2012), so
/// the tolerance adds no error and need not be small.
/// </remarks>
public class AbcCalibration(ITestOutputHelper output)
{
    const int Truths = 1000, Draws = 99, Bins = 20;

    const double Accepted = 1e-3, Refused = 1e-6, Tolerance = 0.25, LeastSigma = 0.3, MostSigma = 3;

    static readonly PriorSpace space = new(Prior.Normal("μ", 0, 1), Prior.LogUniform("σ", LeastSigma, MostSigma));
    static readonly string[] ranked = ["μ", "σ", "μ/σ"];

    [SlowFact]
    public void True_values_rank_uniformly_among_the_draws() =>
        Assert.All(Uniformities(31, Right), q => Assert.True(q.P > Accepted, string.Create(CultureInfo.InvariantCulture, $"The ranks of {q.Name} are not uniform: p = {q.P:G3}.")));

    [SlowFact]
    public void A_sampler_that_forgets_its_weights_is_caught() => AssertCaught((_, _, _) => { });

    /// <summary>Leaves the prior out of the weights: in normal scores its density is that of a standard normal.</summary>
    [SlowFact]
    public void A_sampler_whose_weights_forget_the_prior_is_caught() => AssertCaught((next, earlier, kernel) =>
    {
        Right(next, earlier, kernel);
        for (int n = 0; n < next.Count; n++)
            next.Weights[n] *= Math.Exp(0.5 * next.Score(n).ToArray().Sum(z => z * z));
        double total = next.Weights.Sum();
        for (int n = 0; n < next.Count; n++)
            next.Weights[n] /= total;
    });

    [SlowFact]
    public void True_values_rank_uniformly_among_particles_that_walk() =>
        Assert.All(Uniformities(Walking(null)), q => Assert.True(q.P > Accepted, string.Create(CultureInfo.InvariantCulture, $"The ranks of {q.Name} are not uniform: p = {q.P:G3}.")));

    /// <summary>Steps that the prior never refuses: the walk drifts to where the prior is thin.</summary>
    [SlowFact]
    public void A_walk_that_forgets_the_prior_is_caught() =>
        Assert.True(Uniformities(Walking((_, _, _) => true)).Min(q => q.P) < Refused, "A wrong sampler was not told from a right one.");

    static Func<uint, int[]> Walking(PriorTest? passes) => truth => Rank(33, truth, (simulation, observed, options) => passes is null
        ? AbcReplenishment.Run(space, simulation, observed, options, cancel: CancellationToken.None)
        : AbcReplenishment.Run(space, simulation, observed, options, passes, null, CancellationToken.None), 1e-5);

    static void Right(AbcPopulation next, AbcPopulation earlier, NormalKernel kernel) => next.Weigh(earlier, kernel, 1, CancellationToken.None);

    void AssertCaught(Weighing weigh) => Assert.True(Uniformities(32, weigh).Min(q => q.P) < Refused, "A wrong sampler was not told from a right one.");

    /// <summary>Ranks of a thousand truths drawn from the prior, by quantity, and how uniform they are.</summary>
    (string Name, double P)[] Uniformities(ulong seed, Weighing weigh) => Uniformities(truth => Rank(
        seed, truth, (simulation, observed, options) => AbcSmc.Run(space, simulation, observed, options, weigh, null, CancellationToken.None), weigh == Right ? 1e-5 : 1e-3));

    (string Name, double P)[] Uniformities(Func<uint, int[]> rank)
    {
        int[][] ranks = new int[Truths][];
        Parallel.For(0, Truths, new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, truth => ranks[truth] = rank((uint)truth));
        (string Name, double P)[] found = [.. ranked.Select((name, q) => (name, Uniformity([.. ranks.Select(r => r[q])])))];
        foreach ((string name, double p) in found)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{p:G3} {name}"));
        return found;
    }

    static int[] Rank(ulong seed, uint truth, Func<Simulation, ImmutableArray<double>, AbcOptions, AbcPosterior> sample, double leastAcceptance)
    {
        RandomStream random = new(seed, truth, 0, 0xABCD);
        double mu = random.Normal(), sigma = LeastSigma * Math.Pow(MostSigma / LeastSigma, random.Uniform());
        (double mean, double logSd) = Summarise(mu, sigma, ref random);
        double angle = 2 * Math.PI * random.Uniform(), step = Tolerance * Math.Sqrt(random.Uniform());
        AbcPosterior found = sample(
            (x, runSeed, s) =>
            {
                RandomStream own = new(runSeed, 0, 0, 0);
                (s[0], s[1]) = Summarise(x[0], x[1], ref own);
            },
            [mean + (step * Math.Cos(angle)), logSd + (step * Math.Sin(angle))],
            new AbcOptions { Seed = seed + truth + 1, Particles = 300, ToleranceFloor = Tolerance, Scales = [1, 1], LeastAcceptance = leastAcceptance, Threads = 1 });

        // A wrong sampler may wander off to where nothing is accepted; it is judged by what it returns.
        Assert.True(leastAcceptance > 1e-5 || found.Generations[^1].Tolerance == Tolerance, "The sampler stopped before its target was that of the test.");

        AbcParticle[] draws = [.. found.Draw(Draws, seed + truth)];
        return
        [
            draws.Count(p => p.Parameters[0] < mu),
            draws.Count(p => p.Parameters[1] < sigma),
            draws.Count(p => p.Parameters[0] / p.Parameters[1] < mu / sigma),
        ];
    }

    /// <summary>Mean and log deviation of four draws: the deviation's square is σ² times a χ² with three degrees of freedom over three.</summary>
    static (double Mean, double LogSd) Summarise(double mu, double sigma, ref RandomStream random) =>
        (mu + (sigma * random.Normal() / 2), Math.Log(sigma) + (0.5 * Math.Log(random.Gamma(1.5) * 2 / 3)));

    /// <summary>P(χ² with 19 degrees of freedom is at least this large), were the ranks uniform.</summary>
    static double Uniformity(int[] ranks)
    {
        int[] bins = new int[Bins];
        foreach (int rank in ranks)
            bins[rank * Bins / (Draws + 1)]++;
        double expected = (double)ranks.Length / Bins, chiSquare = bins.Sum(n => (n - expected) * (n - expected) / expected);
        return MathNet.Numerics.SpecialFunctions.GammaUpperRegularized((Bins - 1) / 2.0, chiSquare / 2);
    }
}
