using System.Collections.Immutable;
using Fangshou.Phases;

namespace Fangshou.Mechanism;

/// <summary>A stay in one phase, as read from a simulated run.</summary>
/// <param name="Replicate">Which replicate.</param>
/// <param name="Sector">Position of the sector.</param>
/// <param name="Phase">The phase.</param>
/// <param name="Start">First month, counted from the first month read.</param>
/// <param name="Months">How long.</param>
/// <param name="StartSeen">False when it was under way in the first month read.</param>
/// <param name="EndSeen">False when it was still under way in the last.</param>
/// <param name="Confirmed">For a crackdown: its restrictive rate is at least four times that of the spell before, and 2.5 a month. For another phase, false.</param>
public readonly record struct MeasuredSpell(int Replicate, int Sector, Phase Phase, int Start, int Months, bool StartSeen, bool EndSeen, bool Confirmed)
{
    /// <summary>A crackdown's least restrictive rate, as a multiple of the rate in the spell before it.</summary>
    public const double LeastRatio = 4;

    /// <summary>A crackdown's least restrictive rate, acts a month.</summary>
    public const double LeastRate = 2.5;

    /// <summary>The spells of all replicates and sectors, in that order.</summary>
    /// <param name="history">The run, with its restrictive acts.</param>
    /// <param name="reading">Its phases.</param>
    public static ImmutableArray<MeasuredSpell> Of(History history, BlindReading reading)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(reading);
        ImmutableArray<MeasuredSpell>.Builder spells = ImmutableArray.CreateBuilder<MeasuredSpell>();
        for (int r = 0; r < history.Replicates; r++)
            for (int s = 0; s < history.Sectors; s++)
            {
                ReadOnlySpan<byte> path = reading.Path(r, s);
                double before = double.PositiveInfinity;
                for (int start = 0, end; start < path.Length; start = end)
                {
                    for (end = start + 1; end < path.Length && path[end] == path[start]; end++)
                    {
                    }

                    double rate = Rate(history, Series.Restrictive, r, s, reading.From + start, end - start);
                    bool confirmed = path[start] == (byte)Phase.Crackdown && start > 0 && rate >= Math.Max(LeastRatio * before, LeastRate);
                    spells.Add(new MeasuredSpell(r, s, (Phase)path[start], start, end - start, start > 0, end < path.Length, confirmed));
                    before = rate;
                }
            }

        return spells.DrainToImmutable();
    }

    /// <summary>Mean of a series over some months.</summary>
    internal static double Rate(History history, Series series, int replicate, int sector, int from, int months)
    {
        double sum = 0;
        for (int t = 0; t < months; t++)
            sum += history.At(series, replicate, from + t, sector);
        return sum / months;
    }
}
