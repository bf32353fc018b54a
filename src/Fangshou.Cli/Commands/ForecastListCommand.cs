using System.CommandLine;
using System.Globalization;
using Fangshou.Briefs;
using Fangshou.Forecasts;

namespace Fangshou.Cli.Commands;

/// <summary><c>fangshou forecast list</c>.</summary>
static class ForecastListCommand
{
    public static Command Build(GlobalOptions globals) => new NounCommand("list", "The forecasts of the workspace, with what came of them.", "fangshou forecast list").Does(globals, (run, _) => List(run));

    static int List(CommandRun run)
    {
        Ledger.Ledger ledger = run.OpenLedger();
        using ForecastPlace place = ForecastPlace.Open(run, ledger.Codebook);
        ForecastWorkspace workspace = place.Forecasts;
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
            workspace.SupersededBy(f)?.ToString(CultureInfo.InvariantCulture) ?? "", new ForecastWords(run.PageLanguage).Outcome(f, workspace.OutcomeOf(f)),
        ];
    }
}
