namespace Fangshou.Phases;

/// <summary>How long and with what random numbers the sampler runs. The defaults are what the documentation's figures were made with.</summary>
public sealed record FitOptions
{
    /// <summary>Names the random numbers; the same seed gives the same bits.</summary>
    public ulong Seed { get; init; } = 20201103;

    /// <summary>Independent chains, 2…16.</summary>
    public int Chains { get; init; } = 4;

    /// <summary>Sweeps a chain that are thrown away, 0…100,000.</summary>
    public int WarmUp { get; init; } = 500;

    /// <summary>Draws a chain that are kept, 8…100,000.</summary>
    public int Kept { get; init; } = 1000;

    /// <summary>Sweeps per kept draw of the pooled parameters, 1…100.</summary>
    public int Thinning { get; init; } = 3;

    /// <summary>Threads, at least 1. Never changes a result.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Largest split R̂ that passes.</summary>
    public double LargestRHat { get; init; } = 1.01;

    /// <summary>Smallest effective sample size that passes.</summary>
    public double SmallestEffectiveSampleSize { get; init; } = 400;

    /// <summary>Fails when an option is out of its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Names the option and the range.</exception>
    internal void Check()
    {
        Within(Chains, 2, 16, nameof(Chains));
        Within(WarmUp, 0, 100_000, nameof(WarmUp));
        Within(Kept, 8, 100_000, nameof(Kept));
        Within(Thinning, 1, 100, nameof(Thinning));
        Within(Threads, 1, 1024, nameof(Threads));
    }

    static void Within(int value, int low, int high, string name)
    {
        if (value < low || value > high)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {low}…{high}.");
    }
}
