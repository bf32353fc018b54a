using System.Security.Claims;
using Fangshou.Store;
using Fangshou.Web.Desk;
using Fangshou.Web.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Fangshou.Web.Access;

/// <summary>Lets a provider of OpenID Connect vouch for users: authorization code with PKCE. Who is no user of the workspace stays outside, whoever vouches.</summary>
static partial class OpenIdSignIn
{
    /// <summary>Where the way to the provider begins.</summary>
    public const string Address = "/sign-in/provider";

    /// <summary>Where it comes back to.</summary>
    public const string CallbackAddress = "/sign-in/provider/callback";

    const string Scheme = "openid";

    public static void Add(AuthenticationBuilder authentication, AccessOptions access)
    {
        if (access.OpenId is not { } provider)
            return;
        authentication.AddOpenIdConnect(Scheme, options =>
        {
            options.Authority = provider.Authority.ToString();
            options.ClientId = provider.ClientId;
            options.ClientSecret = provider.ClientSecret.Length > 0 ? provider.ClientSecret : null;
            options.RequireHttpsMetadata = !provider.Authority.IsLoopback;
            options.CallbackPath = CallbackAddress;
            options.SignInScheme = Cookies.ByProvider;
            options.ResponseType = OpenIdConnectResponseType.Code;
            // By a link and not by a form of another site, so that cookies which no other site can send are enough.
            options.ResponseMode = OpenIdConnectResponseMode.Query;
            options.UsePkce = true;
            options.MapInboundClaims = false;
            options.SaveTokens = false;
            options.GetClaimsFromUserInfoEndpoint = true;
            options.ClaimActions.MapUniqueJsonKey(provider.Claim, provider.Claim);
            options.ClaimActions.MapUniqueJsonKey("email_verified", "email_verified");
            options.Scope.Clear();
            options.Scope.Add("openid");
            options.Scope.Add("email");
            foreach (CookieBuilder cookie in (CookieBuilder[])[options.CorrelationCookie, options.NonceCookie])
            {
                cookie.SameSite = SameSiteMode.Lax;
                cookie.SecurePolicy = access.IsEncrypted ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            }

            options.Events.OnTokenValidated = static context =>
            {
                // The framework takes a token without a signature when it came from the provider itself; whoever could stand in between then needs no key.
                if (context.SecurityToken.RawSignature.Length == 0)
                    context.Fail("The token is not signed.");
                return Task.CompletedTask;
            };
            options.Events.OnTicketReceived = context => Receive(context, provider);
            options.Events.OnRemoteFailure = Fail;
        });
    }

    public static void Map(IEndpointRouteBuilder routes, AccessOptions access)
    {
        if (access.OpenId is null)
            return;
        routes.MapGet(Address, static async context =>
        {
            string back = Return.Local(context.Request.Query["return"]);
            try
            {
                await context.ChallengeAsync(Scheme, new AuthenticationProperties { RedirectUri = back });
            }
            catch (InvalidOperationException unreachable)
            {
                // What the provider's description could not be read for is for whoever runs this.
                Unreachable(context.RequestServices.GetRequiredService<ILogger<Doorkeeper>>(), unreachable.Message);
                throw new RefusedException(Fault.OutsideService, "the provider of OpenID Connect does not answer as it should; it has been noted. A key signs in as ever.");
            }
        }).AllowAnonymous();
    }

    /// <summary>Looks for the user whom the provider names.</summary>
    static async Task Receive(TicketReceivedContext context, OpenIdOptions provider)
    {
        HttpContext http = context.HttpContext;
        Doorkeeper doorkeeper = http.RequestServices.GetRequiredService<Doorkeeper>();
        string name = context.Principal?.FindFirstValue(provider.Claim) ?? "";
        // Some providers let people write any address, and say so.
        bool isDoubtful = provider.Claim == OpenIdOptions.DefaultClaim && string.Equals(context.Principal?.FindFirstValue("email_verified"), "false", StringComparison.OrdinalIgnoreCase);
        User? user = name.Length == 0 || isDoubtful ? null : await http.RequestServices.GetRequiredService<WorkspaceOpening>().Require().Users.FindAsync(name, http.RequestAborted);
        if (user is { Disabled: false })
        {
            context.Principal = await doorkeeper.Welcome(http, user, key: null);
            // Nothing of the provider's is kept.
            context.Properties = new AuthenticationProperties { RedirectUri = context.ReturnUri };
            return;
        }

        await doorkeeper.Failed(http, $"OpenID Connect, {(name.Length == 0 ? $"without {provider.Claim}" : $"'{Texts.Printable(name)}'")}{(isDoubtful ? " not verified" : "")}");
        context.HandleResponse();
        PageContext here = http.RequestServices.GetRequiredService<PageContext>();
        string shown = name.Length == 0 ? here.Say($"somebody without {provider.Claim}", $"一个没有 {provider.Claim} 的人") : Texts.Printable(name);
        await Refusals.Show(
            http, StatusCodes.Status403Forbidden,
            here.Say(
                $"The provider vouches for {shown}, who may not sign in here. Ask an admin of this workspace to add you as a user of exactly that name, or to enable you again.",
                $"身份提供方确认您是 {shown}，但此账户不能在这里登录。请联系本工作区的管理员，以完全相同的名称添加您，或重新启用您的账户。"),
            here.Say("You may not come in", "无法进入"));
    }

    static async Task Fail(RemoteFailureContext context)
    {
        HttpContext http = context.HttpContext;
        await http.RequestServices.GetRequiredService<Doorkeeper>().Failed(http, "OpenID Connect, refused on the way");
        // The kind alone: the words may repeat what was sent.
        Refused(http.RequestServices.GetRequiredService<ILogger<Doorkeeper>>(), context.Failure?.GetType().Name ?? "");
        context.HandleResponse();
        PageContext here = http.RequestServices.GetRequiredService<PageContext>();
        await Refusals.Show(
            http, StatusCodes.Status400BadRequest,
            here.Say("Signing in did not come to an end: it took too long, was begun elsewhere, or the provider refused. Begin again.", "登录未完成：用时过长、从别处开始，或被身份提供方拒绝。请重新开始。"));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "the provider of OpenID Connect cannot be asked: {Why}")]
    static partial void Unreachable(ILogger log, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "a sign-in by OpenID Connect was refused ({Kind})")]
    static partial void Refused(ILogger log, string kind);
}
