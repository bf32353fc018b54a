using Fangshou.Ledger;

namespace Fangshou.Forecasts;

/// <summary>The days on which a backtest forecasts: the ends of months, one after another, each with what was known on it.</summary>
/// <remarks>
/// The window expands: each forecast learns from all months before it. What looks ahead while learning, such as whether a swing came within a year, is learned only from
/// months whose year is over (an embargo of the horizon). Source: Tashman (2000), Int. J. Forecast. 16:437–450.
/// </remarks>
public sealed record RollingOrigin
{
    /// <summary>The first month whose end is an origin.</summary>
    public Month First { get; init; } = Month.Of(2014, 1);

    /// <summary>The last one.</summary>
    public required Month Last { get; init; }

    /// <summary>Leaves the branch of the sector tree that a cell belongs to out of what is learned for it.</summary>
    public bool LeavesOutBranch { get; init; }

    /// <summary>The calendar years of the origins: what is costly to learn is learned at the first origin of each.</summary>
    public IEnumerable<int> Years => First > Last ? [] : Enumerable.Range(First.Year, Last.Year - First.Year + 1);

    /// <summary>The origins of a year.</summary>
    public IEnumerable<Month> Of(int year) => Enumerable.Range(1, 12).Select(number => Month.Of(year, number)).Where(month => month >= First && month <= Last);
}
