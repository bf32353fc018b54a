namespace Fangshou.Forecasts;

/// <summary>All forecasts of one probability: how many there are, and how many came true.</summary>
readonly record struct ProbabilityGroup(double Probability, int Count, int Events)
{
    /// <summary>Sorts forecasts by their probability, lowest first; equal ones form one group, so their order never matters.</summary>
    /// <param name="probabilities">0…1. n ≥ 1.</param>
    /// <param name="happened">Whether each came true. n.</param>
    /// <exception cref="ArgumentException">There is none, the lengths differ, or a probability is not in 0…1.</exception>
    internal static ProbabilityGroup[] Of(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> happened)
    {
        if (probabilities.IsEmpty || probabilities.Length != happened.Length)
            throw new ArgumentException($"There are {probabilities.Length} probabilities and {happened.Length} outcomes; as many of both are needed, at least one.", nameof(happened));
        for (int i = 0; i < probabilities.Length; i++)
        {
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1))
                throw new ArgumentException(FormattableString.Invariant($"Forecast {i} is {probabilities[i]:R}; a probability is in 0…1."), nameof(probabilities));
        }

        double[] sorted = probabilities.ToArray();
        bool[] outcomes = happened.ToArray();
        Array.Sort(sorted, outcomes);
        List<ProbabilityGroup> groups = [];
        for (int i = 0; i < sorted.Length;)
        {
            int begin = i, events = 0;
            for (; i < sorted.Length && sorted[i] == sorted[begin]; i++)
                events += outcomes[i] ? 1 : 0;
            groups.Add(new ProbabilityGroup(sorted[begin], i - begin, events));
        }

        return [.. groups];
    }
}
