using System.Collections.Immutable;
using Fangshou.Numerics;
using Fangshou.Phases;

namespace Fangshou.Mechanism;

/// <summary>Lengths of stays in a phase.</summary>
/// <param name="Count">Complete stays.</param>
/// <param name="Mean">Of complete stays, months; NaN without any.</param>
/// <param name="Spread">Standard deviation of complete stays, months.</param>
/// <param name="Median">Median length, months, with stays that had not ended as censored (Kaplan and Meier 1958); NaN where fewer than half end.</param>
public readonly record struct StayLengths(int Count, double Mean, double Spread, double Median);

/// <summary>How the pendulum swings in an ensemble, in the terms of the stylized facts; NaN where nothing of the kind happened.</summary>
/// <remarks>All of it is read from what is public, but for the two that look at hidden harm.</remarks>
public sealed record CycleStatistics
{
    /// <summary>A lax spell must last so many months to begin a full cycle.</summary>
    public const int LeastLax = 12;

    /// <summary>An easing's loosening rate, as a multiple of the lax spell's, in a full cycle.</summary>
    public const double LeastEasing = 2;

    const int Year = 12, Window = 6, LongestCascade = 24;

    /// <summary>Share of sector histories with at least one full cycle: lax, confirmed crackdown, easing.</summary>
    public required double FullCycles { get; init; }

    /// <summary>Confirmed crackdowns a sector history.</summary>
    public required double Crackdowns { get; init; }

    /// <summary>Complete lax spells.</summary>
    public required StayLengths Lax { get; init; }

    /// <summary>Complete crackdowns.</summary>
    public required StayLengths Crackdown { get; init; }

    /// <summary>Complete easings.</summary>
    public required StayLengths Easing { get; init; }

    /// <summary>Restrictive rate in the 12 months after an onset over that in the 12 before.</summary>
    public required double OnsetRatio { get; init; }

    /// <summary>Mean largest fall of the index in a crackdown, 0…1.</summary>
    public required double Drawdown { get; init; }

    /// <summary>Months from the index's fall by 30 % to the end of the crackdown.</summary>
    public required double LagMonths { get; init; }

    /// <summary>Onsets of other sectors within six months of an onset.</summary>
    public required double Clustering { get; init; }

    /// <summary>The same between replicates, that is by chance.</summary>
    public required double ClusteringByChance { get; init; }

    /// <summary>L-kurtosis of the yearly relative change in restrictive acts.</summary>
    public required double LKurtosis { get; init; }

    /// <summary>Share of upward jumps of the signal with an incident over 0.5 in the months around.</summary>
    public required double Triggered { get; init; }

    /// <summary>Hidden harm at an upward jump.</summary>
    public required double HarmAtOnset { get; init; }

    /// <summary>What leadership saw of it.</summary>
    public required double SeenAtOnset { get; init; }

    /// <summary>Months from the first to the third agency mobilised after an upward jump.</summary>
    public required double CascadeMonths { get; init; }

    /// <summary>Largest fine of a year as a share of all its fines, median of the quarter of the years with the most.</summary>
    public required double LargestFine { get; init; }

    /// <summary>The series that <see cref="Of"/> reads.</summary>
    public static ImmutableArray<Series> Series { get; } =
    [
        Mechanism.Series.Restrictive, Mechanism.Series.Loosening, Mechanism.Series.Confidence, Mechanism.Series.Signal, Mechanism.Series.HiddenHarm,
        Mechanism.Series.PerceivedHarm, Mechanism.Series.Severity, Mechanism.Series.Mobilised, Mechanism.Series.Fine,
    ];

