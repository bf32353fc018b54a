using System.Globalization;
using System.Text;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;
using Spectre.Console;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>A brief on a terminal, made for 80 columns; colours only where the console has them.</summary>
/// <remarks>Addresses stand at the end on lines of their own, unbroken, so that they can be copied and clicked.</remarks>
public sealed class TerminalPage
{
    const int WidestLine = 100, NarrowestLine = 40;

    static readonly Style Plain = Style.Plain, Dim = new(decoration: Decoration.Dim), Bold = new(decoration: Decoration.Bold);

    readonly Brief brief;
    readonly Words words;
    readonly IAnsiConsole console;
    readonly string cellName;
    readonly int width;
    readonly List<string> sources = [];

    TerminalPage(Brief brief, Language language, IAnsiConsole console)
    {
        this.brief = brief;
        this.console = console;
        words = Words.For(language);
        cellName = words.Name(brief.Cell, brief.Codebook);
        width = Math.Clamp(console.Profile.Width, NarrowestLine, WidestLine);
    }

    /// <summary>Writes the page.</summary>
    public static void Write(Brief brief, Language language, IAnsiConsole console) => new TerminalPage(brief, language, console).Write();

    void Write()
    {
        LaneReading lead = brief.Lead;
        Paragraph(cellName, Bold);
        Paragraph($"{words.Kicker} · {words.Dateline(brief)}", Dim);
        Blank();
        Paragraph($"{words.Letter(lead.Phase)} · {words.Verdict(lead)}", StyleOf(lead.Phase, Decoration.Bold));
        Paragraph(words.Join(words.Reading(lead, cellName), words.Since(lead), words.Lasting(lead)));
        Calendar();

        Heading(words.ChangesHeading);
        foreach (LaneReading lane in brief.Lanes)
            Item(words.Labelled(words.Name(lane.Lane), words.Join(words.ProbabilityChange(lane), words.CountChange(lane))));
        if (brief.Lead.Provisional is not null)
            Paragraph(words.ProvisionalCaution, Dim);
        Paragraph(brief.RecentEvents.Length == 0 ? words.NoRecentEvents : words.RecentEventsCaption);
        Events(brief.RecentEvents);

        Heading(words.LanesHeading);
        foreach (LaneReading lane in brief.Lanes)
        {
            Paragraph($"{words.Letter(lane.Phase)} · {words.Labelled(words.Name(lane.Lane), words.Verdict(lane))}", StyleOf(lane.Phase, Decoration.Bold));
            Paragraph(words.Join(words.Since(lane), words.Lasting(lane)));
        }

        Siblings();
        Heading(words.EventsHeading(brief.KeyEvents.Length));
        foreach (KeyEvent key in brief.KeyEvents)
        {
            string effect = key.Influence is { } influence ? words.Labels.Semicolon + words.Effect(influence) : "";
            Hanging(Invariant($"{key.Number,2}. "), $"{words.Format(key.Event)}  {key.Event.Title}", Plain);
            Hanging("    ", words.Weight(key.Event) + effect + words.Labels.Semicolon + Source(key.Event), Dim);
        }

        Heading(words.IncidentsHeading);
        Paragraph(brief.Incidents.Length == 0 ? words.NoIncidents : words.IncidentsLead);
        Events(brief.Incidents);
        Tipping();

        Heading(words.LimitsHeading);
        foreach (string limit in words.Limits(brief))
            Item(limit);
        Heading(words.CitationHeading);
        Paragraph(words.Citation(brief, cellName));
        Sources();
    }

    void Tipping()
    {
        Heading(words.TippingHeading);
        foreach (TippingPoint point in brief.TippingPoints)
            Item(words.Tipping(point));
        if (brief.TippingPoints.Length == 0)
            Item(words.NoTipping);
        foreach (LaneReading lane in brief.Lanes)
            if (words.Outlasting(lane) is { } sentence)
                Item(sentence);
        Item(words.InForce(brief.InForceCount, brief.InForce.Length));
        Events(brief.InForce);
    }

