using System.Security.Claims;
using System.Text.Encodings.Web;
using Fangshou.Store;
using Fangshou.Web.Desk;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fangshou.Web.Access;

/// <summary>Programs come in by <c>Authorization: Bearer fs-…</c> (RFC 6750).</summary>
sealed class BearerKey(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Doorkeeper doorkeeper) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "key";

    /// <summary>What a caller without a key is told to bring.</summary>
    public const string Challenge = "Bearer realm=\"fangshou\"";

    const string Prefix = "Bearer ";

    static readonly object waiting = new();

    /// <summary>How long the caller has to wait before another key of his is looked at; null when he need not.</summary>
    public static TimeSpan? Wait(HttpContext context) => context.Items[waiting] as TimeSpan?;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        string key = header[Prefix.Length..].Trim();
        (User? user, TimeSpan? wait) = await doorkeeper.Recognise(Context, key);
        if (user is null)
        {
            Context.Items[waiting] = wait;
            return AuthenticateResult.Fail("no valid key");
        }

        ClaimsPrincipal known = Roles.Principal(user.Name, user.Role, Name);
        ((ClaimsIdentity)known.Identity!).AddClaim(new Claim(Cookies.KeyClaim, ApiKeys.IdOf(key)!));
        return AuthenticateResult.Success(new AuthenticationTicket(known, Name));
    }
}
