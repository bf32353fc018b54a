using System.Collections.Immutable;
using Fangshou.Numerics;

namespace Fangshou.Calibration;

/// <summary>Whether a step from one vector of normal scores to another passes the prior.</summary>
delegate bool PriorTest(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double uniform);

/// <summary>Approximate Bayesian computation for many parameters: particles that are too far away are replaced by copies of the others, which then walk.</summary>
/// <remarks>
/// Source: Drovandi and Pettitt (2011), Biometrics 67:225–233. Where <see cref="AbcSmc"/> weighs its proposals, and in more than about ten dimensions a handful of
/// particles takes all of the weight, here every particle weighs the same: a copy is moved by Metropolis steps that leave the distribution given the tolerance as it is,
/// as often as it takes to move 99 in 100. Steps are normal in the normal scores of the priors, with 2.38²/D times the covariance of the particles that stay.
/// </remarks>
public static class AbcReplenishment
{
    const double KernelFactor = 2.38 * 2.38, Ridge = 1e-10, Unmoved = 0.01, FirstAcceptance = 0.25;

    const int MostMoves = 400;

    /// <summary>Samples.</summary>
    /// <param name="space">The parameters. D.</param>
    /// <param name="simulation">The model. A run with a summary that is not finite is never accepted.</param>
    /// <param name="observed">What the summaries should come close to. S, finite.</param>
    /// <param name="options">Size, seed and stopping rule; null for the defaults. A generation keeps the particles within the quantile.</param>
    /// <param name="progress">Receives the state of the generation at hand, at most a hundred times each.</param>
    /// <param name="cancel">Stops between runs.</param>
    /// <returns>The last generation, all weights equal. The effective sample size counts particles that differ.</returns>
    /// <exception cref="ArgumentException">An option or an observed summary is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The model gives hardly any finite summaries for draws from the prior.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <remarks>Every move of every particle has random numbers of its own: the same bits for any number of threads.</remarks>
    public static AbcPosterior Run(
        PriorSpace space, Simulation simulation, ImmutableArray<double> observed, AbcOptions? options = null,
        IProgress<AbcProgress>? progress = null, CancellationToken cancel = default) =>
        Run(space, simulation, observed, options ?? new AbcOptions(), Passes, progress, cancel);

    /// <summary>The same with any test of the prior, so that tests can tell a wrong one from the right one.</summary>
    internal static AbcPosterior Run(
        PriorSpace space, Simulation simulation, ImmutableArray<double> observed, AbcOptions options, PriorTest passes, IProgress<AbcProgress>? progress, CancellationToken cancel)
    {
        Faults faults = new();
        options.Check(space.Count, observed, faults);
        faults.Throw(nameof(options));
        return new Sampler(space, simulation, observed, options, passes, progress, cancel).Run();
    }

    /// <summary>Metropolis: in normal scores the prior is standard normal.</summary>
    static bool Passes(ReadOnlySpan<double> from, ReadOnlySpan<double> to, double uniform)
    {
        double change = 0;
        for (int i = 0; i < from.Length; i++)
            change += (from[i] * from[i]) - (to[i] * to[i]);
        return Math.Log(uniform) < 0.5 * change;
    }

    sealed class Sampler(
        PriorSpace space, Simulation simulation, ImmutableArray<double> observed, AbcOptions options, PriorTest passes,
        IProgress<AbcProgress>? progress, CancellationToken cancel) : AbcSampler(space, simulation, observed, options, progress, cancel)
    {
        readonly int summaries = observed.Length;

        internal AbcPosterior Run()
        {
            AbcPopulation population = FromPrior();
            double acceptance = FirstAcceptance;
            while (true)
            {
                if (Stop(population, out double tolerance) is { } stop)
                    return Posterior(population, stop);
                acceptance = Replenish(population, tolerance, Moves(acceptance));
            }
        }

        /// <summary>Steps after which 99 in 100 particles can be expected to have moved, if they go on being accepted as often.</summary>
        static int Moves(double acceptance) => acceptance <= 0 ? MostMoves : (int)Math.Clamp(Math.Ceiling(Math.Log(Unmoved) / Math.Log(1 - Math.Min(acceptance, 0.99))), 1, MostMoves);

        /// <summary>Replaces what lies beyond the tolerance; returns the share of steps accepted.</summary>
        double Replenish(AbcPopulation population, double tolerance, int moves)
        {
            int[] kept = [.. Enumerable.Range(0, population.Count).Where(n => population.Distances[n] <= tolerance)], lost = [.. Enumerable.Range(0, population.Count).Except(kept)];
            double[] scores = [.. kept.SelectMany(n => population.Score(n).ToArray())];
            NormalKernel kernel = new(scores, [.. Enumerable.Repeat(1.0 / kept.Length, kept.Length)], KernelFactor / Space.Count, Ridge);
            int[] accepted = new int[population.Count], runs = new int[population.Count];
            Tally tally = NewTally(tolerance);
            foreach (int _ in kept)
                tally.Add();
            Runs.Each(lost.Length, Options.Threads, i =>
            {
                Walk(population, lost[i], kept, kernel, tolerance, moves, ref accepted[lost[i]], ref runs[lost[i]]);
                tally.Add();
            }, Cancel);
            double rate = lost.Length == 0 ? 1 : (double)accepted.Sum() / ((double)lost.Length * moves);
            Record(population, tolerance, runs.Sum(r => (long)r), rate, Enumerable.Range(0, population.Count).Select(n => population.Distances[n]).Distinct().Count());
            return rate;
        }

        /// <summary>A copy of a kept particle takes the place, and walks.</summary>
        void Walk(AbcPopulation population, int place, int[] kept, NormalKernel kernel, double tolerance, int moves, ref int accepted, ref int runs)
        {
            double[] parameters = new double[Space.Count], proposed = new double[Space.Count], summary = new double[summaries];
            RandomStream choice = new(Options.Seed, (uint)place, 0, ProposalStream + (uint)Generations);
            int ancestor = kept[Math.Min((int)(choice.Uniform() * kept.Length), kept.Length - 1)];
            Span<double> score = population.Score(place);
            population.Score(ancestor).CopyTo(score);
            population.Summary(ancestor).CopyTo(population.Summary(place));
            population.Distances[place] = population.Distances[ancestor];
            for (uint move = 1; move <= moves; move++)
            {
                Cancel.ThrowIfCancellationRequested();
                RandomStream random = new(Options.Seed, (uint)place, move, ProposalStream + (uint)Generations);
                double uniform = random.Uniform();
                kernel.Move(score, ref random, proposed);

                // The prior is asked first: what it refuses need not be run.
                if (!passes(score, proposed, uniform))
                    continue;
                Simulate(proposed, parameters, (uint)place, move, summary);
                runs++;
                if (Distance(summary) is var distance && distance > tolerance)
                    continue;
                proposed.CopyTo(score);
                summary.CopyTo(population.Summary(place));
                population.Distances[place] = distance;
                accepted++;
            }
        }
    }
}
