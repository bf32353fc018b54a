namespace Fangshou.Phases;

/// <summary>Sums that the maximisation step of a hidden Markov model needs. All are overwritten by the kernel that fills them.</summary>
/// <param name="Pairs">Expected number of steps i → j. K×K row-major.</param>
/// <param name="Occupancy">Expected number of observations in each state. K.</param>
/// <param name="WeightedSum">Σ_t P(state at t | all)·count[t]. K.</param>
/// <param name="First">P(state at the first observation | all). K.</param>
readonly record struct ChainCounts(double[] Pairs, double[] Occupancy, double[] WeightedSum, double[] First)
{
    internal static ChainCounts For(int states) => new(new double[states * states], new double[states], new double[states], new double[states]);
}

/// <summary>Forward and backward recursions of a hidden Markov model whose observations take few distinct values.</summary>
/// <remarks>
/// Probabilities are carried unnormalised and multiplied by 2^128 whenever their sum falls below 2^-128: the scaling is exact, costs a
/// predictable branch, and leaves one logarithm per series instead of one per observation. Backward values are scaled apart from the
/// forward ones, and each observation's posterior is normalised by its own sum, so no product of scales is ever formed. A state that
/// the past rules out is dropped from the backward values: otherwise, where transitions are 0, a state that cannot be reached but
/// fits the rest of the series better would push all others below the range of a double. What lies more than about 1e-230 below the
/// forward sum counts as impossible. Recursions: Rabiner (1989), Proc. IEEE 77:257–286.
/// Pinned by: PathEnumeration (T ≤ 8), ScaledEqualsLog.
/// </remarks>
static partial class ChainKernels
{
    internal const double Tiny = 2.938735877055719e-39; // 2^-128
    internal const double Huge = 3.402823669209385e+38; // 2^128
    internal const double LogHugeNats = 88.722839111673;

    /// <summary>Emission likelihoods of each distinct count, each row divided by its largest entry.</summary>
    /// <param name="rates">Poisson mean per observation. K, ≥ 0.</param>
    /// <param name="distinct">The distinct counts. V.</param>
    /// <param name="logFactorial">ln(count!) of each. V.</param>
    /// <param name="occurrences">How often each occurs. V.</param>
    /// <param name="emission">Receives p(count | state)/max over states. V×K row-major.</param>
    /// <returns>ln of the product of the divisors over the whole series, nats; −∞ when some count has no chance in any state.</returns>
    /// <remarks>O(V·K) exponentials: each distinct count is priced once, however often it occurs.</remarks>
    internal static double FillEmission(
        ReadOnlySpan<double> rates, ReadOnlySpan<double> distinct, ReadOnlySpan<double> logFactorial, ReadOnlySpan<int> occurrences, Span<double> emission)
    {
        int k = rates.Length;
        FillLogEmission(rates, distinct, logFactorial, emission);
        double logDivisors = 0;
        for (int v = 0; v < distinct.Length; v++)
        {
            var row = emission.Slice(v * k, k);
            double best = double.NegativeInfinity;
            foreach (double value in row)
                best = Math.Max(best, value);
            if (double.IsNegativeInfinity(best))
                return best;
            for (int j = 0; j < k; j++)
                row[j] = Math.Exp(row[j] - best);
            logDivisors += occurrences[v] * best;
        }
        return logDivisors;
    }

    /// <summary>ln of the Poisson mass of each distinct count in each state, nats; −∞ where a mean of 0 meets a count above 0.</summary>
    /// <param name="rates">Poisson mean per observation. K, ≥ 0.</param>
    /// <param name="distinct">The distinct counts. V.</param>
    /// <param name="logFactorial">ln(count!) of each. V.</param>
    /// <param name="logEmission">Receives the masses. V×K row-major.</param>
    internal static void FillLogEmission(
        ReadOnlySpan<double> rates, ReadOnlySpan<double> distinct, ReadOnlySpan<double> logFactorial, Span<double> logEmission)
    {
        int k = rates.Length;
        for (int j = 0; j < k; j++)
        {
            double logRate = Math.Log(rates[j]);
            for (int v = 0; v < distinct.Length; v++)
                logEmission[(v * k) + j] = distinct[v] == 0 ? -rates[j] : (distinct[v] * logRate) - rates[j] - logFactorial[v];
        }
    }

