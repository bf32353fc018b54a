using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Numerics;

namespace Fangshou.Interests;

/// <summary>How far local governments' interests are bound up with the firms of a sector: an index with the parts that it is made of, and others beside it.</summary>
/// <remarks>
/// The index is the mean local bond of the firms that any tie in force names. It is, exactly, <see cref="Reach"/> times <see cref="BondOfReached"/>.
/// The form of the bond (each role binds or fails to, independently, with a chance in proportion to its strength) is the noisy-or of Pearl (1988), ch. 4.
/// Firms that no sourced tie names are not in the denominator. Bootstrap intervals draw firms with replacement (Efron and Tibshirani 1993, ch. 13); with fewer than three firms there are none (NaN).
/// </remarks>
public sealed record Alignment
{
    /// <summary>Bond of one unit of strength: a strong tie (3) binds with three chances in four. Assumption; see <see cref="IndexAtWeakStep"/>.</summary>
    public const double Step = 0.25;

    const double WeakStep = 1.0 / 6, StrongStep = 1.0 / 3;
    const int Resamples = 2000, LeastFirms = 3;

    /// <summary>Named firms with a tie in force. N.</summary>
    public required int Firms { get; init; }

    /// <summary>Names that stand for many firms; left out.</summary>
    public required int Groups { get; init; }

    /// <summary>Ties in force, those to groups among them.</summary>
    public required int Ties { get; init; }

    /// <summary>Share of the firms with a tie to a local government; Wilson's interval.</summary>
    public required Bracketed Reach { get; init; }

    /// <summary>Mean local bond of the firms that are reached, 0…1; NaN without any.</summary>
    public required Bracketed BondOfReached { get; init; }

    /// <summary>The index, 0…1: mean local bond of all the firms.</summary>
    public required Bracketed Index { get; init; }

    /// <summary>The index if a unit of strength bound with one chance in six.</summary>
    public required double IndexAtWeakStep { get; init; }

    /// <summary>The index if a unit of strength bound with one chance in three, so that a strong tie always binds.</summary>
    public required double IndexAtStrongStep { get; init; }

    /// <summary>Mean number of distinct roles of all public bodies per firm, each weighted by its strongest tie's strength over 3. 0…9.</summary>
    public required Bracketed RolesPerFirm { get; init; }

    /// <summary>Mean number of local governments per reached firm; NaN without any.</summary>
    public required double LocalitiesPerReached { get; init; }

    /// <summary>Share of the strength that each sort of holder has, in the order of <see cref="HolderKind"/>. 7, sums to 1.</summary>
    public required ImmutableArray<double> ShareByKind { get; init; }

    /// <summary>Strength of local governments over theirs and the centre's together; NaN when neither has any.</summary>
    public required Bracketed LocalShare { get; init; }

    /// <summary>Public bodies with a tie in force.</summary>
    public required int Holders { get; init; }

    /// <summary>Concentration of strength over holders (Herfindahl and Hirschman): Σ share², from 1/holders to 1.</summary>
    public required double Concentration { get; init; }

    /// <summary>The firms, by name. N.</summary>
    public required ImmutableArray<FirmBond> Bonds { get; init; }

