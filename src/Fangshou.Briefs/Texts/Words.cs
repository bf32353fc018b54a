using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;

namespace Fangshou.Briefs;

/// <summary>Every phrase and sentence of the pages in one language. Sentences are composed whole, never glued from fragments of another language.</summary>
public abstract class Words
{
    /// <summary>The phrases of a language.</summary>
    public static Words For(Language language) => language == Language.Chinese ? ChineseWords.Instance : EnglishWords.Instance;

    /// <summary>BCP 47 tag for the page's lang attribute.</summary>
    public abstract string Tag { get; }

    /// <summary>What sort of page it is.</summary>
    public abstract string Kicker { get; }

    /// <summary>For the link that skips to the text.</summary>
    public abstract string SkipToText { get; }

    /// <summary>For the link that skips the figure's links.</summary>
    public abstract string SkipFigure { get; }

    /// <summary>Heading: what changed.</summary>
    public abstract string ChangesHeading { get; }

    /// <summary>Heading: the two lanes.</summary>
    public abstract string LanesHeading { get; }

    /// <summary>Heading: the time line.</summary>
    public abstract string FigureHeading(Lane lane);

    /// <summary>Heading: neighbouring cells.</summary>
    public abstract string SiblingsHeading { get; }

    /// <summary>Heading: the events that matter most.</summary>
    public abstract string EventsHeading(int count);

    /// <summary>Heading: incidents to watch.</summary>
    public abstract string IncidentsHeading { get; }

    /// <summary>Heading: what would change the reading.</summary>
    public abstract string TippingHeading { get; }

    /// <summary>Heading: limits of the evidence.</summary>
    public abstract string LimitsHeading { get; }

    /// <summary>Heading: how to cite.</summary>
    public abstract string CitationHeading { get; }

    /// <summary>Heading: addresses of the sources, where links cannot be followed.</summary>
    public abstract string SourcesHeading { get; }

    /// <summary>Name of the table that holds the figure's months.</summary>
    public abstract string MonthTable(Lane lane);

    /// <summary>Column and legend names.</summary>
    public abstract Labels Labels { get; }

    /// <summary>The phase's letter, never left out beside its colour.</summary>
    public abstract string Letter(Phase phase);

    /// <summary>The phase's name, as a heading.</summary>
    public abstract string Name(Phase phase);

    /// <summary>The lane's name, as a heading.</summary>
    public abstract string Name(Lane lane);

    /// <summary>The direction's name.</summary>
    public abstract string Name(Direction direction);

    /// <summary>The kind's name.</summary>
    public abstract string Name(EventKind kind);

    /// <summary>The name of a vocabulary's entry.</summary>
    public abstract string Name(Term term);

    /// <summary>The cell's name by its parts' names.</summary>
    public string Name(Cell cell, Codebook codebook)
    {
        List<string> parts = [Part(codebook.Jurisdictions, cell.Jurisdiction)];
        if (cell.Sector is not null)
            parts.Add(Part(codebook.Sectors, cell.Sector));
        if (cell.Area is not null)
            parts.Add(Part(codebook.Areas, cell.Area));
        return string.Join(" · ", parts);

        string Part(Vocabulary vocabulary, string id) => vocabulary.Find(id) is { } term ? Name(term) : id;
    }

    /// <summary>Whole per cent, "under 5 %" or "over 95 %".</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 0…1 (with room for rounding), or NaN.</exception>
    public abstract string Percent(double probability);

    /// <summary>A natural frequency: "about 9 in 10".</summary>
    public abstract string Frequency(double probability);

    /// <summary>A month with its year.</summary>
    public abstract string Format(Month month);

    /// <summary>A month with its year, short enough for a table.</summary>
    public abstract string Compact(Month month);

    /// <summary>A span of months.</summary>
    public abstract string Format(MonthInterval span);

    /// <summary>A day.</summary>
    public abstract string Format(DateOnly day);

    /// <summary>An event's date, as exact as it is.</summary>
    public abstract string Format(Event e);

    /// <summary>What the page is as of, and from which data and model.</summary>
    public abstract string Dateline(Brief brief);

    /// <summary>What a figure of its own is as of, and from which data and model.</summary>
    public abstract string Dateline(LaneReading lane);

    /// <summary>The phase and its probability, as short as it gets.</summary>
    public abstract string Verdict(LaneReading lane);

    /// <summary>Sentences one after another.</summary>
    public abstract string Join(params string[] sentences);

    /// <summary>A text under its label, on one line.</summary>
    public abstract string Labelled(string label, string text);

    /// <summary>The 80 % interval of the present phase's first month; null without a spell or when it is one month.</summary>
    public abstract string? SinceRange(LaneReading lane);

    /// <summary>How long such phases usually last; null when the path does not tell.</summary>
    public abstract string? UsualLength(LaneReading lane);

    /// <summary>Which three months are compared with which.</summary>
    public abstract string ChangesCaption(LaneReading lane);

    /// <summary>Warns that counts of provisional months are not complete.</summary>
    public abstract string ProvisionalCaution { get; }

    /// <summary>Direction or kind, and severity.</summary>
    public string Weight(Event e) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{(e.Direction == Direction.None ? Name(e.Kind) : Name(e.Direction))} {e.Severity}/5");

    /// <summary>The reading in one sentence, with a natural frequency.</summary>
    public abstract string Reading(LaneReading lane, string cellName);

    /// <summary>Since when, with the 80 % interval.</summary>
    public abstract string Since(LaneReading lane);

    /// <summary>How long such phases last, and how long this one has.</summary>
    public abstract string Lasting(LaneReading lane);

    /// <summary>How the probability moved over three months.</summary>
    public abstract string ProbabilityChange(LaneReading lane);

