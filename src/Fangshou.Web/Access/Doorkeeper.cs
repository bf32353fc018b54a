using System.Net;
using System.Security.Claims;
using Fangshou.Store;
using Fangshou.Web.Desk;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Fangshou.Web.Access;

/// <summary>Lets people in and out, and writes down that it did. What it never writes down is a key.</summary>
sealed class Doorkeeper(WorkspaceOpening workspace, KeyAttempts attempts, Sessions sessions)
{
    const string Stranger = "somebody";

    /// <summary>The user of a key.</summary>
    /// <returns>Him, or how long to wait before another try; neither when the key is wrong.</returns>
    public async Task<(User? User, TimeSpan? Wait)> Recognise(HttpContext context, string key)
    {
        Workspace open = workspace.Require();
        // A program that was here before pays for no hash, nor waits behind those who guess.
        if (open.Keys.Recognises(key) && await open.Keys.VerifyAsync(key, context.RequestAborted) is { } known)
            return (known, null);
        IPAddress? address = context.Connection.RemoteIpAddress;
        (User? user, TimeSpan? wait) = await attempts.Try(address, () => open.Keys.VerifyAsync(key, context.RequestAborted), context.RequestAborted);
        if (user is null && wait is null)
            await Failed(context, "no valid key");
        return (user, wait);
    }

    /// <summary>Begins a session.</summary>
    /// <param name="context">The request.</param>
    /// <param name="user">Who.</param>
    /// <param name="key">Id of the key; null when a provider vouched for him.</param>
    /// <returns>What its cookie holds.</returns>
    public async Task<ClaimsPrincipal> Welcome(HttpContext context, User user, string? key)
    {
        // What the browser held before is worth nothing any more, whoever gave it to him.
        if (context.User.FindFirstValue(Cookies.SessionClaim) is { } old)
            sessions.End(old);
        string session = sessions.Begin(user, key);
        await workspace.Require().Audit.AddAsync(user.Name, "sign-in", $"users/{user.Name}", $"{(key is null ? "OpenID Connect" : $"keys/{key}")}, {Address(context)}", CancellationToken.None);
        return Cookies.Principal(session);
    }

    /// <summary>Ends the session of the caller.</summary>
    public async Task Farewell(HttpContext context)
    {
        if (context.User.FindFirstValue(Cookies.SessionClaim) is { } session)
        {
            sessions.End(session);
            await workspace.Require().Audit.AddAsync(context.User.Identity!.Name!, "sign-out", $"users/{context.User.Identity.Name}", Address(context), CancellationToken.None);
        }

        foreach (string scheme in Cookies.All)
            await context.SignOutAsync(scheme);
    }

    /// <summary>Writes down that somebody was not let in.</summary>
    public Task Failed(HttpContext context, string why) => workspace.Require().Audit.AddAsync(Stranger, "sign-in.failed", "sign-in", $"{why}, {Address(context)}", CancellationToken.None);

    static string Address(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";
}
