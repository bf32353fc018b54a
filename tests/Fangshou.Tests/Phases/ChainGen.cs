using CsCheck;

namespace Fangshou.Tests.Phases;

/// <summary>A chain, its rates and a short series, for the laws.</summary>
sealed record ChainCase(double[] Start, double[] Transition, double[] Rates, int[] Counts)
{
    internal int States => Start.Length;
}

static class ChainGen
{
    internal static Gen<double[]> Distribution(int k) =>
        Gen.Double[0.01, 1].Array[k].Select(w => w.Select(x => x / w.Sum()).ToArray());

    internal static Gen<ChainCase> Case(int states, int shortest, int longest) => Gen.Select(
        Distribution(states),
        Distribution(states).Array[states].Select(rows => rows.SelectMany(r => r).ToArray()),
        Gen.Double[0.1, 20].Array[states],
        Gen.Int[0, 25].Array[shortest, longest],
        (start, transition, rates, counts) => new ChainCase(start, transition, rates, counts));

    /// <summary>Two to four states, so that both the general and the three-state recursions are met.</summary>
    internal static Gen<ChainCase> AnyCase(int shortest, int longest) =>
        Gen.Int[2, 4].SelectMany(k => Case(k, shortest, longest));
}
