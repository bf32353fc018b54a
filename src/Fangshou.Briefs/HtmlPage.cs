using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>
/// A brief as one self-contained HTML file: no script, nothing loaded from elsewhere, light and dark, printing on two A4 pages.
/// </summary>
/// <remarks>Every address in it is the source of a row, or a place in the page. The same brief gives the same bytes.</remarks>
public sealed class HtmlPage
{
    internal const int NarrowMonths = 42, WideFigure = 1040, NarrowFigure = 358;

    readonly Brief brief;
    readonly Words words;
    readonly Language language;
    readonly string cellName;
    readonly HtmlSheet sheet;
    MonthInterval? shown;
    PageLinks? links;

    HtmlPage(Brief brief, Language language)
    {
        this.brief = brief;
        this.language = language;
        words = Words.For(language);
        sheet = new HtmlSheet(words);
        cellName = words.Name(brief.Cell, brief.Codebook);
    }

    /// <summary>Writes the page.</summary>
    public static string Render(Brief brief, Language language)
    {
        HtmlPage writer = new(brief, language);
        writer.Write();
        return writer.sheet.Close();
    }

    /// <summary>What the page says between its header and its footer, for a page that has its own.</summary>
    /// <param name="brief">The brief.</param>
    /// <param name="language">Language of the page.</param>
    /// <param name="shown">Months that its figures show; null for all.</param>
    /// <param name="links">Where rows and cells have pages of their own; null where they have none.</param>
    internal static string Body(Brief brief, Language language, MonthInterval? shown = null, PageLinks? links = null)
    {
        HtmlPage writer = new(brief, language) { shown = shown, links = links };
        writer.Content();
        return writer.sheet.Markup;
    }

    void Write()
    {
        sheet.Open($"{cellName} – {words.Kicker}");
        Header();
        Line("<main id=\"text\">");
        Content();
        Line("</main>");
        Footer();
    }

    void Content()
    {
        Lead();
        Figure(brief.Lead, "lead", 150, brief.KeyEvents);
        Changes();
        Lanes();
        Line("<div class=\"page-two\">");
        Events();
        Line("<div class=\"columns\">");
        Tipping();
        Line("<div>");
        Incidents();
        Siblings();
        Line("</div>");
        Line("</div>");
        Limits();
        Line("</div>");
        Tables();
    }

    void Header()
    {
        Line("<header>");
        Line($"<p class=\"kicker\">{E(words.Kicker)}</p>");
        Line($"<h1>{E(cellName)}</h1>");
        Line($"<p class=\"dateline\">{E(words.Dateline(brief))}</p>");
        Line("</header>");
    }

    void Lead()
    {
        LaneReading lane = brief.Lead;
        Line($"<section class=\"lead\" aria-labelledby=\"reading\">");
        Line($"<div class=\"verdict {Class(lane.Phase)}{(lane.Settled ? " settled" : "")}\">");
        Line($"<span class=\"letter\" aria-hidden=\"true\">{E(words.Letter(lane.Phase))}</span>");
        Line($"<h2 id=\"reading\"><span class=\"phase\">{E(words.Name(lane.Phase))}</span> <span class=\"probability\">{E(words.Percent(lane.Probability))}</span></h2>");
        Line("</div>");
        Line("<div class=\"standfirst\">");
        Line($"<p class=\"reading\">{E(words.Reading(lane, cellName))}</p>");
        Line($"<p>{E(words.Join(words.Since(lane), words.Lasting(lane)))}</p>");
        Line("</div>");
        Line("</section>");
    }

