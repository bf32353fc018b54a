using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Claims;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>How figures and verdicts of claims are told.</summary>
/// <param name="language">In which language.</param>
public sealed class ClaimWords(Language language)
{
    readonly Words words = Words.For(language);

    /// <summary>The English or the Chinese wording; English where a file has no Chinese.</summary>
    public string Say(string english, string chinese) => language == Language.Chinese && chinese is not "" ? chinese : english;

    /// <summary>That texts of a claim stand in English because its file has them in no other language; empty where there is nothing to say.</summary>
    public string Untranslated(Claim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return language == Language.Chinese && !claim.IsInChinese ? "论断文件缺少部分文字的中文译文，此处以英文显示。" : "";
    }

    /// <summary>A verdict in words.</summary>
    public string Name(Verdict verdict) => verdict switch
    {
        Verdict.Supported => Say("supported", "支持"),
        Verdict.Contradicted => Say("contradicted", "不符"),
        Verdict.Mixed => Say("mixed", "部分支持"),
        _ => Say("not enough evidence", "证据不足"),
    };

    /// <summary>A verdict as a sign: holds, fails, holds in part, or cannot be decided.</summary>
    public static string Mark(Verdict verdict) => verdict switch { Verdict.Supported => "✓", Verdict.Contradicted => "✗", Verdict.Mixed => "±", _ => "?" };

    /// <summary>A test's verdict in words.</summary>
    public string Outcome(Verdict verdict) => verdict switch
    {
        Verdict.Supported => Say("holds", "成立"),
        Verdict.Contradicted => Say("fails", "不成立"),
        _ => Say("cannot be decided", "无法判断"),
    };

    /// <summary>How many tests hold, fail, and cannot be decided.</summary>
    public string Counts(ClaimResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        int hold = result.Tests.Count(t => t.Verdict == Verdict.Supported), fail = result.Tests.Count(t => t.Verdict == Verdict.Contradicted), open = result.Tests.Length - hold - fail;
        return Say(
            Invariant($"Of {result.Tests.Length} {(result.Tests.Length == 1 ? "test" : "tests")} {hold} {(hold == 1 ? "holds" : "hold")}, {fail} {(fail == 1 ? "fails" : "fail")}, {open} cannot be decided."),
            Invariant($"{result.Tests.Length}项检验：{hold}项成立，{fail}项不成立，{open}项无法判断。"));
    }

    /// <summary>How the verdict differs from that of the day on which it was said.</summary>
    public string Change(Verdict then, Verdict now) => then == now
        ? Say($"The verdict is the same on both days: {Name(now)}.", $"两日结论相同：{Name(now)}。")
        : Say($"The verdict changed from {Name(then)} on the day it was said to {Name(now)} on the knowledge date.", $"结论由论断当日的“{Name(then)}”变为知识日的“{Name(now)}”。");

    /// <summary>What a number without rows rests on.</summary>
    public string Rests(Measure measure) =>
        ClaimReport.RunsMechanism(measure) ? Say("Rests on simulated histories, not on rows. Numbers describe the model, not China.", "依据模拟历史，而非条目。数字描述模型，不描述中国。")
        : ClaimReport.ReadsPhases(measure) ? Say("Rests on the reading of the cell's phases, not on single rows; fangshou phases explain tells which rows moved it.", "依据该领域的阶段判读，而非单个条目；fangshou phases explain 说明哪些条目影响了判读。")
        : Say("No row is of this sort.", "没有此类条目。");

    /// <summary>What the verdict cannot bear, a sentence each.</summary>
    public ImmutableArray<string> Limits(ClaimReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        Measure[] uncertain = [.. report.Result.Tests.Where(t => t.Found.IsUncertain).Select(t => t.Test.Measure)];
        return
        [
            Say("A verdict is about the rows of the ledger, which is not a census: what was not coded does not count.", "结论只涉及事件库的条目；事件库并非普查，未编码者不计。"),
            .. uncertain.Length > 0 ? [Say("Intervals hold 95 %, those of the month of an onset 80 %.", "区间为95%，阶段起始月份的区间为80%。")] : (string[])[],
            .. uncertain.Any(measure => !ClaimReport.RunsMechanism(measure) && !ClaimReport.ReadsPhases(measure)) ? [Say("Intervals of counts and shares take events as independent. Events come in bursts, so that the true ones are wider.", "计数与占比的区间假定事件相互独立；事件往往成批出现，真实区间更宽。")] : (string[])[],
            .. Untranslated(report.Result.Claim) is { Length: > 0 } untranslated ? [untranslated] : (string[])[],
            .. report.Then is not null ? [Say("The verdict of the earlier day is that of today's rows which could be known on that day, not of a ledger written then.", "较早一日的结论依据今日事件库中当日已可知的条目，而非当时所编的事件库。")] : (string[])[],
            .. report.Measures.Any(ClaimReport.RunsMechanism) ? [Say("Tests on scenarios tell what a model does. Numbers describe the model, not China.", "对情景的检验说明模型的行为。数字描述模型，不描述中国。")] : (string[])[],
        ];
    }

    /// <summary>What the page is as of, and from which data and models.</summary>
    public string Dateline(ClaimReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return string.Join(" · ", [Say($"As of {Date(report.AsOf.Day)}", $"截至{Date(report.AsOf.Day)}"), $"{Say("ledger", "事件库")} {report.DataVersion}", .. report.Models.Select(model => $"{Say("model", "模型")} {model}")]);
    }

