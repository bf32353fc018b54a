using Fangshou.Phases;

namespace Fangshou.Tests.Phases.Oracles;

/// <summary>The obvious oracle of a semi-Markov chain: sum (or maximise) over every sequence of phases.</summary>
/// <remarks>K^T paths; a path's probability is read from its stays: residual first, right-censored last.</remarks>
static class SemiMarkovEnumeration
{
    public static (double LogLikelihood, double[] Smoothed, int[] Best, double LogBest, Dictionary<string, double> Posterior) Run(
        SemiMarkovModel model, double[] logEmission)
    {
        int phases = model.Phases, months = logEmission.Length / phases;
        double total = 0, best = 0;
        double[] smoothed = new double[logEmission.Length];
        int[] bestPath = new int[months], path = new int[months];
        Dictionary<string, double> posterior = [];
        for (int code = 0; code < (int)Math.Pow(phases, months); code++)
        {
            for (int t = 0, rest = code; t < months; t++, rest /= phases)
                path[t] = rest % phases;
            double p = Probability(model, path, logEmission);
            total += p;
            posterior[string.Concat(path)] = p;
            for (int t = 0; t < months; t++)
                smoothed[(t * phases) + path[t]] += p;
            if (p > best)
                (best, bestPath) = (p, [.. path]);
        }

        foreach (string key in posterior.Keys)
            posterior[key] /= total;
        return (Math.Log(total), [.. smoothed.Select(s => s / total)], bestPath, Math.Log(best), posterior);
    }

    /// <summary>p(path, signal). A path of phases tells its stays, because a phase never follows itself.</summary>
    static double Probability(SemiMarkovModel model, int[] path, double[] logEmission)
    {
        int phases = model.Phases, longest = model.LongestStay, months = path.Length;
        double p = model.Initial[path[0]];
        for (int t = 0; t < months; t++)
            p *= Math.Exp(logEmission[(t * phases) + path[t]]);
        for (int begin = 0; begin < months;)
        {
            int end = begin;
            while (end < months && path[end] == path[begin])
                end++;
            double[] length = begin == 0 ? model.Residual : model.Dwell;
            int k = path[begin], d = end - begin;
            p *= end == months
                ? Enumerable.Range(d, Math.Max(0, longest - d + 1)).Sum(x => length[(k * longest) + x - 1])
                : d > longest ? 0 : length[(k * longest) + d - 1];
            if (end < months)
                p *= model.Transition[(k * phases) + path[end]];
            begin = end;
        }

        return p;
    }
}
