using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Store;
using Microsoft.AspNetCore.Http;

namespace Fangshou.Web.Desk;

/// <summary>How a review ended for whoever asked for it.</summary>
enum DecisionOutcome
{
    /// <summary>It was approved or rejected.</summary>
    Done,

    /// <summary>There is no candidate of that number.</summary>
    Unknown,

    /// <summary>The reviewer proposed it himself, and is no admin.</summary>
    Own,

    /// <summary>Somebody was there before.</summary>
    Late,

    /// <summary>It cannot be approved as things now are: see its findings and its conflict.</summary>
    Unsound,
}

/// <summary>The decision about one candidate, whoever asks for it: a page or a program.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Review">What the store said; null when it was not asked.</param>
sealed record Decision(DecisionOutcome Outcome, Review? Review)
{
    /// <summary>Approves or rejects, and shows the result to whoever asks next.</summary>
    /// <param name="opening">The workspace.</param>
    /// <param name="caller">Who decides.</param>
    /// <param name="number">The candidate.</param>
    /// <param name="approve">True to approve.</param>
    /// <param name="together">True to decide all those that came in one go with it.</param>
    /// <param name="comment">For whoever proposed it; may be empty.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="RefusedException">The comment is no text, or too long.</exception>
    public static async Task<Decision> Make(WorkspaceOpening opening, Caller caller, long number, bool approve, bool together, string comment, CancellationToken cancellation)
    {
        Candidates candidates = opening.Require().Candidates;
        if (await candidates.FindAsync(number, cancellation) is not { } candidate)
            return new(DecisionOutcome.Unknown, null);
        // Who proposed it never changes, so this needs no lock.
        if (approve && !MayApprove(candidate, caller))
            return new(DecisionOutcome.Own, null);
        ImmutableArray<long> numbers = [number, .. together ? (await candidates.TogetherAsync(candidate, cancellation)).Where(other => other != number) : []];
        ImmutableArray<Review> reviews = await candidates.ReviewAsync(numbers, approve, caller.Name, comment, cancellation);
        if (approve && reviews.Any(review => review.State == CandidateState.Approved))
            await opening.Look(cancellation);
        return new(reviews[0] switch
        {
            { Reviewed: not null } => DecisionOutcome.Late,
            { State: CandidateState.Waiting } => DecisionOutcome.Unsound,
            _ => DecisionOutcome.Done,
        }, reviews[0]);
    }

    /// <summary>Nobody approves what he proposed himself, but for an admin, who may be alone.</summary>
    public static bool MayApprove(Candidate candidate, Caller caller) =>
        caller.May(Role.Reviewer) && (caller.May(Role.Admin) || !string.Equals(candidate.Who, caller.Name, StringComparison.Ordinal));

    /// <summary>The HTTP status that says how it ended.</summary>
    public int Status => Outcome switch
    {
        DecisionOutcome.Done => StatusCodes.Status200OK,
        DecisionOutcome.Unknown => StatusCodes.Status404NotFound,
        DecisionOutcome.Own => StatusCodes.Status403Forbidden,
        DecisionOutcome.Unsound when Review!.Conflict is null => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status409Conflict,
    };

    /// <summary>Why nothing was decided, in sentences.</summary>
    public IEnumerable<string> Faults(long number) => Outcome switch
    {
        DecisionOutcome.Done => [],
        DecisionOutcome.Unknown => [string.Create(CultureInfo.InvariantCulture, $"there is no candidate {number}.")],
        DecisionOutcome.Own => ["nobody but an admin approves a change of his own."],
        DecisionOutcome.Late => [string.Create(CultureInfo.InvariantCulture, $"candidate {number} was {Json.Word(Review!.State)} by {Texts.Printable(Review.Reviewed!)} already.")],
        _ => [.. Review!.Findings.Select(finding => finding.ToString()), .. Review.Conflict is { } conflict ? ConflictText.Sentences(conflict) : []],
    };
}

/// <summary>A conflict in sentences, for programs.</summary>
static class ConflictText
{
    public static IEnumerable<string> Sentences(Conflict conflict) => conflict.Retired
        ? [$"the row '{Texts.Printable(conflict.Key)}' was retired meanwhile."]
        :
        [
            string.Create(CultureInfo.InvariantCulture, $"the row '{Texts.Printable(conflict.Key)}' was changed meanwhile: it is at version {conflict.Version}, not {conflict.BaseVersion}."),
            .. conflict.Cells.Select(cell => $"{cell.Column}: now '{Texts.Printable(cell.Now)}', yours '{Texts.Printable(cell.Yours)}'."),
        ];
}
