using System.Globalization;
using Fangshou.Ledger;
using Fangshou.Web.Desk;
using Fangshou.Web.Knowledge;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Fangshou.Web.Http;

/// <summary>Whether the program lives, and whether it has read the board.</summary>
static class Health
{
    /// <summary>True when somebody only asks whether it lives.</summary>
    public static bool IsAsked(HttpRequest request) => request.Path.Value is "/healthz" or "/readyz";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", static context =>
        {
            context.Response.Headers.CacheControl = "no-store";
            context.Response.ContentType = "text/plain; charset=utf-8";
            return context.Response.WriteAsync("ok\n");
        }).AllowAnonymous();
        routes.MapGet("/readyz", static async (HttpContext context, Observatory observatory, WorkspaceOpening workspace) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            if ((await observatory.Board(AsOf.Latest, areas: false, context.RequestAborted, TimeSpan.Zero)).IsReady)
                // What was read can still be read: taking this server out would help nobody.
                return Results.Text(workspace.SilentSince is { } since ? string.Create(CultureInfo.InvariantCulture, $"ready; the database has not answered since {since:yyyy-MM-dd'T'HH:mm:ss'Z'}\n") : "ready\n");
            context.Response.Headers.RetryAfter = NotReadyException.RetryAfter.ToString(CultureInfo.InvariantCulture);
            return Results.Text("the board is being read\n", statusCode: StatusCodes.Status503ServiceUnavailable);
        }).AllowAnonymous();
    }
}
