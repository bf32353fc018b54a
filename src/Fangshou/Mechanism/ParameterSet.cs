using System.Collections.Immutable;
using System.Globalization;

namespace Fangshou.Mechanism;

/// <summary>A value for each parameter of the mechanism. Immutable; every value lies in its row's range.</summary>
public sealed class ParameterSet : IEquatable<ParameterSet>
{
    readonly ImmutableArray<double> values;

    ParameterSet(ImmutableArray<double> values) => this.values = values;

    /// <summary>The defaults, with all extensions on.</summary>
    public static ParameterSet Default { get; } = new([.. ParameterTable.Rows.Select(row => row.Default)]);

    /// <summary>The eighteen core equations alone: no entry or exit of firms, no lobbying, courts without limit, no blame, no quota of decisions, no loss of licences.</summary>
    public static ParameterSet Core { get; } = new([.. ParameterTable.Rows.Select(row => row.Core)]);

    /// <summary>The value of a parameter, in its row's unit.</summary>
    public double this[MechanismParameter parameter] => values[(int)parameter];

    /// <summary>The same set with one other value.</summary>
    /// <exception cref="ArgumentException">The value is not finite or outside its row's range; the message names key, value and range.</exception>
    public ParameterSet With(MechanismParameter parameter, double value) =>
        Fault(ParameterTable.Of(parameter), value) is { } fault ? throw new ArgumentException(fault, nameof(value)) : new(values.SetItem((int)parameter, value));

    /// <summary>What is wrong with a value, in one sentence that names the allowed range; null when it can be used.</summary>
    public static string? Fault(ParameterRow row, double value) => value >= row.Least && value <= row.Largest
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"{row.Key} is {value:R}; from {row.Least:R} to {row.Largest:R} is allowed ({row.Unit}).");

    /// <summary>True when every value is the same.</summary>
    public bool Equals(ParameterSet? other) => other is not null && values.AsSpan().SequenceEqual(other.values.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ParameterSet);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (double value in values)
            hash.Add(value);
        return hash.ToHashCode();
    }
}
