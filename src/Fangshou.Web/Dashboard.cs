using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Web.Api;
using Fangshou.Web.Http;
using Fangshou.Web.Knowledge;
using Fangshou.Web.Lab;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fangshou.Web;

/// <summary>The web server: pages, assets and health.</summary>
static class Dashboard
{
    /// <summary>Runs until cancelled.</summary>
    /// <exception cref="RefusedException">The address cannot be listened on.</exception>
    public static async Task RunAsync(DashboardOptions options, CancellationToken cancellation)
    {
        await using WebApplication app = Build(options);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException taken)
        {
            throw new RefusedException(Fault.Usage, $"cannot listen on {options.Address}, port {options.Port}: {taken.Message}");
        }

        options.Started(app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Observatory observatory = app.Services.GetRequiredService<Observatory>();
        // The board is read before anybody asks, and the outlooks after it: a reader in the meantime is told how far it is.
        await observatory.Board(AsOf.Latest, areas: false, CancellationToken.None);
        observatory.Outlooks(AsOf.Latest);
        await app.WaitForShutdownAsync(cancellation);
    }

    /// <summary>The server, not yet listening.</summary>
    public static WebApplication Build(DashboardOptions options)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning)
            // Keys that live as long as the process need no protection at rest.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            Limits.Set(kestrel.Limits);
            kestrel.Listen(options.Address, options.Port);
        });
        builder.Services.AddSingleton(new Observatory(options.Package, options.Reading, options.Forecasting));
        builder.Services.AddSingleton<LabRuns>();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<Inquiries>();
        builder.Services.AddSingleton<ClaimAnswers>();
        Limits.Add(builder.Services, options);
        ReadyPages.Add(builder.Services);
        Telemetry.Add(builder);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Services.AddSingleton<ClaimAnswers>();
        builder.Services.AddSingleton<ForecastAnswers>();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<PageContext>();
        OpenApiPage.Add(builder.Services);
        builder.Services.AddRazorComponents();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAntiforgery();

        WebApplication app = builder.Build();
        Pipeline(app);
        Asset.Map(app);
        LabStream.Map(app);
        ApiEndpoints.Map(app);
        FeedsApi.Map(app);
        Dataset.Map(app);
        Embed.Map(app);
        OpenApiPage.Map(app);
        Health.Map(app);
        app.MapRazorComponents<App>();
        return app;
    }

    /// <summary>What every request passes through, in this order.</summary>
    static void Pipeline(WebApplication app)
    {
        app.UseHostFiltering();
        app.Use((context, next) =>
        {
            // The server knows it still, and sends no body.
            if (HttpMethods.IsHead(context.Request.Method))
                context.Request.Method = HttpMethods.Get;
            return next(context);
        });
        SecurityHeaders.Use(app);
        app.UseRateLimiter();
        Refusals.Use(app, app.Logger);
        DateOnly lastDay = app.Services.GetRequiredService<Observatory>().LastDay;
        app.Use((context, next) =>
        {
            PageContext.Require(context.Request, lastDay);
            return next(context);
        });
        app.UseWhen(context => !Problems.Wanted(context.Request), pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseWhen(context => Problems.Wanted(context.Request), data => data.UseStatusCodePages(empty => Problems.Write(empty.HttpContext, empty.HttpContext.Response.StatusCode, [Problems.Says(empty.HttpContext.Response.StatusCode)])));
        app.UseRouting();
        app.UseRequestTimeouts();
        app.UseOutputCache();
        app.UseResponseCompression();
        app.UseAntiforgery();
    }
}