    void Figure(LaneReading lane, string id, int barsHeight, System.Collections.Immutable.ImmutableArray<KeyEvent> keyEvents)
    {
        Month last = shown?.To ?? lane.Path.Signals.Months[^1].Month, narrowFrom = last + -(NarrowMonths - 1);
        PhaseFigureOptions wide = new()
        {
            Language = language,
            Standalone = false,
            Width = WideFigure,
            From = shown?.From,
            To = shown?.To,
            BarsHeight = barsHeight,
            IdPrefix = id + "-wide",
            CellName = cellName,
            Address = e => links is null ? Publisher.Address(e) : links.Event(e),
            KeyEvents = keyEvents,
        };
        PhaseFigureOptions narrow = wide with { Width = NarrowFigure, IdPrefix = id + "-narrow", From = shown is { } span && span.From > narrowFrom ? span.From : narrowFrom, BarsHeight = Math.Min(barsHeight, 130) };
        Line($"<figure aria-labelledby=\"{id}-caption\">");
        Line($"<figcaption id=\"{id}-caption\"><span class=\"caption\">{E(words.FigureHeading(lane.Lane))}</span> <a class=\"skip inline\" href=\"#{id}-end\">{E(words.SkipFigure)}</a></figcaption>");
        Line($"<div class=\"wide\">{PhaseFigure.Svg(lane, wide)}</div>");
        Line($"<div class=\"narrow\">{PhaseFigure.Svg(lane, narrow)}</div>");
        if (keyEvents.Length > 0 || lane == brief.Lead)
            Legend(keyEvents.Length > 0);
        Line($"<p class=\"to-table\"><a href=\"#months-{lane.Lane.ToString().ToLowerInvariant()}\">{E(words.MonthTable(lane.Lane))}</a></p>");
        Line($"<span id=\"{id}-end\"></span>");
        Line("</figure>");
    }

    void Legend(bool numbers)
    {
        Line("<ul class=\"legend\">");
        foreach (Phase phase in Enum.GetValues<Phase>())
            Line($"<li><span class=\"swatch {Class(phase)}\" aria-hidden=\"true\">{E(words.Letter(phase))}</span> {E(words.Name(phase))}</li>");
        Line($"<li>{E(words.Labels.SettledLegend)}</li>");
        Line($"<li>{E(words.Labels.PaleLegend)}</li>");
        Line($"<li><span class=\"swatch hatched\" aria-hidden=\"true\"></span> {E(words.Labels.Provisional)}</li>");
        Line($"<li><span class=\"dot tighten\" aria-hidden=\"true\"></span> {E(words.Name(Direction.Tighten))}</li>");
        Line($"<li><span class=\"dot ease\" aria-hidden=\"true\"></span> {E(words.Name(Direction.Ease))}</li>");
        Line($"<li><span class=\"dot support\" aria-hidden=\"true\"></span> {E(words.Name(Direction.Support))}</li>");
        Line($"<li>{E(words.Labels.MarkLegend)}</li>");
        if (numbers)
            Line($"<li>{E(words.Labels.NumberLegend)}</li>");
        Line("</ul>");
    }

    void Changes()
    {
        Labels labels = words.Labels;
        Line("<section class=\"changes\" aria-labelledby=\"changes\">");
        Line($"<h2 id=\"changes\">{E(words.ChangesHeading)}</h2>");
        Line("<div class=\"columns\">");
        Line("<div>");
        Line("<table class=\"counts\">");
        Line($"<caption>{E(words.ChangesCaption(brief.Lead))}</caption>");
        Line($"<thead><tr><th scope=\"col\">{E(labels.Lane)}</th><th scope=\"col\">{E(words.Name(Direction.Tighten))}</th><th scope=\"col\">{E(words.Name(Direction.Ease))}</th><th scope=\"col\">{E(words.Name(Direction.Support))}</th><th scope=\"col\">{E(labels.Incidents)}</th></tr></thead>");
        Line("<tbody>");
        foreach (LaneReading lane in brief.Lanes)
            Line($"<tr><th scope=\"row\">{E(words.Name(lane.Lane))}</th>{Change(lane, c => c.Tighten)}{Change(lane, c => c.Ease)}{Change(lane, c => c.Support)}{Change(lane, c => c.Incidents)}</tr>");
        Line("</tbody>");
        Line("</table>");
        foreach (LaneReading lane in brief.Lanes)
            Line($"<p>{E(words.Labelled(words.Name(lane.Lane), words.ProbabilityChange(lane)))}</p>");
        if (brief.Lead.Provisional is not null)
            Line($"<p class=\"caution\">{E(words.ProvisionalCaution)}</p>");
        Line("</div>");
        Line("<div>");
        if (brief.RecentEvents.Length == 0)
        {
            Line($"<p>{E(words.NoRecentEvents)}</p>");
        }
        else
        {
            Line($"<p class=\"list-lead\">{E(words.RecentEventsCaption)}</p>");
            Line("<ul class=\"events\">");
            foreach (Event e in brief.RecentEvents)
                EventItem(e);
            Line("</ul>");
        }

        Line("</div>");
        Line("</div>");
        Line("</section>");
    }

