using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Mechanism;
using Fangshou.Scenarios;
using static System.FormattableString;

namespace Fangshou.Briefs;

/// <summary>A scenario as one self-contained HTML file: no script, nothing loaded from elsewhere, light and dark, for paper too. The same report gives the same bytes.</summary>
public sealed class ScenarioPage
{
    readonly ScenarioReport report;
    readonly Scenario scenario;
    readonly ScenarioWords words;
    readonly Language language;
    readonly HtmlSheet sheet;

    ScenarioPage(ScenarioReport report, Language language)
    {
        this.report = report;
        this.language = language;
        scenario = report.Scenario;
        words = new ScenarioWords(language);
        sheet = new HtmlSheet(Words.For(language));
    }

    /// <summary>Writes the page.</summary>
    public static string Render(ScenarioReport report, Language language)
    {
        ArgumentNullException.ThrowIfNull(report);
        ScenarioPage page = new(report, language);
        page.Write();
        return page.sheet.Close();
    }

    /// <summary>What the page says below its header, for a page that has its own.</summary>
    internal static string Body(ScenarioReport report, Language language)
    {
        ScenarioPage page = new(report, language);
        page.Content();
        return page.sheet.Markup;
    }

    void Write()
    {
        sheet.Open($"{scenario.Title} – {Kicker}", HtmlStyle.Report, "report");
        Line("<header>");
        Line($"<p class=\"kicker\">{E(Kicker)}</p>");
        Line($"<h1>{File(scenario.Title)}</h1>");
        Line($"<p class=\"dateline\">{E(words.Note(scenario))} · {E(RunPlan.ModelVersion)} · {E(words.Limit)}</p>");
        Line("</header>");
        Line("<main id=\"text\">");
        Content();
        Line("</main>");
    }

    void Content()
    {
        Section("hypothesis", Say("Hypothesis", "假设"), () => Line($"<p class=\"reading\">{File(scenario.Hypothesis)}</p>"));
        Section("result", Say("Result", "结果"), Result);
        Section("verdict", Say("Verdict", "判断"), Verdict);
        Fan();
        Curve();
        Section("levers", Say("Stage and levers", "情境与所设变化"), Levers);
        Section("limits", Say("Limits", "局限"), Limits);
        Section("made", Say("How it was made", "如何生成"), Made);
    }

    string Kicker => Say("Fangshou · scenario", "放收 · 情景");

    void Result()
    {
        foreach (OnsetChance chance in report.Result.Onset)
            Line($"<p class=\"reading\">{E(words.Sentence(chance))}</p>");
        bool paired = report.Baseline is not null;
        Table(
            Say($"Means over the {report.Result.Counted} histories that count{(paired ? ", beside the baseline (" + words.Baseline(scenario) + ")" : "")}", $"可计的{report.Result.Counted}条历史的均值{(paired ? "，与基线（" + words.Baseline(scenario) + "）并列" : "")}"),
            [Say("quantity", "数量"), Say("scenario", "情景"), .. paired ? [Say("baseline", "基线")] : Array.Empty<string>()],
            Quantities(report.Result).Zip(Quantities(report.Baseline ?? report.Result), (mine, other) => paired ? new[] { mine.Name, mine.Value, other.Value } : [mine.Name, mine.Value]));
        if (!report.Differences.IsEmpty)
            Table(
                Say("Scenario less baseline on common random numbers, replicate by replicate, with 95 % intervals", "情景减基线（共同随机数，逐条配对），95%区间"),
                [Say("quantity", "数量"), Say("difference", "差值"), Say("95 % interval", "95%区间")],
                report.Differences.Select(d => new[] { words.Quantity(d.Quantity), words.Difference(d), ScenarioWords.Interval(d) }));
    }

    IEnumerable<(string Name, string Value)> Quantities(ScenarioSummary summary) =>
    [
        .. summary.Onset.Select(o => (Say(Invariant($"crackdown within {o.Months} months"), Invariant($"{o.Months}个月内出现整治")), Share(o.Probability))),
        (Say("months to the onset, among those within a year (10 / 50 / 90 %)", "一年内出现者的延迟（10/50/90%）"), words.Delay(summary)),
        (Say("leadership turns within a month", "一个月内决策层转向"), Share(summary.FlipWithinMonth)),
        (Say("leadership turns within a year", "一年内决策层转向"), Share(summary.FlipWithinYear)),
        (Say("days from the leadership's turn to the first act (10 / 50 / 90 %)", "决策层转向至首次行动的天数（10/50/90%）"), words.FirstAct(summary)),
        (Say("months that a crackdown lasts (25 / 50 / 75 %)", "整治持续时间（25/50/75%）"), words.Stay(summary)),
        (Say("largest fall of the index in two years", "两年内指数最大跌幅"), words.Percent(summary.Fall)),
        (Say("largest job loss", "最大岗位损失"), words.Percent(summary.JobLoss)),
        (Say("fines, in units of firm size", "罚款（企业规模单位）"), ScenarioWords.Number(summary.Fines)),
        (Say("claims waiting in the last month", "期末待审案件"), ScenarioWords.Number(summary.Backlog)),
        (Say("other sectors in which a crackdown sets in within a year", "一年内随后出现整治的其他行业数"), ScenarioWords.Number(summary.SpillOver)),
    ];

