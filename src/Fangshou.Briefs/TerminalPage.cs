using System.Globalization;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;
using Spectre.Console;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>A brief on a terminal, made for 80 columns; colours and links only where the console has them.</summary>
public sealed class TerminalPage
{
    const int WidestLine = 100;

    readonly Brief brief;
    readonly Words words;
    readonly Language language;
    readonly IAnsiConsole console;
    readonly string cellName;
    readonly List<string> sources = [];

    TerminalPage(Brief brief, Language language, IAnsiConsole console)
    {
        this.brief = brief;
        this.language = language;
        this.console = console;
        words = Words.For(language);
        cellName = words.Name(brief.Cell, brief.Codebook);
    }

    /// <summary>Writes the page.</summary>
    public static void Write(Brief brief, Language language, IAnsiConsole console) => new TerminalPage(brief, language, console).Write();

    void Write()
    {
        LaneReading lead = brief.Lead;
        Text(cellName, new Style(decoration: Decoration.Bold));
        Text($"{words.Kicker} · {words.Dateline(brief)}", Style.Parse("dim"));
        Blank();
        Text($"{words.Letter(lead.Phase)} {words.Name(lead.Phase)}, {words.Percent(lead.Probability)}", StyleOf(lead.Phase, Decoration.Bold));
        Text(words.Reading(lead, cellName));
        Text($"{words.Since(lead)} {words.Lasting(lead)}");
        Calendar();

        Heading(words.ChangesHeading);
        foreach (LaneReading lane in brief.Lanes)
            Item($"{words.Name(lane.Lane)}: {words.ProbabilityChange(lane)} {words.CountChange(lane)}");
        Text(brief.RecentEvents.Length == 0 ? words.NoRecentEvents : words.RecentEventsLead);
        Events(brief.RecentEvents);

        Heading(words.LanesHeading);
        foreach (LaneReading lane in brief.Lanes)
        {
            Text($"{words.Name(lane.Lane)}: {words.Letter(lane.Phase)} {words.Name(lane.Phase)}, {words.Percent(lane.Probability)}", StyleOf(lane.Phase, Decoration.Bold));
            Text($"{words.Since(lane)} {words.Lasting(lane)}");
        }

        Siblings();
        Heading(words.EventsHeading(brief.KeyEvents.Length));
        foreach (KeyEvent key in brief.KeyEvents)
            Row(Invariant($"{key.Number,2}."), $"{words.Format(key.Event)}  {key.Event.Title}", Invariant($"{words.Name(key.Event.Direction)} {key.Event.Severity}/5{(key.Influence is { } influence ? "; " + words.Effect(influence) : "")}; {Source(key.Event)}"));

        Heading(words.IncidentsHeading);
        Text(brief.Incidents.Length == 0 ? words.NoIncidents : words.IncidentsLead);
        Events(brief.Incidents);

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

        Heading(words.LimitsHeading);
        foreach (string limit in words.Limits(brief))
            Item(limit);

        Heading(words.CitationHeading);
        Text(words.Citation(brief, cellName));

        if (sources.Count > 0)
        {
            Heading(words.SourcesHeading);
            for (int i = 0; i < sources.Count; i++)
                Row(Invariant($"[{i + 1}]"), sources[i], null);
        }
    }

    /// <summary>A letter a month, a line a year, the lanes side by side.</summary>
    void Calendar()
    {
        Blank();
        Grid grid = new();
        grid.AddColumn(new GridColumn().NoWrap());
        foreach (LaneReading _ in brief.Lanes)
            grid.AddColumn(new GridColumn().NoWrap().PadRight(3));
        grid.AddRow([new Markup(""), .. brief.Lanes.Select(l => new Markup(Markup.Escape(words.Name(l.Lane)), new Style(decoration: Decoration.Bold)))]);
        int from = brief.Lanes.Min(l => l.Path.Signals.Months[0].Month.Year), to = brief.Lead.Path.Signals.Months[^1].Month.Year;
        for (int year = from; year <= to; year++)
            grid.AddRow([new Markup(Invariant($"{year}")), .. brief.Lanes.Select(l => new Markup(Year(l, year)))]);
        console.Write(grid);
        Text(words.Labels.LetterLegend, Style.Parse("dim"));
    }

