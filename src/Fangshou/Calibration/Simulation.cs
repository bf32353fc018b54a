using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Fangshou.Numerics;

namespace Fangshou.Calibration;

/// <summary>One run of any model: parameters in, summaries out. Called from several threads at once.</summary>
/// <param name="parameters">In the order of the <see cref="PriorSpace"/>. D.</param>
/// <param name="runSeed">Names the random numbers of this run. The same seed and parameters must give the same summaries.</param>
/// <param name="summaries">Receives the summaries. S; every value is to be set.</param>
public delegate void Simulation(ReadOnlySpan<double> parameters, ulong runSeed, Span<double> summaries);

/// <summary>Many runs at once, each to a place of its own, so that the number of threads changes no result.</summary>
static class Runs
{
    /// <summary>A seed for one run: 64 scrambled bits of what names it. Two of a million share one with a probability of 3e-8.</summary>
    internal static ulong Seed(ulong seed, uint word1, uint word2, uint word3, uint tag)
    {
        (uint x0, uint x1, _, _) = Philox.Scramble(word1, word2, word3, tag, (uint)(seed & uint.MaxValue), (uint)(seed >> 32));
        return ((ulong)x1 << 32) | x0;
    }

    /// <summary>Does each of n jobs once.</summary>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <remarks>The first exception of a job comes out as it was thrown.</remarks>
    internal static void Each(int jobs, int threads, Action<int> job, CancellationToken cancel = default)
    {
        try
        {
            Parallel.For(0, jobs, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, job);
        }
        catch (AggregateException failure)
        {
            ExceptionDispatchInfo.Throw(failure.Flatten().InnerExceptions[0]);
        }
    }

    /// <summary>Runs every row of a design under common random numbers and keeps each summary's mean over the replicates.</summary>
    /// <param name="space">Turns rows into parameters.</param>
    /// <param name="simulation">The model.</param>
    /// <param name="names">The summaries' names. S.</param>
    /// <param name="rows">Rows of the design.</param>
    /// <param name="fillRow">Writes a row of the design, D values of the unit cube.</param>
    /// <param name="settings">Seed, replicates and threads.</param>
    /// <param name="tag">Tells methods apart.</param>
    /// <param name="progress">Receives the share done, 0…1, at most a hundred times.</param>
    /// <param name="cancel">Stops between runs.</param>
    /// <returns>By summary, then by row: S×rows.</returns>
    /// <exception cref="InvalidOperationException">A summary is not finite; the message names it and the parameters.</exception>
    internal static double[][] Means(
        PriorSpace space, Simulation simulation, ImmutableArray<string> names, int rows, RowWriter fillRow,
        (ulong Seed, int Replicates, int Threads) settings, uint tag, IProgress<double>? progress, CancellationToken cancel)
    {
        double[][] means = [.. names.Select(_ => new double[rows])];
        Share share = new(rows, progress);
        Each(rows, settings.Threads, row =>
        {
            double[] parameters = new double[space.Count], summaries = new double[names.Length];
            fillRow(row, parameters);
            space.Map(parameters, parameters);
            for (uint replicate = 0; replicate < settings.Replicates; replicate++)
            {
                cancel.ThrowIfCancellationRequested();
                simulation(parameters, Seed(settings.Seed, replicate, 0, 0, tag), summaries);
                for (int s = 0; s < summaries.Length; s++)
                    means[s][row] += Finite(summaries[s], names[s], space, parameters) / settings.Replicates;
            }

            share.Done();
        }, cancel);
        return means;
    }

    /// <summary>The value, if it is a number.</summary>
    /// <exception cref="InvalidOperationException">It is not.</exception>
    internal static double Finite(double value, string name, PriorSpace space, double[] parameters)
    {
        if (double.IsFinite(value))
            return value;
        FormattableString message = $"The simulation gave {value} for {name}";
        string where = string.Join(", ", space.Names.Zip(parameters, (n, x) => FormattableString.Invariant($"{n} = {x:R}")));
        throw new InvalidOperationException(FormattableString.Invariant(message) + " at " + where + ".");
    }

    /// <summary>Notes missing, unnamed or repeated summaries.</summary>
    internal static void CheckNames(ImmutableArray<string> names, Faults faults)
    {
        if (names.IsDefaultOrEmpty)
        {
            faults.Add($"There are no summaries; at least one is needed");
            return;
        }

        faults.Require(!names.Any(string.IsNullOrWhiteSpace), $"A summary has no name");
        faults.Require(names.Distinct(StringComparer.Ordinal).Count() == names.Length, $"Two summaries have the same name; names must differ");
    }
}

/// <summary>Writes one row of a design.</summary>
delegate void RowWriter(int row, Span<double> unit);

/// <summary>Counts finished jobs from any thread and tells the share of them, at most a hundred times.</summary>
sealed class Share(int jobs, IProgress<double>? progress)
{
    readonly int interval = Math.Max(1, (jobs + 99) / 100);
    int done;

    internal void Done()
    {
        if (progress is null)
            return;
        int now = Interlocked.Increment(ref done);
        if (now % interval == 0 || now == jobs)
            progress.Report((double)now / jobs);
    }
}