    /// <summary>Forward recursion for any number of states.</summary>
    /// <param name="start">P(state at the first observation). K, sums to 1.</param>
    /// <param name="transition">P(next state | state). K×K row-major, rows are "from" and sum to 1.</param>
    /// <param name="emission">p(distinct count v | state), rows in any positive scale ≤ 1. V×K row-major.</param>
    /// <param name="codes">Row of <paramref name="emission"/> for each observation. T, 0…V−1.</param>
    /// <param name="forward">Receives P(state at t, observations 1…t) up to a positive factor per row. T×K, overwritten.</param>
    /// <returns>ln p(observations) up to the scales of the emission rows, nats; −∞ when no path can produce them.</returns>
    /// <remarks>O(T·K²), no allocation. <see cref="Forward3"/> is the same for K = 3, some three times faster.</remarks>
    internal static double Forward(
        ReadOnlySpan<double> start, ReadOnlySpan<double> transition, ReadOnlySpan<double> emission, ReadOnlySpan<int> codes, Span<double> forward)
    {
        int k = start.Length;
        long rescalings = 0;
        double sum = 1;
        for (int t = 0; t < codes.Length; t++)
        {
            var now = forward.Slice(t * k, k);
            if (t == 0)
                start.CopyTo(now);
            else
                Step(forward.Slice((t - 1) * k, k), transition, now);

            sum = 0;
            var e = emission.Slice(codes[t] * k, k);
            for (int j = 0; j < k; j++)
                sum += now[j] *= e[j];
            while (sum < Tiny)
            {
                if (!(sum > 0))
                    return double.NegativeInfinity;
                sum = 0;
                for (int j = 0; j < k; j++)
                    sum += now[j] *= Huge;
                rescalings++;
            }
        }
        return Math.Log(sum) - (rescalings * LogHugeNats);
    }

    /// <summary>One step of the chain: <paramref name="to"/> = <paramref name="from"/>·Γ.</summary>
    static void Step(ReadOnlySpan<double> from, ReadOnlySpan<double> transition, Span<double> to)
    {
        to.Clear();
        for (int i = 0; i < from.Length; i++)
        {
            var row = transition.Slice(i * to.Length, to.Length);
            for (int j = 0; j < to.Length; j++)
                to[j] += from[i] * row[j];
        }
    }

    /// <summary>Backward recursion that sums the expected counts as it goes, for any number of states.</summary>
    /// <param name="transition">P(next state | state). K×K row-major.</param>
    /// <param name="emission">As given to <see cref="Forward"/>. V×K.</param>
    /// <param name="distinct">The distinct counts. V.</param>
    /// <param name="codes">Row of <paramref name="emission"/> for each observation. T.</param>
    /// <param name="forward">As left by <see cref="Forward"/> with a finite return value. T×K.</param>
    /// <param name="scratch">3K values, overwritten.</param>
    /// <param name="counts">Receives the sums.</param>
    /// <remarks>O(T·K²), no allocation.</remarks>
    internal static void Expect(
        ReadOnlySpan<double> transition, ReadOnlySpan<double> emission, ReadOnlySpan<double> distinct, ReadOnlySpan<int> codes,
        ReadOnlySpan<double> forward, Span<double> scratch, ChainCounts counts)
    {
        int k = counts.First.Length;
        var backward = scratch[..k];
        var weight = scratch.Slice(k, k);
        var posterior = scratch.Slice(2 * k, k);
        Array.Clear(counts.Pairs);
        Array.Clear(counts.Occupancy);
        Array.Clear(counts.WeightedSum);
        backward.Fill(1);

        for (int t = codes.Length - 1; t >= 0; t--)
        {
            var now = forward.Slice(t * k, k);
            if (t + 1 < codes.Length)
                StepBack(transition, emission.Slice(codes[t + 1] * k, k), now, backward, weight);
            double inverse = Posterior(now, backward, posterior);
            double count = distinct[codes[t]];
            for (int j = 0; j < k; j++)
            {
                counts.Occupancy[j] += posterior[j];
                counts.WeightedSum[j] += posterior[j] * count;
            }
            if (t + 1 < codes.Length)
                AddPairs(now, inverse, weight, counts.Pairs);
        }
        posterior.CopyTo(counts.First);
        for (int p = 0; p < counts.Pairs.Length; p++)
            counts.Pairs[p] *= transition[p];
    }

    /// <summary>Normalises forward × backward; returns the factor that did it.</summary>
    static double Posterior(ReadOnlySpan<double> forward, ReadOnlySpan<double> backward, Span<double> posterior)
    {
        double sum = 0;
        for (int j = 0; j < posterior.Length; j++)
            sum += posterior[j] = forward[j] * backward[j];
        double inverse = 1 / sum;
        for (int j = 0; j < posterior.Length; j++)
            posterior[j] *= inverse;
        return inverse;
    }

    /// <summary>Adds P(state i at t, state j at t + 1 | all)/Γ[i,j]; the factor Γ is left to the end of the pass.</summary>
    static void AddPairs(ReadOnlySpan<double> forward, double inverse, ReadOnlySpan<double> weight, Span<double> pairs)
    {
        for (int i = 0; i < forward.Length; i++)
        {
            double share = forward[i] * inverse;
            var row = pairs.Slice(i * weight.Length, weight.Length);
            for (int j = 0; j < row.Length; j++)
                row[j] += share * weight[j];
        }
    }

