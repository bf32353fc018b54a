using System.Globalization;
using Fangshou.Interests;
using Fangshou.Store;

namespace Fangshou.Briefs;

/// <summary>Who loses protection, and whose share of it rises, when a place gives up its ties, as data.</summary>
static class WithdrawalReply
{
    // With a first shock, because without one hardly any history of the model sees a crackdown.
    internal const string Scenario = "fangshou scenario compare one-place-leaves local-protection-removed --severity 8";

    internal static object Data(TieReport found, Withdrawal w) => new
    {
        w.Body,
        Ties = w.Ties.Select(tie => tie.Id),
        Losses = w.Losses.Select(firm => new { firm.Firm, firm.Before, firm.After, firm.RolesLost, firm.StillHeldBy, firm.TiesLost, firm.TiesKept }),
        w.Unchanged,
        w.Firms,
        w.IndexBefore,
        w.IndexAfter,
        w.ReachBefore,
        w.ReachAfter,
        RelativeGain = Finite(w.RelativeGain),
        Sectors = found.WithoutBySector.Select(pair => new
        {
            pair.Cell,
            pair.Withdrawal.IndexBefore,
            pair.Withdrawal.IndexAfter,
            Gains = pair.Withdrawal.Gains.Select(View),
            Losses = pair.Withdrawal.Losses.Select(View),
        }),
        Scenario,
    };

    static object View(FirmStanding firm) => new
    {
        firm.Firm,
        firm.Before,
        firm.After,
        firm.ShareBefore,
        ShareAfter = Finite(firm.ShareAfter),
        firm.TiesLost,
        firm.TiesKept,
    };

    internal static Rows Rows(TieReport found) => new(
        ["cell", "firm", "bond_before", "bond_after", "share_before", "share_after", "roles_lost", "still_held_by", "ties_lost", "ties_kept"],
        [
            .. found.WithoutBySector.SelectMany(pair => TieWords.Ordered(pair.Withdrawal).Select(firm => new[]
            {
                pair.Cell.ToString(), firm.Firm, Csv(firm.Before), Csv(firm.After), Csv(firm.ShareBefore), Csv(firm.ShareAfter),
                string.Join(';', firm.RolesLost), string.Join(';', firm.StillHeldBy), string.Join(';', firm.TiesLost), string.Join(';', firm.TiesKept),
            })),
        ]);

    static double? Finite(double x) => double.IsFinite(x) ? x : null;

    static string Csv(double x) => double.IsFinite(x) ? x.ToString("R", CultureInfo.InvariantCulture) : "";
}
