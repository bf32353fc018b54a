using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Phases;

namespace Fangshou.Reference;

/// <summary>Crackdowns as others have dated them, to score forecasts against something that no rule of ours has counted.</summary>
/// <remarks>
/// A cell is in a crackdown in the months that any dating of its sector calls one, whatever the areas, but for content control alone. Where nobody dates a crackdown of a
/// sector nothing is said of it. Forecasters never see this: they lie to the left of it (docs/adr/0002).
/// </remarks>
public sealed class DatedSwings
{
    const string ContentControl = "content-control";

    readonly ILookup<(string, string), ReferenceDating> crackdowns;

    /// <param name="datings">The datings, open ones closed.</param>
    public DatedSwings(ImmutableArray<ReferenceDating> datings) => crackdowns = datings
        .Where(dating => dating.Phase == Phase.Crackdown && !(dating.Areas is [ContentControl]))
        .SelectMany(dating => dating.Sectors.Select(sector => (Key: (dating.Jurisdiction, sector), Dating: dating)))
        .ToLookup(pair => pair.Key, pair => pair.Dating);

    /// <summary>Whether a crackdown was on in a month; null when nobody dates one of the sector.</summary>
    public bool? IsOn(Cell cell, Month month)
    {
        IEnumerable<ReferenceDating> dated = crackdowns[(cell.Jurisdiction, cell.Sector ?? "")];
        return dated.Any() ? dated.Any(dating => dating.Covers(month)) : null;
    }
}
