using System.Collections.Immutable;
using Fangshou.Briefs;
using Fangshou.Claims;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Scenarios;
using Fangshou.Signals;
using TestResult = Fangshou.Claims.TestResult;

namespace Fangshou.Tests.Briefs;

/// <summary>A claim with a result for each sort of number, set by hand, so that pages do not change with the data.</summary>
static class ClaimSample
{
    static readonly EventFilter any = new() { Cell = new Cell("CN", "kites") };

    static readonly ImmutableArray<TestResult> tests =
    [
        Test("Four times as many acts a month as in the year before.", new RateRatio(any, any), MeasureUnit.Ratio, Side.AtLeast, 4, 6.59, 2.95, 17.3, Verdict.NotEnough, Ids(7)),
        Test("At least three acts <b>on</b> kites & strings.", new EventCount(any), MeasureUnit.Count, Side.AtLeast, 3, 5, 5, 5, Verdict.Supported, Ids(5)),
        Test("None before 2020.", new EventCount(any), MeasureUnit.Count, Side.AtMost, 0, 0, 0, 0, Verdict.Supported, []),
        Test("At most 40 % of the acts bind.", new EventShare(any, any), MeasureUnit.Share, Side.AtMost, 0.4, 0.71, 0.55, 0.83, Verdict.Contradicted, Ids(2)),
        Test("The first came by the end of 2020.", new FirstDay(any), MeasureUnit.Date, Side.AtMost, Day(2020, 12, 31), Day(2020, 11, 3), Day(2020, 11, 3), Day(2020, 11, 3), Verdict.Supported, Ids(1)),
        Test("A crackdown began by March 2021.", new PhaseOnset(any.Cell, Lane.General, Phase.Crackdown, Month.Of(2020, 1), Month.Of(2022, 1)), MeasureUnit.Date, Side.AtMost, Day(2021, 3, 31), Day(2020, 11, 1), Day(2020, 6, 1), Day(2021, 5, 31), Verdict.NotEnough, []),
        Test("Fined at least 18.2 billion.", new LargestAmount(any, "CNY"), MeasureUnit.Money, Side.AtLeast, 18.2e9, 18.228e9, 18.228e9, 18.228e9, Verdict.Supported, ["tie"]),
        Test("More loosening than tightening of the share.", new Difference(new EventShare(any, any), new EventShare(any, any)), MeasureUnit.Points, Side.AtLeast, 0, -0.21, -0.4, 0.02, Verdict.NotEnough, ["docket"]),
        Test("A snapped string makes a crackdown within a year.", new ScenarioResult(new ScenarioQuestion("string-snaps", 8, ParameterSource.Core), 12), MeasureUnit.Share, Side.AtLeast, 0.5, 0.88, 0.86, 0.9, Verdict.Supported, []),
        Test("Never before, so that the ratio has no bound.", new RateRatio(any, any), MeasureUnit.Ratio, Side.AtLeast, 2, double.PositiveInfinity, 3.1, double.PositiveInfinity, Verdict.Supported, ["unsourced"]),
        ByYear(),
        new(new ClaimTest("The lender won at least 95 %.", new EventCount(any), Side.AtLeast, 0.95), new Measurement(double.NaN, double.NaN, double.NaN, MeasureUnit.Share, [], "no docket tells such a number."), Verdict.NotEnough),
    ];

    static readonly Claim claim = new()
    {
        Id = "kites-were-reined-in",
        Sentence = "Kites <flew> freely; then they were reined in & tied.",
        SentenceZh = "风筝<曾>自由飞翔，后来被收紧&拴住。",
        By = "Invented",
        ByZh = "虚构",
        On = new DateOnly(2020, 12, 1),
        Source = "https://example.org/invented?a=1&b=2",
        RefutedBy = "Fewer acts, or none.",
        RefutedByZh = "措施更少，或没有。",
        Note = "Invented for tests.",
        Tests = [.. tests.Select(test => test.Test)],
    };

    internal static ImmutableArray<TestResult> Drawn { get; } = [.. tests.Where(ClaimFigure.CanDraw)];

    internal static ClaimReport Report { get; } = new()
    {
        Result = new ClaimResult(claim, tests, Verdict.Mixed),
        AsOf = new AsOf(new DateOnly(2026, 7, 2)),
        Then = new ClaimResult(claim, [.. tests.Select(test => test with { Found = test.Found with { Value = double.NaN, Low = double.NaN, High = double.NaN, Rows = [], Lacking = "the time asked about had not come yet." }, Verdict = Verdict.NotEnough })], Verdict.NotEnough),
        Rows = new EvidenceRow[]
        {
            new("tie", "2019-02-01", "A city holds a share in a kite maker", [new Source("https://example.org/tie", "")]),
            new("docket", "2016–2021", "A court hears 130,000 suits about kites", [new Source("javascript:alert(1)", "Somebody"), new Source("https://example.org/docket", "A court")]),
            new("unsourced", "2020-Q4", "A row without a source", [new Source("", "")]),
        }.Concat(Ids(7).Select((id, i) => new EvidenceRow(id, $"2020-11-0{i + 1}", $"Act {i + 1} against kites <script>alert(1)</script>", [new Source($"https://example.org/act/{i + 1}", "Kite News")])))
            .ToImmutableDictionary(row => row.Id),
        DataVersion = "0.1.0",
        Seed = 7,
        ProgramVersion = "0.0.0",
        Command = "fangshou claims show kites-were-reined-in --as-of 2026-07-02 -o kites-were-reined-in.html",
    };

    static TestResult Test(string says, Measure measure, MeasureUnit unit, Side side, double threshold, double value, double low, double high, Verdict verdict, ImmutableArray<string> rows) =>
        new(new ClaimTest(says, measure, side, threshold), new Measurement(value, low, high, unit, rows), verdict);

    /// <summary>A share by year: one of no events, and a last year in part.</summary>
    static TestResult ByYear()
    {
        TestResult test = Test("The share rose.", new ByYear(any, any with { From = new DateOnly(2020, 1, 1) }, YearNumber.Change, 2022), MeasureUnit.Points, Side.AtLeast, 0, 0.5, 0.1, 0.8, Verdict.Supported, Ids(2));
        return test with
        {
            Test = test.Test with { SaysZh = "占比上升。" },
            Found = test.Found with
            {
                Years =
                [
                    new(2020, IsWhole: true, 2, new(0, 0, 0.66, MeasureUnit.Share, [])),
                    new(2021, IsWhole: true, 0, new(double.NaN, double.NaN, double.NaN, MeasureUnit.Share, [], "there are no such events.")),
                    new(2022, IsWhole: true, 4, new(0.5, 0.15, 0.85, MeasureUnit.Share, Ids(2))),
                    new(2023, IsWhole: false, 1, new(1, 0.21, 1, MeasureUnit.Share, Ids(1))),
                ],
            },
        };
    }

    static ImmutableArray<string> Ids(int count) => [.. Enumerable.Range(1, count).Select(i => $"act-{i}")];

    static double Day(int year, int month, int day) => new DateOnly(year, month, day).DayNumber;
}
