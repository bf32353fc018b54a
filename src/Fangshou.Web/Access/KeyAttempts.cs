using System.Collections.Concurrent;
using System.Net;

namespace Fangshou.Web.Access;

/// <summary>How often one address may be wrong about a key, and how many slow hashes are worked out at once.</summary>
/// <remarks>One address tries one key at a time, so that a thousand tries at once are no more than ten.</remarks>
sealed class KeyAttempts(TimeProvider time) : IDisposable
{
    /// <summary>Wrong keys of one address within the window.</summary>
    public const int MostFailed = 10;

    /// <summary>How long a wrong key is held against its address.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    static readonly TimeSpan patience = TimeSpan.FromSeconds(10);

    readonly ConcurrentDictionary<string, Turn> turns = new(StringComparer.Ordinal);

    // Half of the processors go on serving.
    readonly SemaphoreSlim hashing = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Tries a key.</summary>
    /// <param name="address">Who tries.</param>
    /// <param name="verify">Null when the key is wrong.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>What the key opened, or how long to wait before the next try.</returns>
    public async Task<(T? Opened, TimeSpan? Wait)> Try<T>(IPAddress? address, Func<Task<T?>> verify, CancellationToken cancellation)
        where T : class
    {
        Tidy();
        Turn turn = turns.GetOrAdd(Http.Limits.Network(address), static _ => new Turn());
        if (!await turn.One.WaitAsync(patience, cancellation))
            return (null, patience);
        try
        {
            DateTimeOffset now = time.GetUtcNow();
            while (turn.Failed.TryPeek(out DateTimeOffset oldest) && now - oldest >= Window)
                turn.Failed.TryDequeue(out _);
            if (turn.Failed.Count >= MostFailed && turn.Failed.TryPeek(out DateTimeOffset first))
                return (null, first + Window - now);
            if (!await hashing.WaitAsync(patience, cancellation))
                return (null, patience);
            try
            {
                T? opened = await verify();
                if (opened is null)
                    turn.Failed.Enqueue(time.GetUtcNow());
                return (opened, null);
            }
            finally
            {
                hashing.Release();
            }
        }
        finally
        {
            turn.One.Release();
        }
    }

    public void Dispose() => hashing.Dispose();

    /// <summary>Forgets addresses from which nothing wrong has come for a while.</summary>
    void Tidy()
    {
        const int Many = 10_000;
        if (turns.Count < Many)
            return;
        DateTimeOffset now = time.GetUtcNow();
        foreach ((string address, Turn turn) in turns)
            if (turn.Failed.All(at => now - at >= Window))
                turns.TryRemove(address, out _);
    }

    sealed class Turn
    {
        public SemaphoreSlim One { get; } = new(1);

        public ConcurrentQueue<DateTimeOffset> Failed { get; } = new();
    }
}