    string Year(LaneReading lane, int year)
    {
        Month first = lane.Path.Signals.Months[0].Month;
        System.Text.StringBuilder line = new();
        bool provisional = false;
        for (int number = 1; number <= 12; number++)
        {
            int t = Month.Of(year, number) - first;
            bool now = t >= 0 && t < lane.Path.Smoothed.Length && lane.Path.Signals.Months[t].Provisional;
            if (now != provisional)
                line.Append(now ? "[[" : "]]");
            provisional = now;
            if (t < 0 || t >= lane.Path.Smoothed.Length)
            {
                line.Append(Blanks());
                continue;
            }

            PhaseProbabilities p = lane.Path.Smoothed[t];
            line.Append(CultureInfo.InvariantCulture, $"[{StyleOf(p.MostProbable, Decoration.None).ToMarkup()}]{Markup.Escape(Letter(p))}[/]");
        }

        return line.Append(provisional ? "]]" : "").ToString();
    }

    // Chinese letters have no small form, so an uncertain month carries a dot instead.
    string Letter(PhaseProbabilities p)
    {
        Phase phase = p.MostProbable;
        bool settled = Brief.IsSettled(p[phase]);
        string letter = words.Letter(phase);
        return language == Language.English
            ? settled ? letter : letter.ToLowerInvariant()
            : letter + (settled ? " " : "?");
    }

    string Blanks() => language == Language.English ? " " : "   ";

    void Siblings()
    {
        if (brief.Siblings.Length == 0)
            return;
        Heading(words.SiblingsHeading);
        Table table = new() { Border = TableBorder.None, ShowHeaders = true };
        foreach (string name in new[] { words.Labels.Cell, words.Name(Lane.General), words.Name(Lane.Content) })
            table.AddColumn(new TableColumn(new Markup(Markup.Escape(name), Style.Parse("dim"))));
        foreach (SiblingReading sibling in brief.Siblings)
            table.AddRow(new Markup(Escape(words.Name(sibling.Cell, brief.Codebook))), Cell(sibling.General), Cell(sibling.Content));
        console.Write(table);
    }

    Markup Cell(LaneReading? lane) => lane is null
        ? new Markup(Escape(words.Labels.Unread), Style.Parse("dim"))
        : new Markup(
            Escape($"{words.Letter(lane.Phase)} {words.Percent(lane.Probability)}{(lane.Spell is { } spell ? ", " + words.Compact(spell.Start) : "")}"),
            StyleOf(lane.Phase, Decoration.None));

    void Events(IEnumerable<Event> events)
    {
        foreach (Event e in events)
            Row("  ·", $"{words.Format(e)}  {e.Title}", Invariant($"{(e.Direction == Direction.None ? words.Name(e.Kind) : words.Name(e.Direction))} {e.Severity}/5; {Source(e)}"));
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

    void Heading(string text)
    {
        Blank();
        Text(text, new Style(decoration: Decoration.Bold | Decoration.Underline));
    }

    void Item(string text) => Row("-", text, null);

    /// <summary>A hanging indent: a label, then a paragraph and perhaps a dim one below it.</summary>
    void Row(string label, string text, string? below)
    {
        Grid grid = new() { Width = Math.Min(console.Profile.Width, WidestLine) };
        grid.AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(1));
        grid.AddColumn(new GridColumn().PadLeft(0).PadRight(0));
        grid.AddRow(new Markup(Escape(label)), new Markup(Escape(text)));
        if (below is not null)
            grid.AddRow(new Markup(""), new Markup(Escape(below), Style.Parse("dim")));
        console.Write(grid);
    }

    void Text(string text, Style? style = null)
    {
        Grid grid = new() { Width = Math.Min(console.Profile.Width, WidestLine) };
        grid.AddColumn(new GridColumn().PadLeft(0).PadRight(0));
        grid.AddRow(new Markup(Escape(text), style));
        console.Write(grid);
    }

    void Blank() => console.WriteLine();

    static string Escape(string text) => Markup.Escape(PlainText.Terminal(text));

    static Style StyleOf(Phase phase, Decoration decoration) => new(
        phase switch { Phase.Lax => new Color(0x56, 0xB4, 0xE9), Phase.Crackdown => new Color(0xD5, 0x5E, 0x00), _ => new Color(0x00, 0x9E, 0x73) },
        decoration: decoration);
}
