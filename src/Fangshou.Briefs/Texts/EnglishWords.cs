using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>English.</summary>
sealed class EnglishWords : Words
{
    const char Nbsp = '\u00a0';

    internal static EnglishWords Instance { get; } = new();

    public override string Tag => "en";

    public override string Kicker => "Regulatory pendulum brief";

    public override string SkipToText => "Skip to the text";

    public override string SkipFigure => "Skip the links in the figure";

    public override string ChangesHeading => "What changed in the last three months";

    public override string LanesHeading => "The two lanes";

    public override string FigureHeading(Lane lane) => $"{Name(lane)}: the record";

    public override string SiblingsHeading => "Neighbouring cells";

    public override string EventsHeading(int count) => count == 10 ? "The ten events that matter most" : "The events that matter most";

    public override string IncidentsHeading => "Incidents to watch";

    public override string TippingHeading => "What would change the reading";

    public override string LimitsHeading => "Limits of the evidence";

    public override string CitationHeading => "How to cite";

    public override string SourcesHeading => "Sources";

    public override string MonthTable(Lane lane) => $"{Name(lane)}: the figure as a table";

    public override Labels Labels { get; } = new()
    {
        Cell = "Cell",
        Since = "Since",
        Probability = "Probability",
        Phase = "Phase",
        Date = "Date",
        Event = "What happened",
        Source = "Source",
        Effect = "Effect on the reading",
        Severity = "Severity",
        Month = "Month",
        Number = "No.",
        Lane = "Lane",
        PhaseNow = "Phase now",
        MonthsSoFar = "Months so far",
        UsualLength = "Usual length of such phases",
        Incidents = "Incidents",
        Semicolon = "; ",
        Open = " (",
        Close = ")",
        Unread = "too few rows",
        TighteningAxis = "tightening",
        EasingAxis = "easing",
        PhaseRow = "phase",
        IncidentRow = "incidents",
        EventRow = "events",
        Provisional = "still being coded",
        ProvisionalShort = "being coded",
        SettledLegend = "full colour: over 90" + Nbsp + "%",
        PaleLegend = "paler: less certain",
        NumberLegend = "numbers: the events listed below",
        ColourLegend = "orange tightens, green eases, purple supports",
        MarkLegend = "square: act, circle: word, diamond: stake, triangle: incident; larger is graver",
        LetterLegend = "one letter a month; capital: over 90 %; small: less certain; [ ] still being coded",
    };

    public override string Letter(Phase phase) => phase switch { Phase.Lax => "L", Phase.Crackdown => "C", _ => "E" };

    public override string Name(Phase phase) => phase switch { Phase.Lax => "Lax", Phase.Crackdown => "Crackdown", _ => "Easing" };

    public override string Name(Lane lane) => lane == Lane.General ? "General regulation" : "Content control";

    public override string Name(Direction direction) => direction switch
    {
        Direction.Tighten => "tightening",
        Direction.Ease => "easing",
        Direction.Support => "support",
        _ => "no direction",
    };

    public override string Name(EventKind kind) => kind switch
    {
        EventKind.Action => "act",
        EventKind.Signal => "word",
        EventKind.Incident => "incident",
        EventKind.Interest => "stake",
        _ => "market",
    };

    public override string Name(Term term) => term.TitleEn;

    public override string Percent(double probability) =>
        Check(probability) < Low ? $"under 5{Nbsp}%" : probability > High ? $"over 95{Nbsp}%" : Invariant($"{Whole(probability)}{Nbsp}%");

    public override string Frequency(double probability) =>
        Check(probability) < Low ? "less than 1 in 20"
        : probability > High ? "more than 19 in 20"
        : Invariant($"about {Tenths(probability)} in 10");

    public override string Format(Month month) => month.FirstDay.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    public override string Compact(Month month) => month.FirstDay.ToString("MMM yyyy", CultureInfo.InvariantCulture);

