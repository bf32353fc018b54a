using System.Globalization;
using Fangshou.Dockets;
using Fangshou.Ledger;
using Fangshou.Store;

namespace Fangshou.Briefs;

/// <summary>Counts of suits as <c>courts</c> answers.</summary>
static class CourtReply
{
    /// <summary>The counts as data.</summary>
    internal static Reply Of(LedgerAsOf ledger, Cell? cell, string? claimant, CourtReport report) => new()
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
    };

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

    static string Plain(double? number) => number is { } x && double.IsFinite(x) ? x.ToString("R", CultureInfo.InvariantCulture) : "";
}
