using System.Text.RegularExpressions;
using Fangshou.Claims;
using Fangshou.Ledger;
using Fangshou.Mechanism;

namespace Fangshou.Tests.Claims;

/// <summary>Every shipped claim can be refuted: with other data its verdict is "contradicted".</summary>
public class ShippedClaimTests
{
    /// <summary>For each claim, data on which no test of it holds.</summary>
    static readonly Dictionary<string, Func<Evidence>> refuted = new(StringComparer.Ordinal)
    {
        // Nobody answers for most of a year, and agencies have no career to gain.
        ["a-large-misuse-would-flip-the-switch"] = () => ShippedEvidence.With(
            e => [IsTight(e) && In(e, "2020-10-24", "2021-05-31") || IsTight(e) && In(e, "2021-06-25", "2022-03-31") ? Later(e, 300) : e],
            parameters: ParameterSet.Core.With(MechanismParameter.Career, 0).With(MechanismParameter.Inertia, -10)),

        // A wave of general acts that has not ended, none of them about content.
        ["ai-is-in-its-honeymoon"] = () => ShippedEvidence.With(e => !Of(e, "CN", "ai", "generative-ai", "deepfakes", "facial-recognition") ? [e]
            : e.Areas.Contains("content-control") ? []
            : IsTight(e) && In(e, "2023-01-01", "2026-12-31") ? Enumerable.Range(0, 12).Select(i => Later(e, -20 * i) with { Id = $"{e.Id}-{i}" })
            : [e]),
        ["behind-every-ai-firm-a-local-government"] = () => ShippedEvidence.With(ties: tie => tie.Holders.Any(h => h.StartsWith("LOCAL:", StringComparison.Ordinal)) ? null : tie),
        ["china-was-first-with-binding-ai-rules"] = () => ShippedEvidence.With(e => e.Id == "eu-2024-08-01-ai-act-in-force" || e is { Jurisdiction: "EU" or "US", Instrument: "law" or "regulation", Severity: >= 3 } && Of(e, e.Jurisdiction, "ai", "generative-ai", "deepfakes")
            ? [e with { Date = new EventDate(new DateOnly(2010, 1, 5)), Direction = Direction.Tighten, Kind = EventKind.Action }] : [e]),
        ["content-control-and-growth-pull-apart"] = () => ShippedEvidence.With(e =>
            e.Title.Contains("soften", StringComparison.OrdinalIgnoreCase) || e.Title.Contains("vanish", StringComparison.OrdinalIgnoreCase) ? []
            : e.Direction == Direction.None ? [e]
            : e.Actors.Contains("CAC") ? [e with { Direction = Direction.Ease, Actors = ["CAC"] }]
            : [e.Actors.Any(a => a is "NDRC" or "MIIT" or "MOST") ? e with { Direction = Direction.Tighten } : e]),
        ["courts-clear-mass-disputes"] = () => ShippedEvidence.With(dockets: d => d with { Cases = 1000, CasesPerJudge = 10, ClaimantWinRate = 0.4 }),
        ["enforcement-slowed-after-2022"] = () => ShippedEvidence.With(e => In(e, "2022-04-01", "2024-03-31") ? Copies(e, 40) : [e]),
        ["looser-than-others-except-on-content"] = () => ShippedEvidence.With(e => !IsTight(e) ? [e]
            : e.Jurisdiction == "CN" ? (e.Areas.Contains("content-control") ? [] : [e with { Severity = 5 }])
            : e.Jurisdiction is "EU" or "US" ? [e with { Severity = 2 }, e with { Id = e.Id + "-content", Severity = 2, Areas = ["content-control"] }] : [e]),
        ["mergers-went-unchallenged-and-were-punished-later"] = () => ShippedEvidence.With(e => e.Instrument == "fine"
            ? [e with { Date = new EventDate(new DateOnly(2019, 5, 6)), Amount = e.Amount is null ? null : Math.Min(e.Amount.Value, 1e9m) }]
            : e.Instrument is "ban" or "rectification-order" or "forced-divestiture" ? [] : [e]),
        ["other-sectors-went-the-same-way"] = () => ShippedEvidence.With(e => [e.Jurisdiction.StartsWith("CN", StringComparison.Ordinal) && IsTight(e) ? e with { Direction = Direction.Support } : e]),

        // The wave comes in summer 2019 and never ends.
        ["platforms-went-through-three-phases"] = () => ShippedEvidence.With(Permanent),

        // Nobody says the words, and AI is supported in the earlier years only.
        ["the-centre-speaks-of-new-quality-productive-forces"] = () => ShippedEvidence.With(e => Earlier(e with { Title = Unsaid(e.Title) })),
        ["the-onset-was-sudden"] = () => ShippedEvidence.With(e => In(e, "2019-11-01", "2020-10-31") ? Copies(e, 20) : In(e, "2020-11-01", "2021-01-31") && e.ActorLevel == "central-agency" ? [] : [e]),
        ["the-state-plays-many-roles-in-ai"] = () => ShippedEvidence.With(ties: _ => null),
        ["the-us-investigated-an-ai-leader-china-did-not"] = () => ShippedEvidence.With(e => e is { Jurisdiction: "US", Instrument: "investigation" }
            ? [e with { Jurisdiction = "CN", Actors = ["CAC"], ActorLevel = "central-agency" }] : [e]),

        // Tightening since 2019 on every front, and no more after.
        ["three-fronts-were-accommodated-until-late-2020"] = () => ShippedEvidence.With(Permanent),
    };