    /// <summary>A letter a month, a line a year, the lanes side by side.</summary>
    void Calendar()
    {
        const int Column = 14;
        Blank();
        console.Write(new Text(new string(' ', 6) + string.Concat(brief.Lanes.Select(l => Cells.Pad(words.Name(l.Lane), Column + 8))).TrimEnd() + "\n", Bold));
        int from = brief.Lanes.Min(l => l.Path.Signals.Months[0].Month.Year), to = brief.Lead.Path.Signals.Months[^1].Month.Year;
        for (int year = from; year <= to; year++)
        {
            console.Write(new Text(Invariant($"{year}  ")));
            foreach (LaneReading lane in brief.Lanes)
            {
                int used = Year(lane, year);
                if (lane != brief.Lanes[^1])
                    console.Write(new Text(new string(' ', Column + 8 - used)));
            }

            Blank();
        }

        Paragraph(words.Labels.LetterLegend, Dim);
    }

    /// <summary>Writes the letters of a year.</summary>
    /// <returns>Columns used.</returns>
    int Year(LaneReading lane, int year)
    {
        Month first = lane.Path.Signals.Months[0].Month;
        int used = 0;
        bool provisional = false;
        for (int number = 1; number <= 12; number++)
        {
            int t = Month.Of(year, number) - first;
            bool known = t >= 0 && t < lane.Path.Smoothed.Length;
            if ((known && lane.Path.Signals.Months[t].Provisional) != provisional)
            {
                provisional = !provisional;
                Put(provisional ? "[" : "]", Plain);
            }

            if (known)
            {
                PhaseProbabilities p = lane.Path.Smoothed[t];
                // Latin letters in every language: one column wide, and they have a small form for months that are not settled.
                string letter = Words.For(Language.English).Letter(p.MostProbable);
                Put(Brief.IsSettled(p[p.MostProbable]) ? letter : letter.ToLowerInvariant(), StyleOf(p.MostProbable, Decoration.None));
            }
            else if (t < 0)
            {
                Put(" ", Plain);
            }
        }

        if (provisional)
            Put("]", Plain);
        return used;

        void Put(string text, Style style)
        {
            console.Write(new Text(text, style));
            used++;
        }
    }

    void Siblings()
    {
        if (brief.Siblings.Length == 0)
            return;
        Heading(words.SiblingsHeading);
        (int name, int cell) = (width - (2 * 22), 22);
        Paragraph(Cells.Pad(words.Labels.Cell, name) + Cells.Pad(words.Name(Lane.General), cell) + words.Name(Lane.Content), Dim);
        foreach (SiblingReading sibling in brief.Siblings)
        {
            string[] lines = [.. Cells.Wrap(PlainText.Terminal(words.Name(sibling.Cell, brief.Codebook)), name - 2)];
            console.Write(new Text(Cells.Pad(lines[0], name)));
            console.Write(new Text(Cells.Pad(Cell(sibling.General), cell), StyleOf(sibling.General)));
            console.Write(new Text(Cell(sibling.Content) + "\n", StyleOf(sibling.Content)));
            foreach (string line in lines[1..])
                console.Write(new Text(line + "\n"));
        }
    }

    string Cell(LaneReading? lane) => PlainText.Terminal(lane is null
        ? words.Labels.Unread
        : $"{words.Letter(lane.Phase)} {words.Percent(lane.Probability)}{(lane.Spell is { } spell ? words.Labels.Semicolon + words.Compact(spell.Start) : "")}");

    void Events(IEnumerable<Event> events)
    {
        foreach (Event e in events)
        {
            Hanging("  · ", $"{words.Format(e)}  {e.Title}", Plain);
            Hanging("    ", words.Weight(e) + words.Labels.Semicolon + Source(e), Dim);
        }
    }

    /// <summary>The publisher with the number of its address in the list at the end.</summary>
    string Source(Event e)
    {
        if (Publisher.Address(e) is not { } address)
            return Publisher.Of(e);
        int at = sources.IndexOf(address);
        if (at < 0)
        {
            sources.Add(address);
            at = sources.Count - 1;
        }

        return Invariant($"{Publisher.Of(e)} [{at + 1}]");
    }

