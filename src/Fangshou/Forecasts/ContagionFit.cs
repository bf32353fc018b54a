using System.Globalization;
using Fangshou.Numerics;

namespace Fangshou.Forecasts;

/// <summary>What is believed of a contagion before any event is seen.</summary>
/// <remarks>
/// The radius' default density is 0 at 0 and highest at .25, so that events which trigger nothing are given a small radius too.
/// Whether there is contagion at all, the likelihood against that of the baselines alone tells, not the radius.
/// </remarks>
sealed record ContagionPriors
{
    /// <summary>First shape of the spectral radius' beta distribution. ≥ 1, default 2 (MODEL.md 3.4).</summary>
    public double RadiusA { get; init; } = 2;

    /// <summary>Second shape. &gt; 1, so that an explosive process is impossible; default 4.</summary>
    public double RadiusB { get; init; } = 4;

    /// <summary>Median of the memory's log-normal distribution, months. &gt; 0, default 1.5.</summary>
    public double MemoryMedianMonths { get; init; } = 1.5;

    /// <summary>Standard deviation of ln memory. &gt; 0, default .5.</summary>
    public double MemoryLogDeviation { get; init; } = 0.5;

    /// <summary>Shape of each baseline's gamma distribution. ≥ 1, default 1.5: half an event seen …</summary>
    public double BaselineShape { get; init; } = 1.5;

    /// <summary>… in this many months before watching began (the gamma's rate). ≥ 0, default 6. Weak where years were watched.</summary>
    public double BaselineMonths { get; init; } = 6;
}

/// <summary>How a contagion is fitted.</summary>
sealed record ContagionFitOptions
{
    /// <summary>The priors; null for maximum likelihood.</summary>
    public ContagionPriors? Priors { get; init; } = new();

    /// <summary>Shortest memory looked at, months. &gt; 0, default .03, a day.</summary>
    public double ShortestMemoryMonths { get; init; } = 0.03;

    /// <summary>Longest memory looked at, months. Default 24.</summary>
    public double LongestMemoryMonths { get; init; } = 24;

    internal void Require(List<string> faults)
    {
        Above(ShortestMemoryMonths, 0, nameof(ShortestMemoryMonths));
        Above(LongestMemoryMonths, ShortestMemoryMonths, nameof(LongestMemoryMonths));
        if (Priors is not { } p)
            return;
        NotBelow(p.RadiusA, 1, nameof(p.RadiusA));
        Above(p.RadiusB, 1, nameof(p.RadiusB));
        Above(p.MemoryMedianMonths, 0, nameof(p.MemoryMedianMonths));
        Above(p.MemoryLogDeviation, 0, nameof(p.MemoryLogDeviation));
        NotBelow(p.BaselineShape, 1, nameof(p.BaselineShape));
        NotBelow(p.BaselineMonths, 0, nameof(p.BaselineMonths));

        void Above(double value, double low, string name)
        {
            if (!(value > low) || !double.IsFinite(value))
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value:R}, but must be above {low:R} and finite"));
        }

        void NotBelow(double value, double low, string name)
        {
            if (!(value >= low) || !double.IsFinite(value))
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name} is {value:R}, but must be {low:R} or more and finite"));
        }
    }
}

/// <summary>The contagion that is most probable after the events were seen.</summary>
sealed record ContagionFit
{
    // A step of about .4 in ln memory over the default range; the prior's own width is .5.
    const int Memories = 16;

    // In ln memory: a thousandth of a per cent.
    const double Precision = 1e-5;

    /// <summary>The contagion. Its spectral radius is below 1.</summary>
    public required Contagion Model { get; init; }

    /// <summary>ln p(events) at the fit, nats.</summary>
    public required double LogLikelihoodNats { get; init; }

    /// <summary>ln p(events) + ln prior at the fit, nats, but for constants of the priors; without priors ln p(events).</summary>
    public required double LogPosteriorNats { get; init; }

    /// <summary>Newton steps taken over all memories looked at.</summary>
    public required int Steps { get; init; }

    /// <summary>Why the fit may not be the best there is; null when nothing speaks against it.</summary>
    public required string? Doubt { get; init; }

