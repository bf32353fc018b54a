using Fangshou.Ledger;
using Fangshou.Store;
using Fangshou.Web.Http;
using Fangshou.Web.Knowledge;

namespace Fangshou.Web.Desk;

/// <summary>The workspace behind the dashboard, and the edition that follows its revisions.</summary>
/// <remarks>One that is there is opened before anything is shown, for its rows are the ones to show. A new one holds the same rows as the package, and is made after the first board was read, or when it is first asked for.</remarks>
sealed class WorkspaceOpening(DashboardOptions options, Editions editions, TimeProvider time) : IDisposable
{
    /// <summary>Who fills a new workspace.</summary>
    const string Filler = "fangshou serve";

    static readonly TimeSpan patience = TimeSpan.FromSeconds(5);

    readonly SemaphoreSlim looking = new(1);
    readonly CancellationTokenSource stopping = new();
    readonly Lock making = new();
    Task<Workspace>? opening;
    long shown, silentSince;

    /// <summary>Opens it, when it is there.</summary>
    /// <exception cref="RefusedException">It is there and cannot be opened.</exception>
    public async Task OpenExisting(CancellationToken cancellation)
    {
        try
        {
            Workspace found = await Workspace.OpenAsync(options.Database, time, cancellation);
            opening = Task.FromResult(found);
            await Look(cancellation);
        }
        catch (RefusedException missing) when (missing.Fault == Fault.NotFound)
        {
            // Made later: the first page comes before it.
        }
    }

    /// <summary>Begins to make it, when it was not there.</summary>
    public Task<Workspace> Begin()
    {
        lock (making)
            return opening ??= Task.Run(() => Make(stopping.Token), stopping.Token);
    }

    /// <summary>The workspace.</summary>
    /// <exception cref="NotReadyException">It is still being made.</exception>
    /// <exception cref="RefusedException">It could not be made.</exception>
    public Workspace Require() => Begin() is { IsCompleted: true } done ? done.GetAwaiter().GetResult() : throw new NotReadyException(0);

    /// <summary>The workspace; null while it is still being made, or when it could not be.</summary>
    public Workspace? Now => opening is { IsCompletedSuccessfully: true } done ? done.Result : null;

    /// <summary>Since when the workspace has not told its newest revision; null while it does. What was read before stays on show.</summary>
    public DateTimeOffset? SilentSince => Volatile.Read(ref silentSince) is not 0 and long ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    /// <summary>Shows the newest revision, if it is not the one that is shown. Whoever changed a row waits for this, to see it.</summary>
    public async Task Look(CancellationToken cancellation)
    {
        Workspace workspace = Require();
        await looking.WaitAsync(cancellation);
        try
        {
            bool isNew = await workspace.RevisionAsync(cancellation) != shown;
            if (isNew)
            {
                WorkspacePackage package = await workspace.PackageAsync(cancellation);
                await editions.Turn(package);
                shown = package.Revision;
            }

            Volatile.Write(ref silentSince, 0);
            if (!isNew)
                return;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Interlocked.CompareExchange(ref silentSince, time.GetUtcNow().UtcTicks, 0);
            throw;
        }
        finally
        {
            looking.Release();
        }

        // Begun before anybody asks.
        await editions.Current.Observatory.Board(AsOf.Latest, areas: false, cancellation, TimeSpan.Zero);
    }

    public void Dispose()
    {
        stopping.Cancel();
        // One that is being made leaves nothing half-made behind.
        if (opening is not null)
            Task.WaitAny([opening], patience);
        Now?.Dispose();
        stopping.Dispose();
        looking.Dispose();
    }

    async Task<Workspace> Make(CancellationToken cancellation)
    {
        Workspace made = await Workspace.OpenOrInitAsync(options.Database, options.Package, Filler, time, cancellation);
        shown = await made.RevisionAsync(cancellation);
        return made;
    }
}
