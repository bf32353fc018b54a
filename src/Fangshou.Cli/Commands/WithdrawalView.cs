using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Interests;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli.Commands;

/// <summary>Who loses protection, and whose share of it rises, when a place gives up its ties: on the screen.</summary>
static class WithdrawalView
{
    public static IEnumerable<IRenderable> Screen(CommandRun run, TieReport found, Withdrawal without)
    {
        string place = InterestsView.Body(run, found, without.Body);
        yield return new Text(string.Create(CultureInfo.InvariantCulture,
            $"{InterestsView.Title(run, found)} · {run.Say("as of", "截至")} {found.Ledger.AsOf} · {run.Say($"if {place}, with all that reports to it, gave up its ties ({Count(without.Ties.Length)})", $"若{place}（含下属机构）放弃其 {Count(without.Ties.Length)} 条联系")}\n"));
        if (without.Losses.IsEmpty)
            yield return new Text(run.Say("No bond shrinks.", "没有纽带减弱。") + "\n");
        else
            yield return Losses(run, found, without);
        yield return new Text(string.Create(CultureInfo.InvariantCulture,
            $"{run.Say("Index", "指数")} {TieWords.Two(without.IndexBefore)} → {TieWords.Two(without.IndexAfter)}; {run.Say("firms with a local tie", "有地方联系的企业")} {CourtWords.Percent(without.ReachBefore)} → {CourtWords.Percent(without.ReachAfter)} ({run.Say("of", "共")} {without.Firms}).\n"));
        foreach ((Ledger.Cell cell, Withdrawal sector) in found.WithoutBySector)
        {
            yield return new Text(run.Say($"{cell}: shares of the sector's local bonds, before and after", $"{cell}：各企业占该行业地方纽带的份额（前与后）") + "\n");
            yield return Shares(run, sector);
        }

        if (!found.WithoutBySector.IsEmpty)
            yield return new Text(run.Say(
                "A share that rises is standing beside rivals: no firm gains a tie, and none is sheltered more than before.\n",
                "份额上升只是相对于同行的地位：没有企业新获联系，也没有企业比以前更受保护。\n"));
        yield return new Text(run.Say(
            $"To try it in the mechanism, where homes are drawn by lot and a place stands for any with a fifth of the firms: {WithdrawalReply.Scenario}\n",
            $"在机制模型中试验（企业所在地随机抽取，一地代表拥有约五分之一企业的任一地方）：{WithdrawalReply.Scenario}\n"));
    }

    static Table Losses(CommandRun run, TieReport found, Withdrawal without)
    {
        TieWords words = new(run.PageLanguage);
        return CommandRun.Grid(
            [run.Say("firm", "企业"), run.Say("local bond", "地方纽带"), run.Say("after", "之后"), run.Say("roles lost", "失去的角色"), run.Say("still held by", "仍由其持有"), run.Say("rows that end", "终止的记录")],
            without.Losses.Select(firm => new[]
            {
                firm.Firm, TieWords.Two(firm.Before), TieWords.Two(firm.After), firm.RolesLost.IsEmpty ? "–" : string.Join(", ", firm.RolesLost.Select(words.Role)),
                firm.StillHeldBy.IsEmpty ? run.Say("no local government", "无地方政府") : string.Join(", ", firm.StillHeldBy.Select(id => InterestsView.Body(run, found, id))), string.Join(", ", firm.TiesLost),
            }),
            InterestsView.LongestText);
    }

    static Table Shares(CommandRun run, Withdrawal sector) => CommandRun.Grid(
        [
            run.Say("firm", "企业"), run.Say("local bond", "地方纽带"), run.Say("after", "之后"), run.Say("share", "份额"), run.Say("after", "之后"), run.Say("points", "百分点"),
            run.Say("rows that hold it after", "之后仍有效的记录"),
        ],
        TieWords.Ordered(sector).Select(firm => new[]
        {
            firm.Firm, TieWords.Two(firm.Before), TieWords.Two(firm.After), TieWords.BondShare(firm.ShareBefore), TieWords.BondShare(firm.ShareAfter), TieWords.Points(firm),
            firm.TiesKept.IsEmpty ? "–" : string.Join(", ", firm.TiesKept),
        }),
        InterestsView.LongestText);

    static string Count(int count) => InterestsView.Count(count);
}
