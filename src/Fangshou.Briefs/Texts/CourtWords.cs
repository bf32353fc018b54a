using System.Globalization;
using Fangshou.Dockets;
using Fangshou.Numerics;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>How counts of suits and waiting in courts are told.</summary>
/// <param name="language">In which language.</param>
public sealed class CourtWords(Language language)
{
    /// <summary>Working days in a month, as the minutes are counted.</summary>
    const double WorkingDays = 250 / 12.0;

    readonly ScenarioWords scenario = new(language);

    string Say(string english, string chinese) => language == Language.Chinese ? chinese : english;

    /// <summary>The claimant without the class of its id.</summary>
    internal static string Named(Docket docket) => docket.Claimant[(docket.Claimant.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>Who against whom, over what.</summary>
    public string Suit(Docket docket)
    {
        ArgumentNullException.ThrowIfNull(docket);
        return $"{Named(docket)} {Say("against", "对")} {docket.Respondent}{Say(": ", "：")}{docket.Cause}";
    }

    /// <summary>The years that it counts.</summary>
    public static string Years(Docket docket)
    {
        ArgumentNullException.ThrowIfNull(docket);
        return docket.YearFrom == docket.YearTo ? Invariant($"{docket.YearFrom}") : Invariant($"{docket.YearFrom}–{docket.YearTo}");
    }

    /// <summary>A share won with Wilson's interval; empty without one.</summary>
    public static string Wins(Bracketed? wins) => wins is not { } share ? "" : double.IsFinite(share.Low)
        ? Invariant($"{Percent(share.Value)} ({Math.Floor(1000 * share.Low) / 10:0.#}–{Math.Ceiling(1000 * share.High) / 10:0.#})")
        : Percent(share.Value);

    /// <summary>Suits for each judge and year of other courts; empty without any.</summary>
    public static string Load(BaseRate? load) => load is null ? "" : Range(load, Number);

    /// <summary>What others won; empty without any.</summary>
    public static string Others(BaseRate? others) => others is null ? "" : Range(others, Percent);

    /// <summary>A number, whole; empty without one.</summary>
    public static string Number(double? number) => number is { } x ? Number(x) : "";

    /// <summary>A number, whole, with separators.</summary>
    public static string Number(double number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>An observed share, which unlike a probability is told as it is.</summary>
    public static string Percent(double share) => Invariant($"{100 * share:0.#} %");

    /// <summary>What the columns of the dockets mean.</summary>
    public string DocketNote => Say(
        "country: suits for each judge and year of all courts in the nearest years. won: share with Wilson's 95 % interval where suits are counted.\nothers won: median of other claimants against the same sort of respondent, with the range.",
        "全国：最近年份全国法院法官年均案件数。胜诉率：有案件数时附 Wilson 95% 区间。\n他人胜诉率：其他原告对同类被告胜诉率的中位数与范围。");

    /// <summary>What a difference between two courts cannot tell.</summary>
    public string ContrastNote => Say(
        "Whether courts favour the firm at home or a party that sues often wins more (Galanter 1974), these rows cannot tell: they mix suits in which it sues with those in which it is sued, " +
        "and suits of different sorts. Suits of one sort, by side, at home and away, with counts, would.",
        "是法院偏袒本地企业，还是经常诉讼的一方更易胜诉（Galanter 1974），这些条目无法判断：其中混有起诉与应诉、不同种类的案件。需要同类案件按诉讼地位、本地与异地分别计数。");

    /// <summary>How much better a claimant did in one court than in another.</summary>
    public string Contrast(VenueContrast contrast)
    {
        ArgumentNullException.ThrowIfNull(contrast);
        double points = 100 * (contrast.First.ClaimantWinRate!.Value - contrast.Second.ClaimantWinRate!.Value);
        string told = Invariant($"{contrast.First.Claimant}, {contrast.First.Cause}: {contrast.First.Court} {Percent(contrast.First.ClaimantWinRate.Value)}, {contrast.Second.Court} {Percent(contrast.Second.ClaimantWinRate.Value)}; {points:0} {Say("points more", "个百分点之差")}");
        if (contrast.Splits.IsEmpty)
            return told + Say("; suits are not counted.", "；无案件数。");
        double low = 100 * contrast.Splits.Min(split => split.Difference.Low), high = 100 * contrast.Splits.Max(split => split.Difference.High), all = contrast.Splits[0].FirstSuits + contrast.Splits[0].SecondSuits;
        return told + (contrast.Splits.Length == 1
            ? Invariant($" ({low:0} … {high:0}).")
            : Invariant($"{Say("; however the", "；无论")} {all:0} {Say("suits counted are shared between the two, from 5 to 95 %, between", "件案件如何在两者间分配（5% 至 95%），差值在")} {low:0} {Say("and", "与")} {high:0}{Say(".", " 之间。")}"));
    }

    /// <summary>What is asked of a court, in a line.</summary>
    public string Title(CourtQueue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return queue.Claimant is { } name
            ? Say($"Suits of {PlainText.Clean(name)}: when the backlog explodes", $"{PlainText.Clean(name)} 的案件：积压何时失控")
            : Say("When the backlog explodes", "积压何时失控");
    }

    /// <summary>The court in numbers.</summary>
    public string Court(CourtLoad load)
    {
        ArgumentNullException.ThrowIfNull(load);
        return Invariant($"{load.Judges} {Say("judges", "名法官")} · {load.MinutesPerCase:0.#} {Say("minutes a suit", "分钟/件")} · {load.JudgeMinutesPerMonth:#,0} {Say("minutes a month", "分钟/月")} · {Say("capacity", "能力")} {load.Capacity:#,0} {Say("a month", "件/月")}");
    }

    /// <summary>Where the numbers come from, a sentence a docket.</summary>
    public IEnumerable<string> Told(DocketLoad told, CourtLoad load)
    {
        ArgumentNullException.ThrowIfNull(told);
        ArgumentNullException.ThrowIfNull(load);
        yield return Invariant($"{told.Suits.Court}, {told.Suits.YearFrom}–{told.Suits.YearTo}: {told.Suits.Cases:#,0} {Say("suits, evenly spread", "件，按月均摊为")} {told.ArrivalsPerMonth:#,0} {Say("a month", "件/月")} [{told.Suits.Id}]");
        if (told.Pace is { } pace)
            yield return Invariant($"{pace.Court}, {pace.YearFrom}–{pace.YearTo}: {pace.YearlyPerJudge:#,0} {Say("for each judge and year, so that", "件/法官年；全部案件相当于")} {told.JudgesWorth:0.#} {Say("judges would do nothing else, at", "名法官全职办理，每件")} {told.MinutesPerCase(load.JudgeMinutesPerMonth):0.#} {Say("minutes a suit", "分钟")} [{pace.Id}]");
    }

    /// <summary>Names of the figures of an outlook.</summary>
    public string[] OutlookColumns(int horizon) =>
    [
        Say("arrivals", "到达"), Say("a month", "每月"), Say("utilisation", "利用率"), Say("least judges", "最少法官"), Say("minutes at most", "最多分钟"), Say("must wait", "需等待"),
        Say("mean wait, days of work", "平均等待（工作日）"), Say(Invariant($"waiting after {horizon} months (8 in 10)"), Invariant($"{horizon} 个月后待审（十之八）")), Say("a year's work behind after", "积压达一年工作量"),
    ];

    /// <summary>The figures of an outlook.</summary>
    public string[] Outlook(CourtOutlook outlook)
    {
        ArgumentNullException.ThrowIfNull(outlook);
        BacklogMonth last = outlook.Months[^1];
        return
        [
            Times(outlook), Number(outlook.Load.ArrivalsPerMonth), Invariant($"{100 * outlook.Load.Utilisation:0.#} %"), Number(outlook.Load.LeastJudges), double.IsFinite(outlook.Load.CriticalMinutes) ? Number(outlook.Load.CriticalMinutes) : "–",
            outlook.Steady is { } steady ? scenario.Percent(steady.WaitProbability) : Say("all", "全部"),
            outlook.Steady is { } queue ? (queue.WaitMonths * WorkingDays).ToString("0.##", CultureInfo.InvariantCulture) : Say("grows without end", "无限增长"),
            $"{Number(last.P50)} ({Number(last.P10)} … {Number(last.P90)})",
            outlook.MonthsToYearsWork is { } year ? Invariant($"{year:0.#} {Say("months", "个月")}") : Say("never", "永不"),
        ];
    }

    /// <summary>The arrivals of an outlook as a multiple.</summary>
    public static string Times(CourtOutlook outlook)
    {
        ArgumentNullException.ThrowIfNull(outlook);
        return Invariant($"× {outlook.Times}");
    }

    /// <summary>What the table of least judges shows.</summary>
    public string LeastJudges => Say("Least number of judges by minutes per suit", "按每案分钟数所需的最少法官");

    /// <summary>What the model leaves out.</summary>
    public string QueueNote => Say(
        "A queue with chance arrivals and judges who do nothing else (M/M/c; above capacity its diffusion). Real suits come in bundles: waits below capacity are then longer, and the point where the backlog explodes is the same.",
        "排队模型 M/M/c（超出能力时用扩散近似），法官只办理此类案件。现实中案件成批到达：能力以内的等待更长，失控点不变。");

    static string Range(BaseRate rate, Func<double, string> say) => rate.Least == rate.Largest ? say(rate.Median) : $"{say(rate.Median)} ({say(rate.Least)} … {say(rate.Largest)})";
}
