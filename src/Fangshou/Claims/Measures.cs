using System.Collections.Immutable;
using Fangshou.Dockets;
using Fangshou.Interests;
using Fangshou.Ledger;
using Fangshou.Numerics;
using Fangshou.Phases;
using Fangshou.Scenarios;
using Fangshou.Signals;

namespace Fangshou.Claims;

/// <summary>A way to take a number from the evidence.</summary>
public abstract record Measure
{
    /// <summary>The number, its interval, and the rows behind it.</summary>
    public abstract Measurement Take(Evidence evidence);
}

/// <summary>How many events there are.</summary>
public sealed record EventCount(EventFilter Filter) : Measure
{
    /// <inheritdoc/>
    public override Measurement Take(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        if (Filter.From > evidence.Ledger.AsOf.Day)
            return Measurement.None(MeasureUnit.Count, Later);
        ImmutableArray<Event> events = Filter.In(evidence.Ledger);
        return Measurement.Exact(events.Length, MeasureUnit.Count, events.Select(e => e.Id));
    }

    internal const string Later = "the time asked about had not come yet.";
}

/// <summary>How many different actors, targets or jurisdictions events have.</summary>
/// <param name="Filter">Which events.</param>
/// <param name="Of">What is counted.</param>
public sealed record DistinctCount(EventFilter Filter, DistinctPart Of) : Measure
{
    /// <inheritdoc/>
    public override Measurement Take(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        if (Filter.From > evidence.Ledger.AsOf.Day)
            return Measurement.None(MeasureUnit.Count, EventCount.Later);
        ImmutableArray<Event> events = Filter.In(evidence.Ledger);
        int count = events.SelectMany(e => Of switch { DistinctPart.Actors => e.Actors, DistinctPart.Targets => e.Targets, _ => [e.Jurisdiction] }).Distinct().Count();
        return Measurement.Exact(count, MeasureUnit.Count, events.Select(e => e.Id));
    }
}

/// <summary>A part of an event whose different values can be counted.</summary>
public enum DistinctPart
{
    /// <summary>Who acted.</summary>
    Actors,

    /// <summary>On whom it falls.</summary>
    Targets,

    /// <summary>Where.</summary>
    Jurisdictions,
}

/// <summary>Events a month, with the exact interval of a Poisson rate.</summary>
public sealed record EventRate(EventFilter Filter) : Measure
{
    /// <inheritdoc/>
    public override Measurement Take(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        double months = Filter.Months(evidence.Ledger);
        if (months < LeastMonths)
            return Measurement.None(MeasureUnit.PerMonth, "less than half a year of the time asked about had passed.");
        ImmutableArray<Event> events = Filter.In(evidence.Ledger);
        (double low, double high) = CountIntervals.Poisson(events.Length);
        return new Measurement(events.Length / months, low / months, high / months, MeasureUnit.PerMonth, [.. events.Select(e => e.Id)]);
    }

    internal const double LeastMonths = 5.9;
}

/// <summary>One rate over another, with its exact interval.</summary>
public sealed record RateRatio(EventFilter Of, EventFilter Over) : Measure
{
    /// <inheritdoc/>
    public override Measurement Take(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        double months = Of.Months(evidence.Ledger), otherMonths = Over.Months(evidence.Ledger);
        if (Math.Min(months, otherMonths) < EventRate.LeastMonths)
            return Measurement.None(MeasureUnit.Ratio, "less than half a year of one of the times asked about had passed.");
        ImmutableArray<Event> events = Of.In(evidence.Ledger), others = Over.In(evidence.Ledger);
        if (events.IsEmpty && others.IsEmpty)
            return Measurement.None(MeasureUnit.Ratio, "there are no such events.");
        (double low, double high) = CountIntervals.RateRatio(events.Length, months, others.Length, otherMonths);
        return new Measurement(events.Length / months / (others.Length / otherMonths), low, high, MeasureUnit.Ratio, [.. events.Concat(others).Select(e => e.Id)]);
    }
}

