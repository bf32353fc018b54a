using System.CommandLine;
using Fangshou.Briefs;
using Fangshou.Forecasts;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou forecast show</c>.</summary>
static class ForecastShowCommand
{
    public static Command Build(GlobalOptions globals)
    {
        Argument<string> number = new("NUMBER") { Description = "number of the forecast" };
        return new NounCommand("show", "One forecast: every forecaster's numbers, the rule, what came of it. -o x.svg or x.png draws it.", "fangshou forecast show 1", number)
            .Does(globals, (run, parse) => Show(run, parse.GetValue(number)!));
    }

    static int Show(CommandRun run, string text)
    {
        using ForecastPlace place = ForecastPlace.Open(run, run.OpenLedger().Codebook);
        ForecastWorkspace workspace = place.Forecasts;
        IssuedForecast forecast = workspace.Find(ScenarioRequest.Whole("NUMBER", text, 1, 99_999));
        string title = new ForecastWords(run.PageLanguage).Sentence(forecast, 12);
        if (ScenarioView.WriteFigure(run, options => OutlookFigure.Svg(title, forecast, options), options => OutlookFigure.Png(title, forecast, options), []))
            return ExitCode.Done;
        run.Write(ForecastView.Answer(run, "forecast-show/1", forecast, (workspace.OutcomeOf(forecast), workspace.SupersededBy(forecast)), [.. new ForecastWords(run.PageLanguage).Doubts(forecast)]));
        return ExitCode.Done;
    }
}
