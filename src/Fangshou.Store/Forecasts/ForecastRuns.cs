using System.Collections.Immutable;
using System.Globalization;
using Fangshou.Forecasts;
using Fangshou.Ledger;
using Fangshou.Mechanism;
using Fangshou.Scenarios;
using Fangshou.Signals;

namespace Fangshou.Store;

/// <summary>Forecasts as of a day: all forecasters, and what they would have said in the past, from the cache where it is there.</summary>
sealed class ForecastRuns
{
    /// <summary>The world that the mechanism's forecasts rest on, and the country that it stands for.</summary>
    const string Honeymoon = "ai-honeymoon", Country = "CN";

    readonly ReadingOptions options;
    readonly SignalOptions signals;
    readonly ReadingCache cache = ReadingCache.OfUser();
    readonly Lazy<ImmutableArray<IForecaster>> forecasters;

    public ForecastRuns(Ledger.Ledger whole, AsOf asOf, ReadingOptions options)
    {
        this.options = options;
        signals = new SignalOptions { Coverage = options.Coverage };
        Whole = whole;
        Ledger = whole.AsOf(asOf);
        Cells = ForecastPanel.CellsOf(Ledger, signals);
        forecasters = new(Forecasters);
    }

    /// <summary>The package.</summary>
    public Ledger.Ledger Whole { get; }

    /// <summary>As known on the day.</summary>
    public LedgerAsOf Ledger { get; }

    /// <summary>The cells that have enough rows.</summary>
    public ImmutableArray<Cell> Cells { get; }

    /// <summary>All but the ensemble, which mixes them.</summary>
    public ImmutableArray<IForecaster> All => forecasters.Value;

    /// <summary>The panel of a day, with a cell that may not be among those that are forecast anyway.</summary>
    public ForecastPanel Panel(Cell cell) => ForecastPanel.Of(Ledger, Cells.Contains(cell) ? Cells : Cells.Add(cell), signals);

    /// <summary>The weights of the ensemble on the day of a panel: from all origins whose outcomes were known by then.</summary>
    public Stacking Weights(ForecastPanel panel)
    {
        Month last = panel.Origin + -1;
        // With no origin before the day no weight can be learned, and no past is forecast for it.
        ImmutableArray<PastForecast> before = last < new RollingOrigin { Last = last }.First ? [] : Past(new RollingOrigin { Last = last }).Forecasts;
        return Stacking.Learn(before.Where(forecast => forecast.Forecaster != Stacking.Id), panel);
    }

    /// <summary>What every forecaster and, last, the ensemble say now of every cell that is forecast.</summary>
    public ImmutableArray<(Cell Cell, ImmutableArray<Statement> Statements)> Now()
    {
        ForecastPanel panel = ForecastPanel.Of(Ledger, Cells, signals);
        Stacking weights = Weights(panel);
        ImmutableArray<(string, ILearnedForecaster)> learned = [.. All.Select(forecaster => (forecaster.Id, forecaster.Learn(panel, options.Cancellation)))];
        return [.. panel.Cells.Select(past => (past.Cell, IssuedForecast.StatementsOf(panel, past, learned, weights)))];
    }

    /// <summary>What the ledger tells of months that were forecast.</summary>
    public Truth Truth(ImmutableArray<Cell> cells) => new(Ledger, cells, signals);

    /// <summary>The root of a cell's sector.</summary>
    public string Branch(Cell cell) => Whole.Codebook.Sectors.Root(cell.Sector) ?? "";

    /// <summary>What every forecaster and the ensemble would have said at the origins.</summary>
    /// <remarks>Each year that is done is kept, so that an interrupted run goes on with the next one.</remarks>
    public (Backtest Backtest, ImmutableArray<PastForecast> Forecasts) Past(RollingOrigin rolling)
    {
        // Forecasters are made only for a year that is not kept: the mechanism runs for some seconds before it can say anything.
        Lazy<Backtest> backtest = new(() => new Backtest(Whole.AsOf, Cells, All, signals, rolling));
        IProgress<double>? progress = options.Progress(LongWork.PastForecasts);
        using IDisposable? line = progress as IDisposable;
        int[] years = [.. rolling.Years];
        List<PastForecast> made = [];
        for (int i = 0; i < years.Length; i++)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            string key = Key(rolling, years[i]);
            ImmutableArray<PastForecast> year;
            if (cache.Find<StoredForecasts>(key) is { } stored)
            {
                year = stored.Restore(Cells);
            }
            else
            {
                year = backtest.Value.Year(years[i], options.Threads, options.Cancellation);
                cache.Keep(key, StoredForecasts.Of(year, Cells));
            }

            made.AddRange(year);
            progress?.Report((i + 1.0) / years.Length);
        }

        Backtest mixing = new(Whole.AsOf, Cells, [], signals, rolling);
        return (mixing, mixing.Stacked([.. made], options.Threads, options.Cancellation));
    }

    ImmutableArray<IForecaster> Forecasters()
    {
        PhasePredictive phases = new(options.Seed, options.Threads);
        ImmutableArray<IForecaster> all = [new Climatology(), new Persistence(), new WeightedAverage(), phases, new Hazard(), new ContagionForecaster(options.Seed)];
        if (!ScenarioFolder.Ids.Contains(Honeymoon))
            return all;
        Scenario scenario = ScenarioFolder.Read(Honeymoon) with { Replicates = MechanismForecaster.Replicates };
        EnsembleRun histories = new(MechanismForecaster.Plan(scenario.World, ScenarioFolder.Sets(ParameterSource.Calibrated, scenario), options.Seed));
        IProgress<double>? progress = options.Progress(LongWork.Mechanism);
        using (progress as IDisposable)
            histories.Advance(options.Threads, progress, options.Cancellation);
        return all.Add(new MechanismForecaster(phases, histories.History, Country, scenario.Sector, options.Threads));
    }

    // Everything that could change the numbers; threads never do.
    string Key(RollingOrigin rolling, int year) => string.Join(
        '|', "backtest", IssuedForecast.Version, Whole.ContentHash, PhaseModelStamp.Value, options.Seed.ToString(CultureInfo.InvariantCulture), signals.Coverage, rolling.LeavesOutBranch,
        string.Join(',', Cells), string.Join(',', rolling.Of(year)));
}

/// <summary>What is kept of a year of forecasts: cells by their position, numbers as they are.</summary>
sealed record StoredForecasts(StoredForecast[] Forecasts)
{
    public static StoredForecasts Of(ImmutableArray<PastForecast> forecasts, ImmutableArray<Cell> cells) => new(
    [
        .. forecasts.Select(f => new StoredForecast(
            cells.IndexOf(f.Cell), f.Origin.Index, f.Forecaster, f.Outlook.Swing, [.. f.Outlook.Within], [.. f.Outlook.Counts.Select(law => law.Mass.ToArray())], [.. f.Severe])),
    ]);

    public ImmutableArray<PastForecast> Restore(ImmutableArray<Cell> cells) =>
    [
        .. Forecasts.Select(f => new PastForecast(
            cells[f.Cell], new Month(f.Origin), f.Forecaster, new Outlook(f.Swing, [.. f.Within], [.. f.Counts.Select(mass => new CountLaw([.. mass]))]), [.. f.Severe])),
    ];
}

/// <summary>One forecast as it is kept.</summary>
sealed record StoredForecast(int Cell, int Origin, string Forecaster, SwingKind Swing, double[] Within, double[][] Counts, double[] Severe);
