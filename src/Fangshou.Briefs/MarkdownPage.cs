using System.Text;
using Fangshou.Ledger;
using Fangshou.Signals;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>A brief as Markdown (CommonMark with tables).</summary>
public sealed class MarkdownPage
{
    readonly Brief brief;
    readonly Words words;
    readonly string cellName;
    readonly StringBuilder page = new();

    MarkdownPage(Brief brief, Language language)
    {
        this.brief = brief;
        words = Words.For(language);
        cellName = words.Name(brief.Cell, brief.Codebook);
    }

    /// <summary>Writes the page.</summary>
    public static string Render(Brief brief, Language language)
    {
        MarkdownPage writer = new(brief, language);
        writer.Write();
        return writer.page.ToString();
    }

    void Write()
    {
        LaneReading lead = brief.Lead;
        Line($"# {M(cellName)}");
        Paragraph($"{M(words.Kicker)} · {M(words.Dateline(brief))}");
        Paragraph($"**{M(words.Letter(lead.Phase))} · {M(words.Verdict(lead))}**\n\n{M(words.Join(words.Reading(lead, cellName), words.Since(lead), words.Lasting(lead)))}");

        Heading(words.ChangesHeading);
        foreach (LaneReading lane in brief.Lanes)
            Paragraph($"**{M(words.Name(lane.Lane))}** · {M(words.Join(words.ProbabilityChange(lane), words.CountChange(lane)))}");
        if (brief.Lead.Provisional is not null)
            Paragraph(M(words.ProvisionalCaution));
        Paragraph(M(brief.RecentEvents.Length == 0 ? words.NoRecentEvents : words.RecentEventsCaption));
        Items(brief.RecentEvents, "");

        Heading(words.LanesHeading);
        Row(words.Labels.Lane, words.Labels.PhaseNow, words.Labels.Since, words.Labels.MonthsSoFar, words.Labels.UsualLength);
        foreach (LaneReading lane in brief.Lanes)
            Line(Invariant($"| {M(words.Name(lane.Lane))} | {M(words.Letter(lane.Phase))} · {M(words.Verdict(lane))} | {M(Since(lane))} | {(lane.MonthsSoFar == 0 ? "–" : Invariant($"{lane.MonthsSoFar}"))} | {M(words.UsualLength(lane) ?? "–")} |"));

        if (brief.Siblings.Length > 0)
        {
            Heading(words.SiblingsHeading);
            Row(words.Labels.Cell, words.Name(Lane.General), words.Name(Lane.Content));
            foreach (SiblingReading sibling in brief.Siblings)
                Line($"| {M(words.Name(sibling.Cell, brief.Codebook))} | {Cell(sibling.General)} | {Cell(sibling.Content)} |");
        }

        Heading(words.EventsHeading(brief.KeyEvents.Length));
        Paragraph(M(words.EventsLead(brief.KeyEvents.Any(k => k.Influence is not null))));
        Row(words.Labels.Number, words.Labels.Date, words.Labels.Event, words.Labels.Effect);
        foreach (KeyEvent key in brief.KeyEvents)
            Line(Invariant($"| {key.Number} | {M(words.Format(key.Event))} | {M(key.Event.Title)}{words.Labels.Open}{Link(key.Event)}{words.Labels.Close} | {M(words.Weight(key.Event))}{(key.Influence is { } influence ? words.Labels.Semicolon + M(words.Effect(influence)) : "")} |"));

        Heading(words.IncidentsHeading);
        Paragraph(M(brief.Incidents.Length == 0 ? words.NoIncidents : words.IncidentsLead));
        Items(brief.Incidents, "");

        Heading(words.TippingHeading);
        Line("");
        foreach (TippingPoint point in brief.TippingPoints)
            Line($"- {M(words.Tipping(point))}");
        if (brief.TippingPoints.Length == 0)
            Line($"- {M(words.NoTipping)}");
        foreach (LaneReading lane in brief.Lanes)
            if (words.Outlasting(lane) is { } sentence)
                Line($"- {M(sentence)}");
        Line($"- {M(words.InForce(brief.InForceCount, brief.InForce.Length))}");
        foreach (Event e in brief.InForce)
            Line("  " + Item(e));

        Heading(words.LimitsHeading);
        Line("");
        foreach (string limit in words.Limits(brief))
            Line($"- {M(limit)}");

        Heading(words.CitationHeading);
        Paragraph(M(words.Citation(brief, cellName)));
    }

    string Cell(LaneReading? lane) => lane is null
        ? M(words.Labels.Unread)
        : $"{M(words.Letter(lane.Phase))} · {M(words.Verdict(lane))}{(lane.Spell is { } spell ? M(words.Labels.Semicolon + words.Compact(spell.Start)) : "")}";

    string Since(LaneReading lane) => lane.Spell is not { } spell ? "–"
        : words.Format(spell.Start) + (words.SinceRange(lane) is { } range ? words.Labels.Open + range + words.Labels.Close : "");

    void Items(IEnumerable<Event> events, string indent)
    {
        bool first = true;
        foreach (Event e in events)
        {
            if (first)
                Line("");
            first = false;
            Line(indent + Item(e));
        }
    }

    string Item(Event e) =>
        $"- {M(words.Format(e))} · {M(e.Title)}{M(words.Labels.Open + words.Weight(e) + words.Labels.Semicolon)}{Link(e)}{words.Labels.Close}";

    static string Link(Event e) => Publisher.Address(e) is { } address
        ? $"[{M(Publisher.Of(e))}]({PlainText.MarkdownAddress(address)})"
        : M(Publisher.Of(e));

    void Heading(string text)
    {
        Line("");
        Line($"## {M(text)}");
    }

    void Paragraph(string text)
    {
        Line("");
        Line(text);
    }

    void Row(params string[] names)
    {
        Line("");
        Line($"| {string.Join(" | ", names.Select(M))} |");
        Line($"|{string.Concat(Enumerable.Repeat(" --- |", names.Length))}");
    }

    static string M(string text) => PlainText.Markdown(text).Replace('\u00a0', ' ');

    void Line(string line) => page.Append(line).Append('\n');
}
