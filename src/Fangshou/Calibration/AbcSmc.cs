using System.Collections.Immutable;
using Fangshou.Numerics;

namespace Fangshou.Calibration;

/// <summary>Sets the weights of a generation, given the one its proposals came from and the kernel they stepped by.</summary>
delegate void Weighing(AbcPopulation next, AbcPopulation earlier, NormalKernel kernel);

/// <summary>Approximate Bayesian computation by population Monte Carlo: which parameters make a model's summaries come close to the observed ones.</summary>
/// <remarks>
/// Sources: Beaumont, Cornuet, Marin and Robert (2009), Biometrika 96:983–990, and Toni and others (2009), J. R. Soc. Interface 6:187–202;
/// kernel with twice the weighted covariance: Filippi and others (2013), Stat. Appl. Genet. Mol. Biol. 12:87–107. Particles step in normal
/// scores of their priors. What comes out is a posterior given the summaries and the tolerance, not given all of the data.
/// </remarks>
public static class AbcSmc
{
    const double KernelFactor = 2, Ridge = 1e-10;

    /// <summary>Samples.</summary>
    /// <param name="space">The parameters. D.</param>
    /// <param name="simulation">The model. A run with a summary that is not finite is never accepted.</param>
    /// <param name="observed">What the summaries should come close to. S, finite.</param>
    /// <param name="options">Size, seed and stopping rule; null for the defaults.</param>
    /// <param name="progress">Receives the state of the generation at hand, at most a hundred times each.</param>
    /// <param name="cancel">Stops between runs.</param>
    /// <returns>The last complete generation.</returns>
    /// <exception cref="ArgumentException">An option or an observed summary is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The model gives hardly any finite summaries for draws from the prior.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <remarks>
    /// Attempt j at place i of generation g has random numbers of its own, and a place takes its first accepted attempt: the same bits for any
    /// number of threads. A generation in which a place finds nothing in 20 / <see cref="AbcOptions.LeastAcceptance"/> runs is dropped.
    /// Besides the model's runs, O(P²·D) a generation.
    /// </remarks>
    public static AbcPosterior Run(
        PriorSpace space, Simulation simulation, ImmutableArray<double> observed, AbcOptions? options = null,
        IProgress<AbcProgress>? progress = null, CancellationToken cancel = default)
    {
        options ??= new AbcOptions();
        return Run(space, simulation, observed, options, (next, earlier, kernel) => next.Weigh(earlier, kernel, options.Threads, cancel), progress, cancel);
    }

    /// <summary>The same with any way of weighing, so that tests can tell a wrong one from the right one.</summary>
    internal static AbcPosterior Run(
        PriorSpace space, Simulation simulation, ImmutableArray<double> observed, AbcOptions options, Weighing weigh,
        IProgress<AbcProgress>? progress, CancellationToken cancel)
    {
        Faults faults = new();
        options.Check(space.Count, observed, faults);
        faults.Throw(nameof(options));
        return new Sampler(space, simulation, observed, options, weigh, progress, cancel).Run();
    }

    sealed class Sampler(
        PriorSpace space, Simulation simulation, ImmutableArray<double> observed, AbcOptions options, Weighing weigh,
        IProgress<AbcProgress>? progress, CancellationToken cancel) : AbcSampler(space, simulation, observed, options, progress, cancel)
    {
        internal AbcPosterior Run()
        {
            AbcPopulation population = FromPrior();
            while (true)
            {
                if (Stop(population, out double tolerance) is { } stop)
                    return Posterior(population, stop);
                NormalKernel kernel = new(population.Scores, population.Weights, KernelFactor, Ridge);
                AbcPopulation? next = Fill(new Ancestors(population, kernel), tolerance);
                if (next is null)
                    return Posterior(population, AbcStop.AcceptanceTooLow);
                weigh(next, population, kernel);
                Record(population = next, tolerance, next.Attempts.Sum(r => (long)r), null, next.EffectiveSampleSize);
            }
        }

        /// <summary>Fills every place with its first accepted attempt; null when a place found none.</summary>
        AbcPopulation? Fill(Ancestors ancestors, double tolerance) => Fill(tolerance, ancestors.Draw, summary => Distance(summary) <= tolerance);
    }

    /// <summary>The generation from which the next one's proposals come.</summary>
    sealed class Ancestors
    {
        readonly AbcPopulation population;
        readonly NormalKernel kernel;
        readonly double[] cumulative;

        internal Ancestors(AbcPopulation population, NormalKernel kernel)
        {
            (this.population, this.kernel, cumulative) = (population, kernel, new double[population.Count]);
            double sum = 0;
            for (int n = 0; n < cumulative.Length; n++)
                cumulative[n] = sum += population.Weights[n];
        }

        /// <summary>A particle drawn by its weight, and one step from it.</summary>
        internal void Draw(ref RandomStream random, Span<double> score)
        {
            int found = Array.BinarySearch(cumulative, random.Uniform() * cumulative[^1]);
            int chosen = Math.Min(found < 0 ? ~found : found, cumulative.Length - 1);
            kernel.Move(population.Score(chosen), ref random, score);
        }
    }
}
