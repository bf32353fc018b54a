using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using Fangshou.Briefs;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou phases show</c>.</summary>
static class PhasesShowCommand
{
    const int RecentMonths = 18;

    public static Command Build(GlobalOptions globals)
    {
        Argument<string> cell = PhasesCommands.CellArgument;
        return new NounCommand(
            "show", "Shows the phases of a cell: spells with their intervals, and the last months; -o x.svg or x.png draws them.",
            "fangshou phases show CN/platform-economy -o platforms.svg", cell)
            .Does(globals, (run, parse) => Show(run, parse.GetValue(cell)!));
    }

    static int Show(CommandRun run, string text)
    {
        Readings readings = run.OpenReadings();
        Cell cell = CommandRun.ParseCell(text, readings.Ledger.Codebook);
        Lane lane = LaneRule.Of(cell);
        PhasePath path = readings.Require(cell, lane);
        PhasePath? content = lane == Lane.General && cell.Area is null ? readings.Path(cell, Lane.Content) : null;
        (int exit, ImmutableArray<string> warnings) = CommandRun.Gate(path, content);

        if (run.OutputEndsIn(".svg", ".png"))
        {
            Briefs.Language language = run.Settings.Language == Language.Chinese ? Briefs.Language.Chinese : Briefs.Language.English;
            PhaseFigureOptions options = new() { Language = language, CellName = Words.For(language).Name(cell, readings.Ledger.Codebook) };
            foreach (string warning in warnings)
                run.Note($"warning: {warning}");
            run.WriteFile(run.Settings.OutputFile!, run.OutputEndsIn(".svg") ? Encoding.UTF8.GetBytes(PhaseFigure.Svg(path, options)) : PhaseFigure.Png(path, options));
            return exit;
        }

        run.Write(new Answer(PhasesReply.Show(path, content, warnings)) { Screen = [.. Screen(run, path, content)] });
        return exit;
    }

    static IEnumerable<IRenderable> Screen(CommandRun run, PhasePath path, PhasePath? content)
    {
        yield return new Text(string.Create(CultureInfo.InvariantCulture,
            $"{path.Cell} · {run.Say("as known on", "截至")} {path.Signals.AsOf} · {run.Say("data", "数据")} {path.Signals.DataVersion} · {path.ModelVersion} · {run.Say("seed", "种子")} {path.Seed}\n"));
        foreach (PhasePath lane in new[] { path, content }.OfType<PhasePath>())
        {
            yield return new Text(lane.Lane == Lane.Content ? run.Say("\nContent lane (crackdown = strict)\n", "\n内容管控（收紧＝严管）\n") : run.Say("\nGeneral lane\n", "\n一般监管\n"));
            yield return CommandRun.Grid(
                [run.Say("phase", "阶段"), run.Say("from", "起"), run.Say("80 % interval", "80% 区间"), run.Say("to", "止"), run.Say("80 % interval", "80% 区间"), "P", ""],
                lane.Spells.Select(s => new[]
                {
                    PhasesReply.Letter(s.Phase) + " " + PathView.Word(run, s.Phase), s.Start.ToString(), PathView.Text(s.StartInterval), s.End?.ToString() ?? run.Say("now", "至今"),
                    s.EndInterval is { } end ? PathView.Text(end) : "", PathView.Percent(s.Probability), s.Confirmed ? "" : run.Say("below the amplitude rule", "幅度不足"),
                }));
        }

        yield return CommandRun.Grid(
            [run.Say("month", "月份"), "L", "C", "E", run.Say("tighten", "收紧"), run.Say("ease", "放松"), run.Say("support", "支持"), run.Say("incidents", "事件"), run.Say("in force", "生效"), ""],
            path.Signals.Months.Zip(path.Smoothed).TakeLast(RecentMonths).Select(p => new[]
            {
                p.First.Month.ToString(), PathView.Percent(p.Second.Lax), PathView.Percent(p.Second.Crackdown), PathView.Percent(p.Second.Easing),
                PathView.Count(p.First.Tighten), PathView.Count(p.First.Ease), PathView.Count(p.First.Support), PathView.Count(p.First.Incidents), PathView.Count(p.First.InForce),
                p.First.Provisional ? run.Say("still being coded", "仍在录入") : "",
            }));
        yield return new Text(string.Create(CultureInfo.InvariantCulture,
            $"L {run.Say("lax", "宽松")}, C {run.Say("crackdown", "收紧")}, E {run.Say("easing", "缓和")}. R-hat {path.Diagnostics.MaxRHat:F3}, {run.Say("effective draws", "有效样本")} {path.Diagnostics.MinEffectiveSampleSize:F0}.\n"));
    }
}
