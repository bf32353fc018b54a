using System.Security.Authentication;
using Fangshou.Web.Desk;
using Fangshou.Web.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Fangshou.Web.Access;

/// <summary>Puts together who is let in and how.</summary>
static class SignIns
{
    const string Any = "any";

    public static void Add(IServiceCollection services, AccessOptions access)
    {
        services.AddSingleton(access);
        services.AddSingleton<Sessions>();
        services.AddSingleton<KeyAttempts>();
        services.AddSingleton<Doorkeeper>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessAnswers>();
        services.AddAuthorization(options => Roles.Add(options, access.OpenReading));
        if (!access.SignIn)
        {
            services.AddAuthentication(ThisMachine.Name).AddScheme<AuthenticationSchemeOptions, ThisMachine>(ThisMachine.Name, null);
            return;
        }

        string provider = Cookies.Name(Cookies.ByProvider, access.IsEncrypted), key = Cookies.Name(Cookies.ByKey, access.IsEncrypted);
        AuthenticationBuilder authentication = services.AddAuthentication(Any)
            .AddPolicyScheme(Any, null, options => options.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.Count > 0 ? BearerKey.Name
                : context.Request.Cookies.ContainsKey(provider) && !context.Request.Cookies.ContainsKey(key) ? Cookies.ByProvider
                : Cookies.ByKey)
            .AddScheme<AuthenticationSchemeOptions, BearerKey>(BearerKey.Name, null);
        Cookies.Add(authentication, access.IsEncrypted);
        OpenIdSignIn.Add(authentication, access);
    }

    /// <summary>Listens, by TLS where there is a certificate.</summary>
    public static void Listen(KestrelServerOptions kestrel, DashboardOptions options) => kestrel.Listen(options.Address, options.Port, listen =>
    {
        if (options.Access.Certificate is { } certificate)
            listen.UseHttps(https =>
            {
                https.ServerCertificate = certificate;
                https.ServerCertificateChain = options.Access.Chain;
                https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            });
    });

    /// <summary>Believes a declared proxy, and nobody else, about who asks and how.</summary>
    public static void UseProxy(IApplicationBuilder app, AccessOptions access)
    {
        if (access.Proxies.IsEmpty)
            return;
        ForwardedHeadersOptions forwarded = new() { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        // The framework would believe this machine by itself.
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (System.Net.IPNetwork network in access.Proxies)
            forwarded.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(forwarded);
    }

    /// <summary>Answers nobody in the clear where callers come by TLS: neither who goes round the proxy, nor a proxy that does not say that it was TLS.</summary>
    public static void RequireTls(IApplicationBuilder app, AccessOptions access)
    {
        if (!access.IsEncrypted)
            return;
        app.Use(async (context, next) =>
        {
            const string Says = "This server is reached by TLS alone, through its proxy. Is this the proxy? Then it has to send 'X-Forwarded-Proto: https', and to be one that '--behind-proxy' names.";
            if (context.Request.IsHttps || Health.IsAsked(context.Request))
                await next();
            else if (Problems.Wanted(context.Request))
                await Problems.Write(context, StatusCodes.Status400BadRequest, [Says]);
            else
                await Refusals.Show(context, StatusCodes.Status400BadRequest, context.RequestServices.GetRequiredService<PageContext>().Say(Says, "此服务器只能经代理通过 TLS 访问。如果这就是代理：它必须发送 “X-Forwarded-Proto: https”，并且是 --behind-proxy 所指定的代理。"));
        });
    }

    /// <summary>Keeps what is shown to somebody who signed in out of everybody else's reach: no browser or proxy keeps it.</summary>
    public static void UseOwnAnswers(IApplicationBuilder app, AccessOptions access)
    {
        if (!access.SignIn)
            return;
        app.Use((context, next) =>
        {
            bool isSignedIn = context.User.Identity is { IsAuthenticated: true };
            if (isSignedIn)
                context.Response.Headers.CacheControl = "no-store";
            context.Response.OnStarting(() =>
            {
                IHeaderDictionary headers = context.Response.Headers;
                string cache = headers.CacheControl.ToString();
                // Who may read, may be asked again with what he holds; what is in the program itself is nobody's own.
                bool isOpen = context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal);
                if (!isOpen && !cache.Contains("no-store", StringComparison.OrdinalIgnoreCase) && (isSignedIn || !access.OpenReading))
                    headers.CacheControl = "private, no-cache";
                if (!isOpen)
                    headers.Append("Vary", "Cookie");
                return Task.CompletedTask;
            });
            return next();
        });
    }
}
