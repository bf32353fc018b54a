using Fangshou.Store;
using static Fangshou.Tests.Store.WorkspaceSample;

namespace Fangshou.Tests.Store;

/// <summary>Who decided, what came together, and what one draft is told.</summary>
public abstract class ReviewTests<TPlace> : IDisposable
    where TPlace : Place, new()
{
    readonly TPlace place = new();

    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task The_audit_log_tells_who_approved_a_change_of_his_own()
    {
        using Workspace workspace = await place.Init();
        await workspace.Approve(await workspace.Propose(await workspace.Edit("severity", "2"), "Bo"), "Cy");
        Assert.Equal("", (await workspace.Audit.ListAsync(most: 1, cancellation: Cancellation))[0].Detail);
        await workspace.Approve(await workspace.Propose(await workspace.Edit("severity", "3"), "Bo"), "Bo");
        Assert.StartsWith("approved by its author", (await workspace.Audit.ListAsync(most: 1, cancellation: Cancellation))[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_not_be_approved_is_not_in_the_audit_log_as_approved()
    {
        using Workspace workspace = await place.Init();
        long late = await workspace.Propose(await workspace.Edit("severity", "2")), first = await workspace.Propose(await workspace.Edit("severity", "3"));
        await workspace.Approve(first);
        Assert.NotNull((await workspace.Approve(late)).Conflict);
        Assert.Single(await workspace.Audit.ListAsync(cancellation: Cancellation), entry => entry.What == "candidate.approve");
    }

    [Fact]
    public async Task Those_that_came_in_one_go_are_known_while_they_wait()
    {
        using Workspace workspace = await place.Init();
        long alone = await workspace.Propose(await workspace.Edit("severity", "2"));
        Proposal[] both = [.. await workspace.Candidates.ProposeAsync([NewEvent("cn-2022-01-01-a"), NewEvent("cn-2022-01-01-b")], "Bo", Cancellation)];
        Candidate one = (await workspace.Candidates.FindAsync(both[1].Candidate!.Value, Cancellation))!;
        Assert.Equal(both.Select(p => p.Candidate!.Value), await workspace.Candidates.TogetherAsync(one, Cancellation));
        await workspace.Approve(one.Id);
        Assert.Equal([both[0].Candidate!.Value], await workspace.Candidates.TogetherAsync(one, Cancellation));
        Assert.Equal([alone], await workspace.Candidates.TogetherAsync((await workspace.Candidates.FindAsync(alone, Cancellation))!, Cancellation));
    }

    [Fact]
    public async Task One_draft_is_told_all_its_faults_even_where_key_reason_and_source_are_missing()
    {
        using Workspace workspace = await place.Init();
        Draft draft = NewEvent("cn-2022-01-01-a");
        draft = draft with { Why = "", Source = "", Cells = draft.Cells.SetItem("id", "").SetItem("severity", "9").SetItem("title", "=1") };
        Proposal refused = await workspace.Candidates.ProposeAsync(draft, "Bo", Cancellation);
        Assert.Null(refused.Candidate);
        Assert.Superset(new HashSet<string>(StringComparer.Ordinal) { "id", "why", "source", "severity", "title" }, refused.Judgement.Findings.Select(finding => finding.Column).ToHashSet(StringComparer.Ordinal));
        Assert.DoesNotContain(refused.Judgement.Findings, finding => finding.ToString().Contains("xa-1900", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_row_is_made_again_as_it_stood_at_any_version()
    {
        using Workspace workspace = await place.Init();
        WorkspaceRow before = await workspace.Row();
        await workspace.Change(await workspace.Edit("severity", "2"));
        WorkspaceTable table = (await workspace.PackageAsync(Cancellation)).Table(Events)!;
        Assert.Equal(before.Cells, (await workspace.RowAtAsync(table, First, before.Version, Cancellation))!.Cells);
        Assert.Equal((await workspace.Row()).Cells, (await workspace.RowAtAsync(table, First, long.MaxValue, Cancellation))!.Cells);
        Assert.Null(await workspace.RowAtAsync(table, First, 0, Cancellation));
    }

    [Fact]
    public async Task Edits_are_told_newest_first_and_without_the_fill()
    {
        using Workspace workspace = await place.Init();
        Assert.Empty(await workspace.EditsAsync(10, Cancellation));
        await workspace.Change(await workspace.Edit("severity", "2"));
        await workspace.Change(await workspace.Edit("severity", "3"));
        Assert.Equal(["3", "2"], (await workspace.EditsAsync(10, Cancellation)).Select(edit => edit.New));
        Assert.Equal("3", Assert.Single(await workspace.EditsAsync(1, Cancellation)).New);
    }

    [Fact]
    public async Task A_list_is_cut_from_either_end_and_by_who_proposed()
    {
        using Workspace workspace = await place.Init();
        foreach ((string who, string severity) in ((string, string)[])[("Bo", "2"), ("Cy", "3"), ("Bo", "5")])
            await workspace.Propose(await workspace.Edit("severity", severity), who);
        Assert.Equal([3L, 2L], (await workspace.Candidates.ListAsync(most: 2, before: long.MaxValue, cancellation: Cancellation)).Select(c => c.Id));
        Assert.Equal([1L], (await workspace.Candidates.ListAsync(before: 2, cancellation: Cancellation)).Select(c => c.Id));
        Assert.Equal([1L, 3L], (await workspace.Candidates.ListAsync(who: "Bo", cancellation: Cancellation)).Select(c => c.Id));
        Assert.Equal(3, await workspace.Candidates.WaitingAsync(Cancellation));
    }
}

public sealed class SqliteReviewTests : ReviewTests<SqlitePlace>;

public sealed class PostgresReviewTests : ReviewTests<PostgresPlace>;
