using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Fangshou.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Fangshou.Web.Http;

/// <summary>How much one caller may ask for, and how long it may take.</summary>
static class Limits
{
    /// <summary>The largest body that is read, bytes.</summary>
    public const int LargestBody = 1 << 20;

    const int LargestUnread = 32 << 20;

    const int LongestLine = 8 << 10, MostHeaders = 64, Segments = 6;

    static readonly TimeSpan headersWithin = TimeSpan.FromSeconds(10), requestWithin = TimeSpan.FromSeconds(60);

    public static void Set(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = LargestBody;
        limits.MaxRequestLineSize = LongestLine;
        limits.MaxRequestHeaderCount = MostHeaders;
        limits.RequestHeadersTimeout = headersWithin;
        // A body that trickles holds a connection for nothing.
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }

    /// <summary>Refuses a body that says that it is too large before anything is read of it, so that the refusal says why.</summary>
    public static void Use(IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Request.ContentLength is not > LargestBody)
            return next(context);
        // Whoever is still sending hears nothing: a body that is somewhat too large is let run out unread.
        if (context.Request.ContentLength <= LargestUnread && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } most)
            most.MaxRequestBodySize = context.Request.ContentLength;
        throw new Microsoft.AspNetCore.Http.BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
    });

    public static void Add(IServiceCollection services, DashboardOptions options)
    {
        services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new RequestTimeoutPolicy { Timeout = requestWithin, TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable });
        services.AddHostFiltering(hosts =>
        {
            // Another name that leads here is a page of somebody else who would read this machine's answers (DNS rebinding).
            hosts.AllowedHosts = [.. options.Access.Hosts, .. options.IsPublic ? Array.Empty<string>() : ["localhost", "127.0.0.1", "[::1]"]];
            hosts.AllowEmptyHosts = false;
            hosts.IncludeFailureMessage = false;
        });
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => Partition(context, options));
            limiter.OnRejected = static async (rejected, _) => await Reject(rejected.HttpContext, rejected.Lease);
        });
    }

    /// <summary>Counts the requests of each user or key too, from however many addresses they come.</summary>
    public static void UsePerUser(WebApplication app, DashboardOptions options)
    {
        if (!options.Access.SignIn || options.RequestsPerMinute == 0)
            return;
        PartitionedRateLimiter<string> limiter = PartitionedRateLimiter.Create<string, string>(user => Window(user, options.RequestsPerMinute ?? DashboardOptions.DefaultRequestsPerMinute));
        app.Lifetime.ApplicationStopped.Register(limiter.Dispose);
        app.Use(async (context, next) =>
        {
            string who = context.User.FindFirst(Cookies.KeyClaim)?.Value ?? context.User.Identity?.Name ?? "";
            using RateLimitLease? lease = who.Length == 0 ? null : limiter.AttemptAcquire(who);
            if (lease is { IsAcquired: false })
                await Reject(context, lease);
            else
                await next();
        });
    }

    static async Task Reject(HttpContext context, RateLimitLease lease)
    {
        context.Response.Headers.RetryAfter =
            (lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait) ? (int)Math.Ceiling(wait.TotalSeconds) : 60 / Segments).ToString(CultureInfo.InvariantCulture);
        await Problems.Write(context, StatusCodes.Status429TooManyRequests, [Problems.Says(StatusCodes.Status429TooManyRequests)]);
    }

    static RateLimitPartition<string> Partition(HttpContext context, DashboardOptions options)
    {
        int? perMinute = options.RequestsPerMinute;
        // Whoever watches whether the program lives is never put off; nor is its own machine, unless a limit was asked for.
        IPAddress? caller = context.Connection.RemoteIpAddress;
        if (perMinute == 0 || Health.IsAsked(context.Request) || (perMinute is null && !options.IsPublic && caller is not null && IPAddress.IsLoopback(caller)))
            return RateLimitPartition.GetNoLimiter("");
        return Window(Network(caller), perMinute ?? DashboardOptions.DefaultRequestsPerMinute);
    }

    static RateLimitPartition<string> Window(string caller, int perMinute) => RateLimitPartition.GetSlidingWindowLimiter(caller, _ => new SlidingWindowRateLimiterOptions
    {
        PermitLimit = perMinute,
        Window = TimeSpan.FromMinutes(1),
        SegmentsPerWindow = Segments,
    });

    /// <summary>The address of a caller; of IPv6 the network, for one caller has many addresses in it.</summary>
    public static string Network(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4().ToString();
        byte[] bytes = address.GetAddressBytes();
        return Convert.ToHexStringLower(bytes.Length == 16 ? bytes[..8] : bytes);
    }
}
