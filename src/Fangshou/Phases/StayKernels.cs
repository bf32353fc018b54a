namespace Fangshou.Phases;

/// <summary>Sums that the maximisation step of a hidden semi-Markov model needs. All are overwritten by the kernel that fills them.</summary>
/// <param name="AtRisk">Expected number of observations, the last one excepted, at which a stay has lasted d. K×D row-major.</param>
/// <param name="Ended">Expected number of those after which the stay ends. K×D row-major.</param>
/// <param name="Pairs">Expected number of changes i → j. K×K row-major.</param>
/// <param name="Posterior">P(state at t | all). T×K row-major.</param>
readonly record struct StayCounts(double[] AtRisk, double[] Ended, double[] Pairs, double[] Posterior)
{
    internal static StayCounts For(int states, int longest, int length) =>
        new(new double[states * longest], new double[states * longest], new double[states * states], new double[length * states]);
}

/// <summary>Forward and backward recursions of a hidden semi-Markov model, over (state, how long the stay has lasted).</summary>
/// <remarks>
/// A stay that has lasted d either ends, with hazard h(d), or lasts d + 1; so the pair is a Markov chain with O(D) moves per state,
/// the last stay needs no special case (it is right-censored because nothing ends it), and each pass is O(T·K·(D + K)). The cell D
/// holds "D or more". Scaling by powers of two as in <see cref="ChainKernels"/>. Source: the elapsed-time form of Yu (2010),
/// Artif. Intell. 174:215–243, section 3.3. Pinned by: SegmentEnumeration (T ≤ 8), GeometricStaysAreMarkov.
/// </remarks>
static class StayKernels
{
    /// <summary>Filters, and keeps the whole grid when a backward pass will follow.</summary>
    /// <param name="age">In: P(state and length of the stay so far, at the first observation). Out: the same at the last one, up to a factor. K×D.</param>
    /// <param name="transition">P(next state | state left). K×K row-major, diagonal 0.</param>
    /// <param name="hazard">P(a stay ends after d | it has lasted d). K×D row-major.</param>
    /// <param name="emission">p(distinct count v | state), rows in any positive scale ≤ 1. V×K.</param>
    /// <param name="codes">Row of <paramref name="emission"/> for each observation. T.</param>
    /// <param name="filtered">Receives P(state at t | observations 1…t). T×K; may be empty.</param>
    /// <param name="history">Receives <paramref name="age"/> after each observation. T×K×D; may be empty.</param>
    /// <param name="entering">K values, overwritten.</param>
    /// <returns>ln p(observations) up to the scales of the emission rows, nats; −∞ when no path can produce them.</returns>
    internal static double Forward(
        Span<double> age, ReadOnlySpan<double> transition, ReadOnlySpan<double> hazard, ReadOnlySpan<double> emission, ReadOnlySpan<int> codes,
        Span<double> filtered, Span<double> history, Span<double> entering)
    {
        int k = entering.Length, longest = age.Length / k;
        long rescalings = 0;
        double sum = 1;
        for (int t = 0; t < codes.Length; t++)
        {
            if (t > 0)
                Advance(age, transition, hazard, entering);
            sum = 0;
            for (int j = 0; j < k; j++)
                sum += entering[j] = Scale(age.Slice(j * longest, longest), emission[(codes[t] * k) + j]);
            while (sum < ChainKernels.Tiny)
            {
                if (!(sum > 0))
                    return double.NegativeInfinity;
                sum = 0;
                for (int j = 0; j < k; j++)
                    sum += entering[j] = Scale(age.Slice(j * longest, longest), ChainKernels.Huge);
                rescalings++;
            }
            for (int j = 0; j < k && !filtered.IsEmpty; j++)
                filtered[(t * k) + j] = entering[j] / sum;
            if (!history.IsEmpty)
                age.CopyTo(history.Slice(t * age.Length, age.Length));
        }
        return Math.Log(sum) - (rescalings * ChainKernels.LogHugeNats);
    }

    /// <summary>One step: every stay ends, or is one observation older.</summary>
    static void Advance(Span<double> age, ReadOnlySpan<double> transition, ReadOnlySpan<double> hazard, Span<double> entering)
    {
        int k = entering.Length, longest = age.Length / k;
        entering.Clear();
        for (int i = 0; i < k; i++)
        {
            var cells = age.Slice(i * longest, longest);
            var h = hazard.Slice(i * longest, longest);
            double leaving = cells[^1] * h[^1];
            double oldest = cells[^1] - leaving;
            for (int d = longest - 2; d >= 0; d--)
            {
                double ends = cells[d] * h[d];
                leaving += ends;
                cells[d + 1] = cells[d] - ends;
            }
            if (longest > 1)
                (cells[^1], cells[0]) = (cells[^1] + oldest, 0);
            else
                cells[0] = oldest;
            for (int j = 0; j < k; j++)
                entering[j] += leaving * transition[(i * k) + j];
        }
        for (int j = 0; j < k; j++)
            age[j * longest] += entering[j];
    }

