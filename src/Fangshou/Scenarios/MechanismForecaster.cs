using System.Collections.Concurrent;
using System.Collections.Immutable;
using Fangshou.Forecasts;
using Fangshou.Mechanism;

namespace Fangshou.Scenarios;

/// <summary>The simulator as a forecaster: of many simulated histories, those count that look like the cell's last 36 months, and what happens in them next is the forecast.</summary>
/// <remarks>
/// Histories are weighed by the phases of the cell (<see cref="Conditioning"/>) and coded by the same <see cref="SwingRule"/> as the ledger. It says nothing of cells of
/// another country than the world's, of those that too few histories look like, nor of counts, whose scale in the model is its own.
/// Nothing is learned from the ledger but the phases. The mechanism's parameters were set on facts up to 2023: only later origins are a test of it.
/// </remarks>
public sealed class MechanismForecaster : IForecaster
{
    /// <summary>Replicates that forecasts rest on.</summary>
    public const int Replicates = 4000;

    /// <summary>The month that stands for the one after the origin.</summary>
    internal const int Change = 180;

    // As many months before it are read: those that are compared, and a stay more.
    const int MonthsRead = Conditioning.LongestBack + (2 * BlindReading.ShortestStay);

    readonly PhasePredictive phases;
    readonly string jurisdiction;
    readonly History history;
    readonly BlindReading reading;
    readonly int otherwise;
    readonly ConcurrentDictionary<(int Sector, SwingKind Swing), int[]> turns = new();

    /// <summary>Reads the simulated histories once.</summary>
    /// <param name="phases">Where the phases of the cells come from.</param>
    /// <param name="history">A run of <see cref="Plan"/>.</param>
    /// <param name="jurisdiction">The country that the world stands for.</param>
    /// <param name="otherwise">Position of the sector that stands for those that the world does not have.</param>
    /// <param name="threads">Threads; never changes a number.</param>
    public MechanismForecaster(PhasePredictive phases, History history, string jurisdiction, int otherwise, int threads)
    {
        this.phases = phases;
        this.history = history;
        this.jurisdiction = jurisdiction;
        this.otherwise = otherwise;
        reading = BlindReading.Of(history, Change - MonthsRead, Change, threads);
    }

    /// <inheritdoc/>
    public string Id => "mechanism";

    /// <inheritdoc/>
    public int LearnsEvery => 12;

    /// <summary>The run that forecasts rest on: no stage, no lever, no planted incident.</summary>
    /// <param name="world">The world.</param>
    /// <param name="parameters">One set, or several that take turns.</param>
    /// <param name="seed">Names the random numbers.</param>
    public static RunPlan Plan(World world, ImmutableArray<ParameterSet> parameters, ulong seed) => new()
    {
        World = world,
        Parameters = parameters,
        Replicates = Replicates,
        Months = Change + ForecastPanel.LongestHorizon,
        Seed = seed,
        Series = [Series.Restrictive, Series.Loosening],
    };

    /// <inheritdoc/>
    public ILearnedForecaster Learn(ForecastPanel panel, CancellationToken cancel) => new Learned(this, phases.LearnPhases(panel, cancel));

    /// <summary>In how many months after the origin the state of each replicate turns, from 1; beyond the longest horizon when it does not, 0 when the state at the origin is another.</summary>
    internal int[] Turns(int sector, SwingKind swing) => turns.GetOrAdd((sector, swing), key => Code(key.Sector, key.Swing));

    int[] Code(int sector, SwingKind swing)
    {
        int first = Change - MonthsRead, months = MonthsRead + ForecastPanel.LongestHorizon;
        int[] turned = new int[history.Replicates], restrictive = new int[months], easing = new int[months];
        for (int r = 0; r < turned.Length; r++)
        {
            for (int t = 0; t < months; t++)
                (restrictive[t], easing[t]) = ((int)history.At(Series.Restrictive, r, first + t, sector), (int)history.At(Series.Loosening, r, first + t, sector));
            ReadOnlySpan<bool> crackdown = SwingRule.Code(restrictive, easing);
            if (crackdown[MonthsRead - 1] == (swing == SwingKind.Easing))
                turned[r] = crackdown[MonthsRead..].IndexOf(swing == SwingKind.Crackdown) is var at && at >= 0 ? at + 1 : ForecastPanel.LongestHorizon + 1;
        }

        return turned;
    }

    sealed class Learned(MechanismForecaster forecaster, LearnedPhases phases) : ILearnedForecaster
    {
        public Outlook? Forecast(ForecastPanel panel, CellPast cell)
        {
            if (cell.Cell.Jurisdiction != forecaster.jurisdiction)
                return null;
            int named = cell.Cell.Sector is { } id ? forecaster.history.Plan.World.SectorIndex(id) : -1, sector = named >= 0 ? named : forecaster.otherwise;
            Conditioning conditioning = Conditioning.Of(forecaster.reading, sector, phases.Smoothed(cell));
            if (conditioning.Gap > Conditioning.LargestGap)
                return null;
            int[] turned = forecaster.Turns(sector, cell.Next);
            double open = 0, square = 0;
            double[] within = new double[ForecastPanel.LongestHorizon];
            for (int r = 0; r < turned.Length; r++)
            {
                double weight = turned[r] > 0 ? conditioning.Weights[r] : 0;
                open += weight;
                square += weight * weight;
                for (int h = turned[r]; h >= 1 && h <= within.Length; h++)
                    within[h - 1] += weight;
            }

            // Too few independent histories in the same state: nothing can be said.
            double effective = square == 0 ? 0 : open * open / square;
            return effective < Conditioning.LeastEffective ? null : new Outlook(cell.Next, Futures.Smoothed(cell.Next, [.. within.Select(p => p / open)], effective), []);
        }
    }
}
