using System.Collections.Immutable;
using System.Globalization;

namespace Fangshou.Briefs;

/// <summary>From numbers to pixels along one side of a figure.</summary>
/// <param name="Least">Number at <see cref="From"/>.</param>
/// <param name="Largest">Number at <see cref="To"/>.</param>
/// <param name="From">Pixel of the least number.</param>
/// <param name="To">Pixel of the largest; may lie before <see cref="From"/>, as it does upward.</param>
readonly record struct FigureScale(double Least, double Largest, double From, double To)
{
    internal double this[double value] => From + ((value - Least) / (Largest - Least) * (To - From));

    /// <summary>Round numbers in the range, about as many as asked for.</summary>
    internal ImmutableArray<double> Ticks(int count)
    {
        double step = Step((Largest - Least) / Math.Max(1, count));
        ImmutableArray<double>.Builder ticks = ImmutableArray.CreateBuilder<double>();
        for (double i = Math.Ceiling((Least / step) - 1e-9); i * step <= Largest + (1e-9 * step); i++)
            // No minus before a zero.
            ticks.Add((i * step) + 0.0);
        return ticks.ToImmutable();
    }

    /// <summary>A range that begins and ends at round numbers and holds all values; NaN counts for nothing.</summary>
    internal static (double Least, double Largest) Around(IEnumerable<double> values, int count)
    {
        double[] known = [.. values.Where(double.IsFinite)];
        (double least, double largest) = known.Length == 0 ? (0, 1) : (known.Min(), known.Max());
        if (largest - least < 1e-9)
            largest = least + 1;
        double step = Step((largest - least) / count);
        return (Math.Floor((least / step) + 1e-9) * step, Math.Ceiling((largest / step) - 1e-9) * step);
    }

    /// <summary>A tick's number without needless digits.</summary>
    internal static string Text(double value) => (Math.Round(value, 6) + 0.0).ToString("0.####", CultureInfo.InvariantCulture).Replace('-', '−');

    /// <summary>Heights near the wanted ones, far enough apart for a line of text each.</summary>
    internal static double[] Apart(double[] wanted)
    {
        double[] placed = [.. wanted];
        double above = double.NegativeInfinity;
        foreach (int i in Enumerable.Range(0, wanted.Length).OrderBy(i => wanted[i]))
            above = placed[i] = Math.Max(wanted[i], above + 17);
        return placed;
    }

    /// <summary>1, 2 or 5 times a power of ten, at least as large.</summary>
    static double Step(double rough)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        double mantissa = rough / power;
        return power * (mantissa <= 1 + 1e-9 ? 1 : mantissa <= 2 + 1e-9 ? 2 : mantissa <= 5 + 1e-9 ? 5 : 10);
    }
}
