using System.Collections.Immutable;
using Fangshou.Numerics;

namespace Fangshou.Forecasts;

/// <summary>Forecasts that are one step of the recalibrated curve.</summary>
/// <param name="From">Lowest probability among them.</param>
/// <param name="To">Highest.</param>
/// <param name="Recalibrated">Share of them that came true: what should have been said.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Events">How many came true.</param>
public readonly record struct ReliabilityBlock(double From, double To, double Recalibrated, int Count, int Events);

/// <summary>Where the recalibrated value of one probability lies in 9 of 10 cases if the forecasts are calibrated.</summary>
/// <param name="Probability">The probability that was forecast.</param>
/// <param name="Low">5 % quantile.</param>
/// <param name="High">95 % quantile.</param>
public readonly record struct ConsistencyBand(double Probability, double Low, double High);

/// <summary>Whether what is said to happen in 7 of 10 cases does: a reliability diagram without chosen bins (CORP).</summary>
/// <remarks>Source: Dimitriadis, Gneiting and Jordan (2021), PNAS 118:e2016191118.</remarks>
public sealed record Reliability
{
    /// <summary>Sets of outcomes drawn for the bands.</summary>
    public const int Resamples = 1000;

    const double Level = 0.9;

    const uint Tag = 0xC0_4B;

    /// <summary>Number of forecasts. n.</summary>
    public required int Forecasts { get; init; }

    /// <summary>Share of them that came true.</summary>
    public required double BaseRate { get; init; }

    /// <summary>The mean Brier score and its parts.</summary>
    public required ScoreParts Brier { get; init; }

    /// <summary>The mean log score, nats, and its parts.</summary>
    public required ScoreParts Log { get; init; }

    /// <summary>The steps of the recalibrated curve, lowest first. From step to step both the probability and the share that came true rise.</summary>
    public required ImmutableArray<ReliabilityBlock> Blocks { get; init; }

    /// <summary>One per distinct probability, lowest first. D.</summary>
    public required ImmutableArray<ConsistencyBand> Bands { get; init; }

    /// <summary>Names the random numbers of the bands.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Recalibrates forecasts, takes their mean scores apart, and draws the bands.</summary>
    /// <param name="probabilities">0…1. n ≥ 1.</param>
    /// <param name="happened">Whether each came true. n.</param>
    /// <param name="seed">Names the random numbers of the bands.</param>
    /// <param name="withBands">False to leave the bands empty, which takes a thousandth of the time.</param>
    /// <exception cref="ArgumentException">There is none, the lengths differ, or a probability is not in 0…1.</exception>
    /// <remarks>
    /// The order of the forecasts never matters. Without an event, and with nothing else, uncertainty and discrimination are 0 and all loss is
    /// miscalibration. The bands draw outcomes independently of each other; outcomes of overlapping months go together, so the true
    /// bands are wider. O(n ln n) and <see cref="Resamples"/> times O(n), memory <see cref="Resamples"/>·D numbers.
    /// </remarks>
    public static Reliability Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> happened, ulong seed, bool withBands = true)
    {
        ProbabilityGroup[] groups = ProbabilityGroup.Of(probabilities, happened);
        int[] counts = [.. groups.Select(g => g.Count)], events = [.. groups.Select(g => g.Events)];
        int[] ends = new int[groups.Length], blockCounts = new int[groups.Length], blockEvents = new int[groups.Length];
        int blocks = IsotonicShares.Pool(counts, events, ends, blockCounts, blockEvents);

        ReliabilityBlock[] steps = new ReliabilityBlock[blocks];
        double[] recalibrated = new double[groups.Length];
        for (int b = 0, begin = 0; b < blocks; begin = ends[b++])
        {
            steps[b] = new(groups[begin].Probability, groups[ends[b] - 1].Probability, (double)blockEvents[b] / blockCounts[b], blockCounts[b], blockEvents[b]);
            recalibrated.AsSpan(begin..ends[b]).Fill(steps[b].Recalibrated);
        }

        return new Reliability
        {
            Forecasts = probabilities.Length,
            BaseRate = (double)events.Sum() / probabilities.Length,
            Brier = ScoreParts.Of(ProperScores.Brier, groups, recalibrated),
            Log = ScoreParts.Of(ProperScores.Log, groups, recalibrated),
            Blocks = [.. steps],
            Bands = withBands ? DrawBands(groups, counts, seed) : [],
            Seed = seed,
        };
    }

    static ImmutableArray<ConsistencyBand> DrawBands(ProbabilityGroup[] groups, int[] counts, ulong seed)
    {
        int[] events = new int[groups.Length], ends = new int[groups.Length], blockCounts = new int[groups.Length], blockEvents = new int[groups.Length];
        double[] drawn = new double[groups.Length * Resamples];
        for (int r = 0; r < Resamples; r++)
        {
            RandomStream random = new(seed, (uint)r, 0, Tag);
            for (int g = 0; g < groups.Length; g++)
            {
                // Uniform on (0, 1]: 0 never happens, 1 always.
                events[g] = 0;
                for (int i = 0; i < counts[g]; i++)
                    events[g] += random.Uniform() <= groups[g].Probability ? 1 : 0;
            }

            int blocks = IsotonicShares.Pool(counts, events, ends, blockCounts, blockEvents);
            for (int b = 0, g = 0; b < blocks; b++)
            {
                for (double share = (double)blockEvents[b] / blockCounts[b]; g < ends[b]; g++)
                    drawn[(g * Resamples) + r] = share;
            }
        }

        return [.. groups.Select((group, g) => Band(group.Probability, drawn.AsSpan(g * Resamples, Resamples)))];
    }

    static ConsistencyBand Band(double probability, Span<double> drawn)
    {
        drawn.Sort();
        return new(probability, Quantiles.OfSorted(drawn, (1 - Level) / 2), Quantiles.OfSorted(drawn, (1 + Level) / 2));
    }
}
