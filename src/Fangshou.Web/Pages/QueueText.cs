using System.Collections.Immutable;
using Fangshou.Briefs;
using Fangshou.Dockets;
using Fangshou.Ledger;
using Fangshou.Store;

namespace Fangshou.Web.Pages;

/// <summary>The court that the address describes.</summary>
static class QueueText
{
    /// <summary>Whose suits are worked through unless the address names others.</summary>
    public const string UsualClaimant = "Lakala";

    /// <summary>Names of the values of the address, by what they are.</summary>
    static string Called(string what) => what switch { "claimant" => "queue", "judge-minutes" => "judgeMinutes", _ => what };

    /// <summary>Reads the court; null when the usual claimant's suits were not known on the day.</summary>
    /// <param name="here">The address.</param>
    /// <param name="ledger">As known on the day.</param>
    /// <param name="all">All dockets known by then.</param>
    /// <param name="faults">Receives what makes no sense.</param>
    /// <exception cref="RefusedException">The claimant is unknown.</exception>
    public static CourtQueue? Read(PageContext here, LedgerAsOf ledger, ImmutableArray<Docket> all, List<string> faults)
    {
        CourtText text = new(Given("claimant"), Given("arrivals"), Given("judges"), Given("minutes"), Given("judge-minutes"), Given("backlog"), Given("months"), Given("times"));
        bool isOwn = text is { Claimant: null, Arrivals: not null, Judges: not null, Minutes: not null };
        ImmutableArray<Docket> dockets = isOwn ? [] : text.Claimant is { } named ? CourtReport.Find(ledger, all, null, named) : new DocketFilter { Claimant = UsualClaimant }.In(all, ledger.Codebook);
        if (!isOwn && dockets.IsEmpty)
            return null;
        try
        {
            return CourtQueue.Read(isOwn ? text : text with { Claimant = text.Claimant ?? UsualClaimant }, dockets, Called);
        }
        catch (RefusedException refused) when (refused.Fault == Fault.Usage)
        {
            faults.Add(refused.Message);
            return null;
        }

        string? Given(string what) => here.Value(Called(what)) is { Length: > 0 } value ? value : null;
    }

    /// <summary>A jurisdiction that the address names; null for all.</summary>
    public static Cell? Cell(string text, Codebook codebook, List<string> faults)
    {
        if (text.Length == 0)
            return null;
        try
        {
            Cell cell = Ledger.Cell.Parse(text, codebook);
            if (cell is { Sector: null, Area: null })
                return cell;
            faults.Add($"cell: dockets have no sector and no area; give a jurisdiction such as {cell.Jurisdiction}.");
        }
        catch (FormatException unknown)
        {
            faults.Add($"cell: {Texts.Printable(unknown.Message, 300)}");
        }

        return null;
    }
}
