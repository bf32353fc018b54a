namespace Fangshou.Forecasts;

/// <summary>What each kind of excitation adds to the intensity at each event, per unit of its size: the likelihood but for its parameters.</summary>
/// <remarks>Given the decay, the intensity at an event is linear in the baselines and the three sizes; these are its coefficients.</remarks>
sealed class ContagionTerms
{
    /// <summary>Own cell, area, campaign, in this order.</summary>
    internal const int Kinds = 3;

    readonly EventTimes events;
    readonly double[] similarity, likeness;

    /// <summary>Makes room for the terms of these events.</summary>
    /// <param name="events">The events. N, of C cells.</param>
    /// <param name="similarity">C×C, row-major; the diagonal is not read.</param>
    internal ContagionTerms(EventTimes events, ReadOnlySpan<double> similarity)
    {
        (this.events, this.similarity) = (events, similarity.ToArray());
        int cells = events.Cells;
        likeness = new double[cells];
        for (int from = 0; from < cells; from++)
        {
            this.similarity[(from * cells) + from] = 0;
            for (int to = 0; to < cells; to++)
                likeness[from] += this.similarity[(from * cells) + to];
        }
        AtEvents = new double[events.Count * Kinds];
    }

    /// <summary>Events a month that each kind adds at each event, were its size 1. N×3, row-major.</summary>
    internal double[] AtEvents { get; }

    /// <summary>Expected number of events that each kind has triggered when watching ends, were its size 1. 3.</summary>
    internal double[] Totals { get; } = new double[Kinds];

    /// <summary>Computes the terms for a decay, per month. O(N·C).</summary>
    internal void Fill(double decayPerMonth)
    {
        int cells = events.Cells;
        double others = cells > 1 ? 1.0 / (cells - 1) : 0;
        Excitation excitation = new(cells, decayPerMonth);
        double[] levels = excitation.Levels;
        Array.Clear(Totals);
        for (int n = 0; n < events.Count;)
        {
            double time = events.Times[n];
            excitation.MoveTo(time);
            int first = n;
            for (; n < events.Count && events.Times[n] <= time; n++)
            {
                int cell = events.CellOf[n];
                ReadOnlySpan<double> alike = similarity.AsSpan(cell * cells, cells);
                double byArea = 0, all = 0;
                for (int j = 0; j < alike.Length; j++)
                {
                    byArea += alike[j] * levels[j];
                    all += levels[j];
                }
                Span<double> at = AtEvents.AsSpan(n * Kinds, Kinds);
                (at[0], at[1], at[2]) = (levels[cell], byArea, Math.Max(0, all - levels[cell]) * others);
            }

            // Only now, so that events at the same time do not excite each other.
            double spent = -double.ExpM1(-decayPerMonth * (events.EndMonths - time));
            for (int k = first; k < n; k++)
            {
                excitation.Add(events.CellOf[k]);
                Totals[0] += spent;
                Totals[1] += likeness[events.CellOf[k]] * spent;
                Totals[2] += cells > 1 ? spent : 0;
            }
        }
    }
}
