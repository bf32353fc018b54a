using System.Collections.Immutable;
using System.CommandLine;
using Fangshou.Briefs;
using Fangshou.Forecasts;
using Fangshou.Ledger;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou forecast issue</c>.</summary>
static class ForecastIssueCommand
{
    public static Command Build(GlobalOptions globals)
    {
        Argument<string> cell = new("CELL") { Description = "such as CN/gaming" };
        return new NounCommand("issue", "Writes a numbered forecast of the next swing to the workspace. It can never be edited; a later one of the same cell supersedes it.", "fangshou forecast issue CN/gaming", cell)
            .Does(globals, (run, parse) => Issue(run, parse.GetValue(cell)!));
    }

    static int Issue(CommandRun run, string text)
    {
        ForecastRuns runs = new(run.OpenLedger(), run.Settings.AsOf, run.Reading);
        Cell cell = CommandRun.ParseCell(text, runs.Whole.Codebook);
        if (cell.Area is not null)
            throw new CommandException(ExitCode.Usage, $"{Texts.Printable(text)}: forecasts are of whole sectors, in the general lane; leave the area out.");
        using ForecastPlace place = ForecastPlace.Open(run, runs.Whole.Codebook);
        ForecastWorkspace workspace = place.Forecasts;
        ForecastPanel panel = runs.Panel(cell);
        CellPast past = panel.Find(cell) ?? throw new CommandException(
            ExitCode.NotFound, $"fewer than {ForecastPanel.FewestMonths} months of {cell} were known on {panel.AsOf}; nothing can be forecast.");
        (IssuedForecast forecast, bool isNew) = workspace.Issue(Draft(run, runs, panel, past));
        run.Note(isNew
            ? $"wrote {workspace.PlaceOf(forecast)}{(forecast.Supersedes is { } earlier ? $", which supersedes {earlier}" : "")}"
            : $"forecast {forecast.Number} says the same already; nothing was written");
        run.Write(ForecastView.Answer(run, "forecast-issue/1", forecast, null, [.. Warnings(past), .. new ForecastWords(run.PageLanguage).Doubts(forecast)]));
        return ExitCode.Done;
    }

    static ImmutableArray<string> Warnings(CellPast past) => past.Signals.Months[^1].Provisional
        ? [$"the last months of {past.Cell} are still being coded: what looks quiet may not be. {past.Signals.Months.Count(m => m.Provisional)} months are provisional."]
        : [];

    static IssuedForecast Draft(CommandRun run, ForecastRuns runs, ForecastPanel panel, CellPast past)
    {
        Stacking stacking = runs.Weights(panel);
        using ProgressLine? line = run.Progress(run.Say("forecasting", "预测中"));
        return IssuedForecast.Draft(
            panel, past, runs.All, stacking, runs.Whole.ContentHash, run.Settings.Seed, new IssuedAt(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime)), line, run.Cancellation);
    }
}
