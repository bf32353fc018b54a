using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Signals;

namespace Fangshou.Strictness;

/// <summary>Where a binding rule stands.</summary>
public enum RuleStatus
{
    /// <summary>Adopted and not taken back, the time until it applies included.</summary>
    InForce,

    /// <summary>In force, with a part lifted.</summary>
    Narrowed,

    /// <summary>Adopted, its start put off.</summary>
    Delayed,

    /// <summary>Stopped for the time being.</summary>
    Suspended,

    /// <summary>Its own time ran out, as a ban's that was lifted.</summary>
    Ended,

    /// <summary>A later rule stands in its place.</summary>
    Replaced,

    /// <summary>Taken back.</summary>
    Repealed,
}

/// <summary>A binding rule with all that is known of its life.</summary>
/// <param name="Stages">The act that made it and those by which it took effect, in date order.</param>
/// <param name="Status">Where it stands on the day of knowledge.</param>
/// <param name="By">The acts that narrowed, delayed, suspended, replaced or repealed it, in date order.</param>
public sealed record StandingRule(ImmutableArray<Event> Stages, RuleStatus Status, ImmutableArray<Event> By)
{
    /// <summary>Id of the act that made it.</summary>
    public string Id => Stages[0].Id;

    /// <summary>True when it must be obeyed, or will have to be on a day already set.</summary>
    public bool Stands => Status is RuleStatus.InForce or RuleStatus.Narrowed;

    /// <summary>The greatest severity among its stages, 3…5.</summary>
    public int Severity => Stages.Max(stage => stage.Severity);

    /// <summary>True when a province, a state, a city or a member state made it.</summary>
    /// <param name="jurisdiction">The jurisdiction that is looked at.</param>
    public bool IsLocal(string jurisdiction) => Stages[0].Jurisdiction != jurisdiction || Stages[0].ActorLevel is "provincial" or "municipal";

    /// <summary>Ids of all rows behind it.</summary>
    public IEnumerable<string> Rows => Stages.Concat(By).Select(row => row.Id);

    /// <summary>Every binding rule that was ever made, by the date of its making.</summary>
    /// <param name="ledger">What was known.</param>
    /// <param name="links">Which acts are about which rules. Besides, a row that tells the entry into force of an earlier one joins it (<see cref="LaneRule.IsEntryIntoForce"/>).</param>
    /// <remarks>O(rules²).</remarks>
    public static ImmutableArray<StandingRule> In(LedgerAsOf ledger, ImmutableArray<RuleLink> links)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        Dictionary<string, Event> known = ledger.Events.ToDictionary(e => e.Id, StringComparer.Ordinal);
        RuleLink[] seen = [.. links.Distinct().Where(link => link.Act != link.Rule && known.ContainsKey(link.Act) && known.TryGetValue(link.Rule, out Event? rule) && Binding.IsRule(rule, ledger.Codebook))];
        ILookup<string, RuleLink> about = seen.ToLookup(link => link.Rule, StringComparer.Ordinal);

        // A stage of a stage is a rule of its own rather than none.
        HashSet<string> stages = [.. seen.Where(link => link.Relation == RuleRelation.Applies).Select(link => link.Act)];
        HashSet<string> later = [.. seen.Where(link => link.Relation == RuleRelation.Applies && !stages.Contains(link.Rule)).Select(link => link.Act)];
        List<List<Event>> rules = [];
        foreach (Event row in ledger.Events.Where(e => Binding.IsRule(e, ledger.Codebook) && !later.Contains(e.Id)))
        {
            if (rules.Find(rule => LaneRule.IsEntryIntoForce(row, rule[0])) is { } same)
                same.Add(row);
            else
                rules.Add([row, .. about[row.Id].Where(link => link.Relation == RuleRelation.Applies).Select(link => known[link.Act])]);
        }

        return [.. rules.Select(rule => Of(rule, [.. about[rule[0].Id]], known, ledger.AsOf.Day))];
    }

    static StandingRule Of(List<Event> stages, ImmutableArray<RuleLink> links, Dictionary<string, Event> known, DateOnly asOf)
    {
        (Event Act, RuleRelation Relation)[] acts = [.. links.Select(link => (known[link.Act], link.Relation)).OrderBy(l => l.Item1.Date).ThenBy(l => l.Item1.Id, StringComparer.Ordinal)];
        RuleStatus status = stages[0].Until <= asOf ? RuleStatus.Ended : RuleStatus.InForce;
        foreach ((Event _, RuleRelation relation) in acts)
            status = After(status, relation);
        return new StandingRule(
            [.. stages.OrderBy(e => e.Date).ThenBy(e => e.Id, StringComparer.Ordinal)], status,
            [.. acts.Where(l => l.Relation != RuleRelation.Applies).Select(l => l.Act)]);
    }

    /// <summary>A rule that is gone stays gone; one that was put off or stopped is back when it applies.</summary>
    static RuleStatus After(RuleStatus status, RuleRelation relation) => status is RuleStatus.Ended or RuleStatus.Replaced or RuleStatus.Repealed ? status : relation switch
    {
        RuleRelation.Narrows => status == RuleStatus.InForce ? RuleStatus.Narrowed : status,
        RuleRelation.Delays => RuleStatus.Delayed,
        RuleRelation.Suspends => RuleStatus.Suspended,
        RuleRelation.Replaces => RuleStatus.Replaced,
        RuleRelation.Repeals => RuleStatus.Repealed,
        _ => status == RuleStatus.Narrowed ? status : RuleStatus.InForce,
    };
}
