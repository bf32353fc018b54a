using Fangshou.Numerics;

namespace Fangshou.Phases;

/// <summary>One cell in one chain: its own parameters, its path of phases, and the Gibbs steps that renew them.</summary>
/// <remarks>
/// Alternates (1) the whole path given the parameters, by forward filtering and backward sampling (Johnson and Willsky 2013, JMLR 14:673–701),
/// and (2) each parameter given the path, by slices. No allocation after construction.
/// </remarks>
internal sealed class CellChain
{
    // The step between two readings of a series costs one or two more filter passes and is needed now and then.
    const uint SweepsPerLevel = 3;

    // Standard deviation of the step between two readings of a series, around the crackdown ratio.
    const double LevelJitter = 0.3;

    readonly CellSignal signal;
    readonly PhasePriors priors;
    readonly int phases;
    readonly SemiMarkovModel model;
    readonly SemiMarkovPass pass;
    readonly double[] logEmission, tightenTable, easeTable, transition, logRates;
    readonly PhaseCounts tightenCounts, easeCounts;
    readonly StayTable[] stayTables;
    readonly PathStays[] stays;

    internal CellChain(CellSignal signal, PhasePriors priors)
    {
        this.signal = signal;
        this.priors = priors;
        phases = priors.Phases.Length;
        model = new SemiMarkovModel(phases, priors.LongestStay);
        pass = new SemiMarkovPass(phases, signal.Months);
        logEmission = new double[signal.Months * phases];
        tightenTable = new double[phases * signal.Tighten.Count.Length];
        easeTable = new double[phases * signal.Ease.Count.Length];
        tightenCounts = new PhaseCounts(signal.Tighten, phases);
        easeCounts = new PhaseCounts(signal.Ease, phases);
        stayTables = [.. priors.StaySize.Take(phases).Select(size => StayTable.Of(size, priors.ShortestStay, priors.LongestStay))];
        stays = new PathStays[phases];
        logRates = new double[phases];
        transition = new double[phases * phases];
        Path = new int[signal.Months];
        StayEffect = new double[phases];
        MeanStay = new double[phases];
    }

    /// <summary>The cell's own ln rates and ln ratios, in the order of <see cref="PooledParameters"/>.</summary>
    internal double[] Own { get; } = new double[PooledParameters.OwnRates];

    /// <summary>Standardised deviation of the cell's ln mean stay, by phase.</summary>
    internal double[] StayEffect { get; }

    /// <summary>The drawn phase of each month.</summary>
    internal int[] Path { get; }

    /// <summary>The signal.</summary>
    internal CellSignal Signal => signal;

    /// <summary>How many own parameters are in use: two without an easing signal.</summary>
    int OwnCount => priors.UsesEasing ? PooledParameters.OwnRates : 2;

    /// <summary>Starts from the pooled means.</summary>
    internal void Begin(PooledParameters pooled)
    {
        for (int i = 0; i < OwnCount; i++)
            Own[i] = Math.Max(pooled.Mean[i], priors.Lowest(i) + 0.1);
    }

    /// <summary>Draws the path given all parameters.</summary>
    internal void DrawPath(PooledParameters pooled, ref RandomStream random)
    {
        Filter(pooled);
        SamplePath(ref random);
    }

    /// <summary>Draws the path, now and then together with the lax rate.</summary>
    internal void DrawPath(PooledParameters pooled, uint sweep, ref RandomStream random)
    {
        if (sweep % SweepsPerLevel == 0)
            DrawLevelAndPath(pooled, ref random);
        else
            DrawPath(pooled, ref random);
    }

    /// <summary>Draws the lax rate and the path together: the rate by one Metropolis step with the path summed out, then the path given it.</summary>
    /// <remarks>
    /// A busy series can be read as lax at a high rate or as a crackdown over a low one. Between these two lies no path that a sweep could walk, so the
    /// step goes from one to the other: the lax rate becomes the crackdown's, or the other way round. Symmetric, because the ratio stays.
    /// </remarks>
    void DrawLevelAndPath(PooledParameters pooled, ref RandomStream random)
    {
        double present = Own[PooledParameters.Base], step = Own[PooledParameters.Ratio] + (LevelJitter * random.Normal());
        double proposed = random.Uniform() < 0.5 ? present - step : present + step;

        // The present level last: a step refused leaves the filter where the path is drawn from.
        double change = LogPosteriorOfLevel(pooled, proposed) - LogPosteriorOfLevel(pooled, present);
        if (Math.Log(random.Uniform()) < change)
            LogPosteriorOfLevel(pooled, proposed);
        SamplePath(ref random);
    }

