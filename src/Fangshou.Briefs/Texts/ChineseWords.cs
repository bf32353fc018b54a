using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>Simplified Chinese.</summary>
sealed class ChineseWords : Words
{
    internal static ChineseWords Instance { get; } = new();

    public override string Tag => "zh-Hans";

    public override string Kicker => "放收 · 监管钟摆简报";

    public override string SkipToText => "跳至正文";

    public override string SkipFigure => "跳过图中链接";

    public override string ChangesHeading => "近三个月的变化";

    public override string LanesHeading => "两条主线";

    public override string FigureHeading(Lane lane) => $"{Name(lane)}：历史走势";

    public override string SiblingsHeading => "相邻领域";

    public override string EventsHeading(int count) => count == 10 ? "影响最大的十个事件" : "影响最大的事件";

    public override string IncidentsHeading => "值得关注的风险事件";

    public override string TippingHeading => "哪些情况会改变判断";

    public override string LimitsHeading => "证据的局限";

    public override string CitationHeading => "引用格式";

    public override string SourcesHeading => "来源";

    public override string MonthTable(Lane lane) => $"{Name(lane)}：图中数据表";

    public override Labels Labels { get; } = new()
    {
        Cell = "领域",
        Since = "起始",
        Probability = "概率",
        Phase = "阶段",
        Date = "日期",
        Event = "事件",
        Source = "来源",
        Effect = "对判断的影响",
        Severity = "力度",
        Month = "月份",
        Number = "序号",
        Lane = "主线",
        PhaseNow = "当前阶段",
        MonthsSoFar = "已持续月数",
        UsualLength = "此类阶段通常持续",
        Incidents = "风险事件",
        Semicolon = "；",
        Open = "（",
        Close = "）",
        Unread = "记录过少",
        TighteningAxis = "收紧",
        EasingAxis = "放松",
        PhaseRow = "阶段",
        IncidentRow = "风险事件",
        EventRow = "监管事件",
        Provisional = "仍在编码",
        ProvisionalShort = "编码中",
        SettledLegend = "实色：概率高于90%",
        PaleLegend = "浅色：尚不确定",
        NumberLegend = "数字：下表所列事件",
        ColourLegend = "橙色收紧，绿色放松，紫色扶持",
        MarkLegend = "方形：监管行动；圆形：表态；菱形：国资利益；三角：风险事件；越大力度越强",
        LetterLegend = "每月一个字母：L 宽松，C 严管，E 缓和；大写：概率高于90%；小写：尚不确定；[ ]：仍在编码",
    };

    public override string Letter(Phase phase) => phase switch { Phase.Lax => "宽", Phase.Crackdown => "严", _ => "缓" };

    public override string Name(Phase phase) => phase switch { Phase.Lax => "宽松", Phase.Crackdown => "严管", _ => "缓和" };

    public override string Name(Lane lane) => lane == Lane.General ? "一般监管" : "内容管控";

    public override string Name(Direction direction) => direction switch
    {
        Direction.Tighten => "收紧",
        Direction.Ease => "放松",
        Direction.Support => "扶持",
        _ => "中性",
    };

    public override string Name(EventKind kind) => kind switch
    {
        EventKind.Action => "监管行动",
        EventKind.Signal => "政策表态",
        EventKind.Incident => "风险事件",
        EventKind.Interest => "国资利益",
        _ => "市场反应",
    };

    public override string Name(Term term) => term.TitleZh;

    public override string Percent(double probability) =>
        Check(probability) < Low ? "不足5%" : probability > High ? "95%以上" : Invariant($"{Whole(probability)}%");

    public override string Frequency(double probability) =>
        Check(probability) < Low ? "不到二十分之一"
        : probability > High ? "二十次中超过十九次"
        : Invariant($"十次中约{Digit(Tenths(probability))}次");

    public override string Format(Month month) => Invariant($"{month.Year}年{month.Number}月");

