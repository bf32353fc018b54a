using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Signals;

namespace Fangshou.Forecasts;

/// <summary>What one forecaster said of one cell at one origin.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Origin">The last month known.</param>
/// <param name="Forecaster">Who said it.</param>
/// <param name="Outlook">What was said.</param>
/// <param name="Severe">Share of restrictive observations taken to be acts of each severity of <see cref="CellPast.Severities"/>, 0…1.</param>
public sealed record PastForecast(Cell Cell, Month Origin, string Forecaster, Outlook Outlook, ImmutableArray<double> Severe);

/// <summary>Forecasts as they would have been made, year by year, each from the ledger as known on its day.</summary>
/// <param name="known">The ledger as known on a day; there is no other way to it.</param>
/// <param name="cells">Which cells.</param>
/// <param name="forecasters">Which forecasters.</param>
/// <param name="options">How rows become signals.</param>
/// <param name="rolling">At which origins.</param>
public sealed class Backtest(Func<AsOf, LedgerAsOf> known, ImmutableArray<Cell> cells, ImmutableArray<IForecaster> forecasters, SignalOptions options, RollingOrigin rolling)
{
    /// <summary>The forecasts of a year's origins, in the order of origins, cells and forecasters.</summary>
    /// <param name="year">One of the rolling origin's years.</param>
    /// <param name="threads">Origins at once; never changes a number.</param>
    /// <param name="cancel">Stops it.</param>
    /// <remarks>Years know nothing of each other, so that a stopped backtest can go on with the next one.</remarks>
    public ImmutableArray<PastForecast> Year(int year, int threads, CancellationToken cancel)
    {
        ForecastPanel[] panels = [.. rolling.Of(year).Select(At)];
        if (panels.Length == 0)
            return [];
        string?[] branches = rolling.LeavesOutBranch ? [.. cells.Select(panels[0].Root).Distinct()] : [null];
        ImmutableArray<PastForecast>[] made = new ImmutableArray<PastForecast>[panels.Length];
        Array.Fill(made, []);
        foreach (string? branch in branches)
        {
            ForecastPanel[] taught = branch is null ? panels : [.. panels.Select(panel => panel.LeavingOut(branch))];
            ILearnedForecaster?[] learned = [.. forecasters.Select(forecaster => forecaster.LearnsEvery > 1 ? forecaster.Learn(taught[0], cancel) : null)];
            Parallel.For(0, panels.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, i =>
                made[i] = made[i].AddRange(Forecasts(taught[i], branch, learned, cancel)));
        }

        return [.. made.SelectMany(origin => origin)];
    }

    /// <summary>The forecasts with those of the stacked mixture, whose weights at each origin rest on what was over by then.</summary>
    /// <param name="made">Forecasts of all years.</param>
    /// <param name="threads">Never changes a number.</param>
    /// <param name="cancel">Stops it.</param>
    public ImmutableArray<PastForecast> Stacked(ImmutableArray<PastForecast> made, int threads, CancellationToken cancel)
    {
        IGrouping<Month, PastForecast>[] origins = [.. made.GroupBy(forecast => forecast.Origin)];
        PastForecast[][] mixed = new PastForecast[origins.Length][];
        Parallel.For(0, origins.Length, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancel }, i =>
        {
            Stacking stacking = Stacking.Learn(made, At(origins[i].Key));
            mixed[i] = [.. origins[i].GroupBy(forecast => forecast.Cell).Where(said => said.Any(f => f.Forecaster == Stacking.Members[0])).Select(said => new PastForecast(
                said.Key, origins[i].Key, Stacking.Id, stacking.Mix(said.ToDictionary(f => f.Forecaster, f => f.Outlook)).Rounded(), said.First().Severe))];
        });
        return [.. made, .. mixed.SelectMany(origin => origin)];
    }

    /// <summary>The panel of an origin.</summary>
    public ForecastPanel At(Month origin) => ForecastPanel.Of(known(new AsOf(origin.LastDay)), cells, options);

    IEnumerable<PastForecast> Forecasts(ForecastPanel panel, string? branch, ILearnedForecaster?[] yearly, CancellationToken cancel)
    {
        ILearnedForecaster[] learned = [.. forecasters.Select((forecaster, i) => yearly[i] ?? forecaster.Learn(panel, cancel))];
        foreach (CellPast cell in panel.Cells.Where(cell => branch is null || panel.Root(cell.Cell) == branch))
        {
            ImmutableArray<double> severe = cell.SevereShares(panel);
            for (int i = 0; i < learned.Length; i++)
            {
                cancel.ThrowIfCancellationRequested();
                if (learned[i].Forecast(panel, cell) is { } outlook)
                    yield return new PastForecast(cell.Cell, panel.Origin, forecasters[i].Id, outlook.Rounded(), severe);
            }
        }
    }
}
