using System.Collections.Immutable;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Store;

namespace Fangshou.Briefs;

/// <summary>How well the past was forecast.</summary>
/// <param name="Cells">The cells.</param>
/// <param name="Rolling">The origins.</param>
/// <param name="CountedTo">The last month whose outcomes are counted.</param>
/// <param name="Void">Forecasts whose question is void.</param>
/// <param name="Scores">By group.</param>
/// <param name="Diagrams">Whether the ensemble's probabilities of a crackdown can be taken at their word.</param>
sealed record BacktestReport(ImmutableArray<Cell> Cells, RollingOrigin Rolling, Month CountedTo, int Void, ForecastScores Scores, ImmutableArray<ReliabilityPanel> Diagrams)
{
    // Before this year the mechanism's parameters and the model's choices had seen what happened.
    const int FirstYearUnseen = 2024;

    /// <summary>Groups of forecasts: all of them, and those before and since the model's choices were made.</summary>
    internal const string All = "all", Seen = "to 2023", Unseen = "2024 on";

    static readonly int[] diagramHorizons = [3, 6, 12];

    /// <summary>All origins whose outcomes begin to be known.</summary>
    internal static RollingOrigin Standard(Truth truth) => new() { Last = truth.Last + -1 };

    /// <summary>Forecasts the past and scores it.</summary>
    /// <param name="runs">Forecasts of a day.</param>
    /// <param name="truth">What came.</param>
    /// <param name="rolling">The origins.</param>
    /// <param name="seed">Of the bootstraps.</param>
    /// <param name="threads">Never changes a number.</param>
    /// <exception cref="RefusedException">No cell has rows enough, or none was known long enough at any origin.</exception>
    internal static BacktestReport Of(ForecastRuns runs, Truth truth, RollingOrigin rolling, ulong seed, int threads)
    {
        (_, ImmutableArray<PastForecast> forecasts) = runs.Past(rolling);
        ScoredForecast[] scored = [.. ScoredForecast.Of(forecasts, truth, runs.Branch)];
        return scored.Length == 0
            ? throw new RefusedException(Fault.NotFound, $"no cell was known long enough at any origin from {rolling.First} to {rolling.Last}.")
            : new BacktestReport(runs.Cells, rolling, truth.Last, forecasts.Length - scored.Length, ForecastScores.Of(scored, Groups(runs), seed, threads), DiagramsOf(scored, seed));
    }

    /// <summary>What was forecast and when, in a line.</summary>
    internal string Note(Language language) => language == Language.Chinese
        ? $"{Cells.Length} 个单元，起点 {Rolling.First} 至 {Rolling.Last}，结果计至 {CountedTo}"
        : $"{Cells.Length} cells, origins {Rolling.First} to {Rolling.Last}, outcomes counted to {CountedTo}";

    /// <summary>What the figure shows.</summary>
    internal static string Title(Language language) => language == Language.Chinese ? "对整治的预测效果如何？" : "How well were crackdowns forecast?";

    /// <summary>Scores of crackdowns, all forecasts together.</summary>
    internal ImmutableArray<SwingScore> Shown => [.. Scores.Swings.Where(s => s.Group == All && s.Swing == SwingKind.Crackdown)];

    internal string Svg(ChartOptions options) => BacktestFigure.Svg(Title(options.Language), Note(options.Language), Shown, Diagrams, options);

    internal byte[] Png(ChartOptions options) => BacktestFigure.Png(Title(options.Language), Note(options.Language), Shown, Diagrams, options);

    static ImmutableArray<ScoreGroup> Groups(ForecastRuns runs) =>
    [
        new(All, _ => true), new(Seen, f => f.Origin.Year < FirstYearUnseen), new(Unseen, f => f.Origin.Year >= FirstYearUnseen),
        .. runs.Cells.Select(cell => cell.Jurisdiction).Distinct().Select(jurisdiction => new ScoreGroup(jurisdiction, f => f.Cell.Jurisdiction == jurisdiction)),
        .. runs.Cells.Select(cell => $"{cell.Jurisdiction}/{runs.Branch(cell)}").Distinct().Select(branch => new ScoreGroup(branch, f => $"{f.Cell.Jurisdiction}/{runs.Branch(f.Cell)}" == branch)),
    ];

    static ImmutableArray<ReliabilityPanel> DiagramsOf(ScoredForecast[] scored, ulong seed) =>
    [
        .. diagramHorizons.Select(horizon => (horizon, Said: scored.Where(s => s.Forecast.Forecaster == Stacking.Id && s.Forecast.Outlook.Swing == SwingKind.Crackdown && s.Outcome.Known >= horizon).ToArray()))
            .Where(p => p.Said.Length > 0)
            .Select(p => new ReliabilityPanel(p.horizon, Reliability.Of(p.Said.Select(s => s.Forecast.Outlook.Within[p.horizon - 1]).ToArray(), p.Said.Select(s => s.Outcome.Came(p.horizon)!.Value).ToArray(), seed))),
    ];
}
