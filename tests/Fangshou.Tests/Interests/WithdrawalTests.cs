using System.Collections.Immutable;
using CsCheck;
using Fangshou.Interests;
using static Fangshou.Tests.Interests.TieSample;

namespace Fangshou.Tests.Interests;

public class WithdrawalTests
{
    [Fact]
    public void A_firm_loses_what_nobody_else_holds()
    {
        Withdrawal without = Withdrawal.Of(
            [Of("LOCAL:A", "Alone"), Of("LOCAL:A;LOCAL:B", "Shared"), Of("LOCAL:A", "Weaker", strength: 3), Of("LOCAL:B", "Weaker", strength: 1), Of("LOCAL:B", "Other"), Of("CAC", "Central")],
            "LOCAL:A", Actors)!;
        Assert.Equal(["Alone", "Weaker"], without.Losses.Select(loss => loss.Firm));
        Assert.Equal((0.75, 0.0), (without.Losses[0].Before, without.Losses[0].After));
        Assert.Equal(["investor"], without.Losses[0].RolesLost);
        Assert.Equal((0.75, 0.25), (without.Losses[1].Before, without.Losses[1].After));
        Assert.Empty(without.Losses[1].RolesLost);
        Assert.Equal(["LOCAL:B"], without.Losses[1].StillHeldBy);
        Assert.Equal(["Other", "Shared"], without.Unchanged);
        Assert.Equal(3, without.Ties.Length);
    }

    [Fact]
    public void The_index_falls_by_the_mean_loss_over_all_firms() => Any.Sample(ties =>
    {
        Withdrawal without = Withdrawal.Of(ties, "LOCAL:B", Actors)!;
        Assert.Equal(without.IndexBefore - without.IndexAfter, without.Losses.Sum(loss => loss.Before - loss.After) / without.Firms, 1e-12);
        Assert.Equal(without.IndexBefore, Alignment.Of(ties, Actors, 1)!.Index.Value, 1e-12);
        Assert.True(without.RelativeGain >= 1);
        Assert.All(without.Losses, loss => Assert.DoesNotContain("LOCAL:B", loss.StillHeldBy));
    }, iter: 60);

    [Fact]
    public void A_body_without_a_local_tie_takes_nothing_away() => Any.Sample(ties =>
    {
        Withdrawal without = Withdrawal.Of(ties, "LOCAL:Absent", Actors)!;
        Assert.Empty(without.Losses);
        Assert.Empty(without.Ties);
        Assert.Empty(without.Gains);
        Assert.All(without.Standings, firm => Assert.Equal(firm.ShareBefore, firm.ShareAfter));
        Assert.Equal(1, without.RelativeGain);
    });

    [Fact]
    public void Shares_sum_to_one_before_and_after() => Any.Sample(ties =>
    {
        Withdrawal without = Withdrawal.Of(ties, "LOCAL:B", Actors)!;
        if (without.Standings.IsEmpty)
            return;
        Assert.Equal(1, without.Standings.Sum(firm => firm.ShareBefore), 1e-12);
        if (without.IndexAfter > 0)
            Assert.Equal(1, without.Standings.Sum(firm => firm.ShareAfter), 1e-12);
        else
            Assert.All(without.Standings, firm => Assert.True(double.IsNaN(firm.ShareAfter) && firm.Loses && !firm.Gains));
    });

    [Fact]
    public void A_firm_without_a_tie_to_the_place_never_loses() => Any.Sample(ties =>
    {
        Withdrawal without = Withdrawal.Of(ties, "LOCAL:B", Actors)!;
        HashSet<string> tied = [.. ties.Where(tie => tie.Holders.Contains("LOCAL:B")).SelectMany(tie => tie.Firms)];
        Assert.All(without.Standings.Where(firm => !tied.Contains(firm.Firm)), firm =>
        {
            Assert.Equal(firm.Before, firm.After);
            Assert.Empty(firm.TiesLost);
            Assert.True(firm.ShareAfter >= firm.ShareBefore);
        });
        Assert.All(without.Standings, firm => Assert.True(firm.After <= firm.Before, "Nobody gains a bond."));
    });

    [Fact]
    public void Who_keeps_a_bond_while_another_loses_gains_by_the_factor_of_the_mean() => Any.Sample(ties =>
    {
        Withdrawal without = Withdrawal.Of(ties, "LOCAL:B", Actors)!;
        Assert.All(without.Standings.Where(firm => !firm.Loses), firm =>
        {
            Assert.Equal(!without.Losses.IsEmpty, firm.Gains);
            Assert.Equal(without.RelativeGain, firm.ShareAfter / firm.ShareBefore, 1e-12);
        });
    });

    [Fact]
    public void One_that_loses_less_than_its_rivals_gains_a_share_of_what_is_left()
    {
        Withdrawal without = Withdrawal.Of(
            [Of("LOCAL:A", "Alone", id: "a"), Of("LOCAL:A", "Weaker", strength: 3, id: "b"), Of("LOCAL:B", "Weaker", strength: 2, id: "c"), Of("LOCAL:A;LOCAL:B", "Both", strength: 1, id: "d"), Of("LOCAL:A;FUND:F", "Fund", id: "e"), Of("CAC", "Fund", id: "f")],
            "LOCAL:A", Actors)!;
        // Before .75, .75, .25 and .75 of 2.5; after 0, .5, .25 and 0 of .75.
        Assert.Equal([("Weaker", 0.3, 0.5 / 0.75), ("Both", 0.1, 0.25 / 0.75)], without.Gains.Select(firm => (firm.Firm, firm.ShareBefore, firm.ShareAfter)));
        Assert.Equal(["Alone", "Fund", "Weaker"], without.Losses.Select(firm => firm.Firm));
        Assert.Equal([("Alone", "a", ""), ("Both", "", "d"), ("Fund", "e", ""), ("Weaker", "b", "c")], without.Standings.Select(firm => (firm.Firm, string.Join(',', firm.TiesLost), string.Join(',', firm.TiesKept))));
    }

    [Fact]
    public void Who_loses_as_its_rivals_do_keeps_its_share_to_the_bit()
    {
        Withdrawal without = Withdrawal.Of([.. new[] { "X", "Y", "Z" }.SelectMany(firm => new[] { Of("LOCAL:A", firm, strength: 3), Of("LOCAL:B", firm, strength: 1) })], "LOCAL:A", Actors)!;
        Assert.Equal(3, without.Losses.Length);
        Assert.Empty(without.Gains);
    }

    [Fact]
    public void A_province_takes_its_cities_with_it()
    {
        ImmutableArray<Tie> ties = [Of("LOCAL:Hefei", "Nio"), Of("LOCAL:Shanghai", "StepFun")];
        Assert.Equal(["Nio"], Withdrawal.Of(ties, "LOCAL:Anhui", Actors)!.Losses.Select(loss => loss.Firm));
        Assert.Empty(Withdrawal.Of([Of("LOCAL:Anhui", "iFlytek")], "LOCAL:Hefei", Actors)!.Losses);
    }
}
