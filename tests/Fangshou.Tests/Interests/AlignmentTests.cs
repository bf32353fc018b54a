using System.Collections.Immutable;
using CsCheck;
using Fangshou.Interests;
using static Fangshou.Tests.Interests.TieSample;

namespace Fangshou.Tests.Interests;

public class AlignmentTests
{
    [Fact]
    public void A_bond_is_one_less_the_chance_that_no_role_binds()
    {
        ImmutableArray<FirmBond> bonds = FirmBond.Of(
            [Of("LOCAL:A", "X", "investor", 3), Of("LOCAL:B", "X", "investor", 1), Of("LOCAL:A", "X", "customer", 2), Of("CAC", "X", "golden-share", 3), Of("CAC", "Y", "golden-share", 2)], Actors);
        Assert.Equal(["X", "Y"], bonds.Select(bond => bond.Firm));
        // One investor of strength 3 and one customer of strength 2: 1 − (1 − 3/4)(1 − 2/4).
        Assert.Equal(1 - (0.25 * 0.5), bonds[0].Bond, 15);
        Assert.Equal(0, bonds[1].Bond);
        Assert.Equal((3 + 2 + 3) / 3.0, bonds[0].WeightedRoles, 15);
        Assert.Equal(["LOCAL:A", "LOCAL:B"], bonds[0].Localities);
        Assert.Equal(["investor", "customer"], bonds[0].LocalRoles);
        Assert.Equal(["golden-share"], bonds[0].OtherRoles);
        Assert.False(bonds[1].IsReached);
    }

    [Fact]
    public void The_index_is_reach_times_the_bond_of_the_reached() => Any.Sample(ties =>
    {
        Alignment alignment = Alignment.Of(ties, Actors, 1)!;
        Assert.Equal(alignment.Index.Value, alignment.Reach.Value == 0 ? 0 : alignment.Reach.Value * alignment.BondOfReached.Value, 1e-12);
        Assert.Equal(alignment.Index.Value, alignment.Bonds.Average(bond => bond.Bond), 1e-12);
        Assert.InRange(alignment.IndexAtWeakStep, 0, alignment.Index.Value + 1e-12);
        Assert.InRange(alignment.IndexAtStrongStep, alignment.Index.Value - 1e-12, 1);
        Assert.Equal(1, alignment.ShareByKind.Sum(), 1e-12);
        Assert.InRange(alignment.Concentration, (1.0 / alignment.Holders) - 1e-12, 1 + 1e-12);
    }, iter: 60);

    [Fact]
    public void Another_tie_never_loosens_a_bond() => Gen.Select(Any, Any).Sample((ties, more) =>
    {
        Dictionary<string, FirmBond> before = FirmBond.Of(ties, Actors).ToDictionary(bond => bond.Firm, StringComparer.Ordinal);
        Assert.All(FirmBond.Of([.. ties, more[0]], Actors), bond => Assert.True(!before.TryGetValue(bond.Firm, out FirmBond? old) || (bond.Bond >= old.Bond && bond.WeightedRoles >= old.WeightedRoles)));
    });

    [Fact]
    public void The_order_of_the_rows_does_not_matter() => Any.Sample(ties =>
    {
        Alignment one = Alignment.Of(ties, Actors, 5)!, other = Alignment.Of([.. ties.Reverse()], Actors, 5)!;
        Assert.Equal(one.Index, other.Index);
        Assert.Equal(one.Concentration, other.Concentration, 1e-12);
        Assert.Equal(one.ShareByKind, other.ShareByKind);
    }, iter: 30);

    /// <summary>For a mean, the bootstrap's spread is the standard error: 95 % within 1.96 of it.</summary>
    [Fact]
    public void The_bootstrap_interval_of_a_mean_is_that_of_its_standard_error()
    {
        // 100 firms, of which every second has a bond of 3/4: sd = .375. Resampled means lie on a lattice of .0075.
        Alignment alignment = Alignment.Of([.. Enumerable.Range(0, 100).Select(i => Of(i % 2 == 0 ? "LOCAL:A" : "CAC", $"Firm {i}"))], Actors, 3)!;
        Assert.Equal(0.375, alignment.Index.Value, 12);
        Assert.Equal(0.375 - (1.96 * 0.0375), alignment.Index.Low, 0.0076);
        Assert.Equal(0.375 + (1.96 * 0.0375), alignment.Index.High, 0.0076);
        Assert.Equal(alignment.Index, Alignment.Of([.. Enumerable.Range(0, 100).Select(i => Of(i % 2 == 0 ? "LOCAL:A" : "CAC", $"Firm {i}"))], Actors, 3)!.Index);
    }

    [Fact]
    public void Equal_holders_are_as_spread_as_can_be_and_one_holder_is_not_spread_at_all()
    {
        Assert.Equal(0.25, Alignment.Of([Of("LOCAL:A", "X"), Of("LOCAL:B", "X"), Of("CAC", "X"), Of("MOST", "X")], Actors, 1)!.Concentration, 12);
        Assert.Equal(1, Alignment.Of([Of("LOCAL:A", "X"), Of("LOCAL:A", "Y")], Actors, 1)!.Concentration, 12);
        Assert.Equal(0.5, Alignment.Of([Of("LOCAL:A;LOCAL:B", "X")], Actors, 1)!.Concentration, 12);
    }

