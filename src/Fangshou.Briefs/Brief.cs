using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;

namespace Fangshou.Briefs;

/// <summary>Events of a span of months, by direction.</summary>
/// <param name="Span">The months counted.</param>
/// <param name="Tighten">Tightening events.</param>
/// <param name="Ease">Easing events.</param>
/// <param name="Support">Supporting events.</param>
/// <param name="Incidents">Incidents that came to light.</param>
public sealed record WindowCounts(MonthInterval Span, int Tighten, int Ease, int Support, int Incidents);

/// <summary>What the page says about one lane.</summary>
public sealed record LaneReading
{
    /// <summary>The path it was read from, for the figure and the table of months.</summary>
    public required PhasePath Path { get; init; }

    /// <summary>The most probable phase of the last month.</summary>
    public required Phase Phase { get; init; }

    /// <summary>Its probability, 0…1.</summary>
    public required double Probability { get; init; }

    /// <summary>The second most probable phase.</summary>
    public required Phase RunnerUp { get; init; }

    /// <summary>Its probability, 0…1.</summary>
    public required double RunnerUpProbability { get; init; }

    /// <summary>The spell that lasts; null when the last month's most probable phase differs from the last spell's.</summary>
    public required Spell? Spell { get; init; }

    /// <summary>True when the spell is as old as the record: when it began is not known, only that it was under way.</summary>
    public bool BeganBeforeRecord => Spell is { } spell && spell.Start == Path.Signals.Months[0].Month;

    /// <summary>Months from the spell's first month to the last month, both counted; 0 without a spell.</summary>
    public required int MonthsSoFar { get; init; }

    /// <summary>How long a stay in the phase lasts; null when the path does not tell.</summary>
    public required DwellSummary? Dwell { get; init; }

    /// <summary>Probability of the same phase three months earlier; null on a shorter path.</summary>
    public required double? ProbabilityBefore { get; init; }

    /// <summary>The last three months.</summary>
    public required WindowCounts Recent { get; init; }

    /// <summary>The three months before them; null on a shorter path.</summary>
    public required WindowCounts? Before { get; init; }

    /// <summary>The trailing months that coding has not caught up with; null when there are none.</summary>
    public required MonthInterval? Provisional { get; init; }

    /// <summary>Ended spells in the same phase.</summary>
    public required int CompletedSpells { get; init; }

    /// <summary>The lane.</summary>
    public Lane Lane => Path.Lane;

    /// <summary>True when the phase may be shown as a hard block.</summary>
    public bool Settled => Brief.IsSettled(Probability);

    /// <summary>Reads a path.</summary>
    internal static LaneReading Of(PhasePath path)
    {
        ImmutableArray<SignalMonth> months = path.Signals.Months;
        PhaseProbabilities now = path.Now;
        Phase phase = now.MostProbable;
        Phase runnerUp = Enum.GetValues<Phase>().Where(p => p != phase).MaxBy(p => now[p]);
        Spell? spell = path.Spells.Length > 0 && path.Spells[^1].Phase == phase ? path.Spells[^1] : null;
        int provisional = months.Reverse().TakeWhile(m => m.Provisional).Count();
        return new()
        {
            Path = path,
            Phase = phase,
            Probability = now[phase],
            RunnerUp = runnerUp,
            RunnerUpProbability = now[runnerUp],
            Spell = spell,
            MonthsSoFar = spell is null ? 0 : months[^1].Month - spell.Start + 1,
            Dwell = path.Dwells.FirstOrDefault(d => d.Phase == phase),
            ProbabilityBefore = path.Smoothed.Length > Brief.RecentMonths ? path.Smoothed[^(Brief.RecentMonths + 1)][phase] : null,
            Recent = Count(months[^Math.Min(Brief.RecentMonths, months.Length)..]),
            Before = months.Length >= 2 * Brief.RecentMonths ? Count(months[^(2 * Brief.RecentMonths)..^Brief.RecentMonths]) : null,
            Provisional = provisional == 0 ? null : new(months[^provisional].Month, months[^1].Month),
            CompletedSpells = path.Spells.Count(s => s.Phase == phase && s.End is not null),
        };
    }

    static WindowCounts Count(ImmutableArray<SignalMonth> months) => new(
        new(months[0].Month, months[^1].Month),
        months.Sum(m => m.Tighten),
        months.Sum(m => m.Ease),
        months.Sum(m => m.Support),
        months.Sum(m => m.Incidents));
}

