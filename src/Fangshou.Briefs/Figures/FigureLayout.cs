using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>How strongly a band is coloured.</summary>
enum Shade
{
    /// <summary>Most probable with less than 50 %.</summary>
    Faint,

    /// <summary>50 to 75 %.</summary>
    Light,

    /// <summary>75 to 90 %.</summary>
    Middle,

    /// <summary>Above 90 %.</summary>
    Hard,
}

/// <summary>Consecutive months of one most probable phase and one shade.</summary>
sealed record Band(Phase Phase, Shade Shade, Month From, Month To, double Probability);

/// <summary>Consecutive months of one most probable phase, whatever the shade: where its letter stands.</summary>
sealed record Stretch(Phase Phase, Month From, Month To, bool HardAtMiddle);

/// <summary>An event drawn as a mark.</summary>
/// <param name="Event">The event.</param>
/// <param name="X">Position, months.</param>
/// <param name="Y">Height above the figure's lower edge, pixels.</param>
/// <param name="Radius">Half its width, pixels.</param>
/// <param name="Number">Its number among the key events; null for others.</param>
sealed record Mark(Event Event, double X, double Y, double Radius, int? Number);

/// <summary>Where text is anchored.</summary>
enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>A piece of text in the figure.</summary>
sealed record FigureText(double X, double Y, string Text, Anchor Anchor, double Size, string Colour, bool Bold = false);

/// <summary>Where everything stands: months across, pixels above the lower edge upward.</summary>
sealed class FigureLayout
{
    const double TopNote = 18, Ribbon = 26, Whisker = 10, MarkRow = 21, Gap = 4, IncidentRow = 26, AxisRow = 20, LegendRow = 17, TitleRow = 20;
    const int MarkRows = 4, IncidentRows = 2, MarkSeverity = 4, IncidentSeverity = 3, NarrowWidth = 560;

    readonly Words words;

    /// <summary>Pixels left and right of the months.</summary>
    internal static (double Left, double Right) Margins(int width) => (width < NarrowWidth ? 8 : 78, 10);

    internal FigureLayout(LaneReading lane, PhaseFigureOptions options)
    {
        if (options.Width is < 240 or > 4000)
            throw new ArgumentOutOfRangeException(nameof(options), options.Width, "A figure is 240 to 4000 pixels wide.");
        if (options.BarsHeight is < 40 or > 1000)
            throw new ArgumentOutOfRangeException(nameof(options), options.BarsHeight, "The bars of a figure are 40 to 1000 pixels high.");

        words = Words.For(options.Language);
        Options = options;
        Lane = lane;
        ImmutableArray<SignalMonth> all = lane.Path.Signals.Months;
        int skip = options.From is { } from ? Math.Clamp(from - all[0].Month, 0, all.Length - 1) : 0;
        int end = options.To is { } to ? Math.Clamp(to - all[0].Month + 1, skip + 1, all.Length) : all.Length;
        Months = all[skip..end];
        Smoothed = lane.Path.Smoothed[skip..end];
        First = Months[0].Month;

        (Left, Right) = Margins(options.Width);
        PixelsPerMonth = (options.Width - Left - Right) / Months.Length;

        Bands = [.. FindBands()];
        Stretches = [.. FindStretches()];
        (Event, double)[] marked = [.. ChooseMarks()];
        int markRows = Pack(marked, MarkRows, out List<(Event Event, int Row, double Radius)> packed);
        (TitleLines, LegendLines) = options.Standalone ? WriteLegend() : ([], []);
        double title = TitleLines.Length * TitleRow;
        Height = title + TopNote + Ribbon + Whisker + (markRows * MarkRow) + Gap + options.BarsHeight + Gap + IncidentRow + AxisRow + (LegendLines.Length * LegendRow);

        double y = Height - title - TopNote;
        (RibbonTop, RibbonBottom) = (y, y - Ribbon);
        y -= Ribbon + Whisker;
        double marksTop = y;
        y -= (markRows * MarkRow) + Gap;
        BarsTop = y;
        BarsBottom = y - options.BarsHeight;
        y = BarsBottom - Gap;
        IncidentTop = y;
        AxisTop = y - IncidentRow;

        int up = Math.Max(1, Months.Max(m => m.TightenSeverity)), down = Math.Max(1, Months.Max(m => m.EaseSeverity));
        PixelsPerSeverity = (options.BarsHeight - (Narrow ? 0 : 2)) / (double)(up + Math.Max(down, up / 5.0));
        Baseline = BarsTop - (up * PixelsPerSeverity);

        Dictionary<string, int> numbers = options.KeyEvents.ToDictionary(k => k.Event.Id, k => k.Number, StringComparer.Ordinal);
        Marks =
        [
            .. packed.Select(p => new Mark(
                p.Event, X(p.Event), marksTop - (p.Row * MarkRow) - (MarkRow / 2), p.Radius, numbers.TryGetValue(p.Event.Id, out int number) ? number : null)),
            .. PlaceIncidents(),
        ];
        Texts = [.. WriteTexts()];
    }

    internal PhaseFigureOptions Options { get; }

