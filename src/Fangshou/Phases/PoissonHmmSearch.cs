using System.Collections.Immutable;

namespace Fangshou.Phases;

/// <summary>Many short EM runs, then long ones from the best (Biernacki, Celeux, Govaert 2003, Comput. Stat. Data Anal. 41:561–575).</summary>
static class PoissonHmmSearch
{
    const int Kept = 3;
    const double SmallestRate = 1e-3;

    sealed record Candidate(double LogLikelihoodNats, double[] Rates, double[] Transition, double[] Start);

    internal static PoissonHmmFit Run(CountSeries series, int states, PoissonHmmOptions options)
    {
        var em = new PoissonHmmEm(series, states, options.Start);
        var candidates = new List<Candidate>(options.Starts);
        int starts = states == 1 ? 1 : options.Starts;
        for (int s = 0; s < starts; s++)
        {
            Begin(em, series, states, s, options.Seed);
            for (int n = 0; n < options.ShortIterations; n++)
                em.Iterate();
            candidates.Add(new(em.Evaluate(), [.. em.Rates], [.. em.Transition], [.. em.Start]));
        }

        PoissonHmmFit? best = null;
        foreach (var candidate in candidates.OrderByDescending(c => c.LogLikelihoodNats).Take(Kept))
        {
            var fit = Finish(em, series, candidate, options);
            if (best is null || fit.LogLikelihoodNats > best.LogLikelihoodNats)
                best = fit;
        }
        return best!;
    }

    static PoissonHmmFit Finish(PoissonHmmEm em, CountSeries series, Candidate candidate, PoissonHmmOptions options)
    {
        candidate.Rates.CopyTo(em.Rates, 0);
        candidate.Transition.CopyTo(em.Transition, 0);
        candidate.Start.CopyTo(em.Start, 0);

        var trace = ImmutableArray.CreateBuilder<double>();
        bool converged = false;
        for (int n = 0; n < options.MaxIterations && !converged; n++)
        {
            trace.Add(em.Iterate());
            converged = n > 0 && trace[^1] - trace[^2] < options.ToleranceNats;
        }
        trace.Add(em.Evaluate());
        int k = em.Rates.Length;
        return new PoissonHmmFit
        {
            Model = Ascending(em),
            LogLikelihoodNats = trace[^1],
            Parameters = (k * k) + (options.Start == ChainStart.Free ? k - 1 : 0),
            Observations = series.Length,
            Trace = trace.ToImmutable(),
            Converged = converged,
            Seed = options.Seed,
        };
    }

    static PoissonHmm Ascending(PoissonHmmEm em)
    {
        int k = em.Rates.Length;
        int[] order = [.. Enumerable.Range(0, k).OrderBy(j => em.Rates[j])];
        double[] transition = [.. order.SelectMany(i => order.Select(j => em.Transition[(i * k) + j]))];
        return new PoissonHmm([.. order.Select(j => em.Start[j])], transition, [.. order.Select(j => em.Rates[j])]);
    }

    /// <summary>Start 0 sets the rates at even quantiles and long stays; the others jitter both.</summary>
    static void Begin(PoissonHmmEm em, CountSeries series, int k, int start, ulong seed)
    {
        double[] shares = [.. Enumerable.Range(0, k).Select(j => start == 0 ? (j + 0.5) / k : Uniform(seed, start, j)).Order()];
        double[] rates = new double[k];
        for (int j = 0; j < k; j++)
        {
            // States with the same rate would stay the same for ever: each rate lies above the one before.
            double floor = j == 0 ? SmallestRate : rates[j - 1] * 1.02;
            rates[j] = Math.Max(floor, series.Quantile(shares[j]));
        }

        double[] transition = new double[k * k];
        for (int i = 0; i < k; i++)
        {
            double stay = k == 1 ? 1 : start == 0 ? 0.9 : 0.5 + (0.48 * Uniform(seed, start, k + i));
            for (int j = 0; j < k; j++)
                transition[(i * k) + j] = i == j ? stay : (1 - stay) / (k - 1);
        }
        em.Begin(rates, transition);
    }

    /// <summary>A number in (0, 1) that is a function of its arguments alone: the finaliser of SplitMix64 (Steele, Lea, Flood 2014).</summary>
    static double Uniform(ulong seed, int start, int index)
    {
        unchecked
        {
            ulong z = seed + (0x9E3779B97F4A7C15UL * (((ulong)(uint)start << 32) | (uint)index));
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53)) + (1.0 / (1UL << 54));
        }
    }
}