/// <summary>One of the events that matter most.</summary>
/// <param name="Number">1 for the one that moved the reading most.</param>
/// <param name="Event">The event.</param>
/// <param name="Influence">How far it moved the reading; null when chosen by severity for want of influences.</param>
public sealed record KeyEvent(int Number, Event Event, EventInfluence? Influence);

/// <summary>A row of the table of neighbouring cells.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="General">Its general lane, null when unread.</param>
/// <param name="Content">Its content lane, null when unread.</param>
public sealed record SiblingReading(Cell Cell, LaneReading? General, LaneReading? Content);

/// <summary>How well the cell's rows are sourced, over the rows that the signals count.</summary>
/// <param name="Rows">Rows counted in either lane.</param>
/// <param name="LowConfidence">Of these, coded with low confidence.</param>
/// <param name="OneSource">Of these, with a single source.</param>
public sealed record SourcingCounts(int Rows, int LowConfidence, int OneSource);

/// <summary>Everything that a page says about a cell, in no language and no layout.</summary>
/// <remarks>Composed without I/O, clock or culture: the same input gives the same brief.</remarks>
public sealed record Brief
{
    /// <summary>The span that "recent" means, months.</summary>
    public const int RecentMonths = 3;

    /// <summary>How many events are named.</summary>
    public const int KeyEventCount = 10;

    /// <summary>How far back an incident may lie to be watched, months.</summary>
    public const int IncidentMonths = 12;

    const int IncidentCount = 4, RecentCount = 4, SiblingCount = 8, RestrictionCount = 3;

    /// <summary>Severity from which an incident drew wide controversy (codebook's rubric).</summary>
    const int WatchedSeverity = 3;

    /// <summary>Instruments that bind for a time and then end.</summary>

    /// <summary>The cell.</summary>
    public required Cell Cell { get; init; }

    /// <summary>Names of everything.</summary>
    public required Codebook Codebook { get; init; }

    /// <summary>The lane that leads.</summary>
    public required LaneReading Lead { get; init; }

    /// <summary>The other lane, null when unread.</summary>
    public required LaneReading? Other { get; init; }

    /// <summary>Neighbouring cells.</summary>
    public required ImmutableArray<SiblingReading> Siblings { get; init; }

    /// <summary>The events that matter most, most influential first.</summary>
    public required ImmutableArray<KeyEvent> KeyEvents { get; init; }

    /// <summary>The gravest events of the last three months, both lanes, gravest first.</summary>
    public required ImmutableArray<Event> RecentEvents { get; init; }

    /// <summary>Incidents of the last twelve months of severity 3 or more, both lanes, gravest first.</summary>
    public required ImmutableArray<Event> Incidents { get; init; }

    /// <summary>Temporary restrictions in force in the last month, newest first; at most three are named.</summary>
    public required ImmutableArray<Event> InForce { get; init; }

    /// <summary>How many temporary restrictions are in force, named or not.</summary>
    public required int InForceCount { get; init; }

    /// <summary>Where the odds would tip.</summary>
    public required ImmutableArray<TippingPoint> TippingPoints { get; init; }

    /// <summary>How many rows stand behind the page.</summary>
    public required BriefCounts Counts { get; init; }

    /// <summary>How well they are sourced.</summary>
    public required SourcingCounts Sourcing { get; init; }

    /// <summary>What the reader must be told about the data or the fit.</summary>
    public required ImmutableArray<string> Warnings { get; init; }

    /// <summary>The knowledge date.</summary>
    public AsOf AsOf => Lead.Path.Signals.AsOf;

    /// <summary>Version of the data package.</summary>
    public string DataVersion => Lead.Path.Signals.DataVersion;

    /// <summary>Version of the model.</summary>
    public string ModelVersion => Lead.Path.ModelVersion;

    /// <summary>Seed of the random numbers.</summary>
    public ulong Seed => Lead.Path.Seed;

    /// <summary>The lanes that were read, the leading one first.</summary>
    public ImmutableArray<LaneReading> Lanes => Other is null ? [Lead] : [Lead, Other];

    /// <summary>True above 90 %: only then is a phase shown as a hard block.</summary>
    public static bool IsSettled(double probability) => probability > 0.90;

