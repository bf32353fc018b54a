using System.Collections.Immutable;
using Fangshou.Mechanism;
using Fangshou.Numerics;
using Fangshou.Phases;

namespace Fangshou.Scenarios;

/// <summary>A probability estimated from replicates.</summary>
/// <param name="Value">Share of the replicates, by weight where they are weighted.</param>
/// <param name="Effective">How many equally weighted replicates they are worth; their number where none is weighted.</param>
/// <param name="Replicates">How many counted.</param>
public readonly record struct Estimate(double Value, double Effective, int Replicates)
{
    /// <summary>Binomial standard error.</summary>
    public double StandardError => Math.Sqrt(Value * (1 - Value) / Effective);

    /// <summary>The share of replicates in which something happened.</summary>
    public static Estimate Share(int happened, int replicates) => new((double)happened / replicates, replicates, replicates);

    /// <summary>The 95 % interval (Wilson 1927): never outside 0…1, and of some width even when nothing or everything happened; 0…1 without replicates.</summary>
    public (double Low, double High) Interval()
    {
        // Square of the normal quantile of 97.5 %.
        const double Square = 3.8414588206941236;
        if (Replicates == 0)
            return (0, 1);
        double scale = 1 / (1 + (Square / Effective)), middle = scale * (Value + (Square / (2 * Effective)));
        double half = scale * Math.Sqrt((Square * Value * (1 - Value) / Effective) + (Square * Square / (4 * Effective * Effective)));
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}

/// <summary>A crackdown after the change, as read from the acts alone.</summary>
/// <param name="Months">How long it was seen.</param>
/// <param name="Ended">False where it was under way at the end of the run.</param>
public readonly record struct CrackdownStay(int Months, bool Ended);

/// <summary>What came of a scenario in its sector, replicate by replicate.</summary>
/// <remarks>
/// A crackdown sets in with the first month, from the month of change on, that ends three months with six restrictive acts or more.
/// Replicates that were already there in the month before do not count.
/// </remarks>
public sealed record ScenarioOutcome
{
    /// <summary>Acts in three months that make a crackdown.</summary>
    public const int LeastActs = 6;

    /// <summary>Over so many months acts are summed.</summary>
    public const int ActWindow = 3;

    /// <summary>Months over which the index's fall is measured.</summary>
    public const int FallWindow = 24;

    /// <summary>Months in which other sectors count as following.</summary>
    public const int SpillOverWindow = 12;

    // The reading of phases begins so many months before the change, lest its first stay hide an onset.
    const int ReadBefore = 24;

    /// <summary>The scenario.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>What was recorded.</summary>
    public required History History { get; init; }

    /// <summary>For each replicate, months from the change to the onset; <see cref="Never"/>, or <see cref="NotCounted"/>.</summary>
    public required ImmutableArray<int> Onset { get; init; }

    /// <summary>For each replicate, months from the change to the first month of a tight signal, or <see cref="Never"/>.</summary>
    public required ImmutableArray<int> Flip { get; init; }

    /// <summary>For each replicate, largest fall of the index below 1 in two years, 0…1.</summary>
    public required ImmutableArray<double> Fall { get; init; }

    /// <summary>For each replicate, largest job loss after the change, 0…1.</summary>
    public required ImmutableArray<double> JobLoss { get; init; }

    /// <summary>For each replicate, fines after the change, in units of firm size.</summary>
    public required ImmutableArray<double> Fines { get; init; }

    /// <summary>For each replicate, claims that wait in the courts in the last month.</summary>
    public required ImmutableArray<double> Backlog { get; init; }

    /// <summary>For each replicate, the first crackdown that is read from its acts after the change, or null where there is none.</summary>
    public required ImmutableArray<CrackdownStay?> Stay { get; init; }

    /// <summary>For each replicate, days from the leadership's turn to the first restrictive act; NaN where there is none.</summary>
    public required ImmutableArray<double> FirstAct { get; init; }

    /// <summary>For each replicate, in how many other sectors a crackdown sets in within a year of the change; those that were in one already do not count.</summary>
    public required ImmutableArray<double> SpillOver { get; init; }

    /// <summary>For each replicate, its weight; empty where all weigh the same.</summary>
    public ImmutableArray<double> Weights { get; init; } = [];

    /// <summary>Replicates that count.</summary>
    public int Counted => Onset.Count(onset => onset != NotCounted);

    /// <summary>Instead of a month: it never happened within the run.</summary>
    public const int Never = -1;

    /// <summary>Instead of a month: the replicate was in a crackdown already, and does not count.</summary>
    public const int NotCounted = -2;

    /// <summary>The series that are recorded for an outcome.</summary>
    public static ImmutableArray<Series> Series { get; } =
    [
        Mechanism.Series.Restrictive, Mechanism.Series.Loosening, Mechanism.Series.ContentActs, Mechanism.Series.Confidence, Mechanism.Series.JobLoss, Mechanism.Series.Fine,
        Mechanism.Series.Backlog, Mechanism.Series.Signal, Mechanism.Series.WinShare, Mechanism.Series.Salience,
    ];

    /// <summary>P(the crackdown sets in within so many months).</summary>
    public Estimate OnsetWithin(int months) => Share(r => Onset[r] >= 0 && Onset[r] <= months);

    /// <summary>P(the leadership's signal turns tight within so many months).</summary>
    public Estimate FlipWithin(int months) => Share(r => Flip[r] >= 0 && Flip[r] <= months);

    /// <summary>Weight of a replicate; 0 where it does not count.</summary>
    internal double WeightOf(int replicate) => Onset[replicate] == NotCounted ? 0 : Weights.IsEmpty ? 1 : Weights[replicate];

    /// <remarks>
    /// Worth as many as its variance is smaller than one replicate's (Kish 1965: the design effect), and never more than the replicates' weights or, where nothing or
    /// everything happened, the number of parameter sets allow.
    /// </remarks>
    Estimate Share(Func<int, bool> happened)
    {
        RunPlan plan = History.Plan;
        ReplicateMean mean = ReplicateMean.Of(plan, WeightOf, r => happened(r) ? 1 : 0);
        double p = mean.Mean, effective = mean.EffectiveReplicates;
        if (!(p is > 0 and < 1))
            effective = Math.Min(effective, mean.EffectiveClusters);
        else if (plan.Parameters.Length > 1 || !Weights.IsEmpty)
            effective = Math.Min(effective, p * (1 - p) * mean.Replicates / (mean.Replicates - 1) / mean.Variance);
        return new Estimate(p, effective, mean.Replicates);
    }

    /// <summary>Quantiles of the delay to an onset among those within a year; empty with fewer than ten.</summary>
    public ImmutableArray<double> DelayQuantiles(params double[] probabilities)
    {
        int[] within = [.. Enumerable.Range(0, Onset.Length).Where(r => Onset[r] is >= 0 and <= 12 && WeightOf(r) > 0)];
        return within.Length < 10 ? [] : QuantilesOf(within, r => Onset[r], probabilities);
    }

    /// <summary>How long the crackdowns after the change last, those under way at the end of the run taken as such (Kaplan and Meier 1958), months.</summary>
    /// <returns>NaN for a quantile that too many outlast; empty with fewer than ten crackdowns.</returns>
    public ImmutableArray<double> StayQuantiles(params double[] probabilities)
    {
        Duration[] stays =
        [
            .. Enumerable.Range(0, Onset.Length).Where(r => WeightOf(r) > 0 && Stay[r] is not null).Select(r => new Duration(Stay[r]!.Value.Months, Stay[r]!.Value.Ended, WeightOf(r)))
                .OrderBy(stay => stay.Months),
        ];
        return stays.Length < 10 ? [] : [.. probabilities.Select(p => ProductLimit.Quantile(stays, p))];
    }

    /// <summary>Quantiles of the days from the leadership's turn to the first act; empty with fewer than ten.</summary>
    public ImmutableArray<double> FirstActQuantiles(params double[] probabilities)
    {
        int[] acted = [.. Enumerable.Range(0, Onset.Length).Where(r => WeightOf(r) > 0 && !double.IsNaN(FirstAct[r]))];
        return acted.Length < 10 ? [] : QuantilesOf(acted, r => FirstAct[r], probabilities);
    }

    /// <summary>Quantiles over some replicates, by weight where they are weighted.</summary>
    internal ImmutableArray<double> QuantilesOf(int[] replicates, Func<int, double> value, ReadOnlySpan<double> probabilities)
    {
        double[] values = [.. replicates.Select(value)], weights = Weights.IsEmpty ? [] : [.. replicates.Select(WeightOf)];
        if (weights.Length > 0)
            Array.Sort(values, weights);
        else
            Array.Sort(values);
        ImmutableArray<double>.Builder quantiles = ImmutableArray.CreateBuilder<double>(probabilities.Length);
        foreach (double probability in probabilities)
            quantiles.Add(weights.Length > 0 ? Quantiles.OfSorted(values, weights, probability) : Quantiles.OfSorted(values, probability));
        return quantiles.MoveToImmutable();
    }

    /// <summary>Mean over the replicates that count.</summary>
    public double Mean(ImmutableArray<double> values)
    {
        double sum = 0, total = 0;
        for (int r = 0; r < values.Length; r++)
        {
            sum += WeightOf(r) * values[r];
            total += WeightOf(r);
        }

        return sum / total;
    }

    /// <summary>Runs a scenario.</summary>
    /// <param name="scenario">What to ask.</param>
    /// <param name="parameters">One set, or several that take turns.</param>
    /// <param name="threads">How many threads; the numbers do not depend on it.</param>
    /// <param name="progress">Told the share done.</param>
    /// <param name="cancellation">Stops the run.</param>
    public static ScenarioOutcome Run(Scenario scenario, ImmutableArray<ParameterSet> parameters, int threads, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        EnsembleRun run = new(scenario.Plan(parameters, Series));
        run.Advance(threads, progress, cancellation);
        return Of(scenario, run.History, threads);
    }

    /// <summary>Reads the outcome off a finished run.</summary>
    /// <param name="scenario">What was asked.</param>
    /// <param name="history">The run, with <see cref="Series"/> recorded.</param>
    /// <param name="threads">How many threads; the numbers do not depend on it.</param>
    public static ScenarioOutcome Of(Scenario scenario, History history, int threads)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(history);
        int replicates = history.Replicates, change = scenario.ChangeMonth, sector = scenario.Sector;
        int[] onset = new int[replicates], flip = new int[replicates];
        (double[] fall, double[] jobs, double[] fines, double[] backlog) = (new double[replicates], new double[replicates], new double[replicates], new double[replicates]);
        for (int r = 0; r < replicates; r++)
        {
            onset[r] = change > 0 && Acts(history, r, change - 1, sector) >= LeastActs ? NotCounted : Never;
            flip[r] = Never;
            double least = double.PositiveInfinity;
            for (int t = change; t < history.Months; t++)
            {
                if (onset[r] == Never && Acts(history, r, t, sector) >= LeastActs)
                    onset[r] = t - change;
                if (flip[r] == Never && history.At(Mechanism.Series.Signal, r, t, sector) > 0)
                    flip[r] = t - change;
                double confidence = history.At(Mechanism.Series.Confidence, r, t, sector);
                least = t < change + FallWindow ? Math.Min(least, confidence) : least;
                jobs[r] = Math.Max(jobs[r], history.At(Mechanism.Series.JobLoss, r, t, sector));
                fines[r] += history.At(Mechanism.Series.Fine, r, t, sector);
            }

            fall[r] = 1 - (least * least);
            backlog[r] = history.At(Mechanism.Series.Backlog, r, history.Months - 1, sector);
        }

        return new ScenarioOutcome
        {
            Scenario = scenario,
            History = history,
            Onset = [.. onset],
            Flip = [.. flip],
            Fall = [.. fall],
            JobLoss = [.. jobs],
            Fines = [.. fines],
            Backlog = [.. backlog],
            Stay = Stays(scenario, history, threads),
            FirstAct = [.. Enumerable.Range(0, replicates).Select(r => flip[r] < 0 ? double.NaN : DaysToAct(scenario, history, r, change + flip[r]))],
            SpillOver = [.. Enumerable.Range(0, replicates).Select(r => Following(scenario, history, r))],
        };
    }

    static ImmutableArray<CrackdownStay?> Stays(Scenario scenario, History history, int threads)
    {
        BlindReading reading = BlindReading.Of(history, Math.Max(0, scenario.ChangeMonth - ReadBefore), threads);
        CrackdownStay?[] stays = new CrackdownStay?[history.Replicates];
        for (int r = 0; r < stays.Length; r++)
        {
            ReadOnlySpan<byte> path = reading.Path(r, scenario.Sector);
            for (int start = scenario.ChangeMonth - reading.From; start < path.Length && stays[r] is null; start++)
            {
                if (path[start] != (byte)Phase.Crackdown || (start > 0 && path[start - 1] == (byte)Phase.Crackdown))
                    continue;
                int months = path[start..].IndexOfAnyExcept((byte)Phase.Crackdown);
                stays[r] = months < 0 ? new CrackdownStay(path.Length - start, Ended: false) : new CrackdownStay(months, Ended: true);
            }
        }

        return [.. stays];
    }

    /// <summary>Whole months from the turn to the first act, and the days of the last of them.</summary>
    static double DaysToAct(Scenario scenario, History history, int replicate, int turn)
    {
        for (int t = turn; t < history.Months; t++)
            if (history.At(Mechanism.Series.Restrictive, replicate, t, scenario.Sector) > 0)
                return ((t - turn) * WithinMonth.DaysInMonth)
                    + WithinMonth.DaysToFirstAct(history.Plan.Seed, history.Plan.FirstReplicate + replicate, t, scenario.Sector, history.At(Mechanism.Series.Salience, replicate, t, scenario.Sector));
        return double.NaN;
    }

    static double Following(Scenario scenario, History history, int replicate)
    {
        int sectors = 0, change = scenario.ChangeMonth, end = Math.Min(history.Months, change + SpillOverWindow + 1);
        for (int s = 0; s < history.Sectors; s++)
        {
            if (s == scenario.Sector || (change > 0 && Acts(history, replicate, change - 1, s) >= LeastActs))
                continue;
            bool follows = false;
            for (int t = change; t < end && !follows; t++)
                follows = Acts(history, replicate, t, s) >= LeastActs;
            sectors += follows ? 1 : 0;
        }

        return sectors;
    }

    internal static int Acts(History history, int replicate, int month, int sector)
    {
        double sum = 0;
        for (int t = Math.Max(0, month - ActWindow + 1); t <= month; t++)
            sum += history.At(Mechanism.Series.Restrictive, replicate, t, sector);
        return (int)sum;
    }
}