    string Share(Estimate estimate) => $"{words.Percent(estimate.Value)} ({ScenarioWords.Points(estimate.StandardError)} {Say("points", "个百分点")})";

    void Verdict()
    {
        Line($"<p>{(scenario.Verdict.Length > 0 ? File(scenario.Verdict) : E(Say("The file states no verdict.", "文件未给出判断。")))}</p>");
        if (report.NotJudged.Length > 0)
        {
            Line($"<p>{E(report.NotJudged)}</p>");
            return;
        }

        int hold = report.Bands.Count(b => b.Holds);
        Line($"<p>{E(Say(Invariant($"{hold} of the {report.Bands.Length} expected bands of the file hold."), Invariant($"文件所列{report.Bands.Length}个预期区间中有{hold}个成立。")))}</p>");
        Table(
            Say("Expected bands of the file", "文件的预期区间"),
            [Say("severity", "严重程度"), Say("within", "期限"), Say("expected", "预期"), Say("found", "结果"), ""],
            report.Bands.Select(b => new[]
            {
                ScenarioWords.Number(b.Band.Severity), Invariant($"{b.Band.WithinMonths} {Say("months", "个月")}"), Invariant($"{b.Band.Least:0.###} … {b.Band.Largest:0.###}"),
                Invariant($"{b.Found.Value:0.###}"), b.Holds ? Say("holds", "成立") : Say("fails", "不成立"),
            }));
    }

    void Fan()
    {
        Figure("fan", Say("Month by month", "逐月"), options => FanFigure.Svg(report.Fan, options));
        Line("<details>");
        Line($"<summary>{E(Say("The figure as a table", "图中数据"))}</summary>");
        Line($"<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{E(Say("The figure as a table", "图中数据"))}\">");
        foreach (MonthlyQuantiles fan in report.Fan.Scenario)
            Table(
                FanFigure.Name(fan.Quantity, new ChartOptions { Language = language }),
                [Say("month", "月"), .. MonthlyQuantiles.Probabilities.Select(p => Invariant($"{100 * p:0} %"))],
                fan.Values.Select((row, t) => (string[])[Invariant($"{fan.FirstMonth + t}"), .. row.Select(ScenarioWords.Number)]));
        Line("</div>");
        Line("</details>");
    }

    void Curve()
    {
        if (report.Sweep.Length < 2)
            return;
        Figure("curve", Say("By severity of the incident", "按事件严重程度"), options => OnsetCurveFigure.Svg(scenario.Title, "", report.Sweep, options));
        ImmutableArray<OnsetChance> horizons = report.Sweep[0].Onset;
        Table(
            Say("Probability that a crackdown sets in, by severity", "各严重程度下出现整治的概率"),
            [Say("severity", "严重程度"), .. horizons.Select(h => OnsetCurveFigure.Within(h.Months, new ChartOptions { Language = language }))],
            report.Sweep.Select(s => (string[])[ScenarioWords.Number(s.Severity), .. s.Onset.Select(o => Share(o.Probability))]));
    }

    void Levers()
    {
        List<string[]> rows = [.. scenario.Stage.Select(lever => Row(Say("stage", "情境"), lever)), .. scenario.Levers.Select(lever => Row(Say("lever", "变化"), lever))];
        if (scenario.Severity > 0)
            rows.Add([Say("incident", "事件"), Invariant($"{scenario.ChangeMonth}"), Invariant($"{Sector(scenario.Sector)}: {Say("severity", "严重程度")} {scenario.Severity:0.##}"), Say("Chosen for this run; 1 is a week of national headlines, 10 a great scandal.", "本次运行所设；1为全国头条一周，10为重大丑闻。")]);
        Table(Say("Months are counted from the start of the run.", "月份自运行开始计。"), [Say("part", "类别"), Say("month", "月"), Say("what is done", "内容"), Say("source", "来源")], rows);
    }

