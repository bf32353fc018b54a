using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Claims;
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
    sealed record Found(LedgerAsOf Ledger, string? Sector, AreaScope? Area, StrictnessComparison Comparison, ImmutableArray<ClaimResult> Statements, ImmutableArray<JurisdictionText> Texts, StrictnessWords Words);

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

    static int Compare(CommandRun run, string[] names, string? sectorText, string? areaText, string? fromText, string[] textPaths)
    {
        LedgerAsOf ledger = run.OpenAsOf();
        ImmutableArray<string> jurisdictions = [.. names.Select(name => Known(ledger.Codebook.Jurisdictions, name, "JURISDICTION"))];
        string? sector = sectorText is null ? null : Known(ledger.Codebook.Sectors, sectorText, "--sector");
        AreaScope? area = areaText switch { null => null, "all" => AreaScope.All, "outside-content" => AreaScope.OutsideContent, _ => new AreaScope(Known(ledger.Codebook.Areas, areaText, "--area")) };
        DateOnly from = fromText is null ? StrictnessComparison.DefaultFrom(ledger.AsOf) : DateText.First(fromText, "--from");
        Check(ledger, jurisdictions, from);
        PackageFolder package = run.Package();
        StrictnessComparison comparison = StrictnessComparison.Of(ledger, RuleLinkReader.Read(package.Open, package.IsShipped ? null : PackageFolder.ShippedCodebook()), jurisdictions, sector, from);
        if (comparison.Areas.Length == 2 && comparison.Profiles.All(profile => profile.Binding.Whole.IsEmpty && profile.Rules.IsEmpty))
            throw new CommandException(ExitCode.NotFound, $"none of {string.Join(", ", jurisdictions)} had a tightening act{(sector is null ? "" : $" on {sector}")} by {ledger.AsOf}.");
        if (area is { } wanted && !comparison.Areas.Contains(wanted))
            throw new CommandException(ExitCode.NotFound, $"none of {string.Join(", ", jurisdictions)} has a tightening act in {wanted} by {ledger.AsOf}; there are {string.Join(", ", comparison.Areas)}.");

        Evidence evidence = new() { Ledger = ledger, Ties = [], Dockets = [], Phases = (_, _) => null, Scenarios = _ => null };
        Found found = new(
            ledger, sector, area, comparison,
            [.. StrictnessStatements.Of(ledger.Codebook, jurisdictions, sector, from, run.Settings.Language == Language.Chinese).Select(claim => claim.Check(evidence))],
            JurisdictionText.Of(run, textPaths, jurisdictions), new StrictnessWords(run.PageLanguage));
        if (!WriteFigure(run, found))
            run.Write(Answer(run, found));
        return ExitCode.Done;
    }

    static void Check(LedgerAsOf ledger, ImmutableArray<string> jurisdictions, DateOnly from)
    {
        if (jurisdictions.Length < 2)
            throw new CommandException(ExitCode.Usage, "compare needs two jurisdictions or more, such as CN US EU.");
        if (jurisdictions.Length > 8)
            throw new CommandException(ExitCode.Usage, "compare takes eight jurisdictions at most.");
        if (jurisdictions.GroupBy(j => j).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new CommandException(ExitCode.Usage, $"{twice.Key} is named twice.");
        foreach (string outer in jurisdictions)
            if (jurisdictions.FirstOrDefault(inner => inner != outer && ledger.Codebook.Jurisdictions.Includes(outer, inner)) is { } inner)
                throw new CommandException(ExitCode.Usage, $"{outer} includes {inner}; what is compared must not overlap.");
        if (from > ledger.AsOf.Day)
            throw new CommandException(ExitCode.Usage, $"--from lies after {ledger.AsOf}, the day of knowledge.");
    }

    static string Known(Vocabulary vocabulary, string text, string option)
    {
        try
        {
            return vocabulary.Require(text);
        }
        catch (FormatException unknown)
        {
            throw new CommandException(ExitCode.Usage, $"{option}: {Texts.Printable(unknown.Message, 300)}");
        }
    }

    static string Title(CommandRun run, Found found, AreaScope area) =>
        area == AreaScope.All ? run.Say("all areas", "全部领域")
        : area == AreaScope.OutsideContent ? run.Say("outside content control", "内容管控之外")
        : run.Title(found.Ledger.Codebook.Areas, area.Id);

    static string Heading(CommandRun run, Found found)
    {
        string sector = found.Sector is null ? run.Say("all sectors", "全部行业") : run.Title(found.Ledger.Codebook.Sectors, found.Sector);
        return run.Say($"How strict, about what: {sector}, as known on {found.Ledger.AsOf}", $"何处、何事、多严：{sector}，截至 {found.Ledger.AsOf}");
    }

    static string Window(CommandRun run, Found found) => run.Say(
        string.Create(CultureInfo.InvariantCulture, $"Rates, shares and money since {found.Comparison.From:yyyy-MM-dd}; rules and first rules of all time. Brackets: 95 % intervals."),
        string.Create(CultureInfo.InvariantCulture, $"频率、占比与金额自 {found.Comparison.From:yyyy-MM-dd} 起；规则与首项不限时间。括号内为 95% 区间。"));

    static bool WriteFigure(CommandRun run, Found found)
    {
        StrictnessComparison comparison = found.Comparison;
        ImmutableArray<AreaScope> areas = found.Area is { } one ? [one] : comparison.Areas;
        int most = Math.Max(1, comparison.Profiles.Where(p => p.Area != AreaScope.All && p.Area != AreaScope.OutsideContent).Select(p => p.InForce.Length).DefaultIfEmpty().Max());
        ImmutableArray<HeatCell> cells =
        [
            .. areas.SelectMany(area => comparison.Jurisdictions.Select(jurisdiction =>
            {
                StrictnessProfile profile = comparison[area, jurisdiction];
                IEnumerable<string> own = area == AreaScope.All ? found.Texts.Where(t => t.Jurisdiction == jurisdiction).Select(t => found.Words.Text(t.Index)) : [];
                return new HeatCell([.. found.Words.Lines(profile, comparison.FirstMover(area)), .. own], (double)profile.InForce.Length / most);
            })),
        ];
        string foot = run.Say(
            $"Darker: more binding rules in force, up to {most}. {found.Words.Caveat}", $"颜色越深，有效的约束性规则越多，最深为 {most} 项及以上。{found.Words.Caveat}");
        ImmutableArray<string> columns = [.. comparison.Jurisdictions.Select(id => run.Title(found.Ledger.Codebook.Jurisdictions, id))], rows = [.. areas.Select(area => Title(run, found, area))];
        return ScenarioView.WriteFigure(
            run,
            options => HeatmapFigure.Svg(Heading(run, found), Window(run, found), foot, columns, rows, cells, options),
            options => HeatmapFigure.Png(Heading(run, found), Window(run, found), foot, columns, rows, cells, options), [],
            Math.Max(LeastFigureWidth, FigureNames + (FigureColumn * columns.Length)));
    }

    static Answer Answer(CommandRun run, Found found) => new()
    {
        Schema = "compare/1",
        AsOf = found.Ledger.AsOf.ToString(),
        DataVersion = found.Ledger.DataVersion,
        Data = CompareView.Json(found.Sector, found.Area, found.Comparison, found.Statements, found.Texts),
        Rows = CompareView.Csv(found.Area, found.Comparison, found.Texts),
        Screen = [.. Screen(run, found)],
    };

    static IEnumerable<IRenderable> Screen(CommandRun run, Found found)
    {
        StrictnessComparison comparison = found.Comparison;
        yield return new Text($"{Heading(run, found)}\n{Window(run, found)}\n");
        string[] columns = [.. comparison.Jurisdictions.Select(id => run.Title(found.Ledger.Codebook.Jurisdictions, id))];
        yield return CommandRun.Grid(
            [run.Say("area", "领域"), .. columns],
            (found.Area is { } one ? [one] : comparison.Areas).SelectMany(area =>
            {
                ImmutableArray<string>[] lines = [.. comparison.Jurisdictions.Select(id => found.Words.Lines(comparison[area, id], comparison.FirstMover(area)))];
                return Enumerable.Range(0, lines.Max(l => l.Length))
                    .Select(i => (string[])[i == 0 ? Title(run, found, area) : "", .. lines.Select(l => i < l.Length ? l[i] : "")]).Append([" ", .. columns.Select(_ => "")]);
            }));
        if (found.Area is { } area)
            foreach (string jurisdiction in comparison.Jurisdictions)
                foreach (IRenderable part in Detail(run, found, comparison[area, jurisdiction]))
                    yield return part;
        else
            foreach (IRenderable part in Statements(run, found))
                yield return part;
        if (found.Texts.Length > 0)
            yield return StrictnessCommand.Table(run, found.Words, found.Texts.Select(t => (run.Title(found.Ledger.Codebook.Jurisdictions, t.Jurisdiction), t.Read, t.Index)));
        yield return new Text($"{found.Words.Caveat}\n");
    }

    static IEnumerable<IRenderable> Statements(CommandRun run, Found found)
    {
        ClaimWords words = new(run.PageLanguage);
        yield return CommandRun.Grid(
            [run.Say("verdict", "结论"), run.Say("statement, and its tests: ✓ holds, ✗ fails, ? cannot be decided", "论断及检验：✓ 成立，✗ 不成立，? 无法判断"), run.Say("difference", "差值")],
            found.Statements.SelectMany(result => (string[][])
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
        Dictionary<string, Event> rows = found.Ledger.Events.ToDictionary(e => e.Id, StringComparer.Ordinal);
        HashSet<string> shown = [.. profile.Rules.SelectMany(rule => rule.Rows)], enforcement = [.. profile.Enforcement.Acts];
        yield return new Text($"\n{run.Title(found.Ledger.Codebook.Jurisdictions, profile.Jurisdiction)}\n{run.Say("grave among binding", "约束性措施中的重大措施")}: {StrictnessWords.Share(profile.Grave)}\n"
            + string.Concat(profile.Camps.Select(camp => $"{run.Say("tightening by camp", "收紧措施所属阵营")}, {found.Words.Camp(camp.Camp)}: {StrictnessWords.Share(camp.Acts)}\n")));
        yield return CommandRun.Grid(
            [run.Say("date", "日期"), run.Say("severity", "力度"), run.Say("what it is", "性质"), run.Say("what happened", "事件"), "id"],
            [
                .. profile.Rules.SelectMany(rule => rule.Stages.Select((stage, i) => Row(stage, i == 0 ? $"{run.Say("rule", "规则")}, {found.Words.Status(rule.Status)}" : run.Say("same rule", "同一规则")))
                    .Concat(rule.By.Select(act => Row(act, run.Say("changes that rule", "改变该规则"))))),
                .. profile.Enforcement.Acts.Where(id => !shown.Contains(id)).Select(id => Row(rows[id], run.Say("enforcement", "执法"))),
                .. profile.Binding.Part.Where(id => !shown.Contains(id) && !enforcement.Contains(id)).Select(id => Row(rows[id], run.Say("other binding act", "其他约束性措施"))),
                .. profile.Binding.Whole.Except(profile.Binding.Part).Select(id => Row(rows[id], run.Say("does not bind", "不具约束力"))),
            ],
            LongestText);

        static string[] Row(Event e, string what) => [EventText.Date(e), EventView.Push(e), what, e.Title, e.Id];
    }
}
