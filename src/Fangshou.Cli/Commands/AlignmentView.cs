using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Interests;
using Fangshou.Numerics;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli.Commands;

/// <summary>The alignment of sectors, and the bonds of firms, on the screen.</summary>
static class AlignmentView
{
    public static IEnumerable<IRenderable> Screen(CommandRun run, InterestsAnswer found)
    {
        if (found.Question.Subject == TieSubject.Cell)
        {
            yield return new Text(run.Say("Alignment of local governments with the firms that a tie names; 95 % intervals", "地方政府与有记录企业的利益一致程度（95% 区间）") + "\n");
            yield return Alignments(run, found);
            yield return new Text(run.Say(
                "Index = reach × bond: the mean local bond of all firms that any tie in force names, 0 to 1; in brackets its bootstrap interval, then its range if a tie bound less or more.\n" +
                "Roles: distinct roles of all public bodies a firm, weighted by strength. Places: local governments a reached firm. Local share: of the strength of local governments and the centre.\n" +
                "Concentration: 1 when one body holds everything. A firm without a sourced tie is in no denominator, so reach is too high as a share of all firms.\n",
                "指数 = 覆盖率 × 纽带：所有有现行联系企业的平均地方纽带，0 至 1；括号内为自助法区间，其后为联系约束力更弱或更强时的范围。\n" +
                "角色：每家企业的加权角色数。地方：每家被覆盖企业的地方政府数。地方占比：地方政府与中央强度之和中的地方份额。\n" +
                "集中度：全部由一个机构持有时为 1。没有来源记录的企业不在分母中，因此覆盖率高于全部企业的真实比例。\n"));
        }

        yield return new Text(run.Say("Firms by local bond", "企业（按地方纽带排序）") + "\n");
        TieWords words = new(run.PageLanguage);
        yield return CommandRun.Grid(
            [run.Say("firm", "企业"), run.Say("local bond", "地方纽带"), run.Say("weighted roles", "加权角色数"), run.Say("local roles", "地方角色"), run.Say("other roles", "其他角色"), run.Say("local governments", "地方政府")],
            found.Bonds.OrderByDescending(bond => bond.Bond).ThenByDescending(bond => bond.WeightedRoles).ThenBy(bond => bond.Firm, StringComparer.Ordinal).Select(bond => new[]
            {
                bond.Firm, InterestsView.Two(bond.Bond), One(bond.WeightedRoles), string.Join(", ", bond.LocalRoles.Select(words.Role)), string.Join(", ", bond.OtherRoles.Select(words.Role)),
                string.Join(", ", bond.Localities.Select(id => run.Settings.Language == Language.Chinese ? InterestsView.Body(run, found, id) : Holder.Name(id))),
            }),
            200);
    }

    static Table Alignments(CommandRun run, InterestsAnswer found) => CommandRun.Grid(
        [
            run.Say("cell", "单元"), run.Say("firms", "企业"), run.Say("index", "指数"), run.Say("range", "范围"), run.Say("reach", "覆盖率"), run.Say("bond", "纽带"), run.Say("roles", "角色"),
            run.Say("places", "地方"), run.Say("local share", "地方占比"), run.Say("bodies", "机构"), run.Say("concentr.", "集中度"),
        ],
        found.Alignments.Select(pair => new[]
        {
            pair.Cell.ToString(), InterestsView.Count(pair.Alignment.Firms), Number(pair.Alignment.Index), $"{InterestsView.Two(pair.Alignment.IndexAtWeakStep)}–{InterestsView.Two(pair.Alignment.IndexAtStrongStep)}",
            Share(pair.Alignment.Reach), Number(pair.Alignment.BondOfReached), One(pair.Alignment.RolesPerFirm.Value), One(pair.Alignment.LocalitiesPerReached),
            Share(pair.Alignment.LocalShare), InterestsView.Count(pair.Alignment.Holders), InterestsView.Two(pair.Alignment.Concentration),
        }));

    static string One(double x) => double.IsFinite(x) ? x.ToString("0.0", CultureInfo.InvariantCulture) : "–";

    static string Number(Bracketed x) => !double.IsFinite(x.Value) ? "–" : double.IsFinite(x.Low) ? $"{InterestsView.Two(x.Value)} ({InterestsView.Two(x.Low)}–{InterestsView.Two(x.High)})" : InterestsView.Two(x.Value);

    static string Share(Bracketed x) => !double.IsFinite(x.Value) ? "–"
        : string.Create(CultureInfo.InvariantCulture, $"{100 * x.Value:0} %") + (double.IsFinite(x.Low) ? string.Create(CultureInfo.InvariantCulture, $" ({100 * x.Low:0}–{100 * x.High:0})") : "");
}
