using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Forecasts;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli.Commands;

/// <summary>How scores of forecasts are shown: the ladder of forecasters for each swing, horizon and group.</summary>
static class ScoreView
{
    static readonly ImmutableArray<string> columns =
    [
        "group", "question", "horizon_months", "forecaster", "questions", "events", "score", "miscalibration", "discrimination", "uncertainty", "log_score", "average_precision", "interval_score", "covered_90",
        .. ForecastScores.Baselines.SelectMany(b => (string[])[$"skill_{b}", $"skill_{b}_low", $"skill_{b}_high", $"p_{b}"]),
    ];

    /// <param name="run">The command.</param>
    /// <param name="schema">Form of the JSON.</param>
    /// <param name="scores">The scores.</param>
    /// <param name="about">What else the JSON tells; null for nothing.</param>
    /// <param name="shown">Groups that a terminal shows.</param>
    public static Answer Answer(CommandRun run, string schema, ForecastScores scores, object? about, ImmutableArray<string> shown) => new()
    {
        Schema = schema,
        AsOf = null,
        ModelVersion = IssuedForecast.Version,
        Seed = run.Settings.Seed,
        Warnings = [.. scores.Swings.Where(s => s.LooksLikeLeakage).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Forecaster}, {s.Group}, {s.Horizon} months: a skill above {SwingScore.Ceiling} looks as if it had seen the future."))],
        Data = new
        {
            About = about,
            Swings = scores.Swings.Select(s => new { s.Group, s.Swing, s.Horizon, s.Forecaster, s.Questions, s.Events, Brier = Parts(s.Brier), Log = Parts(s.Log), s.AveragePrecision, s.LooksLikeLeakage, Against = s.Against.Select(Beside) }),
            Months = scores.Months.Select(Law),
            Counts = scores.Counts.Select(Law),
        },
        Rows = new Rows(columns, [.. scores.Swings.Select(Cells), .. scores.Months.Select(s => Cells(s, "month-of-crackdown")), .. scores.Counts.Select(s => Cells(s, $"count-severity-{Whole(s.Severity)}"))]),
        Screen = [.. shown.SelectMany(group => Screen(run, scores, group))],
    };

    static IEnumerable<IRenderable> Screen(CommandRun run, ForecastScores scores, string group)
    {
        foreach (SwingKind swing in Enum.GetValues<SwingKind>())
        {
            SwingScore[] of = [.. scores.Swings.Where(s => s.Group == group && s.Swing == swing)];
            if (of.Length == 0)
                continue;
            yield return new Text($"\n{new ForecastWords(run.PageLanguage).Name(swing)} · {group}\n");
            yield return CommandRun.Grid(
                [run.Say("months", "月"), run.Say("forecaster", "预测者"), run.Say("came / asked", "发生/提问"), "Brier", run.Say("log", "对数分"), run.Say("avg. precision", "平均精度"), .. ForecastScores.Baselines.Select(b => run.Say("skill: ", "技巧：") + b)],
                of.GroupBy(s => s.Horizon).OrderBy(g => g.Key).SelectMany(horizon => ForecastWords.Ladder(horizon).Select((s, i) => (string[])
                [
                    i == 0 ? Whole(s.Horizon) : "", s.Forecaster, $"{Whole(s.Events)} / {Whole(s.Questions)}", ForecastWords.Score(s.Brier.Mean, 4), ForecastWords.Score(s.Log.Mean, 3), s.AveragePrecision is { } ap ? ForecastWords.Score(ap, 2) : "–",
                    .. ForecastScores.Baselines.Select(b => ForecastWords.Skill(s.Against, b)),
                ])));
        }

        LawScore[] laws = [.. scores.Months.Concat(scores.Counts.Where(s => s.Severity == 1)).Where(s => s.Group == group)];
        if (laws.Length == 0)
            yield break;
        yield return new Text($"\n{run.Say("Month of a crackdown, and restrictive observations", "整治起始月与限制性观测数")} · {group}\n");
        yield return CommandRun.Grid(
            [run.Say("question", "问题"), run.Say("forecaster", "预测者"), run.Say("asked", "提问"), "CRPS", run.Say("within 90 %", "落入90%"), .. ForecastScores.Baselines.Select(b => run.Say("skill: ", "技巧：") + b)],
            laws.GroupBy(s => (s.Interval is null, s.Horizon)).SelectMany(question => question.OrderBy(s => s.Crps).Select((s, i) => (string[])
            [
                i > 0 ? "" : s.Interval is null ? run.Say("month", "月份") : run.Say($"count, {s.Horizon} months", $"{s.Horizon} 个月计数"), s.Forecaster, Whole(s.Questions), ForecastWords.Score(s.Crps, 3), s.Covered is { } covered ? covered.ToString("P0", CultureInfo.InvariantCulture) : "–",
                .. ForecastScores.Baselines.Select(b => ForecastWords.Skill(s.Against, b)),
            ])));
    }

    static object Parts(ScoreParts parts) => new { parts.Mean, parts.Miscalibration, parts.Discrimination, parts.Uncertainty };

    static object Beside(AgainstBaseline a) => new { a.Baseline, Skill = a.Skill.Value, a.Skill.Low, a.Skill.High, a.Test.Statistic, P = a.Test.PValue, a.Test.Undefined };

    static object Law(LawScore s) => new { s.Group, s.Horizon, s.Severity, s.Forecaster, s.Questions, s.Crps, s.Interval, s.Covered, Against = s.Against.Select(Beside) };

    static string[] Cells(SwingScore s) =>
    [
        s.Group, Json.Word(s.Swing), Whole(s.Horizon), s.Forecaster, Whole(s.Questions), Whole(s.Events), Csv(s.Brier.Mean), Csv(s.Brier.Miscalibration), Csv(s.Brier.Discrimination), Csv(s.Brier.Uncertainty), Csv(s.Log.Mean), Csv(s.AveragePrecision), "", "",
        .. Against(s.Against),
    ];

    static string[] Cells(LawScore s, string question) =>
        [s.Group, question, Whole(s.Horizon), s.Forecaster, Whole(s.Questions), "", Csv(s.Crps), "", "", "", "", "", Csv(s.Interval), Csv(s.Covered), .. Against(s.Against)];

    static IEnumerable<string> Against(ImmutableArray<AgainstBaseline> against) => ForecastScores.Baselines.SelectMany(b =>
        against.FirstOrDefault(a => a.Baseline == b) is { } beside ? (string[])[Csv(beside.Skill.Value), Csv(beside.Skill.Low), Csv(beside.Skill.High), Csv(beside.Test.PValue)] : ["", "", "", ""]);

    static string Csv(double? value) => value is { } number ? number.ToString("0.######", CultureInfo.InvariantCulture) : "";

    static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
