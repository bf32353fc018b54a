using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Interests;

/// <summary>A tie of a public body to a firm or a sector: one row of interests.csv.</summary>
public sealed record Tie
{
    /// <summary>Stable slug, never reused.</summary>
    public required string Id { get; init; }

    /// <summary>Since when.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The day it ended; null while it lasts.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Where: ISO 3166 code.</summary>
    public required string Jurisdiction { get; init; }

    /// <summary>Actor ids of the public bodies; open classes such as LOCAL:Hangzhou among them.</summary>
    public required ImmutableArray<string> Holders { get; init; }

    /// <summary>Firms, empty when the whole sector is meant.</summary>
    public required ImmutableArray<string> Firms { get; init; }

    /// <summary>The firms, units counted with theirs, without the names that stand for many firms.</summary>
    public IEnumerable<string> NamedFirms => Firms.Where(name => !FirmName.IsGroup(name)).Select(FirmName.Of).Distinct();

    /// <summary>Sector ids, at least one.</summary>
    public required ImmutableArray<string> Sectors { get; init; }

    /// <summary>What the body is to the firm: investor, customer, incubator, court-protection, and so on.</summary>
    public required string Role { get; init; }

    /// <summary>1 weak to 3 strong.</summary>
    public required int Strength { get; init; }

    /// <summary>One sentence in our own words.</summary>
    public required string Title { get; init; }

    /// <summary>Where it can be checked; an empty address when none is given.</summary>
    public required Source Source { get; init; }

    /// <summary>How well it is sourced.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>The first day on which it could be known.</summary>
    public KnownSince KnownSince => new(From);
}

/// <summary>Reads ties.</summary>
public static class TieReader
{
    /// <summary>The ties that were known on a day, oldest first; one that ended later still lasts.</summary>
    /// <param name="open">Opens a file of the package, as for <see cref="LedgerReader.Read"/>. A package without interests.csv has none.</param>
    /// <param name="shipped">Vocabularies that the package's own ones extend; null when it brings all.</param>
    /// <param name="asOf">The knowledge date.</param>
    /// <exception cref="LedgerFormatException">The table broke a rule; it holds every finding.</exception>
    public static ImmutableArray<Tie> Read(Func<string, Stream?> open, Codebook? shipped, AsOf asOf)
    {
        ReadRows rows = ReadRows.Of(open, shipped, Schemas.Interests);
        return
        [
            .. rows.Select(row => new Tie
            {
                Id = row["id"],
                From = row.Day("date_from")!.Value,
                To = row.Day("date_to") is { } end && end <= asOf.Day ? end : null,
                Jurisdiction = rows.Codebook.Jurisdictions.Require(row["jurisdiction"]),
                Holders = row.List("holder", rows.Codebook.Actors),
                Firms = row.List("firm", null),
                Sectors = row.List("sector", rows.Codebook.Sectors),
                Role = row["role"],
                Strength = (int)row.Number("strength")!.Value,
                Title = row["title"],
                Source = row.ReadSource(),
                Confidence = row.ReadConfidence(),
            }).Where(tie => asOf.Sees(tie.KnownSince)).OrderBy(tie => tie.From).ThenBy(tie => tie.Id, StringComparer.Ordinal),
        ];
    }
}
