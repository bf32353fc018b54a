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
    // The generation is added to the last word; there are at most a thousand.
    const uint ProposalStream = 0xABC1_0000, RunTag = 0xABC2_0000;

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
        IProgress<AbcProgress>? progress, CancellationToken cancel)
    {
        readonly List<AbcGeneration> generations = [];
        double[] scales = [];

        internal AbcPosterior Run()
        {
            AbcPopulation population = Fill(null, double.PositiveInfinity)
                ?? throw new InvalidOperationException("The simulation gives hardly any finite summaries for draws from the prior.");
            scales = options.Scales.IsDefaultOrEmpty ? SpreadOf(population) : [.. options.Scales];
            for (int n = 0; n < population.Count; n++)
                population.Distances[n] = Distance(population.Summary(n));
            Record(population, double.PositiveInfinity);

            while (true)
            {
                if (Stop(population, out double tolerance) is { } stop)
                    return Posterior(population, stop);
                NormalKernel kernel = new(population.Scores, population.Weights, KernelFactor, Ridge);
                AbcPopulation? next = Fill(new Ancestors(population, kernel), tolerance);
                if (next is null)
                    return Posterior(population, AbcStop.AcceptanceTooLow);
                weigh(next, population, kernel);
                Record(population = next, tolerance);
            }
        }

        /// <summary>Whether to stop here; if not, the next tolerance.</summary>
        AbcStop? Stop(AbcPopulation population, out double next)
        {
            double[] sorted = [.. population.Distances.Order()];
            AbcGeneration last = generations[^1];
            next = Math.Max(options.ToleranceFloor, Sample.SortedQuantile(sorted, options.Quantile));
            if (last.Tolerance <= options.ToleranceFloor)
                return AbcStop.ToleranceReached;
            if (last.AcceptanceRate < options.LeastAcceptance)
                return AbcStop.AcceptanceTooLow;
            if (generations.Count >= options.Generations)
                return AbcStop.MostGenerations;
            return next >= last.Tolerance ? AbcStop.ToleranceStalled : null;
        }

        /// <summary>Fills every place with its first accepted attempt; null when a place found none.</summary>
        AbcPopulation? Fill(Ancestors? ancestors, double tolerance)
        {
            AbcPopulation population = new(options.Particles, space.Count, observed.Length);
            uint generation = (uint)generations.Count;
            Tally tally = new(generations.Count + 1, tolerance, options.Particles, progress);
            bool gaveUp = false;
            Runs.Each(options.Particles, options.Threads, place =>
            {
                if (Volatile.Read(ref gaveUp))
                    return;
                if (FillPlace(population, place, generation, ancestors, tolerance))
                    tally.Add();
                else
                    Volatile.Write(ref gaveUp, true);
            }, cancel);
            return gaveUp ? null : population;
        }

        bool FillPlace(AbcPopulation population, int place, uint generation, Ancestors? ancestors, double tolerance)
        {
            double[] parameters = new double[space.Count];
            Span<double> score = population.Score(place), summary = population.Summary(place);
            for (uint attempt = 0; attempt < options.MostAttempts; attempt++)
            {
                cancel.ThrowIfCancellationRequested();
                RandomStream random = new(options.Seed, (uint)place, attempt, ProposalStream + generation);
                Propose(ancestors, ref random, score);
                AbcPopulation.Map(space, score, parameters);
                simulation(parameters, Runs.Seed(options.Seed, (uint)place, attempt, generation, RunTag), summary);
                population.Attempts[place]++;
                if (ancestors is null ? AllFinite(summary) : (population.Distances[place] = Distance(summary)) <= tolerance)
                    return true;
            }

            return false;
        }

        static void Propose(Ancestors? ancestors, ref RandomStream random, Span<double> score)
        {
            if (ancestors is not null)
            {
                ancestors.Draw(ref random, score);
                return;
            }

            for (int i = 0; i < score.Length; i++)
                score[i] = random.Normal();
        }

        double Distance(ReadOnlySpan<double> summary)
        {
            double squares = 0;
            for (int s = 0; s < summary.Length; s++)
                squares += (summary[s] - observed[s]) / scales[s] * ((summary[s] - observed[s]) / scales[s]);
            return Math.Sqrt(squares);
        }

        static bool AllFinite(ReadOnlySpan<double> values)
        {
            foreach (double value in values)
            {
                if (!double.IsFinite(value))
                    return false;
            }

            return true;
        }

        double[] SpreadOf(AbcPopulation population) =>
            [.. observed.Select((_, s) => Sample.Spread(Enumerable.Range(0, population.Count).Select(n => population.Summary(n)[s]).ToArray()))];

        void Record(AbcPopulation population, double tolerance)
        {
            long runs = population.Attempts.Sum(r => (long)r);
            generations.Add(new AbcGeneration(generations.Count + 1, tolerance, runs, (double)population.Count / runs, population.EffectiveSampleSize));
        }

        AbcPosterior Posterior(AbcPopulation population, AbcStop stop)
        {
            ImmutableArray<AbcParticle>.Builder particles = ImmutableArray.CreateBuilder<AbcParticle>(population.Count);
            double[] parameters = new double[space.Count];
            for (int n = 0; n < population.Count; n++)
            {
                AbcPopulation.Map(space, population.Score(n), parameters);
                particles.Add(new AbcParticle([.. parameters], population.Weights[n], population.Distances[n], [.. population.Summary(n)]));
            }

            return new AbcPosterior
            {
                Parameters = space.Names,
                Particles = particles.MoveToImmutable(),
                Generations = [.. generations],
                Scales = [.. scales],
                Stop = stop,
                Seed = options.Seed,
            };
        }
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

    /// <summary>Counts filled places from any thread.</summary>
    sealed class Tally(int generation, double tolerance, int particles, IProgress<AbcProgress>? progress)
    {
        readonly int interval = Math.Max(1, (particles + 99) / 100);
        int accepted;

        internal void Add()
        {
            if (progress is null)
                return;
            int now = Interlocked.Increment(ref accepted);
            if (now % interval == 0 || now == particles)
                progress.Report(new AbcProgress(generation, tolerance, now, particles));
        }
    }
}
