using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Forecasts;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Fangshou.Cli.Commands;

/// <summary>How an issued forecast is shown.</summary>
static class ForecastView
{
    /// <summary>One forecast with all that it says, and what came of it.</summary>
    public static Answer Answer(CommandRun run, string schema, IssuedForecast forecast, (StoredOutcome? Outcome, int? SupersededBy)? known, ImmutableArray<string> warnings) => new()
    {
        Schema = schema,
        AsOf = forecast.AsOf.ToString(),
        DataVersion = forecast.DataVersion,
        ModelVersion = forecast.ModelVersion,
        Seed = forecast.Seed,
        Warnings = warnings,
        Data = View(forecast, known?.Outcome, known?.SupersededBy),
        Rows = new Rows(Columns, [.. Lines(forecast, known?.Outcome)]),
        Screen = Screen(run, forecast, known?.Outcome, known?.SupersededBy),
    };

    /// <summary>Columns of a table that holds a line for each forecaster, horizon and question.</summary>
    public static ImmutableArray<string> Columns { get; } =
        ["number", "cell", "as_of", "issued_at", "origin", "forecaster", "question", "horizon_months", "probability", "mean", "low", "high", "outcome", "superseded_by"];

    /// <summary>The lines of one forecast.</summary>
    public static IEnumerable<string[]> Lines(IssuedForecast forecast, StoredOutcome? outcome, int? supersededBy = null)
    {
        Outcome? came = outcome?.Restore();
        foreach (Statement said in forecast.Statements)
        {
            for (int i = 0; i < Outlook.Horizons.Length; i++)
            {
                int horizon = Outlook.Horizons[i];
                yield return Line(said, horizon, Json.Word(forecast.Swing), Number(said.Outlook.Within[horizon - 1]), "", "", "", outcome?.Void == true ? "void" : came?.Came(horizon) is { } happened ? (happened ? "1" : "0") : "");
                for (int s = 0; s < ForecastWords.Severities.Length && said.Outlook.Counts.Length > 0; s++)
                {
                    CountLaw law = ForecastWords.Law(forecast, said, i, s);
                    int? counted = s == 0 ? came?.Counts[i] : came?.Severe[s - 1][i];
                    yield return Line(
                        said, horizon, $"count-severity-{ForecastWords.Severities[s].ToString(CultureInfo.InvariantCulture)}", "", Number(law.Mean), Whole(law.Quantile(0.05)), Whole(law.Quantile(0.95)),
                        outcome?.Void == true ? "void" : counted is { } n ? Whole(n) : "");
                }
            }
        }

        string[] Line(Statement said, int horizon, string question, string probability, string mean, string low, string high, string result) =>
        [
            Whole(forecast.Number), forecast.Cell.ToString(), forecast.AsOf.ToString(), forecast.IssuedAt.ToString(), forecast.Origin.ToString(), said.Forecaster, question,
            Whole(horizon), probability, mean, low, high, result, supersededBy is { } later ? Whole(later) : "",
        ];
    }

    static object View(IssuedForecast forecast, StoredOutcome? outcome, int? supersededBy) => new
    {
        forecast.Number,
        forecast.Cell,
        IssuedAt = forecast.IssuedAt.ToString(),
        forecast.Origin,
        forecast.Swing,
        forecast.Rule,
        forecast.Supersedes,
        SupersededBy = supersededBy,
        Sha256 = ForecastFile.HashOf(forecast),
        forecast.DataHash,
        Forecasters = forecast.Statements.Select(said => new
        {
            Id = said.Forecaster,
            said.Outlook.Within,
            Counts = said.Outlook.Counts.IsEmpty ? [] : Outlook.Horizons.SelectMany((horizon, i) => ForecastWords.Severities.Select((severity, s) =>
            {
                CountLaw law = ForecastWords.Law(forecast, said, i, s);
                return new { Horizon = horizon, Severity = severity, Mean = Math.Round(law.Mean, 4), Low = law.Quantile(0.05), Median = law.Quantile(0.5), High = law.Quantile(0.95) };
            })),
        }),
        Weights = Outlook.Horizons.Select((horizon, i) => new { Horizon = horizon, Members = Stacking.Members.Zip(forecast.Weights[i], (id, weight) => new { Id = id, Weight = weight }) }),
        Outcome = outcome,
    };

    static ImmutableArray<IRenderable> Screen(CommandRun run, IssuedForecast forecast, StoredOutcome? outcome, int? supersededBy)
    {
        Words words = Words.For(run.PageLanguage);
        ForecastWords told = new(run.PageLanguage);
        string later = supersededBy is { } number ? run.Say($" Superseded by {number}.", $" 已由第 {number} 号取代。") : "";
        return
        [
            new Text($"{told.Issued(forecast)}{later}\n{told.Sentence(forecast, 6)}\n{told.Sentence(forecast, 12)}\n{told.Outcome(forecast, outcome)}\n"),
            CommandRun.Grid(
                [told.Within(forecast.Swing), .. Outlook.Horizons.Select(told.Months)],
                forecast.Statements.Select(said => new[] { told.Name(said.Forecaster) }.Concat(Outlook.Horizons.Select(h => words.Percent(said.Outlook.Within[h - 1]))).ToArray())),
            CommandRun.Grid(
                [told.CountCaption, .. Outlook.Horizons.Select(told.Months)],
                ForecastWords.Severities.Select((severity, s) => new[] { told.Severity(severity) }
                    .Concat(Outlook.Horizons.Select((_, i) => ForecastWords.Count(ForecastWords.Law(forecast, forecast.Statements[^1], i, s)))).ToArray())),
            new Text($"{run.Say("How it is resolved:", "判定规则：")} {forecast.Rule}\nsha256 {ForecastFile.HashOf(forecast)}\n"),
        ];
    }

    static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);
}