    public override string Format(MonthInterval span) =>
        span.From == span.To ? Format(span.From)
        : span.From.Year == span.To.Year ? Invariant($"{span.From.FirstDay:MMMM} to {Format(span.To)}")
        : $"{Format(span.From)} to {Format(span.To)}";

    public override string Format(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public override string Format(Event e) => e.Precision switch
    {
        DatePrecision.Month => Compact(e.Month),
        DatePrecision.Quarter => Invariant($"Q{((e.Month.Number - 1) / 3) + 1} {e.Month.Year}"),
        DatePrecision.Year => Invariant($"{e.Month.Year}"),
        _ => e.Date.Day.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
    };

    public override string Dateline(Brief brief) => Dateline(brief.Lead);

    public override string Dateline(LaneReading lane) =>
        $"As of {Format(lane.Path.Signals.AsOf.Day)} · ledger {lane.Path.Signals.DataVersion} · model {lane.Path.ModelVersion}";

    public override string Verdict(LaneReading lane) => $"{Name(lane.Phase)}, {Percent(lane.Probability)}";

    public override string Join(params string[] sentences) => string.Join(' ', sentences);

    public override string Labelled(string label, string text) => $"{label}: {text}";

    public override string? SinceRange(LaneReading lane) => lane.BeganBeforeRecord ? "or before" : lane.Spell is { } spell && spell.StartInterval.From != spell.StartInterval.To
        ? $"8 in 10: {Compact(spell.StartInterval.From)} to {Compact(spell.StartInterval.To)}"
        : null;

    public override string? UsualLength(LaneReading lane) => lane.Dwell is { } dwell
        ? Invariant($"median {dwell.MedianMonths} months; 8 in 10 last {dwell.LowMonths} to {dwell.HighMonths}")
        : null;

    public override string ChangesCaption(LaneReading lane) => lane.Before is { } before
        ? $"{Format(lane.Recent.Span)}, after {Format(before.Span)}. Events are counted."
        : $"{Format(lane.Recent.Span)}. Events are counted.";

    public override string ProvisionalCaution => "These months are still being coded: fewer events need not mean calm.";

    public override string Reading(LaneReading lane, string cellName) => lane.Settled
        ? $"{cellName}: {Subject(lane.Lane)} is {In(lane.Phase)}, with a probability of {Percent(lane.Probability)} ({Frequency(lane.Probability)})."
        : $"{cellName}: {Subject(lane.Lane)} is most likely {In(lane.Phase)}, with a probability of {Percent(lane.Probability)} ({Frequency(lane.Probability)}); the next likeliest reading is {Noun(lane.RunnerUp)}, {Percent(lane.RunnerUpProbability)}.";

    public override string Since(LaneReading lane) => lane.Spell is not { } spell
        ? $"When it began cannot be said yet: the record up to now still reads otherwise."
        : lane.BeganBeforeRecord
            ? $"It was under way when the record begins, in {Format(spell.Start)}."
            : spell.StartInterval.From == spell.StartInterval.To
                ? $"It began in {Format(spell.Start)}."
                : $"It began in {Format(spell.Start)}; with a chance of 8 in 10, between {Format(spell.StartInterval.From)} and {Format(spell.StartInterval.To)}.";

    public override string Lasting(LaneReading lane) => lane.Dwell is not { } dwell
        ? "How long such phases last cannot be said."
        : lane.MonthsSoFar == 0
            ? Invariant($"Such phases last {dwell.MedianMonths} months at the median; 8 in 10 last {dwell.LowMonths} to {dwell.HighMonths} months.")
            : Invariant($"{(lane.BeganBeforeRecord ? Invariant($"It has lasted at least {lane.MonthsSoFar} months.") : Invariant($"It is in its {Ordinal(lane.MonthsSoFar)} month."))} Such phases last {dwell.MedianMonths} months at the median; 8 in 10 last {dwell.LowMonths} to {dwell.HighMonths} months.");

    public override string ProbabilityChange(LaneReading lane) => lane.ProbabilityBefore is not { } before
        ? $"The record is too short to compare with three months ago."
        : Percent(before) == Percent(lane.Probability)
            ? $"The probability of {Noun(lane.Phase)} is what it was three months ago: {Percent(lane.Probability)}."
            : $"The probability of {Noun(lane.Phase)} went from {Percent(before)} three months ago to {Percent(lane.Probability)}.";

    public override string CountChange(LaneReading lane)
    {
        WindowCounts now = lane.Recent;
        string counts = Invariant($"{Format(now.Span)}: {now.Tighten} tightening, {now.Ease} easing and {now.Support} supporting events and {Plural(now.Incidents, "incident")}");
        return lane.Before is not { } before
            ? counts + "."
            : counts + Invariant($", after {before.Tighten}, {before.Ease}, {before.Support} and {before.Incidents} in the three months before.");
    }

    public override string RecentEventsCaption => "The gravest events of these months:";

    public override string NoRecentEvents => "No tightening, easing or supporting event is recorded in these months.";

    public override string EventsLead(bool influences) => influences
        ? "Ranked by how far each one moves the reading of its month: the odds with the event divided by the odds without it, all else equal. Numbers are those in the figure."
        : "Ranked by severity. Numbers are those in the figure.";

    public override string Effect(EventInfluence influence) => influence.LogOddsChange >= 0
        ? Invariant($"odds of {Noun(influence.Phase)} ×{Factor(influence)}")
        : Invariant($"odds of {Noun(influence.Phase)} ÷{Factor(influence)}");

    public override string IncidentsLead => "Harms that came to light in the last twelve months and drew wide notice. To be listed here is no forecast that action follows.";

    public override string NoIncidents => "No incident of severity 3 or more is recorded in the last twelve months.";

    public override string Tipping(TippingPoint point) => point is { AtMost: true, Events: 0 }
        ? $"{Name(point.Lane)}: without a single {Name(point.Direction)} event {Next(point.Months)}, {Noun(point.Towards)} would become the likelier reading."
        : point.AtMost ? Invariant($"{Name(point.Lane)}: with no more than {Plural(point.Events, Name(point.Direction) + " event")} {Next(point.Months)}, {Noun(point.Towards)} would become the likelier reading.")
        : Invariant($"{Name(point.Lane)}: with {point.Events} or more {Name(point.Direction)} events {Next(point.Months)}, {Noun(point.Towards)} would become the likelier reading.");

    public override string NoTipping => "No number of events in the next months that could tip the odds was found.";

    public override string InForce(int count, int named) => count == 0
        ? "No temporary restriction (freeze, suspension, campaign) is recorded as being in force."
        : count == named
            ? Invariant($"{Plural(count, "temporary restriction")} (freeze, suspension, campaign) recorded as in force. The end of one could be an early sign of easing:")
            : Invariant($"{count} temporary restrictions (freezes, suspensions, campaigns) recorded as in force. The end of one could be an early sign of easing; the newest are:");

    public override string? Outlasting(LaneReading lane) => lane.Dwell is not { } dwell || lane.MonthsSoFar == 0 ? null
        : lane.MonthsSoFar > dwell.HighMonths ? Invariant($"{Name(lane.Lane)}: at {Plural(lane.MonthsSoFar, "month")} the phase has already outlasted 9 in 10 of its kind.")
        : lane.MonthsSoFar > dwell.MedianMonths ? Invariant($"{Name(lane.Lane)}: at {Plural(lane.MonthsSoFar, "month")} the phase has already outlasted half of its kind.")
        : Invariant($"{Name(lane.Lane)}: at {Plural(lane.MonthsSoFar, "month")} the phase is younger than the median of its kind, {dwell.MedianMonths} months.");

    public override ImmutableArray<string> Limits(Brief brief)
    {
        List<string> limits =
        [
            Invariant($"The reading rests on {brief.Counts.CellRows:N0} rows of this cell, out of {brief.Counts.SectorRows:N0} on the sector in all jurisdictions and {brief.Counts.LedgerRows:N0} in the ledger. Of the {brief.Sourcing.Rows:N0} rows counted here, {brief.Sourcing.LowConfidence} are coded with low confidence and {brief.Sourcing.OneSource} have one source."),
        ];
        foreach (LaneReading lane in brief.Lanes)
            limits.Add(lane.CompletedSpells switch
            {
                0 => $"{Name(lane.Lane)}: the record holds no completed {Stay(lane.Phase)}, so how long one lasts rests on assumptions set beforehand.",
                _ => Invariant($"{Name(lane.Lane)}: the record holds {Plural(lane.CompletedSpells, "completed " + Stay(lane.Phase))}; how long one lasts rests largely on assumptions set beforehand."),
            });
        if (brief.Lead.Provisional is { } span)
            limits.Add($"{Format(span)}: still being coded. Counts will rise, and the reading of these months may change.");
        limits.Add("The ledger holds what was reported, mostly in English and in official texts. A quiet month may be a month that nobody wrote about.");
        limits.Add("Phases are read from counts of events by a statistical model. They describe; they do not say why, and they are not legal or investment advice.");
        foreach (LaneReading lane in brief.Lanes.Where(l => !l.Path.Diagnostics.Passed))
            limits.Add($"{Name(lane.Lane)}: the fit missed its quality gate ({lane.Path.Diagnostics.Reason.TrimEnd('.')}). Take its probabilities as rough.");
        limits.AddRange(brief.Warnings);
        return [.. limits];
    }

    public override string Citation(Brief brief, string cellName) =>
        Invariant($"Fangshou contributors ({brief.AsOf.Day.Year}). Regulatory pendulum brief: {cellName} ({brief.Cell}), as of {brief.AsOf}. Ledger {brief.DataVersion} (CC BY 4.0), {brief.Counts.CellRows:N0} of {brief.Counts.LedgerRows:N0} rows; model {brief.ModelVersion}, seed {brief.Seed}.");

    public override string FigureTitle(LaneReading lane, string cellName) => $"{cellName}, {Subject(lane.Lane)}: phases and events";

    public override string FigureDescription(LaneReading lane)
    {
        IEnumerable<string> spells = lane.Path.Spells.Select(s => $"{Name(s.Phase)} {Compact(s.Start)} to {(s.End is { } end ? Compact(end) : "now")}");
        return $"Time line by month. {string.Join("; ", spells)}. Bars show the summed severity of tightening events above the axis and of easing events below it. The numbers are in the table of months.";
    }

    public override string BandTip(Phase phase, double probability, MonthInterval span) => $"{Name(phase)}, {Percent(probability)}, {Format(span)}";

    public override string EventTip(Event e, string title, string publisher) =>
        Invariant($"{Format(e)}: {title} ({(e.Direction == Direction.None ? Name(e.Kind) : Name(e.Direction) + " " + Name(e.Kind))}, severity {e.Severity} of 5; {publisher})");

    static string Subject(Lane lane) => lane == Lane.General ? "general regulation" : "content control";

    static string In(Phase phase) => phase switch { Phase.Lax => "in a lax phase", Phase.Crackdown => "in a crackdown", _ => "easing" };

    static string Noun(Phase phase) => phase switch { Phase.Lax => "a lax phase", Phase.Crackdown => "a crackdown", _ => "easing" };

    static string Stay(Phase phase) => phase switch { Phase.Lax => "lax phase", Phase.Crackdown => "crackdown", _ => "easing phase" };

    static string Plural(int count, string noun) => Invariant($"{count} {noun}{(count == 1 ? "" : "s")}");

    static string Next(int months) => months switch { 1 => "in the next month", 3 => "in the next quarter", _ => Invariant($"in the next {months} months") };

    static string Ordinal(int n) => Invariant($"{n}{(n % 100 is >= 11 and <= 13 ? "th" : (n % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" })}");

    // Beyond twenty the size says no more than "decisive".
    static string Factor(EventInfluence influence) => Math.Exp(Math.Abs(influence.LogOddsChange)) is double factor && factor > 20
        ? "20+"
        : factor.ToString("0.0", CultureInfo.InvariantCulture);
}
