using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Strictness;

namespace Fangshou.Briefs;

/// <summary>What is compared.</summary>
/// <param name="Jurisdictions">2 to 8, none of which includes another; statements are about the first.</param>
/// <param name="Sector">With those below it; null = all.</param>
/// <param name="Area">The only area shown; null = every one.</param>
/// <param name="From">First day of rates and shares.</param>
public sealed record StrictnessQuestion(ImmutableArray<string> Jurisdictions, string? Sector, AreaScope? Area, DateOnly From)
{
    const int Fewest = 2, Most = 8;

    /// <summary>Reads what somebody wrote.</summary>
    /// <param name="ledger">As known on the day.</param>
    /// <param name="jurisdictions">Ids.</param>
    /// <param name="sector">Id; null = all.</param>
    /// <param name="area">Id, <c>all</c> or <c>outside-content</c>; null = every one.</param>
    /// <param name="from">First day; null = five years before the day of knowledge.</param>
    /// <param name="called">What <c>jurisdictions</c>, <c>sector</c>, <c>area</c> and <c>from</c> are called where they were written.</param>
    /// <param name="faults">Receives everything that makes no sense, a sentence each.</param>
    /// <returns>The question; null where there is a fault.</returns>
    internal static StrictnessQuestion? Read(LedgerAsOf ledger, ImmutableArray<string> jurisdictions, string? sector, string? area, DateOnly? from, Func<string, string> called, List<string> faults)
    {
        Codebook codebook = ledger.Codebook;
        DateOnly first = from ?? StrictnessComparison.DefaultFrom(ledger.AsOf);
        int before = faults.Count;
        jurisdictions = [.. jurisdictions.Select(id => Known(codebook.Jurisdictions, id, "jurisdictions"))];
        sector = sector is null ? null : Known(codebook.Sectors, sector, "sector");
        area = area is null or "all" or "outside-content" ? area : Known(codebook.Areas, area, "area");
        faults.AddRange(
        [
            .. jurisdictions.Length < Fewest ? ["compare needs two jurisdictions or more, such as CN US EU."] : Array.Empty<string>(),
            .. jurisdictions.Length > Most ? ["compare takes eight jurisdictions at most."] : Array.Empty<string>(),
            .. jurisdictions.GroupBy(id => id).Where(same => same.Count() > 1).Select(same => $"{same.Key} is named twice."),
            .. jurisdictions.SelectMany(outer => jurisdictions.Where(inner => inner != outer && codebook.Jurisdictions.Find(inner) is not null && codebook.Jurisdictions.Includes(outer, inner))
                .Select(inner => $"{outer} includes {inner}; what is compared must not overlap.")),
            .. first > ledger.AsOf.Day ? [$"{called("from")} lies after {ledger.AsOf}, the day of knowledge."] : Array.Empty<string>(),
        ]);
        return faults.Count == before ? new StrictnessQuestion(jurisdictions, sector, area is null ? null : new AreaScope(area), first) : null;

        string Known(Vocabulary vocabulary, string text, string what)
        {
            try
            {
                return vocabulary.Require(text);
            }
            catch (FormatException unknown)
            {
                faults.Add($"{called(what)}: {Texts.Printable(unknown.Message, 300)}");
                return Texts.Printable(text);
            }
        }
    }
}
