using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Forecasts;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli.Commands;

/// <summary>How an issued forecast is shown.</summary>
static class ForecastView
{
    static readonly ImmutableArray<int> severities = [1, .. CellPast.Severities];

    /// <summary>One forecast with all that it says, and what came of it.</summary>
    public static Answer Answer(CommandRun run, string schema, IssuedForecast forecast, (StoredOutcome? Outcome, int? SupersededBy)? known, ImmutableArray<string> warnings) => new()
    {
        Schema = schema,
        AsOf = forecast.AsOf.ToString(),
        DataVersion = forecast.DataVersion,
        ModelVersion = forecast.ModelVersion,
        Seed = forecast.Seed,
        Warnings = warnings,
        Data = View(forecast, known?.Outcome, known?.SupersededBy),
        Rows = new Rows(Columns, [.. Lines(forecast, known?.Outcome)]),
        Screen = Screen(run, forecast, known?.Outcome, known?.SupersededBy),
    };

    /// <summary>Columns of a table that holds a line for each forecaster, horizon and question.</summary>
    public static ImmutableArray<string> Columns { get; } =
        ["number", "cell", "as_of", "issued_at", "origin", "forecaster", "question", "horizon_months", "probability", "mean", "low", "high", "outcome", "superseded_by"];

    /// <summary>The lines of one forecast.</summary>
    public static IEnumerable<string[]> Lines(IssuedForecast forecast, StoredOutcome? outcome, int? supersededBy = null)
    {
        Outcome? came = outcome?.Restore();
        foreach (Statement said in forecast.Statements)
        {
            for (int i = 0; i < Outlook.Horizons.Length; i++)
            {
                int horizon = Outlook.Horizons[i];
                yield return Line(said, horizon, Json.Word(forecast.Swing), Number(said.Outlook.Within[horizon - 1]), "", "", "", outcome?.Void == true ? "void" : came?.Came(horizon) is { } happened ? (happened ? "1" : "0") : "");
                for (int s = 0; s < severities.Length && said.Outlook.Counts.Length > 0; s++)
                {
                    CountLaw law = Law(forecast, said, i, s);
                    int? counted = s == 0 ? came?.Counts[i] : came?.Severe[s - 1][i];
                    yield return Line(
                        said, horizon, $"count-severity-{severities[s].ToString(CultureInfo.InvariantCulture)}", "", Number(law.Mean), Whole(law.Quantile(0.05)), Whole(law.Quantile(0.95)),
                        outcome?.Void == true ? "void" : counted is { } n ? Whole(n) : "");
                }
            }
        }

        string[] Line(Statement said, int horizon, string question, string probability, string mean, string low, string high, string result) =>
        [
            Whole(forecast.Number), forecast.Cell.ToString(), forecast.AsOf.ToString(), forecast.IssuedAt.ToString(), forecast.Origin.ToString(), said.Forecaster, question,
            Whole(horizon), probability, mean, low, high, result, supersededBy is { } later ? Whole(later) : "",
        ];
    }

    /// <summary>The ensemble's probability as a sentence with a natural frequency.</summary>
    public static string Sentence(CommandRun run, IssuedForecast forecast, int horizon)
    {
        double p = forecast.Statements[^1].Outlook.Within[horizon - 1];
        Words words = Words.For(run.PageLanguage);
        string what = forecast.Swing == SwingKind.Crackdown ? run.Say("a crackdown sets in", "整治开始") : run.Say("the crackdown gives way", "整治缓和"), last = (forecast.Origin + horizon).ToString();
        return run.Say(
            string.Create(CultureInfo.InvariantCulture, $"{forecast.Cell}: {what} by {last} with {words.Percent(p)} ({words.Frequency(p)} such forecasts should come true)."),
            string.Create(CultureInfo.InvariantCulture, $"{forecast.Cell}：{last} 前{what}的概率为{words.Percent(p)}（{words.Frequency(p)}）。"));
    }

    /// <summary>What came of it, in a word or two.</summary>
    public static string Outcome(CommandRun run, IssuedForecast forecast, StoredOutcome? outcome) => outcome switch
    {
        null => run.Say("not resolved", "未判定"),
        { Void: true } => run.Say("void", "作废"),
        { Turned: { } months } => run.Say($"came in {forecast.Origin + months}", $"发生于 {forecast.Origin + months}"),
        { Known: <= 0 } => run.Say("open", "未到期"),
        _ => run.Say($"not by {forecast.Origin + Math.Min(outcome.Known, ForecastPanel.LongestHorizon)}", $"至 {forecast.Origin + Math.Min(outcome.Known, ForecastPanel.LongestHorizon)} 未发生"),
    };

