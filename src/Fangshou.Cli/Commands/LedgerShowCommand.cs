using System.Collections.Immutable;
using System.CommandLine;
using Fangshou.Ledger;
using Spectre.Console;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou ledger show</c>.</summary>
static class LedgerShowCommand
{
    public static Command Build(GlobalOptions globals)
    {
        Argument<string> id = new("ID") { Description = "id of the event" };
        Option<string?> cell = new("--cell") { Description = "cell of the neighbours [default: the event's jurisdiction and first sector]", HelpName = "CELL" };
        return new NounCommand(
            "show", "Shows one event with all fields and sources, and its neighbours in time.",
            "fangshou ledger show cn-2020-11-03-ant-ipo-suspended",
            id, cell)
            .Does(globals, (run, parse) => Show(run, parse.GetRequiredValue(id), parse.GetValue(cell)));
    }

    static int Show(CommandRun run, string id, string? cellText)
    {
        Ledger.Ledger whole = run.OpenLedger();
        LedgerAsOf ledger = whole.AsOf(run.Settings.AsOf);
        Event shown = EventReply.Find(id, whole, ledger);
        Cell cell = cellText is null ? EventReply.CellOf(shown) : CommandRun.ParseCell(cellText, ledger.Codebook);
        (ImmutableArray<Event> before, ImmutableArray<Event> following) = EventReply.Neighbours(ledger, shown, cell);

        run.Write(new Answer(EventReply.One(ledger, shown, cell, before, following))
        {
            Screen =
            [
                Fields(run, ledger.Codebook, shown),
                new Text($"{run.Say("Neighbours in", "相邻事件")} {cell}\n"),
                CommandRun.Grid(
                    ["", run.Say("date", "日期"), run.Say("push", "力度"), run.Say("what happened", "事件"), "id"],
                    [.. before.Select(e => Line("", e)), Line(">", shown), .. following.Select(e => Line("", e))]),
            ],
        });
        return ExitCode.Done;
    }

    static string[] Line(string mark, Event e) => [mark, EventText.Date(e), EventView.Push(e), e.Title, e.Id];

    static Table Fields(CommandRun run, Codebook codebook, Event e)
    {
        List<string[]> fields =
        [
            ["id", e.Id],
            [run.Say("title", "标题"), e.Title],
            [run.Say("date", "日期"), $"{EventText.Date(e)} ({run.Say("to the", "精确到")} {EventView.Word(e.Precision)}; {run.Say("known since", "可知自")} {e.KnownSince})"],
            [run.Say("jurisdiction", "辖区"), Named(codebook.Jurisdictions, e.Jurisdiction)],
            [run.Say("kind", "类别"), EventView.Word(e.Kind)],
            [run.Say("sectors", "行业"), List(codebook.Sectors, e.Sectors)],
            [run.Say("areas", "领域"), List(codebook.Areas, e.Areas)],
            [run.Say("actors", "主体"), List(codebook.Actors, e.Actors)],
            [run.Say("actor level", "层级"), Named(codebook.ActorLevels, e.ActorLevel)],
            [run.Say("targets", "对象"), e.Targets.IsEmpty ? run.Say("the whole sector", "整个行业") : string.Join(", ", e.Targets)],
            [run.Say("instrument", "形式"), Named(codebook.Instruments, e.Instrument)],
            [run.Say("direction", "方向"), EventView.Word(e.Direction)],
            [run.Say("severity", "力度"), $"{EventView.Cells(e)[12]} / 5"],
            [run.Say("amount", "金额"), e.Amount is null ? "" : $"{EventView.Cells(e)[13]} {e.Currency}"],
            [run.Say("until", "结束"), Until(run, codebook, e)],
            [run.Say("confidence", "可信度"), EventView.Word(e.Confidence)],
        ];
        if (e.Sources.IsEmpty)
            fields.Add([run.Say("source", "来源"), run.Say("none found yet", "尚未找到")]);
        foreach (Source source in e.Sources)
            fields.Add([run.Say("source", "来源"), $"{source.Publisher} {source.Url}".Trim()]);

        // Whole texts here: an address that is cut cannot be followed.
        Table table = new() { Border = TableBorder.None, ShowHeaders = false };
        table.AddColumn("").AddColumn("");
        foreach (string[] field in fields)
            table.AddRow(new Text(field[0]), new Text(field[1]));
        return table;

        string Named(Vocabulary vocabulary, string id) => run.Title(vocabulary, id) is var title && title != id ? $"{id} ({title})" : id;
        string List(Vocabulary vocabulary, ImmutableArray<string> ids) => string.Join(", ", ids.Select(id => Named(vocabulary, id)));
    }

    static string Until(CommandRun run, Codebook codebook, Event e)
    {
        if (e.Until is not null)
            return EventView.Day(e.Until);
        bool isLasting = codebook.Instruments.Find(e.Instrument)?.Properties.GetValueOrDefault("lasting") == "true";
        return isLasting ? run.Say("no end on record", "无结束记录") : "";
    }
}
