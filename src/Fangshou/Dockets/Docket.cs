using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Dockets;

/// <summary>A sourced count of suits: one row of dockets.csv.</summary>
public sealed record Docket
{
    /// <summary>Stable slug, never reused.</summary>
    public required string Id { get; init; }

    /// <summary>Which court or courts.</summary>
    public required string Court { get; init; }

    /// <summary>City or province; empty when not told.</summary>
    public string Place { get; init; } = "";

    /// <summary>Where: ISO 3166 code.</summary>
    public required string Jurisdiction { get; init; }

    /// <summary>First year counted.</summary>
    public required int YearFrom { get; init; }

    /// <summary>Last year counted.</summary>
    public required int YearTo { get; init; }

    /// <summary>Who sues, empty when not told.</summary>
    public required string Claimant { get; init; }

    /// <summary>Who is sued, as a sort such as borrowers; empty when not told.</summary>
    public string Respondent { get; init; } = "";

    /// <summary>Over what, empty when not told.</summary>
    public required string Cause { get; init; }

    /// <summary>Suits.</summary>
    public double? Cases { get; init; }

    /// <summary>Judges.</summary>
    public double? Judges { get; init; }

    /// <summary>Suits for each judge and year.</summary>
    public double? CasesPerJudge { get; init; }

    /// <summary>Share that the claimant wins, 0…1.</summary>
    public double? ClaimantWinRate { get; init; }

    /// <summary>One sentence in our own words.</summary>
    public required string Title { get; init; }

    /// <summary>Where it can be checked; an empty address when none is given.</summary>
    public required Source Source { get; init; }

    /// <summary>How well it is sourced.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>Suits for each judge and year: as told, else from suits, judges and years; null where neither is known.</summary>
    public double? YearlyPerJudge => CasesPerJudge ?? (Judges > 0 ? Cases / Judges / Years : null);

    /// <summary>Years counted, at least 1.</summary>
    public int Years => YearTo - YearFrom + 1;

    /// <summary>The sort of respondent without what stands in brackets behind it.</summary>
    public string RespondentSort => Respondent.Split(" (")[0];

    /// <summary>The first day on which it could be known: the last of the years counted.</summary>
    public KnownSince KnownSince => new(new DateOnly(YearTo, 12, 31));
}

/// <summary>Reads dockets.</summary>
public static class DocketReader
{
    /// <summary>The dockets that were known on a day, oldest first.</summary>
    /// <param name="open">Opens a file of the package, as for <see cref="LedgerReader.Read"/>. A package without dockets.csv has none.</param>
    /// <param name="shipped">Vocabularies that the package's own ones extend; null when it brings all.</param>
    /// <param name="asOf">The knowledge date.</param>
    /// <exception cref="LedgerFormatException">The table broke a rule; it holds every finding.</exception>
    public static ImmutableArray<Docket> Read(Func<string, Stream?> open, Codebook? shipped, AsOf asOf)
    {
        ReadRows rows = ReadRows.Of(open, shipped, Schemas.Dockets);
        return
        [
            .. rows.Select(row => new Docket
            {
                Id = row["id"],
                Court = row["court"],
                Place = row["place"],
                Jurisdiction = rows.Codebook.Jurisdictions.Require(row["jurisdiction"]),
                YearFrom = (int)row.Number("year_from")!.Value,
                YearTo = (int)(row.Number("year_to") ?? row.Number("year_from"))!.Value,
                Claimant = row["claimant"],
                Respondent = row["respondent_type"],
                Cause = row["cause"],
                Cases = row.Number("cases"),
                Judges = row.Number("judges"),
                CasesPerJudge = row.Number("cases_per_judge"),
                ClaimantWinRate = row.Number("claimant_win_rate"),
                Title = row["title"],
                Source = row.ReadSource(),
                Confidence = row.ReadConfidence(),
            }).Where(docket => asOf.Sees(docket.KnownSince)).OrderBy(docket => docket.YearFrom).ThenBy(docket => docket.Id, StringComparer.Ordinal),
        ];
    }
}
