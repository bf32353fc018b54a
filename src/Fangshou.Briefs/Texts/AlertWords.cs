using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Store;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>What is said of alert rules: how one was understood, where it stands, and that it tells.</summary>
sealed class AlertWords(Language language, Codebook codebook)
{
    const char Nbsp = '\u00A0';

    const int SuggestedMonths = 6, SuggestedPercent = 30;

    readonly Words words = Words.For(language);

    string Say(string english, string chinese) => language == Language.Chinese ? chinese : english;

    /// <summary>How a rule was understood, in full sentences.</summary>
    public string Understood(AlertCondition condition) => condition switch
    {
        ChanceCondition c => Chance(c),
        PhaseCondition => Say(
            $"Told when another phase becomes the most probable one of {Name(condition)}{In(condition.Updates)}.",
            $"{Name(condition)}最可能的阶段改变{In(condition.Updates)}时通知。"),
        RowCondition r => Say(
            $"Told when rows about {Name(condition)}{Filters(r)} were added to the ledger.",
            $"台账新增有关{Name(condition)}的条目{Filters(r)}时通知。"),
        _ => "",
    };

    string Chance(ChanceCondition c)
    {
        bool passes = c.Way == Crossing.Passes;
        string english = Invariant($"Told when {What(c)} {(passes ? "is" : "is below")} {c.Threshold:0.#}{Nbsp}%{(passes ? " or more" : "")}{In(c.Updates)}. After that it is told again only once it has been {(passes ? "below" : "above")} {c.Again:0.##}{Nbsp}%.");
        string chinese = Invariant($"{What(c)}{(passes ? "达到或超过" : "低于")}{c.Threshold:0.#}%{In(c.Updates)}时通知。此后须先{(passes ? "低于" : "高于")}{c.Again:0.##}%，才会再次通知。");
        return Say(english, chinese);
    }

    /// <summary>The probability that a rule is about.</summary>
    public string What(ChanceCondition c) => c.Within is { } months
        ? Say(
            Invariant($"the chance of {(c.Phase == Phase.Crackdown ? "a crackdown" : "an end of the crackdown")} within {months} {(months == 1 ? "month" : "months")} in {Name(c)}, by the ensemble of forecasters,"),
            Invariant($"{Name(c)}在 {months} 个月内{(c.Phase == Phase.Crackdown ? "开始整治" : "整治缓和")}的概率（集成预测）"))
        : Say($"the probability that {Name(c)} is in the phase {words.Name(c.Phase)} now", $"{Name(c)}当前处于{words.Name(c.Phase)}阶段的概率");

    string In(int updates) => updates == 1 ? "" : Say($" at {NumberWords.Of(updates)} updates in a row", Invariant($"并连续 {updates} 次更新保持"));

    string Filters(RowCondition r)
    {
        ImmutableArray<string> parts =
        [
            .. r.LeastSeverity > 1 ? [Say(Invariant($"severity {r.LeastSeverity} or more"), Invariant($"力度至少 {r.LeastSeverity}"))] : Array.Empty<string>(),
            .. r.Direction is { } direction ? [Say($"direction {words.Name(direction)}", $"方向为{words.Name(direction)}")] : Array.Empty<string>(),
            .. r.Kind is { } kind ? [Say($"kind {words.Name(kind)}", $"类别为{words.Name(kind)}")] : Array.Empty<string>(),
        ];
        return parts.IsEmpty ? "" : Say($" with {string.Join(" and ", parts)}", $"（{string.Join("，", parts)}）");
    }

    /// <summary>Where a rule stands.</summary>
    public string Stage(AlertCondition condition, AlertState state, bool isEnded)
    {
        if (isEnded)
            return Say("ended", "已结束");
        if (state.Last is null)
            return Say("has not looked yet", "尚未查看");
        if (condition is ChanceCondition && state.Value is null)
            return Say("sees no value now, and waits for one", "当前没有数值，等待中");
        if (state.Count > 0)
            return Say(Invariant($"armed; holds for {state.Count} of {condition.Updates} updates"), Invariant($"待命；已保持 {state.Count}/{condition.Updates} 次更新"));
        return state.Stage != AlertStage.Waiting ? Say("armed", "待命")
            : state.Messages > 0 ? Say("told; waits until the value has gone back", "已通知；等待数值回落")
            : Say("waits: it was past already when it first looked", "等待：首次查看时已越过阈值");
    }

    /// <summary>What a rule saw last; a dash when there was nothing.</summary>
    public string Seen(AlertCondition condition, AlertState state) => condition switch
    {
        ChanceCondition when state.Value is { } value => Percent(value),
        PhaseCondition when state.Phase is { } phase => words.Name(state.Other ?? phase),
        RowCondition when state.Last is { } last => Say(Invariant($"revision {last.Revision}"), Invariant($"修订 {last.Revision}")),
        _ => "–",
    };

    /// <summary>One decimal: near a threshold a whole number could lie on the wrong side.</summary>
    public string Percent(double value) => language == Language.Chinese ? Invariant($"{100 * value:0.#}%") : Invariant($"{100 * value:0.#}{Nbsp}%");

    /// <summary>That a rule tells, in a sentence.</summary>
    public string Told(AlertCondition condition, AlertTold told, int rows) => condition switch
    {
        ChanceCondition c => Told(c, told),
        PhaseCondition => Say(
            $"The phase of {Name(condition)} has changed from {words.Name(told.PhaseBefore!.Value)} to {words.Name(told.PhaseAfter!.Value)}.",
            $"{Name(condition)}的阶段由{words.Name(told.PhaseBefore!.Value)}变为{words.Name(told.PhaseAfter!.Value)}。"),
        _ => Say(
            Invariant($"{rows} {(rows == 1 ? "row" : "rows")} about {Name(condition)}{Filters((RowCondition)condition)} {(rows == 1 ? "was" : "were")} added."),
            Invariant($"新增 {rows} 条有关{Name(condition)}的条目{Filters((RowCondition)condition)}。")),
    };

    string Told(ChanceCondition c, AlertTold told)
    {
        string from = told.Before is { } before ? Percent(before) : "–", to = Percent(told.After!.Value);
        string what = What(c);
        bool passes = c.Way == Crossing.Passes;
        return Say(
            Invariant($"{char.ToUpperInvariant(what[0])}{what[1..]} has gone from {from} to {to}, {(passes ? "past" : "below")} {c.Threshold:0.#}{Nbsp}%{In(c.Updates)}."),
            Invariant($"{what}由{from}变为{to}，{(passes ? "达到或超过" : "低于")}{c.Threshold:0.#}%{In(c.Updates)}。"));
    }

    /// <summary>What a test says.</summary>
    public string Test(AlertCondition condition) => Say($"This is a test of the rule: {condition}. Nothing has happened.", $"这是规则的测试：{condition}。没有发生任何变化。");

    /// <summary>A rule to begin with: of a whole sector the chance that is forecast, of anything else its phase.</summary>
    public static string Suggested(Cell cell) => cell is { Sector: not null, Area: null }
        ? new ChanceCondition(cell, Phase.Crackdown, SuggestedMonths, Crossing.Passes, SuggestedPercent, ChanceCondition.UsualAgain(Crossing.Passes, SuggestedPercent)) { Updates = 2 }.ToString()
        : new PhaseCondition(cell).ToString();

    string Name(AlertCondition condition) => words.Name(condition.Cell, codebook);
}