    /// <summary>The count now, large, after the count before, small.</summary>
    static string Change(LaneReading lane, Func<WindowCounts, int> count) => lane.Before is { } before
        ? Invariant($"<td><span class=\"before\">{count(before)} →</span> <strong>{count(lane.Recent)}</strong></td>")
        : Invariant($"<td><strong>{count(lane.Recent)}</strong></td>");

    void Lanes()
    {
        Labels labels = words.Labels;
        Line("<section class=\"lanes\" aria-labelledby=\"lanes\">");
        Line($"<h2 id=\"lanes\">{E(words.LanesHeading)}</h2>");
        Line("<table class=\"stack\">");
        Line($"<caption class=\"unseen\">{E(words.LanesHeading)}</caption>");
        Line($"<thead><tr><th scope=\"col\">{E(labels.Lane)}</th><th scope=\"col\">{E(labels.PhaseNow)}</th><th scope=\"col\">{E(labels.Since)}</th><th scope=\"col\">{E(labels.MonthsSoFar)}</th><th scope=\"col\">{E(labels.UsualLength)}</th></tr></thead>");
        Line("<tbody>");
        foreach (LaneReading lane in brief.Lanes)
        {
            string since = lane.Spell is { } spell
                ? E(words.Format(spell.Start)) + (words.SinceRange(lane) is { } range ? $" <span class=\"since\">{E(words.Labels.Open.TrimStart() + range + words.Labels.Close)}</span>" : "")
                : "–";
            Line(Invariant($"<tr><th scope=\"row\">{E(words.Name(lane.Lane))}</th><td class=\"verdict-cell\">{Chip(lane)}</td><td>{since}</td><td>{(lane.MonthsSoFar == 0 ? "–" : Invariant($"{lane.MonthsSoFar}"))}</td><td>{E(words.UsualLength(lane) ?? "–")}</td></tr>"));
        }

        Line("</tbody>");
        Line("</table>");
        if (brief.Other is { } other)
            Figure(other, "other", 84, []);
        Line("</section>");
    }

    void Events()
    {
        bool influences = brief.KeyEvents.Any(k => k.Influence is not null);
        Labels labels = words.Labels;
        Line("<section class=\"key-events\" aria-labelledby=\"events\">");
        Line($"<h2 id=\"events\">{E(words.EventsHeading(brief.KeyEvents.Length))}</h2>");
        Line("<table class=\"stack\">");
        Line($"<caption>{E(words.EventsLead(influences))}</caption>");
        Line($"<thead><tr><th scope=\"col\">{E(labels.Number)}</th><th scope=\"col\">{E(labels.Date)}</th><th scope=\"col\">{E(labels.Event)}</th><th scope=\"col\">{E(labels.Effect)}</th></tr></thead>");
        Line("<tbody>");
        foreach (KeyEvent key in brief.KeyEvents)
            Line(Invariant($"<tr><td class=\"number\">{key.Number}</td><td class=\"date\">{E(words.Format(key.Event))}</td><th scope=\"row\">{Title(key.Event)} <span class=\"source\">{Link(key.Event)}</span></th><td class=\"effect\">{Effect(key)}</td></tr>"));
        Line("</tbody>");
        Line("</table>");
        Line("</section>");
    }

