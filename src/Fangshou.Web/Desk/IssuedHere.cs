using Fangshou.Store;
using Fangshou.Web.Knowledge;

namespace Fangshou.Web.Desk;

/// <summary>The issued forecasts that pages show: those of the workspace, or while it holds none those of the folder.</summary>
sealed class IssuedHere(WorkspaceOpening workspace, DashboardOptions options, Observatory observatory)
{
    /// <summary>Reads and checks all of them.</summary>
    /// <exception cref="RefusedException">A forecast was changed or is missing; the message names it.</exception>
    public async Task<ForecastWorkspace> OpenAsync(CancellationToken cancellation) =>
        workspace.Now is { } open && await open.Forecasts.AnyAsync(cancellation)
            ? await DatabaseForecasts.OpenAsync(open, observatory.Ledger.Codebook, "", cancellation)
            : FolderForecasts.Open(options.Forecasts, observatory.Ledger.Codebook);
}
