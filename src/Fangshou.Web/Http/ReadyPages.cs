using System.Globalization;
using Fangshou.Store;
using Fangshou.Web.Desk;
using Fangshou.Web.Knowledge;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Fangshou.Web.Http;

/// <summary>Keeps pages that are ready, compressed, for the next who asks the same.</summary>
sealed class ReadyPages : IOutputCachePolicy
{
    const long MostBytes = 128L << 20, LargestPage = 8L << 20;

    public static void Add(IServiceCollection services)
    {
        services.AddOutputCache(options =>
        {
            options.SizeLimit = MostBytes;
            options.MaximumBodySize = LargestPage;
            options.AddBasePolicy(new ReadyPages());
        });
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "image/svg+xml", "text/csv", "text/calendar", "text/javascript", "application/atom+xml", "application/ld+json", Problems.Type];
        });
        services.AddSingleton<IResponseCompressionProvider, OpenPagesOnly>();
    }

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        HttpRequest request = context.HttpContext.Request;
        // What somebody may see who has signed in is his own; what nobody has to sign in for is everybody's.
        bool may = HttpMethods.IsGet(request.Method) && context.HttpContext.User.Identity is not { IsAuthenticated: true, AuthenticationType: not ThisMachine.Name } && StringValues.IsNullOrEmpty(request.Headers.Authorization) && StringValues.IsNullOrEmpty(request.Headers.Cookie)
            && request.Path.Value is not ("/healthz" or "/readyz") && context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ReadAnewAttribute>() is null;
        context.EnableOutputCaching = may;
        context.AllowCacheLookup = may;
        context.AllowCacheStorage = may;
        context.AllowLocking = false;
        context.ResponseExpirationTimeSpan = TimeSpan.FromMinutes(10);
        // By the address as it was written: told to vary by all keys, the cache sorts their values, of the request too, and the order of jurisdictions is a question of its own.
        context.CacheVaryByRules.QueryKeys = StringValues.Empty;
        context.CacheVaryByRules.VaryByValues["query"] = request.QueryString.Value ?? "";
        context.CacheVaryByRules.VaryByValues["edition"] = context.HttpContext.RequestServices.GetRequiredService<Edition>().Number.ToString(CultureInfo.InvariantCulture);
        // A page that says that it may be stale is not shown once it is not, nor the other way round.
        context.CacheVaryByRules.VaryByValues["stale"] = context.HttpContext.RequestServices.GetRequiredService<WorkspaceOpening>().SilentSince?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? "";
        // What somebody may not use is not shown to him.
        context.CacheVaryByRules.VaryByValues["editor"] = Roles.May(context.HttpContext.User, Role.Editor) ? "1" : "";
        context.CacheVaryByRules.HeaderNames = "Accept";
        // Classes, not values: as many entries as there are different answers.
        context.CacheVaryByRules.VaryByValues["language"] = request.Headers.AcceptLanguage.ToString().StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? "zh" : "";
        string accepted = request.Headers.AcceptEncoding.ToString();
        context.CacheVaryByRules.VaryByValues["encoding"] = accepted.Length > 0 && accepted.Length < 100 ? accepted : "";
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        HttpResponse response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK || !IsOpen(response))
            context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }

    /// <summary>True for what everybody may hold: no secret is in it, such as the token of a form.</summary>
    static bool IsOpen(HttpResponse response) =>
        StringValues.IsNullOrEmpty(response.Headers.SetCookie) && !response.Headers.CacheControl.ToString().Contains("no-store", StringComparison.OrdinalIgnoreCase);

    /// <summary>Compresses nothing that holds a secret: its length would tell of it (BREACH).</summary>
    sealed class OpenPagesOnly(IServiceProvider services, IOptions<ResponseCompressionOptions> options) : ResponseCompressionProvider(services, options)
    {
        public override bool ShouldCompressResponse(HttpContext context) => IsOpen(context.Response) && base.ShouldCompressResponse(context);
    }
}
