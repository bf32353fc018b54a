using System.Collections.Immutable;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Phases;
using Fangshou.Store;
using Fangshou.Web.Knowledge;

namespace Fangshou.Web.Pages;

/// <summary>Which rows of the board are shown, and in which order, as the address says.</summary>
public sealed record BoardView(string Jurisdiction, string Sector, string Area, string Phase, string Sort)
{
    /// <summary>Orders, the default first.</summary>
    public static ImmutableArray<string> Sorts { get; } = ["cell", "phase", "since", "swing", "change"];

    /// <summary>Reads the address.</summary>
    /// <exception cref="RefusedException">A value is none of those allowed; the message names all that are not.</exception>
    internal static BoardView Of(PageContext here, Codebook codebook)
    {
        List<string> faults = [];
        BoardView view = new(
            Known("jurisdiction", [.. codebook.Jurisdictions.Terms.Where(t => t.Parent.Length == 0).Select(t => t.Id)]),
            Known("sector", [.. codebook.Sectors.Terms.Select(t => t.Id)]),
            Known("area", ["*", .. codebook.Areas.Terms.Select(t => t.Id)]),
            Known("phase", [.. Enum.GetValues<Phase>().Select(Json.Word)]),
            Known("sort", Sorts) is { Length: > 0 } sort ? sort : Sorts[0]);
        return faults.Count == 0 ? view : throw new RefusedException(Fault.Usage, string.Join(' ', faults));

        string Known(string key, ImmutableArray<string> allowed)
        {
            string value = here.Value(key);
            if (value.Length > 0 && !allowed.Contains(value))
                faults.Add($"{key}: '{Texts.Printable(value)}' is unknown; {Texts.DidYouMean(value, allowed)}");
            return value;
        }
    }

    /// <summary>The rows, filtered and ordered.</summary>
    /// <param name="board">The board.</param>
    /// <param name="outlooks">Chances of a swing; null while they are worked out, when rows keep the order of cells.</param>
    public IEnumerable<BoardRow> Rows(Board board, Outlooks? outlooks)
    {
        Vocabulary sectors = board.Ledger.Codebook.Sectors;
        IEnumerable<BoardRow> rows = board.Rows.Where(row =>
            (Jurisdiction.Length == 0 || row.Cell.Jurisdiction == Jurisdiction)
            && (Sector.Length == 0 || (row.Cell.Sector is { } sector && sectors.Includes(Sector, sector)))
            && (Area.Length == 0 ? row.Cell.Area is null : Area == "*" || row.Cell.Area == Area)
            && (Phase.Length == 0 || Json.Word(row.Lead.Phase) == Phase));
        return Sort switch
        {
            "phase" => rows.OrderBy(row => row.Lead.Phase switch { Phases.Phase.Crackdown => 0, Phases.Phase.Easing => 1, _ => 2 }).ThenByDescending(row => row.Lead.Probability),
            "since" => rows.OrderByDescending(row => row.Lead.Spell?.Start.Index ?? int.MinValue),
            "swing" => rows.OrderByDescending(row => Swing(row, outlooks) ?? -1),
            "change" => rows.OrderBy(row => row.Change ?? 0),
            _ => rows,
        };
    }

    /// <summary>P(the next swing within 12 months) by the ensemble; null where it is not told.</summary>
    public static double? Swing(BoardRow row, Outlooks? outlooks) =>
        outlooks?.ByCell.TryGetValue(row.Cell, out ImmutableArray<Statement> said) == true && said[^1].Outlook.Within is { IsDefaultOrEmpty: false } within ? within[11] : null;
}
