using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Strictness;

namespace Fangshou.Briefs;

/// <summary>How parts of a strictness profile are told.</summary>
/// <param name="language">In which language.</param>
public sealed class StrictnessWords(Language language)
{
    /// <summary>The English or the Chinese wording.</summary>
    public string Say(string english, string chinese) => language == Language.Chinese ? chinese : english;

    /// <summary>A profile in five lines: rules, first rule, share that bind, enforcement, money.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="mover">The first rule of the area anywhere in the comparison.</param>
    public ImmutableArray<string> Lines(StrictnessProfile profile, FirstRule? mover)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return [Rules(profile), First(profile, mover), Binding(profile.Binding), Enforcement(profile.Enforcement), .. profile.Money.IsEmpty ? [] : (string[])[Money(profile.Money)]];
    }

    /// <summary>Binding rules in force, the grave and the local ones among them, and those that no longer stand.</summary>
    public string Rules(StrictnessProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ImmutableArray<StandingRule> stand = profile.InForce;
        int grave = stand.Count(rule => rule.Severity >= Fangshou.Strictness.Binding.GraveSeverity), local = stand.Count(rule => rule.IsLocal(profile.Jurisdiction)), gone = profile.Rules.Length - stand.Length;
        string[] parts =
        [
            .. grave > 0 ? [Say($"{N(grave)} grave", $"重大 {N(grave)}")] : (string[])[],
            .. local > 0 ? [Say($"{N(local)} local", $"地方 {N(local)}")] : (string[])[],
            .. gone > 0 ? [Say($"{N(gone)} no longer", $"已失效 {N(gone)}")] : (string[])[],
        ];
        return Say($"{N(stand.Length)} {(stand.Length == 1 ? "rule" : "rules")} in force", $"有效规则 {N(stand.Length)} 项") + (parts.Length == 0 ? "" : $" ({string.Join(", ", parts)})");
    }

    /// <summary>When the first rule came, how long after the first mover, and when the centre's own came if it was not the first.</summary>
    public string First(StrictnessProfile profile, FirstRule? mover)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (profile.First is not { } first)
            return Say("no binding rule", "尚无约束性规则");
        string centre = profile.FirstOfCentre is { } own && own != first ? Say($", centre {Month(own)}", $"，中央 {Month(own)}") : "";
        if (mover is null || first == mover)
            return Say($"first {Month(first)}, nobody earlier{centre}", $"首项 {Month(first)}，最早{centre}");
        (double months, double low, double high) = first.After(mover);
        string bounds = high - low > 1.5 ? string.Create(CultureInfo.InvariantCulture, $" ({low:0} … {high:0})") : "";
        return Say(
            string.Create(CultureInfo.InvariantCulture, $"first {Month(first)}, {months:0} months later{bounds}{centre}"),
            string.Create(CultureInfo.InvariantCulture, $"首项 {Month(first)}，晚 {months:0} 个月{bounds}{centre}"));

        static string Month(FirstRule rule) => rule.Earliest.ToString("yyyy-MM", CultureInfo.InvariantCulture);
    }

    /// <summary>The share of tightening acts that bind.</summary>
    public string Binding(ActShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        return share.Whole.IsEmpty ? Say("no tightening act", "无收紧措施") : Say($"bind: {Share(share)}", $"具约束力：{Share(share)}");
    }

    /// <summary>Acts on named targets a year.</summary>
    public string Enforcement(ActRate rate)
    {
        ArgumentNullException.ThrowIfNull(rate);
        (double low, double high) = rate.Interval;
        return string.Create(CultureInfo.InvariantCulture, $"{Say("enforced", "执法")} {rate.PerYear:0.0} {Say("a year", "次/年")} ({low:0.0} … {high:0.0})");
    }

    /// <summary>Money by currency.</summary>
    public string Money(ImmutableArray<MoneyTaken> money) => string.Join(", ", money.Select(m => $"{m.Currency} {Amount(m.Amount)}"));

    /// <summary>A share with its counts and its 95 % interval.</summary>
    public static string Share(ActShare share)
    {
        ArgumentNullException.ThrowIfNull(share);
        (double low, double high) = share.Interval;
        return share.Whole.IsEmpty ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100 * share.Value:0} % ({100 * low:0} … {100 * high:0}), {share.Part.Length}/{share.Whole.Length}");
    }

    /// <summary>The standing of a rule.</summary>
    public string Status(RuleStatus status) => status switch
    {
        RuleStatus.InForce => Say("in force", "有效"),
        RuleStatus.Narrowed => Say("in force, narrowed", "有效，已收窄"),
        RuleStatus.Delayed => Say("delayed", "推迟"),
        RuleStatus.Suspended => Say("suspended", "中止"),
        RuleStatus.Ended => Say("ended", "到期"),
        RuleStatus.Replaced => Say("replaced", "被取代"),
        _ => Say("repealed", "废止"),
    };

    /// <summary>A camp.</summary>
    public string Camp(AgencyCamp camp) => camp switch
    {
        AgencyCamp.Control => Say("control first", "管控优先"),
        AgencyCamp.Growth => Say("growth first", "发展优先"),
        AgencyCamp.Both => Say("both", "联合"),
        _ => Say("others", "其他"),
    };

    /// <summary>A category of terms.</summary>
    public string Category(TermCategory category) => category switch
    {
        TermCategory.Obligation => Say("duties", "义务"),
        TermCategory.Prohibition => Say("bans", "禁止"),
        TermCategory.Sanction => Say("sanctions", "罚则"),
        TermCategory.SanctionAmount => Say("with amounts", "含金额"),
        TermCategory.Exemption => Say("exceptions", "例外"),
        TermCategory.Promotion => Say("promotion", "促进"),
        TermCategory.Vague => Say("vague", "模糊"),
        TermCategory.Permission => Say("permissions", "许可"),
        _ => Say("constitutive", "构成性"),
    };

    /// <summary>An index and its interval.</summary>
    public static ImmutableArray<string> Index(StrictnessIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        return double.IsNaN(index.Value)
            ? ["–", "–"]
            : [index.Value.ToString("0.00", CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{index.Low:0.00} … {index.High:0.00}")];
    }

    /// <summary>The index of a jurisdiction's own texts, with its interval and its counts.</summary>
    public string Text(StrictnessIndex index)
    {
        ArgumentNullException.ThrowIfNull(index);
        ImmutableArray<string> told = Index(index);
        return string.Create(CultureInfo.InvariantCulture, $"{Say("own words", "法规用语")}: {told[0]} ({told[1]}), {index.Strict}/{index.Strict + index.Soft}");
    }

    /// <summary>What counts of a ledger cannot tell.</summary>
    public string Caveat => Say(
        "Counts and rates follow how closely the ledger covers a jurisdiction, China most of all; compare shares and dates rather than counts. General laws that also bind the sector are not rows of it. Intervals take acts as independent.",
        "数量与频率受数据库覆盖程度影响，对中国覆盖最密；宜比较占比与日期，而非数量。同样适用于该行业的一般法律不计入。区间假定各措施相互独立。");

    static string N(int count) => count.ToString(CultureInfo.InvariantCulture);

    string Amount(decimal amount)
    {
        (decimal unit, string name) = language == Language.Chinese
            ? amount >= 100_000_000 ? (100_000_000m, "亿") : amount >= 10_000 ? (10_000m, "万") : (1m, "")
            : amount >= 1_000_000_000 ? (1_000_000_000m, " bn") : amount >= 1_000_000 ? (1_000_000m, " m") : (1m, "");
        return (amount / unit).ToString("#,0.##", CultureInfo.InvariantCulture) + name;
    }
}
