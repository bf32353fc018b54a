namespace Fangshou.Cli;

/// <summary>Ends the process shortly after a signal, even when the command does not notice; but waits while something is written that must not be cut off.</summary>
/// <remarks>Static because signals are the process's own.</remarks>
static class Interruption
{
    /// <summary>How long a command may take to notice that it was interrupted.</summary>
    static readonly TimeSpan grace = TimeSpan.FromSeconds(1);

    static readonly TimeSpan betweenLooks = TimeSpan.FromMilliseconds(50);

    static int holds;

    /// <summary>Until it is disposed of, a first signal does not end the process: the command saves what it has and ends by itself.</summary>
    public static IDisposable Hold() => new Held();

    /// <param name="isFirst">A second signal is meant: it ends the process at once.</param>
    public static void EndSoon(bool isFirst)
    {
        if (!isFirst)
            Environment.Exit(ExitCode.Interrupted);
        _ = End();
    }

    static async Task End()
    {
        await Task.Delay(grace, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
        while (Volatile.Read(ref holds) > 0)
            await Task.Delay(betweenLooks, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
        Environment.Exit(ExitCode.Interrupted);
    }

    sealed class Held : IDisposable
    {
        int released;

        public Held() => Interlocked.Increment(ref holds);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref released, 1) == 0)
                Interlocked.Decrement(ref holds);
        }
    }
}
