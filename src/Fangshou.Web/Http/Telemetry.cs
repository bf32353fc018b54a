using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Fangshou.Web.Http;

/// <summary>What the program tells of itself: a log, and traces and metrics where the environment names a collector.</summary>
static class Telemetry
{
    const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>What is written to the console. Headers, bodies and queries are not, at any level: a key, a code or a cookie may be in them.</summary>
    public static void Log(ILoggingBuilder logging, bool isVerbose)
    {
        logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(isVerbose ? LogLevel.Trace : LogLevel.Warning)
            // Keys that live as long as the process need no protection at rest.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            // It warns that it makes a page with a form "no-store", which such pages are already.
            .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        // These would write addresses with their queries, or messages whole.
        foreach (string category in (string[])["Microsoft.AspNetCore.Hosting.Diagnostics", "Microsoft.AspNetCore.Authentication.OpenIdConnect", "Microsoft.IdentityModel", "System.Net.Http", "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Http.Result"])
            logging.AddFilter(category, LogLevel.Warning);
    }

    public static void Add(WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Endpoint)))
            return;
        builder.Configuration.AddInMemoryCollection(Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith("OTEL_", StringComparison.Ordinal))
            .Select(name => KeyValuePair.Create(name, Environment.GetEnvironmentVariable(name))));
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("fangshou"))
            .WithTracing(traces => traces.AddAspNetCoreInstrumentation())
            .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation())
            .UseOtlpExporter();
    }
}
