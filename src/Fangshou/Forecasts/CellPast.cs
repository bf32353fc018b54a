using System.Collections.Frozen;
using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Signals;

namespace Fangshou.Forecasts;

/// <summary>One cell's months as they were known on the day of a forecast, coded by <see cref="SwingRule"/>.</summary>
public sealed class CellPast
{
    // Shares of grave acts are drawn towards the panel's by so many acts.
    const double SharePrior = 4;

    readonly ILookup<Month, Event>[] severe;

    /// <summary>Least severities that counts are told for, beside all: penalties and more, halts and bans.</summary>
    public static ImmutableArray<int> Severities { get; } = [3, 4];

    internal CellPast(SignalSeries signals, ImmutableArray<int> market)
    {
        Signals = signals;
        Settled = signals.Months.TakeWhile(month => !month.Provisional).Count();
        FrozenSet<string> acts = SignalBuilder.Acts(signals.Events);
        severe = [.. Severities.Select(least => signals.Events.Where(e => e.Direction == Direction.Tighten && e.Severity >= least && acts.Contains(e.Id)).ToLookup(e => e.Month))];
        Restrictive = [.. signals.Months.Select(m => m.Restrictive)];
        Ease = [.. signals.Months.Select(m => m.Ease)];
        Market = market;
        Crackdown = SwingRule.Code(Restrictive, Ease);
    }

    /// <summary>The signals in the general lane, up to the last complete month.</summary>
    public SignalSeries Signals { get; }

    /// <summary>The cell.</summary>
    public Cell Cell => Signals.Cell;

    /// <summary>Months known. T.</summary>
    public int Months => Restrictive.Length;

    /// <summary>How many of the first months are coded well enough to say what came of a window that ends in them.</summary>
    internal int Settled { get; }

    /// <summary>The swing that can come next.</summary>
    public SwingKind Next => Crackdown[^1] ? SwingKind.Easing : SwingKind.Crackdown;

    /// <summary>Restrictive observations a month.</summary>
    internal int[] Restrictive { get; }

    /// <summary>Easing rows a month.</summary>
    internal int[] Ease { get; }

    /// <summary>Rows about markets a month.</summary>
    internal ImmutableArray<int> Market { get; }

    /// <summary>Whether a crackdown is on at the end of each month.</summary>
    internal bool[] Crackdown { get; }

    /// <summary>Acts of a least severity in the months t + 1…t + months; these must be known.</summary>
    /// <param name="index">Position in <see cref="Severities"/>.</param>
    /// <param name="t">Position of a month.</param>
    /// <param name="months">How many months.</param>
    internal int Severe(int index, int t, int months) => Enumerable.Range(t + 1, months).Sum(i => severe[index][Signals.Months[i].Month].Count());

    /// <summary>What share of restrictive observations are acts of each least severity, drawn towards that of all cells.</summary>
    internal ImmutableArray<double> SevereShares(ForecastPanel panel) =>
    [
        .. Severities.Select((_, index) =>
        {
            double all = panel.Taught.Sum(past => past.Restrictive.AsSpan().Total()), grave = panel.Taught.Sum(past => past.Severe(index, -1, past.Months));
            double pooled = (grave + 1) / (all + 2);
            return Math.Round(Math.Min(1, (Severe(index, -1, Months) + (SharePrior * pooled)) / (Restrictive.AsSpan().Total() + SharePrior)), 6);
        }),
    ];

    /// <summary>Whether the state turns in any of the months after t, up to t + horizon; these must be known.</summary>
    internal bool TurnsWithin(int t, int horizon)
    {
        for (int j = t + 1; j <= t + horizon; j++)
            if (Crackdown[j] != Crackdown[t])
                return true;
        return false;
    }
}
