using System.CommandLine;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Forecasts;
using Fangshou.Ledger;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou forecast list</c>.</summary>
static class ForecastListCommand
{
    public static Command Build(GlobalOptions globals) => new NounCommand("list", "The forecasts of the workspace, with what came of them.", "fangshou forecast list").Does(globals, (run, _) => List(run));

    static int List(CommandRun run)
    {
        Ledger.Ledger ledger = run.OpenLedger();
        ForecastWorkspace workspace = ForecastWorkspace.Open(run.Settings.Workspace, ledger.Codebook);
        Words words = Words.For(run.PageLanguage);
        run.Write(new Answer
        {
            Schema = "forecast-list/1",
            Data = new
            {
                Forecasts = workspace.Forecasts.Select(f => new
                {
                    f.Number,
                    f.Cell,
                    f.AsOf,
                    IssuedAt = f.IssuedAt.ToString(),
                    f.Origin,
                    f.Swing,
                    f.Supersedes,
                    SupersededBy = workspace.SupersededBy(f),
                    Within = Outlook.Horizons.Select(h => new { Horizon = h, Probability = f.Statements[^1].Outlook.Within[h - 1] }),
                    Outcome = workspace.OutcomeOf(f),
                    Sha256 = ForecastFile.HashOf(f),
                }),
            },
            Rows = new Rows(
                ["number", "cell", "as_of", "issued_at", "swing", .. Outlook.Horizons.Select(h => string.Create(CultureInfo.InvariantCulture, $"within_{h}")), "superseded_by", "outcome"],
                [.. workspace.Forecasts.Select(f => Row(f, p => p.ToString("0.######", CultureInfo.InvariantCulture)))]),
            Screen =
            [
                CommandRun.Grid(
                    [run.Say("number", "编号"), run.Say("cell", "单元"), run.Say("knows", "信息截至"), run.Say("issued", "发布"), run.Say("swing", "转折"), .. Outlook.Horizons.Select(h => run.Say($"{h} mo", $"{h} 月")), run.Say("superseded by", "取代者"), run.Say("outcome", "结果")],
                    workspace.Forecasts.Select(f => Row(f, words.Percent))),
            ],
        });
        return ExitCode.Done;

        string[] Row(IssuedForecast f, Func<double, string> shown) =>
        [
            f.Number.ToString(CultureInfo.InvariantCulture), f.Cell.ToString(), f.AsOf.ToString(), f.IssuedAt.ToString(), Json.Word(f.Swing), .. Outlook.Horizons.Select(h => shown(f.Statements[^1].Outlook.Within[h - 1])),
            workspace.SupersededBy(f)?.ToString(CultureInfo.InvariantCulture) ?? "", ForecastView.Outcome(run, f, workspace.OutcomeOf(f)),
        ];
    }
}

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
        ForecastWorkspace workspace = ForecastWorkspace.Open(run.Settings.Workspace, run.OpenLedger().Codebook);
        IssuedForecast forecast = workspace.Find(ScenarioRequest.Whole("NUMBER", text, 1, 99_999));
        string title = ForecastView.Sentence(run, forecast, 12);
        if (ScenarioView.WriteFigure(run, options => OutlookFigure.Svg(title, forecast, options), options => OutlookFigure.Png(title, forecast, options), []))
            return ExitCode.Done;
        run.Write(ForecastView.Answer(run, "forecast-show/1", forecast, (workspace.OutcomeOf(forecast), workspace.SupersededBy(forecast)), []));
        return ExitCode.Done;
    }
}

/// <summary><c>fangshou forecast resolve</c>.</summary>
static class ForecastResolveCommand
{
    public static Command Build(GlobalOptions globals) =>
        new NounCommand("resolve", "Fills in what came of each forecast, as far as the ledger of --as-of tells it.", "fangshou forecast resolve").Does(globals, (run, _) => Resolve(run));

