using CsCheck;
using Fangshou.Ledger;
using Fangshou.Strictness;
using Fangshou.Tests.Claims;
using static Fangshou.Tests.Strictness.PlantedActs;

namespace Fangshou.Tests.Strictness;

public class StrictnessComparisonTests
{
    static readonly Gen<Event> act = Gen.Select(
        Gen.Int[0, 2000], Gen.OneOf("CN", "CN-GD", "US", "EU"), Gen.OneOf("law", "ban", "fine", "guideline", "draft"), Gen.Int[1, 5],
        Gen.OneOf("content-control", "data-privacy", "content-control;labor"), Gen.OneOf("CAC", "NDRC", "CAC;NDRC", "SAMR", "FTC"), Gen.Bool)
        .Select((day, where, how, severity, areas, who, named) => Act("act", "2019-01-01", where) with
        {
            Date = new EventDate(new DateOnly(2019, 1, 1).AddDays(day)),
            Instrument = how,
            Severity = severity,
            Areas = [.. areas.Split(';')],
            Actors = [.. who.Split(';')],
            Targets = named ? ["Tencent"] : [],
        });

    static readonly Gen<Event[]> acts = act.Array[1, 40].Select(rows => rows.Select((row, i) => row with { Id = $"act-{i}" }).ToArray());

    static string Shown(StrictnessComparison comparison) => string.Join('\n', comparison.Profiles.Select(p =>
        $"{p.Jurisdiction} {p.Area} {string.Join(',', p.Rules.Select(r => r.Id + r.Status))} {p.First?.Act} {string.Join(',', p.Enforcement.Acts)} {string.Join(',', p.Binding.Part)}/{string.Join(',', p.Binding.Whole)} {string.Join(',', p.Camps.Select(c => c.Acts.Part.Length))}"));

    [Fact]
    public void Planted_acts_are_counted_in_their_places()
    {
        StrictnessComparison comparison = Compare(AsKnownOn("2023-12-31",
            Act("cn-law", "2021-03-01") with { Instrument = "law", Severity = 4 },
            Act("cn-rule", "2022-03-01") with { Areas = ["content-control"] },
            Act("cn-province", "2022-04-01", "CN-GD"),
            Act("cn-fine", "2022-05-01") with { Instrument = "fine", Targets = ["Tencent"], Amount = 5_000_000, Currency = "CNY" },
            Act("cn-draft", "2022-06-01") with { Instrument = "draft", Severity = 2 },
            Act("cn-gaming", "2022-07-01") with { Sectors = ["gaming"] },
            Act("us-law", "2022-09-01", "US") with { Actors = ["CONGRESS"] }));
        StrictnessProfile china = comparison[AreaScope.All, "CN"];
        Assert.Equal(["cn-law", "cn-rule", "cn-province"], china.InForce.Select(rule => rule.Id));
        Assert.Equal([false, false, true], china.InForce.Select(rule => rule.IsLocal("CN")));
        Assert.Equal((1, 4, 5), (china.Enforcement.Acts.Length, china.Binding.Part.Length, china.Binding.Whole.Length));
        Assert.Equal(new MoneyTaken("CNY", 5_000_000, ["cn-fine"]).Amount, Assert.Single(china.Money).Amount);
        Assert.Equal(["cn-law"], china.Grave.Part);
        Assert.Equal(["cn-rule"], comparison[AreaScope.Content, "CN"].Rules.Select(rule => rule.Id));
        Assert.Equal(3, comparison[AreaScope.OutsideContent, "CN"].Binding.Part.Length);
        Assert.Equal(18, comparison[AreaScope.All, "US"].First!.After(comparison.FirstMover(AreaScope.All)!).Months, 0.1);
        Assert.Empty(comparison[AreaScope.All, "US"].Camps);
        Assert.Equal([AreaScope.All, AreaScope.OutsideContent, new AreaScope("data-privacy"), AreaScope.Content], comparison.Areas);
    }

    [Fact]
    public void Money_is_added_within_a_currency_only()
    {
        Event fine = Act("one", "2022-05-01") with { Instrument = "fine", Targets = ["Tencent"], Amount = 5, Currency = "CNY" };
        StrictnessComparison comparison = Compare(AsKnownOn("2023-01-01", fine, fine with { Id = "two", Amount = 7 }, fine with { Id = "three", Currency = "USD", Amount = 11 }));
        Assert.Equal([("CNY", 12m, 2), ("USD", 11m, 1)], comparison[AreaScope.All, "CN"].Money.Select(m => (m.Currency, m.Amount, m.Acts.Length)));
    }