    internal LaneReading Lane { get; }

    internal ImmutableArray<SignalMonth> Months { get; }

    internal ImmutableArray<PhaseProbabilities> Smoothed { get; }

    internal Month First { get; }

    internal Month Last => Months[^1].Month;

    internal ImmutableArray<string> TitleLines { get; }

    internal ImmutableArray<string> LegendLines { get; }

    internal bool Narrow => Options.Width < NarrowWidth;

    internal double Left { get; }

    internal double Right { get; }

    internal double Height { get; }

    internal double PixelsPerMonth { get; }

    internal double PixelsPerSeverity { get; }

    internal double RibbonTop { get; }

    internal double RibbonBottom { get; }

    internal double BarsTop { get; }

    internal double BarsBottom { get; }

    internal double Baseline { get; }

    internal double IncidentTop { get; }

    internal double AxisTop { get; }

    internal ImmutableArray<Band> Bands { get; }

    internal ImmutableArray<Stretch> Stretches { get; }

    internal ImmutableArray<Mark> Marks { get; }

    internal ImmutableArray<FigureText> Texts { get; }

    /// <summary>A month's left edge, months from the first.</summary>
    internal double X(Month month) => month - First;

    /// <summary>The trailing provisional months within the figure, or null.</summary>
    internal MonthInterval? Provisional => Lane.Provisional is { } span && span.From <= Last
        ? new(span.From < First ? First : span.From, span.To > Last ? Last : span.To)
        : null;

    /// <summary>Years that get a line and a label.</summary>
    internal IEnumerable<Month> Years()
    {
        double pixelsPerYear = 12 * PixelsPerMonth;
        int every = pixelsPerYear >= 40 ? 1 : pixelsPerYear >= 20 ? 2 : 5;
        for (int year = First.Year; year <= Months[^1].Month.Year; year++)
            if (year % every == 0 && Month.Of(year, 1) >= First)
                yield return Month.Of(year, 1);
    }

    internal static Shade ShadeOf(double probability) =>
        Brief.IsSettled(probability) ? Shade.Hard : probability >= 0.75 ? Shade.Middle : probability >= 0.5 ? Shade.Light : Shade.Faint;

    /// <summary>Where within its month an event stands; rows less exact than a day stand in the middle of theirs.</summary>
    double X(Event e) => X(e.Month) + (e.Precision == DatePrecision.Day
        ? (e.Date.Day.Day - 0.5) / DateTime.DaysInMonth(e.Date.Day.Year, e.Date.Day.Month)
        : 0.5);

    IEnumerable<Band> FindBands()
    {
        for (int from = 0, to; from < Months.Length; from = to)
        {
            Phase phase = Smoothed[from].MostProbable;
            Shade shade = ShadeOf(Smoothed[from][phase]);
            for (to = from + 1; to < Months.Length && Smoothed[to].MostProbable == phase && ShadeOf(Smoothed[to][phase]) == shade;)
                to++;
            yield return new(phase, shade, Months[from].Month, Months[to - 1].Month, Enumerable.Range(from, to - from).Average(t => Smoothed[t][phase]));
        }
    }

    IEnumerable<Stretch> FindStretches()
    {
        for (int from = 0, to; from < Months.Length; from = to)
        {
            Phase phase = Smoothed[from].MostProbable;
            for (to = from + 1; to < Months.Length && Smoothed[to].MostProbable == phase;)
                to++;
            yield return new(phase, Months[from].Month, Months[to - 1].Month, ShadeOf(Smoothed[(from + to - 1) / 2][phase]) == Shade.Hard);
        }
    }

    // The numbered ones come first so that they always find room; then the gravest and newest.
    IEnumerable<(Event Event, double Radius)> ChooseMarks()
    {
        HashSet<string> key = [.. Options.KeyEvents.Select(k => k.Event.Id)];
        return Lane.Path.Signals.Events
            .Where(e => e.Direction != Direction.None && Shows(e.Month) && (e.Severity >= MarkSeverity || key.Contains(e.Id)))
            .OrderByDescending(e => key.Contains(e.Id)).ThenByDescending(e => e.Severity).ThenByDescending(e => e.Date).ThenBy(e => e.Id, StringComparer.Ordinal)
            .Select(e => (e, key.Contains(e.Id) ? 6.5 + (0.5 * e.Severity) : Radius(e)));
    }

    bool Shows(Month month) => First <= month && month <= Last;

    static double Radius(Event e) => 2.5 + (0.9 * e.Severity);

    /// <summary>Gives each mark the first row in which it overlaps none; drops unnumbered ones that find no room.</summary>
    int Pack((Event Event, double Radius)[] marks, int rows, out List<(Event Event, int Row, double Radius)> packed)
    {
        packed = [];
        int used = 1;
        foreach ((Event e, double radius) in marks)
        {
            for (int row = 0; row < rows; row++)
                if (!packed.Exists(p => p.Row == row && Math.Abs(X(p.Event) - X(e)) * PixelsPerMonth < p.Radius + radius + 1))
                {
                    packed.Add((e, row, radius));
                    used = Math.Max(used, row + 1);
                    break;
                }
        }

        // In the order of time, which is the order in which the keyboard visits them.
        packed = [.. packed.OrderBy(p => p.Event.Date).ThenBy(p => p.Event.Id, StringComparer.Ordinal)];
        return used;
    }

