using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Web.Access;
using Fangshou.Web.Alerts;
using Fangshou.Web.Api;
using Fangshou.Web.Desk;
using Fangshou.Web.Http;
using Fangshou.Web.Knowledge;
using Fangshou.Web.Lab;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Fangshou.Web;

/// <summary>The web server: pages, assets and health.</summary>
static class Dashboard
{
    /// <summary>Runs until cancelled.</summary>
    /// <exception cref="RefusedException">The address cannot be listened on.</exception>
    public static async Task RunAsync(DashboardOptions options, CancellationToken cancellation)
    {
        await SafeStart.Require(options, cancellation);
        await using WebApplication app = Build(options);
        Editions editions = app.Services.GetRequiredService<Editions>();
        WorkspaceOpening workspace = app.Services.GetRequiredService<WorkspaceOpening>();
        await workspace.OpenExisting(cancellation);
        // A package that breaks a rule is told here, and not to the first reader.
        _ = editions.Current.Observatory.LastDay;
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException taken)
        {
            throw new RefusedException(Fault.Usage, $"cannot listen on {options.Address}, port {options.Port}: {taken.Message}");
        }

        options.Started(app.Services.GetRequiredService<Microsoft.AspNetCore.Hosting.Server.IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        Task warming = WarmUp(editions.Current.Observatory, workspace, cancellation);
        await app.WaitForShutdownAsync(cancellation);
        await warming.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Reads the board before anybody asks, makes a workspace where there is none, and then works out the outlooks; a reader in the meantime is told how far it is.</summary>
    static async Task WarmUp(Observatory observatory, WorkspaceOpening workspace, CancellationToken cancellation)
    {
        await observatory.Board(AsOf.Latest, areas: false, cancellation, Timeout.InfiniteTimeSpan);
        await workspace.Begin();
        observatory.Outlooks(AsOf.Latest);
    }

    /// <summary>The server, not yet listening.</summary>
    public static WebApplication Build(DashboardOptions options)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.Sources.Clear();
        Telemetry.Log(builder.Logging, options.Verbose);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            Limits.Set(kestrel.Limits);
            SignIns.Listen(kestrel, options);
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(TimeProvider.System);
        AddKnowledge(builder.Services);
        AddDesk(builder.Services);
        SignIns.Add(builder.Services, options.Access);
        AddAlerts(builder.Services, options.Alerts);
        Limits.Add(builder.Services, options);
        ReadyPages.Add(builder.Services);
        Telemetry.Add(builder);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<PageContext>();
        OpenApiPage.Add(builder.Services);
        builder.Services.AddRazorComponents();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAntiforgery(antiforgery => antiforgery.Cookie.SecurePolicy = options.Access.IsEncrypted ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest);

        WebApplication app = builder.Build();
        Pipeline(app, options);
        Asset.Map(app);
        LabStream.Map(app);
        KeptRuns.Map(app);
        ApiEndpoints.Map(app);
        FeedsApi.Map(app);
        AlertFeed.Map(app);
        EditsFeed.Map(app);
        ExportZip.Map(app);
        Dataset.Map(app);
        Embed.Map(app);
        OpenApiPage.Map(app);
        Health.Map(app);
        OpenIdSignIn.Map(app, options.Access);
        app.MapRazorComponents<App>();
        return app;
    }

    /// <summary>What pages know. A request reads one edition throughout.</summary>
    static void AddKnowledge(IServiceCollection services)
    {
        services.AddSingleton<WorkGates>();
        services.AddSingleton<Editions>();
        services.AddSingleton<LabRuns>();
        services.AddScoped(static services => services.GetRequiredService<Editions>().Current);
        services.AddScoped(static services => services.GetRequiredService<Edition>().Observatory);
        services.AddScoped(static services => services.GetRequiredService<Edition>().Inquiries);
        services.AddScoped(static services => services.GetRequiredService<Edition>().Claims);
        services.AddScoped(static services => services.GetRequiredService<Edition>().Forecasts);
    }

    /// <summary>What people write.</summary>
    static void AddDesk(IServiceCollection services)
    {
        services.AddSingleton<WorkspaceOpening>();
        services.AddHostedService<RevisionWatch>();
        services.AddScoped<Caller>();
        services.AddScoped<IssuedHere>();
    }

    /// <summary>What looks at each edition on behalf of those who asked to be told.</summary>
    static void AddAlerts(IServiceCollection services, AlertOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<AlertSite>();
        services.AddSingleton(static services => new WebhookClient(services.GetRequiredService<AlertOptions>(), services.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Mailer>();
        services.AddSingleton<AlertPost>();
        services.AddHostedService<AlertWatch>();
    }

    /// <summary>What every request passes through, in this order.</summary>
    static void Pipeline(WebApplication app, DashboardOptions options)
    {
        SignIns.UseProxy(app, options.Access);
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
        Limits.Use(app);
        SignIns.RequireTls(app, options.Access);
        SameOrigin.Use(app);
        app.Use((context, next) =>
        {
            PageContext.Require(context.Request, context.RequestServices.GetRequiredService<Observatory>().LastDay);
            return next(context);
        });
        app.UseWhen(context => !Problems.Wanted(context.Request), pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseWhen(context => Problems.Wanted(context.Request), data => data.UseStatusCodePages(empty => Problems.Write(empty.HttpContext, empty.HttpContext.Response.StatusCode, [Problems.Says(empty.HttpContext.Response.StatusCode)])));
        app.UseRouting();
        app.UseAuthentication();
        Limits.UsePerUser(app, options);
        SignIns.UseOwnAnswers(app, options.Access);
        // Before pages that are kept: nobody is handed one that he may not read.
        app.UseAuthorization();
        SameOrigin.UseForApi(app);
        app.UseRequestTimeouts();
        app.UseOutputCache();
        app.UseResponseCompression();
        app.UseAntiforgery();
        app.Use((context, next) => context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false }
            ? throw new RefusedException(Fault.Usage, "this form was not sent from a page of this dashboard, or the dashboard was started anew since; load the page again and send it from there. Nothing was written.")
            : next(context));
    }
}