    /// <summary>ln p(signal, lax rate), path summed out, up to a constant; the filter is left at it.</summary>
    double LogPosteriorOfLevel(PooledParameters pooled, double level)
    {
        Own[PooledParameters.Base] = level;
        double z = (level - pooled.Mean[PooledParameters.Base]) / pooled.Spread[PooledParameters.Base];
        return Filter(pooled) - (0.5 * z * z);
    }

    /// <summary>Draws a path from the last filter.</summary>
    internal void SamplePath(ref RandomStream random)
    {
        pass.Sample(model, ref random, Path);
        Gather();
    }

    /// <summary>Filters at the present parameters; returns ln p(signal), nats.</summary>
    internal double Filter(PooledParameters pooled)
    {
        SetModel(pooled);
        FillEmission(pooled);
        pass.SetEmission(logEmission);
        return pass.Forward(model);
    }

    /// <summary>After <see cref="Filter"/>: P(phase | months so far), T×K.</summary>
    internal ReadOnlySpan<double> Filtered => pass.Filtered;

    /// <summary>After <see cref="Filter"/>: P(phase | all months) into <paramref name="smoothed"/>, T×K.</summary>
    internal void Smooth(Span<double> smoothed) => pass.Smooth(model, smoothed);

    /// <summary>Draws the cell's own rates and stay effects given the path and the pooled parameters.</summary>
    internal void DrawOwn(PooledParameters pooled, ref RandomStream random)
    {
        for (int i = 0; i < OwnCount; i++)
        {
            OwnDensity density = new(this, pooled, i);
            Own[i] = SliceSampler.Draw(Own[i], 0.8, priors.Lowest(i), double.PositiveInfinity, ref density, ref random);
        }

        for (int k = 0; k < phases; k++)
        {
            StayEffectDensity density = new(this, pooled, k);
            StayEffect[k] = SliceSampler.Draw(StayEffect[k], 2, double.NegativeInfinity, double.PositiveInfinity, ref density, ref random);
        }
    }

    /// <summary>ln tightening or easing events a month in a phase.</summary>
    internal double LogRate(PooledParameters pooled, bool easing, int phase) => easing
        ? Own[PooledParameters.Loosening] + (phase == 1 ? pooled.CrackdownLoosening : phase == 2 ? Own[PooledParameters.LooseningRatio] : 0)
        : Own[PooledParameters.Base] + (phase == 1 ? Own[PooledParameters.Ratio] : phase == 2 ? pooled.EasingTightening : 0);

    /// <summary>ln p(counts of one signal in one phase | rate), up to terms without the rate.</summary>
    internal double LogLikelihoodOfRate(PooledParameters pooled, bool easing, int phase) =>
        (easing ? easeCounts : tightenCounts).LogLikelihoodOfRate(phase, LogRate(pooled, easing, phase), easing ? pooled.EaseSize : pooled.TightenSize);

    /// <summary>ln p(the counts that one of the cell's own parameters speaks to), up to terms without it.</summary>
    internal double LogLikelihoodOfOwn(PooledParameters pooled, int parameter)
    {
        bool easing = parameter >= PooledParameters.Loosening;
        if (parameter is PooledParameters.Ratio or PooledParameters.LooseningRatio)
            return LogLikelihoodOfRate(pooled, easing, easing ? 2 : 1);
        double sum = 0;
        for (int k = 0; k < phases; k++)
            sum += LogLikelihoodOfRate(pooled, easing, k);
        return sum;
    }

    /// <summary>ln p(counts of one signal | size), up to terms without the size.</summary>
    internal double LogLikelihoodOfSize(PooledParameters pooled, bool easing, double size) =>
        (easing ? easeCounts : tightenCounts).LogLikelihoodOfSize(LogRates(pooled, easing), size);

    /// <summary>Expected stay by phase at the last parameters evaluated, months. K.</summary>
    internal double[] MeanStay { get; }

    /// <summary>ln p(the path's start and the lengths of its stays in one phase | mean stay), up to terms without it.</summary>
    /// <remarks>
    /// The first stay is under way in equilibrium: visits · P(at least d) over the mean cycle, so every phase's mean enters; the last is censored.
    /// Leaves the mean it used in <see cref="MeanStay"/>, which a slice's accepted point thereby renews.
    /// </remarks>
    internal double LogLikelihoodOfStays(PooledParameters pooled, int phase, double logMean) => LogLikelihoodOfLengths(phase, logMean) - LogCycle(pooled);

