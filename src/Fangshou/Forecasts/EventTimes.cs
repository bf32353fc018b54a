using System.Globalization;

namespace Fangshou.Forecasts;

/// <summary>When events happened in each of several cells, on one axis of months, and until when was watched.</summary>
/// <remarks>Watching starts at 0, before which nothing is known to have happened.</remarks>
sealed class EventTimes
{
    /// <summary>Puts the events of all cells in one order.</summary>
    /// <param name="timesMonths">For each cell, the times of its events in months since watching began, in any order; each in 0…<paramref name="endMonths"/>. A cell may have none.</param>
    /// <param name="endMonths">When watching ended, months. &gt; 0, finite.</param>
    /// <exception cref="ArgumentException">There is no cell, or a time is out of bounds; the message names each one.</exception>
    /// <remarks>O(N ln N). Events at equal times are kept and never excite each other; who wants an order within a day has to give it.</remarks>
    internal EventTimes(IReadOnlyList<IReadOnlyList<double>> timesMonths, double endMonths)
    {
        List<string> faults = [];
        if (timesMonths.Count == 0)
            faults.Add("there is no cell");
        if (!(endMonths > 0) || !double.IsFinite(endMonths))
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"watching ends at {endMonths:R}, but must end after 0 and be finite"));
        List<(double Time, int Cell)> all = [];
        foreach (var (cell, times) in timesMonths.Index())
        {
            foreach (var (i, time) in times.Index())
            {
                all.Add((time, cell));
                if (!(time >= 0 && time <= endMonths))
                    faults.Add(string.Create(CultureInfo.InvariantCulture, $"event {i} of cell {cell} is at {time:R}, not in 0…{endMonths:R}"));
            }
        }

        if (faults.Count > 0)
            throw new ArgumentException(string.Join("; ", faults) + ".", nameof(timesMonths));
        all.Sort();
        Times = [.. all.Select(e => e.Time)];
        CellOf = [.. all.Select(e => e.Cell)];
        (Cells, EndMonths) = (timesMonths.Count, endMonths);
    }

    /// <summary>Number of cells, C.</summary>
    internal int Cells { get; }

    /// <summary>When watching ended, months.</summary>
    internal double EndMonths { get; }

    /// <summary>Times of all events, ascending, months. N.</summary>
    internal double[] Times { get; }

    /// <summary>The cell of each, 0…C − 1; ascending where times are equal. N.</summary>
    internal int[] CellOf { get; }

    /// <summary>Number of events, N.</summary>
    internal int Count => Times.Length;
}
