using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Fangshou.Numerics;

namespace Fangshou.Phases;

/// <summary>The forward and backward recursions over one series, with their scratch; reused from sweep to sweep without allocation.</summary>
/// <remarks>
/// Scaled, not in logs: every weight is a joint probability given the months so far. Sums run in a fixed order of eight lanes,
/// so the bits do not depend on the width of the machine's vectors. Yu (2010), Artif. Intell. 174:215–243, sections 2–3.
/// </remarks>
internal sealed class SemiMarkovPass
{
    // A path this improbable cannot touch the sixteenth digit of anything; dropping it keeps subnormal numbers out of the loops.
    const double Negligible = 1e-250;

    readonly int phases, months;
    readonly double[] emission, logLargest, start, end, weight, first, stay;
    readonly int[] oldest;

    internal SemiMarkovPass(int phases, int months)
    {
        this.phases = phases;
        this.months = months;
        // Whole vectors, so that every month goes through the same exponential.
        emission = new double[PhaseCounts.Padded(months * phases)];
        logLargest = new double[months];
        Filtered = new double[months * phases];
        start = new double[phases * (months + 1)];
        end = new double[phases * months];
        weight = new double[phases * months];
        first = new double[phases];
        stay = new double[phases];
        oldest = new int[phases];
    }

    /// <summary>P(phase in month t | months 1…t) after <see cref="Forward"/>. T×K.</summary>
    internal double[] Filtered { get; }

    /// <summary>Takes ln p(signal in month t | phase k), T×K, and scales each month by its largest value.</summary>
    internal void SetEmission(ReadOnlySpan<double> logEmission)
    {
        for (int t = 0; t < months; t++)
        {
            ReadOnlySpan<double> month = logEmission.Slice(t * phases, phases);
            double largest = double.NegativeInfinity;
            foreach (double value in month)
                largest = Math.Max(largest, value);
            logLargest[t] = largest;
            Span<double> scaled = emission.AsSpan(t * phases, phases);
            for (int k = 0; k < scaled.Length; k++)
                scaled[k] = double.IsNegativeInfinity(largest) ? largest : month[k] - largest;
        }

        for (int i = 0; i < emission.Length; i += Vector256<double>.Count)
        {
            Span<double> four = emission.AsSpan(i, Vector256<double>.Count);
            VectorMath.Exp(Vector256.Create<double>(four)).CopyTo(four);
        }
    }

    /// <summary>Filters; leaves what smoothing and sampling need. Returns ln p(signal), nats.</summary>
    internal double Forward(SemiMarkovModel model)
    {
        int longest = model.LongestStay;
        double logLikelihood = 0, likelihood = 1;
        model.Initial.CopyTo(first, 0);
        Array.Fill(oldest, 1);
        ReadOnlySpan<double> transition = model.Transition;
        Span<double> ending = stackalloc double[phases];

        for (int t = 0; t < months; t++)
        {
            Span<double> month = emission.AsSpan(t * phases, phases), filtered = Filtered.AsSpan(t * phases, phases);
            double scale = 0;
            for (int k = 0; k < phases; k++)
            {
                double predicted = t == 0 ? first[k] : stay[k] + start[(k * (months + 1)) + t];
                scale += filtered[k] = predicted * month[k];
            }

            if (!(scale > 0))
            {
                Filtered.AsSpan(t * phases).Clear();
                return double.NegativeInfinity;
            }

            // One logarithm for many months, taken before their product leaves the range of normal numbers.
            logLikelihood += logLargest[t];
            if (scale is < 1e-100 or > 1e100)
                logLikelihood += Math.Log(scale);
            else if ((likelihood *= scale) is < 1e-150 or > 1e150)
            {
                logLikelihood += Math.Log(likelihood);
                likelihood = 1;
            }

            // Below the limit the reciprocal would overflow.
            bool tiny = scale < 1e-300;
            double inverse = 1 / scale;
            for (int k = 0; k < month.Length; k++)
            {
                filtered[k] = tiny ? filtered[k] / scale : filtered[k] * inverse;
                month[k] = tiny ? month[k] / scale : month[k] * inverse;
                ending[k] = Advance(model, k, t, longest, month[k]);
            }

            for (int to = 0; to < phases; to++)
            {
                double arriving = 0;
                for (int from = 0, at = to; from < ending.Length; from++, at += phases)
                    arriving += ending[from] * transition[at];
                start[(to * (months + 1)) + t + 1] = arriving;
            }
        }

        return logLikelihood + Math.Log(likelihood);
    }

