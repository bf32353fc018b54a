using System.Collections.Immutable;
using Fangshou.Numerics;
using Fangshou.Signals;

namespace Fangshou.Phases;

/// <summary>One cell read given the pooled parameters of a panel: its phases, and the draws they rest on.</summary>
public sealed class PhaseFit
{
    /// <summary>Names the model in results; changes whenever the same data could give other numbers.</summary>
    public const string ModelVersion = "hsmm-3";

    // Smoothing and explaining every draw would add nothing that the eye can see.
    const int DrawsPerSmoothed = 5, DrawsPerExplained = 20;

    // A cell whose chains mix slowly is run again with more sweeps between kept draws, before it is said to miss the gate.
    static readonly int[] SweepsPerDraw = [1, 5, 25];

    readonly PhasePanel panel;
    readonly double[][] explained;

    PhaseFit(PhasePanel panel, PhasePath path, CellSignal signal, double[][] explained)
    {
        this.panel = panel;
        Path = path;
        Signal = signal;
        this.explained = explained;
    }

    /// <summary>The phases.</summary>
    public PhasePath Path { get; }

    internal CellSignal Signal { get; }

    internal PhasePriors Priors => panel.Priors;

    /// <summary>How many parameter draws explanations average over.</summary>
    internal int ExplainedDraws => explained.Length;

    /// <summary>Reads one cell.</summary>
    /// <param name="series">Its signals, of the panel's lane; at least one month.</param>
    /// <param name="panel">What the base cells taught.</param>
    /// <param name="cancel">Stops between sweeps.</param>
    /// <exception cref="ArgumentException">The series has no months.</exception>
    /// <remarks>One sweep per kept draw of the panel, or 5 or 25 where one misses the gate; chains in parallel; the same bits for any number of threads.</remarks>
    public static PhaseFit Run(SignalSeries series, PhasePanel panel, CancellationToken cancel = default)
    {
        if (series.Months.IsEmpty)
            throw new ArgumentException($"{series.Cell} has no rows known by {series.AsOf}.", nameof(series));

        PhaseFit fit = Run(series, panel, SweepsPerDraw[0], cancel);
        for (int i = 1; i < SweepsPerDraw.Length && !fit.Path.Diagnostics.Passed; i++)
            fit = Run(series, panel, SweepsPerDraw[i], cancel);
        return panel.Diagnostics.Passed ? fit : fit.OnRoughPanel();
    }

    /// <summary>The same fit, its diagnostics the worse of its own and the panel's: no reading is better than what it rests on.</summary>
    PhaseFit OnRoughPanel()
    {
        FitDiagnostics own = Path.Diagnostics, shared = panel.Diagnostics;
        string reason = own.Passed ? $"panel: {shared.Reason}" : $"{own.Reason}; panel: {shared.Reason}";
        FitDiagnostics both = new(Math.Max(own.MaxRHat, shared.MaxRHat), Math.Min(own.MinEffectiveSampleSize, shared.MinEffectiveSampleSize), Passed: false, reason);
        return new PhaseFit(panel, Path with { Diagnostics = both }, Signal, explained);
    }

    static PhaseFit Run(SignalSeries series, PhasePanel panel, int sweepsPerDraw, CancellationToken cancel)
    {
        CellSignal signal = new(series);
        ChainReading[] chains = new ChainReading[panel.Options.Chains];
        Parallel.For(0, chains.Length, new ParallelOptions { MaxDegreeOfParallelism = panel.Options.Threads, CancellationToken = cancel }, chain =>
            chains[chain] = RunChain(signal, series.Cell.ToString(), panel, chain, sweepsPerDraw, cancel));

        int months = signal.Months, phases = panel.Priors.Phases.Length;
        ImmutableArray<PhaseProbabilities> filtered = Average(chains.Select(c => c.Filtered), phases);
        ImmutableArray<PhaseProbabilities> smoothed = Average(chains.Select(c => c.Smoothed), phases);
        PhasePath path = new()
        {
            Signals = series,
            Filtered = filtered,
            Smoothed = smoothed,
            Spells = SpellReading.Read(series, panel.Priors, smoothed, [.. chains.Select(c => c.Paths)]),
            Dwells = Dwells(chains, panel.Priors),
            Diagnostics = Gate.Check(Monitored(chains, panel.Priors, months), panel.Options),
            ModelVersion = ModelVersion,
            Seed = panel.Options.Seed,
        };
        return new PhaseFit(panel, path, signal, [.. chains.SelectMany(c => c.Explained)]);
    }

    static ChainReading RunChain(CellSignal signal, string name, PhasePanel panel, int chain, int sweepsPerDraw, CancellationToken cancel)
    {
        FitOptions options = panel.Options;
        PhasePriors priors = panel.Priors;
        PooledParameters pooled = new(priors.Phases.Length);
        CellChain cell = new(signal, priors);
        ChainReading reading = new(signal.Months, priors, options);
        double[] scratch = new double[signal.Months * priors.Phases.Length];

        int warmUp = Math.Min(options.WarmUp, options.Kept);
        for (int sweep = 0; sweep < warmUp + options.Kept; sweep++)
        {
            cancel.ThrowIfCancellationRequested();
            int draw = sweep < warmUp ? sweep : sweep - warmUp;
            panel.Load(chain, draw, pooled);
            if (sweep == 0)
                cell.Begin(pooled);
            for (int repeat = 0; repeat < sweepsPerDraw; repeat++)
            {
                uint step = (uint)((sweep * sweepsPerDraw) + repeat);
                RandomStream random = new(options.Seed, (uint)chain, step, Streams.Alone(priors, name));
                cell.DrawPath(pooled, step, ref random);
                if (sweep >= warmUp && repeat == sweepsPerDraw - 1)
                    reading.Record(draw, cell, pooled, scratch);
                cell.DrawOwn(pooled, ref random);
            }
        }

        return reading;
    }

