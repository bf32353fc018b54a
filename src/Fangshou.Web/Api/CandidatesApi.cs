using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Store;
using Fangshou.Web.Desk;
using Microsoft.AspNetCore.Http;

namespace Fangshou.Web.Api;

/// <summary>Changes that wait for review: proposed, looked at, decided.</summary>
static class CandidatesApi
{
    const int PageLength = 100, LongestPage = 1000;

    static readonly ImmutableArray<string> kinds = [.. Enum.GetValues<RevisionKind>().Select(Json.Word)];

    public static ImmutableArray<ApiRoute> Routes { get; } =
    [
        new("listCandidates", ["/candidates"], "Lists suggested changes, oldest first.", "candidates", List)
        {
            Description = "Editors and above. Long lists come in pages: follow the Link header whose rel is next.",
            IsOfDesk = true,
            Needs = Role.Editor,
            Own =
            [
                new("state", "Only these.") { Allowed = [.. Enum.GetValues<CandidateState>().Select(Json.Word)] },
                new("table", "Only of this table.") { Example = "events.csv" },
                new("key", "Only of the row of this key.") { Example = "cn-2020-11-03-ant-ipo-suspended" },
                new("after", "Only of a higher number.") { Range = (0, int.MaxValue), Default = "0" },
                new("limit", "How many on a page.") { Range = (1, LongestPage), Default = PageLength.ToString(CultureInfo.InvariantCulture) },
            ],
        },
        new("propose", ["/candidates"], "Suggests a new row, an edit of one, or that one be retired.", "candidate", Propose)
        {
            Description = "Editors and above. Judged as the command ledger check would judge the package with the change in it: 422 names every fault, 409 both values of every cell that somebody else changed meanwhile. Nothing is written then.",
            IsOfDesk = true,
            Needs = Role.Editor,
            Body = "candidate-request",
        },
        new("getCandidate", ["/candidates/{number}"], "One suggested change, and what is found about it as things now are.", "candidate", One)
        {
            Description = "Editors and above.",
            IsOfDesk = true,
            Needs = Role.Editor,
        },
        new("review", ["/candidates/{number}/review"], "Approves or rejects a suggested change.", "candidate", Decide)
        {
            Description = "Reviewers and above. Nobody but an admin approves a change of his own (403). 409: it was reviewed already, or the row was changed meanwhile; 422: the ledger check would now refuse it. It stays waiting then.",
            IsOfDesk = true,
            Needs = Role.Reviewer,
            Body = "review-request",
        },
    ];

    static async Task<ApiAnswer> List(ApiRequest request)
    {
        int after = request.Whole("after", 0), limit = request.Whole("limit", PageLength);
        request.Check();
        CandidateState? state = request.Text("state") is { } word ? Enum.Parse<CandidateState>(word, ignoreCase: true) : null;
        ImmutableArray<Candidate> found = await request.Workspace.Candidates.ListAsync(state, after, limit + 1, request.Text("table"), request.Text("key"), cancellation: request.Cancellation);
        ImmutableArray<Candidate> page = [.. found.Take(limit)];
        Reply reply = DeskReplies.Candidates(request.Observatory.Ledger.DataVersion, page);
        return new ApiAnswer(reply, "candidates") { NextKey = "after", Next = found.Length > limit ? page[^1].Id.ToString(CultureInfo.InvariantCulture) : null, State = reply.Json() };
    }

    static async Task<ApiAnswer> One(ApiRequest request)
    {
        request.Check();
        return await Shown(request, Number(request));
    }

    static async Task<ApiAnswer> Propose(ApiRequest request)
    {
        JsonBody body = await JsonBody.Read(request, "kind", "table", "key", "baseVersion", "cells", "successor", "why", "source");
        string kind = body.Word("kind", kinds), successor = body.Text("successor");
        Draft draft = new(kinds.IndexOf(kind) is var i and >= 0 ? Enum.GetValues<RevisionKind>()[i] : default, body.Text("table"), body.Text("key"), body.Whole("baseVersion"), body.Cells("cells"), successor.Length > 0 ? successor : null, body.Text("why"), body.Text("source"));
        request.Check();
        Proposal proposal = await request.Workspace.Candidates.ProposeAsync(draft, request.Caller.Name, request.Cancellation);
        if (proposal.Candidate is { } number)
            return await Shown(request, number) with { Location = string.Create(CultureInfo.InvariantCulture, $"{ApiRoute.Root}/candidates/{number}") };
        throw new UnprocessableException(
            proposal.Judgement.Conflict is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status409Conflict,
            [.. proposal.Judgement.Findings.Select(finding => finding.ToString()), .. proposal.Judgement.Conflict is { } conflict ? ConflictText.Sentences(conflict) : []]);
    }

    static async Task<ApiAnswer> Decide(ApiRequest request)
    {
        long number = Number(request);
        JsonBody body = await JsonBody.Read(request, "decision", "comment");
        string word = body.Word("decision", "approve", "reject"), comment = body.Text("comment");
        request.Check();
        Decision decision = await Decision.Make(request.Opening, request.Caller, number, word == "approve", together: false, comment, request.Cancellation);
        return decision.Outcome == DecisionOutcome.Done ? await Shown(request, number) : throw new UnprocessableException(decision.Status, [.. decision.Faults(number)]);
    }

    static async Task<ApiAnswer> Shown(ApiRequest request, long number)
    {
        Candidates candidates = request.Workspace.Candidates;
        Candidate candidate = await candidates.FindAsync(number, request.Cancellation) ?? throw new RefusedException(Fault.NotFound, $"there is no candidate {number}.");
        Judgement? judgement = candidate.State == CandidateState.Waiting ? (await candidates.JudgeAsync([Candidates.DraftOf(candidate)], request.Cancellation))[0] : null;
        Reply reply = DeskReplies.Candidate(request.Observatory.Ledger.DataVersion, candidate, judgement);
        return new ApiAnswer(reply, $"candidate {number}") { State = reply.Json() };
    }

    static long Number(ApiRequest request) => long.TryParse(request.Part("number"), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
        ? number
        : throw new RefusedException(Fault.NotFound, $"there is no candidate '{Texts.Printable(request.Part("number"))}'.");
}