    /// <summary>Carries every stay in phase k through month t: what goes on, and what ends there, which it returns.</summary>
    double Advance(SemiMarkovModel model, int k, int t, int longest, double likelihood)
    {
        double ending = 0, lasting = 0;
        first[k] *= likelihood;
        if (t < longest)
        {
            ending = first[k] * model.Residual[(k * longest) + t];
            lasting = first[k] * model.ResidualOnward[(k * longest) + t];
        }

        if (t >= 1)
        {
            weight[(k * months) + t] = start[(k * (months + 1)) + t];
            int from = Math.Max(oldest[k], t - longest + 1), row = (k * longest) + longest - t - 1;
            Span<double> live = weight.AsSpan((k * months) + from, t - from + 1);
            (double moreEnding, double moreLasting) = Scan(
                live, likelihood, model.DwellReversed.AsSpan(row + from, live.Length), model.OnwardReversed.AsSpan(row + from, live.Length));
            ending += moreEnding;
            lasting += moreLasting;
            while (from < t && weight[(k * months) + from] == 0)
                from++;
            oldest[k] = from;
        }

        end[(k * months) + t] = ending;
        stay[k] = lasting;
        return ending;
    }

    /// <summary>Multiplies every weight by the month's likelihood and sums the products with two tables.</summary>
    static (double Ending, double Lasting) Scan(Span<double> weights, double likelihood, ReadOnlySpan<double> dwell, ReadOnlySpan<double> onward)
    {
        ref double w = ref MemoryMarshal.GetReference(weights);
        ref double d = ref MemoryMarshal.GetReference(dwell);
        ref double o = ref MemoryMarshal.GetReference(onward);
        Vector256<double> factor = Vector256.Create(likelihood), least = Vector256.Create(Negligible);
        Vector256<double> ending0 = default, ending1 = default, lasting0 = default, lasting1 = default;
        int i = 0;
        for (; i <= weights.Length - 8; i += 8)
        {
            Vector256<double> low = Vector256.LoadUnsafe(ref w, (nuint)i) * factor;
            Vector256<double> high = Vector256.LoadUnsafe(ref w, (nuint)i + 4) * factor;
            low &= Vector256.GreaterThan(low, least);
            high &= Vector256.GreaterThan(high, least);
            low.StoreUnsafe(ref w, (nuint)i);
            high.StoreUnsafe(ref w, (nuint)i + 4);
            ending0 += low * Vector256.LoadUnsafe(ref d, (nuint)i);
            ending1 += high * Vector256.LoadUnsafe(ref d, (nuint)i + 4);
            lasting0 += low * Vector256.LoadUnsafe(ref o, (nuint)i);
            lasting1 += high * Vector256.LoadUnsafe(ref o, (nuint)i + 4);
        }

        double ending = Sum(ending0 + ending1), lasting = Sum(lasting0 + lasting1);
        for (; i < weights.Length; i++)
        {
            double value = weights[i] * likelihood;
            weights[i] = value = value > Negligible ? value : 0;
            ending += value * dwell[i];
            lasting += value * onward[i];
        }

        return (ending, lasting);
    }

    static double Sum(Vector256<double> lanes) => lanes[0] + lanes[1] + (lanes[2] + lanes[3]);

    /// <summary>After <see cref="Forward"/>: P(phase in month t | all months), T×K. Overwrites the forward pass's weights.</summary>
    internal void Smooth(SemiMarkovModel model, Span<double> smoothed)
    {
        int longest = model.LongestStay;
        Span<double> onset = stackalloc double[phases], censored = stackalloc double[phases];
        censored.Fill(1);
        smoothed.Clear();

        // From the last month back: onset[k] = p(months t… | a stay in k starts at t), scaled like the forward pass.
        for (int t = months - 1; t >= 0; t--)
        {
            Span<double> after = smoothed.Slice(t * phases, phases);
            for (int k = 0; k < phases; k++)
            {
                double leaving = 0;
                for (int to = 0; to < phases && t < months - 1; to++)
                    leaving += model.Transition[(k * phases) + to] * onset[to];

                // P(a stay in k ends with month t | all), kept in place of the forward value.
                weight[(k * months) + t] = leaving;
                after[k] = end[(k * months) + t] * leaving;
            }

            for (int k = 0; k < phases; k++)
            {
                double likelihood = emission[(t * phases) + k];
                censored[k] *= likelihood;
                int span = Math.Min(months - t, longest);
                double value = Backward(weight.AsSpan((k * months) + t, span), likelihood, model.Dwell.AsSpan(k * longest, span));
                int left = months - t;
                if (left <= longest)
                    value += censored[k] * (model.Dwell[(k * longest) + left - 1] + model.OnwardReversed[(k * longest) + longest - left]);
                onset[k] = value;
                if (t > 0)
                    start[(k * (months + 1)) + t] *= value;
            }
        }

        // P(in k) grows by the stays that start and falls by those that ended the month before.
        Span<double> running = stackalloc double[phases];
        for (int k = 0; k < phases; k++)
            running[k] = FirstMonth(model, k, censored[k]);
        for (int t = 0; t < months; t++)
        {
            Span<double> month = smoothed.Slice(t * phases, phases);
            double total = 0;
            for (int k = 0; k < phases; k++)
            {
                double ended = month[k];
                if (t > 0)
                    running[k] = Math.Max(0, running[k] + start[(k * (months + 1)) + t]);
                month[k] = running[k];
                total += running[k];
                running[k] = Math.Max(0, running[k] - ended);
            }

            for (int k = 0; k < phases; k++)
                month[k] /= total;
        }
    }