    /// <summary>Measures an ensemble.</summary>
    /// <param name="history">The run, with the series of <see cref="Series"/>.</param>
    /// <param name="reading">Its phases; months before its first are left out.</param>
    /// <param name="sectors">Positions of the sectors whose cycles and stays are counted; rates, falls and clusters are those of all.</param>
    public static CycleStatistics Of(History history, BlindReading reading, ImmutableArray<int> sectors)
    {
        ImmutableArray<MeasuredSpell> spells = MeasuredSpell.Of(history, reading);
        ImmutableArray<MeasuredSpell> onsets = [.. spells.Where(spell => spell.Confirmed && spell.Start >= Year && spell.Start <= reading.Months - Year)];
        (double drawdown, double lag) = Falls(history, reading, onsets);
        (double clustering, double chance) = Clusters(history, reading, onsets);
        Jumps jumps = Jumps.Of(history, reading, sectors);
        double histories = (double)history.Replicates * sectors.Length;
        return new CycleStatistics
        {
            FullCycles = FullCycleHistories(history, reading, spells, sectors) / histories,
            Crackdowns = spells.Count(spell => spell.Confirmed && sectors.Contains(spell.Sector)) / histories,
            Lax = Stays(spells, Phase.Lax, sectors),
            Crackdown = Stays(spells, Phase.Crackdown, sectors),
            Easing = Stays(spells, Phase.Easing, sectors),
            OnsetRatio = onsets.Sum(o => Rate(o, 0)) / onsets.Sum(o => Rate(o, -Year)),
            Drawdown = drawdown,
            LagMonths = lag,
            Clustering = clustering,
            ClusteringByChance = chance,
            LKurtosis = YearlyKurtosis(history, reading),
            Triggered = jumps.Triggered,
            HarmAtOnset = jumps.Harm,
            SeenAtOnset = jumps.Seen,
            CascadeMonths = jumps.CascadeMonths,
            LargestFine = LargestFineShare(history, reading),
        };

        double Rate(MeasuredSpell onset, int shift) => MeasuredSpell.Rate(history, Mechanism.Series.Restrictive, onset.Replicate, onset.Sector, reading.From + onset.Start + shift, Year);
    }

    static StayLengths Stays(ImmutableArray<MeasuredSpell> spells, Phase phase, ImmutableArray<int> sectors)
    {
        MeasuredSpell[] begun = [.. spells.Where(spell => spell.Phase == phase && spell.StartSeen && sectors.Contains(spell.Sector)).OrderBy(spell => spell.Months)];
        double[] months = [.. begun.Where(spell => spell.EndSeen).Select(spell => (double)spell.Months)];
        if (months.Length == 0)
            return new StayLengths(0, double.NaN, double.NaN, double.NaN);
        double mean = months.Average();
        return new StayLengths(months.Length, mean, Math.Sqrt(months.Average(m => (m - mean) * (m - mean))), ProductLimit.Quantile([.. begun.Select(spell => new Duration(spell.Months, spell.EndSeen))], 0.5));
    }

    /// <summary>In the quarter of the years with the most fines: the median share of the largest fine.</summary>
    static double LargestFineShare(History history, BlindReading reading)
    {
        List<(double Total, double Share)> years = [];
        for (int r = 0; r < history.Replicates; r++)
            for (int year = 0; year < reading.Months / Year; year++)
            {
                double total = 0, largest = 0;
                for (int month = 0; month < Year; month++)
                    for (int s = 0; s < history.Sectors; s++)
                    {
                        double fine = history.At(Mechanism.Series.Fine, r, reading.From + (year * Year) + month, s);
                        total += fine;
                        largest = Math.Max(largest, fine);
                    }

                years.Add((total, largest / total));
            }

        double[] shares = [.. years.OrderByDescending(year => year.Total).Take(years.Count / 4).Where(year => year.Total > 0).Select(year => year.Share).Order()];
        return Quantiles.OfSorted(shares, 0.5);
    }

    static int FullCycleHistories(History history, BlindReading reading, ImmutableArray<MeasuredSpell> spells, ImmutableArray<int> sectors)
    {
        HashSet<(int, int)> found = [];
        for (int i = 0; i + 2 < spells.Length; i++)
        {
            (MeasuredSpell lax, MeasuredSpell crackdown, MeasuredSpell easing) = (spells[i], spells[i + 1], spells[i + 2]);
            if (lax.Replicate == easing.Replicate && lax.Sector == easing.Sector && sectors.Contains(lax.Sector)
                && lax.Phase == Phase.Lax && crackdown.Confirmed && easing.Phase == Phase.Easing && lax.Months >= LeastLax && Loosening(easing) >= LeastEasing * Loosening(lax))
                found.Add((lax.Replicate, lax.Sector));
        }

        return found.Count;

        double Loosening(MeasuredSpell spell) => MeasuredSpell.Rate(history, Mechanism.Series.Loosening, spell.Replicate, spell.Sector, reading.From + spell.Start, spell.Months);
    }

    /// <summary>How deep the index falls in a crackdown, from three months before it, and how long after a fall by 30 % it ends.</summary>
    static (double Drawdown, double LagMonths) Falls(History history, BlindReading reading, ImmutableArray<MeasuredSpell> onsets)
    {
        double falls = 0, lags = 0;
        int lagged = 0;
        foreach (MeasuredSpell spell in onsets)
        {
            int from = reading.From + spell.Start - 2;
            double start = Math.Max(history.At(Mechanism.Series.Confidence, spell.Replicate, from - 1, spell.Sector), 0.1), least = double.PositiveInfinity;
            int first = -1;
            for (int t = 0; t < spell.Months + 3 && from + t < history.Months; t++)
            {
                double level = history.At(Mechanism.Series.Confidence, spell.Replicate, from + t, spell.Sector) / start, index = level * level;
                least = Math.Min(least, index);
                first = first < 0 && index < 0.7 ? t : first;
            }

            falls += 1 - least;
            if (first < 0 || !spell.EndSeen)
                continue;
            lags += spell.Months + 2 - first;
            lagged++;
        }

        return (falls / onsets.Length, lags / lagged);
    }

