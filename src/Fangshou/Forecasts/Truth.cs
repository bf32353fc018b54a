using System.Collections.Immutable;
using Fangshou.Ledger;
using Fangshou.Signals;

namespace Fangshou.Forecasts;

/// <summary>What came of a question.</summary>
/// <param name="Turned">In how many months the swing came, from 1; null when it did not come in the months known.</param>
/// <param name="Known">How many months after the origin are known well enough to be counted.</param>
/// <param name="Counts">Restrictive observations within each horizon of <see cref="Outlook.Horizons"/>; null where it is not over.</param>
/// <param name="Severe">The same of acts of each severity of <see cref="CellPast.Severities"/>.</param>
public sealed record Outcome(int? Turned, int Known, ImmutableArray<int?> Counts, ImmutableArray<ImmutableArray<int?>> Severe)
{
    /// <summary>Whether the swing came within a horizon; null while that cannot be said.</summary>
    public bool? Came(int horizon) => Turned <= horizon ? true : Known >= horizon ? false : null;
}

/// <summary>What the ledger of a later day says of the months that were forecast.</summary>
/// <remarks>Provisional months, which coding has not caught up with, are not counted.</remarks>
public sealed class Truth
{
    readonly ForecastPanel panel;
    readonly Func<Cell, Month, bool?>? coding;

    Truth(ForecastPanel panel, Func<Cell, Month, bool?> coding)
    {
        this.panel = panel;
        this.coding = coding;
    }

    /// <param name="ledger">What is known now.</param>
    /// <param name="cells">Which cells.</param>
    /// <param name="options">How rows become signals.</param>
    public Truth(LedgerAsOf ledger, ImmutableArray<Cell> cells, SignalOptions options) => panel = ForecastPanel.Of(ledger, cells, options);

    /// <summary>The last month that can be counted.</summary>
    public Month Last => panel.Cells.Select(past => past.Signals.Months.LastOrDefault(month => !month.Provisional)?.Month ?? panel.Origin).DefaultIfEmpty(panel.Origin).Min();

    /// <summary>The same months and counts, but with crackdowns as somebody else says.</summary>
    /// <param name="crackdown">Whether a crackdown was on in a month; null for cells of which nobody says.</param>
    public Truth CodedBy(Func<Cell, Month, bool?> crackdown) => new(panel, crackdown);

    /// <summary>What came of a question.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="origin">The last month that was known.</param>
    /// <param name="swing">The swing that was asked about.</param>
    /// <returns>Null when the question is void: by what is known now the state at the origin was another, so that this swing could not come.</returns>
    public Outcome? Of(Cell cell, Month origin, SwingKind swing)
    {
        if (panel.Find(cell) is not { } past)
            return null;
        int t = origin - past.Signals.Months[0].Month, known = Last - origin;
        if (t < 0 || t >= past.Months || Crackdown(t) != (swing == SwingKind.Easing))
            return null;
        int? turned = null;
        for (int h = 1; h <= Math.Min(known, ForecastPanel.LongestHorizon) && turned is null; h++)
            if (Crackdown(t + h) != Crackdown(t))
                turned = h;
        return new Outcome(
            turned,
            Math.Max(0, known),
            Over(horizon => past.Restrictive.AsSpan(t + 1, horizon).Total()),
            [.. CellPast.Severities.Select((_, index) => Over(horizon => past.Severe(index, t, horizon)))]);

        bool? Crackdown(int month) => coding is null ? past.Crackdown[month] : coding(cell, past.Signals.Months[month].Month);

        ImmutableArray<int?> Over(Func<int, int> count) => [.. Outlook.Horizons.Select(horizon => horizon <= known ? count(horizon) : (int?)null)];
    }
}
