using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Dockets;
using Fangshou.Ledger;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou courts queue</c>: when a court's backlog explodes.</summary>
static class CourtsQueueCommand
{
    public static Command Build(GlobalOptions globals)
    {
        Option<string?> claimant = new("--claimant") { HelpName = "NAME", Description = "take suits and pace from the dockets of this claimant, such as Lakala" };
        Option<string?> arrivals = new("--arrivals") { HelpName = "N", Description = "suits filed a month [default: the claimant's]" };
        Option<string?> judges = new("--judges") { HelpName = "N", Description = "judges [default: as many as the claimant's suits keep busy]" };
        Option<string?> minutes = new("--minutes") { HelpName = "N", Description = "minutes of a judge's work for a suit [default: the claimant's, if the judges did nothing else]" };
        Option<string?> judgeMinutes = new("--judge-minutes") { HelpName = "N", Description = "minutes that a judge has for such suits in a month [default: 10000, 250 days of 8 hours a year]" };
        Option<string?> backlog = new("--backlog") { HelpName = "N", Description = "suits that wait at the beginning [default: 0]" };
        Option<string?> months = new("--months") { HelpName = "N", Description = "months to follow, 1 to 1200 [default: 36]" };
        Option<string?> times = new("--times") { HelpName = "1,1.5,2", Description = "the arrivals times these [default: 0.5,1,1.5,2]" };
        return new NounCommand(
            "queue", "When a court's backlog explodes: utilisation, waiting and backlog by arrivals, judges and minutes per case; -o x.svg or x.png draws it.",
            "fangshou courts queue --claimant Lakala -o lakala.svg",
            claimant, arrivals, judges, minutes, judgeMinutes, backlog, months, times)
            .Does(globals, (run, parse) => Tell(run, new CourtText(
                parse.GetValue(claimant), parse.GetValue(arrivals), parse.GetValue(judges), parse.GetValue(minutes), parse.GetValue(judgeMinutes), parse.GetValue(backlog), parse.GetValue(months), parse.GetValue(times))));
    }

    static int Tell(CommandRun run, CourtText text)
    {
        LedgerAsOf? ledger = null;
        ImmutableArray<Docket> dockets = [];
        if (text.Claimant is not null)
        {
            (ledger, ImmutableArray<Docket> all) = CourtsCommand.Open(run);
            dockets = CourtReport.Find(ledger, all, null, text.Claimant);
        }

        CourtQueue queue = CourtQueue.Read(text, dockets, static what => "--" + what);
        CourtWords words = new(run.PageLanguage);
        string title = words.Title(queue), note = words.Court(queue.Load);
        if (ScenarioView.WriteFigure(run, options => BacklogFigure.Svg(title, note, queue.Outlooks, options), options => BacklogFigure.Png(title, note, queue.Outlooks, options), []))
            return ExitCode.Done;
        run.Write(new Answer
        {
            Schema = "courts-queue/1",
            AsOf = ledger?.AsOf.ToString(),
            DataVersion = ledger?.DataVersion,
            Data = View(queue),
            Rows = new Rows(["times", "month", "fluid", "p10", "p50", "p90"], [.. queue.Outlooks.SelectMany(o => o.Months.Select(m => new[] { ScenarioView.Csv(o.Times), Whole(m.Month), ScenarioView.Csv(m.Fluid), ScenarioView.Csv(m.P10), ScenarioView.Csv(m.P50), ScenarioView.Csv(m.P90) }))]),
            Screen = [.. Screen(run, queue, words)],
        });
        return ExitCode.Done;
    }

    static object View(CourtQueue queue) => new
    {
        queue.Claimant,
        TakenFrom = queue.Told is { } told ? new[] { told.Suits.Id, told.Pace?.Id }.OfType<string>().Distinct() : [],
        queue.Load.ArrivalsPerMonth,
        queue.Load.Judges,
        queue.Load.MinutesPerCase,
        queue.Load.JudgeMinutesPerMonth,
        queue.Load.Backlog,
        CapacityPerMonth = queue.Load.Capacity,
        queue.JudgesWorth,
        Outlooks = queue.Outlooks.Select(o => new
        {
            o.Times,
            o.Load.ArrivalsPerMonth,
            o.Load.Utilisation,
            o.Load.LeastJudges,
            CriticalMinutes = ScenarioView.Finite(o.Load.CriticalMinutes),
            Steady = o.Steady is { } s ? new { s.WaitProbability, s.Waiting, s.WaitMonths, s.TotalMonths } : null,
            o.MonthsToYearsWork,
            o.Months,
        }),
    };

    static IEnumerable<IRenderable> Screen(CommandRun run, CourtQueue queue, CourtWords words)
    {
        yield return new Text($"{words.Title(queue)}\n{words.Court(queue.Load)}\n");
        if (queue.Told is { } told)
            yield return new Text(string.Concat(words.Told(told, queue.Load).Select(line => line + "\n")));
        yield return CommandRun.Grid(words.OutlookColumns(queue.Horizon), queue.Outlooks.Select(o => words.Outlook(o).Select(ScenarioView.Plain).ToArray()));
        yield return new Text(words.LeastJudges + "\n");
        yield return CommandRun.Grid(
            [run.Say("minutes a suit", "分钟/件"), .. queue.Outlooks.Select(CourtWords.Times)],
            queue.MinutesShown.Select(m => (string[])[m.ToString("0.#", CultureInfo.InvariantCulture), .. queue.LeastJudges(m).Select(CourtWords.Number)]));
        yield return new Text(words.QueueNote + "\n");
    }

    static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