    public static TheoryData<string> Ids => [.. ShippedEvidence.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_is_contradicted_by_other_data(string id)
    {
        ClaimResult result = ShippedEvidence.Read(id).Check(refuted[id]());
        Assert.True(result.Verdict == Verdict.Contradicted, string.Join("; ", result.Tests.Select(t => $"{t.Verdict} {t.Found.Value:0.##} {t.Found.Lacking} [{t.Test.Says}]")));
    }

    /// <summary>Also each test on figures by year by itself: what was said from 2023 on, and what supported AI, moves to the years before.</summary>
    [Fact]
    public void Every_test_on_figures_by_year_is_contradicted_by_other_data()
    {
        Evidence other = ShippedEvidence.With(e => Earlier(e).SelectMany(earlier => earlier.Title == Unsaid(earlier.Title) ? [earlier] : Copies(Later(earlier, -5 * 365), 40)));
        Fangshou.Claims.TestResult[] results = [.. ShippedEvidence.Ids.Select(ShippedEvidence.Read).SelectMany(claim => claim.Tests).Where(test => test.Measure is ByYear).Select(test => test.Check(other))];
        Assert.Equal(3, results.Length);
        Assert.All(results, result => Assert.True(result.Verdict == Verdict.Contradicted, $"{result.Verdict} {result.Found} [{result.Test.Says}]"));
    }

    [Fact]
    public void Each_is_in_English_and_in_Chinese() => Assert.All(ShippedEvidence.Ids.Select(ShippedEvidence.Read), claim =>
    {
        Assert.True(claim.IsInChinese, claim.Id);
        (string English, string Chinese)[] texts = [(claim.Sentence, claim.SentenceZh), (claim.By, claim.ByZh), (claim.RefutedBy, claim.RefutedByZh), (claim.Note, claim.NoteZh), .. claim.Tests.Select(test => (test.Says, test.SaysZh))];
        Assert.All(texts.Where(text => text.English.Length > 0), text =>
        {
            Assert.True(text.Chinese.Count(c => c is >= '\u4e00' and <= '\u9fff') > text.Chinese.Length / 3, text.Chinese);
            Assert.Equal(Years(text.English), Years(text.Chinese));
        });
        Assert.Equal(claim.Tests.Length, claim.Tests.Select(test => test.SaysZh).Distinct().Count());

        static IEnumerable<string> Years(string text) => Regex.Matches(text, "(?<![0-9])20[0-9][0-9](?![0-9])", RegexOptions.None, TimeSpan.FromSeconds(5)).Select(match => match.Value).Distinct().Order();
    });

    [Fact]
    public void On_the_shipped_data_each_has_at_least_one_test_that_holds() => Assert.All(
        ShippedEvidence.Ids,
        id => Assert.Contains(shipped.Value[id].Tests, test => test.Verdict == Verdict.Supported));

    static readonly Lazy<Dictionary<string, ClaimResult>> shipped = new(() =>
    {
        Evidence evidence = ShippedEvidence.With();
        return ShippedEvidence.Ids.ToDictionary(id => id, id => ShippedEvidence.Read(id).Check(evidence), StringComparer.Ordinal);
    });

    [Fact]
    public void Rows_behind_a_figure_are_rows_of_the_data()
    {
        Evidence evidence = ShippedEvidence.With();
        HashSet<string> known = [.. evidence.Ledger.Events.Select(e => e.Id), .. evidence.Ties.Select(t => t.Id), .. evidence.Dockets.Select(d => d.Id)];
        Assert.All(shipped.Value.Values.SelectMany(result => result.Tests).SelectMany(test => test.Found.Rows), row => Assert.Contains(row, known));
    }

    /// <summary>What came later moves no verdict.</summary>
    [Fact]
    public void Rows_that_were_not_known_yet_change_nothing()
    {
        AsOf day = new(new DateOnly(2022, 12, 31));
        Evidence cut = ShippedEvidence.With(asOf: day), without = ShippedEvidence.With(e => e.KnownSince.Day <= day.Day ? [e] : [e with { Direction = Direction.Tighten, Severity = 5, Title = "new quality merger unreported" }], asOf: day);
        foreach (string id in ShippedEvidence.Ids.Where(id => id is not "a-large-misuse-would-flip-the-switch"))
            Assert.Equal(ShippedEvidence.Read(id).Check(cut).Tests.Select(t => t.Found.Value), ShippedEvidence.Read(id).Check(without).Tests.Select(t => t.Found.Value));
    }

    /// <summary>Support of AI that does not say the words: taken away from 2023 on, eight times as frequent before.</summary>
    static IEnumerable<Event> Earlier(Event e) => e.Direction != Direction.Support || !Of(e, "CN", "ai", "generative-ai", "autonomous-driving", "facial-recognition", "deepfakes", "recommendation-algorithms") || e.Title != Unsaid(e.Title) ? [e]
        : e.Date.Day.Year >= 2023 ? [] : Copies(e, 8);

    static string Unsaid(string title) => title.Replace("ew quality", "ew", StringComparison.Ordinal).Replace("AI Plus", "AI", StringComparison.Ordinal);

    static bool IsTight(Event e) => e is { Kind: EventKind.Action, Direction: Direction.Tighten };

    static bool Of(Event e, string jurisdiction, params string[] sectors) => e.Jurisdiction.StartsWith(jurisdiction, StringComparison.Ordinal) && e.Sectors.Any(sectors.Contains);

    static bool In(Event e, string from, string to) => e.Date.Day >= DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture) && e.Date.Day <= DateOnly.Parse(to, System.Globalization.CultureInfo.InvariantCulture);

    static Event Later(Event e, int days) => e with { Date = new EventDate(e.Date.Day.AddDays(days)), Precision = DatePrecision.Day };

    static IEnumerable<Event> Copies(Event e, int count) => Enumerable.Range(0, count).Select(i => e with { Id = $"{e.Id}-{i}" });

    static IEnumerable<Event> Permanent(Event e) => e.Jurisdiction != "CN" || !IsTight(e) || !e.Areas.Any(a => a is "antitrust" or "data-privacy" or "labor") ? [e]
        : In(e, "2020-07-01", "2021-12-31") ? Enumerable.Range(0, 5).Select(i => Later(e, (i * 300) - 500) with { Id = $"{e.Id}-{i}" })
        : [e];
}
