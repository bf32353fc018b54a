using MathNet.Numerics.LinearAlgebra;

namespace Fangshou.Forecasts;

/// <summary>Climbs to the best baselines and sizes of excitation for a given decay.</summary>
/// <remarks>
/// Newton's method on the logarithms, with halving. The curvature is that of the linear scale, where the likelihood is concave, plus what the
/// logarithm and the spectral radius add where that helps: it is never negative, so each step goes up. Baselines meet only in the three sizes, so that a step is a
/// 3×3 system. What should be 0 shrinks by a factor e a step until it is below <see cref="Smallest"/>.
/// </remarks>
sealed class ContagionAscent(EventTimes events, ContagionTerms terms, ReadOnlySpan<double> similarity, ContagionPriors? priors)
{
    /// <summary>Below this a baseline or size counts as 0.</summary>
    internal const double Smallest = 1e-10;

    /// <summary>Without a prior, no further than this towards 1.</summary>
    internal const double LargestRadius = 0.999;

    const int Kinds = ContagionTerms.Kinds, MostSteps = 2000, MostHalvings = 40;
    const double GainNats = 1e-10, RoundingNats = 1e-7, LongestStep = 3;

    // Where two kinds cannot be told apart, as when all cells are equally alike, the step is still one step.
    const double Ridge = 1e-9;

    readonly int cells = events.Cells;
    readonly double[] similar = similarity.ToArray();
    readonly double[] slope = new double[events.Cells + Kinds], bend = new double[events.Cells], step = new double[events.Cells + Kinds];
    readonly double[] cross = new double[events.Cells * Kinds], square = new double[Kinds * Kinds];
    readonly double[] values = new double[events.Cells + Kinds], trial = new double[events.Cells + Kinds];

    /// <summary>The logarithms of μ (C) and of the three sizes, where the last climb ended. A kind that no event can speak of is left out.</summary>
    internal double[] Logs { get; } = new double[events.Cells + Kinds];

    /// <summary>Newton steps of all climbs so far.</summary>
    internal int Steps { get; private set; }

    /// <summary>False when the last climb ended before the gain in sight fell below the tolerance.</summary>
    internal bool Converged { get; private set; }

    /// <summary>Whether a kind of excitation could have triggered an event before watching ended; else its size is 0.</summary>
    internal bool Speaks(int kind) => terms.Totals[kind] > 0;

    /// <summary>Climbs with the terms of the present decay, from a start that hangs on the events alone.</summary>
    /// <returns>ln p(events) + ln prior at the top, nats, but for constants.</returns>
    internal double Climb()
    {
        Start();
        double height = Height(Logs);
        Converged = false;
        for (int taken = 0; taken < MostSteps; taken++)
        {
            double gain = PrepareStep();
            if (gain < GainNats)
            {
                Converged = true;
                break;
            }

            double reached = Try(height, gain);
            if (!(reached > height))
            {
                // So near the top the height is known no better.
                Converged = gain < RoundingNats;
                break;
            }

            (height, Steps) = (reached, Steps + 1);
        }
        return height;
    }

    /// <summary>Half of what was seen comes from the baselines; the three sizes are small and equal.</summary>
    void Start()
    {
        Logs.AsSpan(0, cells).Clear();
        foreach (int cell in events.CellOf)
            Logs[cell]++;
        for (int cell = 0; cell < cells; cell++)
            Logs[cell] = Math.Log((0.5 + (Logs[cell] / 2)) / (1 + events.EndMonths));

        // With similarities of 1 throughout the radius is (C + 1) times the size: .3.
        Logs.AsSpan(cells).Fill(Math.Log(0.3 / (cells + 1)));
    }

    /// <summary>Goes along the step, or half of it, and so on, until the height has grown as it should.</summary>
    double Try(double height, double gain)
    {
        double part = 1;
        for (int halving = 0; halving < MostHalvings; halving++, part /= 2)
        {
            for (int i = 0; i < trial.Length; i++)
                trial[i] = Logs[i] + (part * step[i]);
            double reached = Height(trial);
            if (reached >= height + (1e-4 * part * gain))
            {
                trial.CopyTo(Logs, 0);
                return reached;
            }
        }
        return height;
    }

    /// <summary>The height at a point; leaves slope and curvature there, on the linear scale.</summary>
    double Height(double[] logs)
    {
        double shape = priors?.BaselineShape ?? 1, watched = events.EndMonths + (priors?.BaselineMonths ?? 0), height = 0;
        Array.Clear(cross);
        Array.Clear(square);
        for (int cell = 0; cell < cells; cell++)
        {
            double baseline = values[cell] = Math.Exp(logs[cell]);
            height += ((shape - 1) * logs[cell]) - (baseline * watched);
            slope[cell] = ((shape - 1) / baseline) - watched;
            bend[cell] = (shape - 1) / (baseline * baseline);
        }

        for (int kind = 0; kind < Kinds; kind++)
        {
            values[cells + kind] = Speaks(kind) ? Math.Exp(logs[cells + kind]) : 0;
            height -= values[cells + kind] * terms.Totals[kind];
            slope[cells + kind] = -terms.Totals[kind];
        }
        return height + AddRadius() + AddEvents();
    }