    /// <summary>The alignment of the ties in force; null when they name no firm.</summary>
    /// <param name="ties">Ties in force on one day.</param>
    /// <param name="actors">The vocabulary of holders.</param>
    /// <param name="seed">Names the bootstrap's random numbers.</param>
    /// <remarks>O(2000 · firms).</remarks>
    public static Alignment? Of(ImmutableArray<Tie> ties, Vocabulary actors, ulong seed)
    {
        ImmutableArray<FirmBond> bonds = FirmBond.Of(ties, actors);
        if (bonds.IsEmpty)
            return null;
        int reached = bonds.Count(bond => bond.IsReached);
        (double low, double high) = CountIntervals.Share(reached, bonds.Length);
        double[] shares = [.. StrengthOfHolders(ties).Values];
        double total = shares.Sum();
        double[] byKind = [.. Enum.GetValues<HolderKind>().Select(kind => bonds.Sum(bond => bond.StrengthByKind[(int)kind]))];
        return new Alignment
        {
            Firms = bonds.Length,
            Groups = ties.SelectMany(tie => tie.Firms).Where(FirmName.IsGroup).Distinct().Count(),
            Ties = ties.Length,
            Reach = new((double)reached / bonds.Length, low, high),
            BondOfReached = Resampled(bonds, seed, 1, sample => Mean(sample.Where(bond => bond.IsReached), bond => bond.Bond)),
            Index = Resampled(bonds, seed, 2, sample => Mean(sample, bond => bond.Bond)),
            IndexAtWeakStep = Mean(FirmBond.Of(ties, actors, WeakStep), bond => bond.Bond),
            IndexAtStrongStep = Mean(FirmBond.Of(ties, actors, StrongStep), bond => bond.Bond),
            RolesPerFirm = Resampled(bonds, seed, 3, sample => Mean(sample, bond => bond.WeightedRoles)),
            LocalitiesPerReached = Mean(bonds.Where(bond => bond.IsReached), bond => bond.Localities.Length),
            ShareByKind = [.. byKind.Select(strength => strength / byKind.Sum())],
            LocalShare = Resampled(bonds, seed, 4, LocalOfLocalAndCentral),
            Holders = shares.Length,
            Concentration = shares.Sum(strength => strength / total * (strength / total)),
            Bonds = bonds,
        };
    }

    /// <summary>The ties in force on a day: begun, and not ended before it.</summary>
    public static ImmutableArray<Tie> InForce(ImmutableArray<Tie> ties, DateOnly day) => [.. ties.Where(tie => tie.From <= day && (tie.To is null || tie.To >= day))];

    static SortedDictionary<string, double> StrengthOfHolders(ImmutableArray<Tie> ties)
    {
        SortedDictionary<string, double> strengths = new(StringComparer.Ordinal);
        foreach (Tie tie in ties)
            foreach (string holder in tie.Holders)
                strengths[holder] = strengths.GetValueOrDefault(holder) + ((double)tie.Strength / tie.Holders.Length);
        return strengths;
    }

    static double LocalOfLocalAndCentral(IReadOnlyCollection<FirmBond> sample)
    {
        double local = sample.Sum(bond => bond.StrengthByKind[(int)HolderKind.Locality]), central = sample.Sum(bond => bond.StrengthByKind[(int)HolderKind.Centre]);
        return local / (local + central);
    }

    static double Mean(IEnumerable<FirmBond> bonds, Func<FirmBond, double> number) => bonds.Select(number).DefaultIfEmpty(double.NaN).Average();

    static Bracketed Resampled(ImmutableArray<FirmBond> bonds, ulong seed, uint stream, Func<IReadOnlyCollection<FirmBond>, double> statistic)
    {
        // One or two firms drawn again and again say nothing about others.
        if (bonds.Length < LeastFirms)
            return new(statistic([.. bonds]), double.NaN, double.NaN);
        List<double> values = new(Resamples);
        FirmBond[] sample = new FirmBond[bonds.Length];
        for (uint i = 0; i < Resamples; i++)
        {
            RandomStream random = new(seed, stream, i, 0x7135);
            for (int j = 0; j < sample.Length; j++)
                sample[j] = bonds[Math.Min((int)(random.Uniform() * bonds.Length), bonds.Length - 1)];
            double value = statistic(sample);
            // A resample without a reached firm says nothing about their mean.
            if (!double.IsNaN(value))
                values.Add(value);
        }

        double[] sorted = [.. values.Order()];
        return new(statistic([.. bonds]), Quantiles.OfSorted(sorted, 0.025), Quantiles.OfSorted(sorted, 0.975));
    }
}
