using System.Globalization;
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
        IServiceProvider services = context.RequestServices;
        try
        {
            await next();
            // A page of a status that was drawn on the way had services of its own, which are gone.
            context.RequestServices = services;
            // A form without its token, or with one of before the program was started: refused far below, without a word.
            if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest } && HttpMethods.IsPost(context.Request.Method) && !Problems.Wanted(context.Request))
                await Show(
                    context, StatusCodes.Status400BadRequest,
                    context.RequestServices.GetRequiredService<PageContext>().Say("This form is not whole, or older than the running program. Open its page again and send it from there.", "此表单不完整，或早于当前运行的程序。请重新打开其页面再提交。"));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for an answer.
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            // An exception that a background task ended with comes as it was thrown.
            RefusedException? refused = fault as RefusedException ?? fault.InnerException as RefusedException;
            NotReadyException? unready = fault as NotReadyException;
            if (refused is null && unready is null && fault is not BadHttpRequestException)
                Unexpected(log, context.Request.Path, fault);
            context.RequestServices = services;
            context.Response.Clear();
            int status = refused?.Fault switch
            {
                null when unready is not null => StatusCodes.Status503ServiceUnavailable,
                null when fault is BadHttpRequestException bad => bad.StatusCode,
                Fault.NotFound => StatusCodes.Status404NotFound,
                Fault.Usage => StatusCodes.Status400BadRequest,
                Fault.OutsideService => StatusCodes.Status502BadGateway,
                _ => StatusCodes.Status500InternalServerError,
            };
            if (Problems.Wanted(context.Request))
            {
                await Problems.Write(context, status, refused?.Faults ?? [Problems.Says(status)]);
                return;
            }

            if (unready is not null)
                context.Response.Headers.RetryAfter = NotReadyException.RetryAfter.ToString(CultureInfo.InvariantCulture);
            await Show(context, status, refused?.Message ?? (status == StatusCodes.Status500InternalServerError ? null : Problems.Says(status)));
        }
    });

    /// <summary>Draws the page of a refusal.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="message">Why; null when something went wrong here.</param>
    /// <param name="heading">Above it; null for the usual one.</param>
    public static async Task Show(HttpContext context, int status, string? message, string? heading = null)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.CacheControl = "no-store";
        // A page that was begun has left this, which the next one would add to itself.
        context.Response.Headers.Remove("blazor-enhanced-nav");
        // The page that failed has begun a renderer of its scope; a second one needs a scope of its own.
        await using AsyncServiceScope scope = context.RequestServices.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        RazorComponentResult page = new RazorComponentResult<ErrorPage>(new { Message = message, Title = heading }) { StatusCode = status, PreventStreamingRendering = true };
        await page.ExecuteAsync(context);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} failed")]
    static partial void Unexpected(ILogger log, string path, Exception fault);
}
