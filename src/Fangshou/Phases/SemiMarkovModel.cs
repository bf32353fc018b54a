namespace Fangshou.Phases;

/// <summary>
/// A hidden semi-Markov chain with given parameters: how long a stay in each phase lasts, and which phase follows.
/// It filters, smooths, finds the best path and draws paths, all through the same kernels.
/// </summary>
/// <remarks>
/// The first stay is taken as already under way in equilibrium (its remaining length is the stationary residual life),
/// the last one as right-censored. Source: Yu (2010), Artif. Intell. 174:215–243. Reusable through <see cref="SetDwell"/>
/// and <see cref="SetTransition(ReadOnlySpan{double})"/>; not thread-safe.
/// </remarks>
public sealed class SemiMarkovModel
{
    /// <summary>Makes room for K phases and stays of up to D months; set the dwell and transition before use.</summary>
    /// <param name="phases">K, at least 2.</param>
    /// <param name="longestStay">D, months, at least 1.</param>
    public SemiMarkovModel(int phases, int longestStay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(phases, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(longestStay, 1);
        Phases = phases;
        LongestStay = longestStay;
        Transition = new double[phases * phases];
        Initial = new double[phases];
        DwellReversed = new double[phases * longestStay];
        OnwardReversed = new double[phases * longestStay];
        Dwell = new double[phases * longestStay];
        Residual = new double[phases * longestStay];
        ResidualOnward = new double[phases * longestStay];
        MeanStay = new double[phases];
    }

    /// <summary>K.</summary>
    public int Phases { get; }

    /// <summary>D, months.</summary>
    public int LongestStay { get; }

    /// <summary>P(next phase | phase left): K×K row-major, rows are "from".</summary>
    internal double[] Transition { get; }

    /// <summary>P(phase in month 1), stationary. K.</summary>
    internal double[] Initial { get; }

    /// <summary>P(a stay lasts d months), at [k·D + d − 1].</summary>
    internal double[] Dwell { get; }

    /// <summary>The same at [k·D + D − d]: so that starts in time order meet their lengths in memory order.</summary>
    internal double[] DwellReversed { get; }

    /// <summary>P(a stay lasts more than d months), at [k·D + D − d].</summary>
    internal double[] OnwardReversed { get; }

    /// <summary>P(the first stay lasts d more months, this one counted), at [k·D + d − 1].</summary>
    internal double[] Residual { get; }

    /// <summary>P(the first stay lasts more than d months), at [k·D + d − 1].</summary>
    internal double[] ResidualOnward { get; }

    /// <summary>Expected length of a stay, months. K.</summary>
    internal double[] MeanStay { get; }

    /// <summary>Sets how long stays in a phase last.</summary>
    /// <param name="phase">0…K−1.</param>
    /// <param name="probabilities">P(d months), d = 1…D; not negative, normalised here. Months before the minimum stay are 0.</param>
    /// <exception cref="ArgumentException">Wrong length, a negative value, or nothing positive.</exception>
    public void SetDwell(int phase, ReadOnlySpan<double> probabilities)
    {
        int longest = LongestStay;
        if (probabilities.Length != longest)
            throw new ArgumentException($"The dwell of phase {phase} has {probabilities.Length} values; {longest} are needed.", nameof(probabilities));

        double total = 0;
        foreach (double p in probabilities)
        {
            if (!(p >= 0))
                throw new ArgumentException($"The dwell of phase {phase} holds {p}; probabilities are not negative.", nameof(probabilities));
            total += p;
        }

        if (!(total > 0) || double.IsInfinity(total))
            throw new ArgumentException($"The dwell of phase {phase} sums to {total}.", nameof(probabilities));

        Span<double> dwell = DwellOf(phase);
        for (int i = 0; i < dwell.Length; i++)
            dwell[i] = probabilities[i] / total;
        CompleteDwell(phase);
    }

    /// <summary>Where the P(a stay lasts d months) of a phase can be written, normalised, before <see cref="CompleteDwell"/>.</summary>
    internal Span<double> DwellOf(int phase) => Dwell.AsSpan(phase * LongestStay, LongestStay);

    /// <summary>Derives all that follows from a phase's <see cref="DwellOf"/>.</summary>
    internal void CompleteDwell(int phase)
    {
        int longest = LongestStay, row = phase * longest;
        Span<double> reversed = DwellReversed.AsSpan(row, longest), onwardReversed = OnwardReversed.AsSpan(row, longest);
        Span<double> residual = Residual.AsSpan(row, longest), residualOnward = ResidualOnward.AsSpan(row, longest);
        DwellOf(phase).CopyTo(reversed);
        reversed.Reverse();

        // From the far end, so that small tails are summed before they meet large heads. The mean is the sum of P(at least d).
        double onward = 0, mean = 0;
        for (int i = 0; i < reversed.Length; i++)
        {
            onwardReversed[i] = onward;
            onward += reversed[i];
            residual[i] = onward;
            mean += onward;
        }

        residual.Reverse();
        double inverse = 1 / mean, sum = 0;
        for (int i = residual.Length - 1; i >= 0; i--)
        {
            double share = residual[i] * inverse;
            residual[i] = share;
            residualOnward[i] = sum;
            sum += share;
        }

        MeanStay[phase] = mean;
    }

    /// <summary>Sets which phase follows which, and with it the stationary start. Call after the dwells are set.</summary>
    /// <param name="transition">P(next | left): K×K row-major; the diagonal must be 0, rows sum to 1.</param>
    /// <exception cref="ArgumentException">Wrong shape, a positive diagonal, or a row that does not sum to 1 within 1e-9.</exception>
    public void SetTransition(ReadOnlySpan<double> transition)
    {
        int phases = Phases;
        if (transition.Length != phases * phases)
            throw new ArgumentException($"The transition grid has {transition.Length} values; {phases * phases} are needed.", nameof(transition));
        for (int from = 0; from < phases; from++)
        {
            double sum = 0;
            foreach (double p in transition.Slice(from * phases, phases))
                sum += p;
            if (transition[(from * phases) + from] > 0 || Math.Abs(sum - 1) > 1e-9)
                throw new ArgumentException($"Row {from} of the transition grid must sum to 1 with a diagonal of 0.", nameof(transition));
        }

        // Stationary embedded chain by averaged powers: the chain may be periodic.
        Span<double> visits = stackalloc double[phases], next = stackalloc double[phases];
        visits.Fill(1.0 / phases);
        for (int round = 0; round < 200; round++)
        {
            next.Clear();
            for (int from = 0; from < phases; from++)
                for (int to = 0; to < phases; to++)
                    next[to] += visits[from] * transition[(from * phases) + to];
            for (int k = 0; k < phases; k++)
                visits[k] = 0.5 * (visits[k] + next[k]);
        }

        SetTransition(transition, visits);
    }

    /// <summary>The same with the long-run visits known. Shapes are the caller's duty.</summary>
    internal void SetTransition(ReadOnlySpan<double> transition, ReadOnlySpan<double> visits)
    {
        transition.CopyTo(Transition);
        double total = 0;
        for (int k = 0; k < Phases; k++)
            total += Initial[k] = visits[k] * MeanStay[k];
        for (int k = 0; k < Phases; k++)
            Initial[k] /= total;
    }

    /// <summary>Probability of each phase in each month, given the months up to it (filtered).</summary>
    /// <param name="logEmission">ln p(signal in month t | phase k), nats. T×K row-major. −∞ allowed, NaN and +∞ not.</param>
    /// <param name="filtered">Receives P(phase in month t | months 1…t). T×K, rows sum to 1 within 1e-12.</param>
    /// <returns>ln p(signal), nats; −∞ (and rows of 0 from there on) when no sequence of phases can produce it.</returns>
    /// <exception cref="ArgumentException">A grid has the wrong shape, or holds NaN or +∞; the message names the month and the phase.</exception>
    /// <remarks>O(T·K·(min(T, D) + K)) time, O(T·K) memory. Pinned by SemiMarkovEnumeration, LaterMonthsChangeNothing.</remarks>
    public double Filter(ReadOnlySpan<double> logEmission, Span<double> filtered)
    {
        SemiMarkovPass pass = Prepare(logEmission, filtered.Length);
        double logLikelihood = pass.Forward(this);
        pass.Filtered.CopyTo(filtered);
        return logLikelihood;
    }

    /// <summary>Probability of each phase in each month, given the whole signal (smoothed).</summary>
    /// <param name="logEmission">ln p(signal in month t | phase k), nats. T×K row-major. −∞ allowed, NaN and +∞ not.</param>
    /// <param name="smoothed">Receives P(phase in month t | all months). T×K, rows sum to 1 within 1e-12.</param>
    /// <returns>ln p(signal), nats; −∞ when no sequence of phases can produce it, and then <paramref name="smoothed"/> is 0.</returns>
    /// <exception cref="ArgumentException">A grid has the wrong shape, or holds NaN or +∞; the message names the month and the phase.</exception>
    /// <remarks>O(T·K·(min(T, D) + K)) time, O(T·K) memory. Pinned by SemiMarkovEnumeration, GeometricDwellIsMarkov.</remarks>
    public double Smooth(ReadOnlySpan<double> logEmission, Span<double> smoothed)
    {
        SemiMarkovPass pass = Prepare(logEmission, smoothed.Length);
        double logLikelihood = pass.Forward(this);
        if (double.IsNegativeInfinity(logLikelihood))
            smoothed.Clear();
        else
            pass.Smooth(this, smoothed);
        return logLikelihood;
    }

    /// <summary>The single most probable sequence of phases.</summary>
    /// <param name="logEmission">ln p(signal in month t | phase k), nats. T×K row-major.</param>
    /// <param name="path">Receives the phase 0…K−1 of each month. T.</param>
    /// <returns>ln p(signal and path), nats; −∞ when nothing is possible, and then the path is all 0.</returns>
    /// <exception cref="ArgumentException">A grid has the wrong shape, or holds NaN or +∞.</exception>
    /// <remarks>O(T·K·(min(T, D) + K)) time. Ties go to the lower phase and the shorter stay. Pinned by SemiMarkovEnumeration.</remarks>
    public double Viterbi(ReadOnlySpan<double> logEmission, Span<int> path)
    {
        Check(logEmission, path.Length * Phases);
        return SemiMarkovViterbi.Run(this, logEmission, path);
    }

    SemiMarkovPass Prepare(ReadOnlySpan<double> logEmission, int values)
    {
        Check(logEmission, values);
        SemiMarkovPass pass = new(Phases, logEmission.Length / Phases);
        pass.SetEmission(logEmission);
        return pass;
    }

    void Check(ReadOnlySpan<double> logEmission, int values)
    {
        if (logEmission.Length == 0 || logEmission.Length % Phases != 0 || values != logEmission.Length)
            throw new ArgumentException($"The emission grid has {logEmission.Length} values and the result {values}; both must be months × {Phases} phases.", nameof(logEmission));
        for (int i = 0; i < logEmission.Length; i++)
            if (double.IsNaN(logEmission[i]) || double.IsPositiveInfinity(logEmission[i]))
                throw new ArgumentException($"The emission grid holds {logEmission[i]} in month {(i / Phases) + 1}, phase {i % Phases}.", nameof(logEmission));
    }
}
