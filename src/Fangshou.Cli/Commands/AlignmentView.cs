using Fangshou.Briefs;
using Fangshou.Interests;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli.Commands;

/// <summary>The alignment of sectors, and the bonds of firms, on the screen.</summary>
static class AlignmentView
{
    public static IEnumerable<IRenderable> Screen(CommandRun run, TieReport found)
    {
        TieWords words = new(run.PageLanguage);
        if (found.Question.Subject == TieSubject.Cell)
        {
            yield return new Text(words.AlignmentCaption + "\n");
            yield return CommandRun.Grid(words.AlignmentColumns, found.Alignments.Select(pair => TieWords.Parts(pair.Cell, pair.Alignment)));
            yield return new Text(words.AlignmentNote + "\n");
        }

        yield return new Text(run.Say("Firms by local bond", "企业（按地方纽带排序）") + "\n");
        yield return CommandRun.Grid(
            [run.Say("firm", "企业"), run.Say("local bond", "地方纽带"), run.Say("weighted roles", "加权角色数"), run.Say("local roles", "地方角色"), run.Say("other roles", "其他角色"), run.Say("local governments", "地方政府")],
            found.Bonds.OrderByDescending(bond => bond.Bond).ThenByDescending(bond => bond.WeightedRoles).ThenBy(bond => bond.Firm, StringComparer.Ordinal).Select(bond => new[]
            {
                bond.Firm, TieWords.Two(bond.Bond), TieWords.One(bond.WeightedRoles), string.Join(", ", bond.LocalRoles.Select(words.Role)), string.Join(", ", bond.OtherRoles.Select(words.Role)),
                string.Join(", ", bond.Localities.Select(id => run.Settings.Language == Language.Chinese ? InterestsView.Body(run, found, id) : Holder.Name(id))),
            }),
            200);
    }
}
