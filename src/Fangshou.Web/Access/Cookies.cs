using System.Security.Claims;
using Fangshou.Web.Desk;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Fangshou.Web.Access;

/// <summary>How a browser shows that it belongs to a session. No script can read the cookie, and it goes nowhere else.</summary>
static class Cookies
{
    /// <summary>Of those who came by a key: no page of anybody else can make a browser send it.</summary>
    public const string ByKey = "session";

    /// <summary>Of those who came from a provider: the first page is still part of the way from there, so that following a link has to be enough to send it.</summary>
    public const string ByProvider = "session-of-provider";

    /// <summary>Names the session.</summary>
    public const string SessionClaim = "session";

    /// <summary>Id of the key.</summary>
    public const string KeyClaim = "key";

    static readonly TimeSpan renewal = TimeSpan.FromMinutes(5);

    /// <summary>Both.</summary>
    public static readonly string[] All = [ByKey, ByProvider];

    public static void Add(AuthenticationBuilder authentication, bool isEncrypted)
    {
        foreach (string scheme in All)
            authentication.AddCookie(scheme, options =>
            {
                options.Cookie.Name = Name(scheme, isEncrypted);
                options.Cookie.HttpOnly = true;
                options.Cookie.Path = "/";
                options.Cookie.SameSite = scheme == ByKey ? SameSiteMode.Strict : SameSiteMode.Lax;
                options.Cookie.SecurePolicy = isEncrypted ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
                options.ExpireTimeSpan = Sessions.Idle;
                options.SlidingExpiration = true;
                options.Events.OnValidatePrincipal = Validate;
                // Before half of its time is over too: eight hours are counted from the last page.
                options.Events.OnCheckSlidingExpiration = static context =>
                {
                    context.ShouldRenew = context.ElapsedTime > renewal;
                    return Task.CompletedTask;
                };
            });
    }

    /// <summary>The name of the cookie; over TLS one that no neighbouring host can set.</summary>
    public static string Name(string scheme, bool isEncrypted) => $"{(isEncrypted ? "__Host-" : "")}fangshou-{scheme}";

    /// <summary>All that a cookie holds: the name of its session.</summary>
    public static ClaimsPrincipal Principal(string session) => new(new ClaimsIdentity([new(SessionClaim, session)], "session"));

    static async Task Validate(CookieValidatePrincipalContext context)
    {
        HttpContext http = context.HttpContext;
        string? id = context.Principal?.FindFirstValue(SessionClaim);
        Session? session = id is null ? null : await http.RequestServices.GetRequiredService<Sessions>().Find(id, http.RequestAborted);
        if (session is null)
        {
            context.RejectPrincipal();
            return;
        }

        ClaimsPrincipal known = Roles.Principal(session.User, session.Role, context.Scheme.Name);
        ClaimsIdentity identity = (ClaimsIdentity)known.Identity!;
        identity.AddClaim(new Claim(SessionClaim, id!));
        if (session.Key is { } key)
            identity.AddClaim(new Claim(KeyClaim, key));
        context.ReplacePrincipal(known);
    }
}
