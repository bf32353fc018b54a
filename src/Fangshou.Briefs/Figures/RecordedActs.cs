using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Scenarios;
using Fangshou.Signals;

namespace Fangshou.Briefs;

/// <summary>What a ledger recorded of a cell, counted from a month of change, to be laid over the histories of a scenario.</summary>
/// <param name="Name">What it is, for the legend.</param>
/// <param name="FirstMonth">Month of the first number, counted from the month of change; negative before it.</param>
/// <param name="Acts">Restrictive acts of authorities in each month and the two before it, as the histories count them.</param>
sealed record RecordedActs(string Name, int FirstMonth, ImmutableArray<int> Acts)
{
    const int MonthsTogether = 3;

    // Ends of the band that holds eight in ten of the histories.
    const int Low = 1, High = 5;

    /// <summary>Counts the months of a series that a fan shows, without those that coding has not caught up with.</summary>
    /// <param name="name">For the legend.</param>
    /// <param name="signals">The cell, as known on some day.</param>
    /// <param name="change">The calendar month that is taken for the scenario's month of change.</param>
    /// <param name="fan">Restrictive acts of the histories.</param>
    public static RecordedActs Of(string name, SignalSeries signals, Month change, MonthlyQuantiles fan)
    {
        Dictionary<int, int> acts = signals.Months.Where(month => !month.Provisional).ToDictionary(month => month.Month.Index, month => month.Acts);
        int last = Math.Min(acts.Count == 0 ? int.MinValue : acts.Keys.Max(), change.Index + fan.FirstMonth + fan.Values.Length - 1);
        int first = Math.Max(acts.Count == 0 ? int.MaxValue : acts.Keys.Min() + MonthsTogether - 1, change.Index + fan.FirstMonth);
        return new(name, first - change.Index, first > last ? [] : [.. Enumerable.Range(first, last - first + 1).Select(month => Enumerable.Range(month - MonthsTogether + 1, MonthsTogether).Sum(one => acts[one]))]);
    }

    /// <summary>In how many months from the change on the number lies below, within and above the band of eight in ten histories.</summary>
    public (int Below, int Within, int Above) Against(MonthlyQuantiles fan)
    {
        (int below, int within, int above) = (0, 0, 0);
        for (int month = Math.Max(0, FirstMonth); month < FirstMonth + Acts.Length; month++)
        {
            ImmutableArray<double> band = fan.Values[month - fan.FirstMonth];
            double value = Acts[month - FirstMonth];
            if (value < band[Low])
                below++;
            else if (value > band[High])
                above++;
            else
                within++;
        }

        return (below, within, above);
    }
}