    static (double Observed, double ByChance) Clusters(History history, BlindReading reading, ImmutableArray<MeasuredSpell> onsets)
    {
        int sectors = history.Sectors, replicates = history.Replicates;

        // Onsets near each month, by replicate and sector.
        float[] near = new float[replicates * sectors * reading.Months];
        foreach (MeasuredSpell onset in onsets)
            for (int t = Math.Max(0, onset.Start - Window); t <= Math.Min(reading.Months - 1, onset.Start + Window); t++)
                near[(((onset.Replicate * sectors) + onset.Sector) * reading.Months) + t]++;

        double observed = 0, chance = 0;
        int shifts = Math.Min(replicates, Year) - 1;
        foreach (MeasuredSpell onset in onsets)
        {
            observed += Others(onset.Replicate, onset);
            for (int shift = 1; shift <= shifts; shift++)
                chance += Others((onset.Replicate - shift + replicates) % replicates, onset) / shifts;
        }

        return (observed / onsets.Length, shifts > 0 ? chance / onsets.Length : double.NaN);

        double Others(int replicate, MeasuredSpell onset)
        {
            double sum = 0;
            for (int s = 0; s < sectors; s++)
                sum += s == onset.Sector ? 0 : near[(((replicate * sectors) + s) * reading.Months) + onset.Start];
            return sum;
        }
    }

    static double YearlyKurtosis(History history, BlindReading reading)
    {
        List<double> changes = [];
        for (int r = 0; r < history.Replicates; r++)
            for (int s = 0; s < history.Sectors; s++)
            {
                double last = double.NaN;
                for (int year = 0; year < reading.Months / Year; year++)
                {
                    double acts = Year * MeasuredSpell.Rate(history, Mechanism.Series.Restrictive, r, s, reading.From + (year * Year), Year);
                    if (year > 0)
                        changes.Add((acts - last) / (last + 1));
                    last = acts;
                }
            }

        return changes.Count >= 4 ? LMoments.Of(changes.ToArray()).Kurtosis : double.NaN;
    }

    /// <summary>Upward jumps of the signal, and what stood around them.</summary>
    readonly record struct Jumps(double Triggered, double Harm, double Seen, double CascadeMonths)
    {
        const double LeastJump = 0.5, LeastSeverity = 0.5;

        internal static Jumps Of(History history, BlindReading reading, ImmutableArray<int> sectors)
        {
            int jumps = 0, triggered = 0, cascades = 0;
            double harm = 0, seen = 0, months = 0;
            for (int r = 0; r < history.Replicates; r++)
                foreach (int s in sectors)
                    for (int t = reading.From; t < history.Months - 1; t++)
                    {
                        if (history.At(Mechanism.Series.Signal, r, t + 1, s) - history.At(Mechanism.Series.Signal, r, t, s) <= LeastJump)
                            continue;
                        jumps++;
                        harm += history.At(Mechanism.Series.HiddenHarm, r, t, s);
                        seen += history.At(Mechanism.Series.PerceivedHarm, r, t, s);
                        float worst = 0;
                        for (int back = Math.Max(reading.From, t - 2); back <= t + 1; back++)
                            worst = Math.Max(worst, history.At(Mechanism.Series.Severity, r, back, s));
                        triggered += worst > LeastSeverity ? 1 : 0;
                        if (Cascade(history, r, s, t) is { } length)
                        {
                            cascades++;
                            months += length;
                        }
                    }

            return new Jumps((double)triggered / jumps, harm / jumps, seen / jumps, months / cascades);
        }

        /// <summary>Months between the first and the third agency mobilised within two years of a jump, or the last of those in charge where they are fewer.</summary>
        static int? Cascade(History history, int replicate, int sector, int jump)
        {
            int inCharge = Enumerable.Range(0, history.Plan.World.Agencies.Length).Count(a => history.Plan.World.InCharge(a, sector)), first = -1;
            for (int t = 0; t < LongestCascade && jump + t < history.Months; t++)
            {
                float mobilised = history.At(Mechanism.Series.Mobilised, replicate, jump + t, sector);
                first = first < 0 && mobilised >= 1 ? t : first;
                if (mobilised >= Math.Min(3, inCharge))
                    return t - first;
            }

            return null;
        }
    }
}