    /// <summary>How the counts moved over three months.</summary>
    public abstract string CountChange(LaneReading lane);

    /// <summary>Leads into a list that stands apart from the counts.</summary>
    public abstract string RecentEventsCaption { get; }

    /// <summary>Says that there were none.</summary>
    public abstract string NoRecentEvents { get; }

    /// <summary>Leads into the table of events: what the effect column means.</summary>
    public abstract string EventsLead(bool influences);

    /// <summary>How far an event moved the reading.</summary>
    public abstract string Effect(EventInfluence influence);

    /// <summary>Leads into the incidents.</summary>
    public abstract string IncidentsLead { get; }

    /// <summary>Says that there were none.</summary>
    public abstract string NoIncidents { get; }

    /// <summary>How many new events would tip the odds.</summary>
    public abstract string Tipping(TippingPoint point);

    /// <summary>Where no tipping points were computed.</summary>
    public abstract string NoTipping { get; }

    /// <summary>Temporary restrictions in force and what their end would mean.</summary>
    public abstract string InForce(int count, int named);

    /// <summary>Whether the present phase has outlasted others.</summary>
    public abstract string? Outlasting(LaneReading lane);

    /// <summary>What the evidence cannot bear, a sentence each.</summary>
    public abstract ImmutableArray<string> Limits(Brief brief);

    /// <summary>The sentence to cite the page by.</summary>
    public abstract string Citation(Brief brief, string cellName);

    /// <summary>The figure's title, for those who hear the page.</summary>
    public abstract string FigureTitle(LaneReading lane, string cellName);

    /// <summary>What the figure shows, for those who hear the page.</summary>
    public abstract string FigureDescription(LaneReading lane);

    /// <summary>Tooltip of a band.</summary>
    public abstract string BandTip(Phase phase, double probability, MonthInterval span);

    /// <summary>Tooltip of an event.</summary>
    public abstract string EventTip(Event e, string title, string publisher);

    /// <summary>Checks a probability.</summary>
    protected static double Check(double probability) =>
        probability is >= -1e-9 and <= 1 + 1e-9
            ? probability
            : throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies between 0 and 1.");

    /// <summary>Whole per cent of a probability between 5 and 95 %.</summary>
    protected static int Whole(double probability) => (int)Math.Round(100 * probability, MidpointRounding.AwayFromZero);

    /// <summary>In tenths, 1…9.</summary>
    protected static int Tenths(double probability) => Math.Clamp((int)Math.Round(10 * probability, MidpointRounding.AwayFromZero), 1, 9);

    /// <summary>Below this a probability is "under 5 %".</summary>
    protected const double Low = 0.05;

    /// <summary>Above this a probability is "over 95 %".</summary>
    protected const double High = 0.95;
}

/// <summary>Names of columns and legend entries.</summary>
public sealed record Labels
{
    /// <summary>Column: cell.</summary>
    public required string Cell { get; init; }

    /// <summary>Column: since when.</summary>
    public required string Since { get; init; }

    /// <summary>Column: probability.</summary>
    public required string Probability { get; init; }

    /// <summary>Column: phase.</summary>
    public required string Phase { get; init; }

    /// <summary>Column: date.</summary>
    public required string Date { get; init; }

    /// <summary>Column: what happened.</summary>
    public required string Event { get; init; }

    /// <summary>Column: who says so.</summary>
    public required string Source { get; init; }

    /// <summary>Column: effect on the reading.</summary>
    public required string Effect { get; init; }

    /// <summary>Column: severity.</summary>
    public required string Severity { get; init; }

    /// <summary>Column: month.</summary>
    public required string Month { get; init; }

    /// <summary>Column: number in the figure.</summary>
    public required string Number { get; init; }

    /// <summary>Column: lane.</summary>
    public required string Lane { get; init; }

    /// <summary>Column: phase now.</summary>
    public required string PhaseNow { get; init; }

    /// <summary>Column: months so far.</summary>
    public required string MonthsSoFar { get; init; }

    /// <summary>Column: usual length.</summary>
    public required string UsualLength { get; init; }

    /// <summary>Column: incidents.</summary>
    public required string Incidents { get; init; }

    /// <summary>Between two remarks in brackets.</summary>
    public required string Semicolon { get; init; }

    /// <summary>Opening bracket.</summary>
    public required string Open { get; init; }

    /// <summary>Closing bracket.</summary>
    public required string Close { get; init; }

    /// <summary>Unread lane.</summary>
    public required string Unread { get; init; }

    /// <summary>Axis: tightening, upward.</summary>
    public required string TighteningAxis { get; init; }

    /// <summary>Axis: easing, downward.</summary>
    public required string EasingAxis { get; init; }

    /// <summary>Row of the figure: phases.</summary>
    public required string PhaseRow { get; init; }

    /// <summary>Row of the figure: incidents.</summary>
    public required string IncidentRow { get; init; }

    /// <summary>Row of the figure: events.</summary>
    public required string EventRow { get; init; }

    /// <summary>Provisional months.</summary>
    public required string Provisional { get; init; }

    /// <summary>Provisional months, where there is little room.</summary>
    public required string ProvisionalShort { get; init; }

    /// <summary>Legend: strong colour.</summary>
    public required string SettledLegend { get; init; }

    /// <summary>Legend: paler colour.</summary>
    public required string PaleLegend { get; init; }

    /// <summary>Legend: numbers on marks.</summary>
    public required string NumberLegend { get; init; }

    /// <summary>Legend: colours of bars and marks.</summary>
    public required string ColourLegend { get; init; }

    /// <summary>Legend: shape and size of marks.</summary>
    public required string MarkLegend { get; init; }

    /// <summary>Legend of the terminal's letters.</summary>
    public required string LetterLegend { get; init; }
}
