using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Fangshou.Web.Http;

namespace Fangshou.Web.Knowledge;

/// <summary>An answer that may still be on its way.</summary>
/// <param name="Value">The answer; null while it is worked on.</param>
/// <param name="Progress">Share done, 0…1.</param>
public sealed record Pending<T>(T? Value, double Progress)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsReady => Value is not null;
}

/// <summary>Answers that take seconds: each is worked out once, in the background, and kept while it is among the last asked for.</summary>
/// <param name="kept">How many are kept.</param>
/// <param name="gate">Lets so many be worked on at once; shared with other kinds of answers.</param>
/// <param name="work">Works one out.</param>
/// <param name="stopping">Stops what is being worked on.</param>
sealed class LongAnswers<TKey, TValue>(int kept, SemaphoreSlim gate, Func<TKey, IProgress<double>, CancellationToken, TValue> work, CancellationToken stopping)
    where TKey : notnull
    where TValue : class
{
    const int MostWaiting = 32;

    readonly ConcurrentDictionary<TKey, Lazy<Entry>> entries = new();
    long clock;

    /// <summary>What is known now; begins the work where nobody has asked before.</summary>
    /// <exception cref="NotReadyException">Too many are being worked on.</exception>
    /// <exception cref="Exception">What the work ended with; it is begun anew the next time.</exception>
    public Pending<TValue> Now(TKey key)
    {
        Entry entry = Find(key);
        return entry.Work.IsCompleted ? new Pending<TValue>(Finished(key, entry), 1) : new Pending<TValue>(null, entry.Done);
    }

    /// <summary>The answer, if it comes within the time; else how far it is.</summary>
    public async Task<Pending<TValue>> Within(TKey key, TimeSpan patience, CancellationToken cancellation)
    {
        Entry entry = Find(key);
        if (!entry.Work.IsCompleted)
            await Task.WhenAny(entry.Work, Task.Delay(patience, cancellation));
        cancellation.ThrowIfCancellationRequested();
        return Now(key);
    }

    Entry Find(TKey key)
    {
        // Each that waits holds a thread.
        if (!entries.ContainsKey(key) && entries.Count(e => e.Value.IsValueCreated && !e.Value.Value.Work.IsCompleted) >= MostWaiting)
            throw new NotReadyException(0);
        Entry entry = entries.GetOrAdd(key, k => new Lazy<Entry>(() => Begin(k))).Value;
        entry.Used = Interlocked.Increment(ref clock);
        if (entries.Count > kept)
            Drop();
        return entry;
    }

    TValue Finished(TKey key, Entry entry)
    {
        if (!entry.Work.IsCompletedSuccessfully)
            entries.TryRemove(key, out _);
        // It was given up because another edition is shown by now; how it ended, as cancelled or by an exception on the way out, does not matter.
        if (entry.Work.IsCanceled || (entry.Work.IsFaulted && stopping.IsCancellationRequested))
            throw new NotReadyException(0);
        return entry.Work.GetAwaiter().GetResult();
    }

    Entry Begin(TKey key)
    {
        Entry entry = new();
        // A thread of its own: minutes of arithmetic in the pool would keep readers waiting.
        entry.Work = Task.Factory.StartNew(
            () =>
            {
                gate.Wait(stopping);
                try
                {
                    return work(key, entry, stopping);
                }
                finally
                {
                    gate.Release();
                }
            },
            stopping, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return entry;
    }

    void Drop()
    {
        foreach (TKey key in entries.Where(e => e.Value.IsValueCreated && e.Value.Value.Work.IsCompleted).OrderBy(e => e.Value.Value.Used).Take(entries.Count - kept).Select(e => e.Key))
            entries.TryRemove(key, out _);
    }

    sealed class Entry : IProgress<double>
    {
        public Task<TValue> Work { get; set; } = null!;

        public long Used { get; set; }

        public double Done { get; private set; }

        public void Report(double value) => Done = value;
    }
}