    static object View(IssuedForecast forecast, StoredOutcome? outcome, int? supersededBy) => new
    {
        forecast.Number,
        forecast.Cell,
        IssuedAt = forecast.IssuedAt.ToString(),
        forecast.Origin,
        forecast.Swing,
        forecast.Rule,
        forecast.Supersedes,
        SupersededBy = supersededBy,
        Sha256 = ForecastFile.HashOf(forecast),
        forecast.DataHash,
        Forecasters = forecast.Statements.Select(said => new
        {
            Id = said.Forecaster,
            said.Outlook.Within,
            Counts = said.Outlook.Counts.IsEmpty ? [] : Outlook.Horizons.SelectMany((horizon, i) => severities.Select((severity, s) =>
            {
                CountLaw law = Law(forecast, said, i, s);
                return new { Horizon = horizon, Severity = severity, Mean = Math.Round(law.Mean, 4), Low = law.Quantile(0.05), Median = law.Quantile(0.5), High = law.Quantile(0.95) };
            })),
        }),
        Weights = Outlook.Horizons.Select((horizon, i) => new { Horizon = horizon, Members = Stacking.Members.Zip(forecast.Weights[i], (id, weight) => new { Id = id, Weight = weight }) }),
        Outcome = outcome,
    };

    static ImmutableArray<IRenderable> Screen(CommandRun run, IssuedForecast forecast, StoredOutcome? outcome, int? supersededBy)
    {
        Words words = Words.For(run.PageLanguage);
        string issued = run.Say(
            $"Forecast {forecast.Number}, issued {forecast.IssuedAt}, knows {forecast.AsOf}; months count from {forecast.Origin + 1}.", $"第 {forecast.Number} 号预测，发布于 {forecast.IssuedAt}，信息截至 {forecast.AsOf}，自 {forecast.Origin + 1} 起计。");
        string later = supersededBy is { } number ? run.Say($" Superseded by {number}.", $" 已由第 {number} 号取代。") : "";
        return
        [
            new Text($"{issued}{later}\n{Sentence(run, forecast, 6)}\n{Sentence(run, forecast, 12)}\n{Outcome(run, forecast, outcome)}\n"),
            CommandRun.Grid(
                [run.Say(forecast.Swing == SwingKind.Crackdown ? "a crackdown sets in within" : "the crackdown gives way within", forecast.Swing == SwingKind.Crackdown ? "整治开始" : "整治缓和"), .. Outlook.Horizons.Select(h => Months(run, h))],
                forecast.Statements.Select(said => new[] { Name(run, said.Forecaster) }.Concat(Outlook.Horizons.Select(h => words.Percent(said.Outlook.Within[h - 1]))).ToArray())),
            CommandRun.Grid(
                [run.Say("restrictive observations by the ensemble: mean (90 %)", "组合预测的限制性观测数：均值（90%）"), .. Outlook.Horizons.Select(h => Months(run, h))],
                severities.Select((severity, s) => new[] { run.Say(severity == 1 ? "all" : $"acts of severity {severity} or more", severity == 1 ? "全部" : $"严重度 {severity} 及以上") }
                    .Concat(Outlook.Horizons.Select((_, i) => Law(forecast, forecast.Statements[^1], i, s)).Select(law => string.Create(CultureInfo.InvariantCulture, $"{law.Mean:0.0} ({law.Quantile(0.05)} … {law.Quantile(0.95)})"))).ToArray())),
            new Text($"{run.Say("How it is resolved:", "判定规则：")} {forecast.Rule}\nsha256 {ForecastFile.HashOf(forecast)}\n"),
        ];
    }

    static CountLaw Law(IssuedForecast forecast, Statement said, int horizon, int severity) =>
        severity == 0 ? said.Outlook.Counts[horizon] : said.Outlook.Counts[horizon].Thinned(forecast.Severe[severity - 1]);

    /// <summary>A forecaster's name.</summary>
    public static string Name(CommandRun run, string id) => ForecasterNames.Of(id, run.PageLanguage);

    /// <summary>What forecasters hold against themselves.</summary>
    public static IEnumerable<string> Doubts(CommandRun run, IssuedForecast forecast) =>
        from said in forecast.Statements
        where said.Doubt is not null
        select $"{Name(run, said.Forecaster)}: {said.Doubt}";

    static string Months(CommandRun run, int horizon) => run.Say(horizon == 1 ? "1 month" : $"{horizon} months", $"{horizon} 个月");

    static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
