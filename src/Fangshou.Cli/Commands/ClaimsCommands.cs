using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Claims;
using Fangshou.Dockets;
using Fangshou.Interests;
using Fangshou.Ledger;
using Fangshou.Scenarios;
using Spectre.Console;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou claims</c>: sentences about regulation, tested on the evidence.</summary>
static class ClaimsCommands
{
    const int LongestText = 1000;

    public static Command Build(GlobalOptions globals) => new NounCommand(
        "claims",
        "Sentences about regulation, turned into tests on the ledger, the phases, the ties, the dockets and the mechanism.",
        "fangshou claims check",
        Check(globals),
        Show(globals));

    static NounCommand Check(GlobalOptions globals)
    {
        Argument<string[]> names = new("CLAIM") { Description = "ids of shipped claims, or paths of files; all shipped ones unless given", Arity = ArgumentArity.ZeroOrMore };
        return new NounCommand("check", "Tells of each claim whether the evidence supports it, with the figures.", "fangshou claims check --as-of 2024-04-09", names)
            .Does(globals, (run, parse) => Check(run, parse.GetValue(names) ?? []));
    }

    static NounCommand Show(GlobalOptions globals)
    {
        Argument<string> name = new("CLAIM") { Description = "id of a shipped claim, or path of a file" };
        return new NounCommand("show", "One claim with its tests, figures and the rows behind them.", "fangshou claims show enforcement-slowed-after-2022", name)
            .Does(globals, (run, parse) => Show(run, parse.GetValue(name)!));
    }

    static int Check(CommandRun run, string[] names)
    {
        (Evidence evidence, ImmutableArray<ClaimResult> results) = Results(run, names.Length == 0 ? [.. ClaimFolder.Ids] : [.. names.Distinct()]);
        ClaimWords words = new(run.PageLanguage);
        run.Write(new Answer
        {
            Schema = "claims-check/1",
            AsOf = evidence.Ledger.AsOf.ToString(),
            DataVersion = evidence.Ledger.DataVersion,
            Data = new { Claims = results.Select(View) },
            Rows = new Rows(
                ["claim", "verdict", "test", "says", "unit", "value", "low", "high", "side", "threshold", "test_verdict", "rows", "lacking"],
                [.. results.SelectMany(result => result.Tests.Select((test, i) => Cells(result, test, i)))]),
            Screen =
            [
                CommandRun.Grid(
                    [run.Say("verdict", "结论"), run.Say("claim, and its tests: ✓ holds, ✗ fails, ? cannot be decided", "论断及检验：✓ 成立，✗ 不成立，? 无法判断"), run.Say("found", "结果")],
                    results.SelectMany(result => (string[][])
                    [
                        [words.Name(result.Verdict), $"{result.Claim.Sentence} [{result.Claim.Id}]", ""],
                        .. result.Tests.Select(test => new[] { "", $"{ClaimWords.Mark(test.Verdict)} {test.Test.Says}", words.Figure(test) }),
                    ]),
                    LongestText),
                new Text(Summary(run, results) + "\n"),
            ],
        });
        return ExitCode.Done;
    }

    static int Show(CommandRun run, string name)
    {
        (Evidence evidence, ImmutableArray<ClaimResult> results) = Results(run, [name]);
        ClaimResult result = results[0];
        Claim claim = result.Claim;
        ClaimWords words = new(run.PageLanguage);
        Dictionary<string, string> titles = Titles(evidence);
        run.Write(new Answer
        {
            Schema = "claims-show/1",
            AsOf = evidence.Ledger.AsOf.ToString(),
            DataVersion = evidence.Ledger.DataVersion,
            Data = View(result),
            Rows = new Rows(["test", "row", "what"], [.. result.Tests.SelectMany((test, i) => test.Found.Rows.Select(id => new[] { Ordinal(i), id, titles.GetValueOrDefault(id, "") }))]),
            Screen =
            [
                new Text($"{Texts.Printable(claim.Sentence, LongestText)}\n{Texts.Printable(claim.By)}, {claim.On:yyyy-MM-dd}\n{Texts.Printable(claim.Source)}\n\n{words.Name(result.Verdict)}\n"),
                CommandRun.Grid(
                    ["", run.Say("test", "检验"), run.Say("found", "结果"), run.Say("threshold", "阈值"), run.Say("rows", "条目")],
                    result.Tests.Select(test => new[] { ClaimWords.Mark(test.Verdict), test.Test.Says, words.Figure(test), words.Threshold(test), Count(test.Found.Rows.Length) }),
                    LongestText),
                new Text($"{run.Say("Refuted by:", "何种证据可推翻：")} {Texts.Printable(claim.RefutedBy, LongestText)}\n{Texts.Printable(claim.Note, LongestText)}\n"),
                CommandRun.Grid(["id", run.Say("what happened", "事件")], result.Tests.SelectMany(test => test.Found.Rows).Distinct().Select(id => new[] { id, titles.GetValueOrDefault(id, "") }), LongestText),
            ],
        });
        return ExitCode.Done;
    }

