using System.Collections.Immutable;
using System.Text.Json;
using Fangshou.Briefs;
using Fangshou.Ledger;
using Fangshou.Mechanism;
using Fangshou.Store;
using Fangshou.Web.Desk;
using Fangshou.Web.Http;
using Fangshou.Web.Knowledge;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Fangshou.Web.Lab;

/// <summary>A run as it was kept: what was asked, and what it said then.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Asked">Query of the laboratory's address.</param>
/// <param name="Title">The scenario.</param>
/// <param name="Sector">The sector of the world that it is about.</param>
/// <param name="Onset">P(crackdown) within each horizon, with standard errors.</param>
/// <param name="ModelVersion">The mechanism that was run.</param>
/// <param name="At">When it was kept.</param>
sealed record KeptRun(string Id, string Asked, string Title, string Sector, ImmutableArray<KeptChance> Onset, string ModelVersion, DateTimeOffset At)
{
    /// <summary>The month in which it was kept: what happened since is laid over it from there.</summary>
    public Month Month => Month.Of(DateOnly.FromDateTime(At.UtcDateTime));
}

/// <summary>A chance that a kept run told.</summary>
/// <param name="Months">Within so many.</param>
/// <param name="Probability">0…1.</param>
/// <param name="StandardError">Of the probability.</param>
sealed record KeptChance(int Months, double Probability, double StandardError);

/// <summary>Runs of the laboratory that somebody keeps in the workspace.</summary>
static class KeptRuns
{
    public const string Address = "/lab/runs";

    static readonly JsonSerializerOptions plain = new(JsonSerializerDefaults.Web);

    /// <summary>The part of an address after the question mark that asks for a run again.</summary>
    public static string Asked(LabRequest request) => QueryHelpers.AddQueryString("", request.Values.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value)))[1..];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(Address, Keep).RequireAuthorization(nameof(Role.Editor));

    /// <summary>The kept runs, newest first.</summary>
    public static async Task<ImmutableArray<KeptRun>> List(Workspace workspace, CancellationToken cancellation) =>
        [.. (await workspace.Runs.ListAsync(cancellation: cancellation)).Select(Read)];

    static async Task Keep(HttpContext context, LabRuns runs, PageContext here, Caller caller, WorkspaceOpening workspace, [FromForm] string asked, [FromForm] string? lang)
    {
        LabRequest request = LabRequest.Of(new QueryCollection(QueryHelpers.ParseQuery(asked)));
        // That of the page from which it is kept, which is there already; the numbers are the same.
        Language language = lang switch { "zh" => Language.Chinese, "en" => Language.English, _ => here.Language };
        Pending<ScenarioReport> report = await runs.Report(request, language, context.RequestAborted);
        if (!report.IsReady)
            throw new NotReadyException(report.Progress);
        string question = JsonSerializer.Serialize(new Question(Asked(request), RunPlan.ModelVersion), plain);
        string said = JsonSerializer.Serialize(
            new Answer(request.Scenario.Title, request.Scenario.World.Sectors[request.Scenario.Sector].Id, [.. report.Value.Result.Onset.Select(chance => new KeptChance(chance.Months, chance.Probability.Value, chance.Probability.StandardError))]), plain);
        RunRecord kept = await workspace.Require().Runs.KeepAsync(question, said, request.Scenario.Seed, RunPlan.ModelVersion, caller.Name, context.RequestAborted);
        context.SeeOther($"{Address}{(lang is "en" or "zh" ? $"?lang={lang}" : "")}#{kept.Id}");
    }

    static KeptRun Read(RunRecord run)
    {
        Question question = JsonSerializer.Deserialize<Question>(run.Request, plain)!;
        Answer answer = JsonSerializer.Deserialize<Answer>(run.Result, plain)!;
        return new KeptRun(run.Id, question.Asked, answer.Title, answer.Sector, answer.Onset, question.Model, run.At);
    }

    sealed record Question(string Asked, string Model);

    sealed record Answer(string Title, string Sector, ImmutableArray<KeptChance> Onset);
}