    /// <summary>Multiplies the cells; returns their sum.</summary>
    static double Scale(Span<double> cells, double by)
    {
        double sum = 0;
        for (int d = 0; d < cells.Length; d++)
            sum += cells[d] *= by;
        return sum;
    }

    /// <summary>Backward recursion that sums the expected counts as it goes.</summary>
    /// <param name="transition">K×K row-major, diagonal 0.</param>
    /// <param name="hazard">K×D row-major.</param>
    /// <param name="emission">As given to <see cref="Forward"/>. V×K.</param>
    /// <param name="codes">Row of <paramref name="emission"/> for each observation. T.</param>
    /// <param name="history">As left by <see cref="Forward"/> with a finite return value. T×K×D.</param>
    /// <param name="backward">K×D values, overwritten.</param>
    /// <param name="scratch">2K values, overwritten.</param>
    /// <param name="counts">Receives the sums.</param>
    internal static void Expect(
        ReadOnlySpan<double> transition, ReadOnlySpan<double> hazard, ReadOnlySpan<double> emission, ReadOnlySpan<int> codes,
        ReadOnlySpan<double> history, Span<double> backward, Span<double> scratch, StayCounts counts)
    {
        int k = scratch.Length / 2, cells = backward.Length, longest = cells / k;
        var weight = scratch[..k];
        var leaving = scratch.Slice(k, k);
        Array.Clear(counts.AtRisk);
        Array.Clear(counts.Ended);
        Array.Clear(counts.Pairs);
        backward.Fill(1);

        for (int t = codes.Length - 1; t >= 0; t--)
        {
            var forward = history.Slice(t * cells, cells);
            if (t + 1 < codes.Length)
                StepBack(transition, hazard, emission.Slice(codes[t + 1] * k, k), forward, backward, weight, leaving);
            double inverse = 1 / Posterior(forward, backward, counts.Posterior.AsSpan(t * k, k));
            if (t + 1 == codes.Length)
                continue;

            for (int i = 0; i < k; i++)
            {
                double left = 0;
                for (int c = i * longest; c < (i + 1) * longest; c++)
                {
                    double ends = forward[c] * hazard[c] * inverse;
                    counts.AtRisk[c] += forward[c] * backward[c] * inverse;
                    counts.Ended[c] += ends * leaving[i];
                    left += ends;
                }
                for (int j = 0; j < k; j++)
                    counts.Pairs[(i * k) + j] += left * transition[(i * k) + j] * weight[j];
            }
        }
    }

    /// <summary>One step back: weight ← emission × backward of a stay just begun; leaving ← A·weight; backward ← age on, or leave, where the past allows.</summary>
    static void StepBack(
        ReadOnlySpan<double> transition, ReadOnlySpan<double> hazard, ReadOnlySpan<double> emission, ReadOnlySpan<double> forward,
        Span<double> backward, Span<double> weight, Span<double> leaving)
    {
        int k = weight.Length, longest = backward.Length / k;
        for (int j = 0; j < k; j++)
            weight[j] = emission[j] * backward[j * longest];
        double sum = 0;
        for (int i = 0; i < k; i++)
        {
            leaving[i] = 0;
            for (int j = 0; j < k; j++)
                leaving[i] += transition[(i * k) + j] * weight[j];
            var cells = backward.Slice(i * longest, longest);
            var h = hazard.Slice(i * longest, longest);
            var reached = forward.Slice(i * longest, longest);
            for (int d = 0; d < longest; d++)
            {
                double older = emission[i] * cells[Math.Min(d + 1, longest - 1)];
                sum += cells[d] = reached[d] > 0 ? (older * (1 - h[d])) + (h[d] * leaving[i]) : 0;
            }
        }
        while (sum is > 0 and < ChainKernels.Tiny)
        {
            sum = Scale(backward, ChainKernels.Huge);
            Scale(weight, ChainKernels.Huge);
            Scale(leaving, ChainKernels.Huge);
        }
    }

    /// <summary>Fills P(state | all) for one observation; returns the sum of forward × backward.</summary>
    static double Posterior(ReadOnlySpan<double> forward, ReadOnlySpan<double> backward, Span<double> posterior)
    {
        int longest = forward.Length / posterior.Length;
        double total = 0;
        for (int j = 0; j < posterior.Length; j++)
        {
            double sum = 0;
            for (int c = j * longest; c < (j + 1) * longest; c++)
                sum += forward[c] * backward[c];
            total += posterior[j] = sum;
        }
        for (int j = 0; j < posterior.Length; j++)
            posterior[j] /= total;
        return total;
    }
}
