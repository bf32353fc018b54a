using System.Text;
using Fangshou.Claims;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>A claim as Markdown (CommonMark with tables): what <see cref="ClaimPage"/> tells, without its figures.</summary>
public sealed class ClaimMarkdown
{
    readonly ClaimReport report;
    readonly Claim claim;
    readonly ClaimWords words;
    readonly StringBuilder page = new();

    ClaimMarkdown(ClaimReport report, Language language)
    {
        this.report = report;
        claim = report.Result.Claim;
        words = new ClaimWords(language);
    }

    /// <summary>Writes the page.</summary>
    public static string Render(ClaimReport report, Language language)
    {
        ArgumentNullException.ThrowIfNull(report);
        ClaimMarkdown writer = new(report, language);
        writer.Write();
        return writer.page.ToString();
    }

    void Write()
    {
        Line($"# {M(words.Say(claim.Sentence, claim.SentenceZh))}");
        Paragraph(M(words.Dateline(report)));
        Paragraph($"{M(words.Said(claim))} {Link(claim.Source, words.Say("Read it there", "查看原文"))}");
        Heading(words.Say("Verdict", "结论"));
        if (report.Then is { } then)
            Paragraph(Verdict(then, claim.On));
        Paragraph(Verdict(report.Result, report.AsOf.Day));
        if (report.Then is { } before)
            Changes(before);
        Heading(words.Say("Tests", "检验"));
        for (int i = 0; i < report.Result.Tests.Length; i++)
            Test(report.Result.Tests[i], i + 1);
        Heading(words.Say("What would refute it", "何种证据可推翻"));
        Paragraph(M(words.Say(claim.RefutedBy, claim.RefutedByZh)));
        if (claim.Note.Length > 0)
            Paragraph(M(words.Say(claim.Note, claim.NoteZh)));
        Heading(words.Say("Limits", "局限"));
        Line("");
        foreach (string limit in words.Limits(report))
            Line($"- {M(limit)}");
        Heading(words.Say("How to cite it, and to make it again", "引用与重现"));
        Paragraph(M(words.Citation(report)));
        // Indented, so that no fence in a name can end it.
        Paragraph("    " + PlainText.Clean(report.Command));
    }

    string Verdict(ClaimResult result, DateOnly day) =>
        $"{M(words.Date(day))}{words.Colon}{ClaimWords.Mark(result.Verdict)} **{M(words.Name(result.Verdict))}**{words.Say(". ", "。")}{M(words.Counts(result))}";

    void Changes(ClaimResult then)
    {
        Paragraph(M(words.Change(then.Verdict, report.Result.Verdict)));
        Line("");
        Line($"| {M(words.Say("test", "检验"))} | {M(words.Date(claim.On))} | {M(words.Date(report.AsOf.Day))} |");
        Line("| --- | --- | --- |");
        foreach ((TestResult before, TestResult now) in then.Tests.Zip(report.Result.Tests))
            Line($"| {M(words.Say(now.Test.Says, now.Test.SaysZh))} | {Found(before)} | {Found(now)} |");
    }

    void Test(TestResult test, int number)
    {
        Line("");
        Line(Invariant($"### {number}. {M(words.Say(test.Test.Says, test.Test.SaysZh))}"));
        Paragraph(M($"{ClaimWords.Mark(test.Verdict)} {words.Outcome(test.Verdict)}{words.Colon}{words.FoundAndThreshold(test)}"));
        Years(test);
        EvidenceRow[] rows = [.. report.Behind(test)];
        if (rows.Length == 0 && test.Found.Lacking.Length == 0)
            Paragraph(M(words.Rests(test.Test.Measure)));
        if (rows.Length > 0)
            Line("");
        foreach (EvidenceRow row in rows)
            Line($"- {M(row.When)} · {M(row.Title)} {(row.Sources is [var source, ..] ? Link(source.Url, Publisher.Of(source)) : "")}".TrimEnd());
    }

    void Years(TestResult test)
    {
        if (test.Found.Years.IsEmpty)
            return;
        Paragraph(M(words.ByYear) + words.Colon.TrimEnd());
        Line("");
        Line($"| {M(words.Say("year", "年份"))} | {M(words.Say("found", "结果"))} |");
        Line("| --- | --- |");
        foreach (YearFigure year in test.Found.Years)
            Line($"| {M(words.Year(year))} | {M(words.Figure(year))} |");
    }

    string Found(TestResult test) => $"{ClaimWords.Mark(test.Verdict)} {M(words.Outcome(test.Verdict))}{words.Colon}{M(words.Figure(test))}";

    static string Link(string url, string text) => PlainText.WebAddress(url) is { } address ? $"[{M(text)}]({PlainText.MarkdownAddress(address)})" : M(text);

    void Heading(string text)
    {
        Line("");
        Line($"## {M(text)}");
    }

    void Paragraph(string text)
    {
        Line("");
        Line(text);
    }

    static string M(string text) => PlainText.Markdown(text).Replace('\u00a0', ' ');

    void Line(string line) => page.Append(line).Append('\n');
}
