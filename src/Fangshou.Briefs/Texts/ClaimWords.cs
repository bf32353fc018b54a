using System.Globalization;
using Fangshou.Claims;

namespace Fangshou.Briefs;

/// <summary>How figures and verdicts of claims are told.</summary>
/// <param name="language">In which language.</param>
public sealed class ClaimWords(Language language)
{
    readonly Words words = Words.For(language);

    string Say(string english, string chinese) => language == Language.Chinese ? chinese : english;

    /// <summary>A verdict in words.</summary>
    public string Name(Verdict verdict) => verdict switch
    {
        Verdict.Supported => Say("supported", "支持"),
        Verdict.Contradicted => Say("contradicted", "不符"),
        Verdict.Mixed => Say("mixed", "部分支持"),
        _ => Say("not enough evidence", "证据不足"),
    };

    /// <summary>A test's verdict as a sign: holds, fails, or cannot be decided.</summary>
    public static string Mark(Verdict verdict) => verdict switch { Verdict.Supported => "✓", Verdict.Contradicted => "✗", _ => "?" };

    /// <summary>The number found with its interval, or why there is none.</summary>
    public string Figure(TestResult test)
    {
        ArgumentNullException.ThrowIfNull(test);
        Measurement found = test.Found;
        return found.Lacking.Length > 0 ? found.Lacking
            : found.IsUncertain ? $"{Number(found.Value, found.Unit)} ({Number(found.Low, found.Unit)} … {Number(found.High, found.Unit)})"
            : Number(found.Value, found.Unit);
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
        MeasureUnit.Share => words.Percent(value),
        MeasureUnit.Points => string.Create(CultureInfo.InvariantCulture, $"{100 * value:+0;−0;0} {Say("points", "个百分点")}"),
        MeasureUnit.PerMonth => string.Create(CultureInfo.InvariantCulture, $"{value:0.##} {Say("a month", "次/月")}"),
        MeasureUnit.Ratio => string.Create(CultureInfo.InvariantCulture, $"{value:0.##}×"),
        MeasureUnit.Days => string.Create(CultureInfo.InvariantCulture, $"{value:0.#;−0.#;0} {Say("days", "天")}"),
        MeasureUnit.Months => string.Create(CultureInfo.InvariantCulture, $"{value:0.#;−0.#;0} {Say("months", "个月")}"),
        MeasureUnit.Money => value >= 1e9 ? string.Create(CultureInfo.InvariantCulture, $"{value / 1e9:0.###} {Say("billion", "十亿")}") : string.Create(CultureInfo.InvariantCulture, $"{value:#,0.##}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:#,0.##}"),
    };

    /// <summary>A number for JSON: a day as ISO 8601, a number as such, null where there is none.</summary>
    public static object? Plain(double value, MeasureUnit unit) => !double.IsFinite(value) ? null : unit == MeasureUnit.Date ? Day(value) : value;

    /// <summary>A number for CSV; empty where there is none.</summary>
    public static string Csv(double value, MeasureUnit unit) => !double.IsFinite(value) ? "" : unit == MeasureUnit.Date ? Day(value) : value.ToString("R", CultureInfo.InvariantCulture);

    static string Day(double value) => DateOnly.FromDayNumber((int)Math.Clamp(value, 0, DateOnly.MaxValue.DayNumber)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