    [Fact]
    public void Two_firms_have_an_index_without_an_interval()
    {
        Alignment two = Alignment.Of([Of("LOCAL:A", "X"), Of("CAC", "Y")], Actors, 1)!, three = Alignment.Of([Of("LOCAL:A", "X"), Of("CAC", "Y"), Of("CAC", "Z")], Actors, 1)!;
        Assert.Equal(0.375, two.Index.Value);
        Assert.True(double.IsNaN(two.Index.Low) && double.IsNaN(two.Index.High));
        Assert.True(two.Reach.Low < two.Reach.Value && two.Reach.Value < two.Reach.High);
        Assert.True(three.Index.Low <= three.Index.Value && three.Index.Value <= three.Index.High);
    }

    [Fact]
    public void Ties_to_groups_alone_give_no_index() => Assert.Null(Alignment.Of([Of("LOCAL:A", "AI firms in Anhui")], Actors, 1));

    [Fact]
    public void A_tie_is_in_force_from_its_first_through_its_last_day()
    {
        ImmutableArray<Tie> ties = [Of("CAC", "X", from: "2020-03-05", to: "2021-06-07")];
        Assert.Equal([0, 1, 1, 0], ((string[])["2020-03-04", "2020-03-05", "2021-06-07", "2021-06-08"]).Select(day => Alignment.InForce(ties, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).Length));
    }

    [Fact]
    public void Every_tie_counts_in_each_year_that_it_touches()
    {
        ImmutableArray<RoleYear> years = RoleYear.Of([Of("CAC", "X", "golden-share", from: "2019-12-31", to: "2021-01-01"), Of("CAC", "X", "customer", from: "2021-05-01")], new DateOnly(2022, 2, 1));
        Assert.Equal([2019, 2020, 2021, 2022], years.Select(year => year.Year));
        Assert.Equal([1, 1, 2, 1], years.Select(year => year.Total));
        Assert.Equal(1, years[3].ByRole[RoleYear.Roles.IndexOf("customer")]);
        Assert.Empty(RoleYear.Of([], new DateOnly(2022, 2, 1)));
    }

    [Fact]
    public void The_roles_are_those_of_the_codebook()
    {
        string[] rows = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "data", "vocabularies", "roles.csv"));
        Assert.Equal(rows.Skip(1).Select(row => row.Split(',')[0]).Order(StringComparer.Ordinal), RoleYear.Roles.Order(StringComparer.Ordinal));
        Assert.All(Shipped, tie => Assert.Contains(tie.Role, RoleYear.Roles));
    }

    [Theory]
    [InlineData("Alibaba (Youku)", "Alibaba", "Youku", false)]
    [InlineData("Alibaba", "Alibaba", "", false)]
    [InlineData("AI companies (National AI Fund)", "AI companies", "National AI Fund", true)]
    [InlineData("AI firms in Anhui", "AI firms in Anhui", "", true)]
    [InlineData("(odd)", "(odd)", "", false)]
    public void A_unit_belongs_to_its_firm_and_a_group_is_no_firm(string name, string firm, string unit, bool isGroup)
    {
        Assert.Equal(firm, FirmName.Of(name));
        Assert.Equal(unit, FirmName.Unit(name));
        Assert.Equal(isGroup, FirmName.IsGroup(name));
    }

    /// <summary>The rule goes by words; a person read this list, and no firm is on it.</summary>
    [Fact]
    public void The_shipped_names_that_are_read_as_groups_are_groups() => Assert.Equal(
        [
            "AI companies (National AI Fund)", "AI firms (small and medium)", "AI firms in Anhui", "AI firms in Beijing", "AI firms in Henan", "AI firms in Shandong", "AI firms in Shanghai",
            "AI firms in Shenzhen", "AI research institutions", "AI research teams", "AI, chip and biotech start-ups", "AI, robotics, IT and health firms", "Alibaba and local IT sector", "Chip firms",
            "Chip industry (Big Fund I)", "Chip industry (Big Fund II)", "Chip industry (Big Fund III)", "Embodied-AI firms", "Facial-recognition firms", "Humanoid-robot firms",
            "Internet companies (via CIIF)", "LLM vendors (all)", "Large-model start-ups", "Robot firms", "Six Little Dragons", "Start-ups in AI, quantum, hydrogen", "Start-ups in hard technology",
            "Top 500 private enterprises",
        ],
        Shipped.SelectMany(tie => tie.Firms).Where(FirmName.IsGroup).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("LOCAL:Hefei", HolderKind.Locality)]
    [InlineData("LOCAL:Nowhere", HolderKind.Locality)]
    [InlineData("MOST", HolderKind.Centre)]
    [InlineData("XI", HolderKind.Centre)]
    [InlineData("CAS", HolderKind.Research)]
    [InlineData("UNIV:USTC", HolderKind.Research)]
    [InlineData("FUND:CIIF", HolderKind.Fund)]
    [InlineData("SOE:GAC", HolderKind.StateFirm)]
    [InlineData("COURT:Shenzhen courts", HolderKind.Court)]
    [InlineData("GOV:city governments", HolderKind.Several)]
    public void Holders_are_sorted_by_class_and_level(string holder, HolderKind kind) => Assert.Equal(kind, Holder.Kind(holder, Actors));

    [Theory]
    [InlineData("LOCAL:Hefei", "LOCAL:Hefei", true)]
    [InlineData("LOCAL:Hangzhou-Binjiang", "LOCAL:Zhejiang", true)]
    [InlineData("SOE:GAC", "LOCAL:Guangzhou", true)]
    [InlineData("LOCAL:Zhejiang", "LOCAL:Hangzhou", false)]
    [InlineData("LOCAL:Unknown", "LOCAL:Unknown", true)]
    public void A_place_includes_what_reports_to_it(string holder, string body, bool within) => Assert.Equal(within, Holder.IsWithin(holder, body, Actors));
}
