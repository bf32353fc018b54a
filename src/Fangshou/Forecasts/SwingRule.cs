namespace Fangshou.Forecasts;

/// <summary>A turn of the pendulum that a forecast is about.</summary>
public enum SwingKind
{
    /// <summary>A crackdown sets in.</summary>
    Crackdown,

    /// <summary>A crackdown gives way: it is eased, or fades.</summary>
    Easing,
}

/// <summary>Says by counting when a swing has happened, so that anyone can resolve a forecast with the ledger and a pencil.</summary>
/// <remarks>
/// It counts restrictive observations: tightening acts of authorities outside content control, and at least one in a month in which a temporary restriction of an
/// earlier month stands. A crackdown sets in with the month that ends three months with three of them or more, at four times the rate of the 24 months before (or of
/// as many as are known, at least 12). It gives way, three months later at the earliest, with the month that ends three months with two easing rows or more and
/// fewer than three restrictive observations, or six months with one restrictive observation at most.
/// Four times is the multiple of the amplitude rule, six months its shortest stay (docs/method/phases.md); three observations were chosen with the known crackdowns in
/// view (docs/method/forecasts.md). No model is fitted and no dating is read.
/// </remarks>
public static class SwingRule
{
    /// <summary>Months that are counted together.</summary>
    public const int Window = 3;

    /// <summary>Restrictive observations in the window that a crackdown has at least.</summary>
    public const int Fewest = 3;

    /// <summary>How many times the earlier rate a crackdown has at least.</summary>
    public const double Multiple = 4;

    /// <summary>Months that the earlier rate is taken over, at most.</summary>
    public const int LongestMemory = 24;

    /// <summary>Months that it is taken over at least.</summary>
    public const int ShortestMemory = 12;

    /// <summary>Easing rows in the window that end a crackdown.</summary>
    public const int FewestEasing = 2;

    /// <summary>Months after which a quiet crackdown has faded.</summary>
    public const int Fading = 6;

    /// <summary>Restrictive observations in them at most.</summary>
    public const int MostFading = 1;

    /// <summary>How many past months a continuation of a series needs to be judged.</summary>
    internal const int Reach = LongestMemory + Window - 1;

    /// <summary>The state after each month of a series.</summary>
    /// <param name="restrictive">Restrictive observations, a value a month. T.</param>
    /// <param name="easing">Easing rows, a value a month. T.</param>
    /// <returns>Whether a crackdown is on at the end of each month. T.</returns>
    public static bool[] Code(ReadOnlySpan<int> restrictive, ReadOnlySpan<int> easing)
    {
        bool[] crackdown = new bool[restrictive.Length];
        bool state = false;
        int since = 0;
        for (int t = 0; t < crackdown.Length; t++)
        {
            if (Turns(restrictive, easing, t, state, t - since))
            {
                state = !state;
                since = t;
            }

            crackdown[t] = state;
        }

        return crackdown;
    }

    /// <summary>Whether the state turns with a month.</summary>
    /// <param name="restrictive">Restrictive observations up to the month, and perhaps beyond it.</param>
    /// <param name="easing">Easing rows.</param>
    /// <param name="t">Position of the month.</param>
    /// <param name="crackdown">Whether a crackdown was on before it.</param>
    /// <param name="months">Months since the state last turned.</param>
    internal static bool Turns(ReadOnlySpan<int> restrictive, ReadOnlySpan<int> easing, int t, bool crackdown, int months)
    {
        if (!crackdown)
        {
            int memory = Math.Min(LongestMemory, t + 1 - Window);
            if (memory < ShortestMemory)
                return false;
            int burst = Sum(restrictive, t, Window);
            return burst >= Fewest && burst * memory >= Multiple * Window * Sum(restrictive, t - Window, memory);
        }

        return months >= Window
            && ((Sum(easing, t, Window) >= FewestEasing && Sum(restrictive, t, Window) < Fewest)
                || (months >= Fading && Sum(restrictive, t, Fading) <= MostFading));
    }

    /// <summary>Of the months that end with t.</summary>
    static int Sum(ReadOnlySpan<int> counts, int t, int months)
    {
        int sum = 0;
        foreach (int count in counts[Math.Max(0, t + 1 - months)..(t + 1)])
            sum += count;
        return sum;
    }
}
