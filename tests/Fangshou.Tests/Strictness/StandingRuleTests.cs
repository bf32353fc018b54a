using System.Collections.Immutable;
using CsCheck;
using Fangshou.Ledger;
using Fangshou.Strictness;
using Fangshou.Tests.Claims;
using static Fangshou.Tests.Strictness.PlantedActs;

namespace Fangshou.Tests.Strictness;

public class StandingRuleTests
{
    static readonly ImmutableArray<RuleLink> shipped = RuleLinkReader.Read(name => File.Exists(At(name)) ? File.OpenRead(At(name)) : null, null);

    static string At(string name) => Path.Combine(AppContext.BaseDirectory, "data", name);

    static StandingRule One(string asOf, ImmutableArray<RuleLink> links, params Event[] acts) => Assert.Single(StandingRule.In(AsKnownOn(asOf, acts), links));

    [Theory]
    [InlineData(RuleRelation.Applies, RuleStatus.InForce)]
    [InlineData(RuleRelation.Narrows, RuleStatus.Narrowed)]
    [InlineData(RuleRelation.Delays, RuleStatus.Delayed)]
    [InlineData(RuleRelation.Suspends, RuleStatus.Suspended)]
    [InlineData(RuleRelation.Replaces, RuleStatus.Replaced)]
    [InlineData(RuleRelation.Repeals, RuleStatus.Repealed)]
    public void A_later_act_changes_a_rule_from_the_day_it_is_known(RuleRelation relation, RuleStatus expected)
    {
        Event rule = Act("rule", "2022-01-01"), act = Act("act", "2023-01-01") with { Direction = Direction.Ease };
        ImmutableArray<RuleLink> links = [new("act", relation, "rule")];
        Assert.Equal(RuleStatus.InForce, One("2022-12-31", links, rule, act).Status);
        StandingRule after = One("2023-01-01", links, rule, act);
        Assert.Equal(expected, after.Status);
        Assert.Equal(expected is RuleStatus.InForce or RuleStatus.Narrowed, after.Stands);
        Assert.Equal(["act", "rule"], after.Rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_rule_put_off_is_back_when_it_applies_and_one_repealed_is_not()
    {
        Event[] acts = [Act("rule", "2022-01-01"), Act("put-off", "2022-06-01") with { Direction = Direction.Ease }, Act("starts", "2023-01-01")];
        Assert.Equal(RuleStatus.InForce, One("2023-06-01", [new("put-off", RuleRelation.Delays, "rule"), new("starts", RuleRelation.Applies, "rule")], acts).Status);
        Assert.Equal(RuleStatus.Repealed, One("2023-06-01", [new("put-off", RuleRelation.Repeals, "rule"), new("starts", RuleRelation.Applies, "rule")], acts).Status);
    }

    [Fact]
    public void A_rule_and_its_entry_into_force_are_one()
    {
        Event passed = Act("passed", "2022-01-01"), inForce = Act("in-force", "2022-06-01") with { Severity = 4, Title = "The rule takes effect" };
        StandingRule rule = One("2023-01-01", [], passed, inForce);
        Assert.Equal(("passed", 4), (rule.Id, rule.Severity));
        Assert.Equal(2, StandingRule.In(AsKnownOn("2023-01-01", passed, inForce with { Title = "Another rule" }), []).Length);
    }

    /// <summary>Whatever is linked to whatever, a binding rule is told: as a rule or as a stage of one.</summary>
    [Fact]
    public void No_link_makes_a_rule_disappear() => Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5], Gen.OneOf(Enum.GetValues<RuleRelation>())).Array[0, 8].Sample(pairs =>
    {
        Event[] acts = [.. Enumerable.Range(0, 6).Select(i => Act($"act-{i}", $"202{i}-01-01") with { Severity = i == 5 ? 2 : 3 })];
        ImmutableArray<StandingRule> rules = StandingRule.In(AsKnownOn("2026-01-01", acts), [.. pairs.Select(p => new RuleLink($"act-{p.Item1}", p.Item3, $"act-{p.Item2}"))]);
        Assert.Superset(acts[..5].Select(act => act.Id).ToHashSet(), rules.SelectMany(rule => rule.Stages).Select(stage => stage.Id).ToHashSet());
        Assert.All(rules, rule => Assert.Equal(rule.Stages.Distinct().Count(), rule.Stages.Length));
    });

    [Fact]
    public void A_ban_stands_until_it_is_lifted()
    {
        Event ban = Act("ban", "2022-01-01") with { Instrument = "ban", Until = new DateOnly(2022, 9, 1) };
        Assert.Equal(RuleStatus.InForce, One("2022-08-31", [], ban).Status);
        Assert.Equal(RuleStatus.Ended, One("2022-09-01", [], ban).Status);
    }

    [Fact]
    public void Links_in_another_order_twice_or_to_nothing_change_nothing()
    {
        LedgerAsOf ledger = ShippedEvidence.Ledger.AsOf(AsOf.Latest);
        string[] expected = Shown(shipped);
        Gen.Shuffle(shipped.ToArray()).Sample(links => Assert.Equal(expected, Shown([.. links])), iter: 20);
        Assert.Equal(expected, Shown([.. shipped, .. shipped, new(shipped[0].Rule, RuleRelation.Applies, shipped[0].Rule), new("nobody", RuleRelation.Repeals, shipped[0].Rule), new(shipped[0].Act, RuleRelation.Applies, "nothing")]));

        string[] Shown(ImmutableArray<RuleLink> links) => [.. StandingRule.In(ledger, links).Select(rule => $"{rule.Id} {rule.Status} {string.Join(' ', rule.Rows)}")];
    }

    [Fact]
    public void Shipped_links_join_rows_that_exist_and_lie_in_their_order()
    {
        Dictionary<string, Event> rows = ShippedEvidence.Ledger.Events.ToDictionary(e => e.Id, StringComparer.Ordinal);
        Assert.True(shipped.Length > 30);
        Assert.All(shipped, link =>
        {
            Assert.True(rows[link.Act].Date.CompareTo(rows[link.Rule].Date) >= 0, $"{link.Act} lies before {link.Rule}.");
            Assert.True(Binding.IsRule(rows[link.Rule], Words), $"{link.Rule} is no rule.");
            if (link.Relation is RuleRelation.Repeals or RuleRelation.Delays or RuleRelation.Suspends or RuleRelation.Narrows)
                Assert.Equal(Direction.Ease, rows[link.Act].Direction);
        });
    }

    /// <summary>A rule whose title says that it takes effect is the later stage of one that the ledger holds.</summary>
    [Fact]
    public void No_shipped_entry_into_force_on_AI_counts_as_a_rule_of_its_own() => Assert.DoesNotContain(
        StandingRule.In(ShippedEvidence.Ledger.AsOf(AsOf.Latest), shipped),
        rule => rule.Stages[0].Sectors.Any(sector => Words.Sectors.Includes("ai", sector)) && rule.Stages[0].Title.Contains("take effect", StringComparison.Ordinal));
}
