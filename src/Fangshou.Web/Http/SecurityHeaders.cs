using Fangshou.Web.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Fangshou.Web.Http;

/// <summary>What a browser is told it may do with a page: run and show only what comes from here.</summary>
static class SecurityHeaders
{
    const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ";

    public static void Use(IApplicationBuilder app) => app.Use((context, next) =>
    {
        // At the last moment, so that a page of an error, which begins anew, has them too.
        context.Response.OnStarting(() =>
        {
            bool mayBeFramed = context.Response.StatusCode == StatusCodes.Status200OK && context.GetEndpoint()?.Metadata.GetMetadata<Embeddable>() is not null;
            Add(context.Response.Headers, mayBeFramed ? "*" : "'none'");
            // Other programs of this machine share its names, and may know no TLS.
            if (context.Request.IsHttps && context.Request.Host.Host is not ("localhost" or "127.0.0.1" or "[::1]"))
                context.Response.Headers.StrictTransportSecurity = "max-age=31536000";
            return Task.CompletedTask;
        });
        return next();
    });

    static void Add(IHeaderDictionary headers, string framedBy)
    {
        headers.ContentSecurityPolicy = Policy + framedBy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
    }
}
