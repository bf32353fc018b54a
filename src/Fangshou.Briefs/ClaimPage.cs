using Fangshou.Claims;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>A claim as one self-contained HTML file: no script, nothing loaded from elsewhere, light and dark, for paper too. The same report gives the same bytes.</summary>
/// <remarks>Every address in it is that of the claim or the source of a row.</remarks>
public sealed class ClaimPage
{
    /// <summary>Longer lists of rows are folded.</summary>
    const int MostOpenRows = 5;

    readonly ClaimReport report;
    readonly Claim claim;
    readonly ClaimWords words;
    readonly Language language;
    readonly HtmlSheet sheet;

    ClaimPage(ClaimReport report, Language language)
    {
        this.report = report;
        this.language = language;
        claim = report.Result.Claim;
        words = new ClaimWords(language);
        sheet = new HtmlSheet(Words.For(language));
    }

    /// <summary>Writes the page.</summary>
    public static string Render(ClaimReport report, Language language)
    {
        ArgumentNullException.ThrowIfNull(report);
        ClaimPage page = new(report, language);
        page.Write();
        return page.sheet.Close();
    }

    /// <summary>What the page says below its header, for a page that has its own; its rules are <see cref="Css"/>, its class <c>report claim</c>.</summary>
    internal static string Body(ClaimReport report, Language language)
    {
        ClaimPage page = new(report, language);
        page.Content();
        return page.sheet.Markup;
    }

    void Write()
    {
        string kicker = words.Say("Fangshou · claim", "放收 · 论断");
        sheet.Open($"{words.Say(claim.Sentence, claim.SentenceZh)} – {kicker}", HtmlStyle.Report + Css, "report claim");
        Line("<header>");
        Line($"<p class=\"kicker\">{E(kicker)}</p>");
        Line($"<h1>{File(claim.Sentence, claim.SentenceZh)}</h1>");
        Line($"<p class=\"dateline\">{E(words.Dateline(report))}</p>");
        Line("</header>");
        Line("<main id=\"text\">");
        Content();
        Line("</main>");
    }

    void Content()
    {
        sheet.Section("said", words.Say("Who said it", "出处"), () => Line($"<p class=\"reading\">{E(words.Said(claim))} {Link(claim.Source, words.Say("Read it there", "查看原文"))}</p>"));
        sheet.Section("verdict", words.Say("Verdict", "结论"), Verdict);
        sheet.Section("tests", words.Say("Tests", "检验"), Tests);
        sheet.Section("refuted", words.Say("What would refute it", "何种证据可推翻"), () => Line($"<p>{File(claim.RefutedBy, claim.RefutedByZh)}</p>"));
        if (claim.Note.Length > 0)
            sheet.Section("note", words.Say("Note", "说明"), () => Line($"<p>{File(claim.Note, claim.NoteZh)}</p>"));
        sheet.Section("limits", words.Say("Limits", "局限"), Limits);
        sheet.Section("made", words.Say("How to cite it, and to make it again", "引用与重现"), Made);
    }

    void Verdict()
    {
        Line("<div class=\"columns\">");
        if (report.Then is { } then)
            Verdict(then, words.Say($"As of {words.Date(claim.On)}, when it was said", $"截至{words.Date(claim.On)}（论断当日）"));
        Verdict(report.Result, words.Say($"As of {words.Date(report.AsOf.Day)}", $"截至{words.Date(report.AsOf.Day)}"));
        Line("</div>");
        if (report.Then is { } before)
            Changes(before);
        else if (report.AsOf.Day < claim.On)
            Line($"<p class=\"caution\">{E(words.Say("The knowledge date lies before the day on which it was said.", "知识日早于论断当日。"))}</p>");
    }

    void Verdict(ClaimResult result, string day)
    {
        Line("<div>");
        Line($"<p class=\"list-lead\">{E(day)}</p>");
        Line($"<div class=\"verdict{(result.Verdict == Claims.Verdict.NotEnough ? "" : " decided")}\"><span class=\"letter\" aria-hidden=\"true\">{ClaimWords.Mark(result.Verdict)}</span><p class=\"outcome\"><strong>{E(words.Name(result.Verdict))}</strong><br>{E(words.Counts(result))}</p></div>");
        Line("</div>");
    }

    void Changes(ClaimResult then)
    {
        Line($"<p class=\"reading\">{E(words.Change(then.Verdict, report.Result.Verdict))}</p>");
        sheet.Table(
            words.Say("Each test on both days: ✓ holds, ✗ fails, ? cannot be decided", "两日的各项检验：✓ 成立，✗ 不成立，? 无法判断"),
            [E(words.Say("test", "检验")), E(words.Date(claim.On)), E(words.Date(report.AsOf.Day))],
            then.Tests.Zip(report.Result.Tests, (before, now) => (string[])[File(now.Test.Says, now.Test.SaysZh), Found(before), Found(now)]));
    }

    /// <summary>Sign, unseen word and figure.</summary>
    string Found(TestResult test) => $"{Sign(test)} {Figure(test)}";

    string Sign(TestResult test) => $"<span class=\"sign\" aria-hidden=\"true\">{ClaimWords.Mark(test.Verdict)}</span><span class=\"unseen\">{E(words.Outcome(test.Verdict))}:</span>";