    public override string Compact(Month month) => month.ToString();

    public override string Format(MonthInterval span) =>
        span.From == span.To ? Format(span.From)
        : span.From.Year == span.To.Year ? Invariant($"{span.From.Year}年{span.From.Number}月至{span.To.Number}月")
        : $"{Format(span.From)}至{Format(span.To)}";

    public override string Format(DateOnly day) => Invariant($"{day.Year}年{day.Month}月{day.Day}日");

    public override string Format(Event e) => e.Precision switch
    {
        DatePrecision.Month => e.Month.ToString(),
        DatePrecision.Quarter => Invariant($"{e.Month.Year}年{((e.Month.Number - 1) / 3) + 1}季度"),
        DatePrecision.Year => Invariant($"{e.Month.Year}年"),
        _ => e.Date.ToString(),
    };

    public override string Dateline(Brief brief) => Dateline(brief.Lead);

    public override string Dateline(LaneReading lane) =>
        $"截至{Format(lane.Path.Signals.AsOf.Day)} · 事件库 {lane.Path.Signals.DataVersion} · 模型 {lane.Path.ModelVersion}";

    public override string Verdict(LaneReading lane) => $"{Name(lane.Phase)}，{Percent(lane.Probability)}";

    public override string Join(params string[] sentences) => string.Concat(sentences);

    public override string Labelled(string label, string text) => $"{label}：{text}";

    public override string? SinceRange(LaneReading lane) => lane.BeganBeforeRecord ? "或更早" : lane.Spell is { } spell && spell.StartInterval.From != spell.StartInterval.To
        ? $"八成把握：{Format(spell.StartInterval)}"
        : null;

    public override string? UsualLength(LaneReading lane) => lane.Dwell is { } dwell
        ? Invariant($"中位数{dwell.MedianMonths}个月；八成持续{dwell.LowMonths}至{dwell.HighMonths}个月")
        : null;

    public override string ChangesCaption(LaneReading lane) => lane.Before is { } before
        ? $"{Format(lane.Recent.Span)}，对比{Format(before.Span)}；数字为事件起数。"
        : $"{Format(lane.Recent.Span)}；数字为事件起数。";

    public override string ProvisionalCaution => "这几个月仍在编码，事件减少未必意味着平静。";

    public override string Reading(LaneReading lane, string cellName) => lane.Settled
        ? $"{cellName}：{Name(lane.Lane)}目前处于{Name(lane.Phase)}阶段，概率{Percent(lane.Probability)}（{Frequency(lane.Probability)}）。"
        : $"{cellName}：{Name(lane.Lane)}目前最可能处于{Name(lane.Phase)}阶段，概率{Percent(lane.Probability)}（{Frequency(lane.Probability)}）；其次为{Name(lane.RunnerUp)}阶段，概率{Percent(lane.RunnerUpProbability)}。";

    public override string Since(LaneReading lane) => lane.Spell is not { } spell
        ? "起点尚难判定：截至目前的记录整体上仍支持另一阶段。"
        : lane.BeganBeforeRecord
            ? $"记录始于{Format(spell.Start)}，其时本阶段已在进行。"
            : spell.StartInterval.From == spell.StartInterval.To
                ? $"本阶段始于{Format(spell.Start)}。"
                : $"本阶段始于{Format(spell.Start)}（八成把握落在{Format(spell.StartInterval)}之间）。";

    public override string Lasting(LaneReading lane) => lane.Dwell is not { } dwell
        ? "此类阶段的持续时间尚难判定。"
        : lane.MonthsSoFar == 0
            ? Invariant($"此类阶段持续时间的中位数为{dwell.MedianMonths}个月，八成持续{dwell.LowMonths}至{dwell.HighMonths}个月。")
            : Invariant($"{(lane.BeganBeforeRecord ? Invariant($"至今至少{lane.MonthsSoFar}个月") : Invariant($"目前已进入第{lane.MonthsSoFar}个月"))}；此类阶段持续时间的中位数为{dwell.MedianMonths}个月，八成持续{dwell.LowMonths}至{dwell.HighMonths}个月。");

