using System.CommandLine;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou forecast</c>: how likely the next swing is, written down so that it can be scored.</summary>
static class ForecastCommands
{
    public static Command Build(GlobalOptions globals)
    {
        NounCommand noun = new(
            "forecast",
            "How likely the next swing is, by several forecasters; written down, resolved and scored.",
            "fangshou forecast issue CN/ai",
            ForecastIssueCommand.Build(globals),
            ForecastListCommand.Build(globals),
            ForecastShowCommand.Build(globals),
            ForecastResolveCommand.Build(globals),
            ForecastScoreCommand.Build(globals),
            ForecastExportCommand.Build(globals),
            ForecastBacktestCommand.Build(globals));
        noun.Add(globals.Workspace);
        noun.Add(globals.Database);
        return noun;
    }
}