    /// <summary>P(in phase k in the first month | all months): the first stay has the residual length.</summary>
    double FirstMonth(SemiMarkovModel model, int k, double censored)
    {
        int longest = model.LongestStay;
        double value = 0;

        // After the backward sweep weight[t] holds the product of months 1…t with what follows an end at t.
        int span = Math.Min(months, longest);
        for (int t = 0; t < span; t++)
            value += weight[(k * months) + t] * model.Residual[(k * longest) + t];
        if (months <= longest)
            value += censored * (model.Residual[(k * longest) + months - 1] + model.ResidualOnward[(k * longest) + months - 1]);
        return value * model.Initial[k];
    }

    static double Backward(Span<double> weights, double likelihood, ReadOnlySpan<double> dwell)
    {
        ref double w = ref MemoryMarshal.GetReference(weights);
        ref double d = ref MemoryMarshal.GetReference(dwell);
        Vector256<double> factor = Vector256.Create(likelihood), least = Vector256.Create(Negligible);
        Vector256<double> sum0 = default, sum1 = default;
        int i = 0;
        for (; i <= weights.Length - 8; i += 8)
        {
            Vector256<double> low = Vector256.LoadUnsafe(ref w, (nuint)i) * factor;
            Vector256<double> high = Vector256.LoadUnsafe(ref w, (nuint)i + 4) * factor;
            low &= Vector256.GreaterThan(low, least);
            high &= Vector256.GreaterThan(high, least);
            low.StoreUnsafe(ref w, (nuint)i);
            high.StoreUnsafe(ref w, (nuint)i + 4);
            sum0 += low * Vector256.LoadUnsafe(ref d, (nuint)i);
            sum1 += high * Vector256.LoadUnsafe(ref d, (nuint)i + 4);
        }

        double sum = Sum(sum0 + sum1);
        for (; i < weights.Length; i++)
        {
            double value = weights[i] * likelihood;
            weights[i] = value = value > Negligible ? value : 0;
            sum += value * dwell[i];
        }

        return sum;
    }

    /// <summary>After <see cref="Forward"/>: draws a sequence of phases from its posterior.</summary>
    /// <param name="model">The model of the forward pass.</param>
    /// <param name="random">Advanced by two or three uniforms a stay.</param>
    /// <param name="path">Receives the phase of each month. T.</param>
    internal void Sample(SemiMarkovModel model, ref RandomStream random, Span<int> path)
    {
        int longest = model.LongestStay, last = months - 1;
        int phase = random.Index(Filtered.AsSpan(last * phases, phases));
        int begin = LastStayBegins(model, phase, ref random);
        path[begin..].Fill(phase);

        Span<double> odds = stackalloc double[phases];
        while (begin > 0)
        {
            int t = begin - 1;
            for (int from = 0; from < phases; from++)
                odds[from] = end[(from * months) + t] * model.Transition[(from * phases) + phase];
            phase = random.Index(odds);

            // Walk back from the end of this stay until its share of the end's probability is used up.
            double remaining = random.Uniform() * end[(phase * months) + t], product = 1;
            begin = t;
            int possible = t;
            for (int length = 1; length <= longest; length++, begin--)
            {
                product *= emission[(begin * phases) + phase];
                double share = begin == 0
                    ? model.Initial[phase] * product * model.Residual[(phase * longest) + length - 1]
                    : start[(phase * (months + 1)) + begin] * product * model.Dwell[(phase * longest) + length - 1];
                if (share > 0)
                    possible = begin;
                remaining -= share;
                if (begin == 0 || (remaining <= 0 && share > 0))
                    break;
            }

            // Rounding may leave a crumb: it belongs to the last start that is possible at all.
            begin = remaining > 0 ? possible : Math.Max(begin, 0);
            path[begin..(t + 1)].Fill(phase);
        }
    }

    int LastStayBegins(SemiMarkovModel model, int phase, ref RandomStream random)
    {
        int longest = model.LongestStay, last = months - 1, row = phase * longest, possible = last;
        double remaining = random.Uniform() * Filtered[(last * phases) + phase];
        for (int begin = last; begin >= Math.Max(1, last - longest + 1); begin--)
        {
            int length = last - begin + 1;
            double share = weight[(phase * months) + begin] * (model.Dwell[row + length - 1] + model.OnwardReversed[row + longest - length]);
            if (begin < oldest[phase])
                break;
            if (share > 0)
                possible = begin;
            remaining -= share;
            if (remaining <= 0 && share > 0)
                return begin;
        }

        double whole = months <= longest ? first[phase] * (model.Residual[row + last] + model.ResidualOnward[row + last]) : 0;
        return whole > 0 ? 0 : possible;
    }
}
