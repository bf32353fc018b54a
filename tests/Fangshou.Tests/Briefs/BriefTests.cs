using Fangshou.Briefs;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;

namespace Fangshou.Tests.Briefs;

public class BriefTests
{
    static readonly Brief Sample = BriefSample.Brief;

    [Fact]
    public void The_phase_now_is_the_most_probable_of_the_last_month()
    {
        Assert.Equal(Phase.Crackdown, Sample.Lead.Phase);
        Assert.Equal(Sample.Lead.Path.Now.Crackdown, Sample.Lead.Probability);
        Assert.Equal(Month.Of(2025, 9), Sample.Lead.Spell!.Start);
        Assert.Equal(11, Sample.Lead.MonthsSoFar);
    }

    [Fact]
    public void Without_a_spell_in_the_phase_since_when_stays_open()
    {
        BriefInput input = BriefSample.Input();
        PhasePath path = input.Lead with { Smoothed = input.Lead.Smoothed.SetItem(input.Lead.Smoothed.Length - 1, new(0.1, 0.3, 0.6)) };
        LaneReading lane = Brief.Compose(input with { Lead = path }).Lead;

        Assert.Equal((Phase.Easing, null, 0), (lane.Phase, lane.Spell, lane.MonthsSoFar));
        Assert.False(lane.Settled);
        Assert.Contains("cannot be said yet", Words.For(Language.English).Since(lane), StringComparison.Ordinal);
    }

    [Fact]
    public void Recent_counts_cover_the_last_three_months_and_the_three_before()
    {
        SignalMonth[] months = [.. Sample.Lead.Path.Signals.Months.TakeLast(6)];

        Assert.Equal(new(new(Month.Of(2026, 5), Month.Of(2026, 7)), months[3..].Sum(m => m.Tighten), months[3..].Sum(m => m.Ease), months[3..].Sum(m => m.Support), months[3..].Sum(m => m.Incidents)), Sample.Lead.Recent);
        Assert.Equal(months[..3].Sum(m => m.Tighten), Sample.Lead.Before!.Tighten);
        Assert.All(Sample.RecentEvents, e => Assert.True(e.Month >= Month.Of(2026, 5)));
    }

    [Fact]
    public void Key_events_are_ten_different_ones_in_order_of_weight()
    {
        double[] weights = [.. Sample.KeyEvents.Select(k => Math.Abs(k.Influence!.LogOddsChange))];

        Assert.Equal(10, Sample.KeyEvents.Select(k => k.Event.Id).Distinct().Count());
        Assert.Equal(weights.OrderDescending(), weights);
        Assert.Equal(Enumerable.Range(1, 10), Sample.KeyEvents.Select(k => k.Number));
    }

    [Fact]
    public void An_event_that_moved_several_months_is_named_once_by_its_largest_move()
    {
        Event row = BriefSample.Rows[5];
        EventInfluence[] moves = [new(row, row.Month, Phase.Crackdown, 0.2), new(row, row.Month + 1, Phase.Crackdown, -0.9)];
        Brief brief = Brief.Compose(BriefSample.Input() with { Influences = [.. moves] });

        Assert.Equal(moves[1], brief.KeyEvents[0].Influence);
        Assert.DoesNotContain(brief.KeyEvents.Skip(1), k => k.Event.Id == row.Id);
    }

    [Fact]
    public void Watched_incidents_are_grave_and_of_the_last_year()
    {
        Assert.NotEmpty(Sample.Incidents);
        Assert.All(Sample.Incidents, e => Assert.True(e is { Kind: EventKind.Incident, Severity: >= 3 } && e.Month > Month.Of(2025, 7)));
    }

    [Fact]
    public void A_restriction_that_has_ended_is_not_in_force()
    {
        Event campaign = BriefSample.Rows.Last(e => e is { Instrument: "campaign", Direction: Direction.Tighten, Severity: 4 });
        int before = Sample.InForceCount;
        Event[] rows = [.. BriefSample.Rows.Select(e => e.Id == campaign.Id ? e with { Until = new DateOnly(2026, 6, 30) } : e)];

        Assert.Equal(before - 1, Brief.Compose(BriefSample.Input(rows)).InForceCount);
    }

    [Fact]
    public void Exactly_ninety_per_cent_is_not_settled()
    {
        Assert.False(Brief.IsSettled(0.90));
        Assert.True(Brief.IsSettled(0.9001));
    }

    [Fact]
    public void Lanes_of_different_cells_are_refused()
    {
        BriefInput input = BriefSample.Input();
        PhasePath stranger = input.Other! with { Signals = input.Other!.Signals with { Cell = new("US", "ai") } };

        Assert.Contains("do not belong together", Assert.Throws<ArgumentException>(() => Brief.Compose(input with { Other = stranger })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_whose_probabilities_do_not_match_its_months_is_refused()
    {
        BriefInput input = BriefSample.Input();

        Assert.Throws<ArgumentException>(() => Brief.Compose(input with { Lead = input.Lead with { Smoothed = input.Lead.Smoothed[1..] } }));
    }

    [Fact]
    public void A_fit_that_missed_its_gate_is_said_among_the_limits()
    {
        BriefInput input = BriefSample.Input();
        Brief brief = Brief.Compose(input with { Lead = input.Lead with { Diagnostics = new(1.2, 40, false, "R-hat 1.20 above 1.01") } });

        Assert.Contains(Words.For(Language.English).Limits(brief), limit => limit.Contains("R-hat 1.20", StringComparison.Ordinal));
        Assert.DoesNotContain(Words.For(Language.English).Limits(Sample), limit => limit.Contains("quality gate", StringComparison.Ordinal));
    }
}
