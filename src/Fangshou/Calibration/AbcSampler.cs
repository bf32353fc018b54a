using System.Collections.Immutable;
using Fangshou.Numerics;

namespace Fangshou.Calibration;

/// <summary>Proposes a particle's normal scores.</summary>
delegate void Proposal(ref RandomStream random, Span<double> score);

/// <summary>What samplers of approximate Bayesian computation share: the first generation, distances, the record of generations, and when to stop.</summary>
abstract class AbcSampler(
    PriorSpace space, Simulation simulation, ImmutableArray<double> observed, AbcOptions options, IProgress<AbcProgress>? progress, CancellationToken cancel)
{
    // The generation is added to the last word; there are at most a thousand.
    protected const uint ProposalStream = 0xABC1_0000, RunTag = 0xABC2_0000;

    readonly List<AbcGeneration> generations = [];
    double[] scales = [];

    protected PriorSpace Space => space;

    protected AbcOptions Options => options;

    protected CancellationToken Cancel => cancel;

    /// <summary>Generations so far.</summary>
    protected int Generations => generations.Count;

    /// <summary>The first generation: draws from the prior whose summaries are finite; with it come the scales.</summary>
    protected AbcPopulation FromPrior()
    {
        AbcPopulation population = Fill(double.PositiveInfinity, Prior, AllFinite)
            ?? throw new InvalidOperationException("The simulation gives hardly any finite summaries for draws from the prior.");
        scales = options.Scales.IsDefaultOrEmpty ? SpreadOf(population) : [.. options.Scales];
        for (int n = 0; n < population.Count; n++)
            population.Distances[n] = Distance(population.Summary(n));
        Record(population, double.PositiveInfinity, population.Attempts.Sum(r => (long)r), null, population.EffectiveSampleSize);
        return population;

        static void Prior(ref RandomStream random, Span<double> score)
        {
            for (int i = 0; i < score.Length; i++)
                score[i] = random.Normal();
        }
    }

    /// <summary>Fills every place with its first accepted attempt; null when a place found none.</summary>
    protected AbcPopulation? Fill(double tolerance, Proposal propose, Func<double[], bool> accepts)
    {
        AbcPopulation population = new(options.Particles, space.Count, observed.Length);
        Tally tally = NewTally(tolerance);
        bool gaveUp = false;
        Runs.Each(options.Particles, options.Threads, place =>
        {
            if (Volatile.Read(ref gaveUp))
                return;
            if (FillPlace(population, place, propose, accepts))
                tally.Add();
            else
                Volatile.Write(ref gaveUp, true);
        }, cancel);
        return gaveUp ? null : population;
    }

    bool FillPlace(AbcPopulation population, int place, Proposal propose, Func<double[], bool> accepts)
    {
        double[] parameters = new double[space.Count], summary = new double[observed.Length];
        Span<double> score = population.Score(place);
        for (uint attempt = 0; attempt < options.MostAttempts; attempt++)
        {
            cancel.ThrowIfCancellationRequested();
            RandomStream random = new(options.Seed, (uint)place, attempt, ProposalStream + (uint)Generations);
            propose(ref random, score);
            Simulate(score, parameters, (uint)place, attempt, summary);
            population.Attempts[place]++;
            if (!accepts(summary))
                continue;
            summary.CopyTo(population.Summary(place));
            population.Distances[place] = scales.Length > 0 ? Distance(summary) : double.NaN;
            return true;
        }

        return false;
    }

    /// <summary>One run of the model with a particle's normal scores.</summary>
    protected void Simulate(ReadOnlySpan<double> score, double[] parameters, uint place, uint attempt, double[] summary)
    {
        AbcPopulation.Map(space, score, parameters);
        simulation(parameters, Runs.Seed(options.Seed, place, attempt, (uint)Generations, RunTag), summary);
    }

    /// <summary>Scaled Euclidean distance from what was observed; +∞ where a summary is not finite.</summary>
    protected double Distance(ReadOnlySpan<double> summary)
    {
        double squares = 0;
        for (int s = 0; s < summary.Length; s++)
            squares += (summary[s] - observed[s]) / scales[s] * ((summary[s] - observed[s]) / scales[s]);
        return double.IsNaN(squares) ? double.PositiveInfinity : Math.Sqrt(squares);
    }

    /// <summary>Whether to stop here; if not, the next tolerance.</summary>
    protected AbcStop? Stop(AbcPopulation population, out double next)
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

    /// <summary>Notes how a generation went.</summary>
    /// <param name="population">The generation.</param>
    /// <param name="tolerance">Its tolerance.</param>
    /// <param name="runs">Runs of the model.</param>
    /// <param name="acceptance">Share of proposals accepted; null: particles per run.</param>
    /// <param name="effective">How many independent particles it is worth.</param>
    protected void Record(AbcPopulation population, double tolerance, long runs, double? acceptance, double effective) =>
        generations.Add(new AbcGeneration(generations.Count + 1, tolerance, runs, acceptance ?? ((double)population.Count / runs), effective));

    protected AbcPosterior Posterior(AbcPopulation population, AbcStop stop)
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

    protected Tally NewTally(double tolerance) => new(generations.Count + 1, tolerance, options.Particles, progress);

    static bool AllFinite(double[] values) => Array.TrueForAll(values, double.IsFinite);

    double[] SpreadOf(AbcPopulation population) =>
        [.. observed.Select((_, s) => Sample.Spread(Enumerable.Range(0, population.Count).Select(n => population.Summary(n)[s]).ToArray()))];

    /// <summary>Counts filled places from any thread.</summary>
    protected sealed class Tally(int generation, double tolerance, int particles, IProgress<AbcProgress>? progress)
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
