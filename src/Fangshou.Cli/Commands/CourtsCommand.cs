using System.Collections.Immutable;
using System.CommandLine;
using Fangshou.Briefs;
using Fangshou.Dockets;
using Fangshou.Ledger;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou courts</c>: counts of suits, with what they are to be held against.</summary>
static class CourtsCommand
{
    const int LongestText = 300;

    public static Command Build(GlobalOptions globals)
    {
        Option<string?> cell = new("--cell") { HelpName = "CN-GD", Description = "only courts of this jurisdiction [default: all]" };
        Option<string?> claimant = new("--claimant") { HelpName = "NAME", Description = "only claimants whose name holds this" };
        return new NounCommand(
            "courts", "Counts of suits: how many for each judge, how many the claimant wins, and the base rates beside.", "fangshou courts --claimant Tencent",
            cell, claimant, CourtsQueueCommand.Build(globals))
            .Does(globals, (run, parse) => Tell(run, parse.GetValue(cell), parse.GetValue(claimant)));
    }

    /// <summary>All dockets known, and the ledger that they were cut with.</summary>
    /// <exception cref="CommandException">None is known (exit 3).</exception>
    public static (LedgerAsOf Ledger, ImmutableArray<Docket> All) Open(CommandRun run)
    {
        LedgerAsOf ledger = run.OpenAsOf();
        ImmutableArray<Docket> all = run.Package().Dockets(ledger.AsOf);
        return all.IsEmpty ? throw new CommandException(ExitCode.NotFound, $"no docket is known as of {ledger.AsOf}; dockets are the rows of dockets.csv.") : (ledger, all);
    }

    static int Tell(CommandRun run, string? cellText, string? claimant)
    {
        (LedgerAsOf ledger, ImmutableArray<Docket> all) = Open(run);
        Cell? cell = cellText is null ? null : CommandRun.ParseCell(cellText, ledger.Codebook);
        CourtReport report = CourtReport.Of(ledger, all, cell, claimant, "--cell");
        run.Write(new Answer(CourtReply.Of(ledger, cell, claimant, report)) { Screen = [.. Screen(run, report)] });
        return ExitCode.Done;
    }

    static IEnumerable<IRenderable> Screen(CommandRun run, CourtReport report)
    {
        CourtWords words = new(run.PageLanguage);
        yield return CommandRun.Grid(
            [
                run.Say("years", "年份"), run.Say("court", "法院"), run.Say("who against whom: over what", "原告 对 被告类型：案由"), run.Say("suits", "案件数"), run.Say("a judge and year", "法官年均"),
                run.Say("country", "全国"), run.Say("won", "胜诉率"), run.Say("others won", "他人胜诉率"), run.Say("source", "来源"),
            ],
            report.Lines.Select(line => new[]
            {
                CourtWords.Years(line.Docket), line.Docket.Court, words.Suit(line.Docket), CourtWords.Number(line.Docket.Cases), CourtWords.Number(line.Docket.YearlyPerJudge), CourtWords.Load(line.Load),
                CourtWords.Wins(line.Wins), CourtWords.Others(line.Others), line.Docket.Source.Publisher.Length > 0 ? line.Docket.Source.Publisher : run.Say("none found yet", "尚未找到"),
            }),
            LongestText);
        yield return new Text(words.DocketNote + "\n");
        foreach (VenueContrast contrast in report.Contrasts)
            yield return new Text(words.Contrast(contrast) + "\n");
        if (!report.Contrasts.IsEmpty)
            yield return new Text(words.ContrastNote + "\n");
    }
}
