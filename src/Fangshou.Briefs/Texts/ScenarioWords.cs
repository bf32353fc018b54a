using System.Globalization;
using Fangshou.Scenarios;

namespace Fangshou.Briefs;

/// <summary>Phrases about scenarios, in one language; probabilities are worded as on all pages.</summary>
/// <param name="language">The language.</param>
public sealed class ScenarioWords(Language language)
{
    readonly Words words = Words.For(language);

    /// <summary>The English or the Chinese wording.</summary>
    public string Say(string english, string chinese) => language == Language.Chinese ? chinese : english;

    /// <summary>Whole per cent, "under 5 %" or "over 95 %"; a dash where no replicate counts.</summary>
    public string Percent(double probability) => double.IsFinite(probability) ? words.Percent(probability) : "–";

    /// <summary>A standard error in percentage points.</summary>
    public static string Points(double standardError) => double.IsFinite(standardError)
        ? string.Create(CultureInfo.InvariantCulture, $"± {100 * standardError:0.0}")
        : "–";

    /// <summary>A 95 % interval in whole per cent; a dash where no replicate counts.</summary>
    public static string Interval(Estimate estimate)
    {
        if (estimate.Replicates == 0)
            return "–";
        (double low, double high) = estimate.Interval();
        return string.Create(CultureInfo.InvariantCulture, $"{100 * low:0} … {100 * high:0} %");
    }

    /// <summary>A difference between two runs: in points where the quantity is a share.</summary>
    public string Difference(PairedDifference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return Signed(difference, difference.Difference) + (IsShare(difference) && double.IsFinite(difference.Difference) ? Say(" points", "个百分点") : "");
    }

    /// <summary>The 95 % interval of a difference, in the same unit.</summary>
    public static string Interval(PairedDifference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return $"{Signed(difference, difference.Low)} … {Signed(difference, difference.High)}";
    }

    /// <summary>True for probabilities, falls and losses, which are told in per cent; false for fines, claims and sectors.</summary>
    public static bool IsShare(PairedDifference difference)
    {
        ArgumentNullException.ThrowIfNull(difference);
        return difference.Quantity is not ("fines" or "claims-waiting" or "other-sectors-following");
    }

    static string Signed(PairedDifference difference, double value) => !double.IsFinite(value) ? "–"
        : IsShare(difference) ? (100 * value).ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture)
        : value.ToString("+0.###;−0.###;0", CultureInfo.InvariantCulture);

    /// <summary>A number with as many digits as it deserves; a dash for NaN.</summary>
    public static string Number(double value) => double.IsFinite(value)
        ? Math.Round(value, Math.Abs(value) >= 10 ? 1 : 3).ToString("0.###", CultureInfo.InvariantCulture).Replace('-', '−')
        : "–";

    /// <summary>The probability of an onset as a natural frequency.</summary>
    public string Sentence(OnsetChance chance)
    {
        if (!double.IsFinite(chance.Probability.Value))
            return Say("No simulated history counts: all were in a crackdown already.", "没有可计的模拟历史：变化前均已处于整治。");
        string frequency = words.Frequency(chance.Probability.Value);
        return string.Create(CultureInfo.InvariantCulture, $"{Say($"{char.ToUpperInvariant(frequency[0])}{frequency[1..]} simulated histories see a crackdown set in within ", "变化后")}{chance.Months}{Say($" {(chance.Months == 1 ? "month" : "months")} of the change.", $"个月内出现整治的模拟历史：{frequency}。")}");
    }

    /// <summary>The delay's quantiles, or why there are none.</summary>
    public string Delay(ScenarioSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return summary.Delay.IsEmpty
            ? Say("fewer than ten onsets within a year", "一年内不足十次")
            : string.Join(" / ", summary.Delay.Select(Number)) + Say(" months", "个月");
    }

    /// <summary>The quantiles of the days to the first act, or why there are none.</summary>
    public string FirstAct(ScenarioSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return summary.FirstAct.IsEmpty
            ? Say("fewer than ten turns", "不足十次")
            : string.Join(" / ", summary.FirstAct.Select(days => days.ToString("0.#", CultureInfo.InvariantCulture))) + Say(" days", "天");
    }

    /// <summary>The quantiles of how long a crackdown lasts, or why there are none.</summary>
    public string Stay(ScenarioSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return summary.Stay.IsEmpty
            ? Say("fewer than ten crackdowns", "不足十次")
            : string.Join(" / ", summary.Stay.Select(months => double.IsNaN(months) ? Say("not seen", "未见") : Number(months))) + Say(" months", "个月");
    }

    /// <summary>Which parameters were used.</summary>
    public string Name(ParameterSource source) => source switch
    {
        ParameterSource.Core => Say("core (the eighteen equations)", "核心（十八个方程）"),
        ParameterSource.Full => Say("full (with all extensions)", "完整（含全部扩展）"),
        _ => Say("calibrated", "校准"),
    };

    /// <summary>What the scenario is compared with; empty when it is a baseline itself.</summary>
    public string Baseline(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return !scenario.Levers.IsEmpty ? Say("without the levers", "不施加所设变化")
            : scenario.Severity > 0 ? Say("without the incident", "无该事件")
            : "";
    }

    /// <summary>A quantity of <see cref="PairedDifference"/>.</summary>
    public string Quantity(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        const string Onset = "onset-within-";
        if (id.StartsWith(Onset, StringComparison.Ordinal))
            return Say($"P(crackdown within {id[Onset.Length..]} months)", $"{id[Onset.Length..]}个月内出现整治的概率");
        return id switch
        {
            "signal-tight-within-12" => Say("P(leadership turns within 12 months)", "12个月内决策层转向的概率"),
            "largest-fall-of-the-index" => Say("largest fall of the index", "指数最大跌幅"),
            "largest-job-loss" => Say("largest job loss", "最大岗位损失"),
            "fines" => Say("fines, in units of firm size", "罚款（企业规模单位）"),
            "claims-waiting" => Say("claims waiting at the end", "期末待审案件"),
            "other-sectors-following" => Say("other sectors in which a crackdown sets in within a year", "一年内随后出现整治的其他行业数"),
            _ => id,
        };
    }

    /// <summary>What an ablation removes.</summary>
    public string Removed(Ablation ablation)
    {
        ArgumentNullException.ThrowIfNull(ablation);
        return Say(ablation.Title, ablation.Id switch
        {
            "none" => "无",
            "career" => "晋升激励（部门跟进随之消失）",
            "harm" => "损害积累",
            "damage-feedback" => "损失反馈",
            "damage" => "过度执法的损失",
            "focusing" => "焦点事件",
            "cascade" => "部门跟进",
            "distortion" => "信息失真",
            "friction" => "摩擦",
            "both" => "信息失真与摩擦",
            "protection" => "地方保护",
            "contagion" => "跨行业传染",
            "tail" => "厚尾",
            _ => ablation.Title,
        });
    }

    /// <summary>Severity, replicates and seed in a line.</summary>
    public string Note(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        string incident = scenario.Severity > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{Say("incident of severity", "事件严重程度")} {scenario.Severity:0.##}")
            : Say("no incident planted", "未设事件");
        return string.Create(CultureInfo.InvariantCulture, $"{incident} · {scenario.Replicates} {Say("histories", "条历史")} · {Say("seed", "种子")} {scenario.Seed}");
    }

    /// <summary>What must stand beside every number of the mechanism.</summary>
    public string Limit => Say("Numbers describe the model, not China.", "数字描述模型，不描述中国。");
}