/// <summary>What share of events are of one sort, with Wilson's interval.</summary>
public sealed record EventShare(EventFilter Part, EventFilter Whole) : Measure
{
    /// <inheritdoc/>
    public override Measurement Take(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ImmutableArray<Event> whole = Whole.In(evidence.Ledger), part = [.. Part.In(evidence.Ledger).Where(whole.Contains)];
        if (whole.IsEmpty)
            return Measurement.None(MeasureUnit.Share, "there are no such events.");
        (double low, double high) = CountIntervals.Share(part.Length, whole.Length);
        return new Measurement((double)part.Length / whole.Length, low, high, MeasureUnit.Share, [.. part.Select(e => e.Id)]);
    }
}

/// <summary>The day of the first event.</summary>
public sealed record FirstDay(EventFilter Filter) : Measure
{
    /// <inheritdoc/>
    public override Measurement Take(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return Filter.In(evidence.Ledger) is [var first, ..]
            ? Measurement.Exact(first.Date.Day.DayNumber, MeasureUnit.Date, [first.Id])
            : Measurement.None(MeasureUnit.Date, "there is no such event.");
    }
}

/// <summary>Days from the first event of one sort to the first of another that does not lie before it.</summary>
public sealed record DaysBetween(EventFilter From, EventFilter To) : Measure
{
    /// <inheritdoc/>
    public override Measurement Take(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        if (From.In(evidence.Ledger) is not [var first, ..])
            return Measurement.None(MeasureUnit.Days, "the first of the two has not happened.");
        Event? then = To.In(evidence.Ledger).FirstOrDefault(e => e.Date.Day >= first.Date.Day && e.Id != first.Id);
        return then is null
            ? Measurement.None(MeasureUnit.Days, "the second of the two has not happened.")
            : Measurement.Exact(then.Date.Day.DayNumber - first.Date.Day.DayNumber, MeasureUnit.Days, [first.Id, then.Id]);
    }
}

/// <summary>The largest amount of money of events in one currency.</summary>
public sealed record LargestAmount(EventFilter Filter, string Currency) : Measure
{
    /// <inheritdoc/>
    public override Measurement Take(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        Event? largest = Filter.In(evidence.Ledger).Where(e => e.Amount is not null && e.Currency == Currency).MaxBy(e => e.Amount);
        return largest is null
            ? Measurement.None(MeasureUnit.Money, $"there is no amount in {Currency}.")
            : Measurement.Exact((double)largest.Amount!.Value, MeasureUnit.Money, [largest.Id]);
    }
}

/// <summary>The smoothed probability of a phase in a month.</summary>
/// <param name="Cell">Which cell.</param>
/// <param name="Lane">In which lane.</param>
/// <param name="Phase">Which phase.</param>
/// <param name="Month">Which month; null for the last that was known.</param>
public sealed record PhaseProbability(Cell Cell, Lane Lane, Phase Phase, Month? Month) : Measure
{
    /// <inheritdoc/>
    public override Measurement Take(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        PhasePath? path = evidence.Phases(Cell, Lane);
        int at = path is null ? -1 : Month is { } month ? month - path.Signals.Months[0].Month : path.Smoothed.Length - 1;
        return path is null || at < 0 || at >= path.Smoothed.Length
            ? Measurement.None(MeasureUnit.Share, "nothing is known about the cell in that month.")
            : Measurement.Exact(path.Smoothed[at][Phase], MeasureUnit.Share, []);
    }
}

