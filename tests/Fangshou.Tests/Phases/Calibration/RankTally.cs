using Fangshou.Numerics;
using Fangshou.Phases;

namespace Fangshou.Tests.Phases.Calibration;

/// <summary>One sweep of a sampler over a panel: the product's, or a deliberately wrong one.</summary>
delegate void Sweeping(PooledParameters pooled, CellChain[] cells, PhasePriors priors, ulong seed, uint chain, uint sweep);

/// <summary>Ranks of true values among posterior draws, many simulated panels over. Talts et al. (2018), arXiv:1804.06788, algorithm 2.</summary>
/// <param name="Names">What was ranked.</param>
/// <param name="Ranks">Rank 0…99 by simulated panel, then by what was ranked.</param>
sealed record RankTally(string[] Names, int[][] Ranks)
{
    internal const int Draws = 99, Bins = 20, WarmUp = 150;

    const int Cells = 2, Months = 80;

    /// <summary>Simulates panels from the priors, fits each with one chain from the usual start, and ranks the truth.</summary>
    internal static RankTally Of(PhasePriors priors, int panels, int thinning, ulong seed, Sweeping sweep)
    {
        string[] names = [.. new PooledParameters(priors.Phases.Length).Names(), "own lax tightening", "own crackdown ratio", "months in crackdown"];
        int[] used = [.. Enumerable.Range(0, names.Length).Where(i => IsUsed(names[i], priors))];
        int[][] ranks = new int[panels][];
        Parallel.For(0, panels, panel =>
        {
            RandomStream random = new(seed, (uint)panel, 0, 0x51B0);
            SimulatedPanel simulated = SimulatedPanel.Draw(priors, Cells, Months, ref random);
            double[] truth = Row(simulated.Pooled, simulated.Own[0], simulated.Paths[0]);

            PooledParameters pooled = PooledStep.Begin(priors, ref random);
            CellChain[] chains = [.. simulated.Signals.Select(s => new CellChain(s, priors))];
            foreach (CellChain chain in chains)
                chain.Begin(pooled);

            int[] below = new int[truth.Length], equal = new int[truth.Length];
            for (int i = 1; i <= WarmUp + (Draws * thinning); i++)
            {
                sweep(pooled, chains, priors, seed, (uint)panel, (uint)i);
                if (i <= WarmUp || (i - WarmUp) % thinning != 0)
                    continue;
                double[] row = Row(pooled, chains[0].Own, chains[0].Path);
                for (int q = 0; q < row.Length; q++)
                {
                    below[q] += row[q] < truth[q] ? 1 : 0;
                    equal[q] += row[q] == truth[q] ? 1 : 0;
                }
            }

            // A tie (months are counted in whole numbers) takes any rank of the tie.
            int[] rank = new int[used.Length];
            for (int q = 0; q < used.Length; q++)
                rank[q] = below[used[q]] + (int)(random.Uniform() * (equal[used[q]] + 1));
            ranks[panel] = rank;
        });
        return new RankTally([.. used.Select(i => names[i])], ranks);
    }

    /// <summary>P(χ² with 19 degrees of freedom is at least this large) for one ranked quantity, were its ranks uniform.</summary>
    internal double Uniformity(int quantity)
    {
        int[] bins = new int[Bins];
        foreach (int[] rank in Ranks)
            bins[rank[quantity] * Bins / (Draws + 1)]++;
        double expected = (double)Ranks.Length / Bins, chiSquare = bins.Sum(n => (n - expected) * (n - expected) / expected);
        return MathNet.Numerics.SpecialFunctions.GammaUpperRegularized((Bins - 1) / 2.0, chiSquare / 2);
    }

    internal (string Name, double P)[] Uniformities => [.. Names.Select((name, q) => (name, Uniformity(q)))];

    static bool IsUsed(string name, PhasePriors priors) => priors.UsesEasing
        || !(name.Contains("easing", StringComparison.Ordinal) || name.Contains("loosening", StringComparison.Ordinal) || name.StartsWith("next", StringComparison.Ordinal));

    static double[] Row(PooledParameters pooled, double[] own, int[] path)
    {
        double[] row = new double[pooled.Count + 3];
        pooled.CopyTo(row);
        row[^3] = own[PooledParameters.Base];
        row[^2] = own[PooledParameters.Ratio];
        row[^1] = path.Count(k => k == 1);
        return row;
    }
}
