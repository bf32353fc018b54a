using System.Collections.Immutable;

namespace Fangshou.Forecasts;

/// <summary>Continuations of a cell's months that a model has drawn, and what they say of swings and counts.</summary>
/// <param name="past">The cell.</param>
/// <param name="number">How many continuations.</param>
sealed class Futures(CellPast past, int number)
{
    // Weight, in continuations, of what would be said without any: no probability is ever quite 0 or 1.
    const double PriorWeight = 2;

    const int Months = ForecastPanel.LongestHorizon;

    readonly int[] restrictive = new int[number * Months], ease = new int[number * Months];

    /// <summary>Restrictive observations of one continuation, a value a month.</summary>
    internal Span<int> Restrictive(int future) => restrictive.AsSpan(future * Months, Months);

    /// <summary>Easing rows of one continuation, a value a month.</summary>
    internal Span<int> Ease(int future) => ease.AsSpan(future * Months, Months);

    /// <summary>The outlook of all continuations, each worth the same.</summary>
    internal Outlook Read()
    {
        int[] turned = new int[Months], total = new int[number];
        for (int future = 0; future < number; future++)
            if (FirstTurn(future) is { } month)
                for (int h = month; h < Months; h++)
                    turned[h]++;
        return new Outlook(past.Next, Smoothed(past.Next, [.. turned.Select(count => count / (double)number)], number), [.. Outlook.Horizons.Select(horizon =>
        {
            for (int future = 0; future < number; future++)
                total[future] = Restrictive(future)[..horizon].Total();
            return CountLaw.Empirical(total);
        })]);
    }

    /// <summary>Shares of continuations in which a swing has come within 1, 2, … months, drawn a little towards what would be said without any.</summary>
    /// <param name="swing">Which swing.</param>
    /// <param name="shares">By horizon.</param>
    /// <param name="worth">How many independent continuations they rest on.</param>
    internal static ImmutableArray<double> Smoothed(SwingKind swing, double[] shares, double worth) =>
        [.. shares.Select((share, h) => ((worth * share) + (PriorWeight * SwingWindows.Prior(swing, h + 1))) / (worth + PriorWeight))];

    /// <summary>The month of a continuation, from 0, with which the state turns; null when it does not.</summary>
    internal int? FirstTurn(int future)
    {
        int known = Math.Min(past.Months, SwingRule.Reach), last = past.Months - 1;
        Span<int> all = stackalloc int[SwingRule.Reach + Months], eased = stackalloc int[SwingRule.Reach + Months];
        past.Restrictive.AsSpan(past.Months - known).CopyTo(all);
        past.Ease.AsSpan(past.Months - known).CopyTo(eased);
        Restrictive(future).CopyTo(all[known..]);
        Ease(future).CopyTo(eased[known..]);
        int since = last;
        while (since > 0 && past.Crackdown[since - 1] == past.Crackdown[last])
            since--;
        for (int h = 0; h < Months; h++)
            if (SwingRule.Turns(all, eased, known + h, past.Crackdown[last], last + 1 + h - since))
                return h;
        return null;
    }
}
