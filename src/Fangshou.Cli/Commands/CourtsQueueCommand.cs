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
    const int MostTimes = 6;

    /// <summary>Working days in a month, as the minutes are counted.</summary>
    const double WorkingDays = 250 / 12.0;

    static readonly double[] minutesShown = [15, 30, 60, 120, 240, 480];

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
            .Does(globals, (run, parse) =>
            {
                Question question = Read(run, parse.GetValue(claimant), parse.GetValue(arrivals), parse.GetValue(judges), parse.GetValue(minutes), parse.GetValue(judgeMinutes), parse.GetValue(backlog));
                int horizon = parse.GetValue(months) is { } text ? ScenarioRequest.Whole("--months", text, 1, 1200) : 36;
                return Tell(run, question, Times(parse.GetValue(times) ?? "0.5,1,1.5,2"), horizon);
            });
    }

    static Question Read(CommandRun run, string? claimant, string? arrivals, string? judges, string? minutes, string? judgeMinutes, string? backlog)
    {
        double month = judgeMinutes is null ? CourtLoad.WorkingMinutesPerMonth : Positive("--judge-minutes", judgeMinutes, 44_640);
        DocketLoad? told = null;
        LedgerAsOf? ledger = null;
        if (claimant is not null)
        {
            (ledger, ImmutableArray<Docket> all) = CourtsCommand.Open(run);
            told = DocketLoad.Of(CourtsCommand.Of(ledger, all, null, claimant))
                ?? throw new CommandException(ExitCode.NotFound, $"no docket of '{Texts.Printable(claimant)}' counts suits; give --arrivals, --judges and --minutes.");
        }

        double? suits = arrivals is not null ? ScenarioRequest.Number("--arrivals", arrivals, 0, 1e9) : told?.ArrivalsPerMonth;
        double? work = minutes is not null ? Positive("--minutes", minutes, 1e6) : told?.MinutesPerCase(month);
        int? bench = judges is not null ? ScenarioRequest.Whole("--judges", judges, 1, 1_000_000)
            : told is not null && suits is { } filed && work is { } each ? (int)Math.Clamp(Math.Ceiling(filed * each / month), 1, 1_000_000) : null;
        string[] missing = [.. suits is null ? ["--arrivals"] : Array.Empty<string>(), .. bench is null ? ["--judges"] : Array.Empty<string>(), .. work is null ? ["--minutes"] : Array.Empty<string>()];
        if (missing.Length > 0)
        {
            throw new CommandException(ExitCode.Usage, told is null
                ? $"{string.Join(", ", missing)} missing; give them, or --claimant to take them from the dockets, such as Lakala."
                : $"the dockets of '{Texts.Printable(claimant!)}' tell no suits for each judge; give {string.Join(", ", missing)}.");
        }

        CourtLoad load = new()
        {
            ArrivalsPerMonth = suits!.Value,
            Judges = bench!.Value,
            MinutesPerCase = work!.Value,
            JudgeMinutesPerMonth = month,
            Backlog = backlog is null ? 0 : ScenarioRequest.Number("--backlog", backlog, 0, 1e9),
        };
        return new Question(claimant, ledger, told, load);
    }

    static double Positive(string option, string text, double largest) => ScenarioRequest.Number(option, text, 0, largest) is > 0 and double value
        ? value
        : throw new CommandException(ExitCode.Usage, $"{option} must be above 0.");

    static ImmutableArray<double> Times(string text)
    {
        string[] parts = text.Split(',');
        return parts.Length <= MostTimes
            ? [.. parts.Select(part => ScenarioRequest.Number("--times", part.Trim(), 0, 1000)).Distinct().Order()]
            : throw new CommandException(ExitCode.Usage, $"--times takes at most {MostTimes} numbers.");
    }

    static int Tell(CommandRun run, Question question, ImmutableArray<double> times, int horizon)
    {
        CourtLoad load = question.Load;
        if (times.Any(factor => factor * load.ArrivalsPerMonth > 1e9))
            throw new CommandException(ExitCode.Usage, "--times: more than 1,000,000,000 suits a month.");
        ImmutableArray<CourtOutlook> outlooks = [.. times.Select(factor => CourtOutlook.Of(load, factor, horizon))];
        string title = question.Claimant is { } name ? run.Say($"Suits of {Texts.Printable(name)}: when the backlog explodes", $"{Texts.Printable(name)} 的案件：积压何时失控") : run.Say("When the backlog explodes", "积压何时失控");
        string note = string.Create(CultureInfo.InvariantCulture, $"{load.Judges} {run.Say("judges", "名法官")} · {load.MinutesPerCase:0.#} {run.Say("minutes a suit", "分钟/件")} · {load.JudgeMinutesPerMonth:#,0} {run.Say("minutes a month", "分钟/月")} · {run.Say("capacity", "能力")} {load.Capacity:#,0} {run.Say("a month", "件/月")}");
        if (ScenarioView.WriteFigure(run, options => BacklogFigure.Svg(title, note, outlooks, options), options => BacklogFigure.Png(title, note, outlooks, options), []))
            return ExitCode.Done;
        run.Write(new Answer
        {
            Schema = "courts-queue/1",
            AsOf = question.Ledger?.AsOf.ToString(),
            DataVersion = question.Ledger?.DataVersion,
            Data = View(question, outlooks),
            Rows = new Rows(["times", "month", "fluid", "p10", "p50", "p90"], [.. outlooks.SelectMany(o => o.Months.Select(m => new[] { ScenarioView.Csv(o.Times), Whole(m.Month), ScenarioView.Csv(m.Fluid), ScenarioView.Csv(m.P10), ScenarioView.Csv(m.P50), ScenarioView.Csv(m.P90) }))]),
            Screen = [.. Screen(run, question, outlooks, title, note)],
        });
        return ExitCode.Done;
    }

    static object View(Question question, ImmutableArray<CourtOutlook> outlooks) => new
    {
        question.Claimant,
        TakenFrom = question.Told is { } told ? new[] { told.Suits.Id, told.Pace?.Id }.OfType<string>().Distinct() : [],
        question.Load.ArrivalsPerMonth,
        question.Load.Judges,
        question.Load.MinutesPerCase,
        question.Load.JudgeMinutesPerMonth,
        question.Load.Backlog,
        CapacityPerMonth = question.Load.Capacity,
        JudgesWorth = question.Load.ArrivalsPerMonth * question.Load.MinutesPerCase / question.Load.JudgeMinutesPerMonth,
        Outlooks = outlooks.Select(o => new
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

    static IEnumerable<IRenderable> Screen(CommandRun run, Question question, ImmutableArray<CourtOutlook> outlooks, string title, string note)
    {
        CourtLoad load = question.Load;
        yield return new Text($"{title}\n{ScenarioView.Plain(note)}\n");
        if (question.Told is { } told)
            yield return new Text(Told(run, told, load));
        int horizon = outlooks[0].Months.Length - 1;
        yield return CommandRun.Grid(
            [
                run.Say("arrivals", "到达"), run.Say("a month", "每月"), run.Say("utilisation", "利用率"), run.Say("least judges", "最少法官"), run.Say("minutes at most", "最多分钟"), run.Say("must wait", "需等待"),
                run.Say("mean wait, days of work", "平均等待（工作日）"), run.Say($"waiting after {Whole(horizon)} months (8 in 10)", $"{Whole(horizon)} 个月后待审（十之八）"), run.Say("a year's work behind after", "积压达一年工作量"),
            ],
            outlooks.Select(o => new[]
            {
                $"× {ScenarioView.Csv(o.Times)}", Number(o.Load.ArrivalsPerMonth), string.Create(CultureInfo.InvariantCulture, $"{100 * o.Load.Utilisation:0.#} %"), Number(o.Load.LeastJudges), double.IsFinite(o.Load.CriticalMinutes) ? Number(o.Load.CriticalMinutes) : "–",
                o.Steady is { } steady ? ScenarioView.Plain(new ScenarioWords(run.PageLanguage).Percent(steady.WaitProbability)) : run.Say("all", "全部"),
                o.Steady is { } queue ? (queue.WaitMonths * WorkingDays).ToString("0.##", CultureInfo.InvariantCulture) : run.Say("grows without end", "无限增长"),
                $"{Number(o.Months[^1].P50)} ({Number(o.Months[^1].P10)} … {Number(o.Months[^1].P90)})",
                o.MonthsToYearsWork is { } year ? string.Create(CultureInfo.InvariantCulture, $"{year:0.#} {run.Say("months", "个月")}") : run.Say("never", "永不"),
            }));
        yield return new Text(run.Say("Least number of judges by minutes per suit", "按每案分钟数所需的最少法官") + "\n");
        double[] minutes = [.. minutesShown.Append(load.MinutesPerCase).Distinct().Order()];
        yield return CommandRun.Grid(
            [run.Say("minutes a suit", "分钟/件"), .. outlooks.Select(o => $"× {ScenarioView.Csv(o.Times)}")],
            minutes.Select(m => (string[])[m.ToString("0.#", CultureInfo.InvariantCulture), .. outlooks.Select(o => Number((o.Load with { MinutesPerCase = m }).LeastJudges))]));
        yield return new Text(run.Say(
            "A queue with chance arrivals and judges who do nothing else (M/M/c; above capacity its diffusion). Real suits come in bundles: waits below capacity are then longer, and the point where the backlog explodes is the same.\n",
            "排队模型 M/M/c（超出能力时用扩散近似），法官只办理此类案件。现实中案件成批到达：能力以内的等待更长，失控点不变。\n"));
    }

    static string Told(CommandRun run, DocketLoad told, CourtLoad load)
    {
        string suits = string.Create(CultureInfo.InvariantCulture, $"{told.Suits.Court}, {told.Suits.YearFrom}–{told.Suits.YearTo}: {told.Suits.Cases:#,0} {run.Say("suits, evenly spread", "件，按月均摊为")} {told.ArrivalsPerMonth:#,0} {run.Say("a month", "件/月")} [{told.Suits.Id}]\n");
        return told.Pace is { } pace
            ? suits + string.Create(CultureInfo.InvariantCulture, $"{pace.Court}, {pace.YearFrom}–{pace.YearTo}: {pace.YearlyPerJudge:#,0} {run.Say("for each judge and year, so that", "件/法官年；全部案件相当于")} {told.JudgesWorth:0.#} {run.Say("judges would do nothing else, at", "名法官全职办理，每件")} {told.MinutesPerCase(load.JudgeMinutesPerMonth):0.#} {run.Say("minutes a suit", "分钟")} [{pace.Id}]\n")
            : suits;
    }

    static string Number(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);

    sealed record Question(string? Claimant, LedgerAsOf? Ledger, DocketLoad? Told, CourtLoad Load);
}
