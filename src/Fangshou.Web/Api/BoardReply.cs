using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Phases;
using Fangshou.Store;
using Fangshou.Web.Knowledge;
using Fangshou.Web.Pages;

namespace Fangshou.Web.Api;

/// <summary>The board as data.</summary>
static class BoardReply
{
    const int Horizon = 12;

    public static Reply Of(Board board, Outlooks? outlooks, BoardView view)
    {
        BoardRow[] rows = [.. view.Rows(board, outlooks)];
        return new Reply
        {
            Schema = "cells/1",
            AsOf = board.Ledger.AsOf.ToString(),
            DataVersion = board.Ledger.DataVersion,
            ModelVersion = PhaseFit.ModelVersion,
            Seed = board.Rows is [var first, ..] ? first.Lead.Path.Seed : null,
            Warnings = board.Warnings,
            Data = new
            {
                Cells = rows.Select(row => new
                {
                    row.Cell,
                    Lead = View(row.Lead),
                    Content = row.Content is { } content ? View(content) : null,
                    row.Rows,
                    row.NewRows,
                    row.Change,
                    Swing = BoardView.Swing(row, outlooks) is { } p ? new { Kind = outlooks!.ByCell[row.Cell][^1].Outlook.Swing, WithinMonths = Horizon, Probability = p } : null,
                }),
                SwingsReady = outlooks is not null,
            },
            Rows = new Rows(
                ["cell", "lane", "phase", "probability", "lax", "crackdown", "easing", "since", "content_phase", "content_probability", "rows", "new_rows", "change", "swing", "swing_within_12"],
                [.. rows.Select(row => Cells(row, outlooks))]),
        };
    }

    static object View(LaneReading lane) => new
    {
        lane.Path.Lane,
        lane.Phase,
        Now = new { lane.Path.Now.Lax, lane.Path.Now.Crackdown, lane.Path.Now.Easing },
        Since = lane.Spell?.Start,
        SinceInterval = lane.Spell is { } spell ? new[] { spell.StartInterval.From, spell.StartInterval.To } : null,
        lane.Spell?.Confirmed,
    };

    static string[] Cells(BoardRow row, Outlooks? outlooks)
    {
        double? swing = BoardView.Swing(row, outlooks);
        return
        [
            row.Cell.ToString(), Json.Word(row.Lead.Path.Lane), Json.Word(row.Lead.Phase), Number(row.Lead.Probability), Number(row.Lead.Path.Now.Lax), Number(row.Lead.Path.Now.Crackdown), Number(row.Lead.Path.Now.Easing),
            row.Lead.Spell?.Start.ToString() ?? "", row.Content is { } content ? Json.Word(content.Phase) : "", Number(row.Content?.Probability), Whole(row.Rows), Whole(row.NewRows), Number(row.Change),
            swing is null ? "" : Json.Word(outlooks!.ByCell[row.Cell][^1].Outlook.Swing), Number(swing),
        ];
    }

    static string Number(double? x) => x?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    static string Whole(int n) => n.ToString(CultureInfo.InvariantCulture);
}