    void Sources()
    {
        if (sources.Count == 0)
            return;
        Heading(words.SourcesHeading);
        // Past the console's own wrapping: a broken address is of no use.
        for (int i = 0; i < sources.Count; i++)
            console.Profile.Out.Writer.Write(string.Create(CultureInfo.InvariantCulture, $"{"[" + Invariant($"{i + 1}") + "]",5} {sources[i]}\n"));
    }

    void Heading(string text)
    {
        Blank();
        Paragraph(text, new Style(decoration: Decoration.Bold | Decoration.Underline));
    }

    void Item(string text) => Hanging("- ", text, Plain);

    void Paragraph(string text, Style? style = null) => Hanging("", text, style ?? Plain);

    /// <summary>A label, then text whose further lines stand under its first.</summary>
    void Hanging(string label, string text, Style style)
    {
        string indent = label;
        foreach (string line in Cells.Wrap(PlainText.Terminal(text), width - label.Length))
        {
            console.Write(new Text(indent + line + "\n", style));
            indent = new string(' ', label.Length);
        }
    }

    void Blank() => console.Write(new Text("\n"));

    static Style StyleOf(LaneReading? lane) => lane is null ? Dim : StyleOf(lane.Phase, Decoration.None);

    static Style StyleOf(Phase phase, Decoration decoration) => new(
        phase switch { Phase.Lax => new Color(0x56, 0xB4, 0xE9), Phase.Crackdown => new Color(0xD5, 0x5E, 0x00), _ => new Color(0x00, 0x9E, 0x73) },
        decoration: decoration);
}

/// <summary>Text measured in terminal columns, where a Chinese character takes two.</summary>
static class Cells
{
    // No line may begin with these.
    const string Closing = "。，、；：？！）》」”’";

    /// <summary>Columns that a text takes.</summary>
    internal static int Width(string text) => text.EnumerateRunes().Sum(Width);

    /// <summary>The text with spaces up to a number of columns; longer text gets one space.</summary>
    internal static string Pad(string text, int columns) => text + new string(' ', Math.Max(1, columns - Width(text)));

    /// <summary>Lines of at most so many columns, broken at spaces and between wide characters; a longer word is broken where it must be.</summary>
    internal static IEnumerable<string> Wrap(string text, int columns)
    {
        StringBuilder line = new();
        int used = 0;
        foreach (string piece in Pieces(text))
        {
            int wide = Width(piece.TrimEnd());
            if (used > 0 && used + wide > columns)
            {
                yield return line.ToString().TrimEnd();
                line.Clear();
                used = 0;
            }

            foreach (Rune rune in piece.EnumerateRunes())
            {
                if (used + Width(rune) > columns && !Rune.IsWhiteSpace(rune))
                {
                    yield return line.ToString().TrimEnd();
                    line.Clear();
                    used = 0;
                }

                line.Append(rune.ToString());
                used += Width(rune);
            }
        }

        yield return line.ToString().TrimEnd();
    }

    /// <summary>What must stay on one line: words with the spaces after them, wide characters with the punctuation that closes them.</summary>
    static IEnumerable<string> Pieces(string text)
    {
        StringBuilder piece = new();
        Rune previous = default;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool closes = rune.IsBmp && Closing.Contains((char)rune.Value, StringComparison.Ordinal);
            bool breaks = (Rune.IsWhiteSpace(previous) && !Rune.IsWhiteSpace(rune)) || ((Width(rune) == 2 || Width(previous) == 2) && !closes && !Rune.IsWhiteSpace(rune) && previous.Value != '（');
            if (breaks && piece.Length > 0)
            {
                yield return piece.ToString();
                piece.Clear();
            }

            piece.Append(rune.ToString());
            previous = rune;
        }

        if (piece.Length > 0)
            yield return piece.ToString();
    }

    // The wide blocks that titles, names and our own Chinese use (UAX 11, East Asian Width W and F).
    static int Width(Rune rune) => rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) ? 2 : 1;
}
