using CsCheck;
using Fangshou.Forecasts;

namespace Fangshou.Tests.Forecasts;

/// <summary>Small contagions and events, ties among them, for laws.</summary>
static class ContagionGen
{
    internal static readonly Gen<(Contagion Model, double[][] Times, double End)> Seen = Gen.Int[1, 4].SelectMany(cells =>
        Gen.Select(
            Gen.Double[0.05, 2].Array[cells],
            Gen.Select(Gen.Double[0, .8], Gen.Double[0, .8], Gen.Double[0, .8], Gen.Double[.1, 5]),
            Gen.Double[0, 1].Array[cells * cells],
            Gen.OneOf(Gen.Double[0, 10], Gen.Int[0, 10].Select(i => (double)i)).Array[0, 12].Array[cells],
            (baselines, sizes, likeness, times) =>
            {
                Contagion model = new()
                {
                    BaselinesPerMonth = [.. baselines],
                    Self = sizes.Item1,
                    Area = sizes.Item2,
                    Campaign = sizes.Item3,
                    DecayPerMonth = sizes.Item4,
                    Similarity = [.. Enumerable.Range(0, cells * cells).Select(at => (at / cells, at % cells))
                        .Select(p => likeness[(Math.Min(p.Item1, p.Item2) * cells) + Math.Max(p.Item1, p.Item2)])],
                };
                return (model, times, 10.5);
            }));

    /// <summary>Four cells, two of them alike, of moderate contagion.</summary>
    internal static Contagion Four { get; } = new()
    {
        BaselinesPerMonth = [.4, .2, .3, .1],
        Self = .35,
        Area = .2,
        Campaign = .15,
        DecayPerMonth = .8,
        Similarity = [1, .9, .1, 0, .9, 1, 0, 0, .1, 0, 1, .5, 0, 0, .5, 1],
    };
}
