using Fangshou.Briefs;
using Fangshou.Phases;

namespace Fangshou.Cli.Commands;

/// <summary>A brief as JSON.</summary>
static class BriefView
{
    public static Answer Of(Brief brief) => new()
    {
        Schema = "brief/2",
        AsOf = brief.Lead.Path.Signals.AsOf.ToString(),
        DataVersion = brief.Lead.Path.Signals.DataVersion,
        ModelVersion = brief.Lead.Path.ModelVersion,
        Seed = brief.Lead.Path.Seed,
        Warnings = brief.Warnings,
        Data = new
        {
            brief.Cell,
            Lead = Lane(brief.Lead),
            Other = brief.Other is { } other ? Lane(other) : null,
            Siblings = brief.Siblings.Select(s => new { s.Cell, General = s.General is { } g ? Lane(g) : null, Content = s.Content is { } c ? Lane(c) : null }),
            KeyEvents = brief.KeyEvents.Select(k => new { k.Number, k.Event.Id, k.Event.Date, k.Event.Title, Source = k.Event.Sources.FirstOrDefault()?.Url, k.Influence?.LogOddsChange }),
            brief.TippingPoints,
            brief.Counts,
            brief.Sourcing,
        },
    };

    static object Lane(LaneReading lane)
    {
        PhaseProbabilities now = lane.Path.Now;
        Spell last = lane.Path.Spells[^1];
        return new
        {
            lane.Path.Lane,
            lane.Phase,
            Now = new { now.Lax, now.Crackdown, now.Easing },
            Since = last.Start,
            SinceInterval = new[] { last.StartInterval.From, last.StartInterval.To },
            last.Confirmed,
        };
    }
}
