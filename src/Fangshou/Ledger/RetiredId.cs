using System.Collections.Immutable;

namespace Fangshou.Ledger;

/// <summary>An id of an event that is used no more: one row of retired-ids.csv.</summary>
/// <param name="Id">The retired id.</param>
/// <param name="Successor">Id of the row that took it in; empty when the row was dropped.</param>
/// <param name="Reason">Why it was retired.</param>
public sealed record RetiredId(string Id, string Successor, string Reason);

/// <summary>Reads retired ids.</summary>
public static class RetiredIdReader
{
    /// <summary>The retired ids of a package, in its order; none when it has no retired-ids.csv.</summary>
    /// <param name="open">Opens a file of the package, as for <see cref="LedgerReader.Read"/>.</param>
    /// <param name="shipped">Vocabularies that the package's own ones extend; null when it brings all.</param>
    /// <exception cref="LedgerFormatException">The table broke a rule; it holds every finding.</exception>
    public static ImmutableArray<RetiredId> Read(Func<string, Stream?> open, Codebook? shipped) =>
        [.. ReadRows.Of(open, shipped, Schemas.RetiredIds).Select(row => new RetiredId(row["id"], row["successor"], row["reason"]))];
}