    static (Evidence Evidence, ImmutableArray<ClaimResult> Results) Results(CommandRun run, ImmutableArray<string> names)
    {
        Readings readings = Readings.Open(run);
        LedgerAsOf ledger = readings.Ledger;
        ImmutableArray<Claim> claims = [.. names.Select(name => ClaimFolder.Read(name, ledger.Codebook))];
        PackageFolder package = run.Package();
        Codebook? shipped = package.IsShipped ? null : PackageFolder.ShippedCodebook();
        Dictionary<ScenarioQuestion, ScenarioOutcome?> outcomes = [];
        Evidence evidence = new()
        {
            Ledger = ledger,
            Ties = TieReader.Read(package.Open, shipped, ledger.AsOf),
            Dockets = DocketReader.Read(package.Open, shipped, ledger.AsOf),
            Phases = readings.Path,
            Scenarios = question => outcomes.TryGetValue(question, out ScenarioOutcome? known) ? known : outcomes[question] = ScenarioRuns.Outcome(run, question),
        };
        using ProgressLine? line = run.Progress(run.Say("checking", "检验中"));
        ImmutableArray<ClaimResult>.Builder results = ImmutableArray.CreateBuilder<ClaimResult>(claims.Length);
        foreach (Claim claim in claims)
        {
            run.Cancellation.ThrowIfCancellationRequested();
            results.Add(claim.Check(evidence));
            ((IProgress<double>?)line)?.Report((double)results.Count / claims.Length);
        }

        return (evidence, results.MoveToImmutable());
    }

    static Dictionary<string, string> Titles(Evidence evidence)
    {
        Dictionary<string, string> titles = new(StringComparer.Ordinal);
        foreach (Event e in evidence.Ledger.Events)
            titles[e.Id] = $"{e.Date} · {e.Title}";
        foreach (Tie tie in evidence.Ties)
            titles[tie.Id] = string.Create(CultureInfo.InvariantCulture, $"{tie.From:yyyy-MM-dd} · {tie.Title}");
        foreach (Docket docket in evidence.Dockets)
            titles[docket.Id] = string.Create(CultureInfo.InvariantCulture, $"{docket.YearFrom}–{docket.YearTo} · {docket.Title}");
        return titles;
    }

    static string Summary(CommandRun run, ImmutableArray<ClaimResult> results)
    {
        int Of(Verdict verdict) => results.Count(result => result.Verdict == verdict);
        return run.Say(
            string.Create(CultureInfo.InvariantCulture, $"{results.Length} claims: {Of(Verdict.Supported)} supported, {Of(Verdict.Mixed)} mixed, {Of(Verdict.Contradicted)} contradicted, {Of(Verdict.NotEnough)} without enough evidence. claims show ID tells more."),
            string.Create(CultureInfo.InvariantCulture, $"共 {results.Length} 条论断：支持 {Of(Verdict.Supported)}，部分 {Of(Verdict.Mixed)}，不符 {Of(Verdict.Contradicted)}，证据不足 {Of(Verdict.NotEnough)}。详见 claims show ID。"));
    }

    static object View(ClaimResult result) => new
    {
        result.Claim.Id,
        result.Claim.Sentence,
        result.Claim.By,
        On = string.Create(CultureInfo.InvariantCulture, $"{result.Claim.On:yyyy-MM-dd}"),
        result.Claim.Source,
        result.Claim.RefutedBy,
        result.Claim.Note,
        result.Verdict,
        Tests = result.Tests.Select(test => new
        {
            test.Test.Says,
            test.Found.Unit,
            Value = ClaimWords.Plain(test.Found.Value, test.Found.Unit),
            Low = ClaimWords.Plain(test.Found.Low, test.Found.Unit),
            High = ClaimWords.Plain(test.Found.High, test.Found.Unit),
            test.Test.Side,
            Threshold = ClaimWords.Plain(test.Test.Threshold, test.Found.Unit),
            test.Verdict,
            test.Found.Rows,
            test.Found.Lacking,
        }),
    };

    static string[] Cells(ClaimResult result, TestResult test, int i) =>
    [
        result.Claim.Id, Json.Word(result.Verdict), Ordinal(i), test.Test.Says, Json.Word(test.Found.Unit),
        ClaimWords.Csv(test.Found.Value, test.Found.Unit), ClaimWords.Csv(test.Found.Low, test.Found.Unit), ClaimWords.Csv(test.Found.High, test.Found.Unit),
        Json.Word(test.Test.Side), ClaimWords.Csv(test.Test.Threshold, test.Found.Unit), Json.Word(test.Verdict), string.Join(';', test.Found.Rows), test.Found.Lacking,
    ];

    static string Ordinal(int i) => Count(i + 1);

    static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
