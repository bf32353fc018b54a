using System.Collections.Immutable;

namespace Fangshou.Ledger;

/// <summary>All events of a data package, in date order, with the codebook they are written in.</summary>
public sealed class Ledger
{
    /// <summary>Orders the events by date, then id.</summary>
    /// <param name="events">Valid rows.</param>
    /// <param name="codebook">Vocabularies.</param>
    /// <param name="dataVersion">Version of the data package.</param>
    /// <param name="contentHash">SHA-256 of the tables read, lower-case hex.</param>
    public Ledger(IEnumerable<Event> events, Codebook codebook, string dataVersion, string contentHash)
    {
        Events = [.. events.OrderBy(e => e.Date).ThenBy(e => e.Id, StringComparer.Ordinal)];
        Codebook = codebook;
        DataVersion = dataVersion;
        ContentHash = contentHash;
    }

    /// <summary>Every row, in date order.</summary>
    public ImmutableArray<Event> Events { get; }

    /// <summary>The vocabularies.</summary>
    public Codebook Codebook { get; }

    /// <summary>Version of the data package.</summary>
    public string DataVersion { get; }

    /// <summary>SHA-256 of the tables read, lower-case hex.</summary>
    public string ContentHash { get; }

    /// <summary>The ledger as it could be known on a day. <see cref="AsOf.Latest"/> means the day its newest row became known.</summary>
    public LedgerAsOf AsOf(AsOf asOf)
    {
        if (asOf == Fangshou.Ledger.AsOf.Latest && Events.Length > 0)
            asOf = new AsOf(Events.Max(e => e.KnownSince.Day));
        return new LedgerAsOf(this, asOf);
    }
}

/// <summary>A ledger cut at a knowledge date: the only thing a signal can be made from.</summary>
public sealed class LedgerAsOf
{
    internal LedgerAsOf(Ledger ledger, AsOf asOf)
    {
        AsOf = asOf;
        Codebook = ledger.Codebook;
        DataVersion = ledger.DataVersion;
        Events =
        [
            .. ledger.Events
                .Where(e => asOf.Sees(e.KnownSince))
                // That a restriction has ended is itself knowledge with a date.
                .Select(e => e.Until > asOf.Day ? e with { Until = null } : e),
        ];
    }

    /// <summary>The knowledge date.</summary>
    public AsOf AsOf { get; }

    /// <summary>The vocabularies.</summary>
    public Codebook Codebook { get; }

    /// <summary>Version of the data package.</summary>
    public string DataVersion { get; }

    /// <summary>What was known, in date order.</summary>
    public ImmutableArray<Event> Events { get; }

    /// <summary>The events of a cell, in date order: its jurisdiction and subdivisions, its sector and children, its area.</summary>
    public ImmutableArray<Event> In(Cell cell)
    {
        string[] areas = cell.Areas;
        return [.. Events.Where(e => Matches(cell, areas, e))];
    }

    bool Matches(Cell cell, string[] areas, Event e) =>
        Codebook.Jurisdictions.Includes(cell.Jurisdiction, e.Jurisdiction)
        && (cell.Sector is null || e.Sectors.Any(sector => Codebook.Sectors.Includes(cell.Sector, sector)))
        && (areas.Length == 0 || e.Areas.Any(area => areas.Contains(area)));
}
