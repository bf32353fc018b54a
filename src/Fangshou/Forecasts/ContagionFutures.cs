using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using Fangshou.Numerics;

namespace Fangshou.Forecasts;

/// <summary>Which futures are drawn.</summary>
sealed record FuturesOptions
{
    /// <summary>Names the random numbers; the same seed gives the same futures.</summary>
    public ulong Seed { get; init; } = 20201103;

    /// <summary>Number of the first future, 0 or more. A future depends on its number, not on which others are drawn with it.</summary>
    public int First { get; init; }

    /// <summary>How many futures, 1…1,000,000.</summary>
    public int Count { get; init; } = 500;

    /// <summary>How many months after watching ended, 1…600.</summary>
    public int Months { get; init; } = 24;
}

/// <summary>Futures drawn from a contagion that goes on from what was seen, as counts by month and cell.</summary>
sealed record ContagionFutures
{
    const uint Tag = 0xC047_0001;

    /// <summary>The options they were drawn with.</summary>
    public required FuturesOptions Options { get; init; }

    /// <summary>Number of cells, C.</summary>
    public required int Cells { get; init; }

    /// <summary>Events by future, month and cell. S×H×C, row-major: the cell is the fastest index. Month 0 is the first after watching ended.</summary>
    public required ImmutableArray<int> Counts { get; init; }

    /// <summary>Events of one future, its place among those drawn 0…S − 1, in one month and cell.</summary>
    public int this[int future, int month, int cell] => Counts[(((future * Options.Months) + month) * Cells) + cell];

    /// <summary>Draws futures from the model and what is left of the past's excitation.</summary>
    /// <param name="model">The contagion; its spectral radius is below 1.</param>
    /// <param name="past">What was seen.</param>
    /// <param name="options">Which futures; null for the defaults.</param>
    /// <exception cref="ArgumentException">A parameter or option is out of its range, or the process explodes; the message names each one.</exception>
    /// <remarks>
    /// Exact, by clusters: events that nothing seen triggers, first descendants of the past, and the descendants of both, whose delays are exponential
    /// (Hawkes and Oakes 1974, J. Appl. Prob. 11:493–503). Time and memory grow with the events drawn. Future f draws from its own stream.
    /// Pinned by: the expected intensity in closed form; a thinning simulator.
    /// </remarks>
    public static ContagionFutures Simulate(Contagion model, EventTimes past, FuturesOptions? options = null)
    {
        options ??= new();
        model.Require(past.Cells);
        Require(model, options);
        int cells = model.Cells;
        double[] branching = model.Branching(), levels = Excitation.AtEnd(past, model.DecayPerMonth).Levels;
        Clusters clusters = new(cells, options.Months, model.DecayPerMonth, branching, [.. model.BaselinesPerMonth], Heirs(branching, levels, model.DecayPerMonth));
        int size = options.Months * cells;
        int[] counts = new int[checked(options.Count * size)];
        for (int f = 0; f < options.Count; f++)
        {
            RandomStream random = new(options.Seed, Tag, (uint)(options.First + f), 0);
            clusters.Draw(ref random, counts.AsSpan(f * size, size));
        }
        return new() { Options = options, Cells = cells, Counts = ImmutableCollectionsMarshal.AsImmutableArray(counts) };
    }

    /// <summary>Expected number of events in each cell that the past has still to trigger directly.</summary>
    static double[] Heirs(double[] branching, double[] levels, double decay)
    {
        double[] heirs = new double[levels.Length];
        for (int from = 0; from < levels.Length; from++)
        {
            for (int to = 0; to < levels.Length; to++)
                heirs[to] += branching[(from * levels.Length) + to] * levels[from] / decay;
        }
        return heirs;
    }

    static void Require(Contagion model, FuturesOptions options)
    {
        List<string> faults = [];
        Within(options.First, 0, int.MaxValue - 1_000_000, nameof(options.First));
        Within(options.Count, 1, 1_000_000, nameof(options.Count));
        Within(options.Months, 1, 600, nameof(options.Months));
        if ((long)options.Count * options.Months * model.Cells > Array.MaxLength)
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{options.Count} futures of {options.Months} months and {model.Cells} cells are too many counts; draw them in parts"));
        double radius = model.SpectralRadius();
        if (!(radius < 1))
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"the spectral radius is {radius:R}, but must be below 1 for a future that does not explode"));
        if (faults.Count > 0)
            throw new ArgumentException(string.Join("; ", faults) + ".", nameof(options));

        void Within(int value, int low, int high, string name)
        {
            if (value < low || value > high)
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}, but must be {low}…{high}"));
        }
    }

    /// <summary>Draws one future after the other, on one stack.</summary>
    sealed class Clusters(int cells, int months, double decay, double[] branching, double[] baselines, double[] heirs)
    {
        readonly Stack<(double Time, int Cell)> waiting = new();
        readonly double[] children = [.. Enumerable.Range(0, cells).Select(from => branching.AsSpan(from * cells, cells).ToArray().Sum())];

        /// <summary>Adds the events of one future to counts that are 0. H×C.</summary>
        internal void Draw(ref RandomStream random, Span<int> counts)
        {
            for (int cell = 0; cell < cells; cell++)
            {
                for (int left = random.Poisson(baselines[cell] * months); left > 0; left--)
                    Descend(ref random, months * random.Uniform(), cell, counts);
                for (int left = random.Poisson(heirs[cell]); left > 0; left--)
                    Descend(ref random, Delay(ref random), cell, counts);
            }
        }

        /// <summary>Counts an event and all its descendants before the horizon.</summary>
        void Descend(ref RandomStream random, double time, int cell, Span<int> counts)
        {
            waiting.Push((time, cell));
            while (waiting.TryPop(out (double Time, int Cell) parent))
            {
                // A child beyond the horizon has none before it.
                if (parent.Time >= months)
                    continue;
                counts[((int)parent.Time * cells) + parent.Cell]++;
                for (int left = random.Poisson(children[parent.Cell]); left > 0; left--)
                {
                    double born = parent.Time + Delay(ref random);
                    waiting.Push((born, random.Index(branching.AsSpan(parent.Cell * cells, cells))));
                }
            }
        }

        double Delay(ref RandomStream random) => -RealMath.Log(random.Uniform()) / decay;
    }
}