/// <summary>The month in which a confirmed stay in a phase began, with its 80 % interval.</summary>
/// <param name="Cell">Which cell.</param>
/// <param name="Lane">In which lane.</param>
/// <param name="Phase">Which phase.</param>
/// <param name="From">Earliest month of the beginning.</param>
/// <param name="To">Latest one.</param>
public sealed record PhaseOnset(Cell Cell, Lane Lane, Phase Phase, Month From, Month To) : Measure
{
    /// <inheritdoc/>
    public override Measurement Take(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        PhasePath? path = evidence.Phases(Cell, Lane);
        if (path is null)
            return Measurement.None(MeasureUnit.Date, "nothing is known about the cell.");
        // The first spell began with the record, not with a turn.
        Spell? spell = path.Spells.Skip(1).FirstOrDefault(s => s.Phase == Phase && s.Confirmed && s.Start >= From && s.Start <= To);
        return spell is null
            ? Measurement.None(MeasureUnit.Date, "no such stay began in the time asked about.")
            : new Measurement(spell.Start.FirstDay.DayNumber, spell.StartInterval.From.FirstDay.DayNumber, spell.StartInterval.To.LastDay.DayNumber, MeasureUnit.Date, []);
    }
}

/// <summary>How many confirmed stays in a phase began in a time; the one that the record begins with does not count.</summary>
/// <param name="Cell">Which cell.</param>
/// <param name="Lane">In which lane.</param>
/// <param name="Phase">Which phase.</param>
/// <param name="From">Earliest month of a beginning.</param>
/// <param name="To">Latest one.</param>
public sealed record SpellCount(Cell Cell, Lane Lane, Phase Phase, Month From, Month To) : Measure
{
    /// <inheritdoc/>
    public override Measurement Take(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        PhasePath? path = evidence.Phases(Cell, Lane);
        return path is null || path.Signals.Months[^1].Month < To
            ? Measurement.None(MeasureUnit.Count, path is null ? "nothing is known about the cell." : "the time asked about had not passed yet.")
            : Measurement.Exact(path.Spells.Skip(1).Count(spell => spell.Phase == Phase && spell.Confirmed && spell.Start >= From && spell.Start <= To), MeasureUnit.Count, []);
    }
}

/// <summary>How many confirmed crackdowns of a cell began in a time after a lax or easing stay that was seen, and gave way to easing or lax.</summary>
/// <param name="Cell">Which cell.</param>
/// <param name="Lane">In which lane.</param>
/// <param name="From">Earliest month of a beginning.</param>
/// <param name="To">Latest one.</param>
public sealed record CycleCount(Cell Cell, Lane Lane, Month From, Month To) : Measure
{
    /// <inheritdoc/>
    public override Measurement Take(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        PhasePath? path = evidence.Phases(Cell, Lane);
        if (path is null)
            return Measurement.None(MeasureUnit.Count, "nothing is known about the cell.");
        if (path.Signals.Months[^1].Month < To)
            return Measurement.None(MeasureUnit.Count, "the time asked about had not passed yet.");
        int cycles = path.Spells.Skip(1).Count(spell => spell is { Phase: Phase.Crackdown, Confirmed: true, End: not null } && spell.Start >= From && spell.Start <= To);
        return Measurement.Exact(cycles, MeasureUnit.Count, []);
    }
}

/// <summary>How many ties there are, or how many different roles or holders they have.</summary>
/// <param name="Filter">Which ties.</param>
/// <param name="Of">What is counted.</param>
public sealed record TieCount(TieFilter Filter, TiePart Of) : Measure
{
    /// <inheritdoc/>
    public override Measurement Take(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ImmutableArray<Tie> ties = Filter.In(evidence);
        int count = Of switch
        {
            TiePart.Roles => ties.Select(tie => tie.Role).Distinct().Count(),
            TiePart.Firms => ties.SelectMany(tie => tie.Firms).Distinct().Count(),
            _ => ties.Length,
        };
        return Measurement.Exact(count, MeasureUnit.Count, ties.Select(tie => tie.Id));
    }
}

/// <summary>What of ties is counted.</summary>
public enum TiePart
{
    /// <summary>The ties.</summary>
    Ties,

    /// <summary>Their different roles.</summary>
    Roles,

    /// <summary>The different firms.</summary>
    Firms,
}

