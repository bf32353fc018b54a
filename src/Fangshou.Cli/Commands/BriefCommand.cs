using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Fangshou.Briefs;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;
using Spectre.Console;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou brief</c>: the morning page.</summary>
static class BriefCommand
{
    const string DefaultCell = "CN/ai";
    const int TerminalWidth = 80;

    // A neighbour with fewer tightening and easing rows says too little to stand in a table.
    const int FewestRowsOfSibling = 6, MostSiblings = 8;

    public static Command Build(GlobalOptions globals)
    {
        Argument<string> cell = new("CELL") { Description = "jurisdiction/sector/area", DefaultValueFactory = _ => DefaultCell };
        Option<bool> open = new("--open") { Description = "write an HTML page to a temporary file and open it" };
        return new NounCommand(
            "brief", "The brief of a cell: where the pendulum hangs, since when, how sure, on what evidence; -o x.html, x.md or the terminal.",
            "fangshou brief CN/gaming --as-of 2022-06-30 -o brief.html", cell, open)
            .Does(globals, (run, parse) => Run(run, parse.GetValue(cell)!, parse.GetValue(open)));
    }

    static int Run(CommandRun run, string text, bool open)
    {
        Readings readings = Readings.Open(run);
        Cell cell = CommandRun.ParseCell(text, readings.Ledger.Codebook);
        Lane lane = LaneRule.Of(cell);
        PhasePath lead = PhasesShowCommand.Require(readings, cell, lane);
        PhasePath? content = lane == Lane.General && cell.Area is null ? readings.Path(cell, Lane.Content) : null;
        ImmutableArray<SiblingPaths> siblings = [.. Siblings(readings, cell).Select(c => new SiblingPaths(c, readings.Path(c, Lane.General), readings.Path(c, Lane.Content)))];
        (ImmutableArray<EventInfluence> influences, ImmutableArray<PhaseTipping> tipping) = readings.Detail(cell, lane);
        (int exit, ImmutableArray<string> warnings) = Readings.Gate([lead, content, .. siblings.SelectMany(s => new[] { s.General, s.Content })]);

        Brief brief = Brief.Compose(new BriefInput
        {
            Codebook = readings.Ledger.Codebook,
            Lead = lead,
            Other = content,
            Siblings = siblings,
            Influences = Recent(influences, lead),
            TippingPoints = [.. tipping.Select(t => Tip(t, lane))],
            Counts = new BriefCounts(
                readings.Ledger.In(cell).Length,
                cell.Sector is { } sector ? readings.Ledger.Events.Count(e => e.Sectors.Any(s => readings.Ledger.Codebook.Sectors.Includes(sector, s))) : readings.Ledger.Events.Length,
                readings.Ledger.Events.Length),
            Warnings = warnings,
        });
        Write(run, brief, open);
        return exit;
    }

    /// <summary>The rows that count for where the pendulum hangs now: what they did to the last month, and to the months of the present spell.</summary>
    static ImmutableArray<EventInfluence> Recent(ImmutableArray<EventInfluence> influences, PhasePath path)
    {
        Month since = path.Spells[^1].Start;
        return [.. influences.Where(i => i.Month >= since)];
    }

    static TippingPoint Tip(PhaseTipping tipping, Lane lane) => tipping switch
    {
        { Ease: > 0 } => new TippingPoint(lane, tipping.Phase, Direction.Ease, AtMost: false, tipping.Ease * tipping.Months, tipping.Months),
        { Tighten: > 0 } => new TippingPoint(lane, tipping.Phase, Direction.Tighten, AtMost: false, tipping.Tighten * tipping.Months, tipping.Months),
        _ => new TippingPoint(lane, tipping.Phase, Direction.Tighten, AtMost: true, 0, tipping.Months),
    };

    /// <summary>The cell's parts, its fellows under the same parent, and the same sector elsewhere.</summary>
    static IEnumerable<Cell> Siblings(Readings readings, Cell cell)
    {
        Codebook codebook = readings.Ledger.Codebook;
        string? parent = cell.Sector is null ? null : codebook.Sectors.Find(cell.Sector)?.Parent;
        IEnumerable<Cell> near =
        [
            .. cell.Area is not null ? [cell with { Area = null }] : Array.Empty<Cell>(),
            .. cell.Sector is { } sector ? codebook.Sectors.Children(sector).Select(t => cell with { Sector = t.Id, Area = null }) : [],
            .. parent is { Length: > 0 } ? codebook.Sectors.Children(parent).Select(t => cell with { Sector = t.Id, Area = null }) : [],
            .. parent is { Length: 0 } ? codebook.Sectors.Terms.Where(t => t.Parent.Length == 0).Select(t => cell with { Sector = t.Id, Area = null }) : [],
            .. codebook.Jurisdictions.Terms.Where(t => t.Parent.Length == 0).Select(t => cell with { Jurisdiction = t.Id, Area = null }),
        ];
        return near.Where(c => c != cell).Distinct().Where(c => readings.Rows(c, Lane.General) >= FewestRowsOfSibling).Take(MostSiblings);
    }

    static void Write(CommandRun run, Brief brief, bool open)
    {
        Briefs.Language language = run.Settings.Language == Language.Chinese ? Briefs.Language.Chinese : Briefs.Language.English;
        if (open && run.Settings.OutputFile is null)
        {
            string page = Path.Combine(Path.GetTempPath(), $"fangshou-{brief.Cell.ToString().Replace('/', '-').Replace('*', '_')}.html");
            run.WriteFile(page, Encoding.UTF8.GetBytes(HtmlPage.Render(brief, language)));
            Show(run, page);
        }
        else if (run.Settings.Format == OutputFormat.Json || run.OutputEndsIn(".json"))
        {
            run.Write(BriefView.Of(brief));
        }
        else if (run.OutputEndsIn(".html", ".htm"))
        {
            run.WriteFile(run.Settings.OutputFile!, Encoding.UTF8.GetBytes(HtmlPage.Render(brief, language)));
            if (open)
                Show(run, run.Settings.OutputFile!);
        }
        else if (run.OutputEndsIn(".md"))
        {
            run.WriteFile(run.Settings.OutputFile!, Encoding.UTF8.GetBytes(MarkdownPage.Render(brief, language)));
        }
        else
        {
            run.WriteScreen(console => TerminalPage.Write(brief, language, console), TerminalWidth);
        }
    }

    static void Show(CommandRun run, string page)
    {
        try
        {
            using Process? viewer = Process.Start(new ProcessStartInfo(Path.GetFullPath(page)) { UseShellExecute = true });
        }
        catch (Exception error) when (error is System.ComponentModel.Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            run.Note(string.Create(CultureInfo.InvariantCulture, $"no program to open it with; the page is {Texts.Printable(page)}"));
        }
    }
}
