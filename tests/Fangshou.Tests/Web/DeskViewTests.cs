using System.Collections.Immutable;
using System.Security.Claims;
using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Tests.Store;
using Fangshou.Web;
using Fangshou.Web.Api;
using Fangshou.Web.Desk;
using Fangshou.Web.Pages;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using static Fangshou.Tests.Store.WorkspaceSample;

namespace Fangshou.Tests.Web;

/// <summary>What the pages of the desk show, and what their forms mean.</summary>
public sealed class DeskViewTests : IDisposable
{
    readonly SqlitePlace place = new();

    public void Dispose() => place.Dispose();

    [Fact]
    public async Task An_edit_means_only_the_cells_that_differ_from_what_was_seen()
    {
        using Workspace workspace = await place.Init();
        WorkspacePackage package = await workspace.PackageAsync(Cancellation);
        WorkspaceRow seen = await workspace.Row();
        Suggestion typed = Suggestion.Typed(Asked.For("/ledger/suggest", $"?row={First}"), package, Form(seen.Version, [("c.severity", ["2"]), ("c.sectors", [" ai ", "", "gaming"])]));
        Draft draft = typed.Draft(seen);
        Assert.Equal([("sectors", "ai;gaming"), ("severity", "2")], draft.Cells.Select(cell => (cell.Key, cell.Value)));
        Assert.Equal((RevisionKind.Edited, First, seen.Version), (draft.Kind, draft.Key, draft.BaseVersion));
    }

    [Fact]
    public async Task After_a_conflict_the_form_holds_what_I_changed_and_what_the_other_did()
    {
        using Workspace workspace = await place.Init();
        WorkspaceRow seen = await workspace.Row();
        await workspace.Change(await workspace.Edit("title", "The other's title"));
        WorkspacePackage package = await workspace.PackageAsync(Cancellation);
        (string, string[])[] all = [.. package.Table(Events)!.Columns.Zip(seen.Cells).Select(pair => ("c." + pair.First, pair.First == "severity" ? ["2"] : (string[])[pair.Second]))];
        Suggestion again = Suggestion.Typed(Asked.For("/ledger/suggest", $"?row={First}"), package, Form(seen.Version, all)).OnNow(seen);
        Assert.Equal(("The other's title", "2", (await workspace.Row()).Version), (again.Cell("title"), again.Cell("severity"), again.BaseVersion));
        Assert.Equal(["severity"], again.Draft(await workspace.Row()).Cells.Keys);
    }

    [Fact]
    public async Task An_address_that_makes_no_sense_is_refused()
    {
        using Workspace workspace = await place.Init();
        foreach ((string query, Fault fault) in ((string, Fault)[])[("?row=a&retire=b", Fault.Usage), ("?row=nobody", Fault.NotFound), ("?table=nowhere.csv", Fault.NotFound), ("?from=7", Fault.NotFound), ("?from=x", Fault.NotFound)])
            Assert.Equal(fault, (await Assert.ThrowsAsync<RefusedException>(() => Suggestion.Begun(Asked.For("/ledger/suggest", query), workspace, Cancellation))).Fault);
    }

    [Fact]
    public void What_was_added_removed_or_changed_is_said_by_sign_and_word()
    {
        PageContext here = Asked.For("/");
        Assert.Equal(
            [("+", "added"), ("−", "removed"), ("±", "changed")],
            ((CellDiff[])[new("c", "c", null, "x"), new("c", "c", "x", null), new("c", "c", "x", "y")]).Select(cell => (cell.Sign, cell.Word(here))));
        Assert.Equal(("+", "−"), (new CellDiff("c", "c", "", "x").Sign, new CellDiff("c", "c", "x", "").Sign));
    }

    [Theory]
    [InlineData("?state=lost&mine=yes", 2)]
    [InlineData("?after=x", 1)]
    [InlineData("?state=all&before=-1", 1)]
    public void Values_of_the_queue_that_make_no_sense_are_all_named(string query, int faults) =>
        Assert.Equal(faults, Assert.Throws<RefusedException>(() => QueueView.Of(Asked.For("/ledger/review", query))).Faults.Length);

    [Fact]
    public async Task The_queue_begins_with_those_that_waited_longest_and_other_lists_with_the_newest()
    {
        using Workspace workspace = await place.Init();
        for (int i = 0; i <= QueueView.PageSize; i++)
            await workspace.Propose(NewEvent($"cn-2022-01-01-{i}", $"Thing {i} happens"), i == 3 ? "Cy" : "Bo");
        QueueView view = QueueView.Of(Asked.For("/ledger/review"));
        ImmutableArray<Candidate> rows = await view.Rows(workspace.Candidates, "Bo", Cancellation);
        Assert.Equal((1L, QueueView.PageSize, ("after", $"{QueueView.PageSize}")), (rows[0].Id, rows.Length, view.Onward(rows)));
        Assert.Equal(QueueView.PageSize + 1, Assert.Single(await QueueView.Of(Asked.For("/ledger/review", $"?after={QueueView.PageSize}")).Rows(workspace.Candidates, "Bo", Cancellation)).Id);
        Assert.Equal(QueueView.PageSize + 1, (await QueueView.Of(Asked.For("/ledger/review", "?state=all")).Rows(workspace.Candidates, "Bo", Cancellation))[0].Id);
        Assert.Equal(4, Assert.Single(await QueueView.Of(Asked.For("/ledger/review", "?mine=1")).Rows(workspace.Candidates, "Cy", Cancellation)).Id);
    }

