namespace Fangshou.Phases;

/// <summary>The most probable sequence of phases of a semi-Markov chain: max-product over starts and ends of stays, in logs.</summary>
internal static class SemiMarkovViterbi
{
    /// <summary>Fills <paramref name="path"/> and returns ln p(signal and path), nats. Shapes are the caller's duty. O(T·K·(D + K)).</summary>
    internal static double Run(SemiMarkovModel model, ReadOnlySpan<double> logEmission, Span<int> path)
    {
        int phases = model.Phases, longest = model.LongestStay, months = path.Length;
        double[] cumulative = Cumulative(logEmission, phases, months);
        double[] arrive = new double[phases * (months + 1)], leave = new double[phases * months];
        int[] cameFrom = new int[phases * (months + 1)], began = new int[phases * months];
        Array.Fill(arrive, double.NegativeInfinity);

        for (int t = 0; t < months; t++)
        {
            for (int k = 0; k < phases; k++)
                leave[(k * months) + t] = Best(k, t, model.Dwell, model.Residual, out began[(k * months) + t]);
            for (int to = 0; to < phases; to++)
                for (int from = 0; from < phases; from++)
                {
                    double value = leave[(from * months) + t] + Math.Log(model.Transition[(from * phases) + to]);
                    if (value > arrive[(to * (months + 1)) + t + 1])
                        (arrive[(to * (months + 1)) + t + 1], cameFrom[(to * (months + 1)) + t + 1]) = (value, from);
                }
        }

        (double[] lasting, double[] lastingFirst) = Lasting(model);
        double best = double.NegativeInfinity;
        int phase = 0, start = 0;
        for (int k = 0; k < phases; k++)
        {
            double value = Best(k, months - 1, lasting, lastingFirst, out int begin);
            if (value > best)
                (best, phase, start) = (value, k, begin);
        }

        path.Clear();
        if (double.IsNegativeInfinity(best))
            return best;
        path[start..].Fill(phase);
        while (start > 0)
        {
            int stop = start;
            phase = cameFrom[(phase * (months + 1)) + start];
            start = began[(phase * months) + stop - 1];
            path[start..stop].Fill(phase);
        }

        return best;

        double Best(int k, int t, double[] length, double[] firstLength, out int begin)
        {
            double top = double.NegativeInfinity;
            begin = 0;
            for (int d = 1; d <= Math.Min(t + 1, longest); d++)
            {
                int s = t - d + 1;
                double head = s == 0
                    ? Math.Log(model.Initial[k]) + Math.Log(firstLength[(k * longest) + d - 1])
                    : arrive[(k * (months + 1)) + s] + Math.Log(length[(k * longest) + d - 1]);
                if (double.IsNegativeInfinity(head))
                    continue;
                double value = head + cumulative[(k * (months + 1)) + t + 1] - cumulative[(k * (months + 1)) + s];
                if (value > top)
                    (top, begin) = (value, s);
            }

            return top;
        }
    }

    /// <summary>P(at least d months), for stays and for the first one, K×D.</summary>
    static (double[] Stay, double[] First) Lasting(SemiMarkovModel model)
    {
        int longest = model.LongestStay;
        double[] stay = new double[model.Phases * longest], first = new double[model.Phases * longest];
        for (int i = 0; i < stay.Length; i++)
        {
            int row = i / longest * longest, d = i - row;
            stay[i] = model.Dwell[i] + model.OnwardReversed[row + longest - d - 1];
            first[i] = model.Residual[i] + model.ResidualOnward[i];
        }

        return (stay, first);
    }

    // −∞ would make every later difference NaN; a floor far below any sum of finite months keeps the order.
    static double[] Cumulative(ReadOnlySpan<double> logEmission, int phases, int months)
    {
        double[] cumulative = new double[phases * (months + 1)];
        for (int k = 0; k < phases; k++)
            for (int t = 0; t < months; t++)
                cumulative[(k * (months + 1)) + t + 1] = cumulative[(k * (months + 1)) + t] + Math.Max(logEmission[(t * phases) + k], -1e200);
        return cumulative;
    }
}