    /// <summary>Sets a chain to one of the draws that explanations average over.</summary>
    internal void Load(int draw, PooledParameters pooled, CellChain cell)
    {
        double[] row = explained[draw];
        pooled.CopyFrom(row);
        int at = pooled.Count;
        row.AsSpan(at, PooledParameters.OwnRates).CopyTo(cell.Own);
        row.AsSpan(at + PooledParameters.OwnRates).CopyTo(cell.StayEffect);
    }

    static ImmutableArray<PhaseProbabilities> Average(IEnumerable<double[]> chains, int phases)
    {
        double[] sum = chains.Aggregate((a, b) => [.. a.Zip(b, (x, y) => x + y)]);
        return
        [
            .. Enumerable.Range(0, sum.Length / phases).Select(t =>
            {
                ReadOnlySpan<double> row = sum.AsSpan(t * phases, phases);
                double total = row[0] + row[1] + (phases == 3 ? row[2] : 0);
                return new PhaseProbabilities(row[0] / total, row[1] / total, phases == 3 ? row[2] / total : 0);
            }),
        ];
    }

    static ImmutableArray<DwellSummary> Dwells(ChainReading[] chains, PhasePriors priors) =>
    [
        .. priors.Phases.Select((phase, k) =>
        {
            double[] mass = new double[priors.LongestStay];
            foreach (ChainReading chain in chains)
                for (int d = 0; d < mass.Length; d++)
                    mass[d] += chain.StayMass[(k * mass.Length) + d];
            double total = mass.Sum();
            return new DwellSummary(phase, Quantile(0.5), Quantile(0.1), Quantile(0.9));

            int Quantile(double p)
            {
                double cumulative = 0;
                for (int d = 0; d < mass.Length; d++)
                    if ((cumulative += mass[d]) >= p * total)
                        return d + 1;
                return mass.Length;
            }
        }),
    ];

    static (string, double[][])[] Monitored(ChainReading[] chains, PhasePriors priors, int months)
    {
        int own = priors.UsesEasing ? PooledParameters.OwnRates : 2;
        string[] names = ["lax tightening", "crackdown ratio", "lax loosening", "easing ratio"];
        return
        [
            .. Enumerable.Range(0, own).Select(i => (names[i], chains.Select(c => c.Own[i]).ToArray())),
            ("months in crackdown", chains.Select(c => c.Paths.Select(p => p.Count(k => k == 1) / (double)months).ToArray()).ToArray()),
        ];
    }

    /// <summary>What one chain leaves behind.</summary>
    sealed class ChainReading(int months, PhasePriors priors, FitOptions options)
    {
        readonly int phases = priors.Phases.Length;

        internal double[] Filtered { get; } = new double[months * priors.Phases.Length];

        internal double[] Smoothed { get; } = new double[months * priors.Phases.Length];

        internal byte[][] Paths { get; } = new byte[options.Kept][];

        internal double[][] Own { get; } = [.. Enumerable.Range(0, PooledParameters.OwnRates).Select(_ => new double[options.Kept])];

        internal double[] StayMass { get; } = new double[priors.Phases.Length * priors.LongestStay];

        internal List<double[]> Explained { get; } = [];

        /// <summary>After a path was drawn and before the parameters move on: the filter's numbers belong to these parameters.</summary>
        internal void Record(int draw, CellChain cell, PooledParameters pooled, double[] scratch)
        {
            byte[] path = Paths[draw] = new byte[cell.Path.Length];
            for (int t = 0; t < path.Length; t++)
                path[t] = (byte)cell.Path[t];
            for (int i = 0; i < Own.Length; i++)
                Own[i][draw] = cell.Own[i];
            if (draw % DrawsPerSmoothed == 0)
            {
                Add(cell.Filtered, Filtered);
                cell.Smooth(scratch);
                Add(scratch, Smoothed);
                Span<double> stay = stackalloc double[priors.LongestStay];
                for (int k = 0; k < phases; k++)
                {
                    cell.FillStay(pooled, k, stay);
                    Add(stay, StayMass.AsSpan(k * priors.LongestStay, priors.LongestStay));
                }
            }

            if (draw % DrawsPerExplained == 0)
            {
                double[] row = new double[pooled.Count + PooledParameters.OwnRates + phases];
                pooled.CopyTo(row);
                cell.Own.CopyTo(row, pooled.Count);
                cell.StayEffect.CopyTo(row, pooled.Count + PooledParameters.OwnRates);
                Explained.Add(row);
            }
        }

        static void Add(ReadOnlySpan<double> from, Span<double> to)
        {
            for (int i = 0; i < to.Length; i++)
                to[i] += from[i];
        }
    }
}
