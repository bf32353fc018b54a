using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Fangshou.Store;

/// <summary>What became of a draft.</summary>
/// <param name="Candidate">Its number; null when it was refused.</param>
/// <param name="Judgement">What was found.</param>
sealed record Proposal(long? Candidate, Judgement Judgement);

/// <summary>What became of a candidate under review.</summary>
/// <param name="Candidate">Its number.</param>
/// <param name="State">Its state afterwards: still waiting when it could not be approved.</param>
/// <param name="Findings">Why it could not be approved: what the ledger check would say.</param>
/// <param name="Conflict">Why it could not be approved: the row was changed meanwhile.</param>
/// <param name="Reviewed">Who reviewed it before; null when it was still waiting.</param>
sealed record Review(long Candidate, CandidateState State, ImmutableArray<Finding> Findings, Conflict? Conflict, string? Reviewed);

/// <summary>Changes that wait for review, and those that were reviewed.</summary>
sealed class Candidates(Workspace workspace)
{
    const int LongestComment = 2000;

    /// <summary>The candidates of a state, oldest first; newest first when asked for those before one.</summary>
    /// <param name="state">Null = all.</param>
    /// <param name="after">Number of the last one that is known already.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="table">Only those of this table; null = all.</param>
    /// <param name="key">Only those of the row of this key; null = all.</param>
    /// <param name="who">Only those that somebody proposed; null = all.</param>
    /// <param name="before">Only those of a lower number, newest first; null = all, oldest first.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<ImmutableArray<Candidate>> ListAsync(
        CandidateState? state = null, long after = 0, int most = 100, string? table = null, string? key = null, string? who = null, long? before = null, CancellationToken cancellation = default) => workspace.Database.ReadAsync(
        async context =>
        {
            IQueryable<Candidate> asked = context.Candidates.AsNoTracking()
                .Where(c => c.Id > after && (before == null || c.Id < before) && (state == null || c.State == state) && (table == null || c.Table == table) && (key == null || c.Key == key) && (who == null || c.Who == who));
            return (await (before is null ? asked.OrderBy(c => c.Id) : asked.OrderByDescending(c => c.Id)).Take(most).ToListAsync(cancellation)).ToImmutableArray();
        },
        cancellation);

    /// <summary>How many wait for review.</summary>
    public Task<int> WaitingAsync(CancellationToken cancellation = default) =>
        workspace.Database.ReadAsync(context => context.Candidates.CountAsync(c => c.State == CandidateState.Waiting, cancellation), cancellation);

    /// <summary>Numbers of those that wait and came in one go with a candidate, such as the lines of one file; it is among them while it waits itself.</summary>
    public Task<ImmutableArray<long>> TogetherAsync(Candidate candidate, CancellationToken cancellation = default) => workspace.Database.ReadAsync(
        async context => (await context.Candidates.Where(c => c.State == CandidateState.Waiting && c.Who == candidate.Who && c.At == candidate.At && c.Table == candidate.Table).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(cancellation)).ToImmutableArray(),
        cancellation);

    /// <summary>One candidate; null when there is none of that number.</summary>
    public Task<Candidate?> FindAsync(long id, CancellationToken cancellation = default) =>
        workspace.Database.ReadAsync(context => context.Candidates.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellation), cancellation);

    /// <summary>What would be found about drafts; nothing is written.</summary>
    public async Task<Judgement[]> JudgeAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellation = default) => DraftJudge.Judge(await workspace.PackageAsync(cancellation), drafts);

    /// <summary>Proposes one change. What is wrong with its cells is told even where its reason, its source or its key is missing.</summary>
    public async Task<Proposal> ProposeAsync(Draft draft, string who, CancellationToken cancellation = default)
    {
        Proposal proposal = (await ProposeAsync([draft], who, cancellation))[0];
        return proposal.Candidate is not null || proposal.Judgement.Conflict is not null ? proposal : new Proposal(null, DraftJudge.Whole(await workspace.PackageAsync(cancellation), draft));
    }

    /// <summary>Proposes changes; each becomes a candidate when it is sound together with the other sound ones.</summary>
    /// <returns>What became of each draft, in their order.</returns>
    public async Task<ImmutableArray<Proposal>> ProposeAsync(IReadOnlyList<Draft> drafts, string who, CancellationToken cancellation = default)
    {
        Judgement[] judgements = await JudgeAsync(drafts, cancellation);
        if (!judgements.Any(j => j.IsSound))
            return [.. judgements.Select(j => new Proposal(null, j))];
        // Whether the rows are still as they were seen is asked again at the review, under the lock.
        return await workspace.Database.WriteAsync(
            async context =>
            {
                context.ChangeTracker.AutoDetectChangesEnabled = false;
                DateTimeOffset now = workspace.Time.GetUtcNow();
                long id = await context.Candidates.MaxAsync(c => (long?)c.Id, cancellation) ?? 0;
                ImmutableArray<Proposal>.Builder proposals = ImmutableArray.CreateBuilder<Proposal>(drafts.Count);
                for (int i = 0; i < drafts.Count; i++)
                {
                    if (judgements[i].IsSound)
                        context.Candidates.Add(CandidateOf(drafts[i], ++id, judgements[i].Key, who, now));
                    proposals.Add(new Proposal(judgements[i].IsSound ? id : null, judgements[i]));
                }

                await AuditLog.Add(context, now, who, "candidate.propose", On([.. context.Candidates.Local.OrderBy(c => c.Id)]), drafts[0].Why, cancellation);
                return proposals.MoveToImmutable();
            },
            cancellation);
    }

    /// <summary>Approves or rejects one candidate.</summary>
    public async Task<Review> ReviewAsync(long id, bool approve, string who, string comment, CancellationToken cancellation = default) => (await ReviewAsync([id], approve, who, comment, cancellation))[0];

    /// <summary>Approves or rejects candidates. Those whose row was changed since they were proposed, or that the ledger check would now refuse, stay waiting and say why.</summary>
    /// <returns>What became of each, in their order.</returns>
    /// <exception cref="RefusedException">There is no candidate of a number (exit 3), or the comment is no text of one to 2,000 characters or none (exit 2).</exception>
    public async Task<ImmutableArray<Review>> ReviewAsync(IReadOnlyList<long> ids, bool approve, string who, string comment, CancellationToken cancellation = default)
    {
        if (comment.Length > LongestComment || !DraftJudge.IsText(comment))
            throw new RefusedException(Fault.Usage, string.Create(CultureInfo.InvariantCulture, $"a comment is text of at most {LongestComment} characters."));
        return await workspace.Database.WriteAsync<ImmutableArray<Review>>(
            async context =>
            {
                Dictionary<long, Candidate> found = await context.Candidates.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellation);
                if (ids.Where(id => !found.ContainsKey(id)).ToArray() is [var missing, ..])
                    throw new RefusedException(Fault.NotFound, string.Create(CultureInfo.InvariantCulture, $"there is no candidate {missing}."));
                Candidate[] waiting = [.. ids.Distinct().Select(id => found[id]).Where(c => c.State == CandidateState.Waiting)];
                Dictionary<long, Review> reviews = approve
                    ? await Approved(context, waiting, who, cancellation)
                    : waiting.ToDictionary(c => c.Id, c => new Review(c.Id, CandidateState.Rejected, [], null, null));
                DateTimeOffset now = workspace.Time.GetUtcNow();
                foreach (Candidate candidate in waiting.Where(c => reviews[c.Id].State != CandidateState.Waiting))
                    (candidate.State, candidate.Reviewer, candidate.ReviewedAt, candidate.Comment) = (reviews[candidate.Id].State, who, now, comment);
                Candidate[] decided = [.. waiting.Where(c => c.State != CandidateState.Waiting)];
                if (decided.Length > 0)
                    await AuditLog.Add(context, now, who, approve ? "candidate.approve" : "candidate.reject", On(decided), approve && decided.Any(c => c.Who == who) ? $"approved by its author; {comment}" : comment, cancellation);
                return [.. ids.Select(id => reviews.TryGetValue(id, out Review? review) ? review : new Review(id, found[id].State, [], null, found[id].Reviewer))];
            },
            cancellation);
    }

    async Task<Dictionary<long, Review>> Approved(WorkspaceContext context, Candidate[] waiting, string who, CancellationToken cancellation)
    {
        WorkspacePackage package = await workspace.PackageIn(context, cancellation);
        Draft[] drafts = [.. waiting.Select(DraftOf)];
        Judgement[] judgements = DraftJudge.Judge(package, drafts);
        string[] tables = [.. drafts.Select(d => d.Table).Distinct()];
        RevisionWriter writer = new(context, package, await context.Rows.Where(r => tables.Contains(r.Table)).ToListAsync(cancellation), who, workspace.Time.GetUtcNow());
        Dictionary<long, Review> reviews = [];
        for (int i = 0; i < waiting.Length; i++)
        {
            if (judgements[i].IsSound)
                writer.Write(waiting[i], judgements[i]);
            reviews[waiting[i].Id] = new Review(waiting[i].Id, judgements[i].IsSound ? CandidateState.Approved : CandidateState.Waiting, judgements[i].Findings, judgements[i].Conflict, null);
        }

        return reviews;
    }

    /// <summary>The draft that a candidate was made of.</summary>
    public static Draft DraftOf(Candidate candidate) => new(
        candidate.Kind, candidate.Table, candidate.Key, candidate.BaseVersion,
        System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(candidate.Cells)!.ToImmutableSortedDictionary(StringComparer.Ordinal),
        candidate.Successor, candidate.Why, candidate.Source);

    static string On(Candidate[] candidates) => candidates is [var one]
        ? string.Create(CultureInfo.InvariantCulture, $"candidates/{one.Id} {one.Table} {one.Key}")
        : string.Create(CultureInfo.InvariantCulture, $"candidates/{candidates[0].Id} to {candidates[^1].Id}, {candidates.Length} of them");

    static Candidate CandidateOf(Draft draft, long id, string key, string who, DateTimeOffset now) => new()
    {
        Id = id,
        Kind = draft.Kind,
        Table = draft.Table,
        Key = key,
        BaseVersion = draft.BaseVersion,
        Cells = CsvText.ToJson(draft.Cells),
        Successor = draft.Successor,
        Why = draft.Why,
        Source = draft.Source,
        Who = who,
        At = now,
        State = CandidateState.Waiting,
    };
}
