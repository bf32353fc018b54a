using System.Security.Claims;
using Fangshou.Store;
using Microsoft.AspNetCore.Http;

namespace Fangshou.Web.Desk;

/// <summary>Who asks.</summary>
sealed class Caller(IHttpContextAccessor accessor)
{
    ClaimsPrincipal User => accessor.HttpContext!.User;

    /// <summary>The name of the user; empty for somebody who has not signed in.</summary>
    public string Name => User.Identity is { IsAuthenticated: true, Name: { } name } ? name : "";

    /// <summary>True when the caller may do what a role may: his own, or a lower one.</summary>
    public bool May(Role role) => Roles.May(User, role);
}
