using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Numerics;
using Fangshou.Phases;

namespace Fangshou.Forecasts;

/// <summary>Phases of the cells of a panel, as draws of their parameters.</summary>
/// <param name="seed">Names the random numbers.</param>
/// <param name="shared">What all cells share.</param>
/// <param name="fits">The cells that were known on the day of learning.</param>
sealed class LearnedPhases(ulong seed, PhasePanel shared, Dictionary<Cell, PhaseFit> fits) : ILearnedForecaster
{
    const int Coverage = 12;

    /// <summary>Continuations of each draw.</summary>
    internal int PathsPerDraw { get; init; } = 12;

    /// <inheritdoc/>
    public Outlook Forecast(ForecastPanel panel, CellPast cell)
    {
        PhaseFit fit = Of(cell);
        PooledParameters pooled = new(shared.Priors.Phases.Length);
        CellChain chain = new(new CellSignal(cell.Signals), shared.Priors);
        Futures futures = new(cell, fit.ExplainedDraws * PathsPerDraw);
        PhaseContinuation onward = new(chain, shared.Priors, LogExposure(cell));
        for (int draw = 0; draw < fit.ExplainedDraws; draw++)
        {
            RandomStream random = new(seed, (uint)draw, (uint)panel.Origin.Index, Streams.Alone(shared.Priors, cell.Cell.ToString()));
            fit.Load(draw, pooled, chain);
            chain.Filter(pooled);
            onward.Set(pooled);
            for (int path = 0; path < PathsPerDraw; path++)
            {
                int future = (draw * PathsPerDraw) + path;
                chain.SamplePath(ref random);
                onward.Draw(ref random, futures.Restrictive(future), futures.Ease(future));
            }
        }

        return futures.Read();
    }

    /// <summary>P(phase) of each of a cell's months, each from all that is known on the day of the forecast.</summary>
    internal ImmutableArray<PhaseProbabilities> Smoothed(CellPast cell)
    {
        PhaseFit fit = Of(cell);
        PooledParameters pooled = new(shared.Priors.Phases.Length);
        CellChain chain = new(new CellSignal(cell.Signals), shared.Priors);
        double[] smoothed = new double[cell.Months * pooled.Phases], sum = new double[smoothed.Length];
        for (int draw = 0; draw < fit.ExplainedDraws; draw++)
        {
            fit.Load(draw, pooled, chain);
            chain.Filter(pooled);
            chain.Smooth(smoothed);
            for (int i = 0; i < sum.Length; i++)
                sum[i] += smoothed[i] / fit.ExplainedDraws;
        }

        return [.. sum.Chunk(pooled.Phases).Select(p => new PhaseProbabilities(p[0], p[1], p[2]))];
    }

    /// <summary>A cell that was not known on the day of learning is fitted on the spot, to what all cells share.</summary>
    PhaseFit Of(CellPast cell) => fits.TryGetValue(cell.Cell, out PhaseFit? known) ? known : PhaseFit.Run(cell.Signals, shared);

    static double LogExposure(CellPast cell) => cell.Signals.LogBreadth + cell.Signals.Months.TakeLast(Coverage).Average(m => m.LogCoverage);
}