    /// <summary>The same for all phases at once, each at its mean with the given spread between cells.</summary>
    internal double LogLikelihoodOfStays(PooledParameters pooled, double spread)
    {
        double sum = 0;
        for (int k = 0; k < phases; k++)
            sum += LogLikelihoodOfLengths(k, pooled.StayLogMean[k] + (spread * StayEffect[k]));
        return sum - LogCycle(pooled);
    }

    double LogLikelihoodOfLengths(int phase, double logMean)
    {
        StayTable table = stayTables[phase];
        double x = table.Step(Math.Exp(logMean));
        (double total, double moment) = table.Sums(x);
        MeanStay[phase] = priors.ShortestStay + (moment / total);
        return stays[phase].LogLikelihood(table, x, total);
    }

    /// <summary>ln P(the path's first phase | moves), up to terms without the moves.</summary>
    internal double LogFirstPhase(PooledParameters pooled) => Math.Log(pooled.Visits[Path[0]]) - LogCycle(pooled);

    double LogCycle(PooledParameters pooled)
    {
        double cycle = 0;
        for (int k = 0; k < phases; k++)
            cycle += pooled.Visits[k] * MeanStay[k];
        return Math.Log(cycle);
    }

    /// <summary>Adds the path's moves between phases, K×K.</summary>
    internal void CountMoves(Span<int> moves)
    {
        for (int t = 1; t < Path.Length; t++)
            if (Path[t] != Path[t - 1])
                moves[(Path[t - 1] * phases) + Path[t]]++;
    }

    /// <summary>The cell's ln mean stay in a phase.</summary>
    internal double StayLogMean(PooledParameters pooled, int phase) => pooled.StayLogMean[phase] + (pooled.StaySpread * StayEffect[phase]);

    /// <summary>P(a stay in a phase lasts d months), d = 1…D.</summary>
    internal void FillStay(PooledParameters pooled, int phase, Span<double> probabilities) =>
        stayTables[phase].Fill(Math.Exp(StayLogMean(pooled, phase)), probabilities);

    void SetModel(PooledParameters pooled)
    {
        for (int k = 0; k < phases; k++)
        {
            FillStay(pooled, k, model.DwellOf(k));
            model.CompleteDwell(k);
        }

        model.MeanStay.CopyTo(MeanStay, 0);
        pooled.FillTransition(transition);
        model.SetTransition(transition, pooled.Visits);
    }

    void FillEmission(PooledParameters pooled)
    {
        int tightenWidth = signal.Tighten.Count.Length, easeWidth = signal.Ease.Count.Length;
        signal.Tighten.LogProbabilities(LogRates(pooled, easing: false), pooled.TightenSize, tightenTable);
        if (priors.UsesEasing)
            signal.Ease.LogProbabilities(LogRates(pooled, easing: true), pooled.EaseSize, easeTable);

        ReadOnlySpan<int> tighten = signal.Tighten.OfMonth, ease = signal.Ease.OfMonth;
        for (int k = 0; k < phases; k++)
        {
            ReadOnlySpan<double> tightenRow = tightenTable.AsSpan(k * tightenWidth, tightenWidth), easeRow = easeTable.AsSpan(k * easeWidth, easeWidth);
            for (int t = 0, at = k; t < tighten.Length; t++, at += phases)
                logEmission[at] = tightenRow[tighten[t]] + easeRow[ease[t]];
        }
    }

    ReadOnlySpan<double> LogRates(PooledParameters pooled, bool easing)
    {
        for (int k = 0; k < phases; k++)
            logRates[k] = LogRate(pooled, easing, k);
        return logRates;
    }

    /// <summary>Gathers what the parameters' likelihoods need of a new path.</summary>
    void Gather()
    {
        tightenCounts.Gather(Path);
        if (priors.UsesEasing)
            easeCounts.Gather(Path);
        PathStays.Gather(Path, stayTables, priors.ShortestStay, stays);
    }

    readonly struct OwnDensity(CellChain cell, PooledParameters pooled, int parameter) : ILogDensity
    {
        public double At(double x)
        {
            cell.Own[parameter] = x;
            double z = (x - pooled.Mean[parameter]) / pooled.Spread[parameter];
            return (-0.5 * z * z) + cell.LogLikelihoodOfOwn(pooled, parameter);
        }
    }

    readonly struct StayEffectDensity(CellChain cell, PooledParameters pooled, int phase) : ILogDensity
    {
        public double At(double x) => (-0.5 * x * x) + cell.LogLikelihoodOfStays(pooled, phase, pooled.StayLogMean[phase] + (pooled.StaySpread * x));
    }
}