    /// <summary>Says what the results say.</summary>
    /// <exception cref="ArgumentException">A path has no months, its probabilities do not match its months, or the two lanes are of different cells or dates.</exception>
    public static Brief Compose(BriefInput input)
    {
        Require(input.Lead);
        if (input.Other is { } other)
        {
            Require(other);
            if (other.Cell != input.Lead.Cell || other.Signals.AsOf != input.Lead.Signals.AsOf || other.Lane == input.Lead.Lane)
                throw new ArgumentException($"The lanes do not belong together: {Label(input.Lead)} and {Label(other)}.", nameof(input));
        }

        foreach (PhasePath? path in input.Siblings.SelectMany(s => new[] { s.General, s.Content }))
            if (path is not null)
                Require(path);

        Month last = input.Lead.Signals.Months[^1].Month;
        Event[] events = [.. input.Lead.Signals.Events.Concat(input.Other?.Signals.Events ?? []).DistinctBy(e => e.Id)];
        Event[] inForce = [.. events.Where(e => InForceIn(e, last, input.Lead.Signals)).OrderByDescending(e => e.Date).ThenBy(e => e.Id, StringComparer.Ordinal)];

        return new()
        {
            Cell = input.Lead.Cell,
            Codebook = input.Codebook,
            Lead = LaneReading.Of(input.Lead),
            Other = input.Other is null ? null : LaneReading.Of(input.Other),
            Siblings =
            [
                .. input.Siblings.Take(SiblingCount).Select(s => new SiblingReading(
                    s.Cell, s.General is null ? null : LaneReading.Of(s.General), s.Content is null ? null : LaneReading.Of(s.Content))),
            ],
            KeyEvents = Rank(input, last),
            RecentEvents = [.. Gravest(events.Where(e => e.Direction != Direction.None && e.Month > last + -RecentMonths)).Take(RecentCount)],
            Incidents =
            [
                .. Gravest(events.Where(e => e.Kind == EventKind.Incident && e.Severity >= WatchedSeverity && e.Month > last + -IncidentMonths))
                    .Take(IncidentCount),
            ],
            InForce = [.. inForce.Take(RestrictionCount)],
            InForceCount = inForce.Length,
            TippingPoints = input.TippingPoints,
            Counts = input.Counts,
            Sourcing = new(events.Length, events.Count(e => e.Confidence == Confidence.Low), events.Count(e => e.Sources.Length < 2)),
            Warnings = input.Warnings,
        };
    }

    static bool InForceIn(Event e, Month month, SignalSeries series) =>
        LaneRule.IsTemporaryRestriction(e) && month <= SignalBuilder.LastMonthInForce(e, series.AsOf, series.Options);

    static IEnumerable<Event> Gravest(IEnumerable<Event> events) =>
        events.OrderByDescending(e => e.Severity).ThenByDescending(e => e.Date).ThenBy(e => e.Id, StringComparer.Ordinal);

    static ImmutableArray<KeyEvent> Rank(BriefInput input, Month last)
    {
        List<(Event Event, EventInfluence? Influence)> ranked =
        [
            .. input.Influences
                .GroupBy(i => i.Event.Id, StringComparer.Ordinal)
                .Select(g => g.OrderByDescending(i => Math.Abs(i.LogOddsChange)).ThenByDescending(i => i.Month).First())
                .OrderByDescending(i => Math.Abs(i.LogOddsChange)).ThenByDescending(i => i.Event.Date).ThenBy(i => i.Event.Id, StringComparer.Ordinal)
                .Select(i => (i.Event, (EventInfluence?)i)),
        ];

        // Short of influences, grave and recent acts stand in: the last three years first.
        HashSet<string> taken = [.. ranked.Select(r => r.Event.Id)];
        ranked.AddRange(Gravest(input.Lead.Signals.Events.Where(e => e.Direction != Direction.None && !taken.Contains(e.Id)))
            .OrderByDescending(e => e.Month > last + -36)
            .Select(e => (e, (EventInfluence?)null)));
        return [.. ranked.Take(KeyEventCount).Select((r, i) => new KeyEvent(i + 1, r.Event, r.Influence))];
    }

    internal static void Require(PhasePath path)
    {
        int months = path.Signals.Months.Length;
        if (months == 0)
            throw new ArgumentException($"{Label(path)} has no months.", nameof(path));
        if (path.Smoothed.Length != months)
            throw new ArgumentException($"{Label(path)} has {months} months but {path.Smoothed.Length} smoothed probabilities.", nameof(path));
    }

    static string Label(PhasePath path) => $"{path.Cell} ({path.Lane}, as of {path.Signals.AsOf})";
}
