namespace Fangshou.Cli;

/// <summary>What the process tells its caller.</summary>
static class ExitCode
{
    public const int Done = 0;
    public const int Unexpected = 1;
    public const int Usage = 2;
    public const int NotFound = 3;
    public const int BrokenData = 4;
    public const int MissedGate = 5;
    public const int OutsideService = 6;
    public const int Interrupted = 130;
}

/// <summary>Ends a command with one line on standard error and an exit code.</summary>
sealed class CommandException(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
