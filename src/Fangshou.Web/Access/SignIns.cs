using System.Security.Authentication;
using Fangshou.Web.Desk;
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
