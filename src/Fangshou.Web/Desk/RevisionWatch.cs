using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Fangshou.Web.Desk;

/// <summary>Shows what other programs change in the workspace, seconds later. While it does not answer, what was read stays on show, and pages say so.</summary>
sealed partial class RevisionWatch(WorkspaceOpening workspace, ILogger<RevisionWatch> log, TimeProvider time) : BackgroundService
{
    static readonly TimeSpan pause = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(pause, time);
        bool isLost = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (workspace.Now is null)
                continue;
            try
            {
                await workspace.Look(stoppingToken);
                isLost = false;
            }
            catch (Exception fault) when (fault is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // Said once, not every few seconds.
                if (!isLost)
                    Lost(log, fault.Message);
                isLost = true;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the workspace does not answer: {Why}")]
    static partial void Lost(ILogger log, string why);
}
