using System.Diagnostics;
using System.Globalization;
using System.Text;
using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Tests.Ledger;
using static Fangshou.Tests.Store.WorkspaceSample;

namespace Fangshou.Tests.Store;

/// <summary>CSV files: a preview by line, then candidates.</summary>
public abstract class ImportTests<TPlace> : IDisposable
    where TPlace : Place, new()
{
    readonly TPlace place = new();

    public void Dispose()
    {
        place.Dispose();
        GC.SuppressFinalize(this);
    }

    static byte[] Csv(params string[] lines) => Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");

    [Fact]
    public async Task Each_line_is_told_to_be_new_changed_the_same_or_faulty_and_why()
    {
        using Workspace workspace = await place.Init();
        byte[] csv = Csv(
            MemoryPackage.EventHeader,
            MemoryPackage.FirstRow,
            MemoryPackage.SecondRow.Replace("Parents complain", "Parents\u3000complain", StringComparison.Ordinal),
            MemoryPackage.Row("cn-2022-01-01-new"),
            MemoryPackage.Row("cn-2022-01-02-bad", sectors: "kites"),
            MemoryPackage.Row("cn-2022-01-01-new", title: "Twice"));
        ImportPreview preview = await workspace.Imports.PreviewAsync(Events, csv, "why", "source", Cancellation);
        Assert.Empty(preview.Findings);
        Assert.Equal(
            [(2, ImportState.Same), (3, ImportState.Changed), (4, ImportState.New), (5, ImportState.Faulty), (6, ImportState.Faulty)],
            preview.Lines.Select(line => (line.Line, line.State)));
        Assert.Equal((Rules.Vocabulary, 5), (preview.Lines[3].Findings[0].Rule, preview.Lines[3].Findings[0].Row));
        Assert.Equal(Rules.DuplicateId, Assert.Single(preview.Lines[4].Findings).Rule);
        Assert.Empty(await workspace.Candidates.ListAsync(cancellation: Cancellation));

        Proposal[] proposals = [.. await workspace.Imports.ProposeAsync(preview, "Bo", Cancellation)];
        Assert.Equal(2, proposals.Length);
        Assert.All(proposals, p => Assert.NotNull(p.Candidate));
        Assert.All(await workspace.Candidates.ReviewAsync([.. proposals.Select(p => p.Candidate!.Value)], approve: true, "Cy", "", Cancellation), r => Assert.Equal(CandidateState.Approved, r.State));
        Assert.Equal(3, (await workspace.PackageAsync(Cancellation)).Table(Events)!.Rows.Length);
        Assert.All((await workspace.Imports.PreviewAsync(Events, Csv(MemoryPackage.EventHeader, MemoryPackage.FirstRow, MemoryPackage.Row("cn-2022-01-01-new")), "why", "source", Cancellation)).Lines, line => Assert.Equal(ImportState.Same, line.State));
    }

    [Fact]
    public async Task Columns_that_are_left_out_stay_as_they_are()
    {
        using Workspace workspace = await place.Init();
        ImportPreview preview = await workspace.Imports.PreviewAsync(Events, Csv("severity,id", $"5,{First}"), "why", "source", Cancellation);
        Assert.Equal(("severity", "5"), Assert.Single(Assert.Single(preview.Drafts).Cells.Select(c => (c.Key, c.Value))));
    }

    [Theory]
    [InlineData("id,colour\nx,red\n", Rules.UnknownColumn)]
    [InlineData("severity\n5\n", Rules.MissingColumn)]
    [InlineData("id,id\nx,x\n", Rules.DuplicateColumn)]
    [InlineData("", Rules.EmptyFile)]
    [InlineData("id,severity\n\"x,5\n", Rules.EndsInMidRow)]
    [InlineData("id,severity\nx\ny,5\n", Rules.CellCount)]
    public async Task A_file_that_cannot_be_told_apart_is_refused_as_a_whole(string csv, string rule)
    {
        using Workspace workspace = await place.Init();
        ImportPreview preview = await workspace.Imports.PreviewAsync(Events, Encoding.UTF8.GetBytes(csv), "why", "source", Cancellation);
        Assert.Contains(preview.Findings, f => f.Rule == rule);
        Assert.Empty(preview.Lines);
    }

    [Fact]
    public async Task Ten_thousand_lines_with_faults_are_taken()
    {
        using Workspace workspace = await place.Init();
        string[] rows = [.. Enumerable.Range(0, 10_000).Select(i => MemoryPackage.Row(
            string.Create(CultureInfo.InvariantCulture, $"cn-2022-01-01-row-{i}"), sectors: i % 100 == 0 ? "kites" : "ai", title: string.Create(CultureInfo.InvariantCulture, $"Thing {i} happens")))];
        long begun = Stopwatch.GetTimestamp();
        ImportPreview preview = await workspace.Imports.PreviewAsync(Events, Csv([MemoryPackage.EventHeader, .. rows]), "why", "source", Cancellation);
        TimeSpan previewed = Stopwatch.GetElapsedTime(begun);
        Assert.Equal((9_900, 100), (preview.Drafts.Length, preview.Lines.Count(line => line.State == ImportState.Faulty)));
        Proposal[] proposals = [.. await workspace.Imports.ProposeAsync(preview, "Bo", Cancellation)];
        TimeSpan proposed = Stopwatch.GetElapsedTime(begun);
        Review[] reviews = [.. await workspace.Candidates.ReviewAsync([.. proposals.Select(p => p.Candidate!.Value)], approve: true, "Cy", "", Cancellation)];
        TimeSpan approved = Stopwatch.GetElapsedTime(begun);
        Assert.All(reviews, r => Assert.Equal(CandidateState.Approved, r.State));
        Assert.Equal(9_902, (await workspace.PackageAsync(Cancellation)).Table(Events)!.Rows.Length);
        TestContext.Current.SendDiagnosticMessage($"{typeof(TPlace).Name}: preview {previewed.TotalSeconds:0.0} s, candidates after {proposed.TotalSeconds:0.0} s, approved after {approved.TotalSeconds:0.0} s");
    }
}

public sealed class SqliteImportTests : ImportTests<SqlitePlace>;

public sealed class PostgresImportTests : ImportTests<PostgresPlace>;
