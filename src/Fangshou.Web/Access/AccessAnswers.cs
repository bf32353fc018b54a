using System.Globalization;
using Fangshou.Web.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Fangshou.Web.Access;

/// <summary>What somebody is told who may not: programs in problem+json, readers by a page.</summary>
sealed class AccessAnswers : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
            await next(context);
        else if (authorizeResult.Challenged)
            await Challenge(context);
        else
            await Forbid(context);
    }

    static async Task Challenge(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (BearerKey.Wait(context) is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await Problems.Write(context, StatusCodes.Status429TooManyRequests, ["Too many wrong keys came from this address; wait a little."]);
            return;
        }

        // Whoever sent a key is a program, wherever it went.
        bool isProgram = Problems.Wanted(context.Request) || context.Request.Headers.Authorization.Count > 0;
        if (isProgram)
        {
            bool sent = context.Request.Headers.Authorization.Count > 0;
            context.Response.Headers.WWWAuthenticate = BearerKey.Challenge + (sent ? ", error=\"invalid_token\"" : "");
            await Problems.Write(context, StatusCodes.Status401Unauthorized, [sent ? "The key is not known, was revoked, or its user is disabled." : "Say who asks: 'Authorization: Bearer KEY', with a key of the workspace."]);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = Return.SignIn(context.Request);
    }

    static async Task Forbid(HttpContext context)
    {
        if (Problems.Wanted(context.Request) || context.Request.Headers.Authorization.Count > 0)
        {
            await Problems.Write(context, StatusCodes.Status403Forbidden, ["Your role does not allow this."]);
            return;
        }

        PageContext here = context.RequestServices.GetRequiredService<PageContext>();
        await Refusals.Show(
            context, StatusCodes.Status403Forbidden,
            here.Say("Your role does not allow this. An admin of the workspace can give you another one.", "您的角色不允许此操作。工作区管理员可以更改您的角色。"),
            here.Say("This is not for you", "无权操作"));
    }
}
