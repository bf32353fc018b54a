using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Forecasts;
using Fangshou.Store;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>How forecasts and their scores are told.</summary>
/// <param name="language">In which language.</param>
public sealed class ForecastWords(Language language)
{
    readonly Words words = Words.For(language);

    string Say(string english, string chinese) => language == Language.Chinese ? chinese : english;

    /// <summary>Severities that are counted: all, then those of at least so much.</summary>
    internal static ImmutableArray<int> Severities { get; } = [1, .. CellPast.Severities];

    /// <summary>The ensemble's probability as a sentence with a natural frequency.</summary>
    public string Sentence(IssuedForecast forecast, int horizon)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        double p = forecast.Statements[^1].Outlook.Within[horizon - 1];
        string what = forecast.Swing == SwingKind.Crackdown ? Say("a crackdown sets in", "整治开始") : Say("the crackdown gives way", "整治缓和"), last = (forecast.Origin + horizon).ToString();
        return Say(
            Invariant($"{forecast.Cell}: {what} by {last} with {words.Percent(p)} ({words.Frequency(p)} such forecasts should come true)."),
            Invariant($"{forecast.Cell}：{last} 前{what}的概率为{words.Percent(p)}（{words.Frequency(p)}）。"));
    }

    /// <summary>Which forecast it is, when it was issued and what it knows.</summary>
    public string Issued(IssuedForecast forecast)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        return Say(
            $"Forecast {forecast.Number}, issued {forecast.IssuedAt}, knows {forecast.AsOf}; months count from {forecast.Origin + 1}.", $"第 {forecast.Number} 号预测，发布于 {forecast.IssuedAt}，信息截至 {forecast.AsOf}，自 {forecast.Origin + 1} 起计。");
    }

    /// <summary>What came of it, in a word or two.</summary>
    internal string Outcome(IssuedForecast forecast, StoredOutcome? outcome) => outcome switch
    {
        null => Say("not resolved", "未判定"),
        { Void: true } => Say("void", "作废"),
        { Turned: { } months } => Say($"came in {forecast.Origin + months}", $"发生于 {forecast.Origin + months}"),
        { Known: <= 0 } => Say("open", "未到期"),
        _ => Say($"not by {forecast.Origin + Math.Min(outcome.Known, ForecastPanel.LongestHorizon)}", $"至 {forecast.Origin + Math.Min(outcome.Known, ForecastPanel.LongestHorizon)} 未发生"),
    };

    /// <summary>A forecaster's name.</summary>
    public string Name(string forecaster) => forecaster switch
    {
        "climatology" => Say("climatology (baseline)", "气候学基准"),
        "persistence" => Say("persistence (baseline)", "持续性基准"),
        "ewma" => Say("weighted average (baseline)", "加权平均基准"),
        "phases" => Say("phases", "阶段模型"),
        "hazard" => Say("hazard", "风险率模型"),
        "contagion" => Say("contagion", "传染模型"),
        "mechanism" => Say("mechanism", "机制模拟"),
        _ => Say("ensemble", "组合预测"),
    };

    /// <summary>What a swing is, as a question.</summary>
    public string Within(SwingKind swing) => swing == SwingKind.Crackdown ? Say("a crackdown sets in within", "整治开始") : Say("the crackdown gives way within", "整治缓和");

    /// <summary>What a swing is, as a heading.</summary>
    public string Name(SwingKind swing) => swing == SwingKind.Crackdown ? Say("A crackdown sets in", "整治开始") : Say("A crackdown gives way", "整治缓和");

    /// <summary>A horizon.</summary>
    public string Months(int horizon) => Say(horizon == 1 ? "1 month" : Invariant($"{horizon} months"), Invariant($"{horizon} 个月"));

    /// <summary>What the rows of counts are.</summary>
    public string Severity(int severity) => Say(severity == 1 ? "all" : Invariant($"acts of severity {severity} or more"), severity == 1 ? "全部" : Invariant($"严重度 {severity} 及以上"));

    /// <summary>What the table of counts shows.</summary>
    public string CountCaption => Say("restrictive observations by the ensemble: mean (90 %)", "组合预测的限制性观测数：均值（90%）");

    /// <summary>The law of a count.</summary>
    /// <param name="forecast">The forecast.</param>
    /// <param name="said">Whose.</param>
    /// <param name="horizon">Position in <see cref="Outlook.Horizons"/>.</param>
    /// <param name="severity">Position in <see cref="Severities"/>.</param>
    internal static CountLaw Law(IssuedForecast forecast, Statement said, int horizon, int severity) =>
        severity == 0 ? said.Outlook.Counts[horizon] : said.Outlook.Counts[horizon].Thinned(forecast.Severe[severity - 1]);

    /// <summary>A count's mean and its central 90 %.</summary>
    internal static string Count(CountLaw law) => Invariant($"{law.Mean:0.0} ({law.Quantile(0.05)} … {law.Quantile(0.95)})");

    /// <summary>What forecasters hold against themselves.</summary>
    public IEnumerable<string> Doubts(IssuedForecast forecast)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        return forecast.Statements.Where(said => said.Doubt is not null).Select(said => $"{Name(said.Forecaster)}: {said.Doubt}");
    }

    /// <summary>Best first by skill against climatology, on the questions that both answered; climatology itself stands at zero.</summary>
    public static IEnumerable<SwingScore> Ladder(IEnumerable<SwingScore> scores) =>
        scores.OrderByDescending(score => score.Against.FirstOrDefault(a => a.Baseline == "climatology")?.Skill.Value ?? 0).ThenBy(score => score.Forecaster, StringComparer.Ordinal);

    /// <summary>The skill of a forecaster against a baseline with its 90 % interval; a dash where there is none.</summary>
    public static string Skill(ImmutableArray<AgainstBaseline> against, string baseline) => against.FirstOrDefault(a => a.Baseline == baseline)?.Skill is not { Value: { } value } skill ? "–"
        : Invariant($"{value:+0.00;−0.00;0.00}{(skill is { Low: { } low, High: { } high } ? Invariant($" ({low:+0.00;−0.00;0.00} … {high:+0.00;−0.00;0.00})") : "")}");

    /// <summary>A score with so many digits.</summary>
    public static string Score(double value, int digits) => value.ToString("0." + new string('0', digits), CultureInfo.InvariantCulture);

    /// <summary>Against which baseline the ensemble has to stand at a horizon, and how it does: plainly, where it is worse.</summary>
    /// <param name="scores">Scores of one swing and one group at one horizon.</param>
    /// <returns>Null where the ensemble or every baseline is missing.</returns>
    public string? Standing(IEnumerable<SwingScore> scores)
    {
        SwingScore[] all = [.. scores];
        SwingScore? ensemble = all.FirstOrDefault(score => score.Forecaster == Stacking.Id);
        SwingScore? best = all.Where(score => ForecastScores.Baselines.Contains(score.Forecaster)).MinBy(score => score.Brier.Mean);
        if (ensemble is null || best is null || ensemble.Against.FirstOrDefault(a => a.Baseline == best.Forecaster)?.Skill is not { Value: { } value } skill)
            return null;
        string baseline = Name(best.Forecaster), within = Months(ensemble.Horizon), figures = Skill(ensemble.Against, best.Forecaster);
        string verdict = value < 0 ? Say($"the ensemble is worse than that: skill {figures}", $"组合预测更差：技巧 {figures}")
            : skill.Low is not > 0 ? Say($"the ensemble is no better than chance would make it: skill {figures}", $"组合预测的优势不超过偶然：技巧 {figures}")
            : Say($"the ensemble beats it: skill {figures}", $"组合预测优于它：技巧 {figures}");
        string noChange = best.Forecaster != Persistence && ensemble.Against.FirstOrDefault(a => a.Baseline == Persistence)?.Skill.Value < 0
            ? Say($" It is worse than no change: {Skill(ensemble.Against, Persistence)}.", $"并且不如“不变”：{Skill(ensemble.Against, Persistence)}。") : "";
        return Say($"Within {within} the baseline to beat is {baseline}; {verdict}.{noChange}", $"{within}内，须胜过{baseline}；{verdict}。{noChange}");
    }

    const string Persistence = "persistence";
}
