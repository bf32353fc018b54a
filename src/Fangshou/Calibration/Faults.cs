using System.Globalization;

namespace Fangshou.Calibration;

/// <summary>Everything that is wrong with what the caller gave, told in one message.</summary>
sealed class Faults
{
    readonly List<string> found = [];

    internal void Within(double value, double low, double high, string name)
    {
        // NaN fails too.
        if (!(value >= low && value <= high))
            Add($"{name} is {value:R}; it must be {low:#,0.############}…{high:#,0.############}");
    }

    internal void PowerOfTwo(int value, int low, int high, string name)
    {
        if (value < low || value > high || !int.IsPow2(value))
            Add($"{name} is {value}; it must be a power of two, {low:N0}…{high:N0}");
    }

    internal void Require(bool holds, FormattableString otherwise)
    {
        if (!holds)
            Add(otherwise);
    }

    internal void Add(FormattableString fault) => found.Add(fault.ToString(CultureInfo.InvariantCulture));

    /// <summary>Fails when there was a fault.</summary>
    /// <exception cref="ArgumentException">Names each fault: the option or argument, its value and what is allowed.</exception>
    internal void Throw(string argument)
    {
        if (found.Count > 0)
            throw new ArgumentException(string.Join("; ", found) + ".", argument);
    }
}
