using System.CommandLine;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou scenario</c>: what the mechanism does when something changes.</summary>
static class ScenarioCommands
{
    public static Command Build(GlobalOptions globals) => new NounCommand(
        "scenario",
        "What would happen if: runs the mechanism many times with one thing changed. Numbers describe the model, not China.",
        "fangshou scenario run big-ai-misuse --severity 16",
        ScenarioListCommand.Build(globals),
        ScenarioParamsCommand.Build(globals),
        ScenarioRunCommand.Build(globals),
        ScenarioSweepCommand.Build(globals),
        ScenarioCompareCommand.Build(globals),
        ScenarioAblateCommand.Build(globals),
        ScenarioCalibrateCommand.Build(globals),
        ScenarioSensitivityCommand.Build(globals));
}
