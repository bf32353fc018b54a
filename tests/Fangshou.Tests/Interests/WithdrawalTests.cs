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
        Assert.Equal(1, without.RelativeGain);
    });

    [Fact]
    public void A_province_takes_its_cities_with_it()
    {
        ImmutableArray<Tie> ties = [Of("LOCAL:Hefei", "Nio"), Of("LOCAL:Shanghai", "StepFun")];
        Assert.Equal(["Nio"], Withdrawal.Of(ties, "LOCAL:Anhui", Actors)!.Losses.Select(loss => loss.Firm));
        Assert.Empty(Withdrawal.Of([Of("LOCAL:Anhui", "iFlytek")], "LOCAL:Hefei", Actors)!.Losses);
    }
}
