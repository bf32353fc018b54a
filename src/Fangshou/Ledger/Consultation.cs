using System.Collections.Immutable;
using System.Globalization;

namespace Fangshou.Ledger;

/// <summary>Until when a draft could be commented on: one row of consultations.csv.</summary>
/// <param name="Act">Id of the event by which the draft was published.</param>
/// <param name="Closes">The last day for comments.</param>
public sealed record Consultation(string Act, DateOnly Closes);

/// <summary>Reads consultations.</summary>
public static class ConsultationReader
{
    /// <summary>The consultations of a package, in its order; none when it has no consultations.csv.</summary>
    /// <param name="open">Opens a file of the package, as for <see cref="LedgerReader.Read"/>.</param>
    /// <param name="shipped">Vocabularies that the package's own ones extend; null when it brings all.</param>
    /// <exception cref="LedgerFormatException">The table broke a rule; it holds every finding.</exception>
    /// <remarks>The day was announced with the draft, so it is known since the draft is; a row about an event that the ledger does not hold does nothing, and <c>data verify</c> finds it.</remarks>
    public static ImmutableArray<Consultation> Read(Func<string, Stream?> open, Codebook? shipped) =>
        [.. ReadRows.Of(open, shipped, Schemas.Consultations).Select(row => new Consultation(row["act"], DateOnly.ParseExact(row["closes"], "yyyy-MM-dd", CultureInfo.InvariantCulture)))];
}
