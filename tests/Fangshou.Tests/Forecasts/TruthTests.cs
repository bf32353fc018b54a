using System.Collections.Immutable;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Signals;

namespace Fangshou.Tests.Forecasts;

/// <summary>What came of a question, on ledgers that can be read by eye.</summary>
public class TruthTests
{
    static readonly Month start = Month.Of(2010, 1);

    static readonly Cell ai = new("CN", "ai");

    // Quiet for 50 months, then three acts in month 50, two easing rows in month 55.
    static readonly int[] acts = [.. Enumerable.Range(0, 100).Select(t => t == 50 ? 3 : t == 20 ? 1 : 0)], ease = [.. Enumerable.Range(0, 100).Select(t => t == 55 ? 2 : 0)];

    [Fact]
    public void The_turn_is_counted_from_the_month_after_the_origin()
    {
        Truth truth = Of(99);
        Outcome outcome = truth.Of(ai, start + 47, SwingKind.Crackdown)!;
        Assert.Equal(3, outcome.Turned);
        Assert.Equal([false, true, true, true, true], Outlook.Horizons.Select(h => outcome.Came(h)!.Value));
        Assert.Equal([0, 3, 3, 3, 3], outcome.Counts.Select(c => c!.Value));
        Outcome easing = truth.Of(ai, start + 50, SwingKind.Easing)!;
        Assert.Equal(5, easing.Turned);
    }

    [Fact]
    public void A_question_about_a_swing_that_could_not_come_is_void()
    {
        Truth truth = Of(99);
        Assert.Null(truth.Of(ai, start + 50, SwingKind.Crackdown));
        Assert.Null(truth.Of(ai, start + 47, SwingKind.Easing));
        Assert.Null(truth.Of(ai, start + -1, SwingKind.Crackdown));
        Assert.Null(truth.Of(ai, start + 100, SwingKind.Crackdown));
        Assert.Null(truth.Of(new Cell("CN", "gaming"), start + 47, SwingKind.Crackdown));
    }

    [Fact]
    public void While_the_horizon_is_not_over_nothing_is_said_but_that_it_came()
    {
        // The ledger ends with month 52, which is provisional.
        Outcome outcome = Of(52).Of(ai, start + 47, SwingKind.Crackdown)!;
        Assert.Equal((3, 4), (outcome.Turned, outcome.Known));
        Assert.Equal([false, true, true, true, true], Outlook.Horizons.Select(h => outcome.Came(h)!.Value));
        Assert.Equal([0, 3, null, null, null], outcome.Counts);
        Outcome quiet = Of(30).Of(ai, start + 25, SwingKind.Crackdown)!;
        Assert.Null(quiet.Turned);
        Assert.Equal([false, false, null, null, null], Outlook.Horizons.Select(h => quiet.Came(h)));
    }

    [Fact]
    public void Provisional_months_are_not_counted()
    {
        LedgerAsOf now = ForecastSample.Ledger(ForecastSample.Rows(start, acts, ease)).AsOf(new AsOf((start + 50).LastDay));
        Assert.Equal(1, SignalBuilder.ProvisionalMonths(now));
        Truth truth = new(now, [ai], ForecastSample.Options);
        Assert.Equal(start + 49, truth.Last);
        Outcome outcome = truth.Of(ai, start + 47, SwingKind.Crackdown)!;
        Assert.Equal((null, 2), (outcome.Turned, outcome.Known));
        Assert.Null(outcome.Came(3));
        Assert.Equal((3, true), (Of(51).Of(ai, start + 47, SwingKind.Crackdown)!.Turned, Of(51).Of(ai, start + 47, SwingKind.Crackdown)!.Came(3)));

        // A question asked of the provisional month itself has no month behind it yet.
        Assert.Equal(0, truth.Of(ai, start + 50, SwingKind.Easing)!.Known);
    }

    [Fact]
    public void Grave_acts_are_counted_apart()
    {
        Truth truth = new(
            ForecastSample.Ledger([.. ForecastSample.Rows(start, acts, ease), ForecastSample.Row("x", (start + 48).FirstDay, severity: 3), ForecastSample.Row("y", (start + 52).FirstDay, severity: 5), ForecastSample.Row("z", (start + 52).FirstDay, severity: 5) with { ActorLevel = "firm" }])
                .AsOf(new AsOf((start + 99).LastDay)), [ai], ForecastSample.Options);
        Outcome outcome = truth.Of(ai, start + 47, SwingKind.Crackdown)!;
        Assert.Equal([1, 1, 2, 2, 2], outcome.Severe[0].Select(c => c!.Value));
        Assert.Equal([0, 0, 1, 1, 1], outcome.Severe[1].Select(c => c!.Value));
    }

    /// <summary>A question that is scored as soon as the swing comes, and not while it does not, would make swings look frequent in the newest years.</summary>
    [Fact]
    public void Scores_wait_for_the_end_of_the_horizon_whatever_came_before()
    {
        Truth truth = Of(52);
        ImmutableArray<PastForecast> made = [.. Enumerable.Range(20, 31).Select(t => new PastForecast(ai, start + t, "climatology", new Outlook(SwingKind.Crackdown, [.. Enumerable.Repeat(0.2, 24)], []), []))];
        ForecastScores scores = ForecastScores.Of(ScoredForecast.Of(made, truth, _ => "ai"), [new ScoreGroup("all", _ => true)], 1, 1);

        // Months 20…49 could turn; the last one known well is 51.
        foreach (SwingScore score in scores.Swings)
        {
            int[] over = [.. Enumerable.Range(20, 30).Where(t => t + score.Horizon <= 51)];
            Assert.Equal(over.Length, score.Questions);
            Assert.Equal(over.Count(t => t + score.Horizon >= 50), score.Events);
            Assert.Equal(over.Average(t => Math.Pow(0.2 - (t + score.Horizon >= 50 ? 1 : 0), 2)), score.Brier.Mean, 1e-12);
        }

        Assert.Equal([1, 3, 6, 12, 24], scores.Swings.Select(s => s.Horizon));
        Assert.Equal("CN/ai/2011", ScoredForecast.Of(made, truth, _ => "ai").First().Block);
    }

    static Truth Of(int last) => new(ForecastSample.Ledger(ForecastSample.Rows(start, acts, ease)).AsOf(new AsOf((start + last).LastDay)), [ai], ForecastSample.Options);
}
