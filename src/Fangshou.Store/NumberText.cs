using System.Globalization;

namespace Fangshou.Store;

/// <summary>Reads the numbers that users write.</summary>
static class NumberText
{
    /// <summary>A number.</summary>
    /// <exception cref="RefusedException">Nothing of the kind, or out of range.</exception>
    public static double Number(string name, string text, double least, double largest) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= least && value <= largest
            ? value
            : throw new RefusedException(Fault.Usage, string.Create(CultureInfo.InvariantCulture, $"{name}: '{Texts.Printable(text)}' is not a number from {least} to {largest}."));

    /// <summary>A number above 0.</summary>
    /// <exception cref="RefusedException">Nothing of the kind, or out of range.</exception>
    public static double Positive(string name, string text, double largest) =>
        Number(name, text, 0, largest) is > 0 and double value ? value : throw new RefusedException(Fault.Usage, $"{name} must be above 0.");

    /// <summary>A whole number.</summary>
    /// <exception cref="RefusedException">Nothing of the kind, or out of range.</exception>
    public static int Whole(string name, string text, int least, int largest) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= largest
            ? value
            : throw new RefusedException(Fault.Usage, string.Create(CultureInfo.InvariantCulture, $"{name}: '{Texts.Printable(text)}' is not a whole number from {least} to {largest}."));
}
