using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Numerics;
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

/// <summary>Draws months after a path's end.</summary>
/// <param name="chain">The cell, with a path.</param>
/// <param name="priors">Its lane's priors.</param>
/// <param name="logExposure">ln of coverage times breadth in the months to come.</param>
sealed class PhaseContinuation(CellChain chain, PhasePriors priors, double logExposure)
{
    readonly int phases = priors.Phases.Length;
    readonly double[] stays = new double[priors.Phases.Length * priors.LongestStay];
    readonly double[] transition = new double[priors.Phases.Length * priors.Phases.Length], tighten = new double[priors.Phases.Length], ease = new double[priors.Phases.Length];
    double tightenSize, easeSize;

    /// <summary>Takes on the parameters of a draw.</summary>
    internal void Set(PooledParameters pooled)
    {
        (tightenSize, easeSize) = (pooled.TightenSize, pooled.EaseSize);
        pooled.FillTransition(transition);
        for (int k = 0; k < phases; k++)
        {
            chain.FillStay(pooled, k, stays.AsSpan(k * priors.LongestStay, priors.LongestStay));
            tighten[k] = Math.Exp(chain.LogRate(pooled, easing: false, k) + logExposure);
            ease[k] = Math.Exp(chain.LogRate(pooled, easing: true, k) + logExposure);
        }
    }

    /// <summary>Draws the months after the chain's path.</summary>
    internal void Draw(ref RandomStream random, Span<int> restrictive, Span<int> easing)
    {
        int phase = chain.Path[^1], lasted = 1;
        while (lasted < chain.Path.Length && chain.Path[^(lasted + 1)] == phase)
            lasted++;
        int left = Length(ref random, phase, lasted) - lasted;
        for (int h = 0; h < restrictive.Length; h++)
        {
            if (left == 0)
            {
                phase = random.Index(transition.AsSpan(phase * phases, phases));
                left = Length(ref random, phase, 0);
            }

            left--;
            restrictive[h] = random.NegativeBinomial(tighten[phase], tightenSize);
            easing[h] = random.NegativeBinomial(ease[phase], easeSize);
        }
    }

    /// <summary>The whole length of a stay that has lasted some months; the longest, when it has lasted that long.</summary>
    int Length(ref RandomStream random, int phase, int lasted)
    {
        ReadOnlySpan<double> stay = stays.AsSpan(phase * priors.LongestStay, priors.LongestStay);
        if (lasted >= stay.Length)
            return lasted + 1;
        double rest = 0;
        foreach (double p in stay[Math.Max(lasted - 1, 0)..])
            rest += p;
        double u = random.Uniform() * rest;
        for (int d = Math.Max(lasted, 1); d <= stay.Length; d++)
            if ((u -= stay[d - 1]) <= 0)
                return d;
        return Math.Max(lasted, stay.Length);
    }
}
