namespace Fangshou.Tests.Calibration;

/// <summary>Takes reports at once and on the thread that gives them; the framework's own posts them elsewhere.</summary>
sealed class Recorder<T>(Action<T> take) : IProgress<T>
{
    readonly Lock gate = new();

    public void Report(T value)
    {
        lock (gate)
            take(value);
    }
}
