namespace Fangshou.Forecasts;

/// <summary>A past month from which a swing could come, and whether it came in time.</summary>
/// <param name="Past">The cell.</param>
/// <param name="Month">Position of the month in the cell's past.</param>
/// <param name="Came">Whether the swing came within the horizon.</param>
readonly record struct SwingWindow(CellPast Past, int Month, bool Came);

/// <summary>What a panel teaches about a swing at one horizon.</summary>
static class SwingWindows
{
    /// <summary>All past months from which the swing could come and whose horizon is over on the day of learning, and no longer being coded.</summary>
    /// <remarks>Leaving out the months whose horizon is not over is the embargo of a rolling origin: nothing is learned from a window that the forecast's own looks into.</remarks>
    internal static IEnumerable<SwingWindow> Of(ForecastPanel panel, SwingKind swing, int horizon)
    {
        foreach (CellPast past in panel.Taught)
            for (int t = ForecastPanel.FewestMonths - 1; t + horizon < past.Settled; t++)
                if (past.Crackdown[t] == (swing == SwingKind.Easing))
                    yield return new SwingWindow(past, t, past.TurnsWithin(t, horizon));
    }

    /// <summary>P(a swing within a horizon) before any row is read: stays of 64 months outside a crackdown and of 20 in one, the prior means of the phases, ended at a constant hazard.</summary>
    internal static double Prior(SwingKind swing, int horizon) => 1 - Math.Exp(-horizon / (swing == SwingKind.Crackdown ? 64.0 : 20.0));

    /// <summary>Weight of that prior, in windows: a cell-year.</summary>
    internal const double PriorWeight = 12;

    /// <summary>A rate of windows in which the swing came, drawn towards the prior.</summary>
    internal static double Rate(SwingKind swing, int horizon, int came, int windows) =>
        (came + (PriorWeight * Prior(swing, horizon))) / (windows + PriorWeight);
}
