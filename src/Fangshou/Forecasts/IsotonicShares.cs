namespace Fangshou.Forecasts;

/// <summary>The shares of events that come closest to those observed and never fall from group to group.</summary>
/// <remarks>Ayer and others (1955), Ann. Math. Stat. 26:641–647. Closest by every proper score at once: Dimitriadis, Gneiting and Jordan (2021).</remarks>
static class IsotonicShares
{
    /// <summary>Pools neighbouring groups until the shares rise (pool adjacent violators).</summary>
    /// <param name="counts">Forecasts by group, ≥ 1. G.</param>
    /// <param name="events">How many came true. G.</param>
    /// <param name="ends">Receives the end of each block, the first group behind it. G; only as many as are returned are meant.</param>
    /// <param name="blockCounts">Receives the forecasts in each block. G.</param>
    /// <param name="blockEvents">Receives the events in each block. G.</param>
    /// <returns>The number of blocks. The share of events rises strictly from block to block.</returns>
    /// <remarks>O(G). Shares are compared as products of whole numbers, so nothing is rounded.</remarks>
    internal static int Pool(ReadOnlySpan<int> counts, ReadOnlySpan<int> events, Span<int> ends, Span<int> blockCounts, Span<int> blockEvents)
    {
        int last = -1;
        for (int g = 0; g < counts.Length; g++)
        {
            last++;
            (ends[last], blockCounts[last], blockEvents[last]) = (g + 1, counts[g], events[g]);
            while (last > 0 && (long)blockEvents[last - 1] * blockCounts[last] >= (long)blockEvents[last] * blockCounts[last - 1])
            {
                ends[last - 1] = ends[last];
                blockCounts[last - 1] += blockCounts[last];
                blockEvents[last - 1] += blockEvents[last];
                last--;
            }
        }

        return last + 1;
    }
}