    string Effect(KeyEvent key) =>
        $"<span class=\"{(key.Event.Direction == Direction.Tighten ? "tightening" : "loosening")}\">{E(words.Weight(key.Event))}</span>"
        + (key.Influence is { } influence ? $"<br>{E(words.Effect(influence))}" : "");

    void Incidents()
    {
        Line("<section class=\"incidents\" aria-labelledby=\"incidents\">");
        Line($"<h2 id=\"incidents\">{E(words.IncidentsHeading)}</h2>");
        Line($"<p>{E(brief.Incidents.Length == 0 ? words.NoIncidents : words.IncidentsLead)}</p>");
        if (brief.Incidents.Length > 0)
        {
            Line("<ul class=\"events\">");
            foreach (Event e in brief.Incidents)
                EventItem(e);
            Line("</ul>");
        }

        Line("</section>");
    }

    void Tipping()
    {
        Line("<section class=\"tipping\" aria-labelledby=\"tipping\">");
        Line($"<h2 id=\"tipping\">{E(words.TippingHeading)}</h2>");
        Line("<ul>");
        foreach (TippingPoint point in brief.TippingPoints)
            Line($"<li>{E(words.Tipping(point))}</li>");
        if (brief.TippingPoints.Length == 0)
            Line($"<li>{E(words.NoTipping)}</li>");
        foreach (LaneReading lane in brief.Lanes)
            if (words.Outlasting(lane) is { } sentence)
                Line($"<li>{E(sentence)}</li>");
        Line($"<li>{E(words.InForce(brief.InForceCount, brief.InForce.Length))}");
        if (brief.InForce.Length > 0)
        {
            Line("<ul class=\"events\">");
            foreach (Event e in brief.InForce)
                EventItem(e);
            Line("</ul>");
        }

        Line("</li>");
        Line("</ul>");
        Line("</section>");
    }

    void Siblings()
    {
        if (brief.Siblings.Length == 0)
            return;
        Line("<section class=\"siblings\" aria-labelledby=\"siblings\">");
        Line($"<h2 id=\"siblings\">{E(words.SiblingsHeading)}</h2>");
        Line("<table>");
        Line($"<caption>{E(words.Labels.Phase)} · {E(words.Labels.Probability)} · {E(words.Labels.Since)}</caption>");
        Line($"<thead><tr><th scope=\"col\">{E(words.Labels.Cell)}</th><th scope=\"col\">{E(words.Name(Lane.General))}</th><th scope=\"col\">{E(words.Name(Lane.Content))}</th></tr></thead>");
        Line("<tbody>");
        foreach (SiblingReading sibling in brief.Siblings)
            Line($"<tr><th scope=\"row\">{CellName(sibling.Cell)}</th><td>{Cell(sibling.General)}</td><td>{Cell(sibling.Content)}</td></tr>");
        Line("</tbody>");
        Line("</table>");
        Line("</section>");
    }

    string Cell(LaneReading? lane) => lane is null
        ? $"<span class=\"unread\">{E(words.Labels.Unread)}</span>"
        : $"{Swatch(lane)} <span class=\"unseen\">{E(words.Name(lane.Phase))}</span> <strong>{E(words.Percent(lane.Probability))}</strong>"
            + (lane.Spell is { } spell ? $" <span class=\"since\">{E(words.Compact(spell.Start))}</span>" : "");

    string Swatch(LaneReading lane) =>
        $"<span class=\"swatch {Class(lane.Phase)}{(lane.Settled ? "" : " pale")}\" aria-hidden=\"true\">{E(words.Letter(lane.Phase))}</span>";

    string Chip(LaneReading lane) =>
        $"{Swatch(lane)} <span class=\"chip\">{E(words.Verdict(lane))}</span>";

