using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Numerics;
using Fangshou.Phases;
using Fangshou.Signals;

namespace Fangshou.Reference;

/// <summary>How one cell's reading compares with the datings of others.</summary>
/// <param name="Cell">The cell that was read: the one the datings speak about, or its whole sector where the cell's own rows are too few.</param>
/// <param name="Lane">The lane it was read in.</param>
/// <param name="MonthsCompared">Months that at least one dating covers.</param>
/// <param name="MonthsInAgreement">Share of them whose phase agrees with at least one dating within its stated uncertainty.</param>
/// <param name="MonthsInFullAgreement">Share that agrees with every dating that covers it.</param>
/// <param name="MonthsDisputed">Share on which the datings contradict each other.</param>
/// <param name="Onsets">Every dated onset of a crackdown or an easing within the series, with the nearest one read.</param>
/// <param name="ByYear">Per calendar year: months compared and months in agreement, for the bootstrap.</param>
public sealed record CellScore(
    Cell Cell,
    Lane Lane,
    int MonthsCompared,
    double MonthsInAgreement,
    double MonthsInFullAgreement,
    double MonthsDisputed,
    ImmutableArray<OnsetScore> Onsets,
    ImmutableArray<(int Year, int Compared, int Agreeing)> ByYear);

/// <summary>One dated onset against the nearest onset of the same phase that was read.</summary>
/// <param name="Dating">The dating.</param>
/// <param name="Read">The nearest onset read within two years; null when there is none.</param>
/// <param name="ErrorMonths">Read minus dated, months; null when none was read.</param>
public sealed record OnsetScore(ReferenceDating Dating, Month? Read, int? ErrorMonths)
{
    /// <summary>Size of the error, months; infinite when the onset was missed.</summary>
    public double AbsoluteErrorMonths => ErrorMonths is { } error ? Math.Abs(error) : double.PositiveInfinity;

    /// <summary>By how many months the error exceeds what the dating itself leaves open; 0 within it, infinite when the onset was missed.</summary>
    public double ErrorBeyondUncertaintyMonths => Math.Max(0, AbsoluteErrorMonths - Dating.StartUncertaintyMonths);
}

/// <summary>A stretch of months where the reading and a dating part, with what the rows say.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Dating">The dating.</param>
/// <param name="From">First month that differs.</param>
/// <param name="To">Last month that differs.</param>
/// <param name="Read">The phase read in most of them.</param>
/// <param name="Reading">One line: why.</param>
public sealed record Disagreement(Cell Cell, ReferenceDating Dating, Month From, Month To, Phase Read, string Reading);

