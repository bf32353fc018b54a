using System.Security.Claims;
using Fangshou.Store;
using Fangshou.Web.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace Fangshou.Web.Desk;

/// <summary>The roles as policies: an address asks for the least role that may use it, by <c>[Authorize(nameof(Role.Editor))]</c> or <c>RequireAuthorization(nameof(Role.Editor))</c>.</summary>
static class Roles
{
    /// <summary>True when somebody has a role or a higher one.</summary>
    public static bool May(ClaimsPrincipal user, Role role) =>
        user.Identity is { IsAuthenticated: true } && Enum.TryParse(user.FindFirstValue(ClaimTypes.Role), out Role own) && own >= role;

    /// <summary>Policies by the name of their role, and what holds for an address that asks for none: readers read it, and nobody but an admin writes by it.</summary>
    /// <param name="options">Where they are put.</param>
    /// <param name="openReading">True when everybody may read.</param>
    public static void Add(AuthorizationOptions options, bool openReading)
    {
        options.FallbackPolicy = new AuthorizationPolicyBuilder()
            .RequireAssertion(context => context.Resource is HttpContext http && SameOrigin.Reads(http.Request.Method) ? openReading || May(context.User, Role.Reader) : May(context.User, Role.Admin))
            .Build();
        foreach (Role role in Enum.GetValues<Role>())
            options.AddPolicy(role.ToString(), policy => policy.RequireAuthenticatedUser().RequireAssertion(context => May(context.User, role)));
    }

    /// <summary>A user as the server knows him throughout a request.</summary>
    public static ClaimsPrincipal Principal(string name, Role role, string scheme) =>
        new(new ClaimsIdentity([new(ClaimTypes.Name, name), new(ClaimTypes.Role, role.ToString())], scheme));
}
