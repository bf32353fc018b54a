using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Signals;
using Fangshou.Store;

namespace Fangshou.Briefs;

/// <summary>Brings together what the brief of a cell is made of.</summary>
static class MorningBrief
{
    // A neighbour with fewer tightening and easing rows says too little to stand in a table.
    const int FewestRowsOfSibling = 6, MostSiblings = 8;

    /// <summary>The brief of a cell.</summary>
    /// <exception cref="RefusedException">Nothing about the cell was known.</exception>
    internal static Brief Of(Readings readings, Cell cell)
    {
        Lane lane = LaneRule.Of(cell);
        PhasePath lead = readings.Require(cell, lane);
        PhasePath? content = lane == Lane.General && cell.Area is null ? readings.Path(cell, Lane.Content) : null;
        ImmutableArray<SiblingPaths> siblings = [.. Siblings(readings, cell).Select(c => new SiblingPaths(c, readings.Path(c, Lane.General), readings.Path(c, Lane.Content)))];
        (ImmutableArray<EventInfluence> influences, ImmutableArray<PhaseTipping> tipping) = readings.Detail(cell, lane);
        ImmutableArray<string> warnings = Readings.Warnings([lead, content, .. siblings.SelectMany(s => new[] { s.General, s.Content })]);
        return Brief.Compose(new BriefInput
        {
            Codebook = readings.Ledger.Codebook,
            Lead = lead,
            Other = content,
            Siblings = siblings,
            Influences = Recent(influences, lead),
            TippingPoints = [.. tipping.Select(t => Tip(t, lane))],
            Counts = new BriefCounts(
                readings.Ledger.In(cell).Length,
                cell.Sector is { } sector ? readings.Ledger.Events.Count(e => e.Sectors.Any(s => readings.Ledger.Codebook.Sectors.Includes(sector, s))) : readings.Ledger.Events.Length,
                readings.Ledger.Events.Length),
            Warnings = warnings,
        });
    }

    /// <summary>The rows that count for where the pendulum hangs now: what they did to the last month, and to the months of the present spell.</summary>
    static ImmutableArray<EventInfluence> Recent(ImmutableArray<EventInfluence> influences, PhasePath path)
    {
        Month since = path.Spells[^1].Start;
        return [.. influences.Where(i => i.Month >= since)];
    }

    static TippingPoint Tip(PhaseTipping tipping, Lane lane) => tipping switch
    {
        { Ease: > 0 } => new TippingPoint(lane, tipping.Phase, Direction.Ease, AtMost: false, tipping.Ease * tipping.Months, tipping.Months),
        { Tighten: > 0 } => new TippingPoint(lane, tipping.Phase, Direction.Tighten, AtMost: false, tipping.Tighten * tipping.Months, tipping.Months),
        _ => new TippingPoint(lane, tipping.Phase, Direction.Tighten, AtMost: true, 0, tipping.Months),
    };

    /// <summary>The cell's parts, its fellows under the same parent, and the same sector elsewhere.</summary>
    static IEnumerable<Cell> Siblings(Readings readings, Cell cell)
    {
        Codebook codebook = readings.Ledger.Codebook;
        string? parent = cell.Sector is null ? null : codebook.Sectors.Find(cell.Sector)?.Parent;
        IEnumerable<Cell> near =
        [
            .. cell.Area is not null ? [cell with { Area = null }] : Array.Empty<Cell>(),
            .. cell.Sector is { } sector ? codebook.Sectors.Children(sector).Select(t => cell with { Sector = t.Id, Area = null }) : [],
            .. parent is { Length: > 0 } ? codebook.Sectors.Children(parent).Select(t => cell with { Sector = t.Id, Area = null }) : [],
            .. parent is { Length: 0 } ? codebook.Sectors.Terms.Where(t => t.Parent.Length == 0).Select(t => cell with { Sector = t.Id, Area = null }) : [],
            .. codebook.Jurisdictions.Terms.Where(t => t.Parent.Length == 0).Select(t => cell with { Jurisdiction = t.Id, Area = null }),
        ];
        return near.Where(c => c != cell).Distinct().Where(c => readings.Rows(c, Lane.General) >= FewestRowsOfSibling).Take(MostSiblings);
    }
}