/// <summary>Smoothed phases against the reference datings, cell by cell and overall.</summary>
/// <param name="Cells">In the datings' order.</param>
/// <param name="MonthsInAgreement">Share of all compared months.</param>
/// <param name="MonthsInAgreementInterval">90 % interval by block bootstrap, blocks of a cell's calendar year.</param>
/// <param name="MedianAbsoluteOnsetErrorMonths">Median over all dated onsets; a missed onset counts as infinite.</param>
/// <param name="MedianAbsoluteOnsetErrorInterval">90 % interval by bootstrap of cells.</param>
/// <param name="MedianReadOnsetErrorMonths">Median absolute error of the onsets that were read; NaN when none was. Turning points are usually compared so, with the missed ones told beside.</param>
/// <param name="MedianErrorBeyondUncertaintyMonths">Median over all dated onsets of the error beyond the dating's stated uncertainty; a missed onset counts as infinite.</param>
/// <param name="OnsetsMissed">Dated onsets with none read within two years.</param>
/// <param name="Disagreements">Stretches of at least three months where the two part.</param>
public sealed record DatingScore(
    ImmutableArray<CellScore> Cells,
    double MonthsInAgreement,
    (double Low, double High) MonthsInAgreementInterval,
    double MedianAbsoluteOnsetErrorMonths,
    (double Low, double High) MedianAbsoluteOnsetErrorInterval,
    double MedianReadOnsetErrorMonths,
    double MedianErrorBeyondUncertaintyMonths,
    int OnsetsMissed,
    ImmutableArray<Disagreement> Disagreements)
{
    const int MatchWithinMonths = 24, Resamples = 2000, ShortestDisagreement = 3;

    /// <summary>Scores every cell that the datings speak about and the ledger has rows for.</summary>
    /// <param name="datings">The reference.</param>
    /// <param name="read">Reads a cell in a lane; null when the ledger has too few rows for it. Then its whole sector is read instead.</param>
    /// <param name="seed">Names the bootstrap's random numbers.</param>
    /// <exception cref="ArgumentException">No dating speaks about a month that was read.</exception>
    public static DatingScore Compute(ImmutableArray<ReferenceDating> datings, Func<Cell, Lane, PhasePath?> read, ulong seed)
    {
        List<CellScore> scores = [];
        List<Disagreement> disagreements = [];
        IEnumerable<(ReferenceDating Dating, PhasePath? Path)> pairs = datings.SelectMany(d => d.Cells.Select(c => (Dating: d, Path: Read(c, read)))).Where(p => p.Path is not null);
        foreach (IGrouping<PhasePath, ReferenceDating> group in pairs.GroupBy(p => p.Path!, p => p.Dating))
        {
            CellScore score = Score(group.Key, [.. group]);
            if (score.MonthsCompared == 0)
                continue;
            scores.Add(score);
            disagreements.AddRange(group.SelectMany(d => Disagree(group.Key, d)));
        }

        if (scores.Count == 0)
            throw new ArgumentException("No dating speaks about a month that the ledger has rows for.", nameof(datings));
        return new DatingScore(
            [.. scores],
            Share(scores.SelectMany(s => s.ByYear)),
            Bootstrap([.. scores.SelectMany(s => s.ByYear)], seed, 1, blocks => Share(blocks)),
            MedianError(scores),
            Bootstrap([.. scores], seed, 2, MedianError),
            Median(scores.SelectMany(s => s.Onsets).Where(o => o.Read is not null).Select(o => o.AbsoluteErrorMonths)),
            Median(scores.SelectMany(s => s.Onsets).Select(o => o.ErrorBeyondUncertaintyMonths)),
            scores.Sum(s => s.Onsets.Count(o => o.Read is null)),
            [.. disagreements]);
    }

    /// <summary>The cell itself, or its whole sector where its own rows are too few to be read.</summary>
    static PhasePath? Read(Cell cell, Func<Cell, Lane, PhasePath?> read)
    {
        Lane lane = LaneRule.Of(cell);
        return read(cell, lane) ?? read(cell with { Area = null }, lane);
    }

    static CellScore Score(PhasePath path, ReferenceDating[] datings)
    {
        ImmutableArray<SignalMonth> months = path.Signals.Months;
        SortedDictionary<int, (int Compared, int Agreeing)> years = [];
        int compared = 0, agreeing = 0, fully = 0, disputed = 0;
        for (int t = 0; t < months.Length; t++)
        {
            Month month = months[t].Month;
            ReferenceDating[] covering = [.. datings.Where(d => d.Covers(month))];
            if (covering.Length == 0)
                continue;
            Phase phase = path.Smoothed[t].MostProbable;
            int agreed = covering.Count(d => Agrees(path.Lane, phase, d, month));
            compared++;
            agreeing += agreed > 0 ? 1 : 0;
            fully += agreed == covering.Length ? 1 : 0;
            disputed += covering.Select(d => d.Phase).Distinct().Count() > 1 ? 1 : 0;
            (int c, int a) = years.GetValueOrDefault(month.Year);
            years[month.Year] = (c + 1, a + (agreed > 0 ? 1 : 0));
        }

        int divisor = Math.Max(1, compared);
        return new CellScore(
            path.Cell, path.Lane, compared, (double)agreeing / divisor, (double)fully / divisor, (double)disputed / divisor,
            [.. datings.Where(d => IsOnset(path, d)).Select(d => Match(path, d))],
            [.. years.Select(y => (y.Key, y.Value.Compared, y.Value.Agreeing))]);
    }

    /// <summary>The content lane knows lax and strict alone: there, an easing dating means "not strict".</summary>
    static bool Agrees(Lane lane, Phase phase, ReferenceDating dating, Month month) =>
        dating.IsUncertain(month)
        || (lane == Lane.Content ? (phase == Phase.Crackdown) == (dating.Phase == Phase.Crackdown) : phase == dating.Phase);

    static bool IsOnset(PhasePath path, ReferenceDating dating) =>
        dating.Phase == Phase.Crackdown || (dating.Phase == Phase.Easing && path.Lane == Lane.General)
            ? dating.StartMonth > path.Signals.Months[0].Month && dating.StartMonth <= path.Signals.Months[^1].Month
            : false;

    static OnsetScore Match(PhasePath path, ReferenceDating dating)
    {
        Month[] onsets = [.. path.Spells.Skip(1).Where(s => s.Phase == dating.Phase).Select(s => s.Start).OrderBy(m => Math.Abs(m - dating.StartMonth)).ThenBy(m => m)];
        return onsets.Length == 0 || Math.Abs(onsets[0] - dating.StartMonth) > MatchWithinMonths
            ? new OnsetScore(dating, null, null)
            : new OnsetScore(dating, onsets[0], onsets[0] - dating.StartMonth);
    }

    static IEnumerable<Disagreement> Disagree(PhasePath path, ReferenceDating dating)
    {
        ImmutableArray<SignalMonth> months = path.Signals.Months;
        for (int t = 0; t < months.Length;)
        {
            int begin = t;
            Phase phase = path.Smoothed[t].MostProbable;
            while (t < months.Length && path.Smoothed[t].MostProbable == phase && dating.Covers(months[t].Month) && !Agrees(path.Lane, phase, dating, months[t].Month))
                t++;
            if (t - begin >= ShortestDisagreement)
                yield return new Disagreement(path.Cell, dating, months[begin].Month, months[t - 1].Month, phase, DisagreementReading.Of(path, dating, phase, begin, t));
            if (t == begin)
                t++;
        }
    }

    static double Share(IEnumerable<(int Year, int Compared, int Agreeing)> blocks)
    {
        int compared = 0, agreeing = 0;
        foreach ((_, int c, int a) in blocks)
        {
            compared += c;
            agreeing += a;
        }

        return (double)agreeing / Math.Max(1, compared);
    }

    static double MedianError(IReadOnlyCollection<CellScore> scores) => Median(scores.SelectMany(s => s.Onsets).Select(o => o.AbsoluteErrorMonths));

    static double Median(IEnumerable<double> months)
    {
        double[] errors = [.. months.Order()];
        return errors.Length == 0 ? double.NaN : errors.Length % 2 == 1 ? errors[errors.Length / 2] : (errors[(errors.Length / 2) - 1] + errors[errors.Length / 2]) / 2;
    }

    static (double Low, double High) Bootstrap<T>(T[] blocks, ulong seed, uint stream, Func<T[], double> statistic)
    {
        double[] values = new double[Resamples];
        T[] sample = new T[blocks.Length];
        for (int i = 0; i < values.Length; i++)
        {
            RandomStream random = new(seed, stream, (uint)i, 0xB0075);
            for (int j = 0; j < sample.Length; j++)
                sample[j] = blocks[(int)(random.Uniform() * blocks.Length)];
            values[i] = statistic(sample);
        }

        Array.Sort(values);
        return (values[(int)(0.05 * values.Length)], values[(int)(0.95 * values.Length)]);
    }
}