    public override string ProbabilityChange(LaneReading lane) => lane.ProbabilityBefore is not { } before
        ? "记录过短，无法与三个月前比较。"
        : Percent(before) == Percent(lane.Probability)
            ? $"处于{Name(lane.Phase)}阶段的概率与三个月前相同，为{Percent(lane.Probability)}。"
            : $"处于{Name(lane.Phase)}阶段的概率由三个月前的{Percent(before)}变为{Percent(lane.Probability)}。";

    public override string CountChange(LaneReading lane)
    {
        WindowCounts now = lane.Recent;
        string counts = Invariant($"{Format(now.Span)}共记录收紧事件{now.Tighten}起、放松事件{now.Ease}起、扶持事件{now.Support}起、风险事件{now.Incidents}起");
        return lane.Before is not { } before
            ? counts + "。"
            : counts + Invariant($"；此前三个月依次为{before.Tighten}、{before.Ease}、{before.Support}和{before.Incidents}起。");
    }

    public override string RecentEventsCaption => "这几个月力度最大的事件：";

    public override string NoRecentEvents => "这几个月未记录到收紧、放松或扶持事件。";

    public override string EventsLead(bool influences) => influences
        ? "按事件对当月判断的影响排序：有该事件与无该事件时的优势比，其他条件不变。序号与图中数字对应。"
        : "按力度排序。序号与图中数字对应。";

    public override string Effect(EventInfluence influence) => influence.LogOddsChange >= 0
        ? $"{Name(influence.Phase)}的优势比 ×{Factor(influence)}"
        : $"{Name(influence.Phase)}的优势比 ÷{Factor(influence)}";

    public override string IncidentsLead => "近十二个月内曝光并引起广泛关注的损害。列入此处并不意味着预测将有监管行动。";

    public override string NoIncidents => "近十二个月未记录到力度3级及以上的风险事件。";

    public override string Tipping(TippingPoint point) => point is { AtMost: true, Events: 0 }
        ? $"{Name(point.Lane)}：若{Next(point.Months)}没有任何{Name(point.Direction)}事件，则{Name(point.Towards)}将成为更可能的判断。"
        : point.AtMost ? Invariant($"{Name(point.Lane)}：若{Next(point.Months)}{Name(point.Direction)}事件不超过{point.Events}起，则{Name(point.Towards)}将成为更可能的判断。")
        : Invariant($"{Name(point.Lane)}：若{Next(point.Months)}{Name(point.Direction)}事件达到{point.Events}起，则{Name(point.Towards)}将成为更可能的判断。");

    public override string NoTipping => "未找到近期内足以改变判断的事件数量。";

    public override string InForce(int count, int named) => count == 0
        ? "目前未记录到仍在生效的临时性限制（暂停审批、停业、专项行动）。"
        : count == named
            ? Invariant($"目前有{count}项临时性限制（暂停审批、停业、专项行动）记录为仍在生效，其结束可能是缓和的早期信号：")
            : Invariant($"目前有{count}项临时性限制（暂停审批、停业、专项行动）记录为仍在生效，其结束可能是缓和的早期信号；最新的几项是：");

    public override string? Outlasting(LaneReading lane) => lane.Dwell is not { } dwell || lane.MonthsSoFar == 0 ? null
        : lane.MonthsSoFar > dwell.HighMonths ? Invariant($"{Name(lane.Lane)}：本阶段已持续{lane.MonthsSoFar}个月，长于九成同类阶段。")
        : lane.MonthsSoFar > dwell.MedianMonths ? Invariant($"{Name(lane.Lane)}：本阶段已持续{lane.MonthsSoFar}个月，长于半数同类阶段。")
        : Invariant($"{Name(lane.Lane)}：本阶段已持续{lane.MonthsSoFar}个月，尚未达到同类阶段的中位数{dwell.MedianMonths}个月。");