    // Why there is no number is told by the measure, in English.
    string Figure(TestResult test) => test.Found.Lacking.Length > 0 ? File(test.Found.Lacking) : E(words.Figure(test));

    void Tests()
    {
        Line($"<p class=\"caution\">{E(words.Say("A test holds when its figure, with the whole interval where there is one, lies on the side of the threshold that it names; it fails when the whole lies on the other side; between, or without a figure, it cannot be decided.", "所得数值（如有区间则为整个区间）位于阈值所指一侧时检验成立，整个位于另一侧时不成立，介于其间或无数值时无法判断。"))}</p>");
        for (int i = 0; i < report.Result.Tests.Length; i++)
            Test(report.Result.Tests[i], i + 1);
    }

    void Test(TestResult test, int number)
    {
        Line(Invariant($"<article aria-labelledby=\"test-{number}\">"));
        Line(Invariant($"<h3 id=\"test-{number}\">{number}. {File(test.Test.Says, test.Test.SaysZh)}</h3>"));
        Line($"<p><span class=\"sign\" aria-hidden=\"true\">{ClaimWords.Mark(test.Verdict)}</span> <strong>{E(words.Outcome(test.Verdict))}</strong>{words.Colon}{E(words.FoundAndThreshold(test))}</p>");
        if (ClaimFigure.CanDraw(test))
            sheet.Drawing(Invariant($"strip-{number}"), language, options => ClaimFigure.Svg(test, options));
        Years(test);
        Rows(test);
        Line("</article>");
    }

    void Years(TestResult test)
    {
        if (!test.Found.Years.IsEmpty)
            sheet.Table(
                words.ByYear,
                [E(words.Say("year", "年份")), E(words.Say("found", "结果"))],
                test.Found.Years.Select(year => (string[])[E(words.Year(year)), year.Found.Lacking.Length > 0 ? File(year.Found.Lacking) : E(words.Figure(year))]));
    }

    void Rows(TestResult test)
    {
        EvidenceRow[] rows = [.. report.Behind(test)];
        if (rows.Length == 0)
        {
            if (test.Found.Lacking.Length == 0)
                Line($"<p class=\"list-lead\">{E(words.Rests(test.Test.Measure))}</p>");
            return;
        }

        string heading = E(words.Say(Invariant($"Rows behind it: {rows.Length}"), Invariant($"所依据的条目：{rows.Length}")));
        bool folded = rows.Length > MostOpenRows;
        Line(folded ? $"<details>\n<summary>{heading}</summary>" : $"<p class=\"list-lead\">{heading}</p>");
        Line("<ul class=\"events\">");
        foreach (EvidenceRow row in rows)
            Line($"<li><span class=\"date\">{E(row.When)}</span> {File(row.Title)} <span class=\"source\">{Source(row)}</span></li>");
        Line("</ul>");
        if (folded)
            Line("</details>");
    }

    void Limits()
    {
        Line("<ul>");
        foreach (string limit in words.Limits(report))
            Line($"<li>{E(limit)}</li>");
        Line("</ul>");
    }

    void Made()
    {
        Line($"<p>{E(words.Citation(report))}</p>");
        Line($"<p>{E(words.Say($"This command makes the page with fangshou {report.ProgramVersion}:", $"fangshou {report.ProgramVersion} 以此命令生成本页："))}</p>");
        Line($"<pre><code>{E(report.Command)}</code></pre>");
    }

    static string Source(EvidenceRow row) => row.Sources.Select(s => PlainText.WebAddress(s.Url) is null ? null : Link(s.Url, Publisher.Of(s))).FirstOrDefault(link => link is not null)
        ?? (row.Sources is [var first, ..] ? E(Publisher.Of(first)) : "–");

    /// <summary>A link, or the address as text when it leads nowhere.</summary>
    static string Link(string url, string text) => PlainText.WebAddress(url) is { } address ? $"<a href=\"{E(address)}\">{E(text)}</a>" : E(url);

    // Rows are written in English, and claims that nobody translated.
    string File(string text, string chinese = "") => language == Language.English ? E(text) : chinese.Length > 0 ? E(chinese) : $"<span lang=\"en\">{E(text)}</span>";

    static string E(string text) => PlainText.Html(text);

    void Line(string line) => sheet.Line(line);

    /// <summary>Rules beside those of all pages of one column.</summary>
    internal const string Css = """

        .claim h1 { font-size: clamp(1.45rem, 3.2vw, 2rem); max-width: 50rem; } .claim article { margin: 0 0 1.7rem; } .claim article h3 { line-height: 1.35; margin-top: 1rem; } .claim article p { margin-bottom: .3rem; }
        .claim .columns { margin-bottom: .8rem; } .claim .verdict { align-items: center; margin-bottom: .8rem; } .claim .letter { font-family: inherit; width: 3.4rem; height: 3.4rem; font-size: 1.9rem; } .claim .decided .letter { border-style: solid; }
        .outcome { margin: 0; } .outcome strong { font-size: 1.25rem; } .sign { display: inline-block; min-width: 1em; font-weight: 700; } .claim tbody th { font-weight: 400; width: 50%; } .claim details { margin: .2rem 0 0; } .claim summary { margin-bottom: .3rem; } .claim .wide .figure { max-width: 62rem; }
        @media print { .claim article { break-inside: avoid; } .claim section { break-inside: auto; } .claim details { display: block; } .claim summary { color: inherit; list-style: none; } }
        """;
}