    void Limits()
    {
        Line("<section class=\"limits\" aria-labelledby=\"limits\">");
        Line($"<h2 id=\"limits\">{E(words.LimitsHeading)}</h2>");
        Line("<ul>");
        foreach (string limit in words.Limits(brief))
            Line($"<li>{E(limit)}</li>");
        Line("</ul>");
        Line("</section>");
    }

    /// <summary>The figures as tables, folded away on screens and left out on paper.</summary>
    void Tables()
    {
        Line("<div class=\"tables\">");
        foreach (LaneReading lane in brief.Lanes)
        {
            Line($"<details id=\"months-{lane.Lane.ToString().ToLowerInvariant()}\">");
            Line($"<summary>{E(words.MonthTable(lane.Lane))}</summary>");
            Line($"<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{E(words.MonthTable(lane.Lane))}\">");
            Line("<table>");
            Line($"<caption>{E(words.FigureTitle(lane, cellName))}</caption>");
            Line($"<thead><tr><th scope=\"col\">{E(words.Labels.Month)}</th><th scope=\"col\">{E(words.Labels.Phase)}</th><th scope=\"col\">{E(words.Labels.Probability)}</th><th scope=\"col\">{E(words.Name(Direction.Tighten))}</th><th scope=\"col\">{E(words.Name(Direction.Ease))}</th><th scope=\"col\">{E(words.Name(Direction.Support))}</th><th scope=\"col\">{E(words.Labels.Incidents)}</th></tr></thead>");
            Line("<tbody>");
            for (int t = lane.Path.Signals.Months.Length - 1; t >= 0; t--)
            {
                SignalMonth month = lane.Path.Signals.Months[t];
                PhaseProbabilities p = lane.Path.Smoothed[t];
                Line(Invariant($"<tr><th scope=\"row\">{E(words.Compact(month.Month))}{(month.Provisional ? $" ({E(words.Labels.Provisional)})" : "")}</th><td>{E(words.Letter(p.MostProbable))} {E(words.Name(p.MostProbable))}</td><td>{E(words.Percent(p[p.MostProbable]))}</td><td>{month.Tighten}</td><td>{month.Ease}</td><td>{month.Support}</td><td>{month.Incidents}</td></tr>"));
            }

            Line("</tbody>");
            Line("</table>");
            Line("</div>");
            Line("</details>");
        }

        Line("</div>");
    }

    void Footer()
    {
        Line("<footer>");
        Line($"<h2 id=\"citation\">{E(words.CitationHeading)}</h2>");
        Line($"<p>{E(words.Citation(brief, cellName))}</p>");
        Line("</footer>");
    }

    void EventItem(Event e) =>
        Line($"<li><span class=\"date\">{E(words.Format(e))}</span> {Title(e)} <span class=\"source\">{E(words.Labels.Open.TrimStart() + words.Weight(e) + words.Labels.Semicolon)}{Link(e)}{E(words.Labels.Close)}</span></li>");

    // Titles are rows of the ledger, which is written in English.
    string Title(Event e)
    {
        string title = language == Language.English ? E(e.Title) : $"<span lang=\"en\">{E(e.Title)}</span>";
        return links is null ? title : $"<a class=\"row\" href=\"{E(links.Event(e))}\">{title}</a>";
    }

    string CellName(Cell cell)
    {
        string name = E(words.Name(cell, brief.Codebook));
        return links is null ? name : $"<a href=\"{E(links.Cell(cell))}\">{name}</a>";
    }

    static string Link(Event e) => Publisher.Address(e) is { } address
        ? $"<a href=\"{E(address)}\">{E(Publisher.Of(e))}</a>"
        : E(Publisher.Of(e));

    static string Class(Phase phase) => phase switch { Phase.Lax => "lax", Phase.Crackdown => "crackdown", _ => "easing" };

    static string E(string text) => PlainText.Html(text);

    void Line(string line) => sheet.Line(line);
}
