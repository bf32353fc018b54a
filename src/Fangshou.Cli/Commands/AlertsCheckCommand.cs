using System.Collections.Immutable;
using System.CommandLine;
using Fangshou.Web.Alerts;
using Fangshou.Web.Knowledge;
using static Fangshou.Cli.Commands.WorkspaceCommands;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou alerts check</c>: what the dashboard does by itself, for a machine on which none runs.</summary>
static class AlertsCheckCommand
{
    static readonly TimeSpan pause = TimeSpan.FromMilliseconds(200);

    public static Command Build(GlobalOptions globals) => new NounCommand(
        "check", "Lets every rule look at the newest state of the workspace, and delivers what is due; for cron, where no dashboard runs. A state that was looked at counts no second time.", "fangshou alerts check")
        .Does(globals, (run, _) => Done(Check(run)));

    static async Task<int> Check(CommandRun run)
    {
        using Workspace workspace = AlertsCommands.Open(run);
        using Sight sight = Sight.Of(run, workspace);
        using WebhookClient webhooks = new(run.Settings.Alerts, TimeProvider.System);
        AlertRound round = new(workspace, AlertsCommands.Site(run), TimeProvider.System);
        ImmutableArray<AlertMessage>.Builder told = ImmutableArray.CreateBuilder<AlertMessage>();
        AlertTally tally;
        do
        {
            tally = await round.Look(sight.Eyes, run.Cancellation);
            told.AddRange(tally.Told);
            if (tally.Waiting > 0)
                await Task.Delay(pause, TimeProvider.System, run.Cancellation);
        }
        while (tally.Waiting > 0);
        int attempts = await new AlertPost(webhooks, new Mailer(run.Settings.Alerts, TimeProvider.System), TimeProvider.System).Deliver(workspace, run.Cancellation);
        run.Write(new Answer(AlertView.Check(sight.Eyes.Mark, tally.Looked, attempts, told.ToImmutable(), run.PageLanguage)));
        return ExitCode.Done;
    }

    /// <summary>The newest state of a workspace, to look at.</summary>
    internal sealed class Sight : IDisposable
    {
        readonly WorkGates gates = new();
        readonly CancellationTokenSource closing = new();

        Sight(CommandRun run, WorkspacePackage package)
        {
            Observatory observatory = new(package, run.Reading with { Progress = _ => null }, forecasts: true, gates, closing.Token);
            Eyes = new AlertEyes(observatory, new Inquiries(observatory, gates, closing.Token), new EditionMark(observatory.Ledger.DataVersion, package.Revision, observatory.LastDay), forecasting: true);
        }

        public AlertEyes Eyes { get; }

        public static Sight Of(CommandRun run, Workspace workspace) => new(run, Done(workspace.PackageAsync(run.Cancellation)));

        // The gates are left to whoever still works behind them.
        public void Dispose()
        {
            closing.Cancel();
            closing.Dispose();
        }
    }
}
