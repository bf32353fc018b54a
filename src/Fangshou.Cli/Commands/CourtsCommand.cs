using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
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
        run.Write(new Answer
        {
            Schema = "courts/1",
            AsOf = ledger.AsOf.ToString(),
            DataVersion = ledger.DataVersion,
            Data = new { Cell = cell, Claimant = claimant, Dockets = report.Lines.Select(View), Contrasts = report.Contrasts.Select(View) },
            Rows = new Rows(
                [
                    "id", "court", "place", "jurisdiction", "year_from", "year_to", "claimant", "respondent", "cause", "cases", "judges", "yearly_per_judge", "country_per_judge", "win_rate", "win_low", "win_high", "others_win_rate", "title",
                    "source_url", "source_publisher", "confidence",
                ],
                [.. report.Lines.Select(Cells)]),
            Screen = [.. Screen(run, report)],
        });
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

    static object View(DocketLine line) => new
    {
        line.Docket.Id,
        line.Docket.Court,
        line.Docket.Place,
        line.Docket.Jurisdiction,
        line.Docket.YearFrom,
        line.Docket.YearTo,
        line.Docket.Claimant,
        line.Docket.Respondent,
        line.Docket.Cause,
        line.Docket.Cases,
        line.Docket.Judges,
        line.Docket.YearlyPerJudge,
        CountryPerJudge = line.Load,
        WinRate = line.Wins is { } wins ? new { wins.Value, Interval = double.IsFinite(wins.Low) ? new[] { wins.Low, wins.High } : null } : null,
        OthersWinRate = line.Others,
        line.Docket.Title,
        SourceUrl = line.Docket.Source.Url.Length > 0 ? line.Docket.Source.Url : null,
        line.Docket.Source.Publisher,
        line.Docket.Confidence,
    };

    static object View(VenueContrast c) => new
    {
        First = c.First.Id,
        Second = c.Second.Id,
        Splits = c.Splits.Select(split => new { split.FirstSuits, split.SecondSuits, Difference = split.Difference.Value, Interval = new[] { split.Difference.Low, split.Difference.High } }),
    };

    static string[] Cells(DocketLine line) =>
    [
        line.Docket.Id, line.Docket.Court, line.Docket.Place, line.Docket.Jurisdiction, Whole(line.Docket.YearFrom), Whole(line.Docket.YearTo), line.Docket.Claimant, line.Docket.Respondent, line.Docket.Cause,
        Plain(line.Docket.Cases), Plain(line.Docket.Judges), Plain(line.Docket.YearlyPerJudge), Plain(line.Load?.Median), Plain(line.Wins?.Value), Plain(line.Wins?.Low), Plain(line.Wins?.High), Plain(line.Others?.Median),
        line.Docket.Title, line.Docket.Source.Url, line.Docket.Source.Publisher, Json.Word(line.Docket.Confidence),
    ];

    static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    static string Plain(double? number) => number is { } x ? ScenarioView.Csv(x) : "";
}
