using Fangshou.Phases;

namespace Fangshou.Forecasts;

/// <summary>The phases' own forecast: from where the filter stands and how long the stay has lasted, months are drawn onward and coded like real ones.</summary>
/// <remarks>
/// Parameters are draws of the cut posterior of <see cref="PhaseFit"/>, learned once a year; each filters the cell's months up to the day of the forecast, paths
/// are drawn from it, and each goes on with stays, moves and negative binomial counts. A stay that began before the ledger is taken to have lasted as long as it was seen.
/// Coverage stays as it was in the last year. Sampling is shorter than for reading phases (docs/method/forecasts.md).
/// </remarks>
/// <param name="seed">Names the random numbers.</param>
/// <param name="threads">Threads for learning; never changes a result.</param>
public sealed class PhasePredictive(ulong seed, int threads) : IForecaster
{
    // What was learned last: another forecaster may rest on the same phases.
    readonly Lock gate = new();
    (ForecastPanel Panel, LearnedPhases Phases)? last;

    /// <inheritdoc/>
    public string Id => "phases";

    /// <inheritdoc/>
    public int LearnsEvery => 12;

    /// <summary>Sweeps before the first draw is kept, and draws kept of each chain.</summary>
    internal (int WarmUp, int Kept) Sweeps { get; init; } = (300, 200);

    FitOptions Options => new() { Seed = seed, Threads = threads, WarmUp = Sweeps.WarmUp, Kept = Sweeps.Kept, Thinning = 1, LargestRHat = double.PositiveInfinity, SmallestEffectiveSampleSize = 0 };

    /// <inheritdoc/>
    public ILearnedForecaster Learn(ForecastPanel panel, CancellationToken cancel) => LearnPhases(panel, cancel);

    /// <summary>The same, with what it knows of the present.</summary>
    internal LearnedPhases LearnPhases(ForecastPanel panel, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(panel);
        lock (gate)
            return last is { } known && known.Panel == panel ? known.Phases : (last = (panel, Fit(panel, cancel))).Value.Phases;
    }

    LearnedPhases Fit(ForecastPanel panel, CancellationToken cancel)
    {
        PhasePanel shared = PhasePanel.Fit(
            [.. panel.Taught.Where(IsBase).Select(past => past.Signals)], PhasePriors.General, Options, progress: null, cancel);
        return new LearnedPhases(seed, shared, panel.Cells.ToDictionary(past => past.Cell, past => PhaseFit.Run(past.Signals, shared, cancel)));

        bool IsBase(CellPast past) => panel.Root(past.Cell) == past.Cell.Sector && past.Signals.Months.Sum(m => m.Tighten + m.Ease) >= PhaseReader.FewestRows;
    }
}