    static int Resolve(CommandRun run)
    {
        Ledger.Ledger whole = run.OpenLedger();
        LedgerAsOf ledger = whole.AsOf(run.Settings.AsOf);
        ForecastWorkspace workspace = ForecastWorkspace.Open(run.Settings.Workspace, whole.Codebook);
        Dictionary<(Cell, bool), Truth> truths = [];
        foreach (IssuedForecast forecast in workspace.Forecasts)
        {
            if (!truths.TryGetValue((forecast.Cell, forecast.Coverage), out Truth? truth))
                truth = truths[(forecast.Cell, forecast.Coverage)] = new Truth(ledger, [forecast.Cell], new Signals.SignalOptions { Coverage = forecast.Coverage });
            Outcome? outcome = truth.Of(forecast.Cell, forecast.Origin, forecast.Swing);
            workspace.Resolve(new StoredOutcome(
                forecast.Number, ForecastFile.HashOf(forecast), ledger.AsOf.ToString(), ledger.DataVersion, outcome is null, outcome?.Turned, outcome?.Known ?? 0,
                [.. outcome?.Counts ?? []], [.. (outcome?.Severe ?? []).Select(counts => counts.ToArray())]));
        }

        run.Write(new Answer
        {
            Schema = "forecast-resolve/1",
            AsOf = ledger.AsOf.ToString(),
            DataVersion = ledger.DataVersion,
            Data = new { Outcomes = workspace.Forecasts.Select(workspace.OutcomeOf) },
            Rows = new Rows(
                ["number", "cell", "swing", "origin", "outcome"],
                [.. workspace.Forecasts.Select(f => new[] { f.Number.ToString(CultureInfo.InvariantCulture), f.Cell.ToString(), Json.Word(f.Swing), f.Origin.ToString(), ForecastView.Outcome(run, f, workspace.OutcomeOf(f)) })]),
        });
        return ExitCode.Done;
    }
}

/// <summary><c>fangshou forecast export</c>.</summary>
static class ForecastExportCommand
{
    public static Command Build(GlobalOptions globals) =>
        new NounCommand("export", "All numbers of all forecasts with what came of them, a line each, for Excel, R or Python.", "fangshou forecast export --format csv -o forecasts.csv").Does(globals, (run, _) => Export(run));

    static int Export(CommandRun run)
    {
        ForecastWorkspace workspace = ForecastWorkspace.Open(run.Settings.Workspace, run.OpenLedger().Codebook);
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

/// <summary><c>fangshou forecast score</c>.</summary>
static class ForecastScoreCommand
{
    public static Command Build(GlobalOptions globals) =>
        new NounCommand("score", "Scores the resolved forecasts of the workspace, each forecaster beside the baselines.", "fangshou forecast score").Does(globals, (run, _) => Score(run));

    static int Score(CommandRun run)
    {
        Ledger.Ledger ledger = run.OpenLedger();
        ForecastWorkspace workspace = ForecastWorkspace.Open(run.Settings.Workspace, ledger.Codebook);
        ScoredForecast[] scored =
        [
            .. from forecast in workspace.Forecasts
               let outcome = workspace.OutcomeOf(forecast)?.Restore()
               where outcome is { Known: > 0 }
               from said in forecast.Statements
               select new ScoredForecast(
                   new PastForecast(forecast.Cell, forecast.Origin, said.Forecaster, said.Outlook, forecast.Severe), outcome,
                   $"{forecast.Cell.Jurisdiction}/{ledger.Codebook.Sectors.Root(forecast.Cell.Sector)}/{forecast.Origin.Year.ToString(CultureInfo.InvariantCulture)}"),
        ];
        if (scored.Length == 0)
            throw new CommandException(ExitCode.NotFound, workspace.Forecasts.IsEmpty ? "there are no forecasts; fangshou forecast issue makes one." : "no forecast has an outcome yet; fangshou forecast resolve fills in what the ledger tells.");
        run.Write(ScoreView.Answer(run, "forecast-score/1", ForecastScores.Of(Latest(scored), [new ScoreGroup("all", _ => true)], run.Settings.Seed, run.Settings.Threads), null, ["all"]));
        return ExitCode.Done;
    }

    /// <summary>Of several forecasts of a cell from the same origin only the last one counts.</summary>
    static IEnumerable<ScoredForecast> Latest(ScoredForecast[] scored) =>
        scored.GroupBy(s => (s.Forecast.Cell, s.Forecast.Origin, s.Forecast.Forecaster)).Select(same => same.Last());
}
