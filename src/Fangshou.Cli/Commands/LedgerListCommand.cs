using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Fangshou.Ledger;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou ledger list</c>.</summary>
static class LedgerListCommand
{
    public static Command Build(GlobalOptions globals)
    {
        Option<string?> cell = new("--cell") { Description = "jurisdiction/sector/area, such as CN/ai/content-control; * = all", HelpName = "CELL" };
        Option<string?> from = new("--from") { Description = "first day, month or year", HelpName = "2020-11-01" };
        Option<string?> to = new("--to") { Description = "last day, month or year", HelpName = "2021-12-31" };
        Option<string[]> direction = new("--direction") { Description = "only these; may be repeated", HelpName = "tighten|ease|support|none" };
        direction.AcceptOnlyFromAmong("tighten", "ease", "support", "none");
        Option<string[]> kind = new("--kind") { Description = "only these; may be repeated", HelpName = "action|signal|incident|interest|market" };
        kind.AcceptOnlyFromAmong("action", "signal", "incident", "interest", "market");
        Option<string[]> actor = new("--actor") { Description = "acts of this body, such as SAMR; may be repeated", HelpName = "ACTOR" };
        Option<int> severity = new("--severity-min") { Description = "at least this severe, 1 to 5", HelpName = "N", DefaultValueFactory = _ => 1 };
        severity.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.Tokens is not [{ Value: "1" or "2" or "3" or "4" or "5" }])
                result.AddError("--severity-min takes a whole number from 1 to 5.");
        });
        Option<string> confidence = new("--confidence-min") { Description = "at least this well sourced", HelpName = "low|medium|high", DefaultValueFactory = _ => "low" };
        confidence.AcceptOnlyFromAmong("low", "medium", "high");
        Option<string?> search = new("--search") { Description = "words that must all occur, in English or Chinese: in title, id, targets or names", HelpName = "WORDS" };
        return new NounCommand(
            "list", "Lists the events of a cell, oldest first.",
            "fangshou ledger list --cell CN/gaming --from 2021-06-01 --direction tighten",
            cell, from, to, direction, kind, actor, severity, confidence, search)
            .Does(globals, (run, parse) => List(run, new LedgerQuestion
            {
                Cell = parse.GetValue(cell) ?? "",
                From = parse.GetValue(from) ?? "",
                To = parse.GetValue(to) ?? "",
                Directions = [.. parse.GetValue(direction) ?? []],
                Kinds = [.. parse.GetValue(kind) ?? []],
                Actors = [.. parse.GetValue(actor) ?? []],
                SeverityMin = parse.GetValue(severity).ToString(CultureInfo.InvariantCulture),
                ConfidenceMin = parse.GetValue(confidence) ?? "",
                Search = parse.GetValue(search) ?? "",
            }));
    }

    static int List(CommandRun run, LedgerQuestion question)
    {
        LedgerAsOf ledger = run.OpenAsOf();
        ImmutableArray<Event> events = question.Read(ledger, "--").Of(ledger);
        run.Write(new Answer(EventReply.List(ledger, question.Cell is "" ? null : question.Cell, events)) { Screen = Screen(run, events) });
        return ExitCode.Done;
    }

    static ImmutableArray<IRenderable> Screen(CommandRun run, ImmutableArray<Event> events) =>
    [
        CommandRun.Grid(
            [run.Say("date", "日期"), run.Say("where", "辖区"), run.Say("push", "力度"), run.Say("what happened", "事件"), "id"],
            events.Select(e => new[] { EventText.Date(e), e.Jurisdiction, EventView.Push(e), e.Title, e.Id })),
        new Text(run.Say(
            $"{events.Length.ToString(CultureInfo.InvariantCulture)} events. T = tighten, E = ease, S = support, · = neither; the number is the severity, 1 to 5.\n",
            $"共 {events.Length.ToString(CultureInfo.InvariantCulture)} 条。T 收紧，E 放松，S 支持，· 无方向；数字为力度，1 至 5。\n")),
    ];
}