    string[] Row(string part, Lever lever)
    {
        Intervention first = lever.Interventions[0], last = lever.Interventions[^1];
        IEnumerable<string> done =
        [
            .. first.Parameters.Select(m => Invariant($"{ParameterTable.Of(m.Parameter).Key} {Sign(m.Move)} {m.Value:0.####} ({ParameterTable.Of(m.Parameter).Meaning})")),
            .. first.Traits.Select(t => Invariant($"{Sector(t.Sector)}: {t.Trait.ToString().ToLowerInvariant()} {Sign(t.Move)} {t.Value:0.####}")),
            .. first.Roles.Select(r => Invariant($"{scenario.World.Localities[r.Locality].Id}: {Say("roles towards its firms", "对本地企业的角色")} {Sign(r.Move)} {r.Value:0.####}")),
            .. first.Incidents.Select(i => Invariant($"{Sector(i.Sector)}: {Say("incident of severity", "事件严重程度")} {i.Severity:0.##}")),
            .. first.Falls.Select(f => Invariant($"{Sector(f.Sector)}: {Say("index falls by", "指数下跌")} {100 * f.Fall:0.##} %")),
            .. first.Reborn.Select(s => $"{Sector(s)}: {Say("begins anew, young and clean", "重新开始：年轻、无损害记录")}"),
        ];
        string when = lever.Interventions.Length == 1 ? Invariant($"{first.Month}") : Invariant($"{first.Month} … {last.Month} ({lever.Interventions.Length}×)");
        return [part, when, string.Join("; ", done), lever.Source];
    }

    static string Sign(Move move) => move switch { Move.Set => "=", Move.Scale => "×", _ => "+" };

    string Sector(int sector) => scenario.World.Sectors[sector].Id;

    void Limits()
    {
        Line("<ul>");
        foreach (string limit in (string[])
        [
            words.Limit,
            report.Parameters == ParameterSource.Calibrated
                ? Say("The parameter sets meet known facts of a few famous cases; other sets, and other models, would as well.", "各参数组与少数著名案例的已知事实相符；其他参数组和其他模型也可能相符。")
                : Say("The parameters are hand-set to a few famous cases; many other sets would fit as well. A single set says how the model behaves, not how sure one can be.", "参数按少数著名案例手工设定，许多其他取值同样适合。单一参数组只说明模型的行为，不说明把握有多大。"),
            report.Parameters == ParameterSource.Calibrated
                ? Say("The standard errors and intervals count the chance between simulated histories and what the calibration leaves open about the parameters, not doubt about the model.", "标准误与区间计入模拟历史之间的偶然性以及校准后参数仍存的不确定，不含对模型的怀疑。")
                : Say("The standard errors and intervals count only the chance between simulated histories, not doubt about the model or its parameters.", "标准误与区间只计模拟历史之间的偶然性，不含对模型或参数的怀疑。"),
            Say("The scale of severities and the mission priority of the sector are assumptions that largely set the curve by severity.", "严重程度的尺度与行业使命优先级均为假设，在很大程度上决定曲线。"),
            Say(Invariant($"A crackdown here is {ScenarioOutcome.LeastActs} restrictive acts or more in {ScenarioOutcome.ActWindow} months. Histories that were already there in the month before the change do not count."), Invariant($"此处整治指{ScenarioOutcome.ActWindow}个月内限制性行动不少于{ScenarioOutcome.LeastActs}次。变化前一月已达此数的历史不计。")),
        ])
            Line($"<li>{E(limit)}</li>");
        Line("</ul>");
    }

    void Made()
    {
        Table(
            Say("Parameters, seed and versions", "参数、种子与版本"),
            [Say("what", "项目"), Say("value", "值")],
            [
                [Say("parameters", "参数"), words.Name(report.Parameters)],
                .. report.Set.Select(set => new[] { Say("set by the user", "用户设定"), string.Create(CultureInfo.InvariantCulture, $"{set.Key} = {set.Value:R}") }),
                [Say("seed", "种子"), Invariant($"{scenario.Seed}")],
                [Say("replicates", "重复数"), Invariant($"{scenario.Replicates}")],
                [Say("months; month of change", "月数；变化当月"), Invariant($"{scenario.Months}; {scenario.ChangeMonth}")],
                [Say("sector", "行业"), Sector(scenario.Sector)],
                [Say("model", "模型"), RunPlan.ModelVersion],
                [Say("program", "程序"), $"fangshou {report.ProgramVersion}"],
            ]);
        Line($"<p>{E(Say("This command makes the page:", "生成本页的命令："))}</p>");
        Line($"<pre><code>{E(report.Command)}</code></pre>");
    }

    void Figure(string id, string caption, Func<ChartOptions, string> draw)
    {
        Line($"<figure aria-labelledby=\"{id}-caption\">");
        Line($"<figcaption id=\"{id}-caption\"><h2>{E(caption)}</h2></figcaption>");
        sheet.Drawing(id, language, draw);
        Line("</figure>");
    }

    void Section(string id, string heading, Action content) => sheet.Section(id, heading, content);

    void Table(string caption, IEnumerable<string> columns, IEnumerable<string[]> rows) => sheet.Table(
        caption, columns.Select(c => c.Length == 0 ? $"<span class=\"unseen\">{E(Say("holds or fails", "是否成立"))}</span>" : E(c)), rows.Select(row => row.Select(E)));

    // Scenario files are written in English.
    string File(string text) => language == Language.English ? E(text) : $"<span lang=\"en\">{E(text)}</span>";

    string Say(string english, string chinese) => words.Say(english, chinese);

    static string E(string text) => PlainText.Html(text);

    void Line(string line) => sheet.Line(line);
}
