using System.Collections.Immutable;
using Fangshou.Dockets;
using Fangshou.Ledger;
using Fangshou.Numerics;
using Fangshou.Store;

namespace Fangshou.Briefs;

/// <summary>A docket beside what it is to be held against.</summary>
/// <param name="Docket">The docket.</param>
/// <param name="Load">Suits for each judge and year of the country's courts; null where there is nothing to compare.</param>
/// <param name="Wins">The share that the claimant won, with an interval where suits are counted.</param>
/// <param name="Others">What other claimants won against the same sort of respondent.</param>
public sealed record DocketLine(Docket Docket, BaseRate? Load, Bracketed? Wins, BaseRate? Others);

/// <summary>Counts of suits, with their base rates.</summary>
/// <param name="Lines">A line a docket.</param>
/// <param name="Contrasts">Where a claimant did better in one court than in another.</param>
public sealed record CourtReport(ImmutableArray<DocketLine> Lines, ImmutableArray<VenueContrast> Contrasts)
{
    /// <summary>The dockets of a jurisdiction and a claimant.</summary>
    /// <param name="ledger">As known on the day.</param>
    /// <param name="all">All dockets known by then.</param>
    /// <param name="cell">A jurisdiction; null = all.</param>
    /// <param name="claimant">A part of the claimant's name; null = all.</param>
    /// <param name="called">What the cell is called where it was written.</param>
    /// <exception cref="RefusedException">There are none, the message names the nearest claimants; or the cell is more than a jurisdiction.</exception>
    internal static CourtReport Of(LedgerAsOf ledger, ImmutableArray<Docket> all, Cell? cell, string? claimant, string called)
    {
        if (cell is { Sector: not null } or { Area: not null })
            throw new RefusedException(Fault.Usage, $"{called}: dockets have no sector and no area; give a jurisdiction such as {cell.Value.Jurisdiction}.");
        ImmutableArray<Docket> shown = Find(ledger, all, cell, claimant);
        return new CourtReport([.. shown.Select(d => new DocketLine(d, BaseRate.OfLoad(d, all), VenueContrast.Wins(d), BaseRate.OfWins(d, all)))], VenueContrast.Of(shown));
    }

    /// <summary>The dockets of a jurisdiction and a claimant.</summary>
    /// <exception cref="RefusedException">There are none; the message names the nearest claimants.</exception>
    internal static ImmutableArray<Docket> Find(LedgerAsOf ledger, ImmutableArray<Docket> all, Cell? cell, string? claimant)
    {
        DocketFilter filter = new() { Cell = cell, Claimant = claimant ?? "" };
        ImmutableArray<Docket> found = filter.In(all, ledger.Codebook);
        if (!found.IsEmpty)
            return found;
        string where = cell is null ? "" : $" of {cell}";
        if (claimant is null)
            throw new RefusedException(Fault.NotFound, $"no docket{where} is known as of {ledger.AsOf}.");
        string[] near = Texts.Nearest(claimant, (filter with { Claimant = "" }).In(all, ledger.Codebook).SelectMany(d => new[] { d.Claimant, CourtWords.Named(d) }).Where(name => name.Length > 0).Distinct());
        throw new RefusedException(Fault.NotFound, $"no docket{where} has a claimant '{Texts.Printable(claimant)}'; {(near.Length > 0 ? $"nearest: {string.Join(", ", near)}." : "fangshou courts shows them all.")}");
    }
}
