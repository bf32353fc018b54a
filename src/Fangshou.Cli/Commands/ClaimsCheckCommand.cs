using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Claims;
using Spectre.Console;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou claims check</c>.</summary>
static class ClaimsCheckCommand
{
    public static Command Build(GlobalOptions globals)
    {
        Argument<string[]> names = new("CLAIM") { Description = "ids of shipped claims, or paths of files; all shipped ones unless given", Arity = ArgumentArity.ZeroOrMore };
        return new NounCommand("check", "Tells of each claim whether the evidence supports it, with the figures.", "fangshou claims check --as-of 2024-04-09", names)
            .Does(globals, (run, parse) => Run(run, parse.GetValue(names) ?? []));
    }

    static int Run(CommandRun run, string[] names)
    {
        ClaimEvidence all = new(run.Package(), run.OpenLedger(), run.Reading);
        ImmutableArray<Claim> claims = [.. (names.Length == 0 ? ClaimFolder.Ids : [.. names.Distinct()]).Select(name => ClaimFolder.Read(name, all.Codebook))];
        Evidence evidence = all.AsOf(run.Settings.AsOf);
        ImmutableArray<ClaimResult> results = Results(run, claims, evidence);
        ClaimWords words = new(run.PageLanguage);
        run.Write(new Answer(ClaimReply.Check(evidence.Ledger, results))
        {
            Screen =
            [
                CommandRun.Grid(
                    [run.Say("verdict", "结论"), run.Say("claim, and its tests: ✓ holds, ✗ fails, ? cannot be decided", "论断及检验：✓ 成立，✗ 不成立，? 无法判断"), run.Say("found", "结果")],
                    results.SelectMany(result => (string[][])
                    [
                        [words.Name(result.Verdict), $"{words.Say(result.Claim.Sentence, result.Claim.SentenceZh)} [{result.Claim.Id}]", ""],
                        .. result.Tests.Select(test => new[] { "", $"{ClaimWords.Mark(test.Verdict)} {words.Say(test.Test.Says, test.Test.SaysZh)}", words.Figure(test) }),
                    ]),
                    ClaimView.LongestText),
                new Text(Summary(run, results) + "\n"),
                .. results.Select(result => result.Claim).Where(claim => words.Untranslated(claim).Length > 0).Select(claim => new Text($"{Texts.Printable(claim.Id)}：{words.Untranslated(claim)}\n")),
            ],
        });
        return ExitCode.Done;
    }

    static ImmutableArray<ClaimResult> Results(CommandRun run, ImmutableArray<Claim> claims, Evidence evidence)
    {
        using ProgressLine? line = run.Progress(run.Say("checking", "检验中"));
        ImmutableArray<ClaimResult>.Builder results = ImmutableArray.CreateBuilder<ClaimResult>(claims.Length);
        foreach (Claim claim in claims)
        {
            run.Cancellation.ThrowIfCancellationRequested();
            results.Add(claim.Check(evidence));
            ((IProgress<double>?)line)?.Report((double)results.Count / claims.Length);
        }

        return results.MoveToImmutable();
    }

    static string Summary(CommandRun run, ImmutableArray<ClaimResult> results)
    {
        int Of(Verdict verdict) => results.Count(result => result.Verdict == verdict);
        return run.Say(
            string.Create(CultureInfo.InvariantCulture, $"{results.Length} claims: {Of(Verdict.Supported)} supported, {Of(Verdict.Mixed)} mixed, {Of(Verdict.Contradicted)} contradicted, {Of(Verdict.NotEnough)} without enough evidence. claims show ID tells more."),
            string.Create(CultureInfo.InvariantCulture, $"共 {results.Length} 条论断：支持 {Of(Verdict.Supported)}，部分 {Of(Verdict.Mixed)}，不符 {Of(Verdict.Contradicted)}，证据不足 {Of(Verdict.NotEnough)}。详见 claims show ID。"));
    }
}