    public override ImmutableArray<string> Limits(Brief brief)
    {
        List<string> limits =
        [
            Invariant($"判断依据本领域{brief.Counts.CellRows}条记录；该行业在所有辖区共有{brief.Counts.SectorRows}条，事件库共有{brief.Counts.LedgerRows}条。本页计入的{brief.Sourcing.Rows}条中，{brief.Sourcing.LowConfidence}条可信度低，{brief.Sourcing.OneSource}条仅有一个来源。"),
        ];
        foreach (LaneReading lane in brief.Lanes)
            limits.Add(lane.CompletedSpells == 0
                ? $"{Name(lane.Lane)}：记录中尚无已结束的{Name(lane.Phase)}阶段，其持续时间取决于预先设定的假设。"
                : Invariant($"{Name(lane.Lane)}：记录中仅有{lane.CompletedSpells}个已结束的{Name(lane.Phase)}阶段，其持续时间在很大程度上取决于预先设定的假设。"));
        if (brief.Lead.Provisional is { } span)
            limits.Add($"{Format(span)}仍在编码：事件数还会增加，对这几个月的判断可能改变。");
        limits.Add("事件库只收录已有报道的事件，来源以英文媒体和官方文本为主。平静的月份也可能只是无人报道的月份。");
        limits.Add("阶段由统计模型根据事件数推断，只描述走势，不解释原因，也不构成法律或投资建议。");
        foreach (LaneReading lane in brief.Lanes.Where(l => !l.Path.Diagnostics.Passed))
            limits.Add($"{Name(lane.Lane)}：模型拟合未达到质量标准（{lane.Path.Diagnostics.Reason.TrimEnd('.')}），概率仅供粗略参考。");
        limits.AddRange(brief.Warnings);
        return [.. limits];
    }

    public override string Citation(Brief brief, string cellName) =>
        Invariant($"放收（Fangshou）贡献者（{brief.AsOf.Day.Year}）：《监管钟摆简报：{cellName}》（{brief.Cell}），截至{brief.AsOf}；事件库 {brief.DataVersion}（CC BY 4.0），{brief.Counts.LedgerRows}条中的{brief.Counts.CellRows}条；模型 {brief.ModelVersion}，种子 {brief.Seed}。");

    public override string FigureTitle(LaneReading lane, string cellName) => $"{cellName}，{Name(lane.Lane)}：阶段与事件";

    public override string FigureDescription(LaneReading lane)
    {
        IEnumerable<string> spells = lane.Path.Spells.Select(s => $"{Format(s.Start)}至{(s.End is { } end ? Format(end) : "今")}为{Name(s.Phase)}阶段");
        return $"按月时间线。{string.Join(";", spells)}。柱形向上为收紧事件力度之和，向下为放松事件力度之和。具体数值见数据表。";
    }

    public override string BandTip(Phase phase, double probability, MonthInterval span) => $"{Name(phase)},{Percent(probability)},{Format(span)}";

    public override string EventTip(Event e, string title, string publisher) =>
        Invariant($"{Format(e)}：{title}（{(e.Direction == Direction.None ? "" : Name(e.Direction) + " · ")}{Name(e.Kind)}，力度{e.Severity}/5；{publisher}）");

    static string Next(int months) => months switch { 1 => "下个月", 3 => "下个季度", _ => Invariant($"今后{months}个月") };

    static string Digit(int tenths) => "零一二三四五六七八九"[tenths..(tenths + 1)];

    static string Factor(EventInfluence influence) => Math.Exp(Math.Abs(influence.LogOddsChange)) is double factor && factor > 20
        ? "20以上"
        : factor.ToString("0.0", CultureInfo.InvariantCulture);
}
