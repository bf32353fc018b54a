using System.Collections.Immutable;

namespace Fangshou.Phases;

/// <summary>A normal prior on a logarithm.</summary>
/// <param name="Mean">Mean of the logarithm.</param>
/// <param name="Sd">Its standard deviation.</param>
public sealed record LogNormalPrior(double Mean, double Sd);

/// <summary>What is believed about the phases of one lane before any row is read: one set for all cells.</summary>
/// <remarks>
/// Numbers from the model's section 3.2 where it gives them; the others are marked "chosen" with their reason in docs/method/phases.md.
/// Rates are events per month and sector at average coverage.
/// </remarks>
public sealed record PhasePriors
{
    /// <summary>Phases of the lane, in L, C, E order.</summary>
    public required ImmutableArray<Phase> Phases { get; init; }

    /// <summary>True when easing events are a second signal.</summary>
    public required bool UsesEasing { get; init; }

    /// <summary>Tightening events a month while lax.</summary>
    public LogNormalPrior LaxTightening { get; init; } = new(Math.Log(0.35), 0.7);

    /// <summary>Tightening in a crackdown over lax; truncated at <see cref="LeastCrackdownRatio"/>.</summary>
    public LogNormalPrior CrackdownRatio { get; init; } = new(Math.Log(8), 0.5);

    /// <summary>How many times the lax rate a crackdown has at least: the amplitude rule as part of the model.</summary>
    public double LeastCrackdownRatio { get; init; } = SpellReading.CrackdownRatio;

    /// <summary>Tightening while easing over lax (chosen, narrow: an easing phase is told by what it lifts; restrictions are back near the lax rate).</summary>
    public LogNormalPrior EasingTighteningRatio { get; init; } = new(Math.Log(1.1), 0.08);

    /// <summary>Easing events a month while lax (chosen: about a third of the restrictive rate).</summary>
    public LogNormalPrior LaxLoosening { get; init; } = new(Math.Log(0.12), 0.7);

    /// <summary>Easing events in a crackdown over lax (chosen: no difference expected).</summary>
    public LogNormalPrior CrackdownLooseningRatio { get; init; } = new(0, 0.4);

    /// <summary>Easing events while easing over lax; truncated above 1.</summary>
    public LogNormalPrior EasingRatio { get; init; } = new(Math.Log(4), 0.5);

    /// <summary>Mean stay in each phase, months.</summary>
    public required ImmutableArray<LogNormalPrior> MeanStay { get; init; }

    /// <summary>Size of the negative binomial of stays beyond the minimum (fixed: from the spread of simulated stays).</summary>
    public required ImmutableArray<double> StaySize { get; init; }

    /// <summary>Dirichlet weights of the two phases that can follow, in cyclic order (next, next but one); ignored with two phases.</summary>
    public ImmutableArray<(double Next, double NextButOne)> Following { get; init; } = [(18, 2), (17, 3), (16, 4)];

    /// <summary>Scale of the half-normal prior on the spread of log rates and log ratios between cells.</summary>
    public double RateSpread { get; init; } = 0.5;

    /// <summary>Scale of the half-normal prior on the spread of log mean stays between cells.</summary>
    public double StaySpread { get; init; } = 0.3;

    /// <summary>Gamma prior of the count's size (inverse overdispersion): shape 2, rate 0.5.</summary>
    public (double Shape, double Rate) CountSize { get; init; } = (2, 0.5);

    /// <summary>Shortest stay, months.</summary>
    public int ShortestStay { get; init; } = 6;

    /// <summary>Longest stay, months.</summary>
    public int LongestStay { get; init; } = 240;

    /// <summary>The lower bound of one of a cell's own parameters: a crackdown is a burst, easing loosens more than the lax phase.</summary>
    internal double Lowest(int parameter) => parameter switch
    {
        PooledParameters.Ratio => Math.Log(LeastCrackdownRatio),
        PooledParameters.LooseningRatio => 0,
        _ => double.NegativeInfinity,
    };

    /// <summary>The general lane: lax, crackdown, easing.</summary>
    public static PhasePriors General { get; } = new()
    {
        Phases = [Phase.Lax, Phase.Crackdown, Phase.Easing],
        UsesEasing = true,
        MeanStay = [new(Math.Log(64), 0.5), new(Math.Log(20), 0.4), new(Math.Log(20), 0.5)],
        StaySize = [4, 4, 2],
    };

    /// <summary>The content lane: lax or strict (named crackdown), from tightening alone.</summary>
    /// <remarks>Chosen: content control is administered steadily once it is on, so its strict phase is longer and less of a burst than a crackdown.</remarks>
    public static PhasePriors Content { get; } = new()
    {
        CrackdownRatio = new(Math.Log(4), 0.5),
        LeastCrackdownRatio = 2,
        Phases = [Phase.Lax, Phase.Crackdown],
        UsesEasing = false,
        MeanStay = [new(Math.Log(64), 0.5), new(Math.Log(60), 0.5)],
        StaySize = [4, 4],
    };
}
