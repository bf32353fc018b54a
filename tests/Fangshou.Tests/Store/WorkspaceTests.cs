using System.Security.Cryptography;
using System.Text.Json;
using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Tests.Ledger;
using Microsoft.EntityFrameworkCore;
using static Fangshou.Tests.Store.WorkspaceSample;

namespace Fangshou.Tests.Store;

/// <summary>The lasting ledger: the same sentences for both databases.</summary>
public abstract class WorkspaceTests<TPlace> : IDisposable
    where TPlace : Place, new()
{
    readonly TPlace place = new();

    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_workspace_gives_back_the_shipped_package_byte_for_byte()
    {
        PackageFolder shipped = PackageFolder.At(null);
        using Workspace workspace = await Workspace.InitAsync(place.New(), shipped, "Ann", TimeProvider.System, Cancellation);
        WorkspacePackage package = await workspace.PackageAsync(Cancellation);
        Assert.Equal(shipped.Files(), package.Files);
        Assert.All(shipped.Files(), name => Assert.Equal(Bytes(shipped, name), package.Bytes(name)));
        Assert.All(package.Tables, table => Assert.Equal(Bytes(shipped, table.Path), table.Bytes));
        Assert.Equal(LedgerCheck.Run(shipped.Open).ContentHash, package.Read().ContentHash);
        Assert.Equal(PackageDescription.Read(shipped.Open).Tables.Length, package.Tables.Count());
    }

    static byte[] Bytes(PackageFolder package, string name)
    {
        using Stream stream = package.Open(name)!;
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    [Fact]
    public async Task A_table_in_another_form_keeps_it_until_its_first_change()
    {
        string crlf = string.Join("\r\n", MemoryPackage.EventHeader, MemoryPackage.FirstRow.Replace("The exchange", "\"The exchange\"", StringComparison.Ordinal).Replace("\"The exchange\" halts a listing", "\"The exchange halts a listing\"", StringComparison.Ordinal), MemoryPackage.SecondRow) + "\r\n";
        using Workspace workspace = await place.Init(Package().Set(Events, System.Text.Encoding.UTF8.GetBytes(crlf)));
        Assert.Equal(crlf, (await workspace.PackageAsync(Cancellation)).Text(Events));
        await workspace.Change(await workspace.Edit("title", "Another, title"));
        Assert.Equal($"{MemoryPackage.EventHeader}\n{MemoryPackage.FirstRow.Replace("The exchange halts a listing", "\"Another, title\"", StringComparison.Ordinal)}\n{MemoryPackage.SecondRow}\n", (await workspace.PackageAsync(Cancellation)).Text(Events));
    }

    [Fact]
    public async Task A_proposal_changes_nothing_until_it_is_approved_and_then_tells_who_when_what_and_why()
    {
        using Workspace workspace = await place.Init();
        long before = await workspace.RevisionAsync(Cancellation);
        Draft draft = await workspace.Edit("severity", "5");
        draft = draft with { Cells = draft.Cells.Add("title", "The exchange halts the listing") };
        long candidate = await workspace.Propose(draft, "Bo");
        Assert.Equal(before, await workspace.RevisionAsync(Cancellation));
        Assert.Equal([candidate], (await workspace.Candidates.ListAsync(CandidateState.Waiting, cancellation: Cancellation)).Select(c => c.Id));

        Assert.Equal(CandidateState.Approved, (await workspace.Approve(candidate, "Cy")).State);
        Revision[] history = [.. (await workspace.HistoryAsync(Events, First, Cancellation))];
        Assert.Equal(
            [(RevisionKind.Created, null, null, "Ann"), (RevisionKind.Edited, "severity", "4", "Bo"), (RevisionKind.Edited, "title", "The exchange halts a listing", "Bo")],
            history.Select(r => (r.Kind, r.Column, r.Old, r.Who)));
        Assert.Equal(["5", "The exchange halts the listing"], history[1..].Select(r => r.New));
        Assert.All(history[1..], r => Assert.Equal(("It was wrong.", "https://example.org/why", candidate), (r.Why, r.Source, r.Candidate)));
        Assert.Equal([before + 1, before + 2], history[1..].Select(r => r.Number));
        Assert.True(history[1].At > history[0].At);
        Candidate reviewed = (await workspace.Candidates.FindAsync(candidate, Cancellation))!;
        Assert.Equal((CandidateState.Approved, "Cy"), (reviewed.State, reviewed.Reviewer));
        Assert.Equal(["candidate.approve", "candidate.propose", "workspace.init"], (await workspace.Audit.ListAsync(cancellation: Cancellation)).Select(a => a.What));
    }

    [Fact]
    public async Task An_edited_package_passes_the_check_and_describes_its_new_bytes()
    {
        using Workspace workspace = await place.Init();
        await workspace.Change(await workspace.Edit("title", "政府叫停上市"));
        WorkspacePackage package = await workspace.PackageAsync(Cancellation);
        string folder = Path.Combine(place.Folder, "export");
        package.WriteTo(folder);
        PackageFolder exported = PackageFolder.At(folder);
        Assert.Empty(exported.Verify().Findings);
        Assert.Equal("政府叫停上市", exported.Read().Events.Single(e => e.Id == First).Title);
        using JsonDocument description = JsonDocument.Parse(package.Bytes("datapackage.json"));
        Assert.Equal($"1.2.3+r{package.Revision}", description.RootElement.GetProperty("version").GetString());
        JsonElement events = description.RootElement.GetProperty("resources")[0];
        byte[] bytes = File.ReadAllBytes(Path.Combine(folder, Events));
        Assert.Equal(bytes.Length, events.GetProperty("bytes").GetInt32());
        Assert.Equal($"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}", events.GetProperty("hash").GetString());
        // Everything that was not edited is as it came.
        Assert.All(package.Files.Where(f => f is not (Events or "datapackage.json")), f => Assert.Equal(WorkspaceSample.Bytes(Package(), f), package.Bytes(f)));
    }

    [Fact]
    public async Task A_new_row_stands_last_and_a_retired_one_is_gone_from_the_file_but_not_from_the_history()
    {
        using Workspace workspace = await place.Init();
        await workspace.Change(NewEvent("cn-2022-01-01-new"));
        WorkspaceRow made = await workspace.Row("cn-2022-01-01-new");
        Assert.EndsWith("cn-2022-01-01-new", (await workspace.PackageAsync(Cancellation)).Table(Events)!.Rows[^1].Key, StringComparison.Ordinal);
        await workspace.Change(Draft.Retire(Events, made.Key, made.Version, First, "It was the same.", "-"));
        Assert.DoesNotContain("cn-2022-01-01-new", (await workspace.PackageAsync(Cancellation)).Text(Events), StringComparison.Ordinal);
        Assert.Equal([RevisionKind.Created, RevisionKind.Retired], (await workspace.HistoryAsync(Events, made.Key, Cancellation)).Select(r => r.Kind));
        Assert.Equal(First, (await workspace.HistoryAsync(Events, made.Key, Cancellation))[1].New);

        Proposal again = await workspace.Candidates.ProposeAsync(NewEvent("cn-2022-01-01-new"), "Bo", Cancellation);
        Assert.Equal(Rules.DuplicateId, Assert.Single(again.Judgement.Findings).Rule);
    }

    [Fact]
    public async Task All_faults_are_told_in_one_pass_as_the_check_tells_them_and_nothing_is_written()
    {
        using Workspace workspace = await place.Init();
        Draft draft = NewEvent("cn-2022-01-01-bad") with { Why = " ", Source = "a\nb" };
        draft = draft with { Cells = draft.Cells.SetItem("severity", "7").SetItem("sectors", "kites").SetItem("title", "=1+1").Add("colour", "red") };
        Judgement faulty = (await workspace.Candidates.ProposeAsync(draft, "Bo", Cancellation)).Judgement;
        Assert.Equal(["colour", "source", "why"], faulty.Findings.Select(f => f.Column));

        draft = draft with { Why = "why", Source = "source", Cells = draft.Cells.Remove("colour") };
        faulty = (await workspace.Candidates.ProposeAsync(draft, "Bo", Cancellation)).Judgement;
        Assert.Equal([(Rules.Vocabulary, "sectors"), (Rules.Range, "severity"), (Rules.Formula, "title")], faulty.Findings.Select(f => (f.Rule, f.Column)));
        MemoryPackage same = Package();
        same.Set(Events, MemoryPackage.EventHeader, MemoryPackage.FirstRow, MemoryPackage.SecondRow, MemoryPackage.Row("cn-2022-01-01-bad", sectors: "kites", title: "=1+1").Replace(",3,", ",7,", StringComparison.Ordinal));
        Assert.Equal(
            LedgerCheck.Run(same.Open, PackageFolder.ShippedCodebook()).Findings.Select(f => f with { Row = 0 }).Select(f => f.ToString()), faulty.Findings.Select(f => f.ToString()));
        Assert.Empty(await workspace.Candidates.ListAsync(cancellation: Cancellation));
    }

    [Theory]
    [InlineData("other.csv", First, "title", Rules.MissingFile)]
    [InlineData(Events, "cn-none", "title", Rules.Reference)]
    [InlineData(Events, First, "id", Rules.Id)]
    [InlineData(Events, First, "title", Rules.Required)]
    public async Task A_draft_that_makes_no_sense_is_refused(string table, string key, string column, string rule)
    {
        using Workspace workspace = await place.Init();
        Draft draft = await workspace.Edit(column, column == "title" && rule == Rules.Required ? "The exchange halts a listing" : "cn-another");
        Assert.Contains((await workspace.Candidates.JudgeAsync([draft with { Table = table, Key = key }], Cancellation))[0].Findings, f => f.Rule == rule);
    }

    [Fact]
    public async Task A_row_that_others_refer_to_cannot_be_retired()
    {
        using Workspace workspace = await place.Init();
        Proposal refused = await workspace.Candidates.ProposeAsync(Draft.Retire(Events, Second, (await workspace.Row(Second)).Version, null, "why", "source"), "Bo", Cancellation);
        Finding finding = Assert.Single(refused.Judgement.Findings);
        Assert.Equal(("rule-links.csv", Rules.Reference, Second), (finding.File, finding.Rule, finding.Value));
    }

    [Fact]
    public async Task Of_two_editors_of_one_row_one_wins_and_the_other_is_told_both_values()
    {
        using Workspace workspace = await place.Init();
        long seen = (await workspace.Row()).Version;
        long first = await workspace.Propose(await workspace.Edit("severity", "5"), "Bo"), second = await workspace.Propose(await workspace.Edit("severity", "2"), "Di");
        Assert.Equal(CandidateState.Approved, (await workspace.Approve(first)).State);
        Review lost = await workspace.Approve(second);
        Assert.Equal(CandidateState.Waiting, lost.State);
        Assert.Equal((seen, (await workspace.Row()).Version, false), (lost.Conflict!.BaseVersion, lost.Conflict.Version, lost.Conflict.Retired));
        Assert.Equal(new CellConflict("severity", "5", "2"), Assert.Single(lost.Conflict.Cells));
        Assert.Equal("5", (await workspace.PackageAsync(Cancellation)).Read().Events.Single(e => e.Id == First).Severity.ToString(System.Globalization.CultureInfo.InvariantCulture));
        // He who proposes on what he saw before is told at once.
        Assert.NotNull((await workspace.Candidates.ProposeAsync(Draft.Edit(Events, First, seen, new Dictionary<string, string>(StringComparer.Ordinal) { ["severity"] = "1" }, "why", "source"), "Di", Cancellation)).Judgement.Conflict);
    }

    [Fact]
    public async Task Of_many_who_approve_at_once_exactly_one_wins()
    {
        using Workspace workspace = await place.Init();
        List<long> candidates = [];
        for (int i = 0; i < 8; i++)
            candidates.Add(await workspace.Propose(await workspace.Edit("title", $"Title {i}")));
        // As many programs, each with connections of its own.
        Review[] reviews = await Task.WhenAll(candidates.Select(candidate => Task.Run(() => workspace.Approve(candidate))));
        long winner = Assert.Single(reviews, r => r.State == CandidateState.Approved).Candidate;
        Assert.Equal(7, reviews.Count(r => r.Conflict is not null));
        Assert.Equal($"Title {candidates.IndexOf(winner)}", (await workspace.PackageAsync(Cancellation)).Read().Events.Single(e => e.Id == First).Title);
    }

    [Fact]
    public async Task Several_candidates_are_approved_together_and_those_that_no_longer_fit_stay_waiting()
    {
        using Workspace workspace = await place.Init();
        long made = await workspace.Propose(NewEvent("cn-2022-01-01-new")), same = await workspace.Propose(NewEvent("cn-2022-01-01-new"));
        long edit = await workspace.Propose(await workspace.Edit("severity", "5"));
        Review[] reviews = [.. await workspace.Candidates.ReviewAsync([made, same, edit], approve: true, "Cy", "", Cancellation)];
        Assert.Equal([CandidateState.Approved, CandidateState.Waiting, CandidateState.Approved], reviews.Select(r => r.State));
        Assert.Equal(Rules.DuplicateId, Assert.Single(reviews[1].Findings).Rule);
        Assert.Equal(3, (await workspace.PackageAsync(Cancellation)).Table(Events)!.Rows.Length);
    }

    /// <summary>Rows of phases.csv have no key: each gets its number when it is made.</summary>
    [Fact]
    public async Task Rows_of_a_table_without_a_key_are_numbered_as_they_are_approved()
    {
        const string table = "phases.csv";
        using Workspace workspace = await place.Init();
        Dictionary<string, string> cells = new(StringComparer.Ordinal) { ["jurisdiction"] = "CN", ["sectors"] = "ai", ["phase"] = "lax", ["start"] = "2020-01-01", ["basis"] = "Somebody dates it so" };
        long[] candidates = new long[2];
        for (int i = 0; i < candidates.Length; i++)
            candidates[i] = await workspace.Propose(Draft.New(table, cells, "why", "source"));
        Assert.Equal(candidates, (await workspace.Candidates.ListAsync(CandidateState.Waiting, table: table, key: "#2", cancellation: Cancellation)).Select(c => c.Id));
        foreach (long candidate in candidates.Reverse())
            await workspace.Approve(candidate);
        foreach ((string key, long candidate) in ((string, long)[])[("#2", candidates[1]), ("#3", candidates[0])])
            Assert.Equal(candidate, Assert.Single(await workspace.HistoryAsync(table, key, Cancellation)).Candidate);
        WorkspacePackage package = await workspace.PackageAsync(Cancellation);
        Assert.Equal(package.Contents(), (await workspace.PackageAtAsync(package.Revision, Cancellation)).Contents());
        await workspace.Change(await workspace.Edit("basis", "Another dates it so", "#3", table));
        Assert.Equal("Another dates it so", (await workspace.Row("#3", table)).Cells[7]);
    }

    [Fact]
    public async Task A_rejected_candidate_changes_nothing_and_stays_in_the_list()
    {
        using Workspace workspace = await place.Init();
        long before = await workspace.RevisionAsync(Cancellation), candidate = await workspace.Propose(await workspace.Edit("severity", "5"));
        Assert.Equal(CandidateState.Rejected, (await workspace.Candidates.ReviewAsync(candidate, approve: false, "Cy", "No source.", Cancellation)).State);
        Assert.Equal(before, await workspace.RevisionAsync(Cancellation));
        Review late = await workspace.Approve(candidate, "Di");
        Assert.Equal((CandidateState.Rejected, "Cy"), (late.State, late.Reviewed));
        Assert.Equal("No source.", Assert.Single(await workspace.Candidates.ListAsync(CandidateState.Rejected, cancellation: Cancellation)).Comment);
        Assert.Equal(Fault.NotFound, (await Assert.ThrowsAsync<RefusedException>(() => workspace.Approve(99))).Fault);
    }

    [Fact]
    public async Task A_package_of_an_earlier_revision_is_what_it_was()
    {
        using Workspace workspace = await place.Init();
        List<(long Revision, Dictionary<string, byte[]> Files)> seen = [];
        foreach (Draft? draft in (Draft?[])[null, await workspace.Edit("title", "Another"), NewEvent("cn-2022-01-01-new")])
        {
            if (draft is not null)
                await workspace.Change(draft);
            WorkspacePackage package = await workspace.PackageAsync(Cancellation);
            seen.Add((package.Revision, package.Contents()));
        }

        foreach ((long revision, Dictionary<string, byte[]> files) in seen)
            Assert.Equal(files, (await workspace.PackageAtAsync(revision, Cancellation)).Contents());
        Assert.Equal(Fault.NotFound, (await Assert.ThrowsAsync<RefusedException>(() => workspace.PackageAtAsync(seen[^1].Revision + 1, Cancellation))).Fault);
    }

    [Fact]
    public async Task Two_programs_see_each_others_changes()
    {
        string at = place.New();
        using Workspace one = await place.Init(at: at);
        using Workspace other = await Workspace.OpenAsync(at, TimeProvider.System, Cancellation);
        await other.PackageAsync(Cancellation);
        await one.Change(await one.Edit("title", "Another"));
        Assert.Equal("Another", (await other.PackageAsync(Cancellation)).Read().Events.Single(e => e.Id == First).Title);
    }

    [Fact]
    public async Task What_is_written_once_cannot_be_changed_or_removed()
    {
        using Workspace workspace = await place.Init();
        foreach (Action<WorkspaceContext> wrong in (Action<WorkspaceContext>[])
        [
            context => context.Entry(context.Revisions.First()).Property(r => r.Why).CurrentValue = "",
            context => context.Revisions.Remove(context.Revisions.First()),
            context => context.Rows.Remove(context.Rows.First()),
        ])
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => workspace.Database.WriteAsync(
                context =>
                {
                    wrong(context);
                    return Task.FromResult(0);
                },
                Cancellation));
        }
    }

    [Fact]
    public async Task A_package_that_breaks_a_rule_is_not_taken_and_nothing_is_left_behind()
    {
        string at = place.New();
        await Assert.ThrowsAsync<LedgerFormatException>(() => place.Init(Package().Change(Events, ",tighten,4,", ",tighten,9,"), at));
        using Workspace workspace = await place.Init(at: at);
        Assert.Equal(Fault.Usage, (await Assert.ThrowsAsync<RefusedException>(() => place.Init(at: at))).Fault);
    }
}

public sealed class SqliteWorkspaceTests : WorkspaceTests<SqlitePlace>;

public sealed class PostgresWorkspaceTests : WorkspaceTests<PostgresPlace>;
