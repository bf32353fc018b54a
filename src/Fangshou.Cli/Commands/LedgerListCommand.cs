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
    /// <summary>What is asked for; a null or empty part asks for nothing.</summary>
    sealed record Filter(
        string? Cell, string? From, string? To, ImmutableArray<string> Directions, ImmutableArray<string> Kinds, ImmutableArray<string> Actors, int LeastSeverity);

    public static Command Build(GlobalOptions globals)
    {
        Option<string?> cell = new("--cell") { Description = "jurisdiction/sector/area, such as CN/ai/content-control; * = all", HelpName = "CELL" };
        Option<string?> from = new("--from") { Description = "first day, month or year", HelpName = "2020-11-01" };
        Option<string?> to = new("--to") { Description = "last day, month or year", HelpName = "2021-12-31" };
        Option<string[]> direction = new("--direction") { Description = "only these; may be repeated", HelpName = "tighten|ease|support|none" };
        direction.AcceptOnlyFromAmong([.. EventQuestion.AllDirections]);
        Option<string[]> kind = new("--kind") { Description = "only these; may be repeated", HelpName = "action|signal|incident|interest|market" };
        kind.AcceptOnlyFromAmong([.. EventQuestion.AllKinds]);
        Option<string[]> actor = new("--actor") { Description = "acts of this body, such as SAMR; may be repeated", HelpName = "ACTOR" };
        Option<int> severity = new("--severity-min") { Description = "at least this severe, 1 to 5", HelpName = "N", DefaultValueFactory = _ => 1 };
        severity.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.Tokens is not [{ Value: "1" or "2" or "3" or "4" or "5" }])
                result.AddError("--severity-min takes a whole number from 1 to 5.");
        });
        return new NounCommand(
            "list", "Lists the events of a cell, oldest first.",
            "fangshou ledger list --cell CN/gaming --from 2021-06-01 --direction tighten",
            cell, from, to, direction, kind, actor, severity)
            .Does(globals, (run, parse) => List(run, new Filter(
                parse.GetValue(cell), parse.GetValue(from), parse.GetValue(to),
                [.. parse.GetValue(direction) ?? []], [.. parse.GetValue(kind) ?? []], [.. parse.GetValue(actor) ?? []],
                parse.GetValue(severity))));
    }

    static int List(CommandRun run, Filter filter)
    {
        DateOnly first = DateText.First(filter.From, "--from");
        DateOnly last = DateText.Last(filter.To, "--to");
        if (last < first)
            throw new CommandException(ExitCode.Usage, $"--to {filter.To} lies before --from {filter.From}.");

        LedgerAsOf ledger = run.OpenAsOf();
        ImmutableArray<string> actors = [.. filter.Actors.Select(a => Actor(a, ledger))];
        Cell? cell = filter.Cell is { } text ? CommandRun.ParseCell(text, ledger.Codebook) : null;
        ImmutableArray<Event> events = new EventQuestion(cell, first, last, filter.Directions, filter.Kinds, actors, filter.LeastSeverity).In(ledger);
        run.Write(new Answer(EventReply.List(ledger, filter.Cell, events)) { Screen = Screen(run, events) });
        return ExitCode.Done;
    }

    static string Actor(string text, LedgerAsOf ledger) =>
        EventQuestion.Actor(text, ledger) ?? throw new CommandException(ExitCode.Usage, $"--actor: {EventQuestion.UnknownActor(text, ledger)}");

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
