using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Web.Http;
using Fangshou.Web.Knowledge;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
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
        await observatory.Board(AsOf.Latest, CancellationToken.None);
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
            kestrel.Listen(options.Address, options.Port);
        });
        builder.Services.AddSingleton(new Observatory(options.Package, options.Reading));
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<ClaimAnswers>();
        builder.Services.AddSingleton<ForecastAnswers>();
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddScoped<PageContext>();
        builder.Services.AddRazorComponents();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAntiforgery();

        WebApplication app = builder.Build();
        SecurityHeaders.Use(app);
        Refusals.Use(app, app.Logger);
        app.Use((context, next) =>
        {
            PageContext.Require(context.Request);
            return next(context);
        });
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseRouting();
        app.UseAntiforgery();
        Asset.Map(app);
        app.MapGet("/healthz", () => Results.Text("ok\n"));
        app.MapRazorComponents<App>();
        return app;
    }
}