    /// <summary>weight ← emission × backward, backward ← Γ·weight where the past allows; both are lifted by the same power of two when they sink.</summary>
    static void StepBack(
        ReadOnlySpan<double> transition, ReadOnlySpan<double> emission, ReadOnlySpan<double> forward, Span<double> backward, Span<double> weight)
    {
        int k = backward.Length;
        for (int j = 0; j < k; j++)
            weight[j] = emission[j] * backward[j];
        double sum = 0;
        for (int i = 0; i < k; i++)
        {
            double value = 0;
            var row = transition.Slice(i * k, k);
            for (int j = 0; j < k; j++)
                value += row[j] * weight[j];
            sum += backward[i] = forward[i] > 0 ? value : 0;
        }
        while (sum is > 0 and < Tiny)
        {
            sum = 0;
            for (int i = 0; i < k; i++)
            {
                weight[i] *= Huge;
                sum += backward[i] *= Huge;
            }
        }
    }

    /// <summary>Divides each row by its sum: turns forward values into P(state at t | observations 1…t).</summary>
    /// <param name="rows">T×K row-major, each row with a positive sum; overwritten.</param>
    /// <param name="k">K.</param>
    internal static void NormaliseRows(Span<double> rows, int k)
    {
        for (int t = 0; t < rows.Length; t += k)
        {
            var row = rows.Slice(t, k);
            double sum = 0;
            foreach (double value in row)
                sum += value;
            for (int j = 0; j < k; j++)
                row[j] /= sum;
        }
    }

    /// <summary>Turns forward values into P(state at t | all observations), in place.</summary>
    /// <param name="transition">K×K row-major.</param>
    /// <param name="emission">As given to <see cref="Forward"/>. V×K.</param>
    /// <param name="codes">Row of <paramref name="emission"/> for each observation. T.</param>
    /// <param name="rows">In: as left by <see cref="Forward"/>. Out: smoothed probabilities, rows sum to 1. T×K.</param>
    /// <param name="scratch">2K values, overwritten.</param>
    /// <remarks>O(T·K²), no allocation.</remarks>
    internal static void Smooth(
        ReadOnlySpan<double> transition, ReadOnlySpan<double> emission, ReadOnlySpan<int> codes, Span<double> rows, Span<double> scratch)
    {
        int k = scratch.Length / 2;
        var backward = scratch[..k];
        var weight = scratch.Slice(k, k);
        backward.Fill(1);
        for (int t = codes.Length - 1; t >= 0; t--)
        {
            var row = rows.Slice(t * k, k);
            if (t + 1 < codes.Length)
                StepBack(transition, emission.Slice(codes[t + 1] * k, k), row, backward, weight);
            Posterior(row, backward, row);
        }
    }

    /// <summary>The most probable path of states given all observations (Viterbi 1967).</summary>
    /// <param name="logStart">ln P(state at the first observation), nats. K; −∞ allowed.</param>
    /// <param name="logTransition">ln Γ, nats. K×K row-major; −∞ allowed.</param>
    /// <param name="logEmission">ln p(distinct count v | state), nats. V×K; −∞ allowed.</param>
    /// <param name="codes">Row of <paramref name="logEmission"/> for each observation. T.</param>
    /// <param name="best">2K values, overwritten.</param>
    /// <param name="origins">T×K values, overwritten: the best predecessor of each state.</param>
    /// <param name="path">Receives the states, 0…K−1. T. The lower state wins a tie.</param>
    /// <returns>ln p(path, observations), nats; −∞ when no path can produce them, and then the path means nothing.</returns>
    /// <remarks>O(T·K²). Pinned by: PathEnumeration.</remarks>
    internal static double Viterbi(
        ReadOnlySpan<double> logStart, ReadOnlySpan<double> logTransition, ReadOnlySpan<double> logEmission, ReadOnlySpan<int> codes,
        Span<double> best, Span<int> origins, Span<int> path)
    {
        int k = logStart.Length;
        var now = best[..k];
        var before = best.Slice(k, k);
        for (int j = 0; j < k; j++)
            now[j] = logStart[j] + logEmission[(codes[0] * k) + j];
        for (int t = 1; t < codes.Length; t++)
        {
            now.CopyTo(before);
            for (int j = 0; j < k; j++)
            {
                int origin = 0;
                for (int i = 1; i < k; i++)
                {
                    if (before[i] + logTransition[(i * k) + j] > before[origin] + logTransition[(origin * k) + j])
                        origin = i;
                }
                origins[(t * k) + j] = origin;
                now[j] = before[origin] + logTransition[(origin * k) + j] + logEmission[(codes[t] * k) + j];
            }
        }

        int last = 0;
        for (int j = 1; j < k; j++)
            last = now[j] > now[last] ? j : last;
        double logProbability = now[last];
        for (int t = codes.Length - 1; t >= 0; t--)
        {
            path[t] = last;
            last = t > 0 ? origins[(t * k) + last] : last;
        }
        return logProbability;
    }
}
