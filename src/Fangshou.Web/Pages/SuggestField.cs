using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Store;

namespace Fangshou.Web.Pages;

/// <summary>A column of the form for a suggestion.</summary>
/// <param name="Column">Its name in the table.</param>
/// <param name="Words">What it is called, and what goes into it.</param>
/// <param name="Choices">What it may hold, where that is a list; empty where it is text.</param>
/// <param name="Slots">How many values it can take at once; more than one for a list.</param>
public sealed record SuggestField(string Column, ColumnWords Words, ImmutableArray<(string Id, string Title)> Choices, int Slots)
{
    const int FewestSlots = 3;

    /// <summary>True when values beside the choices are allowed.</summary>
    public bool IsOpen { get; init; }

    /// <summary>True when it names the row, and the row is there already.</summary>
    public bool IsFixed { get; init; }

    /// <summary>The values of a cell, one for each slot.</summary>
    public string[] Values(string cell)
    {
        string[] values = Slots > 1 && cell.Length > 0 ? cell.Split(';') : [cell];
        return [.. values, .. Enumerable.Repeat("", Math.Max(0, Slots - values.Length))];
    }

    /// <summary>The fields of a table.</summary>
    /// <param name="here">Says the language.</param>
    /// <param name="package">The package as it stands.</param>
    /// <param name="table">The table.</param>
    /// <param name="codebook">The vocabularies.</param>
    /// <param name="row">The row that is edited; null for a new one.</param>
    /// <param name="cell">What is in the form, by column.</param>
    internal static ImmutableArray<SuggestField> Of(PageContext here, WorkspacePackage package, WorkspaceTable table, Codebook codebook, WorkspaceRow? row, Func<string, string> cell)
    {
        ImmutableDictionary<string, ColumnWords> words = ColumnWords.Of(here, package, table);
        return
        [
            .. table.Columns.Select(column =>
            {
                bool isEvents = table.Path == "events.csv", isList = isEvents && column is "sectors" or "areas" or "actor";
                return new SuggestField(column, words[column], isEvents ? OfEvents(here, codebook, column) : [], isList ? Math.Max(FewestSlots, cell(column).Split(';').Length + 1) : 1)
                {
                    IsOpen = column is "actor",
                    IsFixed = row is not null && table.KeyColumns.Contains(column),
                };
            }),
        ];
    }

    static ImmutableArray<(string, string)> OfEvents(PageContext here, Codebook codebook, string column) => column switch
    {
        "date_precision" => [.. Enum.GetValues<DatePrecision>().Select(p => (Json.Word(p), EventWords.Name(here, p)))],
        "jurisdiction" => Terms(here, codebook.Jurisdictions),
        "kind" => [.. Enum.GetValues<EventKind>().Select(k => (Json.Word(k), here.Words.Name(k)))],
        "sectors" => Terms(here, codebook.Sectors),
        "areas" => Terms(here, codebook.Areas),
        "actor" => Terms(here, codebook.Actors),
        "actor_level" => Terms(here, codebook.ActorLevels),
        "instrument" => Terms(here, codebook.Instruments),
        "direction" => [.. Enum.GetValues<Direction>().Select(d => (Json.Word(d), here.Words.Name(d)))],
        "severity" => [("1", "1"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5")],
        "confidence" => [.. Enum.GetValues<Confidence>().Reverse().Select(c => (Json.Word(c), EventWords.Name(here, c)))],
        _ => [],
    };

    static ImmutableArray<(string, string)> Terms(PageContext here, Vocabulary vocabulary) => [.. vocabulary.Terms.Select(term => (term.Id, here.Words.Name(term)))];
}
