namespace Fangshou.Numerics;

/// <summary>What a finite Markov chain does in the long run, and how that moves with its transition matrix.</summary>
static class MarkovChain
{
    /// <summary>The distribution that one more step leaves unchanged: δ = δΓ.</summary>
    /// <param name="transition">P(next state | state). K×K row-major, rows are "from" and sum to 1; irreducible.</param>
    /// <param name="stationary">Receives δ. K, overwritten; sums to 1.</param>
    /// <param name="scratch">K×K values, overwritten.</param>
    /// <returns>False when the elimination meets a closed set of states, so that δ need not be unique; then δ is uniform.</returns>
    /// <remarks>
    /// O(K³), no allocation, no subtraction, so every entry keeps its relative precision even when it is 1e-200.
    /// Source: Grassmann, Taksar, Heyman (1985), Operations Research 33:1107–1116.
    /// </remarks>
    internal static bool Stationary(ReadOnlySpan<double> transition, Span<double> stationary, Span<double> scratch)
    {
        int k = stationary.Length;
        transition.CopyTo(scratch);
        for (int last = k - 1; last > 0; last--)
        {
            double away = 0;
            for (int j = 0; j < last; j++)
                away += scratch[(last * k) + j];
            if (!(away > 0))
            {
                stationary.Fill(1.0 / k);
                return false;
            }
            for (int i = 0; i < last; i++)
            {
                double share = scratch[(i * k) + last] /= away;
                for (int j = 0; j < last; j++)
                    scratch[(i * k) + j] += share * scratch[(last * k) + j];
            }
        }

        double total = stationary[0] = 1;
        for (int j = 1; j < k; j++)
        {
            double mass = 0;
            for (int i = 0; i < j; i++)
                mass += stationary[i] * scratch[(i * k) + j];
            total += stationary[j] = mass;
        }
        for (int j = 0; j < k; j++)
            stationary[j] /= total;
        return true;
    }

    /// <summary>How Σ weight·ln δ moves with the transition matrix: its derivative by Γ[i,j] is δ[i]·slope[j], up to a constant per row.</summary>
    /// <param name="transition">Γ. K×K row-major, rows sum to 1.</param>
    /// <param name="stationary">δ of that Γ. K.</param>
    /// <param name="weight">Weights of the states. K, ≥ 0.</param>
    /// <param name="slope">Receives the column factor y of the derivative, the solution of (I − Γ + 1δ)·y = weight/δ. K, overwritten.</param>
    /// <param name="scratch">K×K values, overwritten.</param>
    /// <remarks>O(K³), no allocation. From dδ = δ·dΓ·Z with Z the fundamental matrix: Schweitzer (1968), J. Applied Probability 5:401–413.</remarks>
    internal static void StationarySlope(
        ReadOnlySpan<double> transition, ReadOnlySpan<double> stationary, ReadOnlySpan<double> weight, Span<double> slope, Span<double> scratch)
    {
        int k = stationary.Length;
        for (int i = 0; i < k; i++)
        {
            slope[i] = stationary[i] > 0 ? weight[i] / stationary[i] : 0;
            for (int j = 0; j < k; j++)
                scratch[(i * k) + j] = (i == j ? 1 : 0) - transition[(i * k) + j] + stationary[j];
        }
        Solve(scratch, slope);
    }

    /// <summary>Solves A·x = b in place by elimination with row pivots.</summary>
    /// <param name="a">A, K×K row-major; destroyed.</param>
    /// <param name="b">In: b. Out: x. K.</param>
    static void Solve(Span<double> a, Span<double> b)
    {
        int k = b.Length;
        for (int c = 0; c < k; c++)
        {
            int pivot = c;
            for (int r = c + 1; r < k; r++)
            {
                if (Math.Abs(a[(r * k) + c]) > Math.Abs(a[(pivot * k) + c]))
                    pivot = r;
            }
            if (pivot != c)
            {
                for (int j = c; j < k; j++)
                    (a[(c * k) + j], a[(pivot * k) + j]) = (a[(pivot * k) + j], a[(c * k) + j]);
                (b[c], b[pivot]) = (b[pivot], b[c]);
            }
            for (int r = c + 1; r < k; r++)
            {
                double factor = a[(r * k) + c] / a[(c * k) + c];
                for (int j = c; j < k; j++)
                    a[(r * k) + j] -= factor * a[(c * k) + j];
                b[r] -= factor * b[c];
            }
        }
        for (int r = k - 1; r >= 0; r--)
        {
            for (int j = r + 1; j < k; j++)
                b[r] -= a[(r * k) + j] * b[j];
            b[r] /= a[(r * k) + r];
        }
    }
}
