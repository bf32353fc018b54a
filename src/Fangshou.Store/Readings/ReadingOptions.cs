namespace Fangshou.Store;

/// <summary>Work that takes long enough to be told how far it is.</summary>
enum LongWork
{
    Phases,
    Mechanism,
    PastForecasts,
}

/// <summary>How cells are read.</summary>
sealed record ReadingOptions
{
    /// <summary>True to count months against how densely the ledger covers their time.</summary>
    public bool Coverage { get; init; } = true;

    /// <summary>Names the random numbers.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>At least 1; never changes a number.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Makes what is told of long work, 0…1; disposed at its end where it can be. Null tells nothing.</summary>
    public Func<LongWork, IProgress<double>?> Progress { get; init; } = static _ => null;

    /// <summary>Stops it.</summary>
    public CancellationToken Cancellation { get; init; }
}
