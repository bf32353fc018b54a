using Fangshou.Store;
using Fangshou.Web.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Fangshou.Web.Http;

/// <summary>Turns what cannot be answered into a page that says why, with the status that fits.</summary>
static partial class Refusals
{
    public static void Use(IApplicationBuilder app, ILogger log) => app.Use(async (context, next) =>
    {
        try
        {
            await next();
        }
        catch (Exception fault) when (!context.Response.HasStarted && fault is not OperationCanceledException)
        {
            // An exception that a background task ended with comes as it was thrown.
            RefusedException? refused = fault as RefusedException ?? fault.InnerException as RefusedException;
            if (refused is null)
                Unexpected(log, context.Request.Path, fault);
            context.Response.Clear();
            context.Response.StatusCode = refused?.Fault switch
            {
                Fault.NotFound => StatusCodes.Status404NotFound,
                Fault.Usage => StatusCodes.Status400BadRequest,
                Fault.OutsideService => StatusCodes.Status502BadGateway,
                _ => StatusCodes.Status500InternalServerError,
            };
            context.Response.Headers.CacheControl = "no-store";
            // The page that failed has begun a renderer of its scope; a second one needs a scope of its own.
            await using AsyncServiceScope scope = context.RequestServices.CreateAsyncScope();
            context.RequestServices = scope.ServiceProvider;
            RazorComponentResult page = new RazorComponentResult<ErrorPage>(new { refused?.Message }) { StatusCode = context.Response.StatusCode, PreventStreamingRendering = true };
            await page.ExecuteAsync(context);
        }
    });

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} failed")]
    static partial void Unexpected(ILogger log, string path, Exception fault);
}
