namespace Fangshou.Web.Knowledge;

/// <summary>How much of each kind of long work goes on at once, over all editions: the cores stay with readers.</summary>
sealed class WorkGates : IDisposable
{
    public SemaphoreSlim Fits { get; } = new(1);

    public SemaphoreSlim Outlooks { get; } = new(1);

    public SemaphoreSlim Inquiries { get; } = new(1);

    public SemaphoreSlim Claims { get; } = new(1);

    public SemaphoreSlim Pasts { get; } = new(1);

    public void Dispose()
    {
        foreach (SemaphoreSlim gate in (SemaphoreSlim[])[Fits, Outlooks, Inquiries, Claims, Pasts])
            gate.Dispose();
    }
}
