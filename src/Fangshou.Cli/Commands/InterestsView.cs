using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Interests;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli.Commands;

/// <summary>The answer of <c>fangshou interests</c> as JSON, CSV, screen and figure.</summary>
static class InterestsView
{
    public const int LongestText = 300;

    const int MostNodes = 12;

    public static Answer Answer(CommandRun run, TieReport found) =>
        new(TieReply.Of(found, run.Settings.Seed)) { Screen = [.. found.Without is { } withdrawal ? WithdrawalView.Screen(run, found, withdrawal) : Screen(run, found)] };

    static IEnumerable<IRenderable> Screen(CommandRun run, TieReport found)
    {
        TieWords words = new(run.PageLanguage);
        yield return new Text(string.Create(CultureInfo.InvariantCulture,
            $"{Title(run, found)} · {run.Say("as of", "截至")} {found.Ledger.AsOf} · {found.Ties.Length} {run.Say("ties known,", "条已知联系，")} {found.InForce.Length} {run.Say("in force", "条现行")}\n\n{run.Say("Ties in force on any day of the year, by role", "各年内曾生效的联系（按角色）")}\n"));
        yield return CommandRun.Grid(
            [run.Say("year", "年份"), .. RoleYear.Roles.Select(words.Role), run.Say("all", "合计")],
            found.Years.Select(year => (string[])[Count(year.Year), .. year.ByRole.Select(Count), Count(year.Total)]));
        foreach (IRenderable part in AlignmentView.Screen(run, found))
            yield return part;
        yield return new Text(run.Say("Most central in the network of ties in force", "现行联系网络中的中心节点") + "\n");
        yield return CommandRun.Grid(
            [run.Say("who", "名称"), run.Say("what", "类别"), run.Say("tied to", "相连数"), run.Say("strength", "强度"), run.Say("betweenness", "中介中心性")],
            found.Network.Nodes.OrderByDescending(node => node.Betweenness).ThenByDescending(node => node.Strength).ThenBy(node => node.Id, StringComparer.Ordinal).Take(MostNodes)
                .Select(node => new[] { node.Kind is null ? node.Id : Body(run, found, node.Id), words.Kind(node), Count(node.Degree), Count((int)node.Strength), node.Betweenness.ToString("0.000", CultureInfo.InvariantCulture) }));
        yield return CommandRun.Grid(
            ["id", run.Say("since", "自"), run.Say("until", "至"), run.Say("holder", "持有方"), run.Say("firm", "企业"), run.Say("role", "角色"), run.Say("strength", "强度"), run.Say("what", "内容"), run.Say("source", "来源")],
            found.Ties.Select(tie => new[]
            {
                tie.Id, Day(tie.From), tie.To is { } end ? Day(end) : "", string.Join(", ", tie.Holders.Select(id => Body(run, found, id))), string.Join(", ", tie.Firms), words.Role(tie.Role), Count(tie.Strength), tie.Title,
                tie.Source.Publisher.Length > 0 ? tie.Source.Publisher : run.Say("none found yet", "尚未找到"),
            }),
            LongestText);
    }

    public static string Body(CommandRun run, TieReport found, string id) => found.Body(id, run.PageLanguage);

    public static string Title(CommandRun run, TieReport found) => found.Title(run.PageLanguage);

    public static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