    /// <summary>The sentence to cite the page by.</summary>
    public string Citation(ClaimReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        Claim claim = report.Result.Claim;
        string models = report.Models.Any() ? Say($"; models {string.Join(", ", report.Models)}, seed ", $"；模型 {string.Join("、", report.Models)}，种子 ") + Invariant($"{report.Seed}") : "";
        return Say(
            Invariant($"Fangshou contributors ({report.AsOf.Day.Year}). Claim checked: {Say(claim.Sentence, claim.SentenceZh)} ({claim.Id}), as of {report.AsOf}: {Name(report.Result.Verdict)}. Ledger {report.DataVersion} (CC BY 4.0){models}."),
            Invariant($"放收（Fangshou）贡献者（{report.AsOf.Day.Year}）：论断检验《{Say(claim.Sentence, claim.SentenceZh)}》（{claim.Id}），截至{report.AsOf}：{Name(report.Result.Verdict)}；事件库 {report.DataVersion}（CC BY 4.0）{models}。"));
    }

    /// <summary>What was found beside the threshold, or why nothing was.</summary>
    public string FoundAndThreshold(TestResult test)
    {
        ArgumentNullException.ThrowIfNull(test);
        string figure = test.Found.Lacking.Length > 0 ? test.Found.Lacking.TrimEnd('.') : Say($"found {Figure(test)}", $"所得 {Figure(test)}");
        return Say($"{figure}; threshold {Threshold(test)}", $"{figure}；阈值 {Threshold(test)}");
    }

    /// <summary>Who said it and when.</summary>
    public string Said(Claim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return Say($"{claim.By}, {Date(claim.On)}.", $"{Say(claim.By, claim.ByZh)}，{Date(claim.On)}。");
    }

    internal string Colon => Say(": ", "：");

    /// <summary>A day.</summary>
    public string Date(DateOnly day) => words.Format(day);

    /// <summary>The number found with its interval, or why there is none.</summary>
    public string Figure(TestResult test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return Figure(test.Found);
    }

    /// <inheritdoc cref="Figure(TestResult)"/>
    public string Figure(Measurement found)
    {
        ArgumentNullException.ThrowIfNull(found);
        return found.Lacking.Length > 0 ? found.Lacking
            : found.IsUncertain ? $"{Number(found.Value, found.Unit)} ({Number(found.Low, found.Unit)} … {Number(found.High, found.Unit)})"
            : Number(found.Value, found.Unit);
    }

    /// <summary>What the table of figures by year shows.</summary>
    public string ByYear => Say("By calendar year; a year told in part is not compared", "按年计；不满全年者不参与比较");

    /// <summary>A year, and that it is told in part where it is.</summary>
    public string Year(YearFigure year)
    {
        ArgumentNullException.ThrowIfNull(year);
        return year.IsWhole ? Invariant($"{year.Year}") : Say(Invariant($"{year.Year}, in part"), Invariant($"{year.Year}（不满全年）"));
    }

    /// <summary>The figure of a year; a share with the counts that it is told from.</summary>
    public string Figure(YearFigure year)
    {
        ArgumentNullException.ThrowIfNull(year);
        return year.Found.Unit == MeasureUnit.Share && year.Events > 0 ? Invariant($"{year.Found.Rows.Length}/{year.Events}{Colon}{Figure(year.Found)}") : Figure(year.Found);
    }

    /// <summary>The threshold with its side.</summary>
    public string Threshold(TestResult test)
    {
        ArgumentNullException.ThrowIfNull(test);
        return $"{(test.Test.Side == Side.AtLeast ? "≥" : "≤")} {Number(test.Test.Threshold, test.Found.Unit)}";
    }

    /// <summary>A number with its unit.</summary>
    public string Number(double value, MeasureUnit unit) => !double.IsFinite(value) ? (double.IsPositiveInfinity(value) ? "∞" : "–") : unit switch
    {
        MeasureUnit.Date => Day(value),
        MeasureUnit.Share when value is >= 0 and <= 1 => words.Percent(value),

        // A threshold that somebody wrote may be no share.
        MeasureUnit.Share => Invariant($"{100 * value:0.#;−0.#;0} %"),
        MeasureUnit.Points => string.Create(CultureInfo.InvariantCulture, $"{100 * value:+0;−0;0} {Say("points", "个百分点")}"),
        MeasureUnit.PerMonth => string.Create(CultureInfo.InvariantCulture, $"{value:0.##} {Say("a month", "次/月")}"),
        MeasureUnit.Ratio => string.Create(CultureInfo.InvariantCulture, $"{value:0.##}×"),
        MeasureUnit.Days => string.Create(CultureInfo.InvariantCulture, $"{value:0.#;−0.#;0} {Say("days", "天")}"),
        MeasureUnit.Months => string.Create(CultureInfo.InvariantCulture, $"{value:0.#;−0.#;0} {Say("months", "个月")}"),
        MeasureUnit.Money when language == Language.Chinese && value >= 1e8 => Invariant($"{value / 1e8:#,0.##} 亿"),
        MeasureUnit.Money => value >= 1e9 ? string.Create(CultureInfo.InvariantCulture, $"{value / 1e9:0.###} billion") : string.Create(CultureInfo.InvariantCulture, $"{value:#,0.##}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:#,0.##}"),
    };

    /// <summary>A number for JSON: a day as ISO 8601, a number as such, null where there is none.</summary>
    public static object? Plain(double value, MeasureUnit unit) => !double.IsFinite(value) ? null : unit == MeasureUnit.Date ? Day(value) : value;

    /// <summary>A number for CSV; empty where there is none.</summary>
    public static string Csv(double value, MeasureUnit unit) => !double.IsFinite(value) ? "" : unit == MeasureUnit.Date ? Day(value) : value.ToString("R", CultureInfo.InvariantCulture);

    static string Day(double value) => DateOnly.FromDayNumber((int)Math.Clamp(value, 0, DateOnly.MaxValue.DayNumber)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
