using Fangshou.Store;
using Fangshou.Web.Desk;
using Fangshou.Web.Http;
using Fangshou.Web.Knowledge;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fangshou.Web.Alerts;

/// <summary>Looks at each edition as soon as it can be seen, and delivers what is due. Readers never wait for it.</summary>
sealed partial class AlertWatch(WorkspaceOpening opening, Editions editions, DashboardOptions options, AlertSite site, AlertPost post, ILogger<AlertWatch> log, TimeProvider time) : BackgroundService
{
    static readonly TimeSpan pause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(pause, time);
        string said = "";
        while (await Tick(timer, stoppingToken))
        {
            if (opening.Now is not { } workspace)
                continue;
            try
            {
                await new AlertRound(workspace, site.Address, time).Look(await AlertEyes.Of(editions.Current, workspace, options.Forecasting, stoppingToken), stoppingToken);
                await post.Deliver(workspace, stoppingToken);
                said = "";
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // A watch that ends is worse than one that fails now and then; what fails again and again is said once.
                if (fault is not NotReadyException && said != fault.Message)
                    Failed(log, said = fault.Message, fault is RefusedException ? null : fault);
            }
        }
    }

    /// <summary>False when the server stops, also when it never began.</summary>
    static async Task<bool> Tick(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "alerts cannot look or tell: {Why}")]
    static partial void Failed(ILogger log, string why, Exception? fault);
}

/// <summary>Where readers reach the dashboard.</summary>
sealed class AlertSite(DashboardOptions options, IServer server)
{
    /// <summary>As it was set, or else where the server listens.</summary>
    public Uri Address => options.Alerts.Site ?? new Uri(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? FormattableString.Invariant($"http://127.0.0.1:{options.Port}"));
}