    double AddEvents()
    {
        double sum = 0, self = values[cells], area = values[cells + 1], campaign = values[cells + 2];
        for (int n = 0; n < events.Count; n++)
        {
            int cell = events.CellOf[n];
            ReadOnlySpan<double> x = terms.AtEvents.AsSpan(n * Kinds, Kinds);
            double intensity = values[cell] + (self * x[0]) + (area * x[1]) + (campaign * x[2]), wait = 1 / intensity;
            sum += Math.Log(intensity);
            slope[cell] += wait;
            bend[cell] += wait * wait;
            for (int i = 0; i < Kinds; i++)
            {
                double share = x[i] * wait;
                slope[cells + i] += share;
                cross[(cell * Kinds) + i] += share * wait;
                for (int j = 0; j <= i; j++)
                    square[(i * Kinds) + j] += share * x[j] * wait;
            }
        }
        return sum;
    }

    /// <summary>
    /// Adds the prior of the spectral radius. Its slope is that of the branching matrix along its eigenvector. It bends upwards, all the more
    /// where another eigenvalue is near; where the prior falls with the radius, that is concave too and counts.
    /// </summary>
    double AddRadius()
    {
        if (!Speaks(0))
            return 0;
        var (radii, directions) = BranchingMatrix.Spectrum(BranchingMatrix.Build(cells, values[cells], values[cells + 1], values[cells + 2], similar), cells);
        double radius = radii[0];
        if (radius >= LargestRadius && (priors is null || radius >= 1))
            return double.NegativeInfinity;
        if (priors is null)
            return 0;

        double a = priors.RadiusA - 1, b = priors.RadiusB - 1;
        double rise = (a / radius) - (b / (1 - radius)), turn = (a / (radius * radius)) + (b / ((1 - radius) * (1 - radius)));
        for (int other = 0; other < cells; other++)
        {
            double gap = radius - radii[other];
            double weight = other == 0 ? turn : gap > 0 ? 2 * Math.Max(0, -rise) / gap : 0;
            double[] along = [.. Enumerable.Range(0, Kinds).Select(kind => Along(kind, directions[0], directions[other]))];
            for (int i = 0; i < Kinds; i++)
            {
                slope[cells + i] += other == 0 ? rise * along[i] : 0;
                for (int j = 0; j <= i; j++)
                    square[(i * Kinds) + j] += weight * along[i] * along[j];
            }
        }
        return (a * Math.Log(radius)) + (b * Math.Log(1 - radius));
    }

    /// <summary>uᵀ·(the branching matrix per unit of a kind's size)·v.</summary>
    double Along(int kind, double[] u, double[] v)
    {
        double sum = 0;
        for (int i = 0; i < cells; i++)
        {
            for (int j = 0; j < cells; j++)
            {
                double unit = kind switch { 0 => i == j ? 1 : 0, 1 => i == j ? 0 : similar[(i * cells) + j], _ => i == j ? 0 : 1.0 / (cells - 1) };
                sum += u[i] * unit * v[j];
            }
        }
        return sum;
    }

    /// <summary>Newton's step from the slope and curvature at the present point.</summary>
    /// <returns>The gain that the slope promises, nats.</returns>
    double PrepareStep()
    {
        TakeLogs();

        // Each baseline's own equation is put into those of the sizes; these are solved, and the baselines follow.
        double[] system = new double[Kinds * Kinds], right = [.. slope.Skip(cells)];
        for (int i = 0; i < Kinds; i++)
        {
            for (int j = 0; j < Kinds; j++)
            {
                system[(i * Kinds) + j] = square[(Math.Max(i, j) * Kinds) + Math.Min(i, j)] * (i == j ? 1 + Ridge : 1);
                for (int cell = 0; cell < cells; cell++)
                    system[(i * Kinds) + j] -= cross[(cell * Kinds) + i] * cross[(cell * Kinds) + j] / bend[cell];
            }
            for (int cell = 0; cell < cells; cell++)
                right[i] -= cross[(cell * Kinds) + i] * slope[cell] / bend[cell];
        }

        double[] sizes = Matrix<double>.Build.Dense(Kinds, Kinds, system).Solve(Vector<double>.Build.Dense(right)).ToArray();
        sizes.CopyTo(step, cells);
        for (int cell = 0; cell < cells; cell++)
        {
            double met = slope[cell];
            for (int i = 0; i < Kinds; i++)
                met -= cross[(cell * Kinds) + i] * sizes[i];
            step[cell] = met / bend[cell];
        }
        return Shorten();
    }

    /// <summary>Turns slope and curvature into those of the logarithms. What is at the floor and would sink stays where it is.</summary>
    void TakeLogs()
    {
        for (int i = 0; i < slope.Length; i++)
        {
            slope[i] *= values[i];
            if (values[i] == 0 || (values[i] <= Smallest && slope[i] < 0))
                slope[i] = values[i] = 0;
        }

        for (int cell = 0; cell < cells; cell++)
        {
            bend[cell] = Bent(bend[cell], cell);
            for (int i = 0; i < Kinds; i++)
                cross[(cell * Kinds) + i] *= values[cell] * values[cells + i];
        }

        for (int i = 0; i < Kinds; i++)
        {
            for (int j = 0; j < i; j++)
                square[(i * Kinds) + j] *= values[cells + i] * values[cells + j];
            square[(i * Kinds) + i] = Bent(square[(i * Kinds) + i], cells + i);
        }

        double Bent(double linear, int i) => values[i] == 0 ? 1 : (linear * values[i] * values[i]) + Math.Max(0, -slope[i]);
    }

    double Shorten()
    {
        double longest = 0, gain = 0;
        foreach (double part in step)
            longest = Math.Max(longest, Math.Abs(part));
        double factor = longest > LongestStep ? LongestStep / longest : 1;
        for (int i = 0; i < step.Length; i++)
        {
            step[i] *= factor;
            gain += slope[i] * step[i];
        }
        return gain;
    }
}