    IEnumerable<Mark> PlaceIncidents()
    {
        (Event, double)[] incidents =
        [
            .. Lane.Path.Signals.Events
                .Where(e => e.Kind == EventKind.Incident && e.Severity >= IncidentSeverity && Shows(e.Month))
                .OrderByDescending(e => e.Severity).ThenByDescending(e => e.Date).ThenBy(e => e.Id, StringComparer.Ordinal)
                .Select(e => (e, Radius(e) - 1)),
        ];
        Pack(incidents, IncidentRows, out List<(Event Event, int Row, double Radius)> packed);
        return packed.Select(p => new Mark(p.Event, X(p.Event), IncidentTop - 7 - (p.Row * 12), p.Radius, null));
    }

    IEnumerable<FigureText> WriteTexts()
    {
        Palette palette = Palette.Light;
        Labels labels = words.Labels;
        double small = 11;
        double end = X(Months[^1].Month) + 1;

        double edge = (8 - Left) / PixelsPerMonth;
        for (int i = 0; i < TitleLines.Length; i++)
            yield return new(edge, Height - 16 - (i * TitleRow), TitleLines[i], Anchor.Start, 14, palette.Ink, Bold: true);
        for (int i = 0; i < LegendLines.Length; i++)
            yield return new(edge, 4 + ((LegendLines.Length - 1 - i) * LegendRow), LegendLines[i], Anchor.Start, small, palette.Quiet);
        if (Provisional is not null)
            yield return new(end, RibbonTop + 6, Narrow ? labels.ProvisionalShort : labels.Provisional, Anchor.End, small, palette.Quiet);

        foreach (Stretch stretch in Stretches)
        {
            double width = (X(stretch.To) + 1 - X(stretch.From)) * PixelsPerMonth;
            if (width >= 14)
                yield return new(
                    (X(stretch.From) + X(stretch.To) + 1) / 2,
                    ((RibbonTop + RibbonBottom) / 2) - 4.5,
                    width >= 96 ? words.Name(stretch.Phase) : words.Letter(stretch.Phase),
                    Anchor.Middle, 13, stretch.HardAtMiddle ? Palette.OnFill : palette.Ink, Bold: true);
        }

        const double YearLabel = 32;
        foreach (Month year in Years().Where(y => (end - X(y)) * PixelsPerMonth >= YearLabel))
            yield return new(X(year) + (3 / PixelsPerMonth), AxisTop - 13, Invariant($"{year.Year}"), Anchor.Start, small, palette.Quiet);

        if (Narrow)
        {
            yield return new(0.3, BarsTop - 6, "↑ " + labels.TighteningAxis, Anchor.Start, small, palette.CrackdownInk);
            yield return new(0.3, BarsBottom + 2, "↓ " + labels.EasingAxis, Anchor.Start, small, palette.EasingInk);
        }
        else
        {
            double margin = -8 / PixelsPerMonth;
            yield return new(margin, ((RibbonTop + RibbonBottom) / 2) - 4, labels.PhaseRow, Anchor.End, small, palette.Quiet);
            yield return new(margin, ((RibbonBottom - Whisker + BarsTop) / 2) - 4, labels.EventRow, Anchor.End, small, palette.Quiet);
            yield return new(margin, ((Baseline + BarsTop) / 2) - 4, "↑ " + labels.TighteningAxis, Anchor.End, small, palette.CrackdownInk);
            yield return new(margin, ((Baseline + BarsBottom) / 2) - 4, "↓ " + labels.EasingAxis, Anchor.End, small, palette.EasingInk);
            yield return new(margin, IncidentTop - 17, labels.IncidentRow, Anchor.End, small, palette.Quiet);
        }

        foreach (Mark mark in Marks)
            if (mark.Number is { } number)
                yield return new(mark.X, mark.Y - 3.8, Invariant($"{number}"), Anchor.Middle, 10.5, Palette.OnFill, Bold: true);
    }

    /// <summary>Title and legend of a figure of its own, broken to its width by a generous width of letters.</summary>
    (ImmutableArray<string> Title, ImmutableArray<string> Legend) WriteLegend()
    {
        const double LetterOfTitle = 8.6, Letter = 6.6;
        double room = Options.Width - 16;
        Labels labels = words.Labels;
        string phases = string.Join(" · ", Enum.GetValues<Phase>().Select(p => $"{words.Letter(p)} {words.Name(p)}").Append(labels.SettledLegend).Append(labels.PaleLegend));
        string[] legend = [phases, $"{labels.ColourLegend} · {labels.MarkLegend}", words.Dateline(Lane)];
        return (
            [.. Cells.Wrap(words.FigureTitle(Lane, Options.CellName), (int)(room / LetterOfTitle))],
            [.. legend.SelectMany(line => Cells.Wrap(line.Replace('\u00a0', ' '), (int)(room / Letter)))]);
    }
}