/// <summary>What share of the firms with ties of one sort have ties of another, with Wilson's interval.</summary>
public sealed record TiedFirmShare(TieFilter Part, TieFilter Whole) : Measure
{
    /// <inheritdoc/>
    public override Measurement Take(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        string[] whole = [.. Whole.In(evidence).SelectMany(tie => tie.Firms).Distinct()];
        if (whole.Length == 0)
            return Measurement.None(MeasureUnit.Share, "there are no such firms.");
        ImmutableArray<Tie> ties = [.. Part.In(evidence).Where(tie => tie.Firms.Any(whole.Contains))];
        int part = ties.SelectMany(tie => tie.Firms).Distinct().Count(whole.Contains);
        (double low, double high) = CountIntervals.Share(part, whole.Length);
        return new Measurement((double)part / whole.Length, low, high, MeasureUnit.Share, [.. ties.Select(tie => tie.Id)]);
    }
}

/// <summary>The largest of a number that dockets tell.</summary>
/// <param name="Filter">Which dockets.</param>
/// <param name="Of">Which number.</param>
public sealed record LargestDocket(DocketFilter Filter, DocketNumber Of) : Measure
{
    /// <inheritdoc/>
    public override Measurement Take(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        MeasureUnit unit = Of == DocketNumber.ClaimantWinRate ? MeasureUnit.Share : MeasureUnit.Count;
        Docket? largest = Filter.In(evidence).Where(docket => Number(docket) is not null).MaxBy(Number);
        return largest is null
            ? Measurement.None(unit, "no docket tells such a number.")
            : Measurement.Exact(Number(largest)!.Value, unit, [largest.Id]);
    }

    double? Number(Docket docket) => Of switch { DocketNumber.Cases => docket.Cases, DocketNumber.CasesPerJudge => docket.CasesPerJudge, _ => docket.ClaimantWinRate };
}

/// <summary>A number that a docket tells.</summary>
public enum DocketNumber
{
    /// <summary>Suits.</summary>
    Cases,

    /// <summary>Suits for each judge and year.</summary>
    CasesPerJudge,

    /// <summary>Share that the claimant wins.</summary>
    ClaimantWinRate,
}

/// <summary>A probability or a delay of the mechanism, not of the world.</summary>
/// <param name="Question">Which run.</param>
/// <param name="Within">P(a crackdown sets in within so many months); null to ask for the median days from the leadership's turn to the first act.</param>
public sealed record ScenarioResult(ScenarioQuestion Question, int? Within) : Measure
{
    /// <inheritdoc/>
    public override Measurement Take(Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        MeasureUnit unit = Within is null ? MeasureUnit.Days : MeasureUnit.Share;
        if (evidence.Scenarios(Question) is not { } outcome)
            return Measurement.None(unit, "there is no such scenario.");
        if (Within is not { } months)
            return outcome.FirstActQuantiles(0.5) is [var median] ? Measurement.Exact(median, unit, []) : Measurement.None(unit, "the leadership hardly ever turned.");
        Estimate estimate = outcome.OnsetWithin(months);
        (double low, double high) = estimate.Interval();
        return new Measurement(estimate.Value, low, high, unit, []);
    }
}

/// <summary>One number less another of the same unit.</summary>
public sealed record Difference(Measure Of, Measure Less) : Measure
{
    /// <inheritdoc/>
    public override Measurement Take(Evidence evidence)
    {
        Measurement a = Of.Take(evidence), b = Less.Take(evidence);
        MeasureUnit unit = a.Unit switch { MeasureUnit.Share => MeasureUnit.Points, MeasureUnit.Date => MeasureUnit.Days, _ => a.Unit };
        if (a.Lacking.Length > 0 || b.Lacking.Length > 0)
            return Measurement.None(unit, a.Lacking.Length > 0 ? a.Lacking : b.Lacking);
        (double low, double high) = CountIntervals.Difference((a.Value, a.Low, a.High), (b.Value, b.Low, b.High));
        return new Measurement(a.Value - b.Value, low, high, unit, [.. a.Rows, .. b.Rows]);
    }
}
