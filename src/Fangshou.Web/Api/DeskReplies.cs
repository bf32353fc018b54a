using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Web.Pages;

namespace Fangshou.Web.Api;

/// <summary>Candidates, revisions and imports as the API tells them.</summary>
static class DeskReplies
{
    public static Reply Candidates(string dataVersion, ImmutableArray<Candidate> candidates) => new()
    {
        Schema = "candidates/1",
        DataVersion = dataVersion,
        Data = new { Candidates = candidates.Select(Told) },
        Rows = new Rows(
            ["number", "kind", "table", "key", "base_version", "cells", "successor", "why", "source", "who", "at", "state", "reviewer", "reviewed_at", "comment"],
            [.. candidates.Select(c => (string[])[Text(c.Id), Json.Word(c.Kind), c.Table, c.Key, Text(c.BaseVersion), c.Cells, c.Successor ?? "", c.Why, c.Source, c.Who, At(c.At), Json.Word(c.State), c.Reviewer ?? "", c.ReviewedAt is { } at ? At(at) : "", c.Comment ?? ""])]),
    };

    /// <param name="dataVersion">Version of the data.</param>
    /// <param name="candidate">The candidate.</param>
    /// <param name="judgement">What is found about it as things now are; null when it was reviewed.</param>
    public static Reply Candidate(string dataVersion, Candidate candidate, Judgement? judgement) => new()
    {
        Schema = "candidate/1",
        DataVersion = dataVersion,
        Data = new
        {
            Candidate = Told(candidate),
            Findings = (judgement?.Findings ?? []).Select(Told),
            Conflict = judgement?.Conflict is { } conflict ? new { conflict.Version, conflict.Retired, conflict.Cells } : null,
        },
    };

    public static Reply Revisions(string dataVersion, long newest, ImmutableArray<Revision> revisions) => new()
    {
        Schema = "revisions/1",
        DataVersion = dataVersion,
        Data = new
        {
            Newest = newest,
            Revisions = revisions.Select(r => new { r.Number, r.Table, r.Key, r.Kind, r.Column, Old = Cells(r, r.Old), New = r.Kind == RevisionKind.Retired ? r.New : Cells(r, r.New), r.Why, r.Source, r.Who, At = At(r.At), r.Candidate }),
        },
        Rows = new Rows(
            ["number", "table", "key", "kind", "column", "old", "new", "why", "source", "who", "at", "candidate"],
            [.. revisions.Select(r => (string[])[Text(r.Number), r.Table, r.Key, Json.Word(r.Kind), r.Column ?? "", r.Old ?? "", r.New ?? "", r.Why, r.Source, r.Who, At(r.At), r.Candidate is { } c ? Text(c) : ""])]),
    };

    /// <param name="dataVersion">Version of the data.</param>
    /// <param name="preview">What each line would do.</param>
    /// <param name="proposed">Numbers of the candidates that were made; empty for a preview.</param>
    public static Reply Import(string dataVersion, ImportPreview preview, long[] proposed)
    {
        ImportCounts counts = ImportCounts.Of(preview);
        return new()
        {
            Schema = "import/1",
            DataVersion = dataVersion,
            Data = new
            {
                preview.Table,
                Lines = preview.Lines.Length,
                counts.New,
                counts.Changed,
                counts.Same,
                counts.Faulty,
                Shown = ImportCounts.First(preview).Select(line => new { line.Line, line.Key, line.State, Findings = line.Findings.Select(Told) }),
                Proposed = proposed.Length == 0 ? null : new { Count = proposed.Length, First = proposed.Min(), Last = proposed.Max() },
            },
        };
    }

    static object Told(Candidate c) => new
    {
        Number = c.Id,
        c.Kind,
        c.Table,
        c.Key,
        c.BaseVersion,
        Cells = JsonSerializer.Deserialize<Dictionary<string, string>>(c.Cells),
        c.Successor,
        c.Why,
        c.Source,
        c.Who,
        At = At(c.At),
        c.State,
        c.Reviewer,
        ReviewedAt = c.ReviewedAt is { } at ? At(at) : null,
        c.Comment,
    };

    static object Told(Finding f) => new { f.Column, f.Value, f.Rule, f.Message, f.Allowed };

    /// <summary>A cell, or the cells of a whole row.</summary>
    static object? Cells(Revision revision, string? text) => text is null || revision.Column is not null ? text : CsvText.Cells(text);

    static string At(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
