namespace Fangshou.Forecasts;

/// <summary>What past events still stir up: for each cell, Σ β·e^(−β·age) over its events, per month.</summary>
/// <remarks>A single number per cell holds its whole past, since all memories fade alike (Ozaki 1979, Ann. Inst. Statist. Math. 31:145–155).</remarks>
sealed class Excitation(int cells, double decayPerMonth)
{
    double now;

    /// <summary>One number per cell, at the moment last moved to. C.</summary>
    internal double[] Levels { get; } = new double[cells];

    /// <summary>The excitation when watching ended. O(N·C).</summary>
    internal static Excitation AtEnd(EventTimes events, double decayPerMonth)
    {
        Excitation excitation = new(events.Cells, decayPerMonth);
        for (int n = 0; n < events.Count; n++)
        {
            excitation.MoveTo(events.Times[n]);
            excitation.Add(events.CellOf[n]);
        }
        excitation.MoveTo(events.EndMonths);
        return excitation;
    }

    /// <summary>Lets time pass. The time never runs back.</summary>
    internal void MoveTo(double timeMonths)
    {
        if (timeMonths <= now)
            return;
        double left = Math.Exp(-decayPerMonth * (timeMonths - now));
        for (int cell = 0; cell < Levels.Length; cell++)
            Levels[cell] *= left;
        now = timeMonths;
    }

    /// <summary>An event happens in a cell now.</summary>
    internal void Add(int cell) => Levels[cell] += decayPerMonth;
}
