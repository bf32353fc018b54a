using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Ledger;

namespace Fangshou.Store;

/// <summary>A query as a person writes it: the flags of <c>ledger list</c>, the fields of a form, the values of an address.</summary>
sealed record LedgerQuestion
{
    const int LongestSearch = 200;

    // So many are listed sooner than a slip of the finger is guessed at.
    const int FewWords = 5;

    static readonly ImmutableArray<string> directions = [.. Enum.GetValues<Direction>().Select(Json.Word)], kinds = [.. Enum.GetValues<EventKind>().Select(Json.Word)], confidences = [.. Enum.GetValues<Confidence>().Select(Json.Word)];

    public string Cell { get; init; } = "";

    public string From { get; init; } = "";

    public string To { get; init; } = "";

    public ImmutableArray<string> Directions { get; init; } = [];

    public ImmutableArray<string> Kinds { get; init; } = [];

    public ImmutableArray<string> Actors { get; init; } = [];

    public string SeverityMin { get; init; } = "";

    public string ConfidenceMin { get; init; } = "";

    public string Search { get; init; } = "";

    /// <summary>Reads it against a ledger.</summary>
    /// <param name="ledger">What is known.</param>
    /// <param name="prefix">What stands before the name of a part in messages, such as <c>--</c>.</param>
    /// <exception cref="RefusedException">Parts make no sense; the message names each of them.</exception>
    public LedgerQuery Read(LedgerAsOf ledger, string prefix = "")
    {
        List<string> faults = [];
        LedgerQuery query = new()
        {
            Cells = Cell is "" or "*" ? [] : Try(() => ReadCells(ledger.Codebook, prefix)),
            First = Try(() => DateText.First(Given(From), prefix + "from")),
            Last = Try(() => DateText.Last(Given(To), prefix + "to")),
            Directions = [.. Directions.Select(word => Known("direction", word, directions))],
            Kinds = [.. Kinds.Select(word => Known("kind", word, kinds))],
            Actors = [.. Actors.Select(actor => Try(() => ReadActor(actor, ledger, prefix)) ?? "")],
            LeastSeverity = SeverityMin is "" ? 1 : int.Parse(Known("severity-min", SeverityMin, ["1", "2", "3", "4", "5"], fallback: "1"), CultureInfo.InvariantCulture),
            LeastConfidence = ConfidenceMin is "" ? Confidence.Low : (Confidence)confidences.IndexOf(Known("confidence-min", ConfidenceMin, confidences, fallback: confidences[0])),
            Words = [.. Search.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)],
        };
        if (Search.Length > LongestSearch)
            faults.Add($"{prefix}search: {Search.Length} characters are too many; at most {LongestSearch} are searched for.");
        if (faults.Count == 0 && query.Last < query.First)
            faults.Add($"{prefix}to {To} lies before {prefix}from {From}.");
        return faults.Count == 0 ? query : throw new RefusedException(Fault.Usage, string.Join(' ', faults));

        T? Try<T>(Func<T> read)
        {
            try
            {
                return read();
            }
            catch (RefusedException refused)
            {
                faults.Add(refused.Message);
                return default;
            }
        }

        string Known(string part, string word, ImmutableArray<string> allowed, string fallback = "")
        {
            if (allowed.Contains(word))
                return word;
            faults.Add($"{prefix}{part}: '{Texts.Printable(word)}' is {(allowed.Length <= FewWords ? $"not one of {string.Join(", ", allowed)}." : $"unknown; {Texts.DidYouMean(word, allowed)}")}");
            return fallback;
        }
    }

    ImmutableArray<Cell> ReadCells(Codebook codebook, string prefix)
    {
        try
        {
            return Cell.StartsWith("*/", StringComparison.Ordinal)
                ? [.. codebook.Jurisdictions.Terms.Where(term => term.Parent.Length == 0).Select(term => Fangshou.Ledger.Cell.Parse(term.Id + Cell[1..], codebook))]
                : [Fangshou.Ledger.Cell.Parse(Cell, codebook)];
        }
        catch (FormatException unknown)
        {
            throw new RefusedException(Fault.Usage, $"{prefix}cell: {Texts.Printable(unknown.Message)}");
        }
    }

    static string ReadActor(string text, LedgerAsOf ledger, string prefix) =>
        ledger.Codebook.Actors.Find(text)?.Id
        ?? (ledger.Events.Any(e => e.Actors.Contains(text)) ? text : throw new RefusedException(
            Fault.Usage, $"{prefix}actor: '{Texts.Printable(text)}' is not a known actor; {Texts.DidYouMean(text, ledger.Codebook.Actors.Nearest(text.Length > 100 ? text[..100] : text))}"));

    static string? Given(string text) => text.Length == 0 ? null : text;
}
