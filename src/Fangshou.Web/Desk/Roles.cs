using System.Security.Claims;
using Fangshou.Store;
using Microsoft.AspNetCore.Authorization;

namespace Fangshou.Web.Desk;

/// <summary>The roles as policies: an address asks for the least role that may use it, by <c>[Authorize(nameof(Role.Editor))]</c> or <c>RequireAuthorization(nameof(Role.Editor))</c>.</summary>
static class Roles
{
    /// <summary>True when somebody has a role or a higher one.</summary>
    public static bool May(ClaimsPrincipal user, Role role) =>
        user.Identity is { IsAuthenticated: true } && Enum.TryParse(user.FindFirstValue(ClaimTypes.Role), out Role own) && own >= role;

    public static void Add(AuthorizationOptions options)
    {
        foreach (Role role in Enum.GetValues<Role>())
            options.AddPolicy(role.ToString(), policy => policy.RequireAuthenticatedUser().RequireAssertion(context => May(context.User, role)));
    }

    /// <summary>A user as the server knows him throughout a request.</summary>
    public static ClaimsPrincipal Principal(string name, Role role, string scheme) =>
        new(new ClaimsIdentity([new(ClaimTypes.Name, name), new(ClaimTypes.Role, role.ToString())], scheme));
}