    [Fact]
    public void Every_column_of_the_events_and_every_rule_has_words_in_both_languages()
    {
        string[] columns = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", "events.csv")).First().Split(',');
        PageContext english = Asked.For("/", "?lang=en"), chinese = Asked.For("/", "?lang=zh");
        Assert.All(columns, column => Assert.NotEqual(ColumnWords.Name(english, Events, column), ColumnWords.Name(chinese, Events, column)));
        string[] rules = [.. typeof(Rules).GetFields().Select(field => (string)field.GetRawConstantValue()!)];
        Assert.All(rules, rule => Assert.DoesNotContain("不符合规则", FindingWords.Of(chinese, new Finding("f", 0, "c", "", rule, "m", [])), StringComparison.Ordinal));
        Assert.Contains("“9”", FindingWords.Of(chinese, new Finding("f", 0, "severity", "9", Rules.Range, "m", [])), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_that_both_checks_find_is_told_once()
    {
        Finding known = new("f", 2, "sectors", "kites", Rules.Vocabulary, "a", ["ai"]), again = known with { Rule = Rules.Reference, Allowed = [] }, other = known with { Column = "areas", Rule = Rules.Reference };
        Assert.Equal([other, known], FindingWords.Once([again, known, other, known]));
    }

    [Fact]
    public async Task Faulty_lines_come_first_and_all_are_counted()
    {
        using Workspace workspace = await place.Init();
        string csv = $"id,severity\n{First},5\n{Second},9\n";
        ImportPreview preview = await workspace.Imports.PreviewAsync(Events, System.Text.Encoding.UTF8.GetBytes(csv), "w", "s", Cancellation);
        Assert.Equal(new ImportCounts(0, 1, 0, 1), ImportCounts.Of(preview));
        Assert.Equal([3, 2], ImportCounts.First(preview).Select(line => line.Line));
        ImportShown changed = ImportCounts.Shown(Asked.For("/"), preview, (await workspace.PackageAsync(Cancellation)).Table(Events)!)[1];
        Assert.Matches("^Severity: [0-9] → 5$", Assert.Single(changed.Changes));
    }

    [Theory]
    [InlineData(nameof(Role.Reader), "Bo", false)]
    [InlineData(nameof(Role.Editor), "Bo", false)]
    [InlineData(nameof(Role.Editor), "Cy", false)]
    [InlineData(nameof(Role.Reviewer), "Cy", true)]
    [InlineData(nameof(Role.Reviewer), "Bo", false)]
    [InlineData(nameof(Role.Reviewer), "bo", true)]
    [InlineData(nameof(Role.Admin), "Bo", true)]
    public void Nobody_but_an_admin_approves_a_change_of_his_own(string role, string caller, bool may)
    {
        Candidate candidate = new() { Id = 1, Kind = RevisionKind.Edited, Table = Events, Key = First, BaseVersion = 1, Cells = "{}", Why = "w", Source = "s", Who = "Bo", At = default };
        HttpContextAccessor accessor = new() { HttpContext = new DefaultHttpContext { User = Roles.Principal(caller, Enum.Parse<Role>(role), "test") } };
        Assert.Equal(may, Decision.MayApprove(candidate, new Caller(accessor)));
        accessor.HttpContext.User = new ClaimsPrincipal(new ClaimsIdentity());
        Assert.False(Decision.MayApprove(candidate, new Caller(accessor)));
    }

    [Fact]
    public async Task The_feed_has_one_entry_for_each_suggestion_under_a_name_for_good()
    {
        using Workspace workspace = await place.Init();
        Draft edit = await workspace.Edit("severity", "2");
        await workspace.Change(edit with { Cells = edit.Cells.SetItem("title", "<b>") });
        await workspace.Change(NewEvent("cn-2022-01-01-a"));
        AtomEntry[] entries = [.. EditsFeed.Entries(Asked.For("/"), await workspace.EditsAsync(10, Cancellation))];
        Assert.Equal([$"/events/cn-2022-01-01-a#suggestion-2", $"/events/{First}#suggestion-1"], entries.Select(entry => entry.Page));
        Assert.Contains("severity: 4 → 2;", entries[1].Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_export_is_the_same_bytes_each_time_and_holds_every_file()
    {
        using Workspace workspace = await place.Init();
        await workspace.Change(await workspace.Edit("severity", "2"));
        WorkspacePackage package = await workspace.PackageAsync(Cancellation);
        using MemoryStream first = new(), second = new();
        await ExportZip.Write(package, first, Cancellation);
        await ExportZip.Write(package, second, Cancellation);
        Assert.Equal(first.ToArray(), second.ToArray());
        using System.IO.Compression.ZipArchive zip = new(first, System.IO.Compression.ZipArchiveMode.Read);
        Assert.Equal(package.Files, zip.Entries.Select(entry => entry.FullName));
        Assert.All(zip.Entries, entry =>
        {
            using MemoryStream bytes = new();
            using Stream content = entry.Open();
            content.CopyTo(bytes);
            Assert.Equal(package.Bytes(entry.FullName), bytes.ToArray());
        });
    }

    static FormCollection Form(long version, (string Name, string[] Values)[] fields)
    {
        Dictionary<string, StringValues> all = fields.ToDictionary(field => field.Name, field => new StringValues(field.Values), StringComparer.Ordinal);
        (all["base"], all["why"], all["source"]) = ($"{version}", "w", "s");
        return new FormCollection(all);
    }
}
