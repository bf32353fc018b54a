using Fangshou.Cli.Commands;
using Fangshou.Ledger;

namespace Fangshou.Cli;

/// <summary>Where the forecast commands keep forecasts: the database that was named, else the folder of <c>--workspace</c>.</summary>
sealed class ForecastPlace : IDisposable
{
    readonly Workspace? database;

    ForecastPlace(ForecastWorkspace forecasts, Workspace? database)
    {
        Forecasts = forecasts;
        this.database = database;
    }

    public ForecastWorkspace Forecasts { get; }

    /// <exception cref="RefusedException">A forecast was changed or is missing (exit 4), or the database cannot be opened.</exception>
    public static ForecastPlace Open(CommandRun run, Codebook codebook)
    {
        if (!run.Settings.DatabaseGiven)
            return new(FolderForecasts.Open(run.Settings.Workspace, codebook), null);
        Workspace workspace = WorkspaceCommands.Done(Workspace.OpenAsync(run.Settings.Database, TimeProvider.System, run.Cancellation));
        return new(WorkspaceCommands.Done(DatabaseForecasts.OpenAsync(workspace, codebook, WorkspaceCommands.Who, run.Cancellation)), workspace);
    }

    public void Dispose() => database?.Dispose();
}
