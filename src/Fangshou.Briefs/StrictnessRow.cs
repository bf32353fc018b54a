using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Strictness;

namespace Fangshou.Briefs;

/// <summary>What a row is in a profile.</summary>
public enum EvidenceRole
{
    /// <summary>The act that made a binding rule.</summary>
    Rule,

    /// <summary>A later stage of it, such as its entry into force.</summary>
    SameRule,

    /// <summary>An act that narrowed, delayed, suspended, replaced or repealed it.</summary>
    ChangesRule,

    /// <summary>A binding act on somebody named.</summary>
    Enforcement,

    /// <summary>Another binding act.</summary>
    Binding,

    /// <summary>A tightening act that does not bind.</summary>
    NotBinding,
}

/// <summary>A row behind a profile.</summary>
/// <param name="Event">The row.</param>
/// <param name="Role">What it is there.</param>
/// <param name="Status">Where the rule stands; null unless it is one.</param>
public sealed record StrictnessRow(Event Event, EvidenceRole Role, RuleStatus? Status)
{
    /// <summary>All rows behind a profile, rules first.</summary>
    internal static ImmutableArray<StrictnessRow> Behind(StrictnessProfile profile, LedgerAsOf ledger)
    {
        Dictionary<string, Event> rows = ledger.Events.ToDictionary(e => e.Id, StringComparer.Ordinal);
        HashSet<string> shown = [.. profile.Rules.SelectMany(rule => rule.Rows)], enforcement = [.. profile.Enforcement.Acts];
        return
        [
            .. profile.Rules.SelectMany(rule => rule.Stages.Select((stage, i) => new StrictnessRow(stage, i == 0 ? EvidenceRole.Rule : EvidenceRole.SameRule, i == 0 ? rule.Status : null))
                .Concat(rule.By.Select(act => new StrictnessRow(act, EvidenceRole.ChangesRule, null)))),
            .. profile.Enforcement.Acts.Where(id => !shown.Contains(id)).Select(id => new StrictnessRow(rows[id], EvidenceRole.Enforcement, null)),
            .. profile.Binding.Part.Where(id => !shown.Contains(id) && !enforcement.Contains(id)).Select(id => new StrictnessRow(rows[id], EvidenceRole.Binding, null)),
            .. profile.Binding.Whole.Except(profile.Binding.Part).Select(id => new StrictnessRow(rows[id], EvidenceRole.NotBinding, null)),
        ];
    }

    /// <summary>What it is, in words.</summary>
    internal string What(StrictnessWords words) => Role switch
    {
        EvidenceRole.Rule => $"{words.Say("rule", "规则")}, {words.Status(Status!.Value)}",
        EvidenceRole.SameRule => words.Say("same rule", "同一规则"),
        EvidenceRole.ChangesRule => words.Say("changes that rule", "改变该规则"),
        EvidenceRole.Enforcement => words.Say("enforcement", "执法"),
        EvidenceRole.Binding => words.Say("other binding act", "其他约束性措施"),
        _ => words.Say("does not bind", "不具约束力"),
    };
}
