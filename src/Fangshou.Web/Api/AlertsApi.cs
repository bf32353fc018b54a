using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Store;
using Fangshou.Web.Alerts;
using Fangshou.Web.Knowledge;
using Microsoft.AspNetCore.Http;

namespace Fangshou.Web.Api;

/// <summary>Rules that tell: read as any other question, made, tested and ended by who may.</summary>
static class AlertsApi
{
    public static ImmutableArray<ApiRoute> Routes { get; } =
    [
        new("listAlerts", ["/alerts"], "Lists the alert rules, where each stands and what it saw last.", "alerts-list", List)
        {
            Description = "As the command alerts list. Of addresses only the host is told; secrets are never.",
            IsOfDesk = true,
        },
        new("getAlert", ["/alerts/{id}"], "One alert rule with every attempt to tell its messages.", "alerts-show", One) { IsOfDesk = true },
        new("addAlert", ["/alerts"], "Adds an alert rule.", "alerts-add", Add)
        {
            Description = "Editors and above. The answer holds the secret of the webhook, which is not told again.",
            IsOfDesk = true,
            Needs = Role.Editor,
            Body = "alert-draft",
        },
        new("testAlert", ["/alerts/{id}/test"], "Sends a test message to every place of an alert rule.", "alerts-test", Test)
        {
            Description = "Its owner or an admin may, once in five seconds.",
            IsOfDesk = true,
            Needs = Role.Editor,
            Method = HttpMethods.Post,
        },
        new("endAlert", ["/alerts/{id}"], "Ends an alert rule; it stays in the list.", "alerts-show", End)
        {
            Description = "Its owner or an admin may. The answer is the rule as it then stands.",
            IsOfDesk = true,
            Needs = Role.Editor,
            Method = HttpMethods.Delete,
        },
    ];

    static async Task<ApiAnswer> List(ApiRequest request)
    {
        request.Check();
        return Live(AlertView.List(await request.Workspace.Alerts.ListAsync(request.Cancellation), request.Observatory.Ledger, request.Language), "alerts");
    }

    static async Task<ApiAnswer> One(ApiRequest request)
    {
        request.Check();
        return await Shown(request, Number(request));
    }

    static async Task<ApiAnswer> Add(ApiRequest request)
    {
        JsonBody body = await JsonBody.Read(request, "rule", "webhook", "email", "lang");
        AlertDraft draft = new() { Rule = body.Text("rule"), Webhook = body.Text("webhook"), Email = body.Text("email"), Lang = body.Text("lang") is { Length: > 0 } lang ? lang : "en" };
        request.Check();
        DashboardOptions options = request.Of<DashboardOptions>();
        AlertJudgement judgement = AlertDesk.Judge(draft, request.Observatory.Ledger.Codebook, options.Alerts);
        if (judgement.Condition is not { } condition || !judgement.Faults.IsEmpty)
            throw new UnprocessableException(StatusCodes.Status422UnprocessableEntity, [.. judgement.Faults.Select(fault => $"{fault.Field}: {fault.Says}")]);
        AlertEyes eyes = await Eyes(request);
        (AlertRule rule, string? secret) = await AlertDesk.Add(request.Workspace, draft, condition, request.Caller.Name, await eyes.See(condition, hasRows: false, request.Cancellation), request.Cancellation);
        Reply reply = new() { Schema = "alerts-add/1", DataVersion = eyes.Mark.DataVersion, Data = AlertView.Of(rule, eyes.Codebook, request.Language, secret) };
        return new ApiAnswer(reply, Name(rule.Id)) { Location = $"{ApiRoute.Root}/alerts/{AlertView.Digits(rule.Id)}" };
    }

    static async Task<ApiAnswer> Test(ApiRequest request)
    {
        request.Check();
        AlertRule rule = await Own(request);
        ImmutableArray<AlertDelivery> attempts = await AlertDesk.Test(request.Workspace, rule, await Eyes(request), request.Of<AlertPost>(), request.Of<AlertSite>().Address, request.Of<TimeProvider>(), request.Cancellation);
        return new ApiAnswer(AlertView.Attempts("alerts-test/1", rule, attempts), Name(rule.Id));
    }

    static async Task<ApiAnswer> End(ApiRequest request)
    {
        request.Check();
        AlertRule rule = await Own(request);
        await request.Workspace.Alerts.DisableAsync(rule.Id, request.Caller.Name, request.Cancellation);
        return await Shown(request, rule.Id);
    }

    static async Task<ApiAnswer> Shown(ApiRequest request, long number)
    {
        AlertRule rule = await request.Workspace.Alerts.FindAsync(number, request.Cancellation);
        ImmutableArray<AlertDelivery> told = await request.Workspace.Alerts.DeliveriesAsync(number, cancellation: request.Cancellation);
        return Live(AlertView.Show(AlertView.Of(rule, request.Observatory.Ledger.Codebook, request.Language), told, request.Observatory.Ledger), Name(number));
    }

    /// <summary>The rule, when the caller may change it.</summary>
    static async Task<AlertRule> Own(ApiRequest request)
    {
        AlertRule rule = await request.Workspace.Alerts.FindAsync(Number(request), request.Cancellation);
        return AlertDesk.MayChange(rule, request.Caller) ? rule : throw new UnprocessableException(StatusCodes.Status403Forbidden, ["Only the owner of the rule or an admin may do this."]);
    }

    static long Number(ApiRequest request) => long.TryParse(request.Part("id"), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
        ? number
        : throw new RefusedException(Fault.NotFound, $"'{Texts.Printable(request.Part("id"))}' is no number of an alert rule.");

    static Task<AlertEyes> Eyes(ApiRequest request) => AlertEyes.Of(request.Of<Edition>(), request.Workspace, request.Of<DashboardOptions>().Forecasting, request.Cancellation);

    static string Name(long rule) => $"alert {AlertView.Digits(rule)}";

    // It changes without the package, so the tag has to be of what it says.
    static ApiAnswer Live(Reply reply, string name) => new(reply, name) { State = reply.Json() };
}
