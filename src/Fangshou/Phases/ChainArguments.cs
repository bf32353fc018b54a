namespace Fangshou.Phases;

/// <summary>Checks of what is handed to the Markov and semi-Markov models; each message names the parameter and where it is wrong.</summary>
static class ChainArguments
{
    const double SumTolerance = 1e-9;
    const long MostCells = 1L << 28;

    internal static void RequireRates(ReadOnlySpan<double> rates, string name)
    {
        if (rates.IsEmpty)
            throw new ArgumentException("There is no state: give one rate for each.", name);
        for (int j = 0; j < rates.Length; j++)
        {
            if (!(rates[j] >= 0) || !double.IsFinite(rates[j]))
                throw new ArgumentException($"The rate of state {j} is {rates[j]:R}; rates are finite and 0 or more.", name);
        }
    }

    internal static void RequireDistributions(ReadOnlySpan<double> rows, int count, int states, string name)
    {
        RequireLength(rows.Length, count * states, name);
        for (int i = 0; i < count; i++)
        {
            double sum = 0;
            foreach (double p in rows.Slice(i * states, states))
            {
                if (!(p is >= 0 and <= 1 + SumTolerance))
                    throw new ArgumentException($"Row {i} holds {p:R}; probabilities lie between 0 and 1.", name);
                sum += p;
            }
            if (Math.Abs(sum - 1) > SumTolerance)
                throw new ArgumentException($"Row {i} sums to {sum:R}, not to 1.", name);
        }
    }

    internal static void RequireLength(int actual, int expected, string name)
    {
        if (actual != expected)
            throw new ArgumentException($"There are {actual} values where {expected} are needed.", name);
    }

    internal static void RequireStates(CountSeries counts, int states)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(states, 1);
        if (counts.Length < 2)
            throw new ArgumentException("One observation says nothing about change; give at least two.", nameof(counts));
        if (states > counts.Distinct.Length)
            throw new ArgumentException($"{states} states cannot be told apart by {counts.Distinct.Length} distinct counts.", nameof(states));
    }

    /// <summary>Size of a grid of observations × states × lengths, refused before it takes 2 GiB.</summary>
    internal static int RequireGrid(int length, int states, int longest)
    {
        long cells = (long)length * states * longest;
        return cells <= MostCells
            ? (int)cells
            : throw new ArgumentException($"{length} observations × {states} states × {longest} lengths are {cells} cells, more than {MostCells}; tabulate fewer lengths.");
    }

    internal static double RequirePossible(double logLikelihoodNats, string name) =>
        double.IsNegativeInfinity(logLikelihoodNats)
            ? throw new ArgumentException("No sequence of states can produce these counts.", name)
            : logLikelihoodNats;
}
