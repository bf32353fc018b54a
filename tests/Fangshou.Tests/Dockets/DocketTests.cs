using System.Collections.Immutable;
using Fangshou.Dockets;
using Fangshou.Ledger;

namespace Fangshou.Tests.Dockets;

public class DocketTests
{
    static Docket Of(string id, string court, string claimant, double? wins = null, double? cases = null, double? judges = null, double? perJudge = null, int from = 2020, int to = 2020, string jurisdiction = "CN-GD", string cause = "debts", string respondent = "borrowers") => new()
    {
        Id = id,
        Court = court,
        Jurisdiction = jurisdiction,
        YearFrom = from,
        YearTo = to,
        Claimant = claimant,
        Respondent = respondent,
        Cause = cause,
        Cases = cases,
        Judges = judges,
        CasesPerJudge = perJudge,
        ClaimantWinRate = wins,
        Title = "-",
        Source = new("", ""),
        Confidence = Confidence.Medium,
    };

    [Fact]
    public void The_load_of_a_judge_is_as_told_or_from_suits_judges_and_years()
    {
        Assert.Equal(1400, Of("a", "A", "x", perJudge: 1400, cases: 10, judges: 5).YearlyPerJudge);
        Assert.Equal(50, Of("a", "A", "x", cases: 600, judges: 4, from: 2018, to: 2020).YearlyPerJudge);
        Assert.Null(Of("a", "A", "x", cases: 600).YearlyPerJudge);
    }

    [Fact]
    public void A_load_is_held_against_the_whole_country_in_the_nearest_years()
    {
        Docket one = Of("one", "A", "x", perJudge: 1400, from: 2019, to: 2020);
        ImmutableArray<Docket> all =
        [
            one, Of("far", "N", "all", perJudge: 300, from: 2023, to: 2023, jurisdiction: "CN"), Of("near", "N", "all", perJudge: 225, from: 2020, to: 2020, jurisdiction: "CN"),
            Of("also", "M", "all", perJudge: 215, from: 2019, to: 2019, jurisdiction: "CN"), Of("abroad", "M", "all", perJudge: 9, from: 2019, to: 2020, jurisdiction: "US"),
        ];
        BaseRate? rate = BaseRate.OfLoad(one, all);
        Assert.Equal(["near", "also"], rate!.Rows);
        Assert.Equal((220, 215, 225), (rate.Median, rate.Least, rate.Largest));
        Assert.Null(BaseRate.OfLoad(all[1], all));
    }

    [Fact]
    public void A_share_won_is_held_against_other_claimants_and_the_same_sort_of_respondent()
    {
        Docket one = Of("one", "A", "lender", wins: 0.9, respondent: "borrowers (many)");
        BaseRate? rate = BaseRate.OfWins(one, [one, Of("bank", "B", "bank", wins: 1, cases: 500), Of("few", "B", "shop", wins: 0, cases: 3), Of("self", "C", "lender", wins: 0.1), Of("else", "C", "bank", wins: 0.2, respondent: "platform")]);
        Assert.Equal(["bank"], rate!.Rows);
        Assert.Null(BaseRate.OfWins(Of("none", "A", "x"), [one]));
    }

    [Fact]
    public void Two_courts_are_contrasted_under_every_way_to_share_a_common_count()
    {
        Docket home = Of("home", "Home", "firm", wins: 0.95, cases: 564), away = Of("away", "Away", "firm", wins: 0.54);
        VenueContrast contrast = Assert.Single(VenueContrast.Of([away, home]));
        Assert.Equal(("home", "away", 3), (contrast.First.Id, contrast.Second.Id, contrast.Splits.Length));
        Assert.All(contrast.Splits, split => Assert.Equal(564, split.FirstSuits + split.SecondSuits, 9));
        Assert.All(contrast.Splits, split => Assert.Equal(0.41, split.Difference.Value, 12));
        Assert.All(contrast.Splits, split => Assert.True(split.Difference.Low < split.Difference.Value && split.Difference.Value < split.Difference.High));
        Assert.Single(Assert.Single(VenueContrast.Of([home, away with { Cases = 50 }])).Splits);
        Assert.Empty(Assert.Single(VenueContrast.Of([home with { Cases = null }, away])).Splits);
        Assert.Empty(VenueContrast.Of([home, away with { Cause = "else" }]));
    }

    [Fact]
    public void A_lenders_dockets_give_its_load()
    {
        DocketLoad load = DocketLoad.Of([Of("suits", "Three courts", "lender", cases: 130_000, from: 2016, to: 2021), Of("pace", "One court", "lender", perJudge: 1400)])!;
        Assert.Equal(130_000 / 72.0, load.ArrivalsPerMonth, 9);
        Assert.Equal(130_000 / 6.0 / 1400, load.JudgesWorth!.Value, 9);
        Assert.Equal(120_000 / 1400.0, load.MinutesPerCase(10_000)!.Value, 9);
        Assert.Null(DocketLoad.Of([Of("pace", "One court", "lender", perJudge: 1400)]));
        Assert.Null(DocketLoad.Of([Of("suits", "Three courts", "lender", cases: 10)])!.JudgesWorth);
    }
}
