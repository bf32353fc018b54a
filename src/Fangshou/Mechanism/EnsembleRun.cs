using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Fangshou.Mechanism;

/// <summary>An ensemble under way: it can be stopped, saved, resumed and finished, and its numbers never depend on how that was done.</summary>
public sealed class EnsembleRun
{
    const int FormatVersion = 1, MonthsBetweenLooks = 12;

    static readonly byte[] signature = Encoding.ASCII.GetBytes("FSENSEMB");

    readonly RunPlan plan;
    readonly string planHash;
    readonly bool looksAtFirms;

    // For each group: months done, and its mechanism while it is neither untouched nor finished.
    readonly int[] done;
    readonly LaneMechanism?[] halted;

    readonly Lock telling = new();
    long monthsDone;

    /// <summary>Makes room for a run.</summary>
    /// <param name="plan">What to run.</param>
    /// <exception cref="ArgumentException">The plan has faults; the message lists them.</exception>
    public EnsembleRun(RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Faults() is { IsEmpty: false } faults)
            throw new ArgumentException(string.Join(' ', faults), nameof(plan));
        this.plan = plan;
        planHash = PlanHash.Of(plan);
        looksAtFirms = plan.Series.Any(series => series is Series.Size or Series.Backlog or Series.LargestWinShare);
        History = new History(plan);
        done = new int[plan.Groups];
        halted = new LaneMechanism?[plan.Groups];
    }

    /// <summary>What has been recorded so far; complete once <see cref="IsComplete"/>.</summary>
    public History History { get; }

    /// <summary>True when every replicate has reached the last month.</summary>
    public bool IsComplete => Interlocked.Read(ref monthsDone) == (long)plan.Groups * plan.Months;

    /// <summary>Share of the months of all replicates that is done, 0…1.</summary>
    public double Progress => Interlocked.Read(ref monthsDone) / ((double)plan.Groups * plan.Months);

    /// <summary>Runs a plan to its end.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="threads">How many threads; the numbers do not depend on it.</param>
    public static History Run(RunPlan plan, int threads)
    {
        EnsembleRun run = new(plan);
        run.Advance(threads, null, CancellationToken.None);
        return run.History;
    }

    /// <summary>Goes on until all is done or the token says stop.</summary>
    /// <param name="threads">How many threads, at least 1.</param>
    /// <param name="progress">Told the share done, 0…1, now and then, never less than before.</param>
    /// <param name="cancellation">Stops the run within a year of simulated time; what is done is kept.</param>
    /// <exception cref="OperationCanceledException">The token said stop; <see cref="Save"/> and a later <see cref="Advance"/> both work.</exception>
    public void Advance(int threads, IProgress<double>? progress, CancellationToken cancellation) => AdvanceTo(plan.Months, threads, progress, cancellation);

    /// <summary>Goes on until the first replicates have reached the last month, and gives them as a history of their own.</summary>
    /// <param name="replicates">How many, 1…R; groups of eight are run whole.</param>
    /// <param name="threads">How many threads, at least 1.</param>
    /// <param name="cancellation">Stops the run within a year of simulated time; what is done is kept.</param>
    /// <returns>The same numbers as a run of so many replicates. It stays as it is while the run goes on.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The run has no so many replicates.</exception>
    /// <exception cref="OperationCanceledException">The token said stop.</exception>
    public History First(int replicates, int threads, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(replicates, plan.Replicates);
        AdvanceGroups((replicates + RunPlan.GroupSize - 1) / RunPlan.GroupSize, plan.Months, threads, null, cancellation);
        return new History(History, replicates);
    }

    /// <summary>Goes on until every replicate has reached a month.</summary>
    internal void AdvanceTo(int month, int threads, IProgress<double>? progress, CancellationToken cancellation) => AdvanceGroups(plan.Groups, month, threads, progress, cancellation);

    void AdvanceGroups(int groups, int month, int threads, IProgress<double>? progress, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Parallel.For(0, groups, new ParallelOptions { MaxDegreeOfParallelism = threads }, group =>
        {
            if (cancellation.IsCancellationRequested)
                return;
            RunGroup(group, month, cancellation);
            Tell(progress);
        });
        cancellation.ThrowIfCancellationRequested();
    }

    void Tell(IProgress<double>? progress)
    {
        if (progress is null)
            return;
        lock (telling)
            progress.Report(Progress);
    }

    /// <summary>Takes one group of eight replicates as far as a month, or until the token says stop.</summary>
    internal void RunGroup(int group, int until, CancellationToken cancellation)
    {
        if (done[group] >= until)
            return;
        LaneMechanism mechanism = halted[group] ?? Mechanism(group);
        Timeline timeline = new(plan, group, done[group]);
        int month = done[group];
        for (; month < until; month++)
        {
            if (month % MonthsBetweenLooks == 0 && cancellation.IsCancellationRequested)
                break;
            StepInput input = timeline.At(month);
            mechanism.Step(in input);
            Record(mechanism, group, month);
        }

        halted[group] = month > 0 && month < plan.Months ? mechanism : null;
        Interlocked.Add(ref monthsDone, month - done[group]);
        done[group] = month;
    }

    LaneMechanism Mechanism(int group) => new(plan.World, plan.SetOf(group), plan.Seed, (uint)(plan.FirstReplicate + (group * RunPlan.GroupSize)), looksAtFirms);

    void Record(LaneMechanism mechanism, int group, int month)
    {
        foreach (Series series in plan.Series)
        {
            ReadOnlySpan<Vector512<double>> seen = mechanism.Seen(series);
            Span<Vector256<float>> row = MemoryMarshal.Cast<float, Vector256<float>>(History.Row(series, group, month));
            for (int s = 0; s < row.Length; s++)
                row[s] = Vector256.Narrow(seen[s].GetLower(), seen[s].GetUpper());
        }

        if (plan.HashesSteps)
            StateMix.Of(mechanism.State.All).CopyTo(History.HashRow(group, month));
    }

    /// <summary>Writes all that is needed to go on later.</summary>
    /// <param name="stream">Receives bytes that <see cref="Resume"/> reads, on any machine of the same byte order.</param>
    public void Save(Stream stream)
    {
        using BinaryWriter writer = new(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(signature);
        writer.Write(FormatVersion);
        writer.Write(planHash);
        for (int group = 0; group < done.Length; group++)
        {
            writer.Write(done[group]);
            foreach (Series series in plan.Series)
                writer.Write(MemoryMarshal.AsBytes(History.Block(series, group, done[group])));
            writer.Write(MemoryMarshal.AsBytes(History.HashBlock(group, done[group])));
            if (halted[group] is { } mechanism)
                writer.Write(mechanism.State.Bytes);
        }
    }

    /// <summary>A run as it was saved.</summary>
    /// <param name="plan">The plan that was saved under way.</param>
    /// <param name="stream">What <see cref="Save"/> wrote.</param>
    /// <exception cref="FormatException">It is no such file, is cut off or too long, or belongs to another plan or version of the model.</exception>
    public static EnsembleRun Resume(RunPlan plan, Stream stream)
    {
        EnsembleRun run = new(plan);
        using BinaryReader reader = new(stream, Encoding.UTF8, leaveOpen: true);
        try
        {
            if (!reader.ReadBytes(signature.Length).AsSpan().SequenceEqual(signature) || reader.ReadInt32() != FormatVersion)
                throw new FormatException("This is no checkpoint of this version.");
            if (reader.ReadString() != run.planHash)
                throw new FormatException("The checkpoint belongs to another run: scenario, parameters, seed, replicates or months differ.");
            for (int group = 0; group < run.done.Length; group++)
                run.Read(reader, group);
            if (stream.ReadByte() >= 0)
                throw new FormatException("The checkpoint is longer than its run.");
        }
        catch (EndOfStreamException cut)
        {
            throw new FormatException("The checkpoint is cut off.", cut);
        }

        return run;
    }

    void Read(BinaryReader reader, int group)
    {
        int months = reader.ReadInt32();
        if (months < 0 || months > plan.Months)
            throw new FormatException($"The checkpoint is damaged: it says {months} months.");
        foreach (Series series in plan.Series)
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(History.Block(series, group, months)));
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(History.HashBlock(group, months)));
        if (months > 0 && months < plan.Months)
        {
            LaneMechanism mechanism = Mechanism(group);
            reader.BaseStream.ReadExactly(mechanism.State.Bytes);
            halted[group] = mechanism;
        }

        monthsDone += months;
        done[group] = months;
    }
}
