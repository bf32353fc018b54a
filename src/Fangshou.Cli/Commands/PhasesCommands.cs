using System.CommandLine;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou phases</c>: where the pendulum hung, month by month, why, and how that compares with what others say.</summary>
static class PhasesCommands
{
    public static Command Build(GlobalOptions globals) => new NounCommand(
        "phases",
        "Phases of a cell: show them, explain them by their events, score them against the datings of others.",
        "fangshou phases show CN/platform-economy --as-of 2024-04-09",
        PhasesShowCommand.Build(globals),
        PhasesExplainCommand.Build(globals),
        PhasesScoreCommand.Build(globals));

    /// <summary>The cell that a command is about.</summary>
    public static Argument<string> CellArgument { get; } = new("CELL") { Description = "jurisdiction/sector/area, such as CN/ai or CN/platform-economy/antitrust" };
}
