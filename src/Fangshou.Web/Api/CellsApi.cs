using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Store;
using Fangshou.Web.Knowledge;
using Fangshou.Web.Pages;

namespace Fangshou.Web.Api;

/// <summary>Where the pendulum hangs: the board, and each cell.</summary>
static class CellsApi
{
    static readonly ImmutableArray<string> names = ["/{jurisdiction}", "/{jurisdiction}/{sector}", "/{jurisdiction}/{sector}/{area}"];

    public static ImmutableArray<ApiRoute> Routes { get; } =
    [
        new("listCells", ["/cells"], "The board: the phase of every cell, since when, and the chance of a swing.", "cells", Board)
        {
            Description = "The page Now. The chance of a swing is null until it has been worked out, and where nothing is forecast.",
            Pages = ["/cells"],
            Own =
            [
                new("jurisdiction", "Only this jurisdiction.") { Example = "CN" },
                new("sector", "Only this sector, with those below it.") { Example = "ai" },
                new("area", "Only this area; * = sectors and areas; whole sectors unless given.") { Example = "content-control" },
                new("phase", "Only cells in this phase.") { Allowed = [.. Enum.GetValues<Phase>().Select(Json.Word)] },
                new("sort", "Order.") { Allowed = BoardView.Sorts, Default = BoardView.Sorts[0] },
            ],
        },
        new("getCellPhases", Paths("/phases"), "The phases of a cell, month by month, and its spells.", "phases-show", Phases)
        {
            Description = "As the command phases show.",
            Pages = [.. names.Select(name => "/cells" + name)],
        },
        new("getCellExplanation", Paths("/explanation"), "The events that moved the reading most, month by month.", "phases-explain", Explain)
        {
            Description = "As the command phases explain.",
            Own = [new("month", "Only this month.") { Example = "2020-11" }, new("top", "Rows for each month.") { Range = (1, 100), Default = "3" }],
        },
        new("getCellOutlook", Paths("/outlook"), "How likely the next swing is, by every forecaster and the ensemble.", "outlook", Outlook)
        {
            Description = "The first answer of a day of knowledge takes a minute or two; until then 503 with Retry-After.",
        },
    ];

    static ImmutableArray<string> Paths(string noun) => [.. names.Reverse().Select(name => $"/cells{name}{noun}")];

    static async Task<ApiAnswer> Board(ApiRequest request)
    {
        BoardView? view = request.Try(() => BoardView.Of(request.Page, request.Ledger.Codebook), null);
        request.Check();
        Board board = await request.Ready(cancellation => request.Observatory.Board(request.Day, view!.Area.Length > 0, cancellation));
        Outlooks? outlooks = request.Observatory.Outlooks(request.Day).Value;
        return new ApiAnswer(BoardReply.Of(board, outlooks, view!), "cells") { IsUnfinished = outlooks is null };
    }

    static async Task<ApiAnswer> Phases(ApiRequest request)
    {
        Cell cell = request.CellOfPath();
        request.Check();
        CellPaths paths = await request.Ready(cancellation => request.Inquiries.Paths(cell, request.Day, cancellation));
        return new ApiAnswer(PhasesReply.Show(paths.Lead, paths.Content, paths.Warnings), $"phases {cell}")
        {
            Figure = new(language => PhaseFigure.Svg(paths.Lead, Options(language)), language => PhaseFigure.Png(paths.Lead, Options(language))),
        };

        PhaseFigureOptions Options(Language language) => new() { Language = language, CellName = Words.For(language).Name(cell, request.Ledger.Codebook) };
    }

    static async Task<ApiAnswer> Explain(ApiRequest request)
    {
        Cell cell = request.CellOfPath();
        Month? only = null;
        if (request.Text("month") is { } text)
        {
            if (DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
                only = Month.Of(day);
            else
                request.Fault($"month: '{Texts.Printable(text)}' is not a month such as 2020-11.");
        }

        int top = request.Whole("top", 3);
        request.Check();
        CellPaths paths = await request.Ready(cancellation => request.Inquiries.Paths(cell, request.Day, cancellation));
        CellDetail detail = await request.Ready(cancellation => request.Inquiries.Detail(cell, request.Day, cancellation));
        return new ApiAnswer(PhasesReply.Explain(paths.Lead, PhasesReply.Most(paths.Lead, detail.Influences, only, top, "month"), Readings.Warnings(paths.Lead)), $"explanation {cell}");
    }

    static async Task<ApiAnswer> Outlook(ApiRequest request)
    {
        Cell cell = request.CellOfPath();
        request.Check();
        Outlooks outlooks = await request.Ready(cancellation => request.Observatory.Outlooks(request.Day, Observatory.Patience, cancellation));
        if (!outlooks.ByCell.TryGetValue(cell, out ImmutableArray<Forecasts.Statement> said))
            throw new RefusedException(Fault.NotFound, $"nothing is forecast of {cell} as of {request.Day}; forecasts are of {string.Join(", ", outlooks.ByCell.Keys.Select(known => known.ToString()).Order(StringComparer.Ordinal))}.");
        return new ApiAnswer(OutlookReply.Of(request.Ledger, cell, said, request.Observatory.Options.Seed), $"outlook {cell}");
    }
}
