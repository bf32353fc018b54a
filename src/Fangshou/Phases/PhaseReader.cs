using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Signals;

namespace Fangshou.Phases;

/// <summary>Reads the phases of any cell of a ledger, as known at a date.</summary>
/// <remarks>
/// Each lane's pooled parameters are fitted once, on first use, to its base cells: every root jurisdiction with every root sector
/// that has at least <see cref="FewestRows"/> tightening and easing rows. Safe for use by one thread at a time.
/// </remarks>
public sealed class PhaseReader
{
    /// <summary>Rows that make a cell a base cell of the panel.</summary>
    public const int FewestRows = 12;

    readonly LedgerAsOf ledger;
    readonly SignalOptions signals;
    readonly FitOptions options;
    readonly Func<Lane, PhasePriors> priors;
    readonly IProgress<double>? progress;
    readonly CancellationToken cancel;
    readonly Dictionary<Lane, PhasePanel> panels = [];
    readonly Dictionary<(Cell, Lane), PhaseFit> fits = [];

    /// <summary>Prepares to read; nothing is fitted yet.</summary>
    /// <param name="ledger">What was known.</param>
    /// <param name="signals">How rows become signals.</param>
    /// <param name="options">Length, seed and threads of the fit.</param>
    /// <param name="priors">Each lane's priors, the same for all cells; null for the documented ones.</param>
    /// <param name="progress">Receives the share done of the panel being fitted.</param>
    /// <param name="cancel">Stops between sweeps.</param>
    public PhaseReader(
        LedgerAsOf ledger,
        SignalOptions signals,
        FitOptions options,
        Func<Lane, PhasePriors>? priors = null,
        IProgress<double>? progress = null,
        CancellationToken cancel = default)
    {
        this.priors = priors ?? (lane => lane == Lane.Content ? PhasePriors.Content : PhasePriors.General);
        this.ledger = ledger;
        this.signals = signals;
        this.options = options;
        this.progress = progress;
        this.cancel = cancel;
    }

    /// <summary>The pooled parameters of a lane.</summary>
    public PhasePanel Panel(Lane lane)
    {
        if (!panels.TryGetValue(lane, out PhasePanel? panel))
            panels[lane] = panel = PhasePanel.Fit(BaseSignals(lane), priors(lane), options, progress, cancel);
        return panel;
    }

    /// <summary>The phases of a cell in a lane.</summary>
    /// <exception cref="ArgumentException">The cell has no rows known by the date.</exception>
    public PhaseFit Read(Cell cell, Lane lane)
    {
        if (!fits.TryGetValue((cell, lane), out PhaseFit? fit))
            fits[(cell, lane)] = fit = PhaseFit.Run(SignalBuilder.Build(ledger, cell, lane, signals), Panel(lane), cancel);
        return fit;
    }

    /// <summary>The signals that a lane's pooled parameters are fitted to.</summary>
    internal ImmutableArray<SignalSeries> BaseSignals(Lane lane) =>
        [.. BaseCells(ledger).Select(c => SignalBuilder.Build(ledger, c, lane, signals)).Where(s => s.Months.Sum(m => m.Tighten + m.Ease) >= FewestRows)];

    /// <summary>Every root jurisdiction with every root sector, in the vocabularies' order.</summary>
    internal static IEnumerable<Cell> BaseCells(LedgerAsOf ledger) =>
        from jurisdiction in ledger.Codebook.Jurisdictions.Terms
        where jurisdiction.Parent.Length == 0
        from sector in ledger.Codebook.Sectors.Terms
        where sector.Parent.Length == 0
        select new Cell(jurisdiction.Id, sector.Id);
}
