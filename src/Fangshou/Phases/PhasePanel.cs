using System.Collections.Immutable;
using Fangshou.Numerics;
using Fangshou.Signals;

namespace Fangshou.Phases;

/// <summary>What a panel of base cells teaches about all cells of a lane: draws of the pooled parameters.</summary>
/// <remarks>
/// Cells are afterwards read one by one given these draws (<see cref="PhaseFit"/>), so that the reading of one cell does not depend on
/// which others were asked for. A cut posterior: Plummer (2015), Statistics and Computing 25:37–43.
/// </remarks>
public sealed class PhasePanel
{
    const int SlowThinning = 5;

    readonly double[][] draws;

    PhasePanel(PhasePriors priors, FitOptions options, double[][] draws, FitDiagnostics diagnostics, ImmutableArray<string> cells)
    {
        Priors = priors;
        Options = options;
        this.draws = draws;
        Diagnostics = diagnostics;
        Cells = cells;
    }

    /// <summary>The priors it was fitted under.</summary>
    public PhasePriors Priors { get; }

    /// <summary>The options it was fitted with.</summary>
    public FitOptions Options { get; }

    /// <summary>How well the chains agree on the pooled parameters.</summary>
    public FitDiagnostics Diagnostics { get; }

    /// <summary>The base cells, as written.</summary>
    public ImmutableArray<string> Cells { get; }

    /// <summary>Numbers a draw of the pooled parameters holds.</summary>
    int Width => draws[0].Length / Options.Kept;

    /// <summary>Fits the pooled parameters to a panel of cells; with none, the draws come from the priors.</summary>
    /// <param name="series">The base cells' signals, all of one lane.</param>
    /// <param name="priors">The lane's priors.</param>
    /// <param name="options">Length and seed.</param>
    /// <param name="progress">Receives the share done, 0…1, at most a hundred times a chain.</param>
    /// <param name="cancel">Stops between sweeps.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <remarks>O(chains · sweeps · cells · T · K · min(T, D)); chains run in parallel, results do not depend on the threads.</remarks>
    public static PhasePanel Fit(
        IReadOnlyList<SignalSeries> series, PhasePriors priors, FitOptions options, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        options.Check();
        CellSignal[] signals = [.. series.Select(s => new CellSignal(s))];
        ImmutableArray<string> names = [.. series.Select(s => s.Cell.ToString())];
        PhasePanel panel = Fit(signals, names, priors, options, progress, cancel);

        // Slow mixing is given more sweeps once, before the fit is said to miss its gate.
        return panel.Diagnostics.Passed ? panel : Fit(signals, names, priors, options with { Thinning = options.Thinning * SlowThinning }, progress, cancel);
    }

    internal static PhasePanel Fit(
        CellSignal[] signals, ImmutableArray<string> names, PhasePriors priors, FitOptions options, IProgress<double>? progress, CancellationToken cancel)
    {
        double[][] chains = new double[options.Chains][];
        int done = 0, steps = options.WarmUp + (options.Kept * options.Thinning);
        Parallel.For(0, options.Chains, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancel }, chain =>
            chains[chain] = RunChain(signals, priors, options, (uint)chain, Report, cancel));
        return new PhasePanel(priors, options, chains, Diagnose(chains, priors, options), names);

