using System.Collections.Immutable;

namespace Fangshou.Claims;

/// <summary>What a number counts.</summary>
public enum MeasureUnit
{
    /// <summary>A count.</summary>
    Count,

    /// <summary>Events a month.</summary>
    PerMonth,

    /// <summary>One rate over another.</summary>
    Ratio,

    /// <summary>A share or a probability, 0…1.</summary>
    Share,

    /// <summary>A difference between two shares, −1…1.</summary>
    Points,

    /// <summary>A day, as <see cref="DateOnly.DayNumber"/>.</summary>
    Date,

    /// <summary>Days.</summary>
    Days,

    /// <summary>Months.</summary>
    Months,

    /// <summary>Money, in units of the currency asked for.</summary>
    Money,
}

/// <summary>A number taken from the evidence.</summary>
/// <param name="Value">The number; NaN when there is none.</param>
/// <param name="Low">Lower end of its 95 % interval (80 % for the date of an onset); the number itself where nothing is uncertain.</param>
/// <param name="High">Upper end.</param>
/// <param name="Unit">What it counts.</param>
/// <param name="Rows">Ids of the rows behind it, in their order.</param>
/// <param name="Lacking">Why there is no number; empty when there is one.</param>
public sealed record Measurement(double Value, double Low, double High, MeasureUnit Unit, ImmutableArray<string> Rows, string Lacking = "")
{
    /// <summary>The figures that a number by year was told from, in the order of the years; else none.</summary>
    public ImmutableArray<YearFigure> Years { get; init; } = [];

    /// <summary>A number without an interval.</summary>
    internal static Measurement Exact(double value, MeasureUnit unit, IEnumerable<string> rows) => new(value, value, value, unit, [.. rows]);

    /// <summary>No number, and why.</summary>
    internal static Measurement None(MeasureUnit unit, string why) => new(double.NaN, double.NaN, double.NaN, unit, [], why);

    /// <summary>True when the interval has a width.</summary>
    public bool IsUncertain => Low < Value || High > Value;
}
