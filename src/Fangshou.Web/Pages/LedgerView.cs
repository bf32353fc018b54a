using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Store;
using Microsoft.AspNetCore.WebUtilities;

namespace Fangshou.Web.Pages;

/// <summary>What the ledger's page shows, as its address says.</summary>
/// <param name="Question">The filters, as they were written.</param>
/// <param name="Rows">The rows of this page, and where its neighbours begin.</param>
/// <param name="OldestFirst">True to begin with the oldest.</param>
sealed record LedgerView(LedgerQuestion Question, LedgerSlice Rows, bool OldestFirst)
{
    const int PageSize = 50;

    /// <summary>Names of the filters in an address.</summary>
    public static ImmutableArray<string> Filters { get; } =
        ["search", "jurisdiction", "sector", "area", "direction", "kind", "actor", "severity-min", "confidence-min", "from", "to", "order"];

    /// <summary>Reads the address and asks the ledger.</summary>
    /// <exception cref="RefusedException">A value makes no sense.</exception>
    internal static LedgerView Of(PageContext here, LedgerAsOf ledger)
    {
        LedgerQuestion question = new()
        {
            Cell = CellOf(here.Value("jurisdiction"), here.Value("sector"), here.Value("area")),
            From = here.Value("from").Trim(),
            To = here.Value("to").Trim(),
            Directions = here.Values("direction"),
            Kinds = here.Values("kind"),
            Actors = here.Values("actor"),
            SeverityMin = here.Value("severity-min"),
            ConfidenceMin = here.Value("confidence-min"),
            Search = here.Value("search"),
        };
        List<string> faults = [];
        LedgerQuery query = new();
        try
        {
            query = question.Read(ledger);
        }
        catch (RefusedException refused)
        {
            faults.Add(refused.Message);
        }

        string order = here.Value("order"), after = here.Value("after");
        if (order is not ("" or "newest" or "oldest"))
            faults.Add($"order: '{Texts.Printable(order)}' is not one of newest, oldest.");
        LedgerCursor? place = LedgerCursor.Parse(after);
        if (after.Length > 0 && place is null)
            faults.Add($"after: '{Texts.Printable(after)}' is no place in the list.");
        return faults.Count > 0
            ? throw new RefusedException(Fault.Usage, string.Join(' ', faults))
            : new LedgerView(question, LedgerSlice.Of(query.Of(ledger), place, PageSize, newestFirst: order != "oldest"), order == "oldest");
    }

    /// <summary>The same question to the API or as a file.</summary>
    /// <param name="path">Such as <c>/api/v1/events</c>.</param>
    /// <param name="asOf">The day that the page's address names; empty for the latest.</param>
    public string Address(string path, string asOf)
    {
        List<KeyValuePair<string, string?>> values =
        [
            new("cell", Question.Cell), new("from", Question.From), new("to", Question.To),
            .. Question.Directions.Select(word => new KeyValuePair<string, string?>("direction", word)),
            .. Question.Kinds.Select(word => new KeyValuePair<string, string?>("kind", word)),
            .. Question.Actors.Select(word => new KeyValuePair<string, string?>("actor", word)),
            new("severity-min", Question.SeverityMin), new("confidence-min", Question.ConfidenceMin), new("search", Question.Search), new("asOf", asOf),
        ];
        return QueryHelpers.AddQueryString(path, values.Where(value => !string.IsNullOrEmpty(value.Value)));
    }

    /// <summary>The parts of a cell as one text; empty when all are.</summary>
    static string CellOf(string jurisdiction, string sector, string area) => (jurisdiction, sector, area) switch
    {
        (_, "", "") => jurisdiction,
        (_, _, "") => $"{Or(jurisdiction)}/{sector}",
        _ => $"{Or(jurisdiction)}/{Or(sector)}/{area}",
    };

    static string Or(string part) => part.Length == 0 ? "*" : part;
}
