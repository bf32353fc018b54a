using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Store;

namespace Fangshou.Web.Pages;

/// <summary>Which suggestions the queue shows, as its address says.</summary>
/// <param name="State">A state, or all.</param>
/// <param name="IsMine">True for the caller's own.</param>
/// <param name="Place">Number of the last one of the page before; null on the first page.</param>
sealed record QueueView(string State, bool IsMine, long? Place)
{
    public const string All = "all";

    internal const int PageSize = 50;

    public static ImmutableArray<string> States { get; } = [.. Enum.GetValues<CandidateState>().Select(Json.Word), All];

    /// <summary>Those that wait come in the order in which they came; of the others the newest are asked for.</summary>
    public bool NewestFirst => State != Json.Word(CandidateState.Waiting);

    public bool IsOnward => Place is not null;

    /// <summary>Reads the address.</summary>
    /// <exception cref="RefusedException">A value makes no sense.</exception>
    internal static QueueView Of(PageContext here)
    {
        string state = here.Value("state") is { Length: > 0 } named ? named : Json.Word(CandidateState.Waiting), mine = here.Value("mine"), key = state == Json.Word(CandidateState.Waiting) ? "after" : "before", place = here.Value(key);
        long number = 0;
        string[] faults =
        [
            .. States.Contains(state) ? Array.Empty<string>() : [$"state: '{Texts.Printable(state)}' is not one of {string.Join(", ", States)}."],
            .. mine is "" or "1" ? Array.Empty<string>() : [$"mine: '{Texts.Printable(mine)}' is not 1."],
            .. place.Length == 0 || long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out number) ? Array.Empty<string>() : [$"{key}: '{Texts.Printable(place)}' is no number of a suggestion."],
        ];
        return faults.Length > 0 ? throw new RefusedException(Fault.Usage, [.. faults]) : new QueueView(state, mine == "1", place.Length > 0 ? number : null);
    }

    public Task<ImmutableArray<Candidate>> Rows(Candidates candidates, string caller, CancellationToken cancellation) => candidates.ListAsync(
        State == All ? null : Enum.Parse<CandidateState>(State, ignoreCase: true),
        after: NewestFirst ? 0 : Place ?? 0,
        most: PageSize,
        who: IsMine ? caller : null,
        before: NewestFirst ? Place ?? long.MaxValue : null,
        cancellation: cancellation);

    /// <summary>Where the next page begins; null on the last.</summary>
    public (string Key, string Value)? Onward(ImmutableArray<Candidate> rows) =>
        rows.Length < PageSize ? null : (NewestFirst ? "before" : "after", rows[^1].Id.ToString(CultureInfo.InvariantCulture));
}
