using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Fangshou.Store;
using Fangshou.Web.Alerts;
using Fangshou.Web.Desk;
using Fangshou.Web.Http;
using Fangshou.Web.Knowledge;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fangshou.Web.Api;

/// <summary>Rules that tell: read as any other question, made, tested and ended by who may.</summary>
static class AlertsApi
{
    const int LargestBody = 16 << 10;

    static readonly JsonSerializerOptions strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, AllowDuplicateProperties = false };

    public static ImmutableArray<ApiRoute> Routes { get; } =
    [
        new("listAlerts", ["/alerts"], "Lists the alert rules, where each stands and what it saw last.", "alerts-list", List) { Description = "As the command alerts list. Of addresses only the host is told; secrets are never.", IsLive = true },
        new("getAlert", ["/alerts/{id}"], "One alert rule with every attempt to tell its messages.", "alerts-show", One) { IsLive = true },
    ];

    public static ImmutableArray<ApiWrite> Writes { get; } =
    [
        new("addAlert", StatusCodes.Status201Created, "alerts-add", "Adds an alert rule.")
        {
            Description = "An editor may. The answer holds the secret of the webhook, which is not told again. On this machine a request that writes carries a header X-Requested-With.",
            Body = "alert-draft",
        },
        new("testAlert", StatusCodes.Status200OK, "alerts-test", "Sends a test message to every place of an alert rule.") { Description = "Its owner or an admin may, once in five seconds." },
        new("endAlert", StatusCodes.Status204NoContent, "", "Ends an alert rule; it stays in the list.") { Description = "Its owner or an admin may." },
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        const string one = ApiRoute.Root + "/alerts/{id:long}";
        With(routes.MapPost(ApiRoute.Root + "/alerts", Add), Writes[0]);
        With(routes.MapPost(one + "/test", Test), Writes[1]);
        With(routes.MapDelete(one, End), Writes[2]);

        static void With(RouteHandlerBuilder route, ApiWrite write) => route.WithMetadata(write).WithName(write.Id).RequireAuthorization(nameof(Role.Editor));
    }

    static async Task<ApiAnswer> List(ApiRequest request)
    {
        request.Check();
        return Live(AlertView.List(await request.Workspace.Alerts.ListAsync(request.Cancellation), request.Observatory.Ledger, request.Language), "alerts");
    }

    static async Task<ApiAnswer> One(ApiRequest request)
    {
        request.Check();
        if (!long.TryParse(request.Part("id"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long number))
            throw new RefusedException(Fault.NotFound, $"'{Texts.Printable(request.Part("id"))}' is no number of an alert rule.");
        AlertRule rule = await request.Workspace.Alerts.FindAsync(number, request.Cancellation);
        ImmutableArray<AlertDelivery> told = await request.Workspace.Alerts.DeliveriesAsync(number, cancellation: request.Cancellation);
        return Live(AlertView.Show(AlertView.Of(rule, request.Observatory.Ledger.Codebook, request.Language), told, request.Observatory.Ledger), $"alert {AlertView.Digits(number)}");
    }

    // It changes without the package, so the tag has to be of what it says.
    static ApiAnswer Live(Reply reply, string name) => new(reply, name) { State = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reply.Json()))) };

    static async Task Add(HttpContext context, Edition edition, WorkspaceOpening opening, DashboardOptions options, Caller caller, PageContext page)
    {
        if (!await MayWrite(context) || await Body(context) is not { } draft)
            return;
        AlertJudgement judgement = AlertDesk.Judge(draft, edition.Observatory.Ledger.Codebook, options.Alerts);
        if (judgement.Condition is not { } condition || !judgement.Faults.IsEmpty)
        {
            await Problems.Write(context, StatusCodes.Status422UnprocessableEntity, [.. judgement.Faults.Select(fault => $"{fault.Field}: {fault.Says}")]);
            return;
        }

        Workspace workspace = opening.Require();
        AlertEyes eyes = await AlertEyes.Of(edition, workspace, options.Forecasting, context.RequestAborted);
        (AlertRule rule, string? secret) = await AlertDesk.Add(workspace, draft, condition, caller.Name, await eyes.See(condition, hasRows: false, context.RequestAborted), context.RequestAborted);
        context.Response.Headers.Location = $"{ApiRoute.Root}/alerts/{AlertView.Digits(rule.Id)}";
        await Answer(context, StatusCodes.Status201Created, new Reply { Schema = "alerts-add/1", DataVersion = eyes.Mark.DataVersion, Data = AlertView.Of(rule, eyes.Codebook, page.Language, secret) });
    }

    static async Task Test(long id, HttpContext context, Edition edition, WorkspaceOpening opening, DashboardOptions options, Caller caller, AlertPost post, AlertSite site, TimeProvider time)
    {
        if (!await MayWrite(context) || await Own(id, context, opening, caller) is not { } rule)
            return;
        AlertEyes eyes = await AlertEyes.Of(edition, opening.Require(), options.Forecasting, context.RequestAborted);
        await Answer(context, StatusCodes.Status200OK, AlertView.Attempts("alerts-test/1", rule, await AlertDesk.Test(opening.Require(), rule, eyes, post, site.Address, time, context.RequestAborted)));
    }

    static async Task End(long id, HttpContext context, WorkspaceOpening opening, Caller caller)
    {
        if (!await MayWrite(context) || await Own(id, context, opening, caller) is null)
            return;
        await opening.Require().Alerts.DisableAsync(id, caller.Name, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>A key, or a header that no form of another page can send.</summary>
    static async Task<bool> MayWrite(HttpContext context)
    {
        if (context.Request.Headers.Authorization.Count > 0 || context.Request.Headers["X-Requested-With"].Count > 0)
            return true;
        await Problems.Write(context, StatusCodes.Status403Forbidden, ["A request that writes carries a key, or on this machine a header X-Requested-With."]);
        return false;
    }

    static async Task<AlertRule?> Own(long id, HttpContext context, WorkspaceOpening opening, Caller caller)
    {
        AlertRule rule = await opening.Require().Alerts.FindAsync(id, context.RequestAborted);
        if (AlertDesk.MayChange(rule, caller))
            return rule;
        await Problems.Write(context, StatusCodes.Status403Forbidden, ["Only the owner of the rule or an admin may do this."]);
        return null;
    }

    static async Task<AlertDraft?> Body(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            await Problems.Write(context, StatusCodes.Status415UnsupportedMediaType, ["The body is application/json."]);
            return null;
        }

        byte[] bytes = new byte[LargestBody + 1];
        int length = await context.Request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > LargestBody)
        {
            await Problems.Write(context, StatusCodes.Status413PayloadTooLarge, [Problems.Says(StatusCodes.Status413PayloadTooLarge)]);
            return null;
        }

        try
        {
            if (JsonSerializer.Deserialize<AlertDraft>(bytes.AsSpan(0, length), strict) is { } draft)
                return draft;
        }
        catch (JsonException)
        {
            // Told below.
        }

        await Problems.Write(context, StatusCodes.Status400BadRequest, ["The body is no JSON object of rule, webhook, email and lang, all of them texts."]);
        return null;
    }

    static Task Answer(HttpContext context, int status, Reply reply)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(reply.Json(), CancellationToken.None);
    }
}

/// <summary>A request that writes, for the description of the API.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Status">What it answers with when it was done.</param>
/// <param name="Schema">The JSON Schema of the answer in docs/schema; empty when there is no body.</param>
/// <param name="Summary">In a line.</param>
sealed record ApiWrite(string Id, int Status, string Schema, string Summary)
{
    public string Description { get; init; } = "";

    /// <summary>The JSON Schema of the body; empty when there is none.</summary>
    public string Body { get; init; } = "";
}
