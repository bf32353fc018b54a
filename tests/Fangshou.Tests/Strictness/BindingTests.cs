using System.Collections.Immutable;
using Fangshou.Claims;
using Fangshou.Ledger;
using Fangshou.Strictness;
using Fangshou.Tests.Claims;
using static Fangshou.Tests.Strictness.PlantedActs;

namespace Fangshou.Tests.Strictness;

public class BindingTests
{
    [Theory]
    [InlineData("regulation", "", true, true, false)]
    [InlineData("law", "Tencent", true, true, false)]
    [InlineData("ban", "", true, true, false)]
    [InlineData("ban", "Tencent", true, false, true)]
    [InlineData("fine", "Tencent", true, false, true)]
    [InlineData("campaign", "", true, false, false)]
    [InlineData("guideline", "", false, false, false)]
    [InlineData("investigation", "Tencent", false, false, false)]
    public void The_form_and_the_targets_say_whom_an_act_binds(string instrument, string target, bool binds, bool isRule, bool isEnforcement)
    {
        Event act = Act("act", "2022-01-01") with { Instrument = instrument, Targets = target.Length == 0 ? [] : [target], Severity = 4 };
        Assert.Equal((binds, isRule, isEnforcement), (Binding.Binds(act, Words), Binding.IsRule(act, Words), Binding.IsEnforcement(act, Words)));
    }

    [Fact]
    public void A_soft_act_a_firm_a_word_and_an_easing_bind_nobody()
    {
        Event act = Act("act", "2022-01-01");
        Assert.True(Binding.Binds(act, Words));
        Assert.False(Binding.Binds(act with { Severity = 2 }, Words));
        Assert.False(Binding.Binds(act with { ActorLevel = "firm" }, Words));
        Assert.False(Binding.Binds(act with { Kind = EventKind.Signal }, Words));
        Assert.False(Binding.Binds(act with { Direction = Direction.Ease }, Words));
    }

    [Fact]
    public void Every_shipped_instrument_has_one_of_the_known_forces() => Assert.All(
        Words.Instruments.Terms, term => Assert.Contains(term.Properties["force"], (string[])["rule", "rule-or-order", "order", "none"]));

    [Fact]
    public void The_size_of_a_deal_is_no_penalty()
    {
        Event fine = Act("fine", "2022-01-01") with { Instrument = "fine", Targets = ["Tencent"], Amount = 10, Currency = "CNY" };
        Assert.True(Binding.IsPenalty(fine, Words));
        Assert.False(Binding.IsPenalty(fine with { Instrument = "forced-divestiture" }, Words));
        Assert.False(Binding.IsPenalty(fine with { Amount = null, Currency = "" }, Words));
    }

    /// <summary>The statements' filters and the profile's rules are two ways to the same rows.</summary>
    [Theory]
    [InlineData("2024-04-09")]
    [InlineData("2026-07-02")]
    public void Statements_and_profiles_count_the_same_acts(string asOf)
    {
        LedgerAsOf ledger = ShippedEvidence.Ledger.AsOf(new AsOf(DateOnly.ParseExact(asOf, "yyyy-MM-dd", null)));
        DateOnly from = new(2020, 1, 1);
        StrictnessComparison comparison = StrictnessComparison.Of(ledger, [], ["CN", "US", "EU"], "ai", from);
        ImmutableArray<Claim> claims = StrictnessStatements.Of(Words, ["CN", "US", "EU"], "ai", from);
        Evidence evidence = new() { Ledger = ledger, Ties = [], Dockets = [], Phases = (_, _) => null, Scenarios = _ => null };
        Assert.Equal(
            Difference(p => (double)comparison[AreaScope.Content, p].Binding.Whole.Length / comparison[AreaScope.All, p].Binding.Whole.Length, "US"), claims[0].Tests[0].Check(evidence).Found.Value, 1e-12);
        Assert.Equal(
            Difference(p => (double)comparison[AreaScope.Content, p].Binding.Part.Length / comparison[AreaScope.All, p].Binding.Part.Length, "EU"), claims[0].Tests[3].Check(evidence).Found.Value, 1e-12);
        Assert.Equal(Difference(p => comparison[AreaScope.OutsideContent, p].Binding.Value, "US"), claims[1].Tests[0].Check(evidence).Found.Value, 1e-12);
        Assert.Equal(Difference(p => comparison[AreaScope.OutsideContent, p].Grave.Value, "EU"), claims[1].Tests[3].Check(evidence).Found.Value, 1e-12);

        double Difference(Func<string, double> share, string other) => share("CN") - share(other);
    }

    [Fact]
    public void Both_statements_are_contradicted_by_other_data()
    {
        Event[] acts =
        [
            .. Enumerable.Range(0, 30).Select(i => Act($"cn-{i}", "2022-01-01") with { Severity = 5 }),
            .. Enumerable.Range(0, 30).SelectMany(i => new[] { Act($"us-{i}", "2022-01-01", "US") with { Areas = ["content-control"] }, Act($"us-soft-{i}", "2022-01-01", "US") with { Severity = 2 }, Act($"us-hard-{i}", "2022-01-01", "US") }),
        ];
        Evidence evidence = new() { Ledger = AsKnownOn("2023-01-01", acts), Ties = [], Dockets = [], Phases = (_, _) => null, Scenarios = _ => null };
        Assert.All(StrictnessStatements.Of(Words, ["CN", "US"], "ai", new DateOnly(2020, 1, 1)), claim => Assert.Equal(Verdict.Contradicted, claim.Check(evidence).Verdict));
    }
}
