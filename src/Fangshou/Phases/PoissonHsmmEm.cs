using System.Collections.Immutable;

namespace Fangshou.Phases;

/// <summary>EM for a Poisson hidden semi-Markov model. Allocates the grids of each iteration anew: an iteration costs milliseconds.</summary>
static class PoissonHsmmEm
{
    /// <summary>Share of the first chain's changes that goes evenly to all states: a change that EM starts at 0 would stay there.</summary>
    const double EvenShare = 0.05;

    const double SmallestRate = 1e-6;

    internal static PoissonHsmmFit Run(CountSeries series, int states, PoissonHsmmOptions options)
    {
        int longest = options.Family == StayFamily.Geometric ? 1 : Math.Min(options.LongestTabulated, Math.Max(series.Length, options.MinimumStay));
        _ = ChainArguments.RequireGrid(series.Length, states, longest);
        var (model, laws) = FromMarkovChain(series, states, options, longest);

        var trace = ImmutableArray.CreateBuilder<double>();
        bool converged = false;
        for (int n = 0; n < options.MaxIterations && !converged; n++)
        {
            trace.Add(model.Expect(series, out var sums));
            converged = n > 0 && trace[^1] - trace[^2] < options.ToleranceNats;
            model = Maximise(model, laws, series, sums);
        }
        trace.Add(Forward(model, series));
        return new PoissonHsmmFit
        {
            Model = Ascending(model),
            LogLikelihoodNats = trace[^1],
            Parameters = states + (states - 1) + (states * (states - 2)) + laws.Sum(l => l.Parameters),
            Observations = series.Length,
            Trace = trace.ToImmutable(),
            Converged = converged,
            Seed = options.Seed,
        };
    }

    static double Forward(PoissonHsmm model, CountSeries series) => model.Expect(series, out _);

    static (PoissonHsmm Model, StayFitter[] Laws) FromMarkovChain(CountSeries series, int k, PoissonHsmmOptions options, int longest)
    {
        var chain = PoissonHmmSearch.Run(series, k, new PoissonHmmOptions { Start = ChainStart.Free, MaxIterations = 200, Seed = options.Seed }).Model;
        double[] transition = new double[k * k];
        var laws = new StayFitter[k];
        for (int i = 0; i < k; i++)
        {
            double leave = Math.Max(1 - chain.Transition[(i * k) + i], 1.0 / (10.0 * series.Length));
            for (int j = 0; j < k; j++)
            {
                double share = chain.Transition[(i * k) + j] / leave;
                transition[(i * k) + j] = i == j ? 0 : ((1 - EvenShare) * share) + (EvenShare / (k - 1));
            }
            Normalise(transition.AsSpan(i * k, k));
            laws[i] = StayFitter.Create(options.Family, options.MinimumStay, longest, 1 / leave, series.Length);
        }
        double[] rates = [.. chain.Rates.Select(r => Math.Max(r, SmallestRate))];
        return (new PoissonHsmm(chain.Start.AsSpan(), transition, [.. laws.Select(l => l.Law)], rates), laws);
    }

    static PoissonHsmm Maximise(PoissonHsmm model, StayFitter[] laws, CountSeries series, StayCounts sums)
    {
        int k = model.States, longest = sums.AtRisk.Length / k;
        double[] occupancy = new double[k], weighted = new double[k], start = sums.Posterior[..k];
        for (int t = 0; t < series.Length; t++)
        {
            for (int j = 0; j < k; j++)
            {
                occupancy[j] += sums.Posterior[(t * k) + j];
                weighted[j] += sums.Posterior[(t * k) + j] * series.Distinct[series.Codes[t]];
            }
        }
        double[] rates = [.. Enumerable.Range(0, k).Select(j => occupancy[j] > 0 ? weighted[j] / occupancy[j] : model.Rates[j])];
        double[] transition = sums.Pairs.ToArray();
        for (int i = 0; i < k; i++)
        {
            var row = transition.AsSpan(i * k, k);
            if (!Normalise(row))
                model.Transition.AsSpan().Slice(i * k, k).CopyTo(row);
            laws[i].Maximise(sums.AtRisk.AsSpan(i * longest, longest), sums.Ended.AsSpan(i * longest, longest));
        }
        Normalise(start);
        return new PoissonHsmm(start, transition, [.. laws.Select(l => l.Law)], rates);
    }

    /// <summary>Divides by the sum; false, and nothing done, when there is none.</summary>
    static bool Normalise(Span<double> row)
    {
        double sum = 0;
        foreach (double value in row)
            sum += value;
        if (!(sum > 0))
            return false;
        for (int j = 0; j < row.Length; j++)
            row[j] /= sum;
        return true;
    }

    static PoissonHsmm Ascending(PoissonHsmm model)
    {
        int k = model.States;
        int[] order = [.. Enumerable.Range(0, k).OrderBy(j => model.Rates[j])];
        double[] transition = [.. order.SelectMany(i => order.Select(j => model.Transition[(i * k) + j]))];
        return new PoissonHsmm(
            [.. order.Select(j => model.Start[j])], transition, [.. order.Select(j => model.Stays[j])], [.. order.Select(j => model.Rates[j])]);
    }
}
