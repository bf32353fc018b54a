using System.Collections.Immutable;

namespace Fangshou.Forecasts;

/// <summary>Whether events came as a model says: on a clock that runs at the model's own pace, the waits between them are Exp(1).</summary>
/// <remarks>
/// A wait is the number of events the model expected in a cell since its last event, or since watching began. For the test the cells' clocks are
/// put one behind the other, so that a wait still running when watching ended goes on in the next cell: without that, cells with few events would
/// seem to wait too briefly. Only the very last is left out. Where the model was fitted to the same events the test is too lenient: a small p-value tells, a large one
/// does not. Source: Ogata (1988), J. Amer. Statist. Assoc. 83:9–27; Brown and others (2002), Neural Computation 14:325–346.
/// </remarks>
sealed record TimeRescaling
{
    /// <summary>For each cell, the waits in order, expected events. C lists; together one wait an event.</summary>
    public required ImmutableArray<ImmutableArray<double>> Waits { get; init; }

    /// <summary>The wait still running in each cell when watching ended, expected events. C.</summary>
    public required ImmutableArray<double> Unfinished { get; init; }

    /// <summary>Kolmogorov and Smirnov's D: the largest distance between the distribution of all waits and Exp(1), 0…1; NaN without events.</summary>
    public required double Distance { get; init; }

    /// <summary>P(a distance at least as large | the model is true), 0…1; NaN without events.</summary>
    public required double PValue { get; init; }

    /// <summary>Rescales the events by a model.</summary>
    /// <exception cref="ArgumentException">As for <see cref="Contagion.LogLikelihoodNats"/>.</exception>
    /// <remarks>O(N·C + N ln N). Pinned by: the integral of the intensity by quadrature; events drawn from the model.</remarks>
    public static TimeRescaling Of(Contagion model, EventTimes events)
    {
        model.Require(events.Cells);
        var (waits, unfinished) = Rescale(model, events);
        double[] sorted = [.. Joined(waits, unfinished).Order()];
        double distance = sorted.Length == 0 ? double.NaN : 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double expected = -double.ExpM1(-sorted[i]);
            distance = Math.Max(distance, Math.Max(expected - ((double)i / sorted.Length), ((i + 1.0) / sorted.Length) - expected));
        }
        return new()
        {
            Waits = [.. waits.Select(w => w.ToImmutableArray())],
            Unfinished = [.. unfinished],
            Distance = distance,
            PValue = KolmogorovTail(sorted.Length, distance),
        };
    }

    /// <summary>P(D ≥ distance) for n independent draws.</summary>
    /// <remarks>
    /// Kolmogorov's limit with Stephens' factor for small n (1970, J. R. Statist. Soc. B 32:115–122), which is within .005 of the exact value for
    /// n ≥ 5. Pinned by: Miller's exact table (1956, J. Amer. Statist. Assoc. 51:111–121).
    /// </remarks>
    internal static double KolmogorovTail(int n, double distance)
    {
        double root = Math.Sqrt(n), x = (root + 0.12 + (0.11 / root)) * distance, sum = 0;

        // Below .2 the tail is 1 to 25 digits, while the series no longer converges.
        if (x < 0.2)
            return 1;
        for (int k = 1; k <= 100; k++)
            sum += (k % 2 == 1 ? 2 : -2) * Math.Exp(-2.0 * k * k * x * x);
        return Math.Clamp(sum, 0, 1);
    }

    static IEnumerable<double> Joined(List<double>[] waits, double[] unfinished)
    {
        double carried = 0;
        foreach (var (cell, own) in waits.Index())
        {
            foreach (double wait in own)
            {
                yield return carried + wait;
                carried = 0;
            }
            carried += unfinished[cell];
        }
    }

    static (List<double>[] Waits, double[] Unfinished) Rescale(Contagion model, EventTimes events)
    {
        int cells = events.Cells;
        double[] branching = model.Branching(), happened = new double[cells], before = new double[cells];
        Excitation excitation = new(cells, model.DecayPerMonth);
        List<double>[] waits = [.. Enumerable.Range(0, cells).Select(_ => new List<double>())];
        for (int n = 0; n < events.Count; n++)
        {
            int cell = events.CellOf[n];
            double now = Expected(cell, events.Times[n]);
            waits[cell].Add(Math.Max(0, now - before[cell]));
            before[cell] = now;
            happened[cell]++;
            excitation.Add(cell);
        }
        return (waits, [.. before.Select((b, cell) => Math.Max(0, Expected(cell, events.EndMonths) - b))]);

        double Expected(int cell, double time)
        {
            excitation.MoveTo(time);
            double expected = model.BaselinesPerMonth[cell] * time;
            for (int from = 0; from < cells; from++)
            {
                // Of what a cell's events will trigger, this much was due by now. An event at this very moment has spent nothing yet.
                double due = happened[from] - (excitation.Levels[from] / model.DecayPerMonth);
                expected += branching[(from * cells) + cell] * Math.Max(0, due);
            }
            return expected;
        }
    }
}
