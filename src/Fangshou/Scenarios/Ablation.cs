using System.Collections.Immutable;
using Fangshou.Mechanism;

namespace Fangshou.Scenarios;

/// <summary>A part of the mechanism that is taken out.</summary>
/// <param name="Id">A slug.</param>
/// <param name="Title">What is removed.</param>
/// <param name="Moves">How.</param>
public sealed record Ablation(string Id, string Title, ImmutableArray<ParameterMove> Moves)
{
    /// <summary>Months of an ablation's run.</summary>
    public const int Months = 300;

    /// <summary>First month that is measured; earlier ones are warming up.</summary>
    public const int From = 120;

    /// <summary>The parts whose necessity is tested, first of all none.</summary>
    public static ImmutableArray<Ablation> All { get; } =
    [
        new("none", "nothing", []),
        Of("career", "career incentive, and with it the cascade", (MechanismParameter.Career, 0)),
        Of("harm", "harm accumulation", (MechanismParameter.HarmInflow, 0)),
        Of("damage-feedback", "damage feedback", (MechanismParameter.DamageWeight, 0)),
        Of("damage", "over-enforcement damage", (MechanismParameter.ConfidenceDamage, 0), (MechanismParameter.ConfidenceShock, 0)),
        Of("focusing", "focusing events", (MechanismParameter.Anger, 0), (MechanismParameter.Discovery, 0)),
        Of("cascade", "peer cascade", (MechanismParameter.Peers, 0), (MechanismParameter.Momentum, 0)),
        Of("distortion", "information distortion", (MechanismParameter.FullInformation, 1)),
        Of("friction", "friction", (MechanismParameter.NoFriction, 1)),
        Of("both", "information distortion and friction", (MechanismParameter.FullInformation, 1), (MechanismParameter.NoFriction, 1)),
        Of("protection", "local protection", (MechanismParameter.ProtectionSlope, 0)),
        Of("contagion", "cross-sector contagion", (MechanismParameter.Contagion, 0), (MechanismParameter.Momentum, 0)),
        Of("tail", "heavy tail", (MechanismParameter.ThinTail, 1)),
    ];

    /// <summary>The plan of a run without the part.</summary>
    public RunPlan Plan(World world, ImmutableArray<ParameterSet> parameters, int replicates, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(world);
        return new RunPlan
        {
            World = world,
            Parameters = [.. parameters.Select(set => Moves.Aggregate(set, (changed, move) => changed.With(move.Parameter, move.Value)))],
            Replicates = replicates,
            Months = Months,
            Seed = seed,
            Series = CycleStatistics.Series,
        };
    }

    /// <summary>The statistics of an ensemble without the part.</summary>
    /// <param name="world">Sectors, agencies, places.</param>
    /// <param name="parameters">One set, or several that take turns.</param>
    /// <param name="replicates">How many.</param>
    /// <param name="seed">Names the random numbers.</param>
    /// <param name="focus">The sector that is told apart from the others.</param>
    /// <param name="threads">How many threads; the numbers do not depend on it.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <returns>Of all other sectors together, and of the sector told apart.</returns>
    public (CycleStatistics Others, CycleStatistics Focus) Run(
        World world, ImmutableArray<ParameterSet> parameters, int replicates, ulong seed, int focus, int threads, CancellationToken cancellation)
    {
        EnsembleRun run = new(Plan(world, parameters, replicates, seed));
        run.Advance(threads, null, cancellation);
        BlindReading reading = BlindReading.Of(run.History, From, threads);
        return (
            CycleStatistics.Of(run.History, reading, [.. Enumerable.Range(0, world.Sectors.Length).Where(s => s != focus)]),
            CycleStatistics.Of(run.History, reading, [focus]));
    }

    static Ablation Of(string id, string title, params (MechanismParameter Parameter, double Value)[] moves) =>
        new(id, title, [.. moves.Select(move => new ParameterMove(move.Parameter, Move.Set, move.Value))]);
}