    [Fact]
    public void The_order_of_rows_changes_nothing() => Gen.Select(acts, Gen.Int[0, 100]).Sample((rows, turn) =>
        Assert.Equal(Shown(Compare(AsKnownOn("2025-01-01", rows))), Shown(Compare(AsKnownOn("2025-01-01", rows.Skip(turn % rows.Length).Concat(rows.Take(turn % rows.Length)))))));

    [Fact]
    public void What_happens_after_the_day_of_knowledge_changes_nothing() => Gen.Select(acts, Gen.Int[400, 1900]).Sample((rows, day) =>
    {
        DateOnly cut = new DateOnly(2019, 1, 1).AddDays(day);
        string asOf = $"{cut:yyyy-MM-dd}";
        Assert.Equal(Shown(Compare(AsKnownOn(asOf, rows.Where(row => row.Date.Day <= cut)))), Shown(Compare(AsKnownOn(asOf, rows))));
    });

    [Fact]
    public void Camps_share_out_the_tightening_and_content_with_its_outside_makes_all() => acts.Sample(rows =>
    {
        StrictnessComparison comparison = Compare(AsKnownOn("2025-01-01", rows));
        Assert.All(comparison.Profiles, p =>
        {
            if (!p.Camps.IsEmpty)
                Assert.Equal(p.Binding.Whole.Length, p.Camps.Sum(camp => camp.Acts.Part.Length));
            Assert.True(p.Binding.Whole.IsEmpty || (p.Binding.Interval.Low <= p.Binding.Value && p.Binding.Value <= p.Binding.Interval.High));
        });
        foreach (string jurisdiction in comparison.Jurisdictions)
        {
            int content = comparison.Areas.Contains(AreaScope.Content) ? comparison[AreaScope.Content, jurisdiction].Binding.Whole.Length : 0;
            Assert.Equal(comparison[AreaScope.All, jurisdiction].Binding.Whole.Length, content + comparison[AreaScope.OutsideContent, jurisdiction].Binding.Whole.Length);
        }
    });

    [Fact]
    public void Overlap_and_an_empty_window_are_refused()
    {
        LedgerAsOf ledger = AsKnownOn("2023-01-01", Act("one", "2022-01-01"));
        Assert.Throws<ArgumentException>(() => StrictnessComparison.Of(ledger, [], ["CN", "CN-GD"], null, new DateOnly(2020, 1, 1)));
        Assert.Throws<ArgumentException>(() => StrictnessComparison.Of(ledger, [], ["CN", "US"], null, new DateOnly(2023, 1, 2)));
    }

    [Theory]
    [InlineData("CAC;MPS", AgencyCamp.Control)]
    [InlineData("NDRC;SAMR", AgencyCamp.Growth)]
    [InlineData("CAC;MIIT", AgencyCamp.Both)]
    [InlineData("SAMR;PBOC", AgencyCamp.Other)]
    [InlineData("FTC", AgencyCamp.Other)]
    public void The_camp_of_an_act_follows_from_the_orientation_of_its_bodies(string actors, AgencyCamp camp) =>
        Assert.Equal(camp, CampShare.Of(Act("act", "2022-01-01") with { Actors = [.. actors.Split(';')] }, Words));

    [Fact]
    public void The_shipped_ledger_tells_of_the_revoked_order_and_the_act_of_the_Union()
    {
        RuleStatus Status(string rule, string asOf) => StandingRule.In(ShippedEvidence.Ledger.AsOf(new AsOf(DateOnly.ParseExact(asOf, "yyyy-MM-dd", null))), Links).Single(r => r.Id == rule).Status;
        Assert.Equal(RuleStatus.InForce, Status("us-2023-10-30-biden-eo-14110", "2024-04-09"));
        Assert.Equal(RuleStatus.Repealed, Status("us-2023-10-30-biden-eo-14110", "2026-07-01"));
        Assert.Equal(RuleStatus.Delayed, Status("us-2024-05-17-colorado-ai-act-signed", "2025-12-31"));
        Assert.Equal(4, StandingRule.In(ShippedEvidence.Ledger.AsOf(AsOf.Latest), Links).Single(r => r.Id == "eu-2024-05-21-council-adopts-ai-act").Stages.Length);
    }

    static System.Collections.Immutable.ImmutableArray<RuleLink> Links { get; } =
        RuleLinkReader.Read(name => File.Exists(Path.Combine(AppContext.BaseDirectory, "data", name)) ? File.OpenRead(Path.Combine(AppContext.BaseDirectory, "data", name)) : null, null);
}
