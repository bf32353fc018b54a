using Fangshou.Ledger;
using Fangshou.Numerics;
using Fangshou.Signals;

namespace Fangshou.Forecasts;

/// <summary>Contagion as a forecaster: acts excite further acts in their own sector, in sectors with like areas, and everywhere; futures are drawn and coded by the <see cref="SwingRule"/>.</summary>
/// <remarks>
/// A Hawkes process (<see cref="Contagion"/>) over the acts of the last ten years. Temporary restrictions that stand go on as long as they are assumed to. Easing rows, which
/// the process does not speak of, come at the cell's own mean rate of these years.
/// Where a branch is left out of learning, sizes and memory are those of the other branches' acts; how often each stream moves by itself is its own.
/// </remarks>
/// <param name="seed">Names the random numbers.</param>
public sealed class ContagionForecaster(ulong seed) : IForecaster
{
    const int Number = 500;

    /// <inheritdoc/>
    public string Id => "contagion";

    /// <inheritdoc/>
    public int LearnsEvery => 1;

    /// <inheritdoc/>
    public ILearnedForecaster Learn(ForecastPanel panel, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(panel);
        if (ActStreams.Of(panel, panel.Cells, seed) is not { } streams)
            return new Silent();
        if (FitOf(panel, streams, seed) is not { } fit)
            return new Silent();
        return new Learned(seed, panel.Origin, streams, fit.Doubt, ContagionFutures.Simulate(fit.Model, streams.Times, new FuturesOptions { Seed = seed, Count = Number, Months = ForecastPanel.LongestHorizon }));
    }

    /// <summary>The contagion of all streams, learned from those of the cells that teach; null when these had no act.</summary>
    internal static ContagionFit? FitOf(ForecastPanel panel, ActStreams streams, ulong seed)
    {
        double[] similarity = streams.Similarity();
        if (panel.TeachesAll)
            return ContagionFit.Of(streams.Times, similarity);
        if (ActStreams.Of(panel, panel.Taught, seed) is not { } others)
            return null;
        ContagionFit fit = ContagionFit.Of(others.Times, others.Similarity());
        return fit with { Model = fit.Model.CarriedOverTo(streams.Times, similarity, new ContagionPriors()) };
    }

    /// <summary>Where nothing has happened yet, nothing can be caught.</summary>
    sealed class Silent : ILearnedForecaster
    {
        public Outlook? Forecast(ForecastPanel panel, CellPast cell) => null;
    }

    sealed class Learned(ulong seed, Month origin, ActStreams streams, string? doubt, ContagionFutures drawn) : ILearnedForecaster
    {
        public string? Doubt => doubt;

        public Outlook? Forecast(ForecastPanel panel, CellPast cell)
        {
            if (panel.Origin != origin)
                throw new ArgumentException("Contagion goes on from the day on which it was learned.", nameof(panel));
            double[] shares = streams.SharesOf(cell.Cell);
            bool[] standing = SignalBuilder.StandingAfter(cell.Signals, origin, ForecastPanel.LongestHorizon);
            int known = Math.Min(cell.Months, ActStreams.LongestPast);
            double easing = cell.Ease.AsSpan(cell.Months - known).Total() / (double)known;
            Futures futures = new(cell, Number);
            for (int future = 0; future < Number; future++)
            {
                RandomStream random = new(seed, (uint)future, (uint)origin.Index, 0xEA5E);
                Span<int> restrictive = futures.Restrictive(future), ease = futures.Ease(future);
                for (int h = 0; h < restrictive.Length; h++)
                {
                    int acts = 0;
                    for (int stream = 0; stream < shares.Length; stream++)
                        acts += Kept(drawn[future, h, stream], shares[stream], ref random);
                    restrictive[h] = Math.Max(acts, standing[h] ? 1 : 0);
                    ease[h] = random.Poisson(easing);
                }
            }

            return futures.Read();
        }

        /// <summary>How many of a stream's acts are on the cell.</summary>
        static int Kept(int acts, double share, ref RandomStream random)
        {
            if (share is 0 or 1)
                return share == 0 ? 0 : acts;
            int kept = 0;
            for (int i = 0; i < acts; i++)
                kept += random.Uniform() <= share ? 1 : 0;
            return kept;
        }
    }
}
