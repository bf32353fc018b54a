using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;
using Spectre.Console;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou phases explain</c>.</summary>
static class PhasesExplainCommand
{
    public static Command Build(GlobalOptions globals)
    {
        Argument<string> cell = PhasesCommands.CellArgument;
        Option<string?> month = new("--month") { Description = "only this month [default: every month, the most moving rows of each]", HelpName = "2020-11" };
        Option<int> top = new("--top") { Description = "rows per month, 1 to 100", HelpName = "N", DefaultValueFactory = _ => 3 };
        top.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && !(int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n is >= 1 and <= 100))
                result.AddError("--top takes a whole number from 1 to 100.");
        });
        return new NounCommand(
            "explain", "Names the events that moved the reading most, month by month: how the odds would change were the row not there.",
            "fangshou phases explain CN/platform-economy --month 2020-11", cell, month, top)
            .Does(globals, (run, parse) => Explain(run, parse.GetValue(cell)!, parse.GetValue(month), parse.GetValue(top)));
    }

    static int Explain(CommandRun run, string text, string? monthText, int top)
    {
        Month? only = null;
        if (monthText is not null)
        {
            if (!DateOnly.TryParseExact(monthText, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
                throw new CommandException(ExitCode.Usage, $"--month: '{Texts.Printable(monthText)}' is not a month such as 2020-11.");
            only = Month.Of(day);
        }

        Readings readings = run.OpenReadings();
        Cell cell = CommandRun.ParseCell(text, readings.Ledger.Codebook);
        PhasePath path = readings.Require(cell, LaneRule.Of(cell));
        ImmutableArray<EventInfluence> influences = PhasesReply.Most(path, readings.Detail(cell, LaneRule.Of(cell)).Influences, only, top, "--month");
        (int exit, ImmutableArray<string> warnings) = CommandRun.Gate(path);
        run.Write(new Answer(PhasesReply.Explain(path, influences, warnings))
        {
            Screen =
            [
                CommandRun.Grid(
                    [run.Say("month", "月份"), run.Say("phase", "阶段"), run.Say("log odds", "对数几率"), run.Say("date", "日期"), run.Say("what happened", "事件"), "id"],
                    influences.Select(i => new[]
                    {
                        i.Month.ToString(), PhasesReply.Letter(i.Phase), i.LogOddsChange.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture), EventText.Date(i.Event), i.Event.Title, i.Event.Id,
                    })),
                new Text(run.Say(
                    "Log odds of the month's most probable phase with the row minus without it, nats: exact leave-one-out; 0.7 doubles the odds.\n",
                    "该月最可能阶段的对数几率（有该条减去无该条，精确留一法）；0.7 相当于几率翻倍。\n")),
            ],
        });
        return exit;
    }
}
