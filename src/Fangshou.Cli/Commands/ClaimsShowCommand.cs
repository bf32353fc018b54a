using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using System.Text;
using Fangshou.Briefs;
using Fangshou.Claims;
using Fangshou.Ledger;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou claims show</c>.</summary>
static class ClaimsShowCommand
{
    public static Command Build(GlobalOptions globals)
    {
        Argument<string> name = new("CLAIM") { Description = "id of a shipped claim, or path of a file" };
        return new NounCommand(
            "show", "One claim with its tests, figures and the rows behind them; -o x.html writes a page, x.md Markdown.",
            "fangshou claims show enforcement-slowed-after-2022 -o slowed.html", name)
            .Does(globals, (run, parse) => Run(run, parse.GetValue(name)!));
    }

    static int Run(CommandRun run, string name)
    {
        ClaimEvidence all = new(run.Package(), run.OpenLedger(), run.Reading);
        Claim claim = ClaimFolder.Read(name, all.Codebook);
        Evidence evidence = all.AsOf(run.Settings.AsOf);
        ClaimResult result = claim.Check(evidence);
        bool isHtml = run.OutputEndsIn(".html", ".htm");
        if (isHtml || run.OutputEndsIn(".md"))
        {
            ClaimReport report = ClaimReport.Of(all, evidence, result, run.Settings.Seed, Command(run, name, evidence.Ledger.AsOf, claim));
            run.WriteFile(run.Settings.OutputFile!, Encoding.UTF8.GetBytes(isHtml ? ClaimPage.Render(report, run.PageLanguage) : ClaimMarkdown.Render(report, run.PageLanguage)));
        }
        else
        {
            run.Write(Answer(run, evidence, result));
        }

        return ExitCode.Done;
    }

    /// <summary>The command that makes the page again, whatever becomes known later.</summary>
    static string Command(CommandRun run, string name, AsOf asOf, Claim claim) => string.Join(' ',
    [
        "fangshou", "claims", "show", Texts.Quoted(name), $"--as-of {asOf}",
        string.Create(CultureInfo.InvariantCulture, $"--seed {run.Settings.Seed}"),
        .. run.Settings.Coverage ? [] : (string[])["--coverage off"],
        .. run.Settings.DataPath is { } data ? [$"--data {Texts.Quoted(data)}"] : (string[])[],
        .. run.PageLanguage == Briefs.Language.Chinese ? ["--lang zh"] : (string[])[],
        "-o", Texts.Quoted(claim.Id + Path.GetExtension(run.Settings.OutputFile!).ToLowerInvariant()),
    ]);

    static Answer Answer(CommandRun run, Evidence evidence, ClaimResult result)
    {
        Claim claim = result.Claim;
        ClaimWords words = new(run.PageLanguage);
        ImmutableDictionary<string, EvidenceRow> rows = evidence.Rows();
        return new Answer(ClaimReply.Show(evidence.Ledger, result, rows))
        {
            Screen =
            [
                new Text($"{Texts.Printable(words.Say(claim.Sentence, claim.SentenceZh), ClaimView.LongestText)}\n{Texts.Printable(words.Say(claim.By, claim.ByZh))}, {claim.On:yyyy-MM-dd}\n{Texts.Printable(claim.Source)}\n\n{words.Name(result.Verdict)}\n"),
                CommandRun.Grid(
                    ["", run.Say("test", "检验"), run.Say("found", "结果"), run.Say("threshold", "阈值"), run.Say("rows", "条目")],
                    result.Tests.Select(test => new[] { ClaimWords.Mark(test.Verdict), words.Say(test.Test.Says, test.Test.SaysZh), words.Figure(test), words.Threshold(test), ClaimView.Count(test.Found.Rows.Length) }),
                    ClaimView.LongestText),
                .. result.Tests.Where(test => !test.Found.Years.IsEmpty).SelectMany(test => Years(run, words, test)),
                new Text($"{run.Say("Refuted by:", "何种证据可推翻：")} {Texts.Printable(words.Say(claim.RefutedBy, claim.RefutedByZh), ClaimView.LongestText)}\n{Texts.Printable(words.Say(claim.Note, claim.NoteZh), ClaimView.LongestText)}\n{(words.Untranslated(claim) is { Length: > 0 } untranslated ? untranslated + "\n" : "")}"),
                CommandRun.Grid(["id", run.Say("what happened", "事件")], result.Tests.SelectMany(test => test.Found.Rows).Distinct().Select(id => new[] { id, What(id) }), ClaimView.LongestText),
            ],
        };

        string What(string id) => ClaimReply.What(rows[id]);
    }
    static IEnumerable<IRenderable> Years(CommandRun run, ClaimWords words, TestResult test) =>
    [
        new Text($"{Texts.Printable(words.Say(test.Test.Says, test.Test.SaysZh), ClaimView.LongestText)}\n{words.ByYear}\n"),
        CommandRun.Grid(
            [run.Say("year", "年份"), run.Say("found", "结果")],
            test.Found.Years.Select(year => new[] { words.Year(year), words.Figure(year) })),
    ];
}
