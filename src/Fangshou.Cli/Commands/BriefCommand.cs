using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Fangshou.Briefs;
using Fangshou.Ledger;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou brief</c>: the morning page.</summary>
static class BriefCommand
{
    const string DefaultCell = "CN/ai";
    const int TerminalWidth = 80;


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
        Readings readings = run.OpenReadings();
        Cell cell = CommandRun.ParseCell(text, readings.Ledger.Codebook);
        Brief brief = MorningBrief.Of(readings, cell);
        Write(run, brief, open);
        return brief.Warnings.IsEmpty ? ExitCode.Done : ExitCode.MissedGate;
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
