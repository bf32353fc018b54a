using System.Collections.Immutable;
using Fangshou.Ledger;

namespace Fangshou.Signals;

/// <summary>The two dimensions that are never averaged into each other.</summary>
public enum Lane
{
    /// <summary>Everything but content control.</summary>
    General,

    /// <summary>Content control: what may be said and shown.</summary>
    Content,
}

/// <summary>One month of a cell's signals, as known at a date.</summary>
/// <param name="Month">The month.</param>
/// <param name="Tighten">Tightening events.</param>
/// <param name="TightenSeverity">Sum of their severities, 1…5 each.</param>
/// <param name="Acts">Tightening events that are acts of an authority, each act once: what the phases are read from.</param>
/// <param name="Ease">Easing events.</param>
/// <param name="EaseSeverity">Sum of their severities.</param>
/// <param name="Support">Supporting events.</param>
/// <param name="SupportSeverity">Sum of their severities.</param>
/// <param name="Incidents">Incidents that came to light.</param>
/// <param name="IncidentSeverity">Sum of their severities.</param>
/// <param name="InForce">Temporary restrictions (freezes, suspensions, campaigns) in force at any time of the month.</param>
/// <param name="Standing">True when one of them began in an earlier month.</param>
/// <param name="LogCoverage">Log of how densely the ledger covers the time, relative to its average over the years; 0 when the offset is off, but for the unfinished last month.</param>
/// <param name="Provisional">True for the last months, which coding has not caught up with.</param>
public sealed record SignalMonth(
    Month Month,
    int Tighten,
    int TightenSeverity,
    int Acts,
    int Ease,
    int EaseSeverity,
    int Support,
    int SupportSeverity,
    int Incidents,
    int IncidentSeverity,
    int InForce,
    bool Standing,
    double LogCoverage,
    bool Provisional)
{
    /// <summary>What restrains the month: its tightening acts, and at least one while a temporary restriction of an earlier month stands.</summary>
    /// <remarks>A freeze restrains every month it lasts, not only the month in which it was ordered.</remarks>
    public int Restrictive => Math.Max(Acts, Standing ? 1 : 0);
}

/// <summary>Monthly tightening, easing, support and incidents of a cell in one lane, as known at a date.</summary>
public sealed record SignalSeries
{
    /// <summary>What it is about.</summary>
    public required Cell Cell { get; init; }

    /// <summary>General or content.</summary>
    public required Lane Lane { get; init; }

    /// <summary>The knowledge date.</summary>
    public required AsOf AsOf { get; init; }

    /// <summary>Version of the data package.</summary>
    public required string DataVersion { get; init; }

    /// <summary>How the rows were counted.</summary>
    public SignalOptions Options { get; init; } = new();

    /// <summary>Log of how many rows the cell is expected to have beside a single sector, at the same strictness (<see cref="CellBreadth"/>).</summary>
    public double LogBreadth { get; init; }

    /// <summary>Consecutive months, from the cell's first row to the month of the knowledge date.</summary>
    public required ImmutableArray<SignalMonth> Months { get; init; }

    /// <summary>The events counted, in date order (all directions and incidents of the lane).</summary>
    public required ImmutableArray<Event> Events { get; init; }
}
