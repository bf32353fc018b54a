using System.CommandLine;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou forecast export</c>.</summary>
static class ForecastExportCommand
{
    public static Command Build(GlobalOptions globals) =>
        new NounCommand("export", "All numbers of all forecasts with what came of them, a line each, for Excel, R or Python.", "fangshou forecast export --format csv -o forecasts.csv").Does(globals, (run, _) => Export(run));

    static int Export(CommandRun run)
    {
        using ForecastPlace place = ForecastPlace.Open(run, run.OpenLedger().Codebook);
        ForecastWorkspace workspace = place.Forecasts;
        string[][] lines = [.. workspace.Forecasts.SelectMany(f => ForecastView.Lines(f, workspace.OutcomeOf(f), workspace.SupersededBy(f)))];
        run.Write(new Answer
        {
            Schema = "forecast-export/1",
            Data = new { Lines = lines.Select(line => ForecastView.Columns.Zip(line).ToDictionary(pair => pair.First, pair => pair.Second)) },
            Rows = new Rows(ForecastView.Columns, lines),
        });
        return ExitCode.Done;
    }
}
