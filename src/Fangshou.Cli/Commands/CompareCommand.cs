using System.Collections.Immutable;
using System.CommandLine;
using Fangshou.Briefs;
using Fangshou.Ledger;
using Fangshou.Strictness;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou compare</c>: how strict jurisdictions are, area by area, in parts.</summary>
static class CompareCommand
{
    const int LeastFigureWidth = 1000, FigureNames = 160, FigureColumn = 280, LongestText = 1000;

    /// <summary>What a run found.</summary>
    sealed record Found(StrictnessReport Report, ImmutableArray<JurisdictionText> Texts)
    {
        public AreaScope? Area => Report.Question.Area;

        public StrictnessComparison Comparison => Report.Comparison;

        public StrictnessWords Words => Report.Words;
    }

    public static Command Build(GlobalOptions globals)
    {
        Argument<string[]> jurisdictions = new("JURISDICTION") { Description = "two or more, such as CN US EU; the statements are about the first", Arity = ArgumentArity.ZeroOrMore };
        Option<string?> sector = new("--sector") { Description = "only this sector, with those below it", HelpName = "ai" };
        Option<string?> area = new("--area") { Description = "one area in detail: an area, all, or outside-content", HelpName = "AREA" };
        Option<string?> from = new("--from") { Description = "first day, month or year of the window of rates and shares [default: five years before --as-of]", HelpName = "2021-01-01" };
        Option<string[]> text = new("--text") { Description = "texts of a jurisdiction's own rules, a file or folder; may be repeated", HelpName = "CN=PATH" };
        return new NounCommand(
            "compare", "How strict jurisdictions are, area by area: rules in force, first rules, enforcement, money, shares; each with its interval and rows.",
            "fangshou compare CN US EU --sector ai", jurisdictions, sector, area, from, text)
            .Does(globals, (run, parse) => Compare(run, UsageError.Words(parse, jurisdictions), parse.GetValue(sector), parse.GetValue(area), parse.GetValue(from), parse.GetValue(text) ?? []));
    }

    static int Compare(CommandRun run, string[] names, string? sector, string? area, string? fromText, string[] textPaths)
    {
        LedgerAsOf ledger = run.OpenAsOf();
        DateOnly? from = fromText is null ? null : DateText.First(fromText, "--from");
        List<string> faults = [];
        StrictnessQuestion question = StrictnessQuestion.Read(ledger, [.. names], sector, area, from, static what => what == "jurisdictions" ? "JURISDICTION" : "--" + what, faults)
            ?? throw new CommandException(ExitCode.Usage, string.Join(' ', faults));
        StrictnessReport report = StrictnessReport.Of(ledger, run.Package().RuleLinks(), question, run.PageLanguage);
        string all = string.Join(", ", question.Jurisdictions);
        if (report.IsEmpty)
            throw new CommandException(ExitCode.NotFound, $"none of {all} had a tightening act{(question.Sector is null ? "" : $" on {question.Sector}")} by {ledger.AsOf}.");
        if (question.Area is { } wanted && !report.Comparison.Areas.Contains(wanted))
            throw new CommandException(ExitCode.NotFound, $"none of {all} has a tightening act in {wanted} by {ledger.AsOf}; there are {string.Join(", ", report.Comparison.Areas)}.");
        ImmutableArray<JurisdictionText> texts = JurisdictionText.Of(run, textPaths, question.Jurisdictions);
        Found found = new(report with { Texts = [.. texts.Select(text => (text.Jurisdiction, text.Index))] }, texts);
        if (!WriteFigure(run, found.Report))
            run.Write(Answer(run, found));
        return ExitCode.Done;
    }

    static bool WriteFigure(CommandRun run, StrictnessReport report) => ScenarioView.WriteFigure(
        run, options => report.Svg(options), report.Png, [], Math.Max(LeastFigureWidth, FigureNames + (FigureColumn * report.Columns.Length)));

    static Answer Answer(CommandRun run, Found found) =>
        new(CompareReply.Of(found.Report, found.Texts.Select(t => t.View), JurisdictionText.Rows(found.Texts))) { Screen = [.. Screen(run, found)] };

    static IEnumerable<IRenderable> Screen(CommandRun run, Found found)
    {
        StrictnessComparison comparison = found.Comparison;
        yield return new Text($"{found.Report.Heading}\n{found.Report.Window}\n");
        string[] columns = [.. found.Report.Columns];
        yield return CommandRun.Grid(
            [run.Say("area", "领域"), .. columns],
            found.Report.Areas.SelectMany(area =>
            {
                ImmutableArray<string>[] lines = [.. comparison.Jurisdictions.Select(id => found.Report.Lines(area, id))];
                return Enumerable.Range(0, lines.Max(l => l.Length))
                    .Select(i => (string[])[i == 0 ? found.Report.Title(area) : "", .. lines.Select(l => i < l.Length ? l[i] : "")]).Append([" ", .. columns.Select(_ => "")]);
            }));
        if (found.Area is { } area)
            foreach (string jurisdiction in comparison.Jurisdictions)
                foreach (IRenderable part in Detail(run, found, comparison[area, jurisdiction]))
                    yield return part;
        else
            foreach (IRenderable part in Statements(run, found))
                yield return part;
        if (found.Texts.Length > 0)
            yield return StrictnessCommand.Table(run, found.Words, found.Texts.Select(t => (found.Report.Jurisdiction(t.Jurisdiction), t.Read, t.Index)));
        yield return new Text($"{found.Words.Caveat}\n");
    }

    static IEnumerable<IRenderable> Statements(CommandRun run, Found found)
    {
        ClaimWords words = new(run.PageLanguage);
        yield return CommandRun.Grid(
            [run.Say("verdict", "结论"), run.Say("statement, and its tests: ✓ holds, ✗ fails, ? cannot be decided", "论断及检验：✓ 成立，✗ 不成立，? 无法判断"), run.Say("difference", "差值")],
            found.Report.Statements.SelectMany(result => (string[][])
            [
                [words.Name(result.Verdict), result.Claim.Sentence, ""],
                .. result.Tests.Select(test => new[] { "", $"{ClaimWords.Mark(test.Verdict)} {test.Test.Says}", words.Figure(test) }),
            ]),
            LongestText);
        yield return new Text(run.Say(
            "The statements rest on shares, never on counts. compare --area AREA shows the rows.\n", "论断只依据占比，不依据数量。compare --area AREA 列出条目。\n"));
    }

    static IEnumerable<IRenderable> Detail(CommandRun run, Found found, StrictnessProfile profile)
    {
        yield return new Text($"\n{found.Report.Jurisdiction(profile.Jurisdiction)}\n{run.Say("grave among binding", "约束性措施中的重大措施")}: {StrictnessWords.Share(profile.Grave)}\n"
            + string.Concat(profile.Camps.Select(camp => $"{run.Say("tightening by camp", "收紧措施所属阵营")}, {found.Words.Camp(camp.Camp)}: {StrictnessWords.Share(camp.Acts)}\n")));
        yield return CommandRun.Grid(
            [run.Say("date", "日期"), run.Say("severity", "力度"), run.Say("what it is", "性质"), run.Say("what happened", "事件"), "id"],
            StrictnessRow.Behind(profile, found.Report.Ledger).Select(row => new[] { EventText.Date(row.Event), EventView.Push(row.Event), row.What(found.Words), row.Event.Title, row.Event.Id }),
            LongestText);
    }
}