        void Report(int sweep)
        {
            int interval = Math.Max(1, steps / 100);
            if (progress is not null && sweep % interval == 0)
                progress.Report(Interlocked.Add(ref done, interval) / (double)(steps * options.Chains));
        }
    }

    static double[] RunChain(CellSignal[] signals, PhasePriors priors, FitOptions options, uint chain, Action<int> report, CancellationToken cancel)
    {
        RandomStream start = new(options.Seed, chain, 0, Streams.Start(priors));
        PooledParameters pooled = PooledStep.Begin(priors, ref start);
        CellChain[] cells = [.. signals.Select(s => new CellChain(s, priors))];
        foreach (CellChain cell in cells)
            cell.Begin(pooled);

        int width = pooled.Count;
        double[] kept = new double[options.Kept * width];
        for (int sweep = 0, total = options.WarmUp + (options.Kept * options.Thinning); sweep < total; sweep++)
        {
            cancel.ThrowIfCancellationRequested();
            report(sweep);
            Sweep(pooled, cells, priors, options.Seed, chain, (uint)sweep + 1);
            int past = sweep - options.WarmUp + 1;
            if (past > 0 && past % options.Thinning == 0)
                pooled.CopyTo(kept.AsSpan(((past / options.Thinning) - 1) * width, width));
        }

        return kept;
    }

    /// <summary>Renews every path, every cell's parameters and the pooled ones, once.</summary>
    internal static void Sweep(PooledParameters pooled, CellChain[] cells, PhasePriors priors, ulong seed, uint chain, uint sweep)
    {
        for (int c = 0; c < cells.Length; c++)
        {
            RandomStream random = new(seed, chain, sweep, Streams.Cell(priors, c));
            cells[c].DrawPath(pooled, sweep, ref random);
            cells[c].DrawOwn(pooled, ref random);
        }

        RandomStream shared = new(seed, chain, sweep, Streams.Pooled(priors));
        PooledStep.Draw(pooled, cells, priors, ref shared);
    }

    /// <summary>Loads one kept draw.</summary>
    internal void Load(int chain, int draw, PooledParameters pooled) => pooled.CopyFrom(draws[chain].AsSpan(draw * Width, Width));

    /// <summary>All draws of one pooled parameter by name, chains one after the other.</summary>
    /// <exception cref="ArgumentException">No such parameter; the message lists them.</exception>
    public double[] Draws(string parameter)
    {
        string[] names = new PooledParameters(Priors.Phases.Length).Names();
        int index = Array.IndexOf(names, parameter);
        if (index < 0)
            throw new ArgumentException($"'{parameter}' is not one of: {string.Join(", ", names)}.", nameof(parameter));
        return [.. draws.SelectMany(d => Enumerable.Range(0, Options.Kept).Select(i => d[(i * Width) + index]))];
    }

    static FitDiagnostics Diagnose(double[][] chains, PhasePriors priors, FitOptions options)
    {
        string[] names = new PooledParameters(priors.Phases.Length).Names();
        (string Name, double[][] Chains)[] monitored =
        [
            .. names.Select((name, i) => (name, chains.Select(d => Enumerable.Range(0, options.Kept).Select(j => d[(j * names.Length) + i]).ToArray()).ToArray())),
        ];
        return Gate.Check(monitored, options);
    }
}

/// <summary>Names of random streams: no two steps share one.</summary>
internal static class Streams
{
    internal static uint Start(PhasePriors priors) => Lane(priors) | 0x00FF_FFFF;

    internal static uint Pooled(PhasePriors priors) => Lane(priors) | 0x00FF_FFFE;

    internal static uint Cell(PhasePriors priors, int cell) => Lane(priors) | (uint)cell;

    /// <summary>A cell read on its own: named by its text, so that its numbers do not depend on what else is read.</summary>
    internal static uint Alone(PhasePriors priors, string cell) => 0x8000_0000 | Lane(priors) | (RandomStream.Word(cell) & 0x00FF_FFFF);

    static uint Lane(PhasePriors priors) => (uint)priors.Phases.Length << 24;
}

/// <summary>The quality gate of a fit.</summary>
internal static class Gate
{
    /// <summary>R̂ and effective sample size of every monitored quantity against the options' limits.</summary>
    internal static FitDiagnostics Check((string Name, double[][] Chains)[] monitored, FitOptions options)
    {
        (string Name, double RHat, double Size)[] measured =
            [.. monitored.Select(m => (m.Name, Convergence.SplitRHat(m.Chains), Convergence.EffectiveSampleSize(m.Chains)))];
        (string Name, double RHat, double Size) worst = measured.MaxBy(m => m.RHat), poorest = measured.MinBy(m => m.Size);
        List<string> reasons = [];
        if (!(worst.RHat <= options.LargestRHat))
            reasons.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"R-hat of '{worst.Name}' is {worst.RHat:F3}, above {options.LargestRHat}"));
        if (!(poorest.Size >= options.SmallestEffectiveSampleSize))
            reasons.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"'{poorest.Name}' has {poorest.Size:F0} effective draws, below {options.SmallestEffectiveSampleSize}"));
        return new FitDiagnostics(worst.RHat, poorest.Size, reasons.Count == 0, string.Join("; ", reasons));
    }
}
