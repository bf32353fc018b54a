using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Signals;

namespace Fangshou.Phases;

/// <summary>Where the pendulum hangs.</summary>
public enum Phase
{
    /// <summary>Few restrictions. Letter L.</summary>
    Lax,

    /// <summary>A burst of restrictions. Letter C.</summary>
    Crackdown,

    /// <summary>Restrictions subside and some are lifted. Letter E.</summary>
    Easing,
}

/// <summary>Probability of each phase in a month; they sum to 1.</summary>
public readonly record struct PhaseProbabilities(double Lax, double Crackdown, double Easing)
{
    /// <summary>The probability of one phase.</summary>
    public double this[Phase phase] => phase switch { Phase.Lax => Lax, Phase.Crackdown => Crackdown, _ => Easing };

    /// <summary>The most probable phase; the earlier one in L, C, E order on a tie.</summary>
    public Phase MostProbable => Lax >= Crackdown && Lax >= Easing ? Phase.Lax : Crackdown >= Easing ? Phase.Crackdown : Phase.Easing;
}

/// <summary>An interval of months, both ends included.</summary>
public readonly record struct MonthInterval(Month From, Month To);

/// <summary>An unbroken stay in one phase, read from the smoothed posterior.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Start">First month.</param>
/// <param name="StartInterval">80 % interval of the first month.</param>
/// <param name="End">Last month; null for the spell that lasts.</param>
/// <param name="EndInterval">80 % interval of the last month; null for the spell that lasts.</param>
/// <param name="Probability">Mean smoothed probability of the phase over the spell's months.</param>
/// <param name="Confirmed">False for a crackdown below the amplitude rule, or an easing that lifts too little: a phantom as likely as not.</param>
public sealed record Spell(
    Phase Phase, Month Start, MonthInterval StartInterval, Month? End, MonthInterval? EndInterval, double Probability, bool Confirmed = true);

/// <summary>Posterior of a phase's length, months: what "such phases last" means in a brief.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="MedianMonths">Median length of a new stay.</param>
/// <param name="LowMonths">10th percentile.</param>
/// <param name="HighMonths">90th percentile.</param>
public sealed record DwellSummary(Phase Phase, int MedianMonths, int LowMonths, int HighMonths);

/// <summary>How well the sampler mixed.</summary>
/// <param name="MaxRHat">Largest split R̂ over the monitored parameters (Gelman et al. 2013, eq. 11.4).</param>
/// <param name="MinEffectiveSampleSize">Smallest effective sample size over the monitored parameters.</param>
/// <param name="Passed">True when both meet the gate.</param>
/// <param name="Reason">What missed the gate; empty when passed.</param>
public sealed record FitDiagnostics(double MaxRHat, double MinEffectiveSampleSize, bool Passed, string Reason);

/// <summary>The phases of one cell in one lane: filtered, smoothed, and the spells read from them.</summary>
public sealed record PhasePath
{
    /// <summary>The signals it was inferred from.</summary>
    public required SignalSeries Signals { get; init; }

    /// <summary>P(phase in month t | signals of months 1…t), a value per month.</summary>
    public required ImmutableArray<PhaseProbabilities> Filtered { get; init; }

    /// <summary>P(phase in month t | all months), a value per month.</summary>
    public required ImmutableArray<PhaseProbabilities> Smoothed { get; init; }

    /// <summary>Consecutive spells that cover all months; the last has no end.</summary>
    public required ImmutableArray<Spell> Spells { get; init; }

    /// <summary>How long a stay in each phase lasts, given the data.</summary>
    public required ImmutableArray<DwellSummary> Dwells { get; init; }

    /// <summary>How well the sampler mixed.</summary>
    public required FitDiagnostics Diagnostics { get; init; }

    /// <summary>Version of the model.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>Seed of the random numbers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The cell.</summary>
    public Cell Cell => Signals.Cell;

    /// <summary>The lane.</summary>
    public Lane Lane => Signals.Lane;

    /// <summary>The smoothed posterior of the last month.</summary>
    public PhaseProbabilities Now => Smoothed[^1];
}

/// <summary>How far one event moved the reading of one month.</summary>
/// <param name="Event">The event.</param>
/// <param name="Month">The month whose posterior moved.</param>
/// <param name="Phase">The phase whose odds moved.</param>
/// <param name="LogOddsChange">Log odds of the phase with the event minus without it, nats, all else equal (exact leave-one-out).</param>
public sealed record EventInfluence(Event Event, Month Month, Phase Phase, double LogOddsChange);