    /// <summary>Fits a contagion.</summary>
    /// <param name="events">What was seen. N events of C cells.</param>
    /// <param name="similarity">How alike cells are, 0…1. C×C, row-major, symmetric; the diagonal is not read.</param>
    /// <param name="options">Priors and the range of memories; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option or a similarity is out of its range; the message names each one.</exception>
    /// <remarks>
    /// The densities are those of the baselines, of the spectral radius and of ln memory; how the radius is made up of the three sizes is left to
    /// the events. A kind that no event can speak of (all of them without events, area without alike cells) has size 0.
    /// For a given memory the rest is climbed to by Newton's method; the memory is searched on a grid, then by golden section.
    /// O(N·C + C³) a step. No random numbers; the same bits for the same input.
    /// Pinned by: grids of parameters; planted truth; published estimates (MODEL.md V6).
    /// </remarks>
    public static ContagionFit Of(EventTimes events, ReadOnlySpan<double> similarity, ContagionFitOptions? options = null)
    {
        options ??= new();
        List<string> faults = [];
        options.Require(faults);
        Contagion.AddFaults(similarity, events.Cells, faults);
        if (faults.Count > 0)
            throw new ArgumentException(string.Join("; ", faults) + ".", nameof(options));

        ContagionTerms terms = new(events, similarity);
        ContagionAscent ascent = new(events, terms, similarity, options.Priors);
        double low = Math.Log(options.ShortestMemoryMonths), high = Math.Log(options.LongestMemoryMonths), apart = (high - low) / (Memories - 1);
        double[] heights = [.. Enumerable.Range(0, Memories).Select(i => Height(low + (i * apart)))];
        double best = low + (apart * Array.IndexOf(heights, heights.Max()));
        double logMemory = LineSearch.Maximise(Height, best, apart, low, high, Precision);
        double height = Height(logMemory);
        Contagion model = Found(ascent, events, similarity, Math.Exp(-logMemory));
        return new()
        {
            Model = model,
            LogLikelihoodNats = model.LogLikelihoodNats(events),
            LogPosteriorNats = height,
            Steps = ascent.Steps,
            Doubt = DoubtOf(ascent, model, Math.Min(logMemory - low, high - logMemory), options),
        };

        double Height(double logMemory)
        {
            terms.Fill(Math.Exp(-logMemory));
            double top = ascent.Climb();
            if (options.Priors is not { } p)
                return top;
            double z = (logMemory - Math.Log(p.MemoryMedianMonths)) / p.MemoryLogDeviation;
            return top - (0.5 * z * z);
        }
    }

    static Contagion Found(ContagionAscent ascent, EventTimes events, ReadOnlySpan<double> similarity, double decay)
    {
        int cells = events.Cells;
        return new()
        {
            BaselinesPerMonth = [.. ascent.Logs.Take(cells).Select(Value)],
            Self = Size(0),
            Area = Size(1),
            Campaign = Size(2),
            DecayPerMonth = decay,
            Similarity = [.. similarity],
        };

        double Size(int kind) => ascent.Speaks(kind) ? Value(ascent.Logs[cells + kind]) : 0;

        // A climb ends as soon as sinking further gains nothing, which may be a little above the floor.
        static double Value(double log) => Math.Exp(log) <= 10 * ContagionAscent.Smallest ? 0 : Math.Exp(log);
    }

    static string? DoubtOf(ContagionAscent ascent, Contagion model, double fromEdge, ContagionFitOptions options)
    {
        if (!ascent.Speaks(0))
            return "No event came before the end of watching: nothing is known of what triggers what.";
        if (options.Priors is null && model.SpectralRadius() > ContagionAscent.LargestRadius - 1e-3)
            return string.Create(CultureInfo.InvariantCulture, $"The spectral radius was held below {ContagionAscent.LargestRadius}.");
        if (!ascent.Converged)
            return "The climb stopped before its gain fell below the tolerance.";
        if (fromEdge < 2 * Precision)
            return string.Create(CultureInfo.InvariantCulture, $"The memory, {model.MemoryMonths:0.###} months, lies at the end of the range that was searched.");
        return null;
    }
}
