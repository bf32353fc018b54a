namespace Fangshou.Ledger;

/// <summary>Reads a data package from streams.</summary>
public static class LedgerReader
{
    /// <summary>Reads the events and the vocabularies that they are written in.</summary>
    /// <param name="open">
    /// Opens a file of the package by its path inside it, such as <c>events.csv</c>, <c>vocabularies/sectors.csv</c>
    /// or <c>datapackage.json</c>; null when there is none. The reader closes the stream.
    /// </param>
    /// <param name="shipped">
    /// Vocabularies that the package's own ones extend and override; null when the package must bring all six
    /// (jurisdictions, sectors, areas, instruments, actors, actor-levels).
    /// </param>
    /// <returns>
    /// The ledger, with aliases resolved to ids, the version of datapackage.json (or "unversioned"), and the SHA-256 of the
    /// tables that inference may read.
    /// </returns>
    /// <exception cref="LedgerFormatException">The events or vocabularies broke a rule; it holds every finding.</exception>
    /// <remarks>O(bytes) time; holds the file in memory, at most 256 MiB of it, with lines of at most 1 MiB. The reference datings (phases.csv) are never opened.</remarks>
    public static Ledger Read(Func<string, Stream?> open, Codebook? shipped = null)
    {
        PackageTables tables = new(open, shipped);
        EventTable? events = tables.ReadEvents();
        return tables.Findings.Count > 0 || events is null
            ? throw new LedgerFormatException(tables.Findings.Sorted())
            : new Ledger(events.Events(tables.Codebook), tables.Codebook, tables.DataVersion, tables.ContentHash());
    }

    /// <summary>Reads only the vocabularies, for packages that extend them.</summary>
    /// <param name="open">As for <see cref="Read"/>.</param>
    /// <exception cref="LedgerFormatException">A vocabulary broke a rule or is missing.</exception>
    public static Codebook ReadCodebook(Func<string, Stream?> open)
    {
        PackageTables tables = new(open, null);
        return tables.Findings.Count > 0 ? throw new LedgerFormatException(tables.Findings.Sorted()) : tables.Codebook;
    }
}
