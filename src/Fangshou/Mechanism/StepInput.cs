namespace Fangshou.Mechanism;

/// <summary>What reaches the mechanism from outside in one month, the same in every replicate.</summary>
/// <param name="Month">Counted from the start of the run.</param>
/// <param name="Constants">The parameters in force.</param>
/// <param name="Incidents">Severity of a planted incident in each sector, 0 for none. S, or empty.</param>
/// <param name="Reborn">Sectors that begin anew this month, young and clean.</param>
/// <param name="Kept">Share of its confidence that each sector keeps at the start of the month. S, or empty where all keep theirs.</param>
readonly record struct StepInput(int Month, StepConstants Constants, double[] Incidents, int[] Reborn, double[] Kept)
{
    internal const double RebornShare = 0.10, RebornHarm = 0.02, RebornSignal = -0.9, RebornEffort = 0.02, RebornGrowth = 1.2;

    internal double Planted(int sector) => Incidents.Length == 0 ? 0 : Incidents[sector];
}
