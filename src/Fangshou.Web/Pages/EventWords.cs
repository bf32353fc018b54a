using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Ledger;
using Fangshou.Strictness;

namespace Fangshou.Web.Pages;

/// <summary>What the codebook's values mean, in words: those of the vocabularies, and the rubric of severity.</summary>
static class EventWords
{
    public static string Name(PageContext here, Confidence confidence) => confidence switch
    {
        Confidence.High => here.Say("high", "高"),
        Confidence.Medium => here.Say("medium", "中"),
        _ => here.Say("low", "低"),
    };

    public static string Meaning(PageContext here, Confidence confidence) => confidence switch
    {
        Confidence.High => here.Say("two independent sources, or an official text", "两个独立来源或官方文本"),
        Confidence.Medium => here.Say("one good source", "一个可靠来源"),
        _ => here.Say("from memory, or one weak source; still to be verified", "凭记忆或单一薄弱来源，有待核实"),
    };

    public static string Meaning(PageContext here, EventKind kind) => kind switch
    {
        EventKind.Action => here.Say("a legal or administrative act", "法律或行政行为"),
        EventKind.Signal => here.Say("rhetoric: a speech, a meeting readout, a plan, an editorial", "言论：讲话、会议通报、规划、社论"),
        EventKind.Incident => here.Say("a harm or controversy that came to light", "曝光的损害或争议"),
        EventKind.Interest => here.Say("the state takes a stake, a role or a dependence in the industry", "国家在行业中取得股份、角色或依赖"),
        _ => here.Say("a price, a listing, capital or jobs", "价格、上市、资本或就业"),
    };

    public static string Meaning(PageContext here, Direction direction) => direction switch
    {
        Direction.Tighten => here.Say("a limit, duty or penalty is added or made harder", "增加或加重限制、义务或处罚"),
        Direction.Ease => here.Say("a limit is lifted, postponed or softened", "取消、推迟或缓和限制"),
        Direction.Support => here.Say("money, access or endorsement is given", "给予资金、准入或背书"),
        _ => here.Say("incidents and market answers push neither way by themselves", "风险事件与市场反应本身不含方向"),
    };

    /// <summary>The rubric's words for a row's severity.</summary>
    public static string Severity(PageContext here, Event e)
    {
        (string English, string Chinese)[] scale = (e.Kind, e.Direction) switch
        {
            (_, Direction.Tighten) =>
            [
                ("a word", "言辞"), ("a soft act", "柔性措施"), ("a binding rule of ordinary weight, or a penalty on one firm", "一般约束性规则，或对单个企业的处罚"),
                ("a sector-wide limit, a campaign or a record penalty", "全行业限制、专项行动或创纪录处罚"), ("existential", "关乎存亡"),
            ],
            (_, Direction.Ease or Direction.Support) =>
            [
                ("a word of comfort", "安抚言辞"), ("above a word of comfort", "高于安抚言辞"), ("midway between a word of comfort and a top-level reversal", "介于安抚言辞与高层转向之间"),
                ("short of a top-level reversal", "略低于高层转向"), ("a top-level reversal", "高层转向"),
            ],
            (EventKind.Market, _) =>
            [
                ("a move under 5 per cent", "波动低于 5%"), ("a move of 5 to 15 per cent", "波动 5% 至 15%"), ("a move of 15 to 30 per cent", "波动 15% 至 30%"),
                ("a move of 30 to 60 per cent", "波动 30% 至 60%"), ("a move over 60 per cent", "波动超过 60%"),
            ],
            (EventKind.Incident, _) =>
            [
                ("noticed locally", "地方性关注"), ("noticed beyond one place", "超出一地的关注"), ("wide controversy", "广泛争议"), ("short of a threat to stability", "略低于威胁稳定"), ("a threat to stability", "威胁稳定"),
            ],
            _ => [("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5")],
        };
        (string english, string chinese) = scale[e.Severity - 1];
        return here.Say(english, chinese);
    }

    public static string Name(PageContext here, DatePrecision precision) => precision switch
    {
        DatePrecision.Day => here.Say("the day is known", "日期精确到日"),
        DatePrecision.Month => here.Say("only the month is known", "只知月份"),
        DatePrecision.Quarter => here.Say("only the quarter is known", "只知季度"),
        _ => here.Say("only the year is known", "只知年份"),
    };

    /// <summary>What an act does to a rule, said of the act; or what was done, said of the rule.</summary>
    public static string Name(PageContext here, RuleRelation relation, bool ofAct) => relation switch
    {
        RuleRelation.Applies => ofAct ? here.Say("puts into effect", "使其生效或适用") : here.Say("put into effect by", "由此生效或适用"),
        RuleRelation.Narrows => ofAct ? here.Say("narrows", "收窄") : here.Say("narrowed by", "被收窄"),
        RuleRelation.Delays => ofAct ? here.Say("delays", "推迟") : here.Say("delayed by", "被推迟"),
        RuleRelation.Suspends => ofAct ? here.Say("suspends", "暂停") : here.Say("suspended by", "被暂停"),
        RuleRelation.Replaces => ofAct ? here.Say("replaces", "取代") : here.Say("replaced by", "被取代"),
        _ => ofAct ? here.Say("repeals", "废止") : here.Say("repealed by", "被废止"),
    };

    /// <summary>Money with its currency.</summary>
    public static string Amount(Event e) => e.Amount is { } amount ? string.Create(CultureInfo.InvariantCulture, $"{amount:#,0.##} {e.Currency}") : "";

    /// <summary>The day of the copy where a source is an archive's copy; null where it is not.</summary>
    public static string? ArchivedOn(string url)
    {
        const string Archive = "web.archive.org/web/";
        int at = url.IndexOf(Archive, StringComparison.OrdinalIgnoreCase);
        string stamp = at < 0 ? "" : new string([.. url[(at + Archive.Length)..].TakeWhile(char.IsAsciiDigit)]);
        return stamp.Length >= 8 ? $"{stamp[..4]}-{stamp[4..6]}-{stamp[6..8]}" : null;
    }

    /// <summary>The cells that a row counts in: its jurisdiction and those above, each of its sectors and those above, and its areas there.</summary>
    public static ImmutableArray<(Cell Whole, ImmutableArray<Cell> Areas)> Cells(Event e, Codebook codebook) =>
    [
        .. from jurisdiction in Upwards(codebook.Jurisdictions, [e.Jurisdiction])
           from sector in Upwards(codebook.Sectors, e.Sectors)
           let whole = new Cell(jurisdiction, sector)
           select (whole, e.Areas.Select(area => whole with { Area = area }).ToImmutableArray()),
    ];

    static IEnumerable<string> Upwards(Vocabulary vocabulary, IEnumerable<string> ids)
    {
        HashSet<string> seen = [];
        foreach (string id in ids)
            for (string at = id; seen.Add(at) && vocabulary.Find(at) is { Parent.Length: > 0 } term;)
                at = vocabulary.Find(term.Parent)?.Id ?? term.Parent;
        return seen;
    }
}
